//! The log of technical decisions: what was decided instead of what, by whom, and what the forecast said that day.

use forecast::words;
use plan::{
    ChangeId, Day, DecisionId, DecisionRecord, DecisionState, Document, EntityId, Field, ItemId, KeptDates, Slot,
};
use serde::{Deserialize, Serialize};

use super::Seen;

use crate::past::ask::ChangeRef;

/// The log of technical decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DecisionsView {
    /// What is still open first, then the latest first.
    pub rows: Vec<DecisionView>,
    /// "3 decisions · 1 proposed".
    pub summary: String,
}

/// A decision in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DecisionView {
    /// The decision.
    pub id: DecisionId,
    /// Its title.
    pub title: String,
    /// How far it is, or that another took its place.
    pub standing: DecisionStanding,
    /// The one that took its place.
    pub superseded_by: Option<NamedView>,
    /// The day it was decided, in words; empty while it is open.
    pub decided: String,
    /// What was chosen, in a line.
    pub chosen: String,
    /// The options that were weighed and not chosen, by name.
    pub refused: Vec<String>,
    /// "Ana (EM), carried out by Ben"; empty if nobody answers for it.
    pub who: String,
    /// What it replaces.
    pub supersedes: Vec<NamedView>,
    /// The items it shapes.
    pub shapes: Vec<NamedView>,
    /// The debts it creates on purpose.
    pub creates: Vec<NamedView>,
    /// The debts it retires.
    pub retires: Vec<NamedView>,
    /// The forecast of the day it was decided, item by item.
    pub forecast: Vec<ForecastThen>,
    /// The change that accepted it, where the log holds it: the plan of that day can be looked at.
    pub accepted_by: Option<ChangeRef>,
}

/// How a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DecisionStanding {
    /// Up for discussion.
    Proposed,
    /// It holds.
    Accepted,
    /// Another took its place.
    Superseded,
    /// It was turned down.
    Rejected,
    /// It holds no longer.
    Deprecated,
}

impl DecisionStanding {
    /// The word that is shown.
    pub fn word(self) -> &'static str {
        match self {
            DecisionStanding::Proposed => "proposed",
            DecisionStanding::Accepted => "accepted",
            DecisionStanding::Superseded => "superseded",
            DecisionStanding::Rejected => "rejected",
            DecisionStanding::Deprecated => "deprecated",
        }
    }
}

/// Something with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NamedView {
    /// What.
    pub entity: EntityId,
    /// Its title.
    pub title: String,
}

/// An item's dates when a decision was taken, and now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ForecastThen {
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// "50% by 14 Mar · 85% by 18 Apr".
    pub dates: String,
    /// "9 days later now"; empty where it is not known.
    pub now: String,
}

/// The decisions of what is seen.
pub fn decisions(seen: &Seen<'_>, document: &Document) -> DecisionsView {
    let plan = seen.plan();
    let rows: Vec<DecisionView> =
        plan.decisions_in_order().into_iter().map(|decision| row(seen, document, decision)).collect();
    let count = |standing| rows.iter().filter(|row| row.standing == standing).count();
    let parts = [DecisionStanding::Proposed, DecisionStanding::Superseded].map(|standing| (count(standing), standing));
    let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, standing)| format!("{n} {}", standing.word()));
    let all = match rows.len() {
        1 => "1 decision".to_owned(),
        n => format!("{n} decisions"),
    };
    let summary = std::iter::once(all).chain(parts).collect::<Vec<_>>().join(" · ");
    DecisionsView { rows, summary }
}

fn row(seen: &Seen<'_>, document: &Document, decision: &DecisionRecord) -> DecisionView {
    let plan = seen.plan();
    let named = |entity: EntityId| Some(NamedView { entity, title: plan.title(entity)?.to_owned() });
    let by = plan.superseded_by(decision.id).filter(|_| decision.state == DecisionState::Accepted);
    let who = [decision.accountable.trim(), decision.delegated_to.trim()];
    DecisionView {
        id: decision.id,
        title: decision.title.clone(),
        standing: match (decision.state, by) {
            (DecisionState::Accepted, Some(_)) => DecisionStanding::Superseded,
            (DecisionState::Accepted, None) => DecisionStanding::Accepted,
            (DecisionState::Proposed, _) => DecisionStanding::Proposed,
            (DecisionState::Rejected, _) => DecisionStanding::Rejected,
            (DecisionState::Deprecated, _) => DecisionStanding::Deprecated,
        },
        superseded_by: by.and_then(|by| named(by.id.into())),
        decided: decision.decided_on.map_or_else(String::new, |day| words::day(day, seen.today)),
        chosen: decision.chosen.lines().next().unwrap_or_default().to_owned(),
        refused: decision.refused_options().into_iter().map(str::to_owned).collect(),
        who: match who {
            ["", ""] => String::new(),
            ["", carries] => format!("carried out by {carries}"),
            [answers, ""] => answers.to_owned(),
            [answers, carries] => format!("{answers}, carried out by {carries}"),
        },
        supersedes: decision.supersedes.iter().filter_map(|id| named((*id).into())).collect(),
        shapes: decision.shapes.iter().filter_map(|id| named((*id).into())).collect(),
        creates: decision.creates.iter().filter_map(|id| named((*id).into())).collect(),
        retires: decision.retires.iter().filter_map(|id| named((*id).into())).collect(),
        forecast: decision.dates.iter().filter_map(|(item, dates)| then(seen, *item, *dates)).collect(),
        accepted_by: accepted_by(document, decision),
    }
}

fn then(seen: &Seen<'_>, item: ItemId, dates: KeptDates) -> Option<ForecastThen> {
    let title = seen.plan().items.get(&item)?.title.clone();
    let said = [(50, dates.p50), (85, dates.p85)];
    let said = said.map(|(share, day)| day.map(|day| format!("{share}% by {}", words::day(day, seen.today))));
    let now = seen.item(item).and_then(|figures| figures.outlook.as_planned.p85);
    let moved = dates.p85.zip(now).map(|(then, now): (Day, Day)| now.since(then));
    Some(ForecastThen {
        item,
        title,
        dates: said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        now: match moved {
            None => String::new(),
            Some(0) => "and now".to_owned(),
            Some(days @ ..0) => format!("{} earlier now", words::days(-days)),
            Some(days) => format!("{} later now", words::days(days)),
        },
    })
}

/// The change that accepted it. What came into the plan as it stands, by an import or with the sample, was decided before.
fn accepted_by(document: &Document, decision: &DecisionRecord) -> Option<ChangeRef> {
    let head = |field| {
        let slot = Slot::of(decision.id, field);
        document.heads(&slot).first().map(|head| head.edit.change)
    };
    let (accepted, made): (ChangeId, ChangeId) = (head(Field::State)?, head(Field::Alive)?);
    let counts = decision.state == DecisionState::Accepted && accepted != made;
    counts.then(|| accepted.into())
}
