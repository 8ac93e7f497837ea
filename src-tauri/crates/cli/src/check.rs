//! The flags as text for people and as JSON for pipelines; on demand each with its numbers, its source and what each way out
//! comes to, and the rules that have nothing to look at.

use std::fmt::Write;

use advice::{Flag, silent};
use app::{Answer, App, Judged, OutcomeView, Question, UiError};
use serde_json::json;

use crate::report::pretty;

/// The flags by rule id, the most pressing first.
pub fn text(judged: &Judged) -> String {
    let mut text = String::new();
    for flag in &judged.flags {
        heading(&mut text, flag);
        let numbers: Vec<String> =
            flag.numbers.iter().map(|number| format!("{} {}", number.label, number.text)).collect();
        let threshold = &flag.threshold;
        let source = if threshold.source.is_empty() { String::new() } else { format!(" ({})", threshold.source) };
        let limit = if threshold.text.is_empty() { String::new() } else { format!("{}{source}", threshold.text) };
        let why = [numbers.join(", "), limit];
        let why: Vec<String> = why.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(text, "{:<34}because: {}", "", why.join("; raised when "));
        for remedy in &flag.remedies {
            let _ = writeln!(text, "{:<34}→ {}", "", remedy.label);
        }
    }
    for finding in &judged.sound.findings {
        let _ = writeln!(text, "{:<8}  {:<22}  {}", "note", "repaired", finding.sentence);
    }
    if text.is_empty() { format!("{}\n", no_flags(judged)) } else { text }
}

fn no_flags(judged: &Judged) -> &'static str {
    let promised = |item: &plan::Item| item.alive && item.commitment.is_some();
    match judged.sound.plan.items.values().any(promised) {
        true => "no flags: every promise holds with the debt",
        false => "no flags: nothing is promised",
    }
}

/// The same with all that stands behind each flag. The ways out are measured, as the window previews them.
///
/// # Errors
/// If the plan was closed meanwhile.
pub fn explained(app: &App, judged: &Judged) -> Result<String, UiError> {
    let Answer::Remedies(outcomes) = app.answer(Question::Remedies)? else {
        unreachable!("the door answers the question it was asked")
    };
    let mut text = String::new();
    for flag in &judged.flags {
        heading(&mut text, flag);
        let mut line = |what: &str, words: &str| {
            let _ = writeln!(text, "          {what:<14}{words}");
        };
        if let Some(waived) = &flag.waived {
            line("accepted", &format!("by {} until {}: {}", waived.by, waived.until, waived.reason));
        }
        for number in &flag.numbers {
            line("number", &format!("{}: {}", number.label, number.text));
        }
        for happened in &flag.evidence {
            line("evidence", happened);
        }
        let own = if flag.threshold.is_default { "" } else { ", as this plan sets it" };
        line("raised when", &format!("{}{own} ({})", flag.threshold.text, flag.threshold.source));
        line("cleared when", &flag.clears_when);
        let answers = |outcome: &&OutcomeView| outcome.rule == flag.rule && outcome.subject_key == flag.subject_key;
        for remedy in &flag.remedies {
            line("way out", &format!("{}: {}", remedy.label, remedy.why));
            if let Some(outcome) = outcomes.iter().filter(answers).find(|outcome| outcome.label == remedy.label) {
                line("", &format!("→ {}", outcome.sentence));
            }
        }
        text.push('\n');
    }
    for finding in &judged.sound.findings {
        let _ = writeln!(text, "{:<8}  {:<22}  {}", "note", "repaired", finding.sentence);
    }
    if text.is_empty() {
        text.push_str(no_flags(judged));
        text.push_str("\n\n");
    }
    let silent = silent(&judged.sound.plan, &judged.sound.known);
    if !silent.is_empty() {
        text.push_str("Rules that have nothing to look at\n");
    }
    for rule in silent {
        let _ = writeln!(text, "{:<8}  {:<22}  {}", "silent", rule.rule.word(), rule.reason);
    }
    Ok(text)
}

/// The flags as JSON, with the rules that are silent for want of data.
pub fn json(judged: &Judged) -> String {
    pretty(&json!({
        "assumptions": judged.forecast.assumptions,
        "flags": judged.flags,
        "findings": judged.sound.findings,
        "silent": silent(&judged.sound.plan, &judged.sound.known),
    }))
}

fn heading(text: &mut String, flag: &Flag) {
    let severity = if flag.waived.is_some() { "waived" } else { flag.severity.word() };
    let _ = writeln!(text, "{severity:<8}  {:<22}  {}", flag.rule.word(), flag.sentence);
}
