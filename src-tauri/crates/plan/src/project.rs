//! One winner after another is written into the typed plan. Total: whatever the value, nothing panics, and a value that
//! does not fit its field counts as `Nothing`. The order of writing does not matter, so a fold and a stepwise update agree.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::str::FromStr;

use uuid::Uuid;

use crate::author::{Author, Role};
use crate::baseline::{Baseline, KeptDates, Signature};
use crate::choice::{Area, Basis, DebtState, DecisionState, Health, ItemKind, ItemState, Profile, Scope};
use crate::entity::{Commitment, Component, Debt, Item, Person, Team, Undated, Waiver};
use crate::field::{Concern, Field, WEEKDAYS};
use crate::id::{
    BaselineId, ComponentId, DebtId, DecisionId, ItemId, Kind, PersonId, QuestionId, ScenarioId, StepId, TeamId,
    WaiverId,
};
use crate::member::{Member, Members};
use crate::record::{DecisionRecord, QuestionRecord, Step};
use crate::scenario::{Scenario, Supposed};
use crate::slot::Slot;
use crate::value::{Day, DayRange, Range, Value};
use crate::whole::{Plan, Settings};

impl Plan {
    /// Writes one value into its place. An entity not heard of before is made, not alive until its `alive` says so;
    /// `Nothing` brings the field's default back, or takes the keyed record away.
    pub fn set(&mut self, slot: &Slot, value: &Value) {
        let (id, field, key) = (slot.entity.id, slot.field, slot.key.as_str());
        match slot.entity.kind {
            Kind::Plan if field.is_of_members() => set_member(&mut self.members, field, key, value),
            Kind::Plan => set_settings(&mut self.settings, field, key, value),
            Kind::Item => {
                let id = ItemId(id);
                set_item(self.items.entry(id).or_insert_with(|| Item::new(id)), field, key, value);
            }
            Kind::Debt => {
                let id = DebtId(id);
                set_debt(self.debts.entry(id).or_insert_with(|| Debt::new(id)), field, key, value);
            }
            Kind::Component => {
                let id = ComponentId(id);
                set_component(self.components.entry(id).or_insert_with(|| Component::new(id)), field, value);
            }
            Kind::Team => {
                let id = TeamId(id);
                set_team(self.teams.entry(id).or_insert_with(|| Team::new(id)), field, key, value);
            }
            Kind::Person => {
                let id = PersonId(id);
                set_person(self.people.entry(id).or_insert_with(|| Person::new(id)), field, key, value);
            }
            Kind::Waiver => {
                let id = WaiverId(id);
                set_waiver(self.waivers.entry(id).or_insert_with(|| Waiver::new(id)), field, value);
            }
            Kind::Baseline => {
                let id = BaselineId(id);
                set_baseline(self.baselines.entry(id).or_insert_with(|| Baseline::new(id)), field, key, value);
            }
            Kind::Scenario => {
                let id = ScenarioId(id);
                set_scenario(self.scenarios.entry(id).or_insert_with(|| Scenario::new(id)), field, key, value);
            }
            Kind::Decision => {
                let id = DecisionId(id);
                set_decision(self.decisions.entry(id).or_insert_with(|| DecisionRecord::new(id)), field, key, value);
            }
            Kind::Question => {
                let id = QuestionId(id);
                set_question(self.questions.entry(id).or_insert_with(|| QuestionRecord::new(id)), field, value);
            }
            Kind::Step => {
                let id = StepId(id);
                set_step(self.steps.entry(id).or_insert_with(|| Step::new(id)), field, value);
            }
        }
    }
}

fn set_settings(settings: &mut Settings, field: Field, key: &str, value: &Value) {
    let default = Settings::default();
    match field {
        Field::Title => settings.title = text(value),
        Field::Horizon => settings.horizon = whole(value).unwrap_or(default.horizon),
        Field::Cap => settings.cap = whole(value).unwrap_or(default.cap),
        Field::Drift => settings.drift = number(value).unwrap_or(default.drift),
        Field::DaysPerPoint => settings.days_per_point = range(value).unwrap_or(default.days_per_point),
        Field::Threshold => put(&mut settings.thresholds, name(key), number(value)),
        Field::Driver => put(&mut settings.drivers, Concern::from_word(key), role(value)),
        _ => {}
    }
}

fn set_member(members: &mut Members, field: Field, key: &str, value: &Value) {
    if field == Field::Founder {
        members.founder = words(value).and_then(|key| Author::from_hex(&key));
        return;
    }
    let Some(author) = Author::from_hex(key) else { return };
    let mut member = members.known.remove(&author).unwrap_or_default();
    match field {
        Field::MemberName => member.name = text(value),
        Field::MemberRole => member.role = role(value),
        Field::CountsTo => member.counts_to = whole(value).unwrap_or(0),
        Field::OwnsTo => member.owns_to = whole(value).unwrap_or(0),
        _ => {}
    }
    put(&mut members.known, Some(author), (member != Member::default()).then_some(member));
}

fn set_item(item: &mut Item, field: Field, key: &str, value: &Value) {
    match field {
        Field::Alive => item.alive = flag(value).unwrap_or(false),
        Field::Title => item.title = text(value),
        Field::Kind => item.kind = choice(value, ItemKind::from_word),
        Field::Parent => item.parent = reference(value).map(ItemId),
        Field::Rank => item.rank = text(value),
        Field::Team => item.team = reference(value).map(TeamId),
        Field::State => item.state = choice(value, ItemState::from_word),
        Field::BegunOn => item.begun_on = day(value),
        Field::DoneOn => item.done_on = day(value),
        Field::Estimate => item.estimate = range(value),
        Field::Basis => item.basis = choice(value, Basis::from_word),
        Field::Actual => item.actual = number(value),
        Field::Earliest => item.earliest = day(value),
        Field::Target => item.target = day(value),
        Field::CommitmentDay => set_commitment_day(item, day(value)),
        Field::CommitmentTo => {
            let to = text(value);
            match &mut item.commitment {
                Some(commitment) => commitment.to = to,
                None => item.undated.to = to,
            }
        }
        Field::CommitmentConfidence => {
            let confidence = number(value).unwrap_or(Undated::default().confidence);
            match &mut item.commitment {
                Some(commitment) => commitment.confidence = confidence,
                None => item.undated.confidence = confidence,
            }
        }
        Field::CostOfDelay => item.cost_of_delay = number(value).unwrap_or(0.0),
        Field::Profile => item.profile = choice(value, Profile::from_word),
        Field::Component => put(&mut item.components, id(key).map(ComponentId), number(value)),
        Field::Skill => put(&mut item.skills, name(key), number(value)),
        Field::MaxPeople => item.max_people = whole(value).unwrap_or(2),
        Field::Pinned => item.pinned = flag(value).unwrap_or(false),
        Field::Scope => item.scope = choice(value, Scope::from_word),
        Field::After => put(&mut item.after, id(key).map(ItemId), whole(value)),
        Field::Pays => put(&mut item.pays, id(key).map(DebtId), number(value)),
        Field::Incurs => member(&mut item.incurs, id(key).map(DebtId), value),
        Field::Delivery => item.delivery = day_range(value),
        Field::Problem => item.brief.problem = text(value),
        Field::Audience => item.brief.audience = text(value),
        Field::Outcome => item.brief.outcome = text(value),
        Field::Measure => item.brief.measure = text(value),
        Field::Result => item.brief.result = text(value),
        Field::Removes => item.brief.removes = text(value),
        Field::Diagnosis => item.brief.diagnosis = text(value),
        Field::ActionPlan => item.brief.action_plan = text(value),
        Field::Update => item.brief.update = text(value),
        Field::NextUpdate => item.brief.next_update = day(value),
        Field::Health => item.brief.health = words(value).and_then(|word| Health::from_word(&word)),
        Field::Source => item.source = text(value),
        _ => {}
    }
}

/// The day decides whether there is a commitment; whom it was made to and how surely waits in `undated` meanwhile.
fn set_commitment_day(item: &mut Item, day: Option<Day>) {
    match (day, item.commitment.take()) {
        (Some(day), Some(commitment)) => item.commitment = Some(Commitment { day, ..commitment }),
        (Some(day), None) => {
            let Undated { to, confidence } = std::mem::take(&mut item.undated);
            item.commitment = Some(Commitment { day, to, confidence });
        }
        (None, Some(Commitment { to, confidence, .. })) => item.undated = Undated { to, confidence },
        (None, None) => {}
    }
}

fn set_debt(debt: &mut Debt, field: Field, key: &str, value: &Value) {
    match field {
        Field::Alive => debt.alive = flag(value).unwrap_or(false),
        Field::Title => debt.title = text(value),
        Field::Category => debt.category = text(value),
        Field::State => debt.state = choice(value, DebtState::from_word),
        Field::AcceptedUntil => debt.accepted_until = day(value),
        Field::Component => member(&mut debt.components, id(key).map(ComponentId), value),
        Field::Principal => debt.principal = range(value),
        Field::Drag => debt.drag = range(value),
        Field::Toil => debt.toil = range(value),
        Field::IncidentRate => debt.incident_rate = number(value).unwrap_or(0.0),
        Field::IncidentLoss => debt.incident_loss = range(value),
        Field::Growth => debt.growth = number(value).unwrap_or(0.0),
        Field::Unpaid => debt.unpaid = number(value).unwrap_or(1.0),
        Field::Reason => debt.reason = text(value),
        Field::By => debt.by = text(value),
        Field::Evidence => debt.evidence = text(value),
        Field::Reviewed => debt.reviewed = day(value),
        Field::NextReview => debt.next_review = day(value),
        Field::Saves => debt.saves = number(value).unwrap_or(0.0),
        _ => {}
    }
}

fn set_component(component: &mut Component, field: Field, value: &Value) {
    match field {
        Field::Alive => component.alive = flag(value).unwrap_or(false),
        Field::Title => component.title = text(value),
        Field::Team => component.team = reference(value).map(TeamId),
        Field::Parent => component.parent = reference(value).map(ComponentId),
        Field::Paths => component.paths = text(value),
        Field::Size => component.size = number(value),
        _ => {}
    }
}

fn set_team(team: &mut Team, field: Field, key: &str, value: &Value) {
    let default = Team::new(team.id);
    match field {
        Field::Alive => team.alive = flag(value).unwrap_or(false),
        Field::Title => team.title = text(value),
        Field::Rank => team.rank = text(value),
        Field::Weekday => {
            if let Some(index) = WEEKDAYS.iter().position(|weekday| *weekday == key) {
                team.weekdays[index] = flag(value).unwrap_or(default.weekdays[index]);
            }
        }
        Field::Holiday => put(&mut team.holidays, Day::from_str(key).ok(), words(value)),
        Field::Focus => team.focus = number(value).unwrap_or(default.focus),
        Field::Support => team.support = number(value).unwrap_or(default.support),
        Field::Reserve => team.reserve = number(value).unwrap_or(default.reserve),
        Field::WipLimit => team.wip_limit = whole(value),
        Field::DeliveryLag => team.delivery_lag = whole(value).unwrap_or(default.delivery_lag),
        Field::Finished | Field::Upkeep | Field::Review => {
            if let Some(record) = team.past.record_mut(field) {
                put(record, name(key), day_range(value));
            }
        }
        _ => {}
    }
}

fn set_person(person: &mut Person, field: Field, key: &str, value: &Value) {
    let default = Person::new(person.id);
    match field {
        Field::Alive => person.alive = flag(value).unwrap_or(false),
        Field::Title => person.title = text(value),
        Field::Team => person.team = reference(value).map(TeamId),
        Field::Fte => person.fte = number(value).unwrap_or(default.fte),
        Field::Skill => member(&mut person.skills, name(key), value),
        Field::Leave => put(&mut person.leave, Day::from_str(key).ok(), day(value)),
        Field::Start => person.start = day(value),
        Field::End => person.end = day(value),
        Field::RampDays => person.ramp_days = whole(value).unwrap_or(default.ramp_days),
        Field::RampFrom => person.ramp_from = number(value).unwrap_or(default.ramp_from),
        _ => {}
    }
}

fn set_waiver(waiver: &mut Waiver, field: Field, value: &Value) {
    match field {
        Field::Alive => waiver.alive = flag(value).unwrap_or(false),
        Field::Rule => waiver.rule = text(value),
        Field::Subject => waiver.subject = text(value),
        Field::Reason => waiver.reason = text(value),
        Field::Until => waiver.until = day(value),
        Field::By => waiver.by = text(value),
        _ => {}
    }
}

fn set_baseline(baseline: &mut Baseline, field: Field, key: &str, value: &Value) {
    match field {
        Field::Alive => baseline.alive = flag(value).unwrap_or(false),
        Field::Title => baseline.title = text(value),
        Field::MadeOn => baseline.made_on = day(value),
        Field::Version => put(&mut baseline.version, name(key), whole(value)),
        Field::P50 | Field::P85 => keep_date(&mut baseline.dates, field, key, value),
        Field::SignedAs | Field::SignedBy | Field::SignedOn => {
            let Some(author) = name(key) else { return };
            let mut signature = baseline.signatures.remove(&author).unwrap_or_default();
            match field {
                Field::SignedAs => signature.role = role(value),
                Field::SignedBy => signature.by = text(value),
                _ => signature.on = day(value),
            }
            let signed = (signature != Signature::default()).then_some(signature);
            put(&mut baseline.signatures, Some(author), signed);
        }
        _ => {}
    }
}

fn set_scenario(scenario: &mut Scenario, field: Field, key: &str, value: &Value) {
    match field {
        Field::Alive => scenario.alive = flag(value).unwrap_or(false),
        Field::Title => scenario.title = text(value),
        Field::MadeOn => scenario.made_on = day(value),
        Field::Overlay => {
            let supposed = words(value).and_then(|text| Supposed::read(key, &text).ok());
            put(&mut scenario.overlay, name(key), supposed);
        }
        _ => {}
    }
}

fn set_decision(decision: &mut DecisionRecord, field: Field, key: &str, value: &Value) {
    match field {
        Field::Alive => decision.alive = flag(value).unwrap_or(false),
        Field::Title => decision.title = text(value),
        Field::State => decision.state = choice(value, DecisionState::from_word),
        Field::DecidedOn => decision.decided_on = day(value),
        Field::Context => decision.context = text(value),
        Field::Option => put(&mut decision.options, name(key), words(value)),
        Field::Chosen => decision.chosen = text(value),
        Field::Consequences => decision.consequences = text(value),
        Field::More => decision.more = text(value),
        Field::Accountable => decision.accountable = text(value),
        Field::DelegatedTo => decision.delegated_to = text(value),
        Field::Supersedes => member(&mut decision.supersedes, id(key).map(DecisionId), value),
        Field::Shapes => member(&mut decision.shapes, id(key).map(ItemId), value),
        Field::Creates => member(&mut decision.creates, id(key).map(DebtId), value),
        Field::Retires => member(&mut decision.retires, id(key).map(DebtId), value),
        Field::P50 | Field::P85 => keep_date(&mut decision.dates, field, key, value),
        Field::Source => decision.source = text(value),
        _ => {}
    }
}

fn set_question(question: &mut QuestionRecord, field: Field, value: &Value) {
    match field {
        Field::Alive => question.alive = flag(value).unwrap_or(false),
        Field::Title => question.title = text(value),
        Field::Item => question.item = reference(value).map(ItemId),
        Field::AsksWhen => question.asks_when = flag(value).unwrap_or(false),
        Field::By => question.by = text(value),
        Field::AskedOn => question.asked_on = day(value),
        Field::Answer => question.answer = text(value),
        Field::AnsweredBy => question.answered_by = text(value),
        Field::AnsweredOn => question.answered_on = day(value),
        _ => {}
    }
}

fn set_step(step: &mut Step, field: Field, value: &Value) {
    match field {
        Field::Alive => step.alive = flag(value).unwrap_or(false),
        Field::Title => step.title = text(value),
        Field::Item => step.item = reference(value).map(ItemId),
        Field::Area => step.area = choice(value, Area::from_word),
        Field::PlannedOn => step.planned_on = day(value),
        Field::DoneOn => step.done_on = day(value),
        Field::By => step.by = text(value),
        _ => {}
    }
}

/// Keeps the date of an item at 50 or 85 %; what has neither is not kept.
fn keep_date(kept: &mut BTreeMap<ItemId, KeptDates>, field: Field, key: &str, value: &Value) {
    let Some(item) = id(key).map(ItemId) else { return };
    let mut dates = kept.remove(&item).unwrap_or_default();
    match field {
        Field::P50 => dates.p50 = day(value),
        _ => dates.p85 = day(value),
    }
    put(kept, Some(item), (dates != KeptDates::default()).then_some(dates));
}

fn put<K: Ord, V>(records: &mut BTreeMap<K, V>, key: Option<K>, value: Option<V>) {
    match (key, value) {
        (Some(key), Some(value)) => {
            records.insert(key, value);
        }
        (Some(key), None) => {
            records.remove(&key);
        }
        (None, _) => {}
    }
}

fn member<K: Ord + Hash>(set: &mut BTreeSet<K>, key: Option<K>, value: &Value) {
    match key {
        Some(key) if flag(value) == Some(true) => {
            set.insert(key);
        }
        Some(key) => {
            set.remove(&key);
        }
        None => {}
    }
}

fn id(key: &str) -> Option<Uuid> {
    Uuid::try_parse(key).ok()
}

fn name(key: &str) -> Option<String> {
    (!key.is_empty()).then(|| key.to_owned())
}

fn flag(value: &Value) -> Option<bool> {
    if let Value::Flag(flag) = value { Some(*flag) } else { None }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn whole(value: &Value) -> Option<u32> {
    number(value).map(|number| number as u32)
}

fn words(value: &Value) -> Option<String> {
    if let Value::Text(text) = value { Some(text.clone()) } else { None }
}

fn text(value: &Value) -> String {
    words(value).unwrap_or_default()
}

fn role(value: &Value) -> Option<Role> {
    if let Value::Text(word) = value { Role::from_word(word) } else { None }
}

fn day(value: &Value) -> Option<Day> {
    if let Value::Day(day) = value { Some(*day) } else { None }
}

fn reference(value: &Value) -> Option<Uuid> {
    if let Value::Ref(id) = value { Some(*id) } else { None }
}

fn range(value: &Value) -> Option<Range> {
    if let Value::Range(range) = value { Some(*range) } else { None }
}

pub(crate) fn day_range(value: &Value) -> Option<DayRange> {
    if let Value::DayRange(range) = value { Some(*range) } else { None }
}

fn choice<T: Default>(value: &Value, from_word: impl Fn(&str) -> Option<T>) -> T {
    if let Value::Text(word) = value { from_word(word).unwrap_or_default() } else { T::default() }
}
