//! A plan that can be reckoned with: only what exists, no link to what does not, no circle, nothing out of order. A merge
//! may bring what `decide` refuses, so it is mended here, the same on every replica, and each repair is told.
//!
//! After this no consumer checks anything: every id in the plan is a key of its map, shares sum to at most 1, ranges are in
//! order, a done item has its day, only paydowns pay, only external items are delivered, a parent has no effort.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::choice::{ItemKind, ItemState};
use crate::entity::Team;
use crate::field::Field;
use crate::id::{EntityId, ItemId};
use crate::rules::SUM_SLACK;
use crate::slot::Slot;
use crate::untangle::{dependency_circles, parent_circles};
use crate::value::{DayRange, Range};
use crate::whole::{ITEM_LIMIT, Plan};

/// Something the plan says that cannot be, and what is reckoned instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Finding {
    /// What it is about.
    pub subject: EntityId,
    /// What is wrong and what is done about it, for people.
    pub sentence: String,
    /// What to set to `Nothing` so that the plan itself says what is reckoned; empty where that takes a decision.
    pub settle: Vec<Slot>,
}

/// The plan as it can be reckoned with, and what had to be mended. Deterministic; sound plans come back as they are.
pub fn sound(plan: &Plan) -> (Plan, Vec<Finding>) {
    let mut mender = Mender { raw: plan, plan: living(plan), findings: Vec::new() };
    mender.surplus();
    mender.components();
    mender.teams();
    mender.people();
    mender.debts();
    mender.items();
    mender.parents();
    mender.dependencies();
    mender.waste_of_toil();
    mender.records();
    (mender.plan, mender.findings)
}

fn living(plan: &Plan) -> Plan {
    macro_rules! alive {
        ($map:ident) => {
            plan.$map.iter().filter(|(_, entity)| entity.alive).map(|(id, entity)| (*id, entity.clone())).collect()
        };
    }
    Plan {
        settings: plan.settings.clone(),
        members: plan.members.clone(),
        items: alive!(items),
        debts: alive!(debts),
        components: alive!(components),
        teams: alive!(teams),
        people: alive!(people),
        waivers: alive!(waivers),
        baselines: alive!(baselines),
        scenarios: alive!(scenarios),
        decisions: alive!(decisions),
        questions: alive!(questions),
        steps: alive!(steps),
    }
}

struct Mender<'a> {
    raw: &'a Plan,
    plan: Plan,
    findings: Vec<Finding>,
}

impl Mender<'_> {
    /// Two plans that grew apart may be too large together, and a hostile one is at once.
    fn surplus(&mut self) {
        let ranked: Vec<ItemId> = self.plan.ranked().into_iter().map(|item| item.id).collect();
        let Some(surplus) = ranked.get(ITEM_LIMIT..).filter(|surplus| !surplus.is_empty()) else { return };
        for id in surplus {
            self.plan.items.remove(id);
        }
        let sentence = format!(
            "the plan holds {} items, and at most {ITEM_LIMIT} are reckoned with: those ranked last are left out",
            ranked.len()
        );
        self.tell(EntityId::PLAN, sentence, Vec::new());
    }

    fn components(&mut self) {
        let plan = &mut self.plan;
        let alive: BTreeSet<_> = plan.components.keys().copied().collect();
        let mut lost = Vec::new();
        for component in plan.components.values_mut() {
            name(&mut component.title);
            if let Some(team) = component.team.take_if(|team| !plan.teams.contains_key(team)) {
                lost.push((component.id.into(), Field::Team, String::new(), "belongs to", team.into()));
            }
            if let Some(parent) = component.parent.take_if(|parent| !alive.contains(parent)) {
                lost.push((component.id.into(), Field::Parent, String::new(), "is a part of", parent.into()));
            }
        }
        self.lost(lost);
        let parents: BTreeMap<_, _> =
            self.plan.components.values().filter_map(|component| Some((component.id, component.parent?))).collect();
        for id in parent_circles(&parents) {
            let component = self.plan.components.get_mut(&id).expect("it has a parent");
            component.parent = None;
            let sentence =
                format!("“{}” is a part of itself by way of its parents: counted as part of none", component.title);
            self.tell(id.into(), sentence, vec![slot(id.into(), Field::Parent, "")]);
        }
    }

    fn teams(&mut self) {
        let mut idle = Vec::new();
        for team in self.plan.teams.values_mut() {
            name(&mut team.title);
            if team.weekdays == [false; 7] {
                team.weekdays = Team::new(team.id).weekdays;
                idle.push((team.id, team.title.clone()));
            }
        }
        for (id, title) in idle {
            let sentence = format!("“{title}” has no working day: counted as working Monday to Friday");
            self.tell(id.into(), sentence, Vec::new());
        }
    }

    fn people(&mut self) {
        let plan = &mut self.plan;
        let mut lost = Vec::new();
        let mut swapped = Vec::new();
        for person in plan.people.values_mut() {
            name(&mut person.title);
            if let Some(team) = person.team.take_if(|team| !plan.teams.contains_key(team)) {
                lost.push((person.id.into(), Field::Team, String::new(), "is in", team.into()));
            }
            if let (Some(start), Some(end)) = (person.start, person.end)
                && start > end
            {
                (person.start, person.end) = (Some(end), Some(start));
                swapped.push((person.id, person.title.clone(), start, end));
            }
            person.leave.retain(|first, last| first <= last);
        }
        self.lost(lost);
        for (id, title, start, end) in swapped {
            let sentence =
                format!("“{title}” starts on {start} and leaves before, on {end}: counted the other way round");
            self.tell(id.into(), sentence, Vec::new());
        }
    }

    fn debts(&mut self) {
        let plan = &mut self.plan;
        let mut lost = Vec::new();
        let mut mended = Vec::new();
        for debt in plan.debts.values_mut() {
            name(&mut debt.title);
            debt.components.retain(|component| {
                let alive = plan.components.contains_key(component);
                if !alive {
                    lost.push((
                        debt.id.into(),
                        Field::Component,
                        component.to_string(),
                        "sits in",
                        (*component).into(),
                    ));
                }
                alive
            });
            let ranges = [
                (&mut debt.principal, "principal"),
                (&mut debt.drag, "drag"),
                (&mut debt.toil, "toil"),
                (&mut debt.incident_loss, "loss per incident"),
            ];
            for (range, what) in ranges {
                if mend(range) {
                    mended.push((debt.id.into(), debt.title.clone(), what));
                }
            }
        }
        self.lost(lost);
        self.mended(mended);
    }

    fn items(&mut self) {
        let plan = &mut self.plan;
        let alive: BTreeSet<ItemId> = plan.items.keys().copied().collect();
        let mut lost = Vec::new();
        let mut mended = Vec::new();
        let mut told = Vec::new();
        for item in plan.items.values_mut() {
            let id = EntityId::from(item.id);
            name(&mut item.title);
            if let Some(team) = item.team.take_if(|team| !plan.teams.contains_key(team)) {
                lost.push((id, Field::Team, String::new(), "is done by", team.into()));
            }
            if let Some(parent) = item.parent.take_if(|parent| !alive.contains(parent)) {
                lost.push((id, Field::Parent, String::new(), "is a part of", parent.into()));
            }
            item.after.retain(|on, _| {
                if !alive.contains(on) {
                    lost.push((id, Field::After, on.to_string(), "waits for", (*on).into()));
                }
                alive.contains(on)
            });
            item.components.retain(|component, _| {
                let alive = plan.components.contains_key(component);
                if !alive {
                    lost.push((id, Field::Component, component.to_string(), "works in", (*component).into()));
                }
                alive
            });
            item.incurs.retain(|debt| {
                let alive = plan.debts.contains_key(debt);
                if !alive {
                    lost.push((id, Field::Incurs, debt.to_string(), "incurs", (*debt).into()));
                }
                alive
            });
            item.pays.retain(|debt, _| {
                let alive = plan.debts.contains_key(debt);
                if !alive && item.kind == ItemKind::Paydown {
                    lost.push((id, Field::Pays, debt.to_string(), "pays", (*debt).into()));
                }
                // What was a paydown once and is something else now keeps its record and pays nothing.
                alive && item.kind == ItemKind::Paydown
            });
            if item.kind != ItemKind::External {
                item.delivery = None;
            }
            if let Some(DayRange { low, likely, high }) = &mut item.delivery {
                let mut days = [*low, *likely, *high];
                days.sort_unstable();
                [*low, *likely, *high] = days;
            }
            if mend(&mut item.estimate) {
                mended.push((id, item.title.clone(), "estimate"));
            }
            for (what, shares) in [("components", scale(&mut item.components)), ("skills", scale(&mut item.skills))] {
                if let Some(sum) = shares {
                    let percent = (sum * 100.0).round();
                    told.push((
                        id,
                        format!("the shares of “{}” in {what} sum to {percent}%: counted as 100%", item.title),
                    ));
                }
            }
            if item.state == ItemState::Done && item.done_on.is_none() {
                item.state = ItemState::Started;
                item.estimate = None;
                told.push((id, format!("“{}” is done without a day: counted as finished today", item.title)));
            }
        }
        self.lost(lost);
        self.mended(mended);
        for (id, sentence) in told {
            self.tell(id, sentence, Vec::new());
        }
    }

    fn parents(&mut self) {
        let parents: BTreeMap<ItemId, ItemId> =
            self.plan.items.values().filter_map(|item| Some((item.id, item.parent?))).collect();
        for id in parent_circles(&parents) {
            let item = self.plan.items.get_mut(&id).expect("it has a parent");
            item.parent = None;
            let sentence =
                format!("“{}” is a part of itself by way of its parents: counted as part of none", item.title);
            self.tell(id.into(), sentence, vec![slot(id.into(), Field::Parent, "")]);
        }
        let parents: BTreeSet<ItemId> = self.plan.items.values().filter_map(|item| item.parent).collect();
        for id in parents {
            let item = self.plan.items.get_mut(&id).expect("parents that are not alive were let go");
            if item.estimate.take_if(|estimate| *estimate != Range::ZERO).is_some() {
                let sentence = format!("“{}” has parts, so its own estimate does not count", item.title);
                self.tell(id.into(), sentence, vec![slot(id.into(), Field::Estimate, "")]);
            }
        }
    }

    fn dependencies(&mut self) {
        for (id, on) in dependency_circles(&self.plan) {
            let on_title = self.plan.items[&on].title.clone();
            let item = self.plan.items.get_mut(&id).expect("it depends");
            item.after.remove(&on);
            let sentence =
                format!("“{}” waits for itself by way of “{on_title}”: that dependency does not count", item.title);
            self.tell(id.into(), sentence, vec![slot(id.into(), Field::After, &on.to_string())]);
        }
    }

    /// Toil and incidents that no team serves cost nothing in the forecast, which is worth knowing.
    fn waste_of_toil(&mut self) {
        let mut told = Vec::new();
        for debt in self.plan.debts.values() {
            let serves = debt.toil.is_some_and(|toil| toil != Range::ZERO)
                || (debt.incident_rate > 0.0 && debt.incident_loss.is_some_and(|loss| loss != Range::ZERO));
            if !serves || debt.outstanding() == 0.0 {
                continue;
            }
            let unowned = |id: &&crate::ComponentId| self.plan.components[*id].team.is_none();
            if debt.components.is_empty() {
                let sentence = format!(
                    "the toil of “{}” falls on nobody, as it sits in no component: it is not counted",
                    debt.title
                );
                told.push((debt.id, sentence));
            }
            for component in debt.components.iter().filter(unowned) {
                let owner = &self.plan.components[component].title;
                let sentence = format!(
                    "the part of the toil of “{}” that sits in “{owner}” falls on nobody, as no team owns it",
                    debt.title
                );
                told.push((debt.id, sentence));
            }
        }
        for (id, sentence) in told {
            self.tell(id.into(), sentence, Vec::new());
        }
    }

    /// What is written down of something that is gone keeps quiet about it: nothing is reckoned with it.
    fn records(&mut self) {
        let plan = &mut self.plan;
        plan.questions.retain(|_, question| question.item.is_some_and(|item| plan.items.contains_key(&item)));
        plan.steps.retain(|_, step| step.item.is_some_and(|item| plan.items.contains_key(&item)));
        let known: BTreeSet<_> = plan.decisions.keys().copied().collect();
        for decision in plan.decisions.values_mut() {
            name(&mut decision.title);
            decision.supersedes.retain(|other| known.contains(other));
            decision.shapes.retain(|item| plan.items.contains_key(item));
            decision.creates.retain(|debt| plan.debts.contains_key(debt));
            decision.retires.retain(|debt| plan.debts.contains_key(debt));
        }
        plan.questions.values_mut().for_each(|question| name(&mut question.title));
        plan.steps.values_mut().for_each(|step| name(&mut step.title));
        plan.scenarios.values_mut().for_each(|scenario| name(&mut scenario.title));
    }

    fn lost(&mut self, lost: Vec<(EntityId, Field, String, &str, EntityId)>) {
        for (subject, field, key, relation, other) in lost {
            // What was left out is told of once.
            if self.raw.is_alive(other) {
                continue;
            }
            let title = self.plan.title(subject).unwrap_or_default();
            let other = match self.raw.title(other) {
                Some(title) if !title.is_empty() => format!("“{title}”, which was deleted"),
                Some(_) | None => format!("{} that is not in the plan", other.kind.with_article()),
            };
            let sentence = format!("“{title}” {relation} {other}: that does not count");
            self.tell(subject, sentence, vec![slot(subject, field, &key)]);
        }
    }

    fn mended(&mut self, mended: Vec<(EntityId, String, &str)>) {
        for (subject, title, what) in mended {
            let sentence = format!("the {what} of “{title}” is not in order low, likely, high: counted in order");
            self.tell(subject, sentence, Vec::new());
        }
    }

    fn tell(&mut self, subject: EntityId, sentence: String, settle: Vec<Slot>) {
        self.findings.push(Finding { subject, sentence, settle });
    }
}

fn slot(entity: EntityId, field: Field, key: &str) -> Slot {
    Slot { entity, field, key: key.to_owned() }
}

/// Concurrent edits can leave something without a name; every sentence about it needs one.
fn name(title: &mut String) {
    if title.trim().is_empty() {
        *title = "without a name".to_owned();
    }
}

/// Puts a range in order; whether that was needed.
fn mend(range: &mut Option<Range>) -> bool {
    let Some(there) = range else { return false };
    let mut parts =
        [there.low, there.likely, there.high].map(|part| if part.is_finite() { part.max(0.0) } else { 0.0 });
    parts.sort_unstable_by(f64::total_cmp);
    let [low, mut likely, high] = parts;
    if likely == 0.0 {
        likely = high;
    }
    let mended = Range { low, likely, high };
    let needed = mended != *there;
    *there = mended;
    needed
}

/// Scales shares that exceed the whole down to it; their sum, if that was needed.
fn scale<K: Ord>(shares: &mut BTreeMap<K, f64>) -> Option<f64> {
    let sum: f64 = shares.values().sum();
    if sum <= 1.0 + SUM_SLACK {
        return None;
    }
    for share in shares.values_mut() {
        *share /= sum;
    }
    Some(sum)
}
