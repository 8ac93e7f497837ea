//! A team store in words: which plans are there, what they come to, how far the open one is.

use live::team::{Listed, Reported, Standing, Stuck};

use super::session::changes;
use crate::team::ask::{StuckView, TeamMember, TeamPlan, TeamRow, TeamStanding};

/// A plan there.
pub fn team_plan(listed: Listed) -> TeamPlan {
    let me = listed.role.map_or("you keep the store".to_owned(), |role| format!("you are in it as {}", role.word()));
    let mut members: Vec<TeamMember> =
        listed.members.into_iter().map(|(dbrole, role)| TeamMember { dbrole, role }).collect();
    members.sort_by(|a, b| a.dbrole.cmp(&b.dbrole));
    let told: Vec<String> =
        members.iter().map(|member| format!("{} ({})", member.dbrole, member.role.word())).collect();
    let told = if told.is_empty() { "nobody".to_owned() } else { told.join(", ") };
    let sentence = format!("{me} · {} · {told}", changes(listed.changes));
    TeamPlan { plan: listed.plan, title: listed.title, role: listed.role, members, sentence }
}

/// A plan in the report.
pub fn team_row(reported: Reported) -> TeamRow {
    let Reported { plan, title, figures, age, changes_since, writer } = reported;
    let told = match &figures {
        None => "nobody has synced it with a forecast yet".to_owned(),
        Some(summary) => {
            let since = if changes_since == 0 { String::new() } else { format!(", {} since", changes(changes_since)) };
            let by = writer.map(|writer| format!(" by {writer}")).unwrap_or_default();
            format!("as of {} (seed {}), {}{by}{since}", summary.as_of, summary.seed, ago(age))
        }
    };
    TeamRow {
        plan,
        title,
        open_debts: figures.as_ref().map(|summary| summary.open_debts),
        principal: figures.as_ref().map(|summary| summary.principal),
        interest_share: figures.as_ref().map(|summary| summary.interest_share),
        commitments: figures.as_ref().map(|summary| summary.commitments),
        at_risk: figures.as_ref().map(|summary| summary.at_risk),
        age: told,
    }
}

/// Somebody called `name` whose changes stay out of the store.
pub fn stuck(stuck: &Stuck, name: &str) -> StuckView {
    let n = changes(stuck.changes);
    let stay = if stuck.changes == 1 { "stays" } else { "stay" };
    let sentence = match &stuck.dbrole {
        Some(dbrole) => {
            format!("{n} by {name} {stay} here until {name} shares this plan with the team store too, as `{dbrole}`")
        }
        None => format!(
            "{n} by {name} {stay} here, and what builds on that waits there: {name} signs with a key that belongs to nobody in the team store. Admit {name}"
        ),
    };
    StuckView { key: stuck.author.hex(), name: name.to_owned(), sentence, admissible: stuck.dbrole.is_none() }
}

/// How far the open plan is, in the words of a live session.
pub fn team_standing(address: Option<String>, standing: Option<Standing>, stuck: Vec<StuckView>) -> TeamStanding {
    let (sentence, trouble, left_out) = match (&address, standing) {
        (None, _) => (String::new(), None, Vec::new()),
        (Some(_), None) => ("In the team store · not followed".to_owned(), None, Vec::new()),
        (Some(_), Some(Standing { here, waiting, trouble, left_out, stuck: behind })) => {
            let sentence = match (here, waiting) {
                (true, 0) if behind.is_empty() => "In sync with the team store".to_owned(),
                (true, 0) => {
                    let names: Vec<&str> = stuck.iter().map(|each| each.name.as_str()).collect();
                    format!("In the team store · without {}", names.join(", "))
                }
                (true, n) => format!("Syncing · {} waiting", changes(n)),
                (false, _) if trouble.is_none() => "Syncing…".to_owned(),
                (false, n) => format!("Offline · {} waiting", changes(n)),
            };
            (sentence, trouble, left_out)
        }
    };
    TeamStanding { address, sentence, trouble, left_out, stuck }
}

fn ago(seconds: u64) -> String {
    let (n, unit) = match seconds {
        0..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    if n == 1 { format!("1 {unit} ago") } else { format!("{n} {unit}s ago") }
}

#[cfg(test)]
mod tests {
    use live::team::Summary;

    use super::*;

    fn reported(age: u64, changes_since: u32) -> String {
        let figures = Summary {
            title: "Q3".into(),
            as_of: "2026-11-23".parse().unwrap(),
            seed: 1,
            changes: 9,
            open_debts: 2,
            principal: 12.0,
            interest_share: 0.2,
            commitments: 3,
            at_risk: 1,
        };
        let (plan, writer) = ("ab".repeat(32), Some("ana".to_owned()));
        team_row(Reported { plan, title: "Q3".into(), figures: Some(figures), age, changes_since, writer }).age
    }

    #[test]
    fn figures_say_how_old_they_are() {
        assert_eq!(reported(5, 0), "as of 2026-11-23 (seed 1), just now by ana");
        assert_eq!(reported(3_700, 1), "as of 2026-11-23 (seed 1), 1 hour ago by ana, 1 change since");
        assert_eq!(reported(200_000, 7), "as of 2026-11-23 (seed 1), 2 days ago by ana, 7 changes since");
    }

    #[test]
    fn a_plan_that_is_in_no_store_says_nothing() {
        assert_eq!(team_standing(None, None, Vec::new()).sentence, "");
    }

    #[test]
    fn offline_says_what_waits() {
        let standing = Standing { here: false, waiting: 2, trouble: Some("gone".into()), ..Standing::default() };
        let told = team_standing(Some("postgres://a@b/c".into()), Some(standing), Vec::new());
        assert_eq!(told.sentence, "Offline · 2 changes waiting");
    }

    #[test]
    fn who_stays_out_is_named_with_a_way_in() {
        let behind = |changes, dbrole: Option<&str>| Stuck {
            author: plan::Author([7; 32]),
            changes,
            dbrole: dbrole.map(str::to_owned),
        };
        let nobodys = stuck(&behind(2, None), "Cy");
        assert_eq!(
            nobodys.sentence,
            "2 changes by Cy stay here, and what builds on that waits there: Cy signs with a key that belongs to nobody in the team store. Admit Cy"
        );
        let theirs = stuck(&behind(1, Some("cy")), "Cy");
        assert_eq!(
            theirs.sentence,
            "1 change by Cy stays here until Cy shares this plan with the team store too, as `cy`"
        );
        let standing = Standing { here: true, stuck: vec![behind(2, None)], ..Standing::default() };
        let told = team_standing(Some("postgres://a@b/c".into()), Some(standing), vec![nobodys]);
        assert_eq!(told.sentence, "In the team store · without Cy");
    }
}
