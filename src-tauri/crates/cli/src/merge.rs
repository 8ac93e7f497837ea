//! What a colleague's copy brings, as text and as JSON.

use std::fmt::Write;

use app::{App, MergeView, NewMember, Reply, Request, Source, UiError};
use plan::Role;

use crate::members::whose;

/// Whom to admit before the merge, by what they are called in the copy.
pub fn admitted(app: &App, source: &Source, admit: &[(String, Role)]) -> Result<Vec<NewMember>, UiError> {
    if admit.is_empty() {
        return Ok(Vec::new());
    }
    let look = Request::Merge { source: source.clone(), admit: Vec::new(), apply: false };
    let Reply::Merge(view) = app.call(look)? else { unreachable!("a merge is answered as one") };
    let known = || view.strangers.iter().map(|stranger| (stranger.key.as_str(), stranger.by.as_str()));
    let member = |(meant, role): &(String, Role)| {
        Ok(NewMember { key: whose(meant, known())?, name: String::new(), role: *role })
    };
    admit.iter().map(member).collect()
}

/// Who brings what, where it collides, and what it does to the dates.
pub fn text(view: &MergeView, dry_run: bool) -> String {
    let n = view.changes.len() as u32 + view.more;
    let mut text = match (n, dry_run) {
        (0, _) if !view.strangers.is_empty() => format!("{} holds nothing that counts in the plan\n", view.name),
        (0, _) => format!("{} holds nothing that the plan does not\n", view.name),
        (n, true) => format!("{} would bring {}\n", view.name, changes(n)),
        (n, false) => format!("{} brought {}\n", view.name, changes(n)),
    };
    for from in &view.authors {
        let when =
            if from.first == from.last { from.first.clone() } else { format!("{} to {}", from.first, from.last) };
        let _ = writeln!(text, "  {} ({})  {}, {when}", from.by, from.role.word(), changes(from.changes));
    }
    for change in &view.changes {
        let _ = writeln!(text, "    {}  {}", change.at, change.label);
    }
    if view.more > 0 {
        let _ = writeln!(text, "    and {} before", changes(view.more));
    }
    if let Some(effect) = &view.effect {
        let _ = writeln!(text, "{}: {effect}", if dry_run { "It would mean" } else { "It means" });
    }
    if !view.conflicts.is_empty() {
        text.push_str("The two collide; the later one is shown, and both are kept until somebody settles it:\n");
    }
    for conflict in &view.conflicts {
        let _ = writeln!(text, "  {}", conflict.sentence);
    }
    for stranger in &view.strangers {
        let _ = writeln!(text, "kept aside: {} ({})", stranger.sentence, stranger.short);
    }
    if view.strangers.iter().any(|stranger| stranger.admissible) {
        match view.may_admit {
            true => text.push_str("  --admit KEY=ROLE admits them, and what they did comes in\n"),
            false => {
                let _ = writeln!(text, "  {} may admit them", view.owners);
            }
        }
    }
    for sentence in &view.left_out {
        let _ = writeln!(text, "left out: {sentence}");
    }
    if view.ahead > 0 {
        let _ = writeln!(text, "The copy lacks {} that the plan has.", changes(view.ahead));
    }
    text
}

/// The comparison as JSON.
pub fn json(view: &MergeView) -> String {
    let text = serde_json::to_string_pretty(view).expect("a view is made of texts and numbers");
    format!("{text}\n")
}

fn changes(n: u32) -> String {
    if n == 1 { "1 change".to_owned() } else { format!("{n} changes") }
}
