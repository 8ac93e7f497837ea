//! Answers as text for people and as JSON for pipelines.

use std::collections::BTreeMap;
use std::fmt::Write;

use advice::search::BetterOrder;
use app::{Judged, ReorderView, RoadmapView};
use exchange::Report;
use forecast::words::thousands;
use plan::TeamId;
use serde_json::json;

/// The dates as a table, team by team.
pub fn forecast(judged: &Judged, roadmap: &RoadmapView) -> String {
    let assumptions = judged.forecast.assumptions;
    let mut text = format!(
        "{}, as of {}, {} trials, seed {}\n",
        judged.sound.plan.settings.title,
        assumptions.today,
        thousands(assumptions.trials),
        assumptions.seed
    );
    if roadmap.lanes.iter().all(|lane| lane.rows.is_empty()) {
        text.push_str(
            "\nthe plan has no item yet: bring some by `plimsoll import`, or write them down in `plimsoll serve`\n",
        );
        return text;
    }
    for lane in &roadmap.lanes {
        let about: Vec<&str> =
            [lane.summary.as_str(), lane.interest.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        let heading = format!("{}  {}", lane.title, about.join(" · "));
        let _ = writeln!(text, "\n{}", heading.trim_end());
        for row in &lane.rows {
            let indent = "  ".repeat(row.depth as usize + 1);
            let width = 44_usize.saturating_sub(indent.len());
            let due = row.due.as_ref().map_or_else(String::new, |due| {
                let what = if due.commitment { "promised for" } else { "wanted by" };
                let chance = if due.chance.is_empty() { String::new() } else { format!(": {} on time", due.chance) };
                format!("   {what} {}{chance}", due.words)
            });
            let _ = writeln!(text, "{indent}{:<width$}  {}{due}", row.title, row.when);
        }
    }
    text.push_str("\nwhy any of these: `plimsoll explain PLAN` with the title of an item, a debt or a team\n");
    text
}

/// The dates as JSON: the rows as shown, all figures behind them, and what each team's own past says of such dates.
pub fn forecast_json(judged: &Judged, roadmap: &RoadmapView) -> String {
    let rows: Vec<_> = roadmap.lanes.iter().flat_map(|lane| &lane.rows).collect();
    let plan = &judged.sound.plan;
    let record = |team: &TeamId| app::record(plan, *team, judged.forecast.teams.get(team));
    let records: BTreeMap<_, _> = plan.teams.keys().map(|team| (team, record(team))).collect();
    pretty(&json!({ "rows": rows, "forecast": judged.forecast, "records": records }))
}

/// What an import did, or would do.
pub fn import(report: &Report, dry_run: bool) -> String {
    let heading = match (dry_run, report.says_something_new()) {
        (true, _) => "would import (dry run, nothing was changed)",
        (false, true) => "imported",
        (false, false) => "nothing was changed",
    };
    format!("{heading}\n{report}")
}

/// A better order, step by step, with what it wins.
pub fn reorder(view: &ReorderView, applied: bool) -> String {
    let ReorderView::Done { sentence, basis, steps, .. } = view else { return String::new() };
    let mut text = format!("{sentence}\n({basis})\n");
    if !steps.is_empty() {
        text.push('\n');
    }
    for step in steps {
        let place = |place: Option<u32>| place.map_or_else(String::new, |place| place.to_string());
        let arrow = if step.to.is_some() { "→" } else { " " };
        let (from, to) = (place(step.from), place(step.to));
        let _ = writeln!(text, "  {:<12} {from:>4} {arrow} {to:<4} {}", step.what, step.title);
    }
    if applied {
        text.push_str("\napplied as one step; undo takes it back\n");
    } else if !steps.is_empty() {
        text.push_str("\nnothing was changed: --apply puts it into the plan\n");
    }
    text
}

/// The same as JSON, with the operation that does it.
pub fn reorder_json(answer: &BetterOrder, view: &ReorderView, applied: bool) -> String {
    pretty(&json!({ "answer": answer, "view": view, "applied": applied }))
}

/// JSON as it is printed.
pub fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
