//! What a colleague's copy brings, as text and as JSON.

use std::fmt::Write;

use app::MergeView;

/// Who brings what, where it collides, and what it does to the dates.
pub fn text(view: &MergeView, dry_run: bool) -> String {
    let n = view.changes.len() as u32 + view.more;
    let mut text = match (n, dry_run) {
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
