//! hot-component: several items run through a component that slows them, before it is mended. One flag a component.
//! Debts accepted on purpose do not count until their date.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | items that start before the first paydown of the component's debts is finished | ≥ 3 | our convention | warning |
//! | and its debts slow work by | m ≥ 1.25 | our convention | |

use plan::{Component, Item, ItemKind};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{any_repays, keep_debts, pay_each};
use crate::text::{count, effort, factor, figure, first, times};
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
    let (many, hot) = (threshold(case.plan, "hot-component"), threshold(case.plan, "hot-component-factor"));
    let debts: Vec<_> = case.slowing(component.id).into_iter().filter(|debt| !case.is_accepted(debt)).collect();
    let m = case.factor(&debts);
    if m < hot.value {
        return None;
    }
    let paydowns = debts.iter().flat_map(|debt| case.paydowns(debt.id));
    let mended = paydowns.filter_map(|paydown| case.outlook(paydown.id)?.outlook.as_planned.p50).min();
    let before: Vec<&Item> = case
        .work()
        .filter(|item| item.kind != ItemKind::Paydown)
        .filter(|item| item.components.get(&component.id).is_some_and(|share| *share > 0.0))
        .filter(|item| {
            let start = case.outlook(item.id).and_then(|item| item.start.p50);
            mended.is_none_or(|mended| start.is_some_and(|start| start < mended))
        })
        .collect();
    if (before.len() as f64) < many.value {
        return None;
    }
    let drag = before.iter().map(|item| case.outlook(item.id).map_or(0.0, |item| item.drag)).sum();
    let state = match mended {
        None => "nothing is planned to mend it",
        Some(_) => "all start before it is mended",
    };
    let mut remedies = pay_each(case, &format!("{}/{}", RuleId::HotComponent.word(), component.id), &debts);
    // Where paying wins nothing, keeping the debts on purpose is the better answer; what is planned is not kept.
    if debts.iter().all(|debt| case.paydowns(debt.id).is_empty()) {
        let place = if any_repays(case, &debts) { remedies.len() } else { 0 };
        remedies.splice(place..place, keep_debts(case, &debts));
    }
    let flag = Flag {
        rule: RuleId::HotComponent,
        severity: Severity::Warning,
        subjects: std::iter::once(component.id.into()).chain(before.iter().map(|item| item.id.into())).collect(),
        subject_key: plan::subject_key(&[component.id.into()]),
        sentence: format!(
            "{} run through {}, where work takes {} as long, and {state}: {} lose {} to drag, here and elsewhere",
            count(before.len(), "item", "items"),
            case.title(component.id),
            times(m),
            first(&case.titles(before.iter().map(|item| item.id)), 2),
            effort(drag),
        ),
        numbers: vec![
            figure("Items through it", before.len().to_string(), before.len() as f64),
            figure("Effort in the component", factor(m), m),
            figure("Drag on these items", effort(drag), drag),
        ],
        clears_when: format!(
            "fewer than {} start before a paydown of its debts is finished",
            count(many.value as usize, "item", "items")
        ),
        threshold: many,
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
    fn fires_when_three_items_run_through_it() {
        check(
            RuleId::HotComponent,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.3
item a "Refunds" team core effort 5 in ledger 1
item b "Invoices" team core effort 5 in ledger 0.5
item c "Gift cards" team core effort 5 in ledger 0.2
"#,
            expect![[r#"
                warning: 3 items run through Ledger, where work takes 1.27 times as long, and nothing is planned to mend it: “Refunds”, “Invoices” and “Gift cards” lose 1.9 pd to drag, here and elsewhere
                  … Keep “Ledger schema” on purpose, for a while
                  → Pay down “Ledger schema” first
            "#]],
        );
    }

    #[test]
    fn is_silent_for_two_items() {
        check(
            RuleId::HotComponent,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.3
item a "Refunds" team core effort 5 in ledger 1
item b "Invoices" team core effort 5 in ledger 0.5
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_when_it_is_mended_first() {
        check(
            RuleId::HotComponent,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.3
item a "Refunds" team core effort 5 in ledger 1
item b "Invoices" team core effort 5 in ledger 0.5
item c "Gift cards" team core effort 5 in ledger 0.2
paydown split "Split" team core pays schema 1 effort 1 started
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_where_work_is_hardly_slowed() {
        check(
            RuleId::HotComponent,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.2
item a "Refunds" team core effort 5 in ledger 1
item b "Invoices" team core effort 5 in ledger 0.5
item c "Gift cards" team core effort 5 in ledger 0.2
"#,
            expect![[""]],
        );
    }
}
