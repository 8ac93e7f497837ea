//! worth-paying: a debt that pays back within the horizon, alone or with the others of its components, and that nobody
//! plans to pay. Debts accepted on purpose do not count until their date. Debts worth paying only together make one flag.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | unpaid, ROI to the horizon, alone or together | > 0.25 | our convention | warning |

use plan::{Debt, DebtId};

use super::Raised;
use crate::case::Case;
use crate::flag::{Figure, Flag, RuleId, Severity};
use crate::remedy::{keep_debts, open, pay_first};
use crate::text::{day, effort, figure, first, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let threshold = threshold(case.plan, "worth-paying");
    let unplanned: Vec<&Debt> =
        case.owed().filter(|debt| !case.is_accepted(debt) && case.paydowns(debt.id).is_empty()).collect();
    let roi = |debt: &Debt| case.forecast.debts.get(&debt.id).and_then(|debt| debt.roi_horizon);
    let together = |debt: &Debt| case.forecast.debts.get(&debt.id).and_then(|debt| debt.roi_together);
    let pays = |roi: Option<f64>| roi.is_some_and(|roi| roi > threshold.value);
    let (alone, rest): (Vec<&Debt>, Vec<&Debt>) = unplanned.into_iter().partition(|debt| pays(roi(debt)));
    let mut raised: Vec<Raised> = alone.iter().filter_map(|debt| raise(case, &[debt], roi(debt)?)).collect();
    for mut bundle in bundles(&rest.into_iter().filter(|debt| pays(together(debt))).collect::<Vec<_>>()) {
        let price = |debt: &Debt| case.forecast.debts.get(&debt.id).map_or(0.0, |price| price.to_horizon);
        bundle.sort_by(|a, b| price(b).total_cmp(&price(a)).then(a.title.cmp(&b.title)).then(a.id.cmp(&b.id)));
        if bundle.len() > 1 {
            raised.extend(together(bundle[0]).and_then(|roi| raise(case, &bundle, roi)));
        }
    }
    raised
}

/// The debts in groups that share components.
fn bundles<'a>(debts: &[&'a Debt]) -> Vec<Vec<&'a Debt>> {
    let mut bundles: Vec<Vec<&Debt>> = Vec::new();
    for debt in debts {
        let touches = |bundle: &Vec<&Debt>| bundle.iter().any(|other| !other.components.is_disjoint(&debt.components));
        let (touching, mut apart): (Vec<_>, Vec<_>) = bundles.into_iter().partition(touches);
        let mut joined: Vec<&Debt> = touching.into_iter().flatten().collect();
        joined.push(debt);
        apart.push(joined);
        bundles = apart;
    }
    bundles
}

fn raise(case: &Case<'_>, debts: &[&Debt], roi: f64) -> Option<Raised> {
    let threshold = threshold(case.plan, "worth-paying");
    let prices: Vec<_> = debts.iter().map(|debt| case.forecast.debts.get(&debt.id)).collect::<Option<_>>()?;
    let principal: f64 = prices.iter().map(|price| price.principal).sum();
    // What is won is told by the return, so that sentence and rule cannot disagree.
    let won = principal * (1.0 + roi);
    let per_week: f64 = prices.iter().map(|price| price.per_week).sum();
    let ids: Vec<DebtId> = debts.iter().map(|debt| debt.id).collect();
    let titles = case.titles(ids.iter().copied());
    let horizon = day(case.forecast.horizon_end, case.today());
    let (costs, wins) = (effort(principal), effort(won));
    let sentence = match &prices[..] {
        [price] => {
            let back = price.break_even.map_or(String::new(), |back| {
                format!("; paid off today, it has paid for itself by {}", day(back, case.today()))
            });
            let weekly = effort(per_week);
            format!(
                "{} costs {weekly} a week; paying it off takes {costs} and wins {wins} by {horizon}, but is not planned{back}",
                titles[0]
            )
        }
        _ => format!(
            "{} are worth paying together: it takes {costs} and wins {wins} by {horizon}, but nothing is planned",
            first(&titles, 3)
        ),
    };
    let numbers: Vec<Figure> = vec![
        figure("Return to the horizon", percent(roi), roi),
        figure("Interest a week", effort(per_week), per_week),
        figure("Won back by the horizon", effort(won), won),
        figure("Effort to pay off", effort(principal), principal),
    ];
    let name =
        format!("{}/{}", RuleId::WorthPaying.word(), ids.iter().map(|id| id.to_string()).collect::<Vec<_>>().join("+"));
    let why = format!(
        "Each person-day spent on it wins {:.1} back by {}",
        1.0 + roi,
        day(case.forecast.horizon_end, case.today())
    );
    let mut remedies: Vec<_> = pay_first(case, &name, &ids, why).into_iter().collect();
    if remedies.is_empty() {
        remedies.push(open(
            format!("Say what paying {} off takes", titles[0]),
            "Without a principal there is nothing to plan".into(),
            ids[0],
            plan::Field::Principal,
        ));
    }
    remedies.extend(keep_debts(case, debts));
    let subjects: Vec<_> = ids.iter().map(|id| (*id).into()).collect();
    let flag = Flag {
        rule: RuleId::WorthPaying,
        severity: Severity::Warning,
        subject_key: plan::subject_key(&subjects),
        subjects,
        sentence,
        numbers,
        clears_when: format!(
            "it is planned, accepted until a date, or its return is {} or less",
            percent(threshold.value)
        ),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: won - principal })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_on_a_debt_that_pays_back() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 5 toil 4
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                warning: “Slow CI” costs 0.5 pd a week; paying it off takes 5 pd and wins 13 pd by 23 May, but is not planned; paid off today, it has paid for itself by 31 Jan
                  → Pay down “Slow CI” first
                  … Keep “Slow CI” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn is_silent_on_one_that_hardly_does() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 12 toil 4
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_once_it_is_planned() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 5 toil 4
item checkout "Checkout" team core effort 60
paydown faster "Faster CI" team core pays ci 1
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_while_it_is_accepted() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 5 toil 4 state accepted until 2026-11-23
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }

    #[test]
    fn comes_back_when_the_acceptance_ends() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 5 toil 4 state accepted until 2026-11-22
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                warning: “Slow CI” costs 0.5 pd a week; paying it off takes 5 pd and wins 13 pd by 23 May, but is not planned; paid off today, it has paid for itself by 31 Jan
                  → Pay down “Slow CI” first
                  … Keep “Slow CI” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn tells_of_debts_that_pay_back_only_together() {
        check(
            RuleId::WorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt d1 "Debt 1" in ledger principal 7.5 drag 0.6
debt d2 "Debt 2" in ledger principal 7.5 drag 0.6
debt d3 "Debt 3" in ledger principal 7.5 drag 0.6
debt d4 "Debt 4" in ledger principal 7.5 drag 0.6
item checkout "Checkout" team core effort 60 in ledger 1 basis clean
"#,
            expect![[r#"
                warning: “Debt 1”, “Debt 2”, “Debt 3” and “Debt 4” are worth paying together: it takes 30 pd and wins 64 pd by 23 May, but nothing is planned
                  → Pay down “Debt 1”, “Debt 2”, “Debt 3” and “Debt 4” first
                  … Keep “Debt 1” on purpose, for a while
                  … Keep “Debt 2” on purpose, for a while
            "#]],
        );
    }
}
