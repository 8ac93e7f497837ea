//! Why a figure is what it is, as a page of text or as JSON: the door's answers about one item, debt or
//! team, put together.

mod debt;
mod item;
mod team;

use std::fmt::Write;

use app::{Answer, App, Question, Reply, Request, Since, UiError, WaterfallView};
use plan::{DebtId, EntityId, ItemId, Kind, TeamId};
use serde_json::json;

/// How wide a line of words becomes at most.
const COLUMNS: usize = 98;

/// Everything there is to say about one thing in the plan.
pub fn explain(app: &App, wanted: &str, slip: u32, as_json: bool) -> Result<String, UiError> {
    let found = find(app, wanted, &[Kind::Item, Kind::Debt, Kind::Team])?;
    match found.kind {
        Kind::Debt => debt::explain(app, DebtId(found.id), as_json),
        Kind::Team => team::explain(app, TeamId(found.id), as_json),
        Kind::Item
        | Kind::Component
        | Kind::Person
        | Kind::Plan
        | Kind::Waiver
        | Kind::Baseline
        | Kind::Scenario
        | Kind::Decision
        | Kind::Question
        | Kind::Step => item::explain(app, ItemId(found.id), slip, as_json),
    }
}

/// Why an item, or the whole plan, moved.
pub fn why(app: &App, item: Option<&str>, since: Since, as_json: bool) -> Result<String, UiError> {
    let item = item.map(|item| find(app, item, &[Kind::Item]).map(|found| ItemId(found.id))).transpose()?;
    let answer = app.answer(Question::Why { item, since })?;
    match (&answer, as_json) {
        (Answer::Why(waterfall), false) => Ok(moved(waterfall)),
        (answer, _) => Ok(pretty(&json!(answer))),
    }
}

/// The team of this name, or the only one with it in its name.
///
/// # Errors
/// If there is none, or there are several.
pub fn find_team(app: &App, wanted: &str) -> Result<TeamId, UiError> {
    find(app, wanted, &[Kind::Team]).map(|entity| TeamId(entity.id))
}

/// The thing with this id or title; part of a title is enough where only one has it.
fn find(app: &App, wanted: &str, kinds: &[Kind]) -> Result<EntityId, UiError> {
    let Reply::Plan(view) = app.call(Request::Plan)? else {
        unreachable!("the door answers a question about the plan with the plan")
    };
    let plan = &view.plan;
    let low = |text: &str| text.trim().to_lowercase();
    let items = plan.ranked().into_iter().map(|item| (EntityId::from(item.id), item.title.as_str()));
    let debts = plan.debts.values().map(|debt| (EntityId::from(debt.id), debt.title.as_str()));
    let teams = plan.teams.values().map(|team| (EntityId::from(team.id), team.title.as_str()));
    let known: Vec<(EntityId, &str)> =
        items.chain(debts).chain(teams).filter(|(id, _)| kinds.contains(&id.kind)).collect();
    let matching = |fits: &dyn Fn(EntityId, &str) -> bool| -> Vec<(EntityId, &str)> {
        known.iter().copied().filter(|(id, title)| fits(*id, title)).collect()
    };
    let exact = matching(&|entity, title| entity.id.to_string() == wanted.trim() || low(title) == low(wanted));
    let found = if exact.is_empty() { matching(&|_, title| low(title).contains(&low(wanted))) } else { exact };
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    let message = match &found[..] {
        [(one, _)] => return Ok(*one),
        [] => {
            format!("there is no {} called “{wanted}”: `plimsoll forecast` lists items and teams", words.join(" or "))
        }
        several => {
            let titles: Vec<String> = several
                .iter()
                .take(5)
                .map(|(entity, title)| format!("“{title}” ({} {})", entity.kind.word(), entity.id))
                .collect();
            format!("“{wanted}” may be any of {}: say which, by its whole title or its id", titles.join(", "))
        }
    };
    Err(UiError { code: app::Code::Refused, message })
}

fn moved(view: &WaterfallView) -> String {
    let sentence = fold(&view.sentence, "");
    if view.bars.is_empty() && view.before == view.after {
        return format!("{sentence}\n  {}\n", view.after);
    }
    let mut text = format!("{sentence}\n  before: {}\n  now:    {}\n\n", view.before, view.after);
    let mut line = |title: &str, p50: &str, p85: &str| {
        let _ = writeln!(text, "  {title:<12}{p50:>22} at 50%{p85:>22} at 85%");
    };
    for bar in &view.bars {
        line(&bar.title, &bar.p50, &bar.p85);
    }
    line("in all", &view.p50, &view.p85);
    let told = view.bars.iter().filter(|bar| !bar.differences.is_empty());
    for bar in told {
        let _ = writeln!(text, "\n{}", bar.title);
        for difference in &bar.differences {
            let _ = writeln!(text, "  {difference}");
        }
    }
    text
}

/// The words in lines that a terminal shows whole, each after this indent and all but the first a little further in.
fn fold(words: &str, indent: &str) -> String {
    let mut text = indent.to_owned();
    let mut column = indent.len();
    for (index, word) in words.split(' ').enumerate() {
        let wide = word.chars().count();
        if index > 0 && column + 1 + wide > COLUMNS {
            let _ = write!(text, "\n{indent}  ");
            column = indent.len() + 2;
        } else if index > 0 {
            text.push(' ');
            column += 1;
        }
        text += word;
        column += wide;
    }
    text
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
