//! stale-debt: nobody has looked at a debt for a while: its principal and interest are then hearsay. Who wrote it down had
//! looked at it that day; without a review that day counts, and where it is not known there is nothing to say. Where a day
//! was agreed on for the next look, that day counts. Paid debts, and those an item has yet to incur, do not. One flag a debt.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | reviewed, or without a review noted, longer ago than | 90 days | our convention | note |
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
    let noted = case.known.log.noted.get(&debt.id).copied();
    let due = debt.review_due(noted, review_days(case.plan)).filter(|due| *due < case.today())?;
    let agreed = Some(due).filter(|due| debt.next_review == Some(*due));
    let age = debt.reviewed.map(|reviewed| case.today().since(reviewed));
    let price = case.forecast.debts.get(&debt.id).map_or(0.0, |price| price.to_horizon);
    let title = case.title(debt.id);
    let told = |then| (day(then, case.today()), days(case.today().since(then)));
    let since = match (agreed, debt.reviewed, noted) {
        (Some(agreed), ..) => {
            let (agreed, late) = told(agreed);
            format!("was to be looked at again by {agreed}, {late} ago")
        }
        (None, Some(reviewed), _) => {
            let (reviewed, ago) = told(reviewed);
            format!("was last looked at on {reviewed}, {ago} ago")
        }
        (None, None, noted) => {
            let (noted, ago) = told(noted?);
            format!("has not been looked at since it was noted on {noted}, {ago} ago")
        }
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
    use std::collections::BTreeMap;

    use expect_test::expect;
    use plan::{Day, fixture};

    use crate::flag::RuleId;
    use crate::known::{Known, Log};
    use crate::testing::{check, check_known};

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
"#,
            expect![[r#"
                note: “Old” was last looked at on 24 Aug, 91 days ago
                  → Confirm “Old” as it stands
                  … Look at the evidence of “Old”
            "#]],
        );
    }

    #[test]
    fn a_debt_without_a_review_counts_from_the_day_it_was_noted() {
        let noted =
            |name, month, day| (fixture::debt(name), Day::new(2026, month, day).expect("a day of the calendar"));
        let noted = BTreeMap::from([noted("old", 8, 24), noted("new", 11, 23), noted("seen", 1, 5)]);
        let known = Known { log: Log { noted, ..Log::default() }, ..Known::default() };
        check_known(
            RuleId::StaleDebt,
            r#"
team core "Core"
component ledger "Ledger" team core
debt old "Old" in ledger drag 0.1
debt new "New" in ledger drag 0.1
debt seen "Seen since" in ledger drag 0.1 reviewed 2026-11-02
debt unknown "Of whenever" in ledger drag 0.1
"#,
            &known,
            expect![[r#"
                note: “Old” has not been looked at since it was noted on 24 Aug, 91 days ago
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
