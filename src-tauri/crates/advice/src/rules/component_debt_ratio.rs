//! component-debt-ratio: what it takes to pay a component's debts off is large beside what it would take to make the component
//! again. Needs the component's size: as measured, else as the plan says. A debt that sits in several components is split evenly. One flag a component.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | principal / size | > 20 % | SQALE D | warning |

use plan::{Component, Debt};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{keep_debts, pay_each};
use crate::text::{effort, figure, first, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let size = |component: &Component| case.history.sizes.get(&component.id).copied().or(component.size);
    let components = case.plan.components.values();
    let sized = components.filter_map(|component| Some((component, size(component).filter(|size| *size > 0.0)?)));
    sized.filter_map(|(component, size)| raise(case, component, size)).collect()
}

fn raise(case: &Case<'_>, component: &Component, size: f64) -> Option<Raised> {
    let threshold = threshold(case.plan, "component-debt-ratio");
    let principal = |debt: &Debt| {
        debt.principal.map_or(0.0, |principal| principal.likely) * debt.outstanding() / debt.components.len() as f64
    };
    let mut debts: Vec<&Debt> = case
        .owed()
        .filter(|debt| debt.components.contains(&component.id) && !case.is_accepted(debt) && principal(debt) > 0.0)
        .collect();
    debts.sort_by(|a, b| principal(b).total_cmp(&principal(a)).then(a.id.cmp(&b.id)));
    let owed: f64 = debts.iter().map(|debt| principal(debt)).sum();
    let ratio = owed / size;
    if !component.alive || ratio <= threshold.value {
        return None;
    }
    let mut remedies = pay_each(case, &format!("{}/{}", RuleId::ComponentDebtRatio.word(), component.id), &debts);
    remedies.extend(keep_debts(case, &debts));
    let flag = Flag {
        rule: RuleId::ComponentDebtRatio,
        severity: Severity::Warning,
        subjects: std::iter::once(component.id.into()).chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[component.id.into()]),
        sentence: format!(
            "Paying off the debts of {} takes {}, {} of the {} that it would take to make it again; most of it for {}",
            case.title(component.id),
            effort(owed),
            percent(ratio),
            effort(size),
            first(&case.titles(debts.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Principal over size", percent(ratio), ratio),
            figure("Principal", effort(owed), owed),
            figure("Size", effort(size), size),
        ],
        clears_when: format!("paying them off takes {} of it or less", percent(threshold.value)),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: owed })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::fixture;

    use crate::flag::RuleId;
    use crate::known::{History, Known};
    use crate::testing::check_known;

    fn check(size: f64, expect: Expect) {
        let sizes = BTreeMap::from([(fixture::component("ledger"), size)]);
        let known = Known { history: History { sizes, ..History::default() }, ..Known::default() };
        check_known(
            RuleId::ComponentDebtRatio,
            "team core\nperson ada team core\ncomponent ledger \"Ledger\" team core\ncomponent app team core\n\
             debt schema \"Ledger schema\" in ledger principal 15 drag 0.2\n\
             debt copies \"Copies\" in ledger,app principal 10 drag 0.1\nitem a team core effort 20 in ledger 1\n",
            &known,
            expect,
        );
    }

    #[test]
    fn fires_above_a_fifth() {
        check(
            99.0,
            expect![[r#"
                warning: Paying off the debts of Ledger takes 20 pd, 20% of the 99 pd that it would take to make it again; most of it for “Ledger schema” and “Copies”
                  → Pay down “Copies” first
                  … Keep “Ledger schema” on purpose, for a while
                  … Keep “Copies” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn is_silent_at_a_fifth() {
        check(100.0, expect![[""]]);
    }

    #[test]
    fn the_size_that_the_plan_gives_is_enough() {
        crate::testing::check(
            RuleId::ComponentDebtRatio,
            "team core\nperson ada team core\ncomponent ledger \"Ledger\" team core size 60\n\
             debt schema \"Ledger schema\" in ledger principal 15 drag 0.2\nitem a team core effort 20 in ledger 1\n",
            expect![[r#"
                warning: Paying off the debts of Ledger takes 15 pd, 25% of the 60 pd that it would take to make it again; most of it for “Ledger schema”
                  → Pay down “Ledger schema” first
                  … Keep “Ledger schema” on purpose, for a while
            "#]],
        );
    }
}
