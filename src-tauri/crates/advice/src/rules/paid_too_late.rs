//! paid-too-late: a debt is paid off when most of the work that it slows is done already. Work is the clean effort that lies
//! in its components, spread evenly from P50 start to P50 finish. Only a debt that would repay itself if it were paid today
//! is ever paid too late. One flag a debt with a planned paydown.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | share of the work that it slows before its pay-off | > 50 % | our convention | warning |

use plan::{Debt, Field, Item, ItemKind, Op, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{apply, overlap, pay_first};
use crate::text::{effort, figure, list, percent, when};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.owed().filter_map(|debt| raise(case, debt)).collect()
}

fn raise(case: &Case<'_>, debt: &Debt) -> Option<Raised> {
    let threshold = threshold(case.plan, "paid-too-late");
    let paydowns = case.paydowns(debt.id);
    let price = case.forecast.debts.get(&debt.id).filter(|price| price.to_horizon > price.principal)?;
    let finish = |item: &Item| case.outlook(item.id).and_then(|item| item.outlook.as_planned.p50);
    let paid = paydowns.iter().map(|paydown| finish(paydown).ok_or(())).collect::<Result<Vec<_>, ()>>();
    let paid = paid.map(|days| days.into_iter().max()).ok();
    // Nothing is planned; `worth-paying` says whether it should be.
    if paid == Some(None) {
        return None;
    }
    let paid = paid.flatten();
    let (mut all, mut before) = (0.0, 0.0);
    for work in case.work().filter(|work| work.kind != ItemKind::Paydown) {
        let share = case.share_in(work, debt);
        let Some(outlook) = case.outlook(work.id).filter(|_| share > 0.0) else { continue };
        let effort = outlook.clean * share;
        let start = outlook.start.p50.unwrap_or(case.today()).max(case.today());
        let end = outlook.outlook.as_planned.p50.unwrap_or(case.forecast.cap);
        all += effort;
        // What begins on the day of the pay-off begins after it.
        before += effort * paid.map_or(1.0, |paid| overlap(start, end, start, paid.plus(-1)));
    }
    let share = if all > 0.0 { before / all } else { 0.0 };
    if share <= threshold.value {
        return None;
    }
    let titles = case.titles(paydowns.iter().map(|paydown| paydown.id));
    let flag = Flag {
        rule: RuleId::PaidTooLate,
        severity: Severity::Warning,
        subjects: std::iter::once(debt.id.into()).chain(paydowns.iter().map(|paydown| paydown.id.into())).collect(),
        subject_key: plan::subject_key(&[debt.id.into()]),
        sentence: format!(
            "{} pays {} off by {}, when {} of the work that it slows is done: {} of {}",
            list(&titles),
            case.title(debt.id),
            when(paid, case.today()),
            percent(share),
            effort(before),
            effort(all),
        ),
        numbers: vec![
            figure("Work before the pay-off", percent(share), share),
            figure("Interest to the horizon, unpaid", effort(price.to_horizon), price.to_horizon),
            figure("Effort to pay off", effort(price.principal), price.principal),
            figure("Work that it slows", effort(all), all),
            figure("Of that before the pay-off", effort(before), before),
        ],
        clears_when: format!("at most {} of the work that it slows comes before its pay-off", percent(threshold.value)),
        threshold,
        remedies: ways_out(case, debt),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: before })
}

fn ways_out(case: &Case<'_>, debt: &Debt) -> Vec<Remedy> {
    let name = format!("{}/{}", RuleId::PaidTooLate.word(), debt.id);
    let mut remedies: Vec<Remedy> =
        pay_first(case, &name, &[debt.id], "What comes after it then runs without the drag".into())
            .into_iter()
            .collect();
    for paydown in case.paydowns(debt.id) {
        let title = case.title(paydown.id);
        if paydown.earliest.is_some_and(|earliest| earliest > case.today()) {
            remedies.push(apply(
                format!("Let {title} start at once"),
                "It waits for its earliest start, and the work goes on without it".into(),
                vec![Op::set(paydown.id, Field::Earliest, Value::Nothing)],
            ));
        }
        remedies.push(apply(
            format!("Put one more person on {title}"),
            "It is over sooner, if somebody is free".into(),
            vec![Op::set(paydown.id, Field::MaxPeople, Value::Number(f64::from(paydown.max_people + 1)))],
        ));
    }
    remedies
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_when_most_of_the_work_is_done_by_then() {
        check(
            RuleId::PaidTooLate,
            r#"
team core "Core"
person ada "Ada" team core
component app "App" team core
component ledger "Ledger" team core parent app
debt schema "Ledger schema" in app principal 1 drag 0.4
item a "Refunds" team core effort 12 basis clean in ledger 0.5
paydown split "Split the schema" team core pays schema 1
item b "Invoices" team core effort 10 basis clean in ledger 0.5
"#,
            expect![[r#"
                warning: “Split the schema” pays “Ledger schema” off by 14 Dec, when 55% of the work that it slows is done: 6 pd of 11 pd
                  → Pay down “Ledger schema” first
                  → Put one more person on “Split the schema”
            "#]],
        );
    }

    #[test]
    fn is_silent_at_the_half() {
        check(
            RuleId::PaidTooLate,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 1 drag 0.4
item a "Refunds" team core effort 10 basis clean in ledger 0.5
paydown split "Split the schema" team core pays schema 1
item b "Invoices" team core effort 10 basis clean in ledger 0.5
"#,
            expect![[""]],
        );
    }

    #[test]
    fn names_what_holds_back_a_paydown_that_stands_first() {
        check(
            RuleId::PaidTooLate,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 1 drag 0.4
paydown split "Split the schema" team core pays schema 1 earliest 2027-02-01
item a "Refunds" team core effort 10 basis clean in ledger 1
"#,
            expect![[r#"
                warning: “Split the schema” pays “Ledger schema” off by 1 Feb, when 100% of the work that it slows is done: 10 pd of 10 pd
                  → Let “Split the schema” start at once
                  → Put one more person on “Split the schema”
            "#]],
        );
    }
}
