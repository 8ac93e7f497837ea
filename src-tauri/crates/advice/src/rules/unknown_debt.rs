//! unknown-debt: a debt of which too little is known to count it: no principal, no interest, or no component. Or a plan with a
//! good deal of work and not one debt: then it is the inventory that is unknown. One flag a debt, or one for the plan.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | no principal, no interest or no component | any | our convention | note |
//! | open work, without any debt in the plan | ≥ 10 | our convention | warning |

use plan::{Assign, Debt, EntityId, Field, Kind, Op, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, fresh, open, set_record};
use crate::text::{count, figure, list};
use crate::threshold::{any, threshold};

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.owed().filter_map(|debt| of_debt(case, debt)).chain(of_plan(case)).collect()
}

fn of_debt(case: &Case<'_>, debt: &Debt) -> Option<Raised> {
    let costs = |range: Option<plan::Range>| range.is_some_and(|range| range.high > 0.0);
    let interest = costs(debt.drag) || costs(debt.toil) || (debt.incident_rate > 0.0 && costs(debt.incident_loss));
    let gaps: Vec<(&str, &str, Field)> = [
        (debt.components.is_empty(), "component", "it slows nothing and falls on nobody", Field::Component),
        (!interest, "interest", "it costs nothing", Field::Drag),
        (!costs(debt.principal), "principal", "no paydown can be weighed", Field::Principal),
    ]
    .into_iter()
    .filter(|(missing, ..)| *missing)
    .map(|(_, what, so, field)| (what, so, field))
    .collect();
    let (_, _, most) = gaps.first()?;
    let title = case.title(debt.id);
    let names: Vec<String> = gaps.iter().map(|(what, ..)| (*what).to_owned()).collect();
    let consequences: Vec<String> = gaps.iter().map(|(_, so, _)| (*so).to_owned()).collect();
    let mut remedies = vec![open(
        format!("Say what is known of {title}"),
        "A range is enough: half a day, a week, a month".into(),
        debt.id,
        *most,
    )];
    // Where the work lies says where its debt may: the component with most work is a first guess only when it is the one.
    if debt.components.is_empty() {
        let mut in_use: Vec<_> = case.work().flat_map(|item| item.components.keys().copied()).collect();
        in_use.sort_unstable();
        in_use.dedup();
        if let [component] = in_use[..] {
            remedies.push(apply(
                format!("Put {title} into {}", case.title(component)),
                "It is the only component that work is planned in".into(),
                vec![set_record(debt.id, Field::Component, component.to_string(), Value::Flag(true))],
            ));
        }
    }
    let flag = Flag {
        rule: RuleId::UnknownDebt,
        severity: Severity::Note,
        subjects: vec![debt.id.into()],
        subject_key: plan::subject_key(&[debt.id.into()]),
        sentence: format!("{title} has no {}: in the forecast {}", names.join(", no "), list(&consequences)),
        numbers: vec![figure("Missing", format!("{} of 3", gaps.len()), gaps.len() as f64)],
        threshold: any("any debt without principal, interest or component"),
        clears_when: "its principal, its interest and its components are known".into(),
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: gaps.len() as f64 })
}

fn of_plan(case: &Case<'_>) -> Option<Raised> {
    let threshold = threshold(case.plan, "unknown-debt");
    let n_work = case.work().count();
    if (n_work as f64) < threshold.value || case.plan.debts.values().any(|debt| debt.alive) {
        return None;
    }
    let entity = fresh(case, Kind::Debt, RuleId::UnknownDebt.word());
    let mut values = vec![Assign::of(Field::Title, Value::Text("What slows us most".into()))];
    let owned = case.plan.components.values().find(|component| component.alive);
    values.extend(owned.map(|component| Assign {
        field: Field::Component,
        key: component.id.to_string(),
        value: Value::Flag(true),
    }));
    let flag = Flag {
        rule: RuleId::UnknownDebt,
        severity: Severity::Warning,
        subjects: vec![EntityId::PLAN],
        subject_key: plan::subject_key(&[EntityId::PLAN]),
        sentence: format!(
            "{} are planned and no debt is recorded: every date holds only if nothing slows the work, where developers say they lose 23% of their time to debt",
            count(n_work, "piece of work", "pieces of work")
        ),
        numbers: vec![figure("Open work", count(n_work, "item", "items"), n_work as f64), figure("Debts", "0", 0.0)],
        threshold,
        clears_when: "a debt is recorded, one that is paid included".into(),
        remedies: vec![apply(
            "Record the first debt".into(),
            "Ask the team what slows it most; its principal and its interest may be ranges".into(),
            vec![Op::Create { entity, values }],
        )],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: n_work as f64 })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::known::Known;
    use crate::testing::{check, check_told};

    #[test]
    fn notes_what_is_missing() {
        check_told(
            RuleId::UnknownDebt,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt a "All of it"
debt b "No interest" in ledger principal 2 incidents 1
debt c "No principal" in ledger toil 2
debt d "Known" in ledger principal 2 incidents 1 loss 1
item refunds "Refunds" team core effort 10 in ledger 1
"#,
            &Known::default(),
            expect![[r#"
                note: “All of it” has no component, no interest, no principal: in the forecast it slows nothing and falls on nobody, it costs nothing and no paydown can be weighed
                  … Say what is known of “All of it”
                  → Put “All of it” into Ledger
                note: “No principal” has no principal: in the forecast no paydown can be weighed
                  … Say what is known of “No principal”
                note: “No interest” has no interest: in the forecast it costs nothing
                  … Say what is known of “No interest”
            "#]],
        );
    }

    fn work(n: usize) -> String {
        let items: String = (0..n).map(|n| format!("item i{n} team core effort 5\n")).collect();
        format!("team core\nperson ada team core\n{items}")
    }

    #[test]
    fn warns_of_a_plan_that_knows_of_no_debt() {
        check(
            RuleId::UnknownDebt,
            &work(10),
            expect![[r#"
            warning: 10 pieces of work are planned and no debt is recorded: every date holds only if nothing slows the work, where developers say they lose 23% of their time to debt
              → Record the first debt
        "#]],
        );
    }

    #[test]
    fn is_silent_while_there_is_little_work_or_a_debt() {
        check(RuleId::UnknownDebt, &work(9), expect![[""]]);
        let paid = format!("{}component c team core\ndebt d in c principal 2 toil 1 state paid\n", work(10));
        check(RuleId::UnknownDebt, &paid, expect![[""]]);
    }
}
