//! paydown-bumped: a paydown was to be finished later in each of the last baselines than in the one before: it is put off time
//! and again. Needs signed baselines. One flag a paydown.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | moved later in so many baselines running, the last included | ≥ 2 | our convention | warning |

use plan::{Day, Field, Item, ItemKind, Op, Scope, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, keep_debts, pay_first};
use crate::text::{count, day, days, figure};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.work().filter(|item| item.kind == ItemKind::Paydown).filter_map(|item| raise(case, item)).collect()
}

fn raise(case: &Case<'_>, paydown: &Item) -> Option<Raised> {
    let threshold = threshold(case.plan, "paydown-bumped");
    let baselines = case.known.log.baselines.as_ref()?;
    let dates: Vec<Day> = baselines.iter().filter_map(|baseline| baseline.get(&paydown.id).copied()).collect();
    let moves = dates.windows(2).rev().take_while(|pair| pair[1] > pair[0]).count();
    if (moves as f64) < threshold.value {
        return None;
    }
    let (was, is) = (dates[dates.len() - 1 - moves], dates[dates.len() - 1]);
    let title = case.title(paydown.id);
    let debts: Vec<_> = paydown.pays.keys().filter_map(|debt| case.plan.debts.get(debt)).collect();
    let ids: Vec<_> = debts.iter().map(|debt| debt.id).collect();
    let name = format!("{}/{}", RuleId::PaydownBumped.word(), paydown.id);
    let mut remedies: Vec<_> =
        pay_first(case, &name, &ids, "It is then over before it can be put off again".into()).into_iter().collect();
    if paydown.scope != Scope::Must {
        remedies.push(apply(
            format!("Say that {title} must be done"),
            "A search for a better order then leaves it in".into(),
            vec![Op::set(paydown.id, Field::Scope, Value::Text(Scope::Must.word().into()))],
        ));
    }
    if !debts.is_empty() {
        remedies.extend(keep_debts(case, &debts));
    }
    let flag = Flag {
        rule: RuleId::PaydownBumped,
        severity: Severity::Warning,
        subjects: std::iter::once(paydown.id.into()).chain(ids.iter().map(|id| (*id).into())).collect(),
        subject_key: plan::subject_key(&[paydown.id.into()]),
        sentence: format!(
            "{title} was put off in {} running, from {} to {}, and its debt goes on costing",
            count(moves, "baseline", "baselines"),
            day(was, case.today()),
            day(is, case.today()),
        ),
        numbers: vec![
            figure("Put off", count(moves, "time", "times"), moves as f64),
            figure("In all", days(is.since(was)), f64::from(is.since(was))),
        ],
        threshold,
        clears_when: "the next baseline has it no later than this one".into(),
        remedies,
        evidence: dates.iter().map(|date| format!("to be finished on {}", day(*date, case.today()))).collect(),
        waived: None,
    };
    Some(Raised { flag, weight: f64::from(is.since(was)) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::{Day, fixture};

    use crate::flag::RuleId;
    use crate::known::{Known, Log};
    use crate::testing::check_known;

    fn check(january: &[u32], expect: Expect) {
        let day = |day: &u32| Day::new(2027, 1, *day).expect("a day of the calendar");
        let baselines = january.iter().map(|date| BTreeMap::from([(fixture::item("split"), day(date))])).collect();
        let known = Known { log: Log { baselines: Some(baselines), ..Log::default() }, ..Known::default() };
        check_known(
            RuleId::PaydownBumped,
            "team core\nperson ada team core\ncomponent ledger team core\n\
             debt schema \"Ledger schema\" in ledger principal 5 drag 0.2\n\
             item a \"Refunds\" team core effort 10 in ledger 1\n\
             paydown split \"Split the schema\" team core pays schema 1\n",
            &known,
            expect,
        );
    }

    #[test]
    fn fires_when_it_moves_later_twice_running() {
        check(
            &[20, 8, 15, 22],
            expect![[r#"
                warning: “Split the schema” was put off in 2 baselines running, from 8 Jan to 22 Jan, and its debt goes on costing
                  → Pay down “Ledger schema” first
                  → Say that “Split the schema” must be done
                  … Keep “Ledger schema” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn is_silent_when_it_held_in_between() {
        check(&[8, 15, 15, 22], expect![[""]]);
    }
}
