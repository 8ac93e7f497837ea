//! What each way out of a flag comes to, measured one by one: the first way out of every flag in their order, then the others.
//!
//! Each is tried in few trials beside the same trials of the plan as it stands, and what lies between beyond luck is carried
//! over to the full forecast, so that its dates are those that the timeline shows. No clock is read here: whoever watches may
//! break off, and that decides how many are measured, never what is said of one.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Forecast, carried_clear, forecast_tried};
use plan::{Op, Plan};

use crate::effect::{answerable, between};
use crate::flag::{Effect, Flag, Remedy, RemedyAction, RuleId};
use crate::suppose::suppose;

/// A way out of a flag, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The flag's rule.
    pub rule: RuleId,
    /// The flag's subjects, as in [`Flag::subject_key`].
    pub subject_key: String,
    /// What the way out is called.
    pub label: String,
    /// What it comes to, told of this flag.
    pub effect: Effect,
}

/// What the ways out come to, as far as they have been measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcomes {
    /// How many have been tried.
    pub done: u32,
    /// How many there are to try; what flags share counts once.
    pub of: u32,
    /// What was found.
    pub found: Vec<Outcome>,
}

/// Measures what the ways out of these flags come to; of those that wait for a human's answer there is nothing to measure. The
/// plan is the sound one, `full` its full forecast with these flags. `progress` is shown what is known after each; when `stop` is
/// raised or `progress` breaks off, the answer is what there is by then.
pub fn outcomes(
    plan: &Plan,
    full: &Forecast,
    flags: &[Flag],
    trials: u32,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(&Outcomes) -> ControlFlow<()>,
) -> Outcomes {
    let ways = ways(flags);
    let mut outcomes = Outcomes { of: ways.len() as u32, ..Outcomes::default() };
    if ways.is_empty() {
        return outcomes;
    }
    let assumptions = Assumptions { trials, ..full.assumptions };
    let Some(then) = forecast_tried(plan, plan, &assumptions, stop) else { return outcomes };
    let was = answerable(plan, full);
    for way in &ways {
        // What the rules refuse by now leads nowhere, and there is nothing to say of it.
        if let Some(after_plan) = suppose(plan, way.op) {
            let Some(now) = forecast_tried(plan, &after_plan, &assumptions, stop) else { return outcomes };
            let seen = carried_clear(&after_plan, full, &then, now);
            let luck = seen.has_luck.then_some(trials);
            outcomes.found.extend(way.answers.iter().map(|(flag, remedy)| Outcome {
                rule: flag.rule,
                subject_key: flag.subject_key.clone(),
                label: remedy.label.clone(),
                effect: between(plan, full, &was, &after_plan, &seen.after, Some(flag), luck),
            }));
        }
        outcomes.done += 1;
        if progress(&outcomes).is_break() {
            return outcomes;
        }
    }
    outcomes
}

/// Edits, and the flags that they are a way out of.
struct Way<'a> {
    op: &'a Op,
    answers: Vec<(&'a Flag, &'a Remedy)>,
}

/// What there is to measure: the first way out of each flag that stands, then the others; what flags share, once.
fn ways(flags: &[Flag]) -> Vec<Way<'_>> {
    let each: Vec<_> = flags.iter().filter(|flag| flag.stands()).map(steps).collect();
    let first = each.iter().flat_map(|steps| steps.iter().take(1));
    let others = each.iter().flat_map(|steps| steps.iter().skip(1));
    let mut ways: Vec<Way<'_>> = Vec::new();
    for &(op, answer) in first.chain(others) {
        match ways.iter_mut().find(|way| way.op == op) {
            Some(way) => way.answers.push(answer),
            None => ways.push(Way { op, answers: vec![answer] }),
        }
    }
    ways
}

/// The ways out that edit the plan, with their edits.
fn steps(flag: &Flag) -> Vec<(&Op, (&Flag, &Remedy))> {
    let mut steps = Vec::new();
    for remedy in &flag.remedies {
        match &remedy.action {
            RemedyAction::Apply { op } => steps.push((op, (flag, remedy))),
            RemedyAction::Open { .. } => (),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::known::Known;
    use crate::testing::{forecast_of, planned};

    const LATE: &str = r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 3 drag 0.8 reviewed 2026-11-23
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 20 basis clean in ledger 1 commit 2027-01-08 to "the Board"
"#;

    fn judged() -> (Plan, Forecast, Vec<Flag>) {
        let (plan, findings) = planned(LATE);
        let full = forecast_of(&plan, 100);
        let flags = crate::flags(&plan, &full, &findings, &Known::default());
        (plan, full, flags)
    }

    #[test]
    fn each_way_out_says_what_it_does_to_its_own_flag() {
        let (plan, full, flags) = judged();
        let stop = AtomicBool::new(false);
        let found = outcomes(&plan, &full, &flags, 50, &stop, &mut |_| ControlFlow::Continue(()));
        let told: String = found
            .found
            .iter()
            .map(|found| format!("{}: {}\n  {}\n", found.rule.word(), found.label, found.effect.sentence))
            .collect();
        expect![[r#"
            debt-blind-commitment: Pay down “Ledger schema” first
              Checkout 19 Jan → 6 Jan at 85% · on time 0% → 100% · costs 3 pd in December · clears this and 2 other flags
            no-paydown: Pay down “Ledger schema” first
              Checkout 19 Jan → 6 Jan at 85% · on time 0% → 100% · costs 3 pd in December · clears this and 2 other flags
            worth-paying: Pay down “Ledger schema” first
              Checkout 19 Jan → 6 Jan at 85% · on time 0% → 100% · costs 3 pd in December · clears this and 2 other flags
            false-precision: Widen 2 estimates to ×1.80 the likely at the high end
              Checkout 19 Jan → 17 Feb at 85% · costs 5 pd · clears this and 1 other flag · raises 2 flags
            debt-blind-commitment: Put “Login” off until after “Checkout”
              Checkout 19 Jan → 5 Jan at 85% · on time 0% → 100% · clears this flag
            debt-blind-commitment: Promise “Checkout” for 19 Jan instead
              Checkout · on time 0% → 100% · clears this flag
            debt-blind-commitment: Add a person to Core from 21 Dec
              Checkout 19 Jan → 12 Jan at 85%
        "#]].assert_eq(&told);
    }

    #[test]
    fn the_first_way_out_of_each_flag_comes_before_the_second_of_any() {
        let (plan, full, flags) = judged();
        let mut first = Vec::new();
        let stop = AtomicBool::new(false);
        outcomes(&plan, &full, &flags, 20, &stop, &mut |Outcomes { done, of, found }| {
            assert!((1..=*of).contains(done), "{done} of {of}");
            first = found.iter().map(|found| found.rule).collect();
            let with_steps =
                |flag: &&Flag| flag.remedies.iter().any(|way| matches!(way.action, RemedyAction::Apply { .. }));
            let all = flags.iter().filter(with_steps).all(|flag| first.contains(&flag.rule));
            if all { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(first.len() < flags.iter().map(|flag| flag.remedies.len()).sum(), "it broke off before the others");
    }

    #[test]
    fn stopped_it_has_measured_nothing() {
        let (plan, full, flags) = judged();
        let found = outcomes(&plan, &full, &flags, 20, &AtomicBool::new(true), &mut |_| ControlFlow::Continue(()));
        assert_eq!((found.done, found.found.len()), (0, 0));
    }
}
