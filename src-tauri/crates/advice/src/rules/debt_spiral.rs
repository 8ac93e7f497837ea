//! debt-spiral: the debt grows faster than it is paid. Growth is counted in principal: a debt of 10 pd whose interest rises by
//! a tenth has grown as if 1 pd had been added. Paid is the paydown work of all teams, week by week as planned. Silent while
//! nobody has said that a debt grows.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | Σ P u (s(t + 1 wk) − s(t)) > paydown work of that week, so many weeks running | ≥ 4 | our convention | note |
//! | and in those weeks it grows by | ≥ 5 pd | our convention | warning |

use plan::{Debt, EntityId};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{keep_debts, pay_each};
use crate::text::{count, day, effort, figure, first};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    raise(case).into_iter().collect()
}

/// What one week adds to the debt and takes from it, in person-days of principal.
struct Week {
    grown: f64,
    paid: f64,
}

fn principal(debt: &Debt) -> f64 {
    debt.principal.map_or(0.0, |principal| principal.likely)
}

/// By how much a debt grows in a week from today.
fn growth(case: &Case<'_>, debt: &Debt, week: usize) -> f64 {
    let s = |week: usize| forecast::growth(debt.growth, week as f64);
    principal(debt) * case.unpaid_on(debt, case.today().plus(7 * week as i32)) * (s(week + 1) - s(week))
}

fn raise(case: &Case<'_>) -> Option<Raised> {
    let (threshold, grave) = (threshold(case.plan, "debt-spiral"), threshold(case.plan, "debt-spiral-effort"));
    let mut growing: Vec<&Debt> =
        case.owed().filter(|debt| debt.growth > 0.0 && principal(debt) > 0.0 && !case.is_accepted(debt)).collect();
    let weeks: Vec<Week> = (0..(case.forecast.horizon_end.since(case.today()) + 1) as usize / 7)
        .map(|week| Week {
            grown: growing.iter().map(|debt| growth(case, debt, week)).sum(),
            paid: case
                .forecast
                .teams
                .values()
                .filter_map(|team| team.weeks.get(week))
                .map(|week| week.accounts.paydown)
                .sum(),
        })
        .collect();
    let (begin, run) = weeks
        .iter()
        .enumerate()
        .collect::<Vec<_>>()
        .chunk_by(|(_, a), (_, b)| (a.grown > a.paid) == (b.grown > b.paid))
        .filter(|run| run[0].1.grown > run[0].1.paid)
        .map(|run| (run[0].0, run.len()))
        .max_by_key(|(begin, run)| (*run, std::cmp::Reverse(*begin)))
        .filter(|(_, run)| *run as f64 >= threshold.value)?;
    let within = &weeks[begin..begin + run];
    let grown: f64 = within.iter().map(|week| week.grown).sum();
    let paid: f64 = within.iter().map(|week| week.paid).sum();
    let from = case.today().plus(7 * begin as i32);
    let over = |debt: &Debt| -> f64 { (begin..begin + run).map(|week| growth(case, debt, week)).sum() };
    growing.sort_by(|a, b| over(b).total_cmp(&over(a)).then(a.id.cmp(&b.id)));
    let mut remedies = pay_each(case, RuleId::DebtSpiral.word(), &growing);
    remedies.extend(keep_debts(case, &growing));
    let flag = Flag {
        rule: RuleId::DebtSpiral,
        severity: if grown >= grave.value { Severity::Warning } else { Severity::Note },
        subjects: std::iter::once(EntityId::PLAN).chain(growing.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[EntityId::PLAN]),
        sentence: format!(
            "For {} from {}, debt grows faster than it is paid off: by {} against {}; most of the growth is in {}",
            count(run, "week", "weeks"),
            day(from, case.today()),
            effort(grown),
            effort(paid),
            first(&case.titles(growing.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Growth, in principal", effort(grown), grown),
            figure("Paid off meanwhile", effort(paid), paid),
            figure("Weeks running", run.to_string(), run as f64),
        ],
        clears_when: format!(
            "in fewer than {} running more is added than paid off",
            count(threshold.value as usize, "week", "weeks")
        ),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: grown - paid })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_when_nothing_is_paid_while_debt_grows() {
        check(
            RuleId::DebtSpiral,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 10 drag 0.2 growth 0.02
item checkout "Checkout" team core effort 20 in ledger 1
"#,
            expect![[r#"
                warning: For 26 weeks from 23 Nov, debt grows faster than it is paid off: by 6.8 pd against 0 pd; most of the growth is in “Ledger schema”
                  → Pay down “Ledger schema” first
                  … Keep “Ledger schema” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn is_silent_when_no_more_is_added_than_paid_off() {
        check(
            RuleId::DebtSpiral,
            r#"
plan "Test" drift 0 horizon 4
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 10 drag 0.2 growth 0.02
paydown split "Split" team core pays schema 0.5 effort 5
item checkout "Checkout" team core effort 20 in ledger 1
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_while_nothing_grows() {
        check(
            RuleId::DebtSpiral,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 10 drag 0.2
item checkout "Checkout" team core effort 20 in ledger 1
"#,
            expect![[""]],
        );
    }
}
