//! hidden-slip: the debt makes the whole plan end later than it would.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | hidden slip of the plan at P50 over the horizon | > 10 % | McKinsey 2020 | warning |

use plan::EntityId;

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::pay_each;
use crate::text::{days, figure, first, number, percent, slip, when};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    raise(case).into_iter().collect()
}

fn raise(case: &Case<'_>) -> Option<Raised> {
    let threshold = threshold(case.plan, "hidden-slip");
    let outlook = &case.forecast.plan;
    let late = outlook.hidden_slip.p50.days()?;
    let weeks = case.plan.settings.horizon;
    let share = f64::from(late) / (f64::from(weeks) * 7.0);
    if share <= threshold.value {
        return None;
    }
    let today = case.today();
    let mut debts: Vec<_> =
        case.owed().filter_map(|debt| Some((debt.id, case.forecast.debts.get(&debt.id)?))).collect();
    debts.sort_by(|a, b| b.1.to_horizon.total_cmp(&a.1.to_horizon).then(a.0.cmp(&b.0)));
    let dearest: Vec<String> = case.titles(debts.iter().take(3).map(|(debt, _)| *debt));
    let flag = Flag {
        rule: RuleId::HiddenSlip,
        severity: Severity::Warning,
        subjects: vec![EntityId::PLAN],
        subject_key: plan::subject_key(&[EntityId::PLAN]),
        sentence: format!(
            "Debt makes the plan end {} later at 50%, on {} instead of {}: {} of the {} weeks to the horizon; the dearest {} {}",
            slip(outlook.hidden_slip.p50),
            when(outlook.as_planned.p50, today),
            when(outlook.debt_free.p50, today),
            percent(share),
            weeks,
            if dearest.len() == 1 { "is" } else { "are" },
            first(&dearest, 3),
        ),
        numbers: vec![
            figure("Hidden slip at 50%", slip(outlook.hidden_slip.p50), f64::from(late)),
            figure("Horizon", format!("{} weeks", number(f64::from(weeks))), f64::from(weeks)),
            figure("Share of the horizon", percent(share), share),
            figure(
                "Won by the planned paydowns",
                slip(outlook.paydown_gain.p50),
                f64::from(outlook.paydown_gain.p50.days().unwrap_or(0)),
            ),
        ],
        clears_when: format!("the hidden slip is at most {}", days((threshold.value * f64::from(weeks) * 7.0) as i32)),
        threshold,
        remedies: pay_each(case, RuleId::HiddenSlip.word(), &case.owed().collect::<Vec<_>>()),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: f64::from(late) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_beyond_a_tenth_of_the_horizon() {
        check(
            RuleId::HiddenSlip,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.6
item checkout "Checkout" team core effort 30 basis clean in ledger 1
"#,
            expect![[r#"
                warning: Debt makes the plan end 21 days later at 50%, on 22 Jan instead of 1 Jan: 12% of the 26 weeks to the horizon; the dearest is “Ledger schema”
                  → Pay down “Ledger schema” first
            "#]],
        );
    }

    #[test]
    fn is_silent_within_a_tenth_of_the_horizon() {
        check(
            RuleId::HiddenSlip,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.48
item checkout "Checkout" team core effort 30 basis clean in ledger 1
"#,
            expect![[""]],
        );
    }

    #[test]
    fn follows_the_threshold_of_the_plan() {
        check(
            RuleId::HiddenSlip,
            r#"
plan "Test" drift 0 threshold hidden-slip 0.05
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.5
item checkout "Checkout" team core effort 30 basis clean in ledger 1
"#,
            expect![[r#"
                warning: Debt makes the plan end 19 days later at 50%, on 20 Jan instead of 1 Jan: 10% of the 26 weeks to the horizon; the dearest is “Ledger schema”
                  → Pay down “Ledger schema” first
            "#]],
        );
    }
}
