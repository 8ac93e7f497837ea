//! Why a figure is what it is, as a page of text or as JSON: the door's answers about one item, debt or
//! team, put together.

mod debt;
mod team;

use std::fmt::Write;

use app::{
    Answer, App, DebtDaysView, ItemView, LeversView, PlanView, Question, Reply, Request, RippleView, Since, UiError,
    WaterfallView,
};
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
        | Kind::Step => item(app, ItemId(found.id), slip, as_json),
    }
}

/// About an item: when and how surely, what its effort goes to, what it waits for, what would bring it forward, and what its
/// slip would force on the others.
fn item(app: &App, item: ItemId, slip: u32, as_json: bool) -> Result<String, UiError> {
    // The figures of the item are those of the full run.
    app.judged()?;
    let Reply::Item(view) = app.call(Request::Item { id: item.into() })? else {
        unreachable!("the door answers a question about an item with the item")
    };
    let debts = app.answer(Question::Debts { item })?;
    let levers = app.answer(Question::Levers { item })?;
    // What is done, or never finished, has no slip; the rest of the page still holds.
    let ripple = app.answer(Question::Ripple { item, days: slip });
    if as_json {
        let ripple = ripple.as_ref().ok();
        return Ok(pretty(&json!({ "item": view, "debts": debts, "levers": levers, "ripple": ripple })));
    }
    let mut text = about(&view);
    if let Answer::Debts(debts) = &debts {
        text += &debt_days(debts);
    }
    if let Answer::Levers(levers) = &levers {
        text += &forward(levers);
    }
    match &ripple {
        Ok(Answer::Ripple(ripple)) => text += &slips(ripple),
        Ok(
            Answer::Debts(_)
            | Answer::Levers(_)
            | Answer::Delay(_)
            | Answer::Pace(_)
            | Answer::Why(_)
            | Answer::Scenario(_),
        ) => {}
        Err(refusal) => {
            let _ = writeln!(text, "\nif it slips: {refusal}");
        }
    }
    Ok(text)
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

/// The thing with this id or title; part of a title is enough where only one has it.
fn find(app: &App, wanted: &str, kinds: &[Kind]) -> Result<EntityId, UiError> {
    let Reply::Plan(view) = app.call(Request::Plan)? else {
        unreachable!("the door answers a question about the plan with the plan")
    };
    let PlanView { plan, .. } = *view;
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

fn about(view: &ItemView) -> String {
    let row = &view.row;
    let mut text = format!("{}\n", row.title);
    let mut line = |words: &str| {
        if !words.is_empty() {
            let _ = writeln!(text, "{}", fold(words, "  "));
        }
    };
    let sub = [row.team.as_str(), row.kind.word(), row.state.word()];
    line(&sub.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · "));
    line(&row.when);
    if let Some(due) = &row.due {
        let what = if due.commitment { "promised for" } else { "wanted by" };
        line(&format!("{what} {}: {} on time", due.words, due.chance));
    }
    line(&view.hidden_slip);
    line(&view.paydown_gain);
    line(&view.effort);
    for slowing in &view.slowed_by {
        line(&format!("  {}: {:.1} pd of drag", slowing.title, slowing.drag));
    }
    line(&view.rate);
    line(&view.waits);
    line(&view.binds);
    for dependency in &view.dependencies {
        line(dependency);
    }
    text
}

fn debt_days(debts: &[DebtDaysView]) -> String {
    if debts.is_empty() {
        return String::new();
    }
    let mut text = "\nwhat each debt costs its date, if the others stay\n".to_owned();
    for debt in debts {
        let _ = writeln!(text, "  {:<44}  {:>9} at 50% · {:>9} at 85%", debt.title, debt.p50, debt.p85);
    }
    text
}

fn forward(levers: &LeversView) -> String {
    let sentence = format!("what would bring it forward: {}", levers.sentence);
    let mut text = format!("\n{}\n", fold(&sentence, ""));
    for lever in &levers.levers {
        let _ = writeln!(text, "  {}", lever.remedy.label);
        let breaks = if lever.breaks.is_empty() {
            String::new()
        } else {
            format!("breaks the promise of {}", lever.breaks.join(", "))
        };
        let parts = [&lever.won, &lever.price, &lever.chance, &breaks];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let _ = writeln!(text, "{}", fold(&parts.join(" · "), "    "));
    }
    text
}

fn slips(ripple: &RippleView) -> String {
    let mut text = format!("\n{}\n", fold(&ripple.sentence, ""));
    for row in [&ripple.own].into_iter().chain(&ripple.others) {
        let chance = if row.chance.is_empty() { String::new() } else { format!(" · {} on time", row.chance) };
        let _ = writeln!(text, "  {}\n    50% by {} · 85% by {}{chance}", row.title, row.p50, row.p85);
    }
    if !ripple.unmoved.is_empty() {
        let _ = writeln!(text, "  {}", ripple.unmoved);
    }
    text
}

fn moved(view: &WaterfallView) -> String {
    let sentence = fold(&view.sentence, "");
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
