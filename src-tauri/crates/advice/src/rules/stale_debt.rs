//! stale-debt: nobody has looked at a debt for a while, or ever: its principal and interest are then hearsay. Where a day was
//! agreed on for the next look, that day counts. Paid debts, and those an item has yet to incur, do not count. One flag a debt.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | not reviewed, or reviewed longer ago than | 90 days | our convention | note |
//! | not reviewed since the day that was agreed on | any | our convention | note |

use plan::{Debt, Field, Op, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, open};
use crate::text::{day, days, effort, figure};
use crate::threshold::{review_days, threshold};

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.owed().filter_map(|debt| raise(case, debt)).collect()
}

fn raise(case: &Case<'_>, debt: &Debt) -> Option<Raised> {
    let threshold = threshold(case.plan, "stale-debt");
    let age = debt.reviewed.map(|reviewed| case.today().since(reviewed));
    let due = debt.review_due(review_days(case.plan));
    if due.is_some_and(|due| due >= case.today()) {
        return None;
    }
    let agreed = due.filter(|due| debt.next_review == Some(*due));
    let price = case.forecast.debts.get(&debt.id).map_or(0.0, |price| price.to_horizon);
    let title = case.title(debt.id);
    let since = match (agreed, debt.reviewed, age) {
        (Some(agreed), ..) => {
            let late = days(case.today().since(agreed));
            format!("was to be looked at again by {}, {late} ago", day(agreed, case.today()))
        }
        (None, Some(reviewed), Some(age)) => {
            format!("was last looked at on {}, {} ago", day(reviewed, case.today()), days(age))
        }
        (None, None, _) | (None, _, None) => "was never reviewed".into(),
    };
    // A debt that is not priced yet costs nothing that could be told of here.
    let interest = if price < 0.05 {
        String::new()
    } else {
        let horizon = day(case.forecast.horizon_end, case.today());
        format!("; the forecast counts on {} of interest for it by {horizon}", effort(price))
    };
    let mut numbers = vec![figure("Interest to the horizon", effort(price), price)];
    numbers.extend(age.map(|age| figure("Since the last review", days(age), f64::from(age))));
    let flag = Flag {
        rule: RuleId::StaleDebt,
        severity: Severity::Note,
        subjects: vec![debt.id.into()],
        subject_key: plan::subject_key(&[debt.id.into()]),
        sentence: format!("{title} {since}{interest}"),
        numbers,
        clears_when: match agreed {
            Some(_) => "it is reviewed, or a later day is agreed on".into(),
            None => format!("it was reviewed in the last {}", days(threshold.value as i32)),
        },
        threshold,
        remedies: vec![
            apply(
                format!("Confirm {title} as it stands"),
                "Its figures still hold: it counts as reviewed today".into(),
                vec![
                    Op::set(debt.id, Field::Reviewed, Value::Day(case.today())),
                    Op::set(debt.id, Field::NextReview, Value::Nothing),
                ],
            ),
            open(
                format!("Look at the evidence of {title}"),
                "Its figures may have moved since".into(),
                debt.id,
                Field::Evidence,
            ),
        ],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: price })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_after_ninety_days() {
        check(
            RuleId::StaleDebt,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt old "Old" in ledger drag 0.1 reviewed 2026-08-24
debt older "Older" in ledger drag 0.1 reviewed 2026-08-25
debt never "Unread" in ledger drag 0.1
"#,
            expect![[r#"
                note: “Unread” was never reviewed
                  → Confirm “Unread” as it stands
                  … Look at the evidence of “Unread”
                note: “Old” was last looked at on 24 Aug, 91 days ago
                  → Confirm “Old” as it stands
                  … Look at the evidence of “Old”
            "#]],
        );
    }

    #[test]
    fn the_day_that_was_agreed_on_counts_until_somebody_has_looked() {
        check(
            RuleId::StaleDebt,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt later "Later" in ledger drag 0.1 reviewed 2026-01-05 review 2026-11-23
debt sooner "Sooner" in ledger drag 0.1 reviewed 2026-11-02 review 2026-11-22
debt seen "Seen since" in ledger drag 0.1 reviewed 2026-11-22 review 2026-11-22
"#,
            expect![[r#"
                note: “Sooner” was to be looked at again by 22 Nov, 1 day ago
                  → Confirm “Sooner” as it stands
                  … Look at the evidence of “Sooner”
            "#]],
        );
    }

    #[test]
    fn does_not_ask_about_what_is_paid_or_yet_to_come() {
        check(
            RuleId::StaleDebt,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt gone "Gone" in ledger drag 0.1 state paid
debt coming "Coming" in ledger drag 0.1
item a "Passes" team core effort 5 incurs coming
"#,
            expect![[""]],
        );
    }
}
