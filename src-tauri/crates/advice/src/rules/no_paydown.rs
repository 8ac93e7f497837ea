//! no-paydown: what decides a promise runs through an indebted component, and nothing is planned for that component.
//! One flag a component. Debts accepted on purpose do not count until their date.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | an item with at least this share of trials on the chain that ends at a commitment | ≥ 0.5 | our convention | warning |
//! | runs through a component whose debts, none of them with a paydown, slow work by | m ≥ 1.1 | our convention | |

use plan::{Component, Item};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{any_repays, keep_debts, pay_each};
use crate::text::{effort, factor, figure, first, percent, times};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.plan
        .components
        .values()
        .filter(|component| component.alive)
        .filter_map(|component| raise(case, component))
        .collect()
}

fn raise(case: &Case<'_>, component: &Component) -> Option<Raised> {
    let (slow, critical) = (threshold(case.plan, "no-paydown"), threshold(case.plan, "no-paydown-criticality"));
    let debts: Vec<_> = case.slowing(component.id).into_iter().filter(|debt| !case.is_accepted(debt)).collect();
    let m = case.factor(&debts);
    if m < slow.value || debts.iter().any(|debt| !case.paydowns(debt.id).is_empty()) {
        return None;
    }
    let criticality = |item: &Item| case.outlook(item.id).map_or(0.0, |item| item.criticality);
    let through: Vec<&Item> = case
        .work()
        .filter(|item| item.components.get(&component.id).is_some_and(|share| *share > 0.0))
        .filter(|item| criticality(item) >= critical.value)
        .collect();
    if through.is_empty() {
        return None;
    }
    let titles = case.titles(through.iter().map(|item| item.id));
    let drag: f64 = through.iter().map(|item| case.outlook(item.id).map_or(0.0, |item| item.drag)).sum();
    let most = through.iter().map(|item| criticality(item)).fold(0.0, f64::max);
    let (runs, decides) = if through.len() == 1 { ("runs", "decides") } else { ("run", "decide") };
    let mut remedies = pay_each(case, &format!("{}/{}", RuleId::NoPaydown.word(), component.id), &debts);
    // Where paying wins nothing, keeping the debts on purpose is the better answer.
    let place = if any_repays(case, &debts) { remedies.len() } else { 0 };
    remedies.splice(place..place, keep_debts(case, &debts));
    let flag = Flag {
        rule: RuleId::NoPaydown,
        severity: Severity::Warning,
        subjects: std::iter::once(component.id.into()).chain(through.iter().map(|item| item.id.into())).collect(),
        subject_key: plan::subject_key(&[component.id.into()]),
        sentence: format!(
            "{} {decides} a promise and {runs} through {}, where work takes {} as long because of {}; nothing is planned for it",
            first(&titles, 2),
            case.title(component.id),
            times(m),
            first(&case.titles(debts.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Effort in the component", factor(m), m),
            figure("Share of trials in which it decides a promise", percent(most), most),
            figure("Drag on these items", effort(drag), drag),
        ],
        clears_when: format!(
            "a paydown of one of its debts is planned, or work there takes less than {} as long",
            factor(slow.value)
        ),
        threshold: slow,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: drag })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_on_a_promise_through_a_component_nobody_mends() {
        check(
            RuleId::NoPaydown,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.12
item checkout "Checkout" team core effort 10 in ledger 1 commit 2027-01-29
"#,
            expect![[r#"
                warning: “Checkout” decides a promise and runs through Ledger, where work takes 1.11 times as long because of “Ledger schema”; nothing is planned for it
                  … Keep “Ledger schema” on purpose, for a while
                  → Pay down “Ledger schema” first
            "#]],
        );
    }

    #[test]
    fn is_silent_below_a_tenth() {
        check(
            RuleId::NoPaydown,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.1
item checkout "Checkout" team core effort 10 in ledger 1 commit 2027-01-29
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_when_something_is_planned() {
        check(
            RuleId::NoPaydown,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.12
item checkout "Checkout" team core effort 10 in ledger 1 commit 2027-01-29
paydown split "Split" team core pays schema 1
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_when_no_promise_hangs_on_it() {
        check(
            RuleId::NoPaydown,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.12
item checkout "Checkout" team core effort 10 in ledger 1
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_while_the_debt_is_accepted() {
        check(
            RuleId::NoPaydown,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.12 state accepted until 2027-03-01
item checkout "Checkout" team core effort 10 in ledger 1 commit 2027-01-29
"#,
            expect![[""]],
        );
    }
}
