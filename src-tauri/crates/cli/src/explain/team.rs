//! Where one team's capacity goes, and what its own record says of its forecasts.

use std::fmt::Write;

use app::{App, Code, Reply, Request, TeamCapacity, UiError};
use plan::TeamId;
use serde_json::json;

use super::{fold, pretty};

/// Everything there is to say about one team.
pub fn explain(app: &App, team: TeamId, as_json: bool) -> Result<String, UiError> {
    app.judged()?;
    let Reply::Capacity(view) = app.call(Request::Capacity)? else {
        unreachable!("the door answers a question about capacity with the capacity")
    };
    let team = view
        .teams
        .into_iter()
        .find(|row| row.team == team)
        .ok_or_else(|| UiError { code: Code::Refused, message: "the team went meanwhile: ask again".to_owned() })?;
    Ok(if as_json { pretty(&json!({ "team": team })) } else { about(&team) })
}

fn about(team: &TeamCapacity) -> String {
    let mut text =
        format!("{}\n{}\n\nwhere its capacity goes, to the horizon\n", team.title, fold(&team.summary, "  "));
    let (total, gross) = (&team.total, team.total.gross());
    let accounts = [
        ("new work", total.new_work),
        ("drag", total.drag),
        ("toil", total.toil),
        ("incidents", total.incidents),
        ("paydown", total.paydown),
        ("support", total.support),
        ("reserve", total.reserve),
        ("other", total.other),
        ("idle", total.idle),
    ];
    for (name, days) in accounts {
        let share = if gross > 0.0 { 100.0 * days / gross } else { 0.0 };
        let _ = writeln!(text, "  {name:<10} {days:>7.1} pd {share:>4.0}%");
    }
    let _ = writeln!(text, "  {:<10} {gross:>7.1} pd\n\nits own record", "in all");
    let record = &team.record;
    let lines = [&record.hits, &record.other_hits, &record.promises, &record.rate, &record.drift];
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(text, "{}", fold(line, "  "));
    }
    text
}
