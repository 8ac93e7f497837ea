//! not-worth-paying: a paydown is planned and does not pay: within the horizon it takes more than it wins, alone and with the
//! other debts of its components. Debts that cause incidents, and paydowns that must be, are left alone. One flag a paydown.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | ROI to the horizon of every debt it pays, alone and together | < 0 | our convention | note |

use plan::{Field, Item, ItemKind, ItemState, Op, Scope, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{day, effort, figure, list, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.work().filter_map(|item| raise(case, item)).collect()
}

fn raise(case: &Case<'_>, paydown: &Item) -> Option<Raised> {
    let threshold = threshold(case.plan, "not-worth-paying");
    if paydown.kind != ItemKind::Paydown || paydown.state != ItemState::Planned || paydown.scope == Scope::Must {
        return None;
    }
    let debts: Vec<_> =
        paydown.pays.iter().filter(|(_, part)| **part > 0.0).filter_map(|(id, _)| case.plan.debts.get(id)).collect();
    if debts.is_empty() || debts.iter().any(|debt| debt.incident_rate > 0.0) {
        return None;
    }
    let mut best = f64::NEG_INFINITY;
    for debt in &debts {
        let price = case.forecast.debts.get(&debt.id)?;
        best = best.max(price.roi_horizon?).max(price.roi_together.unwrap_or(f64::NEG_INFINITY));
    }
    if best >= threshold.value {
        return None;
    }
    let title = case.title(paydown.id);
    let costs = case.outlook(paydown.id).map_or(0.0, |item| item.clean);
    let horizon = day(case.forecast.horizon_end, case.today());
    let mut remedies = vec![apply(
        format!("Leave {title} out"),
        format!("It frees {}, and the debt goes on costing what it costs", effort(costs)),
        vec![Op::Delete { entity: paydown.id.into() }],
    )];
    if case.ranked.last().is_some_and(|last| last.id != paydown.id) {
        remedies.push(apply(
            format!("Do {title} after everything else"),
            "It is not lost, and nothing waits for it".into(),
            vec![Op::Move { item: paydown.id, before: None }],
        ));
    }
    remedies.push(apply(
        format!("Say that {title} must be done"),
        "There is a reason that no figure shows: a mandate, a contract, a risk".into(),
        vec![Op::set(paydown.id, Field::Scope, Value::Text(Scope::Must.word().into()))],
    ));
    let flag = Flag {
        rule: RuleId::NotWorthPaying,
        severity: Severity::Note,
        subjects: std::iter::once(paydown.id.into()).chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[paydown.id.into()]),
        sentence: format!(
            "{title} takes {} and wins back {} by {horizon}: paying off {} does not pay, alone or with the other debts there",
            effort(costs),
            effort((costs * (1.0 + best)).max(0.0)),
            list(&case.titles(debts.iter().map(|debt| debt.id))),
        ),
        numbers: vec![
            figure("Best return to the horizon", percent(best), best),
            figure("Effort of the paydown", effort(costs), costs),
        ],
        clears_when: "it wins back what it takes by the horizon, or it is said that it must be".into(),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: -best * costs })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn notes_a_paydown_that_wins_less_than_it_takes() {
        check(
            RuleId::NotWorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 15 toil 4
paydown faster "Faster CI" team core pays ci 1
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                note: “Faster CI” takes 15 pd and wins back 12 pd by 23 May: paying off “Slow CI” does not pay, alone or with the other debts there
                  → Leave “Faster CI” out
                  → Do “Faster CI” after everything else
                  → Say that “Faster CI” must be done
            "#]],
        );
    }

    #[test]
    fn is_silent_when_it_wins_what_it_takes() {
        check(
            RuleId::NotWorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt ci "Slow CI" in ledger principal 8 toil 4
paydown faster "Faster CI" team core pays ci 1
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_on_what_must_be_and_on_what_breaks() {
        check(
            RuleId::NotWorthPaying,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
component app "App" team core
debt ci "Slow CI" in ledger principal 15 toil 4
debt tls "Old TLS" in app principal 15 incidents 0.1 loss 1
paydown faster "Faster CI" team core pays ci 1 scope must
paydown newer "New TLS" team core pays tls 1
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }
}
