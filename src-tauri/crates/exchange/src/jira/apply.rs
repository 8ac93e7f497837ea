//! Issues meet the plan: what is new is made, what is there already gets what changed in the file since the last import,
//! and nothing that somebody wrote in the plan is overwritten.
//!
//! Per field: what is empty in the plan is filled. Where plan and file differ, the file wins only if the plan still says
//! what the last import wrote there; else the plan keeps its own, and the report says so.

use std::collections::{BTreeMap, BTreeSet};

use plan::{
    Assign, ComponentId, EntityId, Field, Item, ItemId, ItemKind, ItemState, Kind, Op, Plan, Slot, TeamId, Value, spec,
};

use super::relate::{Related, id_of};
use crate::assigns::{shown, value};
use crate::draft::Draft;
use crate::memory::Memory;
use crate::report::{Changed, Created, Kept, Report, Skipped};

/// An import under way.
pub(super) struct Applying<'a> {
    pub draft: Draft,
    pub memory: &'a Memory,
    pub report: &'a mut Report,
    /// `jira` or `csv`.
    pub system: &'a str,
    /// Items about which the report says something already.
    pub touched: BTreeSet<ItemId>,
    /// Items that this import makes.
    pub made: BTreeSet<ItemId>,
    /// Sources of items that were deleted.
    pub deleted: BTreeSet<String>,
    /// The team for each name that the file gives, once it is settled.
    pub teams: BTreeMap<String, Option<TeamId>>,
}

impl Applying<'_> {
    /// Makes or updates the item of every issue, then ties them together. Returns how many rows said nothing new.
    pub fn run(&mut self, related: &[Related]) -> u32 {
        let mut known: Vec<&Related> = Vec::new();
        for issue in related {
            let there = self.draft.plan.items.get(&issue.id).filter(|item| item.alive).cloned();
            let done = match there {
                Some(item) => self.update(issue, &item),
                None => self.create(issue),
            };
            if done {
                known.push(issue);
            }
        }
        // Parents and dependencies come last, when all they name is there.
        let mut links: Vec<(&Related, &str, Op)> = Vec::new();
        for issue in &known {
            let Some(parent) = issue.parent else { continue };
            if self.made.contains(&issue.id) {
                let slot = slot(issue.id.into(), Field::Parent, "");
                let column = issue.issue.parents.first().map_or("", |(_, column)| column);
                links.push((issue, column, Op::Set { slot, value: Value::Ref(parent.0) }));
            } else {
                self.settle(issue, Field::Parent, Value::Ref(parent.0));
            }
        }
        for issue in &known {
            for (on, column) in &issue.after {
                if self.made.contains(&issue.id) {
                    let slot = slot(issue.id.into(), Field::After, &on.to_string());
                    links.push((issue, column, Op::Set { slot, value: Value::Number(0.0) }));
                } else {
                    self.depend(issue, *on, column);
                }
            }
        }
        let ops: Vec<Op> = links.iter().map(|(_, _, op)| op.clone()).collect();
        for (index, refusal) in self.draft.act_all(&ops) {
            let (related, column, _) = &links[index];
            self.report.doubt(related.issue.row, &related.issue.key, column, refusal.to_string());
        }
        known.iter().filter(|issue| !self.touched.contains(&issue.id)).count() as u32
    }

    fn create(&mut self, related: &Related) -> bool {
        let issue = &related.issue;
        if self.deleted.contains(&issue.source) {
            let reason = "its item was deleted from the plan; undo the deletion to have it back".to_owned();
            let (key, title) = (issue.key.clone(), issue.title.clone());
            self.report.skipped.push(Skipped { row: issue.row, key, title, reason });
            return false;
        }
        let team = self.team(related);
        let entity = EntityId::from(related.id);
        let mut values = vec![assign(Field::Title, "", Value::Text(issue.title.clone()))];
        values.push(assign(Field::Source, "", Value::Text(issue.source.clone())));
        values.extend(
            wanted(related)
                .into_iter()
                .filter(|(_, value)| *value != Value::Nothing)
                .map(|(field, value)| assign(field, "", value)),
        );
        values.extend(team.map(|team| assign(Field::Team, "", Value::Ref(team.0))));
        let components = self.components(related, team);
        let share = share(components.len());
        values.extend(components.iter().map(|id| assign(Field::Component, &id.to_string(), Value::Number(share))));
        self.touched.insert(related.id);
        match self.draft.act(Op::Create { entity, values }) {
            Ok(_) => {
                let (key, title) = (issue.key.clone(), issue.title.clone());
                self.report.created.push(Created { row: issue.row, key, entity, title });
                self.made.insert(related.id);
                true
            }
            Err(refusal) => {
                let (key, title, reason) = (issue.key.clone(), issue.title.clone(), refusal.to_string());
                self.report.skipped.push(Skipped { row: issue.row, key, title, reason });
                false
            }
        }
    }

    fn update(&mut self, related: &Related, item: &Item) -> bool {
        let issue = &related.issue;
        self.settle(related, Field::Title, Value::Text(issue.title.clone()));
        for (field, value) in wanted(related) {
            // The day of being done goes with the state, whoever's it is.
            let now = self.draft.plan.items.get(&item.id).map(|item| item.state);
            match field {
                Field::State => self.settle_state(related, value),
                Field::DoneOn if now != Some(issue.state) => {}
                _ => self.settle(related, field, value),
            }
        }
        if item.team.is_none()
            && let Some(team) = self.team(related)
        {
            self.settle(related, Field::Team, Value::Ref(team.0));
        }
        self.update_components(related, item);
        true
    }

    /// Done and its day are one fact.
    fn settle_state(&mut self, related: &Related, state: Value) {
        let entity = EntityId::from(related.id);
        let item = &self.draft.plan.items[&related.id];
        let undated = related.issue.state == ItemState::Done && item.done_on.is_none();
        if let (true, Some(day)) = (undated, related.issue.done_on)
            && self.wins(&slot(entity, Field::State, ""), &state)
        {
            self.write(related, Field::DoneOn, Value::Day(day));
        }
        self.settle(related, Field::State, state);
    }

    /// Whether the file's value may take the place of the plan's.
    fn wins(&self, slot: &Slot, file: &Value) -> bool {
        let yours = value(&self.draft.plan, slot.entity, slot.field, &slot.key);
        match self.memory.recall(slot) {
            // The default of a field is written as nothing, or as its word.
            Some(said) => said != file && (yours == *said || (yours == Value::Nothing && is_default(said))),
            None => yours == Value::Nothing && *file != Value::Nothing,
        }
    }

    fn settle(&mut self, related: &Related, field: Field, file: Value) {
        let slot = slot(related.id.into(), field, "");
        let yours = value(&self.draft.plan, slot.entity, field, "");
        let same = yours == file || (yours == Value::Nothing && is_default(&file));
        if same {
            return;
        }
        if self.wins(&slot, &file) {
            self.write(related, field, file);
        } else if file != Value::Nothing {
            // A cell that is empty says nothing that yours could differ from.
            self.keep(related, field, &yours, &file);
        }
    }

    fn write(&mut self, related: &Related, field: Field, file: Value) {
        let entity = EntityId::from(related.id);
        let yours = value(&self.draft.plan, entity, field, "");
        let (from, to) = (self.shown(field, &yours), self.shown(field, &file));
        match self.draft.act(Op::Set { slot: slot(entity, field, ""), value: file }) {
            Ok(_) => self.changed(related, field, from, to),
            Err(refusal) => self.report.doubt(related.issue.row, &related.issue.key, "", refusal.to_string()),
        }
        self.touched.insert(related.id);
    }

    fn changed(&mut self, related: &Related, field: Field, from: String, to: String) {
        let (row, key, title) = (related.issue.row, related.issue.key.clone(), self.title(related.id));
        let field = label(field);
        self.touched.insert(related.id);
        self.report.changed.push(Changed { row, key, entity: related.id.into(), title, field, from, to });
    }

    fn keep(&mut self, related: &Related, field: Field, yours: &Value, file: &Value) {
        let (yours, file) = (self.shown(field, yours), self.shown(field, file));
        self.kept(related, field, yours, file);
    }

    fn kept(&mut self, related: &Related, field: Field, yours: String, file: String) {
        let (row, key, title) = (related.issue.row, related.issue.key.clone(), self.title(related.id));
        let field = label(field);
        self.touched.insert(related.id);
        self.report.kept.push(Kept { row, key, entity: related.id.into(), title, field, yours, file });
    }

    fn shown(&self, field: Field, value: &Value) -> String {
        match (field, value) {
            (Field::State, Value::Nothing) => "planned".to_owned(),
            (Field::State | Field::Kind, Value::Text(word)) => word.clone(),
            _ => shown(&self.draft.plan, Kind::Item, field, value),
        }
    }

    fn title(&self, id: ItemId) -> String {
        self.draft.plan.title(id.into()).unwrap_or_default().to_owned()
    }

    /// A dependency of an item that was there before.
    fn depend(&mut self, related: &Related, on: ItemId, column: &str) {
        let entity = EntityId::from(related.id);
        let slot = slot(entity, Field::After, &on.to_string());
        let item = &self.draft.plan.items[&related.id];
        if item.after.contains_key(&on) {
            return;
        }
        // What the last import wrote and is gone was taken away by somebody.
        if self.memory.recall(&slot).is_some() {
            let file = format!("after “{}”", self.title(on));
            return self.kept(related, Field::After, "taken away".to_owned(), file);
        }
        let op = Op::Set { slot, value: Value::Number(0.0) };
        match self.draft.act(op) {
            Ok(_) => self.changed(related, Field::After, "none".to_owned(), format!("after “{}”", self.title(on))),
            Err(refusal) => {
                self.touched.insert(related.id);
                self.report.doubt(related.issue.row, &related.issue.key, column, refusal.to_string());
            }
        }
    }

    /// The team an issue falls to: the one of that name; if the name is only a project's, else that of its other items, or
    /// the only one; else a new one.
    fn team(&mut self, related: &Related) -> Option<TeamId> {
        let name = related.issue.team.clone();
        if let Some(team) = self.teams.get(&name) {
            return *team;
        }
        let plan = &self.draft.plan;
        let alive: Vec<_> = plan.teams.values().filter(|team| team.alive).collect();
        let named = alive.iter().find(|team| team.title.to_lowercase() == name.to_lowercase()).map(|team| team.id);
        let prefix = format!("{}:{}-", self.system, related.issue.project_key);
        let usual = (!related.issue.project_key.is_empty()).then(|| usual_team(plan, &prefix)).flatten();
        let only = if let [team] = alive[..] { Some(team.id) } else { None };
        let found = if related.issue.team_is_said { named } else { named.or(usual).or(only) };
        if let Some(team) = found {
            let title = plan.title(team.into()).unwrap_or_default().to_owned();
            match name.as_str() {
                "" => self.report.guess("issues without a team or project", format!("team “{title}”")),
                name => self.report.guess(format!("`{name}`"), format!("team “{title}”")),
            }
        }
        let team = match (found, name.as_str()) {
            (Some(team), _) => Some(team),
            (None, "") => {
                let what =
                    "rows name no team, and the plan has no single one; their items never finish until they get one";
                self.report.doubt(0, "", "", what);
                None
            }
            (None, name) => self.new_entity(Kind::Team, name, Vec::new()).map(TeamId),
        };
        self.teams.insert(name, team);
        team
    }

    /// The components an issue names; those the plan does not know are made, and owned by the issue's team.
    fn components(&mut self, related: &Related, team: Option<TeamId>) -> Vec<ComponentId> {
        let mut ids: Vec<ComponentId> = Vec::new();
        for name in &related.issue.components {
            let known = self
                .draft
                .plan
                .components
                .values()
                .find(|component| component.alive && component.title.to_lowercase() == name.to_lowercase());
            let owner = || team.map(|team| assign(Field::Team, "", Value::Ref(team.0))).into_iter().collect();
            let id = match known {
                Some(component) => Some(component.id),
                None => self.new_entity(Kind::Component, name, owner()).map(ComponentId),
            };
            ids.extend(id.filter(|id| !ids.contains(id)));
        }
        ids
    }

    fn new_entity(&mut self, kind: Kind, title: &str, mut values: Vec<Assign>) -> Option<uuid::Uuid> {
        let id = id_of(&format!("{}:{}:{}", self.system, kind.word(), title.to_lowercase()));
        let entity = EntityId { kind, id };
        values.insert(0, assign(Field::Title, "", Value::Text(title.to_owned())));
        match self.draft.act(Op::Create { entity, values }) {
            Ok(_) => {
                let created = Created { row: 0, key: String::new(), entity, title: title.to_owned() };
                self.report.created.push(created);
                Some(id)
            }
            Err(refusal) => {
                self.report.doubt(0, "", "", format!("{} “{title}” cannot be made: {refusal}", kind.word()));
                None
            }
        }
    }

    fn update_components(&mut self, related: &Related, item: &Item) {
        if related.issue.components.is_empty() {
            return;
        }
        let name = |id: &ComponentId| self.draft.plan.title((*id).into()).unwrap_or_default().to_lowercase();
        let there: BTreeSet<String> = item.components.keys().map(name).collect();
        let wanted: BTreeSet<String> = related.issue.components.iter().map(|name| name.to_lowercase()).collect();
        if there == wanted {
            return;
        }
        // The plan's are the import's own if every share is just what the last import wrote.
        let untouched = item.components.iter().all(|(id, share)| {
            let slot = slot(item.id.into(), Field::Component, &id.to_string());
            self.memory.recall(&slot) == Some(&Value::Number(*share))
        });
        let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
        if !untouched {
            return self.kept(related, Field::Component, list(&there), list(&wanted));
        }
        let ids = self.components(related, item.team);
        let set =
            |id: &ComponentId, value| Op::Set { slot: slot(item.id.into(), Field::Component, &id.to_string()), value };
        let gone = item.components.keys().filter(|id| !ids.contains(id)).map(|id| set(id, Value::Nothing));
        let share = share(ids.len());
        // Shares may not exceed the whole on the way: what shrinks comes first.
        let (shrinking, growing): (Vec<_>, Vec<_>) =
            ids.iter().partition(|id| item.components.get(id).is_some_and(|now| *now > share));
        let kept = shrinking.into_iter().chain(growing).map(|id| set(id, Value::Number(share)));
        let ops: Vec<Op> = gone.chain(kept).collect();
        for op in ops {
            if let Err(refusal) = self.draft.act(op) {
                self.report.doubt(related.issue.row, &related.issue.key, "", refusal.to_string());
            }
        }
        self.changed(
            related,
            Field::Component,
            if there.is_empty() { "none".to_owned() } else { list(&there) },
            list(&wanted),
        );
    }
}

/// What the file says of the fields that hold one value, in the order in which they may be written.
fn wanted(related: &Related) -> Vec<(Field, Value)> {
    let issue = &related.issue;
    let day = |day: Option<plan::Day>| day.map_or(Value::Nothing, Value::Day);
    let text = |text: &str| if text.is_empty() { Value::Nothing } else { Value::Text(text.to_owned()) };
    let kind = if issue.kind == ItemKind::Feature { Value::Nothing } else { text(issue.kind.word()) };
    vec![
        (Field::Kind, kind),
        (Field::State, text(issue.state.word())),
        (Field::DoneOn, day(issue.done_on)),
        (Field::Estimate, issue.estimate.map_or(Value::Nothing, Value::Range)),
        (Field::Actual, issue.actual.map_or(Value::Nothing, Value::Number)),
        (Field::Earliest, day(issue.earliest)),
        (Field::Target, day(issue.target)),
        (Field::Problem, text(&issue.problem)),
    ]
}

/// What people call the field; a set as a whole by its plural.
fn label(field: Field) -> String {
    match field {
        Field::Component => "components".to_owned(),
        field => spec(Kind::Item, field).map_or("", |spec| spec.label).to_owned(),
    }
}

fn usual_team(plan: &Plan, prefix: &str) -> Option<TeamId> {
    let mut counts: BTreeMap<TeamId, usize> = BTreeMap::new();
    for item in plan.items.values().filter(|item| item.alive && item.source.starts_with(prefix)) {
        if let Some(team) = item.team.filter(|team| plan.is_alive((*team).into())) {
            *counts.entry(team).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, n)| *n).map(|(team, _)| team)
}

/// Equal shares that never add up to more than the whole.
fn share(n: usize) -> f64 {
    1.0 / n.max(1) as f64
}

/// Whether a field that holds this word stands at its default.
fn is_default(value: &Value) -> bool {
    *value == Value::Text(ItemState::default().word().to_owned())
}

fn slot(entity: EntityId, field: Field, key: &str) -> Slot {
    Slot { entity, field, key: key.to_owned() }
}

fn assign(field: Field, key: &str, value: Value) -> Assign {
    Assign { field, key: key.to_owned(), value }
}
