//! Scenarios on the command line: listed, made, compared with the plan, taken over, deleted.

use std::fmt::Write;

use advice::FlagRef;
use app::{Answer, App, Code, CompareView, Mark, Part, Question, Reply, Request, ScenarioRow, ScenarioView, UiError};
use plan::ScenarioId;
use serde_json::json;

use crate::report::pretty;

/// The scenario of this name.
pub fn find(app: &App, name: &str) -> Result<ScenarioId, UiError> {
    let known = all(app)?;
    let low = |text: &str| text.trim().to_lowercase();
    let found = known.iter().find(|scenario| low(&scenario.name) == low(name));
    found.map(|scenario| scenario.id).ok_or_else(|| UiError {
        code: Code::Refused,
        message: match known.iter().map(|scenario| format!("“{}”", scenario.name)).collect::<Vec<_>>() {
            names if names.is_empty() => {
                format!("the plan has no scenario “{name}”, nor any other: make one with `plimsoll scenario PLAN --make NAME`")
            }
            names => format!("the plan has no scenario “{name}”: choose one of {}", names.join(", ")),
        },
    })
}

/// What the scenarios are called.
pub fn names(app: &App) -> Result<Vec<String>, UiError> {
    Ok(all(app)?.into_iter().map(|scenario| scenario.name).collect())
}

/// The scenarios, and how they stand to the plan.
pub fn list(app: &App, as_json: bool) -> Result<String, UiError> {
    let known = all(app)?;
    if as_json {
        return Ok(pretty(&json!(known)));
    }
    if known.is_empty() {
        return Ok("the plan has no scenario yet\n".to_owned());
    }
    Ok(known.iter().fold(String::new(), |text, scenario| text + &line(scenario)))
}

/// Makes one.
pub fn make(app: &App, name: String) -> Result<String, UiError> {
    app.call(Request::MakeScenario { name })?;
    app.call(Request::LeaveScenario)?;
    list(app, false)
}

/// Takes one over whole.
pub fn take(app: &App, name: &str) -> Result<String, UiError> {
    done(app.call(Request::TakeOver { id: find(app, name)?, what: Part::All })?)
}

/// Takes one away.
pub fn delete(app: &App, name: &str) -> Result<String, UiError> {
    done(app.call(Request::DeleteScenario { id: find(app, name)? })?)
}

/// A scenario beside the plan.
pub fn compare(app: &App, name: &str, as_json: bool) -> Result<String, UiError> {
    let id = find(app, name)?;
    let Reply::CompareScenario(says) = app.call(Request::CompareScenario { id })? else {
        unreachable!("the door answers a question about a scenario with the scenario")
    };
    let Answer::Scenario(comes_to) = app.answer(Question::Scenario { scenario: id })? else {
        unreachable!("a scenario is answered by its comparison")
    };
    Ok(if as_json { pretty(&json!({ "says": says, "comes_to": comes_to })) } else { text(&says, &comes_to) })
}

fn text(says: &ScenarioView, comes_to: &CompareView) -> String {
    let mut text = format!("{}: {}\n({})\n", comes_to.name, comes_to.sentence, comes_to.basis);
    text.push_str("\nChanges, each as if it were taken over alone\n");
    if says.changes.is_empty() {
        text.push_str("  none\n");
    }
    for change in &says.changes {
        let effect = comes_to.effects.iter().find(|effect| effect.change == change.change);
        let what = match effect {
            Some(effect) => effect.sentence.clone(),
            None => change.obstacle.clone(),
        };
        let _ = writeln!(text, "  {} {}: {what}", sign(change.mark), change.label);
    }
    if !says.conflicts.is_empty() {
        text.push_str("\nEdited beneath\n");
    }
    for conflict in &says.conflicts {
        let _ = writeln!(text, "  {}", conflict.sentence);
    }
    text.push_str("\nDates that move\n");
    for row in comes_to.rows.iter().filter(|row| row.moves) {
        let _ = writeln!(text, "  {:>7}  {}", row.delta, row.spoken);
    }
    text.push_str("\nThe whole\n");
    for figure in &comes_to.figures {
        let delta = if figure.delta.is_empty() { String::new() } else { format!(" ({})", figure.delta) };
        let _ = writeln!(text, "  {:<16}{} → {}{delta}", figure.what, figure.plan, figure.scenario);
    }
    for accounts in &comes_to.accounts {
        let moved = accounts.shares.iter().filter(|share| share.moves);
        let moved: Vec<String> =
            moved.map(|share| format!("{} {}", share.account.to_lowercase(), share.words)).collect();
        if !moved.is_empty() {
            let _ = writeln!(text, "  {:<16}{}", accounts.title, moved.join(", "));
        }
    }
    flags(&mut text, "Flags that go", &comes_to.cleared);
    flags(&mut text, "Flags that come", &comes_to.raised);
    text
}

fn flags(text: &mut String, heading: &str, flags: &[FlagRef]) {
    if flags.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{heading}");
    for flag in flags {
        let _ = writeln!(text, "  {:<24}{}", flag.rule.word(), flag.sentence);
    }
}

fn sign(mark: Mark) -> char {
    match mark {
        Mark::Added => '+',
        Mark::Removed => '−',
        Mark::Changed => '±',
    }
}

fn line(scenario: &ScenarioRow) -> String {
    let ScenarioRow { name, made, by, changes, conflicts, .. } = scenario;
    let by = if by.is_empty() { String::new() } else { format!(" by {by}") };
    let count = |n: u32, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let conflicts = match conflicts {
        0 => String::new(),
        n => format!(", {} with the plan beneath", count(*n, "conflict")),
    };
    format!("{name}, made on {made}{by}: {}{conflicts}\n", count(*changes, "change"))
}

fn done(reply: Reply) -> Result<String, UiError> {
    let Reply::Done(label) = reply else { unreachable!("what changes the plan is answered by what was done") };
    let words = if label.is_empty() { "nothing to take over" } else { &label };
    Ok(format!("{words}\n"))
}

fn all(app: &App) -> Result<Vec<ScenarioRow>, UiError> {
    let Reply::Scenarios(view) = app.call(Request::Scenarios)? else {
        unreachable!("the door answers a question about scenarios with the scenarios")
    };
    Ok(view.scenarios)
}
