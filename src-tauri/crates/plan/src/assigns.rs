//! An entity as values for its fields: the way back from [`Plan::set`]. What is read here and set there is the same entity,
//! so that a plan can be copied, exported and compared slot by slot.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::baseline::{Baseline, KeptDates};
use crate::entity::{Component, Debt, Item, Person, Team, Waiver};
use crate::field::{Field, WEEKDAYS};
use crate::id::{
    BaselineId, ComponentId, DebtId, DecisionId, EntityId, ItemId, Kind, PersonId, QuestionId, ScenarioId, StepId,
    TeamId, WaiverId,
};
use crate::op::Assign;
use crate::past::Past;
use crate::record::{DecisionRecord, QuestionRecord, Step};
use crate::scenario::Scenario;
use crate::value::Value;
use crate::whole::{Plan, Settings};

/// Every field of the entity that does not stand at its default, `alive` left out. None if it was never heard of.
pub fn assigns(plan: &Plan, entity: EntityId) -> Vec<Assign> {
    let id = entity.id;
    let mut found = Found::default();
    match entity.kind {
        Kind::Plan => settings(&mut found, &plan.settings),
        Kind::Item => plan.items.get(&ItemId(id)).into_iter().for_each(|it| item(&mut found, it)),
        Kind::Debt => plan.debts.get(&DebtId(id)).into_iter().for_each(|it| debt(&mut found, it)),
        Kind::Component => plan.components.get(&ComponentId(id)).into_iter().for_each(|it| component(&mut found, it)),
        Kind::Team => plan.teams.get(&TeamId(id)).into_iter().for_each(|it| team(&mut found, it)),
        Kind::Person => plan.people.get(&PersonId(id)).into_iter().for_each(|it| person(&mut found, it)),
        Kind::Waiver => plan.waivers.get(&WaiverId(id)).into_iter().for_each(|it| waiver(&mut found, it)),
        Kind::Baseline => plan.baselines.get(&BaselineId(id)).into_iter().for_each(|it| baseline(&mut found, it)),
        Kind::Scenario => plan.scenarios.get(&ScenarioId(id)).into_iter().for_each(|it| scenario(&mut found, it)),
        Kind::Decision => plan.decisions.get(&DecisionId(id)).into_iter().for_each(|it| decision(&mut found, it)),
        Kind::Question => plan.questions.get(&QuestionId(id)).into_iter().for_each(|it| question(&mut found, it)),
        Kind::Step => plan.steps.get(&StepId(id)).into_iter().for_each(|it| step(&mut found, it)),
    }
    found.0
}

/// What was found so far; each helper passes over what stands at its default.
#[derive(Default)]
struct Found(Vec<Assign>);

impl Found {
    fn keyed(&mut self, field: Field, key: impl Display, value: Value) {
        self.0.push(Assign { field, key: key.to_string(), value });
    }

    fn text(&mut self, field: Field, text: &str) {
        if !text.is_empty() {
            self.keyed(field, "", Value::Text(text.to_owned()));
        }
    }

    fn word<T: PartialEq + Default>(&mut self, field: Field, choice: T, word: &str) {
        if choice != T::default() {
            self.text(field, word);
        }
    }

    fn number(&mut self, field: Field, number: impl Into<f64>, default: impl Into<f64>) {
        let number = number.into();
        if number != default.into() {
            self.keyed(field, "", Value::Number(number));
        }
    }

    fn maybe<T>(&mut self, field: Field, value: Option<T>, wrap: impl FnOnce(T) -> Value) {
        if let Some(value) = value {
            self.keyed(field, "", wrap(value));
        }
    }

    fn numbers<K: Display>(&mut self, field: Field, records: &BTreeMap<K, f64>) {
        for (key, number) in records {
            self.keyed(field, key, Value::Number(*number));
        }
    }

    fn dates(&mut self, dates: &BTreeMap<ItemId, KeptDates>) {
        for (item, dates) in dates {
            for (field, day) in [(Field::P50, dates.p50), (Field::P85, dates.p85)] {
                if let Some(day) = day {
                    self.keyed(field, item, Value::Day(day));
                }
            }
        }
    }

    fn members<K: Display>(&mut self, field: Field, members: impl IntoIterator<Item = K>) {
        for key in members {
            self.keyed(field, key, Value::Flag(true));
        }
    }
}

fn settings(found: &mut Found, settings: &Settings) {
    let default = Settings::default();
    found.text(Field::Title, &settings.title);
    found.number(Field::Horizon, settings.horizon, default.horizon);
    found.number(Field::Cap, settings.cap, default.cap);
    found.number(Field::Drift, settings.drift, default.drift);
    let days_per_point = Some(settings.days_per_point).filter(|range| *range != default.days_per_point);
    found.maybe(Field::DaysPerPoint, days_per_point, Value::Range);
    found.numbers(Field::Threshold, &settings.thresholds);
    for (concern, role) in &settings.drivers {
        found.keyed(Field::Driver, concern.word(), Value::Text(role.word().to_owned()));
    }
}

fn item(found: &mut Found, item: &Item) {
    let default = Item::new(item.id);
    found.text(Field::Title, &item.title);
    found.word(Field::Kind, item.kind, item.kind.word());
    found.maybe(Field::Parent, item.parent, |id| Value::Ref(id.0));
    found.text(Field::Rank, &item.rank);
    found.maybe(Field::Team, item.team, |id| Value::Ref(id.0));
    found.maybe(Field::BegunOn, item.begun_on, Value::Day);
    found.maybe(Field::DoneOn, item.done_on, Value::Day);
    found.word(Field::State, item.state, item.state.word());
    found.maybe(Field::Estimate, item.estimate, Value::Range);
    found.word(Field::Basis, item.basis, item.basis.word());
    found.maybe(Field::Actual, item.actual, Value::Number);
    found.maybe(Field::Earliest, item.earliest, Value::Day);
    found.maybe(Field::Target, item.target, Value::Day);
    if let Some(commitment) = &item.commitment {
        found.keyed(Field::CommitmentDay, "", Value::Day(commitment.day));
        found.text(Field::CommitmentTo, &commitment.to);
        found.number(Field::CommitmentConfidence, commitment.confidence, 0.85);
    }
    found.number(Field::CostOfDelay, item.cost_of_delay, default.cost_of_delay);
    found.word(Field::Profile, item.profile, item.profile.word());
    found.numbers(Field::Component, &item.components);
    found.numbers(Field::Skill, &item.skills);
    found.number(Field::MaxPeople, item.max_people, default.max_people);
    if item.pinned {
        found.keyed(Field::Pinned, "", Value::Flag(true));
    }
    found.word(Field::Scope, item.scope, item.scope.word());
    for (on, lag) in &item.after {
        found.keyed(Field::After, on, Value::Number(f64::from(*lag)));
    }
    found.numbers(Field::Pays, &item.pays);
    found.members(Field::Incurs, &item.incurs);
    found.maybe(Field::Delivery, item.delivery, Value::DayRange);
    found.text(Field::Problem, &item.brief.problem);
    found.text(Field::Audience, &item.brief.audience);
    found.text(Field::Outcome, &item.brief.outcome);
    found.text(Field::Measure, &item.brief.measure);
    found.text(Field::Result, &item.brief.result);
    found.text(Field::Removes, &item.brief.removes);
    found.text(Field::Diagnosis, &item.brief.diagnosis);
    found.text(Field::ActionPlan, &item.brief.action_plan);
    found.text(Field::Update, &item.brief.update);
    found.maybe(Field::NextUpdate, item.brief.next_update, Value::Day);
    found.maybe(Field::Health, item.brief.health, |health| Value::Text(health.word().to_owned()));
    found.text(Field::Source, &item.source);
}

fn debt(found: &mut Found, debt: &Debt) {
    let default = Debt::new(debt.id);
    found.text(Field::Title, &debt.title);
    found.text(Field::Category, &debt.category);
    found.word(Field::State, debt.state, debt.state.word());
    found.maybe(Field::AcceptedUntil, debt.accepted_until, Value::Day);
    found.text(Field::Reason, &debt.reason);
    found.text(Field::By, &debt.by);
    found.members(Field::Component, &debt.components);
    found.maybe(Field::Principal, debt.principal, Value::Range);
    found.maybe(Field::Drag, debt.drag, Value::Range);
    found.maybe(Field::Toil, debt.toil, Value::Range);
    found.number(Field::IncidentRate, debt.incident_rate, default.incident_rate);
    found.maybe(Field::IncidentLoss, debt.incident_loss, Value::Range);
    found.number(Field::Growth, debt.growth, default.growth);
    found.number(Field::Unpaid, debt.unpaid, default.unpaid);
    found.text(Field::Evidence, &debt.evidence);
    found.maybe(Field::Reviewed, debt.reviewed, Value::Day);
    found.maybe(Field::NextReview, debt.next_review, Value::Day);
    found.number(Field::Saves, debt.saves, default.saves);
}

fn component(found: &mut Found, component: &Component) {
    found.text(Field::Title, &component.title);
    found.maybe(Field::Team, component.team, |id| Value::Ref(id.0));
    found.maybe(Field::Parent, component.parent, |id| Value::Ref(id.0));
    found.text(Field::Paths, &component.paths);
    found.maybe(Field::Size, component.size, Value::Number);
}

fn team(found: &mut Found, team: &Team) {
    let default = Team::new(team.id);
    found.text(Field::Title, &team.title);
    found.text(Field::Rank, &team.rank);
    for (index, weekday) in WEEKDAYS.into_iter().enumerate() {
        if team.weekdays[index] != default.weekdays[index] {
            found.keyed(Field::Weekday, weekday, Value::Flag(team.weekdays[index]));
        }
    }
    for (day, name) in &team.holidays {
        found.keyed(Field::Holiday, day, Value::Text(name.clone()));
    }
    found.number(Field::Focus, team.focus, default.focus);
    found.number(Field::Support, team.support, default.support);
    found.number(Field::Reserve, team.reserve, default.reserve);
    found.maybe(Field::WipLimit, team.wip_limit, |limit| Value::Number(f64::from(limit)));
    found.number(Field::DeliveryLag, team.delivery_lag, default.delivery_lag);
    for field in Past::FIELDS {
        for (key, days) in team.past.record(field).into_iter().flatten() {
            found.keyed(field, key, Value::DayRange(*days));
        }
    }
}

fn person(found: &mut Found, person: &Person) {
    let default = Person::new(person.id);
    found.text(Field::Title, &person.title);
    found.maybe(Field::Team, person.team, |id| Value::Ref(id.0));
    found.number(Field::Fte, person.fte, default.fte);
    found.members(Field::Skill, &person.skills);
    for (first, last) in &person.leave {
        found.keyed(Field::Leave, first, Value::Day(*last));
    }
    found.maybe(Field::Start, person.start, Value::Day);
    found.maybe(Field::End, person.end, Value::Day);
    found.number(Field::RampDays, person.ramp_days, default.ramp_days);
    found.number(Field::RampFrom, person.ramp_from, default.ramp_from);
}

fn waiver(found: &mut Found, waiver: &Waiver) {
    found.text(Field::Rule, &waiver.rule);
    found.text(Field::Subject, &waiver.subject);
    found.text(Field::Reason, &waiver.reason);
    found.maybe(Field::Until, waiver.until, Value::Day);
    found.text(Field::By, &waiver.by);
}

fn baseline(found: &mut Found, baseline: &Baseline) {
    found.text(Field::Title, &baseline.title);
    found.maybe(Field::MadeOn, baseline.made_on, Value::Day);
    for (author, seq) in &baseline.version {
        found.keyed(Field::Version, author, Value::Number(f64::from(*seq)));
    }
    found.dates(&baseline.dates);
    for (author, signature) in &baseline.signatures {
        if let Some(role) = signature.role {
            found.keyed(Field::SignedAs, author, Value::Text(role.word().to_owned()));
        }
        if !signature.by.is_empty() {
            found.keyed(Field::SignedBy, author, Value::Text(signature.by.clone()));
        }
        if let Some(on) = signature.on {
            found.keyed(Field::SignedOn, author, Value::Day(on));
        }
    }
}

fn scenario(found: &mut Found, scenario: &Scenario) {
    found.text(Field::Title, &scenario.title);
    found.maybe(Field::MadeOn, scenario.made_on, Value::Day);
    for (key, supposed) in &scenario.overlay {
        found.keyed(Field::Overlay, key, Value::Text(supposed.text()));
    }
}

fn decision(found: &mut Found, decision: &DecisionRecord) {
    found.text(Field::Title, &decision.title);
    // What it takes to be accepted comes before it is.
    found.maybe(Field::DecidedOn, decision.decided_on, Value::Day);
    found.text(Field::Accountable, &decision.accountable);
    found.word(Field::State, decision.state, decision.state.word());
    found.text(Field::Context, &decision.context);
    for (name, said) in &decision.options {
        found.keyed(Field::Option, name, Value::Text(said.clone()));
    }
    found.text(Field::Chosen, &decision.chosen);
    found.text(Field::Consequences, &decision.consequences);
    found.text(Field::More, &decision.more);
    found.text(Field::DelegatedTo, &decision.delegated_to);
    found.members(Field::Supersedes, &decision.supersedes);
    found.members(Field::Shapes, &decision.shapes);
    found.members(Field::Creates, &decision.creates);
    found.members(Field::Retires, &decision.retires);
    found.dates(&decision.dates);
    found.text(Field::Source, &decision.source);
}

fn question(found: &mut Found, question: &QuestionRecord) {
    found.text(Field::Title, &question.title);
    found.maybe(Field::Item, question.item, |id| Value::Ref(id.0));
    if question.asks_when {
        found.keyed(Field::AsksWhen, "", Value::Flag(true));
    }
    found.text(Field::By, &question.by);
    found.maybe(Field::AskedOn, question.asked_on, Value::Day);
    found.text(Field::Answer, &question.answer);
    found.text(Field::AnsweredBy, &question.answered_by);
    found.maybe(Field::AnsweredOn, question.answered_on, Value::Day);
}

fn step(found: &mut Found, step: &Step) {
    found.text(Field::Title, &step.title);
    found.maybe(Field::Item, step.item, |id| Value::Ref(id.0));
    found.word(Field::Area, step.area, step.area.word());
    found.maybe(Field::PlannedOn, step.planned_on, Value::Day);
    found.maybe(Field::DoneOn, step.done_on, Value::Day);
    found.text(Field::By, &step.by);
}
