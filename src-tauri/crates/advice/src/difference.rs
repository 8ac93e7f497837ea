//! What differs between two versions of a plan, slot by slot, each with the cause it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use forecast::growth;
use plan::{
    Assign, Day, Debt, EntityId, Field, ItemId, ItemKind, ItemState, Kind, Plan, Range, Slot, Value, assigns, spec,
};

use crate::cause::{Cause, moves_dates};

/// A sound plan on a day.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The day it is looked at on.
    pub today: Day,
}

/// What one cause sets.
#[derive(Debug, Default)]
pub(crate) struct Differences {
    /// Where, and to what.
    pub edits: Vec<(Slot, Value)>,
    /// The same in words, one for each thing that differs.
    pub words: Vec<String>,
}

/// All that differs and that a date can hang on, by cause. Setting it all makes the new version of the old one.
pub(crate) fn differences(old: Version<'_>, new: Version<'_>) -> BTreeMap<Cause, Differences> {
    let mut found = Found { old, new, by_cause: BTreeMap::new() };
    found.time();
    for entity in entities(old.plan).union(&entities(new.plan)) {
        found.entity(*entity);
    }
    found.growth();
    found.by_cause
}

fn entities(plan: &Plan) -> BTreeSet<EntityId> {
    let mut entities = BTreeSet::from([EntityId::PLAN]);
    entities.extend(plan.items.keys().map(|id| EntityId::from(*id)));
    entities.extend(plan.debts.keys().map(|id| EntityId::from(*id)));
    entities.extend(plan.components.keys().map(|id| EntityId::from(*id)));
    entities.extend(plan.teams.keys().map(|id| EntityId::from(*id)));
    entities.extend(plan.people.keys().map(|id| EntityId::from(*id)));
    entities.retain(|entity| plan.is_alive(*entity));
    entities
}

struct Found<'a> {
    old: Version<'a>,
    new: Version<'a>,
    by_cause: BTreeMap<Cause, Differences>,
}

impl Found<'_> {
    fn add(&mut self, cause: Cause, slot: Slot, value: Value) {
        self.by_cause.entry(cause).or_default().edits.push((slot, value));
    }

    fn say(&mut self, cause: Cause, words: String) {
        let said = &mut self.by_cause.entry(cause).or_default().words;
        if said.last() != Some(&words) {
            said.push(words);
        }
    }

    fn time(&mut self) {
        let (old, new) = (self.old.today, self.new.today);
        if old != new {
            self.say(Cause::Calendar, format!("it is {} instead of {}", full(new), full(old)));
        }
    }

    fn entity(&mut self, entity: EntityId) {
        let [was, is] = [self.old.plan, self.new.plan].map(|plan| plan.is_alive(entity));
        match (was, is) {
            (true, true) => self.fields(entity),
            (false, true) => self.birth(entity),
            (true, false) => {
                let cause = self.existence(entity, self.old.plan);
                self.add(cause, slot(entity, Field::Alive, String::new()), Value::Flag(false));
                self.say(cause, format!("{} is gone", title(self.old.plan, entity)));
            }
            (false, false) => {}
        }
    }

    /// What is new comes whole.
    fn birth(&mut self, entity: EntityId) {
        let cause = self.existence(entity, self.new.plan);
        self.add(cause, slot(entity, Field::Alive, String::new()), Value::Flag(true));
        for Assign { field, key, value } in assigns(self.new.plan, entity) {
            self.add(cause, slot(entity, field, key), value);
        }
        self.say(cause, format!("{} is new", title(self.new.plan, entity)));
    }

    fn existence(&self, entity: EntityId, plan: &Plan) -> Cause {
        if is_paydown(plan, entity) {
            return Cause::DebtPaid;
        }
        Cause::of(entity.kind, Field::Alive).unwrap_or(Cause::Settings)
    }

    fn fields(&mut self, entity: EntityId) {
        let values = |plan: &Plan| -> BTreeMap<(Field, String), Value> {
            assigns(plan, entity).into_iter().map(|assign| ((assign.field, assign.key), assign.value)).collect()
        };
        let (was, is) = (values(self.old.plan), values(self.new.plan));
        let keys: BTreeSet<&(Field, String)> = was.keys().chain(is.keys()).collect();
        let mut labels: BTreeMap<Cause, Vec<&str>> = BTreeMap::new();
        for at @ (field, key) in keys {
            let (before, after) = (was.get(at), is.get(at));
            if before == after || !moves_dates(entity.kind, *field) {
                continue;
            }
            let after = after.cloned().unwrap_or(Value::Nothing);
            let cause = self.cause(entity, *field, before, &after);
            let labels = labels.entry(cause).or_default();
            labels.extend(spec(entity.kind, *field).map(|spec| spec.label).filter(|label| !labels.contains(label)));
            self.add(cause, slot(entity, *field, key.clone()), after);
        }
        for (cause, labels) in labels {
            self.say(cause, format!("{}: {}", title(self.new.plan, entity), labels.join(", ")));
        }
    }

    fn cause(&self, entity: EntityId, field: Field, before: Option<&Value>, after: &Value) -> Cause {
        let cause = Cause::of(entity.kind, field).unwrap_or(Cause::Settings);
        let worked_on = || {
            let item = self.new.plan.items.get(&ItemId(entity.id));
            item.is_some_and(|item| item.state != ItemState::Planned)
        };
        let cause = match (entity.kind, field, before, after) {
            (Kind::Item, Field::Estimate, Some(Value::Range(before)), Value::Range(after))
                if worked_on() && after.likely < before.likely =>
            {
                Cause::Progress
            }
            _ => cause,
        };
        if cause == Cause::Progress && is_paydown(self.new.plan, entity) { Cause::DebtPaid } else { cause }
    }

    /// Interest grows while time passes, and starts again from what the inventory says today. The old version foresaw that
    /// growth: the calendar carries it along, so that the passing of time is only that, and where the inventory has not been
    /// changed to it since, the growth that was foreseen is taken back as a cause of its own.
    fn growth(&mut self) {
        let weeks = f64::from(self.new.today.since(self.old.today)) / 7.0;
        let (old, new) = (self.old.plan, self.new.plan);
        for was in old.debts.values().filter(|debt| debt.alive) {
            let factor = growth(was.growth, weeks);
            if factor == 1.0 {
                continue;
            }
            let is = new.debts.get(&was.id).filter(|debt| debt.alive);
            for ((field, before), (_, foreseen)) in interest(was, 1.0).into_iter().zip(interest(was, factor)) {
                if before == Value::Nothing {
                    continue;
                }
                let at = slot(was.id.into(), field, String::new());
                self.add(Cause::Calendar, at.clone(), foreseen);
                let Some(is) = is.filter(|is| interest(is, 1.0).contains(&(field, before.clone()))) else { continue };
                if is.outstanding() == 0.0 {
                    self.add(Cause::DebtPaid, at, before);
                } else {
                    self.add(Cause::DebtGrown, at, before);
                    let words = "the growth foreseen since then is not in its interest";
                    self.say(Cause::DebtGrown, format!("{}: {words}", title(new, is.id.into())));
                }
            }
        }
    }
}

/// What a debt costs, with its drag, toil and rate of incidents times a factor.
fn interest(debt: &Debt, factor: f64) -> [(Field, Value); 3] {
    let range = |range: Option<Range>| match range {
        Some(Range { low, likely, high }) => {
            Value::Range(Range { low: low * factor, likely: likely * factor, high: high * factor })
        }
        None => Value::Nothing,
    };
    let rate = debt.incident_rate * factor;
    [
        (Field::Drag, range(debt.drag)),
        (Field::Toil, range(debt.toil)),
        (Field::IncidentRate, if rate > 0.0 { Value::Number(rate) } else { Value::Nothing }),
    ]
}

fn is_paydown(plan: &Plan, entity: EntityId) -> bool {
    entity.kind == Kind::Item && plan.items.get(&ItemId(entity.id)).is_some_and(|item| item.kind == ItemKind::Paydown)
}

fn slot(entity: EntityId, field: Field, key: String) -> Slot {
    Slot { entity, field, key }
}

fn title(plan: &Plan, entity: EntityId) -> String {
    let title = plan.title(entity).unwrap_or_default().trim();
    match entity.kind {
        Kind::Item | Kind::Debt => format!("“{title}”"),
        Kind::Plan => "the plan".to_owned(),
        Kind::Component
        | Kind::Team
        | Kind::Person
        | Kind::Waiver
        | Kind::Baseline
        | Kind::Scenario
        | Kind::Decision
        | Kind::Question
        | Kind::Step => title.to_owned(),
    }
}

/// A day with its year: two versions may lie far apart.
fn full(day: Day) -> String {
    day.0.format("%-d %b %Y").to_string()
}
