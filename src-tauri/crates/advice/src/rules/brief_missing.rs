//! brief-missing: an item is being worked on, and its outcome, measure, diagnosis or plan is not written down, nobody has
//! said when it is told of next, or that day is over: all that anybody knows is that it is "in dev". What its latest update
//! says of its health weighs: no plan for what is at risk or blocked is worse. One flag an item; external items are others'
//! to tell.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | a started item without outcome, measure, diagnosis, plan or the day of its next update; an update overdue | any | our convention | warning |

use plan::{Field, Health, Item, ItemKind, ItemState, Op, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{apply, open};
use crate::text::{alternatives, day, days, figure, list};
use crate::threshold::any;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.open()
        .filter(|item| item.state == ItemState::Started && item.kind != ItemKind::External)
        .filter_map(|item| raise(case, item))
        .collect()
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let brief = &item.brief;
    let blank = |text: &str| text.trim().is_empty();
    let missing: Vec<(&str, Field)> = [
        ("outcome", Field::Outcome, blank(&brief.outcome)),
        ("measure", Field::Measure, blank(&brief.measure)),
        ("diagnosis", Field::Diagnosis, blank(&brief.diagnosis)),
        ("action plan", Field::ActionPlan, blank(&brief.action_plan)),
        ("date for the next update", Field::NextUpdate, brief.next_update.is_none()),
    ]
    .into_iter()
    .filter(|(_, _, missing)| *missing)
    .map(|(name, field, _)| (name, field))
    .collect();
    let overdue = brief.next_update.filter(|due| *due < case.today());
    if missing.is_empty() && overdue.is_none() {
        return None;
    }
    let title = case.title(item.id);
    let names: Vec<String> = missing.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut said = Vec::new();
    if !names.is_empty() {
        said.push(format!("has no {}", alternatives(&names)));
    }
    let late = overdue.map_or(0, |due| case.today().since(due));
    if let Some(due) = overdue {
        said.push(format!("was due an update on {}, {} ago", day(due, case.today()), days(late)));
    }
    let mut remedies: Vec<Remedy> = missing
        .first()
        .map(|(name, field)| {
            open(
                format!("Write down the {name} of {title}"),
                "Those who ask then find the answer here".into(),
                item.id,
                *field,
            )
        })
        .into_iter()
        .collect();
    if overdue.is_some() {
        remedies.push(open(
            format!("Write the update of {title}"),
            "Those who wait for it then need not ask".into(),
            item.id,
            Field::Update,
        ));
    }
    remedies.push(apply(
        format!("Hold {title} until it can be answered"),
        "It goes back to planned, and its people go to what stands before it".into(),
        vec![Op::set(item.id, Field::State, Value::Text(ItemState::Planned.word().into()))],
    ));
    let mut numbers = vec![figure("Missing of its brief", format!("{} of 5", missing.len()), missing.len() as f64)];
    numbers.extend(overdue.map(|_| figure("Update overdue", days(late), f64::from(late))));
    let trouble = brief.health.filter(|health| match health {
        Health::OnTrack | Health::Watch => false,
        Health::AtRisk | Health::Blocked => true,
    });
    numbers.extend(trouble.map(|health| figure("Its latest update says", health.word().to_owned(), 1.0)));
    let stands = trouble.map_or_else(String::new, |health| format!(", is {}", health.word()));
    let flag = Flag {
        rule: RuleId::BriefMissing,
        severity: Severity::Warning,
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!("{title} is being worked on{stands} and {}", list(&said)),
        numbers,
        threshold: any("any gap in the brief of a started item"),
        clears_when: "its outcome, measure, diagnosis and action plan are written, and the day of its next update is still to come".into(),
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: missing.len() as f64 + f64::from(late) / 7.0 + f64::from(u8::from(trouble.is_some())) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_on_a_started_item_nobody_can_tell_about() {
        check(
            RuleId::BriefMissing,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 10 started outcome "Money back in a day" measure "95%"
"#,
            expect![[r#"
                warning: “Refunds” is being worked on and has no diagnosis, action plan or date for the next update
                  … Write down the diagnosis of “Refunds”
                  → Hold “Refunds” until it can be answered
            "#]],
        );
    }

    #[test]
    fn is_silent_when_all_is_written() {
        check(
            RuleId::BriefMissing,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 10 started problem "Nine days" outcome "One day" measure "95% in a day" diagnosis "One schema" plan "1. Split" next 2026-11-23
"#,
            expect![[""]],
        );
    }

    #[test]
    fn says_that_what_nobody_has_a_plan_for_is_blocked() {
        check(
            RuleId::BriefMissing,
            r#"
team core "Core"
person ada "Ada" team core
item a "Refunds" team core effort 10 started outcome "One day" measure "95% in a day" diagnosis "One schema" health "blocked"
"#,
            expect![[r#"
                warning: “Refunds” is being worked on, is blocked and has no action plan or date for the next update
                  … Write down the action plan of “Refunds”
                  → Hold “Refunds” until it can be answered
            "#]],
        );
    }

    #[test]
    fn is_silent_before_the_item_starts() {
        check(
            RuleId::BriefMissing,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 10
"#,
            expect![[""]],
        );
    }

    #[test]
    fn fires_the_day_after_an_update_was_due() {
        check(
            RuleId::BriefMissing,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 10 started problem "Nine days" outcome "One day" measure "95% in a day" diagnosis "One schema" plan "1. Split" next 2026-11-22
item b "Invoices" team core effort 10 started problem "Nine days" outcome "One day" measure "95% in a day" diagnosis "One schema" plan "1. Split" next 2026-11-23
"#,
            expect![[r#"
                warning: “Refunds” is being worked on and was due an update on 22 Nov, 1 day ago
                  … Write the update of “Refunds”
                  → Hold “Refunds” until it can be answered
            "#]],
        );
    }
}
