//! Files meet the plan: a decision that is new is made; one that is there already is given what the file says otherwise, and
//! keeps what the file is silent about. It is the same decision by id, by the file it came from, or by its title.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Assign, DecisionId, DecisionRecord, DecisionState, EntityId, Field, Kind, Op, Plan, Slot, Value, spec};
use uuid::Uuid;

use super::TextFile;
use super::front::Entry;
use super::link::Names;
use super::page::{self, Page};
use crate::assigns::{shown, value};
use crate::date::{self, Order};
use crate::draft::Draft;
use crate::report::{Changed, Created, Import, Kept, Report, Skipped};

/// Under it lie the ids of decisions whose files bring none.
const NAMESPACE: Uuid = Uuid::from_u128(0x9d1f_0c52_7f0b_4e0a_9a3d_52a1_6c1e_b0d7);

/// The most characters of a name that an option goes by; the rest stands with what is said of it.
const OPTION: usize = 200;

/// What importing these files into this plan would do.
pub fn decisions(files: &[TextFile], into: &Plan) -> Import {
    let mut reading = Reading {
        draft: Draft::of(into),
        names: Names::of(into),
        report: Report {
            recognised: format!("decision records, {} file{}", files.len(), if files.len() == 1 { "" } else { "s" }),
            rows: files.len() as u32,
            ..Report::default()
        },
        touched: BTreeSet::new(),
    };
    let pages = reading.pages(files, into);
    for (file, id, page) in &pages {
        reading.names.add_decision((*id).into(), &page.title, file);
    }
    let mut links = Vec::new();
    for (file, id, page) in pages {
        links.extend(reading.record(&file, id, page));
    }
    reading.tie(links);
    let Reading { draft, mut report, touched, .. } = reading;
    let seen = report.rows as usize - report.skipped.len();
    report.unchanged = seen.saturating_sub(touched.len()) as u32;
    Import { label: format!("Import of decisions: {}", report.summary()), ops: draft.into_ops(), report }
}

/// A link of a decision, to be made once every decision is there.
struct Link {
    file: String,
    id: DecisionId,
    field: Field,
    to: Uuid,
    value: Value,
}

struct Reading {
    draft: Draft,
    names: Names,
    report: Report,
    touched: BTreeSet<DecisionId>,
}

impl Reading {
    /// The files that are decision records, each with the decision it is about.
    fn pages(&mut self, files: &[TextFile], into: &Plan) -> Vec<(String, DecisionId, Page)> {
        let mut found: Vec<(String, DecisionId, Page)> = Vec::new();
        for file in files {
            let page = page::read(&file.text);
            let id = identify(&file.name, &page, into);
            let title = page.title.to_lowercase();
            let same = found.iter().find(|(_, other, page)| *other == id || page.title.to_lowercase() == title);
            let reason = match (&page.title, same) {
                (title, _) if title.is_empty() => "it is no decision record: no line begins with “# ” and gives it a title".to_owned(),
                (title, _) if title.starts_with(['{', '[']) => "it is the template for decision records".to_owned(),
                _ if !(page.known || page.front.iter().any(|entry| entry.key == "status")) => "it is no decision record: it has no section such as “Context and Problem Statement” or “Decision Outcome”".to_owned(),
                (_, Some((first, ..))) => format!("it is the same decision as `{first}`"),
                (_, None) => {
                    found.push((file.name.clone(), id, page));
                    continue;
                }
            };
            self.report.skipped.push(Skipped { row: 0, key: file.name.clone(), title: page.title, reason });
        }
        found
    }

    /// Makes the decision, or gives it what the file says otherwise; hands back its links.
    fn record(&mut self, file: &str, id: DecisionId, page: Page) -> Vec<Link> {
        let mut left: Vec<String> = Vec::new();
        let mut said = Said::default();
        let mut links = Vec::new();
        for entry in &page.front {
            if !self.front(file, id, entry, &mut said, &mut links) {
                left.push(entry.lines.clone());
            }
        }
        let mut values = said.values;
        let mut text = |field, text: &str| {
            if !text.is_empty() {
                values.push(Assign::of(field, Value::Text(text.to_owned())));
            }
        };
        text(Field::Title, &page.title);
        text(Field::Context, &page.context);
        text(Field::Chosen, &page.chosen);
        text(Field::Consequences, &page.consequences);
        for (name, about) in &page.options {
            let key: String = name.chars().take(OPTION).collect();
            let about = if key == *name { about.clone() } else { format!("{name}\n\n{about}").trim_end().to_owned() };
            values.push(Assign { field: Field::Option, key: key.trim().to_owned(), value: Value::Text(about) });
        }
        let whole = |field| values.iter().any(|assign| assign.field == field);
        let stands = self.draft.plan.decisions.get(&id).filter(|decision| decision.alive).cloned();
        let dated = whole(Field::DecidedOn) || stands.as_ref().is_some_and(|stands| stands.decided_on.is_some());
        let answered =
            whole(Field::Accountable) || stands.as_ref().is_some_and(|stands| !stands.accountable.trim().is_empty());
        if said.state == DecisionState::Accepted && !(dated && answered) {
            let missing = if dated { "the name of who answers for it" } else { "the day on which it was decided" };
            self.report.doubt(
                0,
                file,
                "status",
                format!("“{}” stays proposed: it is accepted only with {missing}", page.title),
            );
            left.extend(page.front.iter().filter(|entry| entry.key == "status").map(|entry| entry.lines.clone()));
        } else {
            values.push(Assign::of(Field::State, Value::Text(said.state.word().to_owned())));
        }
        let more: Vec<&str> = std::iter::once(page.more.as_str()).chain(left.iter().map(String::as_str)).collect();
        let more = more.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
        if !more.is_empty() {
            values.push(Assign::of(Field::More, Value::Text(more)));
        }
        // What was typed in and comes back from its own export goes on being called by its day and title.
        if stands.as_ref().is_none_or(|stands| !stands.source.is_empty()) {
            values.push(Assign::of(Field::Source, Value::Text(file.to_owned())));
        }
        match stands {
            Some(stands) => self.update(file, &stands, values),
            None => self.create(file, id, &page.title, values),
        }
        links
    }

    /// Takes an entry of the front matter for what it says; whether it says something that a decision holds.
    fn front(&mut self, file: &str, id: DecisionId, entry: &Entry, said: &mut Said, links: &mut Vec<Link>) -> bool {
        let all = entry.values.join(", ");
        if all.is_empty() {
            return true;
        }
        let mut text = |field| said.values.push(Assign::of(field, Value::Text(all.clone())));
        match entry.key.as_str() {
            "id" => return Uuid::try_parse(&all).is_ok(),
            "decision-makers" | "deciders" | "accountable" => text(Field::Accountable),
            "delegated-to" => text(Field::DelegatedTo),
            "date" => match date::read(&all) {
                Some(written) => {
                    let value = Value::Day(written.day(Order::DayFirst));
                    said.values.push(Assign::of(Field::DecidedOn, value));
                }
                None => {
                    self.report.doubt(0, file, "date", format!("“{all}” is no day: write days like 2027-03-31"));
                    return false;
                }
            },
            "status" => return self.status(file, id, &all, said, links),
            "supersedes" => return self.named(file, id, entry, (Field::Supersedes, Kind::Decision), links),
            "shapes" => return self.named(file, id, entry, (Field::Shapes, Kind::Item), links),
            "creates" => return self.named(file, id, entry, (Field::Creates, Kind::Debt), links),
            "retires" => return self.named(file, id, entry, (Field::Retires, Kind::Debt), links),
            "forecast" => return self.forecast(file, id, entry, links),
            _ => return false,
        }
        true
    }

    fn status(&mut self, file: &str, id: DecisionId, word: &str, said: &mut Said, links: &mut Vec<Link>) -> bool {
        let low = word.trim().to_lowercase();
        if let Some(by) = low.strip_prefix("superseded") {
            let by = word.trim()[word.trim().len() - by.len()..].trim();
            let by = by.strip_prefix("by").unwrap_or(by).trim();
            match self.names.find(Kind::Decision, by) {
                Ok(by) => {
                    said.state = DecisionState::Accepted;
                    let link = (Field::Supersedes, id.0, Value::Flag(true));
                    links.push(Link {
                        file: file.to_owned(),
                        id: DecisionId(by.id),
                        field: link.0,
                        to: link.1,
                        value: link.2,
                    });
                    return true;
                }
                Err(problem) => {
                    said.state = DecisionState::Deprecated;
                    self.report.doubt(0, file, "status", format!("superseded, but {problem}: taken as deprecated"));
                    return false;
                }
            }
        }
        match DecisionState::from_word(if low == "draft" { "proposed" } else { &low }) {
            Some(state) => {
                said.state = state;
                true
            }
            None => {
                let words = "proposed, accepted, rejected, deprecated or superseded";
                self.report.doubt(0, file, "status", format!("“{word}” is not {words}: taken as proposed"));
                false
            }
        }
    }

    /// Links by name; whether all of them were found.
    fn named(&mut self, file: &str, id: DecisionId, entry: &Entry, to: (Field, Kind), links: &mut Vec<Link>) -> bool {
        let mut all = true;
        for name in &entry.values {
            match self.names.find(to.1, name) {
                Ok(found) => {
                    let value = Value::Flag(true);
                    links.push(Link { file: file.to_owned(), id, field: to.0, to: found.id, value });
                }
                Err(problem) => {
                    all = false;
                    self.report.doubt(0, file, &entry.key, format!("{problem}; it stays in the more information"));
                }
            }
        }
        all
    }

    /// The dates of that day: "Checkout: 50% by 2027-03-01, 85% by 2027-04-02".
    fn forecast(&mut self, file: &str, id: DecisionId, entry: &Entry, links: &mut Vec<Link>) -> bool {
        let mut all = true;
        for line in &entry.values {
            let read = || {
                let (name, dates) = line.rsplit_once(": ")?;
                let item = self.names.find(Kind::Item, name).ok()?;
                let dates: Option<Vec<(Field, Value)>> = dates.split(", ").map(kept).collect();
                Some((item.id, dates?))
            };
            match read() {
                Some((to, dates)) => links.extend(dates.into_iter().map(|(field, value)| Link {
                    file: file.to_owned(),
                    id,
                    field,
                    to,
                    value,
                })),
                None => {
                    all = false;
                    self.report.doubt(
                        0,
                        file,
                        "forecast",
                        format!("“{line}” is no item with its dates; it stays in the more information"),
                    );
                }
            }
        }
        all
    }

    fn create(&mut self, file: &str, id: DecisionId, title: &str, values: Vec<Assign>) {
        let entity = EntityId::from(id);
        let mut sound = Vec::new();
        for assign in values {
            let slot = Slot { entity, field: assign.field, key: assign.key.clone() };
            match plan::check(&slot, &assign.value) {
                Ok(()) => sound.push(assign),
                Err(refusal) => self.report.doubt(0, file, label(assign.field), refusal.to_string()),
            }
        }
        match self.draft.act(Op::Create { entity, values: sound }) {
            Ok(_) => {
                self.touched.insert(id);
                self.report.created.push(Created { row: 0, key: file.to_owned(), entity, title: title.to_owned() });
            }
            Err(refusal) => {
                let (title, reason) = (title.to_owned(), refusal.to_string());
                self.report.skipped.push(Skipped { row: 0, key: file.to_owned(), title, reason });
            }
        }
    }

    /// What the file says otherwise is taken over; what it does not say stays, and is told.
    fn update(&mut self, file: &str, stands: &DecisionRecord, values: Vec<Assign>) {
        let entity = EntityId::from(stands.id);
        let title = stands.title.clone();
        let says = |field: Field| values.iter().any(|assign| assign.field == field);
        let silent =
            [Field::Context, Field::Chosen, Field::Consequences, Field::More, Field::DecidedOn, Field::Accountable];
        for field in silent.into_iter().filter(|field| !says(*field)) {
            let yours = value(&self.draft.plan, entity, field, "");
            if yours != Value::Nothing {
                let yours = shown(&self.draft.plan, Kind::Decision, field, &yours);
                let (field, file_says) = (label(field).to_owned(), "nothing".to_owned());
                let (key, title) = (file.to_owned(), title.clone());
                self.report.kept.push(Kept { row: 0, key, entity, title, field, yours, file: file_says });
            }
        }
        for Assign { field, key, value: said } in values {
            let yours = value(&self.draft.plan, entity, field, &key);
            let said = tidy(said);
            if tidy(yours.clone()) == said || (field == Field::State && yours == Value::Nothing && said == proposed()) {
                continue;
            }
            let [from, to] = [&yours, &said].map(|value| shown(&self.draft.plan, Kind::Decision, field, value));
            let field_name = if key.is_empty() { label(field).to_owned() } else { format!("{} {key}", label(field)) };
            match self.draft.act(Op::Set { slot: Slot { entity, field, key }, value: said }) {
                Ok(true) => {
                    self.touched.insert(stands.id);
                    let (key, title) = (file.to_owned(), title.clone());
                    self.report.changed.push(Changed { row: 0, key, entity, title, field: field_name, from, to });
                }
                Ok(false) => {}
                Err(refusal) => self.report.doubt(0, file, label(field), refusal.to_string()),
            }
        }
    }

    fn tie(&mut self, links: Vec<Link>) {
        let mut tied: BTreeMap<DecisionId, BTreeSet<&'static str>> = BTreeMap::new();
        for Link { file, id, field, to, value } in links {
            let entity = EntityId::from(id);
            if !self.draft.plan.is_alive(entity) {
                continue;
            }
            let slot = Slot { entity, field, key: to.to_string() };
            match self.draft.act(Op::Set { slot, value }) {
                Ok(true) => {
                    tied.entry(id).or_default().insert(label(field));
                }
                Ok(false) => {}
                Err(refusal) => self.report.doubt(0, &file, label(field), refusal.to_string()),
            }
        }
        // What was just made says so itself; of the others it is told which links came.
        for (id, fields) in tied {
            self.touched.insert(id);
            if !self.report.created.iter().any(|created| created.entity == id.into()) {
                let title = self.draft.plan.title(id.into()).unwrap_or_default().to_owned();
                let field = fields.into_iter().collect::<Vec<_>>().join(", ");
                let (from, to) = (String::new(), "linked as the file says".to_owned());
                let entity = id.into();
                self.report.changed.push(Changed { row: 0, key: String::new(), entity, title, field, from, to });
            }
        }
    }
}

/// What the front matter says.
#[derive(Default)]
struct Said {
    state: DecisionState,
    values: Vec<Assign>,
}

/// The decision that a file is about.
fn identify(file: &str, page: &Page, plan: &Plan) -> DecisionId {
    let alive = plan.decisions.values().filter(|decision| decision.alive);
    let given =
        page.front.iter().find(|entry| entry.key == "id").and_then(|entry| Uuid::try_parse(entry.values.first()?).ok());
    let title = page.title.to_lowercase();
    let by_file = || alive.clone().find(|decision| decision.source == file).map(|decision| decision.id);
    let by_title = || {
        let mut same = alive.clone().filter(|decision| decision.title.to_lowercase() == title);
        same.next().filter(|_| same.next().is_none()).map(|decision| decision.id)
    };
    let fresh = || DecisionId(Uuid::new_v5(&NAMESPACE, file.as_bytes()));
    given.map(DecisionId).or_else(by_file).or_else(by_title).unwrap_or_else(fresh)
}

/// "50% by 2027-03-01" as a date that was kept.
fn kept(text: &str) -> Option<(Field, Value)> {
    let (share, day) = text.trim().split_once("% by ")?;
    let field = match share {
        "50" => Field::P50,
        "85" => Field::P85,
        _ => return None,
    };
    Some((field, Value::Day(day.parse().ok()?)))
}

fn tidy(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(text.trim().to_owned()),
        value => value,
    }
}

fn proposed() -> Value {
    Value::Text(DecisionState::Proposed.word().to_owned())
}

fn label(field: Field) -> &'static str {
    spec(Kind::Decision, field).map_or("", |spec| spec.label)
}
