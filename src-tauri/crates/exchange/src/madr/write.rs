//! A plan's decisions as files. A decision that came from a file keeps its name; others are called by their day and title.

use std::collections::BTreeSet;

use plan::{DecisionRecord, DecisionState, EntityId, ItemId, KeptDates, Kind, Plan};

use super::TextFile;
use super::front::{Entry, quoted};
use super::link::Names;
use super::page::{Page, write};

/// The decisions of a plan, one file each, in the order of the log: the latest first.
pub fn decision_files(plan: &Plan) -> Vec<TextFile> {
    let names = Names::of(plan);
    let mut taken = BTreeSet::new();
    let file = |decision: &&DecisionRecord| {
        let name = file_name(decision, &mut taken);
        TextFile { name, text: write(&page(plan, &names, decision)) }
    };
    plan.decisions_in_order().iter().map(file).collect()
}

fn page(plan: &Plan, names: &Names, decision: &DecisionRecord) -> Page {
    let mut front = vec![entry("id", [decision.id.to_string()]), entry("status", [status(plan, decision)])];
    front.extend(decision.decided_on.map(|day| entry("date", [day.to_string()])));
    let text = |key: &str, text: &str| (!text.is_empty()).then(|| entry(key, [quoted(text)]));
    front.extend(text("decision-makers", &decision.accountable));
    front.extend(text("delegated-to", &decision.delegated_to));
    let named = |kind: Kind, ids: Vec<uuid::Uuid>| -> Vec<String> {
        let mut said: Vec<String> =
            ids.into_iter().map(|id| quoted(&names.name(plan, EntityId { kind, id }))).collect();
        said.sort();
        said
    };
    let links = [
        ("supersedes", named(Kind::Decision, decision.supersedes.iter().map(|id| id.0).collect())),
        ("shapes", named(Kind::Item, decision.shapes.iter().map(|id| id.0).collect())),
        ("creates", named(Kind::Debt, decision.creates.iter().map(|id| id.0).collect())),
        ("retires", named(Kind::Debt, decision.retires.iter().map(|id| id.0).collect())),
        ("forecast", forecast(plan, names, decision)),
    ];
    front.extend(links.into_iter().filter(|(_, named)| !named.is_empty()).map(|(key, named)| entry(key, named)));
    Page {
        front,
        title: decision.title.clone(),
        context: lines(&decision.context),
        options: decision.options.iter().map(|(name, said)| (name.clone(), lines(said))).collect(),
        chosen: lines(&decision.chosen),
        consequences: lines(&decision.consequences),
        more: lines(&decision.more),
        known: true,
    }
}

/// Whether a later decision took its place is said here, too, as MADR says it.
fn status(plan: &Plan, decision: &DecisionRecord) -> String {
    match plan.superseded_by(decision.id) {
        Some(by) if decision.state == DecisionState::Accepted => quoted(&format!("superseded by {}", by.title)),
        Some(_) | None => decision.state.word().to_owned(),
    }
}

fn forecast(plan: &Plan, names: &Names, decision: &DecisionRecord) -> Vec<String> {
    let line = |(item, KeptDates { p50, p85 }): (&ItemId, &KeptDates)| {
        let parts = [(50, p50), (85, p85)].map(|(share, day)| day.map(|day| format!("{share}% by {day}")));
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        quoted(&format!("{}: {}", names.name(plan, (*item).into()), parts.join(", ")))
    };
    let mut said: Vec<String> = decision.dates.iter().map(line).collect();
    said.sort();
    said
}

/// Blank lines around a text are no part of it.
fn lines(text: &str) -> String {
    text.trim_end().trim_start_matches('\n').to_owned()
}

fn entry(key: &str, values: impl Into<Vec<String>>) -> Entry {
    Entry { key: key.to_owned(), values: values.into(), lines: String::new() }
}

fn file_name(decision: &DecisionRecord, taken: &mut BTreeSet<String>) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().flat_map(char::to_lowercase);
        let letters: String = letters.map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        letters.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
    };
    // What a peer wrote there may be no name of a file at all.
    let sound = |name: &str| name.ends_with(".md") && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
    let stem = match decision.source.strip_suffix(".md").filter(|_| sound(&decision.source)) {
        Some(stem) => stem.to_owned(),
        None => {
            let title: String = plain(&decision.title).chars().take(60).collect();
            let day = decision.decided_on.map(|day| format!("{day}-")).unwrap_or_default();
            format!("{day}{}", title.trim_end_matches('-'))
        }
    };
    let mut name = format!("{stem}.md");
    let mut count = 1;
    while !taken.insert(name.to_lowercase()) {
        count += 1;
        name = format!("{stem}-{count}.md");
    }
    name
}
