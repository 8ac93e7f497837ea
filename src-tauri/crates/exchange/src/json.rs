//! The whole plan as JSON, and back. What is deleted stays out, and so does what points at it; history does too.
//!
//! Importing takes what the file holds as the file says it, field by field, and leaves everything else in the plan as
//! it is: into an empty plan it is a copy, into the plan it came from it is a way back.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Assign, EntityId, Field, KeyType, Kind, Op, Past, Plan, Slot, TeamId, Value, ValueType, assigns, spec};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::assigns::{shown, value};
use crate::draft::Draft;
use crate::error::{ImportError, check_size};
use crate::report::{Changed, Created, Import, Kept, Report};
use crate::signed::Signed;

/// What the file says it is.
const FORMAT: &str = "plimsoll-plan";

/// Raised when an older version could no longer read the file rightly.
const SCHEMA: u64 = 1;

#[derive(Serialize, Deserialize)]
struct File<P> {
    format: String,
    schema: u64,
    plan: P,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed: Option<Signed>,
}

/// The plan as JSON, for people and programs to read; the same plan gives the same text.
pub fn to_json(plan: &Plan) -> String {
    json(plan, None)
}

/// The same, and who signed what it is made of; importing passes that over.
pub fn signed_json(plan: &Plan, signed: Signed) -> String {
    json(plan, Some(signed))
}

fn json(plan: &Plan, signed: Option<Signed>) -> String {
    let file = File { format: FORMAT.to_owned(), schema: SCHEMA, plan: living(plan), signed };
    serde_json::to_string_pretty(&file).expect("keys are ids, days and names, and numbers are finite") + "\n"
}

/// What importing this JSON into a plan would do.
///
/// # Errors
/// Refuses what is no JSON of a plan, or of a newer version.
pub fn from_json(text: &str, into: &Plan) -> Result<Import, ImportError> {
    check_size(text.len() as u64)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let no_plan = |cause: String| ImportError::NotPlanJson { cause };
    let json: serde_json::Value = serde_json::from_str(text).map_err(|error| no_plan(error.to_string()))?;
    if json.get("format").is_none_or(|format| format != FORMAT) {
        return Err(ImportError::ForeignJson);
    }
    let file: File<serde_json::Value> = serde_json::from_value(json).map_err(|error| no_plan(error.to_string()))?;
    if file.schema > SCHEMA {
        return Err(ImportError::NewerSchema { found: file.schema, known: SCHEMA });
    }
    let theirs: Plan = serde_path_to_error::deserialize(file.plan).map_err(|error| no_plan(error.to_string()))?;
    Ok(import(&theirs, into))
}

/// The plan without what is deleted and without what refers to it.
fn living(plan: &Plan) -> Plan {
    let mut living = Plan::default();
    for entity in entities(plan) {
        let alive = Assign::of(Field::Alive, Value::Flag(true));
        let known = assigns(plan, entity)
            .into_iter()
            .filter(|assign| refers_to(entity.kind, assign).is_none_or(|on| plan.is_alive(on)));
        for assign in known.chain((entity.kind != Kind::Plan).then_some(alive)) {
            living.set(&slot(entity, &assign), &assign.value);
        }
    }
    living
}

fn import(theirs: &Plan, into: &Plan) -> Import {
    let theirs = living(theirs);
    let all = entities(&theirs);
    let mut merge = Merge {
        draft: Draft::of(into),
        report: Report {
            recognised: format!("plan JSON, schema {SCHEMA}"),
            rows: all.len() as u32,
            ..Report::default()
        },
        touched: BTreeSet::new(),
    };
    let ours = entities(into);
    let related = ours.len() == 1 || ours.iter().any(|entity| entity.kind != Kind::Plan && all.contains(entity));
    for entity in all.iter().filter(|entity| entity.kind != Kind::Plan && !into.is_alive(**entity)) {
        merge.create(&theirs, *entity);
    }
    let (there, made): (Vec<EntityId>, Vec<EntityId>) = all.iter().partition(|entity| into.is_alive(**entity));
    merge.fill(&theirs, &made);
    for entity in there {
        match entity.kind {
            Kind::Plan if !related => merge.keep_settings(&theirs, into),
            _ => merge.update(&theirs, entity),
        }
    }
    let Merge { draft, mut report, touched } = merge;
    report.unchanged = all.iter().filter(|entity| !touched.contains(entity)).count() as u32;
    Import { label: format!("Import of a plan: {}", report.summary()), ops: draft.into_ops(), report }
}

struct Merge {
    draft: Draft,
    report: Report,
    touched: BTreeSet<EntityId>,
}

impl Merge {
    /// Makes the entity with all that points at nothing else; the rest follows when everything is there.
    fn create(&mut self, theirs: &Plan, entity: EntityId) {
        self.touched.insert(entity);
        let title = theirs.title(entity).unwrap_or_default().to_owned();
        let mut values = Vec::new();
        // A question or a step is never without its item, which was made before.
        let now = |assign: &Assign| assign.field == Field::Item || refers_to(entity.kind, assign).is_none();
        for assign in assigns(theirs, entity).into_iter().filter(now) {
            match plan::check(&slot(entity, &assign), &assign.value) {
                Ok(()) => values.push(assign),
                Err(refusal) => self.report.doubt(0, &title, "", refusal.to_string()),
            }
        }
        match self.draft.act(Op::Create { entity, values }) {
            Ok(_) => self.report.created.push(Created { row: 0, key: String::new(), entity, title }),
            Err(refusal) => self.report.doubt(0, &title, "", format!("the {} was left: {refusal}", entity.kind.word())),
        }
    }

    /// Gives what was just made all that points at something; that is not reported field by field. What is no value of its
    /// field has been reported already.
    fn fill(&mut self, theirs: &Plan, made: &[EntityId]) {
        let made = made.iter().filter(|entity| self.draft.plan.is_alive(**entity));
        let missing = made.flat_map(|entity| differences(&self.draft.plan, theirs, *entity));
        let sound = missing.filter(|(slot, value)| plan::check(slot, value).is_ok());
        let ops: Vec<Op> = sound.map(|(slot, value)| Op::Set { slot, value }).collect();
        for (index, refusal) in self.draft.act_all(&ops) {
            let Op::Set { slot, .. } = &ops[index] else { continue };
            self.report.doubt(0, theirs.title(slot.entity).unwrap_or_default(), "", refusal.to_string());
        }
    }

    /// Gives every field of what was there before the file's value.
    fn update(&mut self, theirs: &Plan, entity: EntityId) {
        let is_past = |slot: &Slot| entity.kind == Kind::Team && Past::FIELDS.contains(&slot.field);
        let all = differences(&self.draft.plan, theirs, entity);
        let (past, fields): (Vec<_>, Vec<_>) = all.into_iter().partition(|(slot, _)| is_past(slot));
        self.take_past(theirs, TeamId(entity.id), &past);
        for (slot, file) in fields {
            let yours = value(&self.draft.plan, entity, slot.field, &slot.key);
            let title = theirs.title(entity).unwrap_or_default().to_owned();
            let (from, to) = self.texts(theirs, entity, &slot, &yours, &file);
            let field = label(&slot);
            self.touched.insert(entity);
            match self.draft.act(Op::Set { slot, value: file }) {
                Ok(_) => {
                    self.report.changed.push(Changed { row: 0, key: String::new(), entity, title, field, from, to })
                }
                Err(refusal) => self.report.doubt(0, &title, "", refusal.to_string()),
            }
        }
    }

    /// Gives a team the file's records of what it did. They are thousands, and told by their number.
    fn take_past(&mut self, theirs: &Plan, team: TeamId, records: &[(Slot, Value)]) {
        let entity = EntityId::from(team);
        let title = theirs.title(entity).unwrap_or_default();
        let kept = |plan: &Plan, field| {
            let past = plan.teams.get(&team).and_then(|team| team.past.record(field));
            match past.map_or(0, BTreeMap::len) {
                1 => "1 record".to_owned(),
                n => format!("{n} records"),
            }
        };
        for field in Past::FIELDS {
            let of_field = records.iter().filter(|(slot, _)| slot.field == field);
            let ops: Vec<Op> =
                of_field.map(|(slot, value)| Op::Set { slot: slot.clone(), value: value.clone() }).collect();
            if ops.is_empty() {
                continue;
            }
            self.touched.insert(entity);
            let from = kept(&self.draft.plan, field);
            for (_, refusal) in self.draft.act_all(&ops) {
                self.report.doubt(0, title, "", refusal.to_string());
            }
            self.report.changed.push(Changed {
                row: 0,
                key: String::new(),
                entity,
                title: title.to_owned(),
                field: spec(Kind::Team, field).map_or("", |spec| spec.label).to_owned(),
                from,
                to: format!("{}, {} differ", kept(&self.draft.plan, field), ops.len()),
            });
        }
    }

    /// The settings of a plan that has nothing in common with this one are not taken over.
    fn keep_settings(&mut self, theirs: &Plan, into: &Plan) {
        for (slot, file) in differences(into, theirs, EntityId::PLAN) {
            let yours = value(into, EntityId::PLAN, slot.field, &slot.key);
            let (yours, file) = self.texts(theirs, EntityId::PLAN, &slot, &yours, &file);
            self.touched.insert(EntityId::PLAN);
            let title = into.settings.title.clone();
            let kept =
                Kept { row: 0, key: String::new(), entity: EntityId::PLAN, title, field: label(&slot), yours, file };
            self.report.kept.push(kept);
        }
    }

    fn texts(&self, theirs: &Plan, entity: EntityId, slot: &Slot, yours: &Value, file: &Value) -> (String, String) {
        let kind = entity.kind;
        (shown(&self.draft.plan, kind, slot.field, yours), shown(theirs, kind, slot.field, file))
    }
}

/// The slots in which an entity differs, with the file's values, in an order in which no rule is broken on the way:
/// records that go come first, then what shrinks, then what grows, and fields that become empty come last.
fn differences(ours: &Plan, theirs: &Plan, entity: EntityId) -> Vec<(Slot, Value)> {
    let slots = |plan: &Plan| -> BTreeMap<Slot, (usize, Value)> {
        let all = assigns(plan, entity).into_iter().enumerate();
        all.map(|(place, assign)| (slot(entity, &assign), (place, assign.value))).collect()
    };
    let (ours, theirs) = (slots(ours), slots(theirs));
    // The keyed records of one field stay together: their place is that of the first.
    let mut first: BTreeMap<Field, usize> = BTreeMap::new();
    for (slot, (place, _)) in &theirs {
        first.entry(slot.field).and_modify(|first| *first = (*first).min(*place)).or_insert(*place);
    }
    let gone = ours.keys().filter(|slot| !theirs.contains_key(slot)).map(|slot| {
        let place = if slot.key.is_empty() { usize::MAX } else { 0 };
        (place, 0.0, slot.clone(), Value::Nothing)
    });
    let changed = theirs.iter().filter(|(slot, (_, file))| ours.get(slot).is_none_or(|(_, yours)| yours != file));
    let changed = changed.map(|(slot, (place, file))| {
        let growth = match (ours.get(slot).map(|(_, yours)| yours), file) {
            (Some(Value::Number(yours)), Value::Number(file)) => file - yours,
            (_, Value::Number(file)) => *file,
            _ => 0.0,
        };
        (first.get(&slot.field).unwrap_or(place) + 1, growth, slot.clone(), file.clone())
    });
    let mut all: Vec<(usize, f64, Slot, Value)> = gone.chain(changed).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| a.2.cmp(&b.2)));
    all.into_iter().map(|(_, _, slot, value)| (slot, value)).collect()
}

/// Everything alive, in an order in which most of what is named comes before what names it.
fn entities(plan: &Plan) -> Vec<EntityId> {
    let alive = |kind: Kind, ids: Vec<Uuid>| ids.into_iter().map(move |id| EntityId { kind, id });
    std::iter::once(EntityId::PLAN)
        .chain(alive(Kind::Team, plan.teams.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Component, plan.components.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Person, plan.people.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Debt, plan.debts.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Item, plan.items.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Waiver, plan.waivers.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Baseline, plan.baselines.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Decision, plan.decisions.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Question, plan.questions.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Step, plan.steps.keys().map(|id| id.0).collect()))
        .chain(alive(Kind::Scenario, plan.scenarios.keys().map(|id| id.0).collect()))
        .filter(|entity| plan.is_alive(*entity))
        .collect()
}

/// The entity that a value or its key names, if it names one.
fn refers_to(kind: Kind, assign: &Assign) -> Option<EntityId> {
    let spec = spec(kind, assign.field)?;
    match (spec.key, spec.value, &assign.value) {
        (KeyType::Entity(kind), _, _) => Uuid::try_parse(&assign.key).ok().map(|id| EntityId { kind, id }),
        (_, ValueType::Ref(kind), Value::Ref(id)) => Some(EntityId { kind, id: *id }),
        _ => None,
    }
}

fn slot(entity: EntityId, assign: &Assign) -> Slot {
    Slot { entity, field: assign.field, key: assign.key.clone() }
}

fn label(slot: &Slot) -> String {
    spec(slot.entity.kind, slot.field).map_or("", |spec| spec.label).to_owned()
}

#[cfg(test)]
mod tests;
