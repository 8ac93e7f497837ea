//! What was accepted, on the command line: listed, and added to.

use std::fmt::Write;

use advice::RuleId;
use app::{App, Code, FlagsView, Reply, Request, UiError};
use plan::Day;

/// Accepts the flag or the debt that is meant.
pub fn accept(
    app: &App,
    flag: Option<&str>,
    of: Option<&str>,
    debt: Option<&str>,
    (reason, until): (String, Day),
) -> Result<(), UiError> {
    let request = match (flag, debt) {
        (Some(rule), _) => {
            let subject = subject_of(app, rule, of.unwrap_or_default())?;
            Request::Waive { rule: rule.to_owned(), subject, reason, until }
        }
        (None, Some(title)) => {
            let Reply::Plan(view) = app.call(Request::Plan)? else {
                unreachable!("the door answers a question about the plan with the plan")
            };
            let called =
                view.plan.debts.values().filter(|debt| debt.alive).map(|debt| (debt.title.as_str(), debt.id)).collect();
            Request::AcceptDebt { id: only(called, title, "debt")?, reason, until }
        }
        (None, None) => return Err(refused("say what is accepted: `--flag RULE` or `--debt TITLE`".to_owned())),
    };
    app.call(request).map(|_| ())
}

/// The subject of the rule's one flag with these words.
fn subject_of(app: &App, rule: &str, words: &str) -> Result<String, UiError> {
    if RuleId::from_word(rule).is_none() {
        return Err(refused(format!("there is no rule `{rule}`: `plimsoll check PLAN` names those whose flags stand")));
    }
    let judged = app.judged()?;
    let standing = judged.flags.iter().filter(|flag| flag.rule.word() == rule && flag.stands());
    let called = standing.map(|flag| (flag.sentence.as_str(), flag.subject_key.clone())).collect();
    only(called, words, &format!("flag of `{rule}`"))
}

/// The one whose name has these words.
fn only<T>(named: Vec<(&str, T)>, words: &str, what: &str) -> Result<T, UiError> {
    let needle = words.to_lowercase();
    let (mut found, others): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|(name, _)| name.to_lowercase().contains(&needle));
    match found.len() {
        1 => Ok(found.remove(0).1),
        0 if others.is_empty() => Err(refused(format!("there is no {what} to accept"))),
        0 => Err(refused(format!("no {what} has the words “{words}”: choose one of {}", few(&others)))),
        n => Err(refused(format!("{n} of them could be meant: tell the {what} apart by more words: {}", few(&found)))),
    }
}

/// The first few names: "“A”, “B” and 4 more".
fn few<T>(named: &[(&str, T)]) -> String {
    let names: Vec<String> = named.iter().take(5).map(|(name, _)| format!("“{name}”")).collect();
    match named.len() - names.len() {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// What was accepted: what has run out first, then what runs out next.
pub fn list(app: &App, as_json: bool) -> Result<String, UiError> {
    app.judged()?;
    let Reply::Flags(FlagsView { accepted, .. }) = app.call(Request::Flags)? else {
        unreachable!("the door answers a question about flags with the flags")
    };
    if as_json {
        let text = serde_json::to_string_pretty(&accepted).expect("a view is made of texts and numbers");
        return Ok(format!("{text}\n"));
    }
    if accepted.is_empty() {
        return Ok("nothing is accepted\n".to_owned());
    }
    let mut text = String::new();
    for each in accepted {
        let by = if each.by.is_empty() { String::new() } else { format!(", by {}", each.by) };
        let about = if each.about.is_empty() { String::new() } else { format!(" ({})", each.about) };
        let reason = if each.reason.is_empty() { "no reason was given" } else { &each.reason };
        let _ = writeln!(text, "{}{about}: {}{by}: {reason}", each.what, each.until);
    }
    Ok(text)
}

fn refused(message: String) -> UiError {
    UiError { code: Code::Refused, message }
}
