//! Technical decisions on the command line: the log, and decision records in and out.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use app::{App, DecisionView, Reply, Request, Source, UiError};

use crate::report;

/// The log, the latest first.
pub fn list(app: &App, as_json: bool) -> Result<String, UiError> {
    // How far the dates have moved is that of the full run.
    app.judged()?;
    let Reply::Decisions(view) = app.call(Request::Decisions)? else {
        unreachable!("the door answers a question about decisions with the decisions")
    };
    if as_json {
        let text = serde_json::to_string_pretty(&view).expect("a view is made of texts and numbers");
        return Ok(format!("{text}\n"));
    }
    if view.rows.is_empty() {
        return Ok("the plan has no decision yet\n".to_owned());
    }
    Ok(view.rows.iter().fold(String::new(), |text, row| text + &about(row)))
}

fn about(row: &DecisionView) -> String {
    let decided = if row.decided.is_empty() { String::new() } else { format!(" on {}", row.decided) };
    let who = if row.who.is_empty() { "nobody answers for it" } else { &row.who };
    let by = row.superseded_by.as_ref().map(|by| format!(" by “{}”", by.title)).unwrap_or_default();
    let mut text = format!("{}: {}{by}{decided}; {who}\n", row.title, row.standing.word());
    let named = |named: &[app::NamedView]| named.iter().map(|each| each.title.as_str()).collect::<Vec<_>>().join(", ");
    let lines = [
        ("refused", row.refused.join(", ")),
        ("shapes", named(&row.shapes)),
        ("creates", named(&row.creates)),
        ("retires", named(&row.retires)),
    ];
    for (word, said) in lines.into_iter().filter(|(_, said)| !said.is_empty()) {
        let _ = writeln!(text, "  {word}: {said}");
    }
    for then in &row.forecast {
        let now = if then.now.is_empty() { String::new() } else { format!("; {}", then.now) };
        let _ = writeln!(text, "  forecast that day: {}, {}{now}", then.title, then.dates);
    }
    text
}

/// Reads decision records into the plan.
pub fn import(app: &App, paths: &[PathBuf], dry_run: bool) -> Result<String, UiError> {
    let sources = paths.iter().map(|path| Source::Path { path: path.display().to_string() }).collect();
    let Reply::Import(found) = app.call(Request::ImportDecisions { sources, apply: !dry_run })? else {
        unreachable!("the door answers an import with its report")
    };
    Ok(report::import(&found, dry_run))
}

/// Writes the decisions as files.
pub fn export(app: &App, folder: &Path) -> Result<String, UiError> {
    let named = folder.display().to_string();
    let Reply::Files(files) = app.call(Request::ExportDecisions { folder: Some(named) })? else {
        unreachable!("the door answers an export of decisions with the files")
    };
    Ok(files.iter().map(|file| format!("{}\n", folder.join(&file.name).display())).collect())
}
