//! `plimsoll team`: plans in the company's own PostgreSQL. A password that is missing or wrong is asked for, on a terminal.

use std::fmt::Write;
use std::io::{IsTerminal, stderr, stdin};
use std::path::Path;

use app::{App, Code, Reply, Request, Secret, StuckView, TeamAsk, TeamDone, TeamPlan, TeamReply, TeamRow, UiError};

use crate::args::Team;

/// Does it; answers what to print.
pub fn team(app: &App, of: Team) -> Result<String, UiError> {
    let (at, ask, json) = match of {
        Team::Init { url, let_share } => (Some(url), TeamAsk::Init { sharers: let_share }, false),
        Team::List { url } => (Some(url), TeamAsk::Plans, false),
        Team::Share { plan, url, .. } => {
            open(app, &plan)?;
            (Some(url), TeamAsk::Share, false)
        }
        Team::Open { url, plan, file, .. } => {
            (Some(url), TeamAsk::Open { plan, path: file.display().to_string() }, false)
        }
        Team::Sync { plan, .. } => {
            open(app, &plan)?;
            (None, TeamAsk::Sync, false)
        }
        Team::Admit { url, plan, role, dbrole, author } => {
            (Some(url), TeamAsk::Admit { plan, dbrole, author, role }, false)
        }
        Team::Dismiss { url, plan, dbrole } => (Some(url), TeamAsk::Dismiss { plan, dbrole }, false),
        Team::Report { url, json } => (Some(url), TeamAsk::Report, json),
        Team::Key { .. } => (None, TeamAsk::Key, false),
    };
    let reply = asked(app, at, ask)?;
    app.call(Request::Close)?;
    Ok(match reply {
        TeamReply::Done(done) => told(&done),
        TeamReply::Plans(plans) => list(&plans),
        TeamReply::Report(rows) if json => {
            format!("{}\n", serde_json::to_string_pretty(&rows).expect("a report is made of texts and numbers"))
        }
        TeamReply::Report(rows) => report(&rows),
        TeamReply::Standing(standing) => format!("{}\n", standing.sentence),
    })
}

/// Asks the store, and for the password where that is what is missing.
fn asked(app: &App, at: Option<String>, ask: TeamAsk) -> Result<TeamReply, UiError> {
    let request = |secret| Request::Team { at: at.clone(), secret, ask: ask.clone() };
    let answer = match app.call(request(None)) {
        Err(error) if error.code == Code::Password && stdin().is_terminal() && stderr().is_terminal() => {
            let typed = rpassword::prompt_password("password: ").map_err(|_| error)?;
            app.call(request(Some(Secret(typed))))
        }
        answer => answer,
    };
    match answer? {
        Reply::Team(reply) => Ok(*reply),
        other => unreachable!("a team store answers as one: {other:?}"),
    }
}

fn open(app: &App, plan: &Path) -> Result<(), UiError> {
    app.call(Request::Open { path: plan.display().to_string() }).map(|_| ())
}

fn told(done: &TeamDone) -> String {
    let mut text = format!("{}\n", done.sentence);
    for why in &done.left_out {
        let _ = writeln!(text, "left out: {why}");
    }
    for StuckView { key, sentence, admissible, .. } in &done.stuck {
        let how = if *admissible { format!(" by `plimsoll team admit … --author {key}`") } else { String::new() };
        let _ = writeln!(text, "left out: {sentence}{how}");
    }
    text
}

fn list(plans: &[TeamPlan]) -> String {
    if plans.is_empty() {
        return "no plan there that you may see: share one, or ask to be admitted\n".to_owned();
    }
    let width = plans.iter().map(|plan| plan.title.chars().count()).max().unwrap_or(0);
    plans.iter().map(|plan| format!("{:.8}  {:width$}  {}\n", plan.plan, plan.title, plan.sentence)).collect()
}

fn report(rows: &[TeamRow]) -> String {
    if rows.is_empty() {
        return "no plan there that you may see: share one, or ask to be admitted\n".to_owned();
    }
    let width = rows.iter().map(|row| row.title.chars().count()).max().unwrap_or(0).max(4);
    let mut text = format!("{:width$}  open debts  principal  interest  at risk   figures\n", "plan");
    for row in rows {
        let count = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let principal = row.principal.map_or_else(|| "–".to_owned(), |days| format!("{days:.0} pd"));
        let interest = row.interest_share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let at_risk = match (row.at_risk, row.commitments) {
            (Some(risky), Some(all)) => format!("{risky} of {all}"),
            (_, _) => "–".to_owned(),
        };
        let _ = writeln!(
            text,
            "{:width$}  {:>10}  {principal:>9}  {interest:>8}  {at_risk:<8}  {}",
            row.title,
            count(row.open_debts),
            row.age
        );
    }
    text
}
