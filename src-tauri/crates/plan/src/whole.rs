//! The whole document as plain data: the plan's settings and all its entities.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::author::Role;
use crate::baseline::Baseline;
use crate::choice::{DecisionState, ItemKind};
use crate::entity::{Component, Debt, Item, Person, Team, Waiver};
use crate::field::Concern;
use crate::id::{
    BaselineId, ComponentId, DebtId, DecisionId, ItemId, PersonId, QuestionId, ScenarioId, StepId, TeamId, WaiverId,
};
use crate::member::Members;
use crate::record::{DecisionRecord, QuestionRecord, Step};
use crate::scenario::Scenario;
use crate::value::Range;

/// The most items that a plan may hold and that are reckoned with: more than twice what answers are promised for, and what a
/// machine of today still forecasts in minutes.
pub const ITEM_LIMIT: usize = 5_000;

/// The plan's own settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// The plan's name.
    pub title: String,
    /// Horizon in weeks.
    pub horizon: u32,
    /// Years after which an unfinished item is `never`.
    pub cap: u32,
    /// σ of the rate drift.
    #[specta(type = specta_typescript::Number)]
    pub drift: f64,
    /// Person-days a story point stands for on import.
    pub days_per_point: Range,
    /// Thresholds of the flags that differ from their defaults, by name.
    #[specta(type = BTreeMap<String, specta_typescript::Number>)]
    pub thresholds: BTreeMap<String, f64>,
    /// Who drives a concern, where it is not the role that usually does.
    #[serde(default)]
    pub drivers: BTreeMap<Concern, Role>,
}

impl Settings {
    /// The role that drives a concern; the others see, question and contribute.
    pub fn driver(&self, concern: Concern) -> Role {
        self.drivers.get(&concern).copied().unwrap_or(concern.usual_driver())
    }

    /// Whether this role drives this concern. What anybody else changes there is a contribution.
    pub fn drives(&self, role: Role, concern: Concern) -> bool {
        self.driver(concern) == role
    }

    /// Days after which trials stop: the cap in years of 365.25 days, and one year at least.
    pub fn cap_days(&self) -> u32 {
        (self.cap.max(1) * 1461).div_ceil(4)
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: String::new(),
            horizon: 26,
            cap: 5,
            drift: 0.45,
            days_per_point: Range { low: 0.5, likely: 1.0, high: 2.0 },
            thresholds: BTreeMap::new(),
            drivers: BTreeMap::new(),
        }
    }
}

/// The whole document at one moment: the fold of its changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Plan {
    /// The plan's own settings.
    pub settings: Settings,
    /// Who may change the plan.
    #[serde(default)]
    pub members: Members,
    /// Items by id; [`Plan::ranked`] gives them in order.
    pub items: BTreeMap<ItemId, Item>,
    /// Debts by id.
    pub debts: BTreeMap<DebtId, Debt>,
    /// Components by id.
    pub components: BTreeMap<ComponentId, Component>,
    /// Teams by id.
    pub teams: BTreeMap<TeamId, Team>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Waivers by id.
    pub waivers: BTreeMap<WaiverId, Waiver>,
    /// Baselines by id; [`Plan::baselines_in_order`] gives them in order.
    #[serde(default)]
    pub baselines: BTreeMap<BaselineId, Baseline>,
    /// Scenarios by id.
    #[serde(default)]
    pub scenarios: BTreeMap<ScenarioId, Scenario>,
    /// Technical decisions by id.
    #[serde(default)]
    pub decisions: BTreeMap<DecisionId, DecisionRecord>,
    /// Questions by id.
    #[serde(default)]
    pub questions: BTreeMap<QuestionId, QuestionRecord>,
    /// Steps of roll-outs by id.
    #[serde(default)]
    pub steps: BTreeMap<StepId, Step>,
}

impl Plan {
    /// Whether somebody has said what an item or one of its parts takes: by an estimate, the principal of what it pays off, or
    /// the word of whoever delivers it. A forecast takes the rest for no work at all.
    pub fn is_estimated(&self, item: &Item) -> bool {
        let said = match item.kind {
            ItemKind::Feature | ItemKind::Enabler => false,
            ItemKind::Paydown => {
                item.pays.keys().any(|debt| self.debts.get(debt).is_some_and(|debt| debt.principal.is_some()))
            }
            ItemKind::External => item.delivery.is_some(),
        };
        let part = |other: &Item| other.parent == Some(item.id) && self.is_estimated(other);
        said || item.estimate.is_some() || self.items.values().any(part)
    }

    /// The items that exist, in rank order, ties by id.
    pub fn ranked(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.values().filter(|item| item.alive).collect();
        items.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
        items
    }

    /// The baselines that exist, the first made first: by day, then by how many changes are in them, ties by id.
    pub fn baselines_in_order(&self) -> Vec<&Baseline> {
        let changes = |baseline: &Baseline| baseline.version.values().map(|seq| u64::from(*seq)).sum::<u64>();
        let mut baselines: Vec<&Baseline> = self.baselines.values().filter(|baseline| baseline.alive).collect();
        baselines.sort_by_key(|baseline| (baseline.made_on, changes(baseline), baseline.id));
        baselines
    }

    /// The decisions that exist, as in a log: what is still open first, then the latest; ties by id.
    pub fn decisions_in_order(&self) -> Vec<&DecisionRecord> {
        let mut decisions: Vec<&DecisionRecord> = self.decisions.values().filter(|decision| decision.alive).collect();
        let open = |decision: &DecisionRecord| decision.decided_on.is_none();
        decisions.sort_by(|a, b| open(b).cmp(&open(a)).then(b.decided_on.cmp(&a.decided_on)).then(a.id.cmp(&b.id)));
        decisions
    }

    /// The accepted decision that took this one's place: of several the latest.
    pub fn superseded_by(&self, id: DecisionId) -> Option<&DecisionRecord> {
        let accepted = |by: &&DecisionRecord| by.alive && by.state == DecisionState::Accepted;
        let all = self.decisions.values().filter(accepted).filter(|by| by.supersedes.contains(&id) && by.id != id);
        all.max_by_key(|by| (by.decided_on, by.id))
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture;

    #[test]
    fn an_item_is_estimated_once_it_or_a_part_of_it_says_what_it_takes() {
        let plan = fixture::plan(
            r#"
team core "Core"
component api "Api" team core
debt known "Known" in api principal 2
debt unknown "Unknown" in api drag 0.1
item bare "Bare" team core
item small "Small" team core effort 5
item whole "Whole"
item part "Part" team core effort 5 parent whole
item hollow "Hollow"
item empty "Empty" team core parent hollow
paydown pays "Pays" team core pays known
paydown guess "Guess" team core pays unknown
"#,
        );
        let plan = plan.unwrap();
        let said = plan.ranked().into_iter().filter(|item| plan.is_estimated(item)).map(|item| item.title.as_str());
        assert_eq!(said.collect::<Vec<_>>(), ["Small", "Whole", "Part", "Pays"]);
    }
}
