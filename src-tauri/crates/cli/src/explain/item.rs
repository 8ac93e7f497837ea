//! Why an item's date is what it is: the answers in the order of the window, those that take a while among them.

use std::fmt::Write;

use app::{Answer, App, DebtDaysView, ItemView, LeversView, Question, Reply, Request, RippleView, UiError};
use plan::ItemId;
use serde_json::json;

use super::{fold, moved, pretty};

/// About an item: when and how surely, how it stands against its day, what the debt costs it, what would bring it forward,
/// what its slip would force on the others, why it moved, and when it is told of next.
pub(super) fn explain(app: &App, item: ItemId, slip: u32, as_json: bool) -> Result<String, UiError> {
    // The figures of the item are those of the full run.
    app.judged()?;
    let Reply::Item(view) = app.call(Request::Item { id: item.into() })? else {
        unreachable!("the door answers a question about an item with the item")
    };
    let debts = app.answer(Question::Debts { item })?;
    let levers = app.answer(Question::Levers { item })?;
    // What is done, or never finished, has no slip, and a new plan no earlier version; the rest of the page still holds.
    let ripple = app.answer(Question::Ripple { item, days: slip });
    let why = app.answer(Question::Why { item: Some(item), since: view.since.clone() });
    if as_json {
        let (ripple, why) = (ripple.as_ref().ok(), why.as_ref().ok());
        return Ok(pretty(&json!({ "item": view, "debts": debts, "levers": levers, "ripple": ripple, "why": why })));
    }
    let mut text = when(&view) + &against(&view) + &interest(&view);
    text += &told("", Ok(debts));
    text += &told("", Ok(levers));
    text += &told("if it slips", ripple);
    text += &told("why it moved", why);
    text += &next(&view);
    Ok(text)
}

/// What was answered to a question, or under its name why nothing was.
fn told(question: &str, answer: Result<Answer, UiError>) -> String {
    match answer {
        Ok(Answer::Debts(debts)) => debt_days(&debts),
        Ok(Answer::Levers(levers)) => forward(&levers),
        Ok(Answer::Ripple(ripple)) => slips(&ripple),
        Ok(Answer::Why(waterfall)) => format!("\nwhy it moved: {}", moved(&waterfall)),
        Ok(Answer::Delay(_) | Answer::Pace(_) | Answer::Remedies(_) | Answer::Scenario(_)) => String::new(),
        Err(refusal) => format!("\n{}\n", fold(&format!("{question}: {refusal}"), "")),
    }
}

/// The lines that say something, below a heading that continues in the first of them.
fn lines<'a>(heading: &str, said: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    let said = said.into_iter().filter(|line| !line.is_empty());
    for (index, line) in said.enumerate() {
        let _ = match index {
            0 => writeln!(text, "\n{}", fold(&format!("{heading}: {line}"), "")),
            1.. => writeln!(text, "{}", fold(line, "  ")),
        };
    }
    text
}

fn when(view: &ItemView) -> String {
    let row = &view.row;
    let sub: Vec<&str> = [row.team.as_str(), row.kind.word(), row.state.word()].to_vec();
    let sub: Vec<&str> = sub.into_iter().filter(|word| !word.is_empty()).collect();
    let mut text = format!("{}\n  {}\n", row.title, sub.join(" · "));
    let waits = [row.when.as_str(), &view.waits, &view.binds];
    text += &lines("when", waits.into_iter().chain(view.dependencies.iter().map(String::as_str)));
    text
}

fn against(view: &ItemView) -> String {
    lines("against its day", [view.stand.as_str()])
}

fn interest(view: &ItemView) -> String {
    let slowed: Vec<String> =
        view.slowed_by.iter().map(|slowing| format!("  {}: {:.1} pd of drag", slowing.title, slowing.drag)).collect();
    let said = [view.hidden_slip.as_str(), &view.paydown_gain, &view.effort];
    let said = said.into_iter().chain(slowed.iter().map(String::as_str)).chain([view.rate.as_str()]);
    lines("what the debt costs it", said)
}

fn next(view: &ItemView) -> String {
    let health = view.next_update.health.map(|health| format!("the latest says “{}”", health.word()));
    lines("next update", [view.next_update.words.as_str(), health.as_deref().unwrap_or_default()])
}

fn debt_days(debts: &[DebtDaysView]) -> String {
    if debts.is_empty() {
        return String::new();
    }
    let mut text = "  each debt alone, if the others stay\n".to_owned();
    for debt in debts {
        let _ = writeln!(text, "    {:<42}  {:>9} at 50% · {:>9} at 85%", debt.title, debt.p50, debt.p85);
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
