//! What one debt costs: its price in person-days, whether paying it pays back, and what it costs in delay.

use std::fmt::Write;

use app::{Answer, App, Code, DebtRow, DelayView, Question, Reply, Request, UiError};
use forecast::words;
use plan::DebtId;
use serde_json::json;

use super::{fold, pretty};

/// Everything there is to say about one debt.
pub fn explain(app: &App, debt: DebtId, as_json: bool) -> Result<String, UiError> {
    let judged = app.judged()?;
    let Reply::Debts(view) = app.call(Request::Debts)? else {
        unreachable!("the door answers a question about debts with the debts")
    };
    let row = view
        .rows
        .into_iter()
        .find(|row| row.id == debt)
        .ok_or_else(|| UiError { code: Code::Refused, message: "the debt went meanwhile: ask again".to_owned() })?;
    // What is paid costs no delay; the rest of the page still holds.
    let delay = app.answer(Question::Delay { debt });
    if as_json {
        let forecast = judged.forecast.debts.get(&debt);
        return Ok(pretty(&json!({ "debt": row, "forecast": forecast, "delay": delay.as_ref().ok() })));
    }
    let mut text = about(&row);
    match &delay {
        Ok(Answer::Delay(view)) => text += &costs(view),
        Ok(
            Answer::Levers(_)
            | Answer::Debts(_)
            | Answer::Pace(_)
            | Answer::Remedies(_)
            | Answer::Ripple(_)
            | Answer::Why(_)
            | Answer::Scenario(_),
        ) => {}
        Err(refusal) => {
            let _ = writeln!(text, "\nin delay: {refusal}");
        }
    }
    Ok(text)
}

fn about(row: &DebtRow) -> String {
    let mut text = format!("{}\n", row.title);
    let sub = [row.components.as_str(), row.category.as_str(), row.state.word()];
    let sub: Vec<&str> = sub.into_iter().filter(|word| !word.is_empty()).collect();
    let _ = writeln!(text, "{}", fold(&sub.join(" · "), "  "));
    let given = row.principal.map_or_else(String::new, |principal| format!(", stated as {}", words::range(principal)));
    let effort = match row.effort {
        0.0 => String::new(),
        effort => format!("{}{given}", words::effort(effort)),
    };
    let horizon = match row.interest.as_str() {
        "" => words::effort(row.to_horizon),
        parts => format!("{}: {parts}", words::effort(row.to_horizon)),
    };
    let lines = [
        ("interest a week", words::effort(row.per_week)),
        ("to the horizon", horizon),
        ("to pay it off", effort),
        ("pays back", row.pays_back.clone()),
        ("return to the horizon", row.roi.clone()),
        ("return to the plan's end", row.roi_end.clone()),
        ("with its neighbours", row.roi_together.clone()),
        ("slows", row.slows.clone()),
        ("paydown", row.paydown.clone()),
    ];
    for (label, words) in lines.into_iter().filter(|(_, words)| !words.is_empty()) {
        let _ = writeln!(text, "{}", fold(&format!("{label}: {words}"), "  "));
    }
    text
}

fn costs(view: &DelayView) -> String {
    let sentence = format!("left out, with the effort of paying it: {}", view.sentence);
    let mut text = format!("\n{}\n", fold(&sentence, ""));
    for promise in &view.promises {
        let chance =
            if promise.chance.is_empty() { String::new() } else { format!(" · {} without it", promise.chance) };
        let _ =
            writeln!(text, "  {:<44}  {:>9} at 50% · {:>9} at 85%{chance}", promise.title, promise.p50, promise.p85);
    }
    if !view.unmoved.is_empty() {
        let _ = writeln!(text, "  {}", view.unmoved);
    }
    let _ = writeln!(text, "  the whole plan: {}", view.plan);
    if !view.cost.is_empty() {
        let _ = writeln!(text, "  cost of delay, all items: {} more with it than without", view.cost);
    }
    text
}
