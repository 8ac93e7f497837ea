//! For tests: a plan as text goes in, what advice says of it comes out as text.

use std::sync::atomic::AtomicBool;

use expect_test::Expect;
use forecast::{Assumptions, Forecast};
use plan::{Day, Finding, Op, Plan, Value, fixture};

use crate::flag::{Flag, RemedyAction, RuleId};
use crate::known::Known;

/// The day on which the tests stand: the Monday of the sample plan.
pub(crate) fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day of the calendar")
}

/// What every test plan has unless it says otherwise: nothing drifts, so that dates can be worked out by hand.
const STEADY: &str = "plan \"Test\" drift 0\n";

/// The sound plan of a text, and its findings.
pub(crate) fn planned(text: &str) -> (Plan, Vec<Finding>) {
    let text = if text.trim_start().starts_with("plan ") { text.to_owned() } else { format!("{STEADY}{text}") };
    plan::sound(&fixture::plan(&text).expect("the text is a plan"))
}

pub(crate) fn forecast_of(plan: &Plan, trials: u32) -> Forecast {
    let assumptions = Assumptions { today: today(), seed: 1, trials };
    forecast::forecast(plan, &assumptions, &AtomicBool::new(false)).expect("nobody cancels a test")
}

/// Every flag of a text.
pub(crate) fn judged(text: &str) -> Vec<Flag> {
    let (plan, findings) = planned(text);
    crate::flags(&plan, &forecast_of(&plan, 100), &findings, &Known::default())
}

/// What one rule says of a text: severity, sentence, ways out. Every flag must leave at least one way out that can be taken
/// in one step, and every such way must be allowed and change something.
pub(crate) fn check(rule: RuleId, text: &str, expect: Expect) {
    check_known(rule, text, &Known::default(), expect);
}

/// The same, with something known beyond the plan.
pub(crate) fn check_known(rule: RuleId, text: &str, known: &Known, expect: Expect) {
    let (said, without) = said(rule, text, known);
    assert_eq!(without, None, "nothing to do about it");
    expect.assert_eq(&said);
}

/// The same, for what only a human can answer.
pub(crate) fn check_told(rule: RuleId, text: &str, known: &Known, expect: Expect) {
    let (said, _) = said(rule, text, known);
    expect.assert_eq(&said);
}

/// What the rule says, and the first sentence that leaves no step to take.
fn said(rule: RuleId, text: &str, known: &Known) -> (String, Option<String>) {
    let (plan, findings) = planned(text);
    let flags = crate::flags(&plan, &forecast_of(&plan, 100), &findings, known);
    let (mut said, mut without) = (String::new(), None);
    for flag in flags.iter().filter(|flag| flag.rule == rule) {
        said += &told(flag);
        let steps: Vec<_> =
            flag.remedies.iter().filter(|remedy| matches!(remedy.action, RemedyAction::Apply { .. })).collect();
        if steps.is_empty() {
            without = without.or(Some(flag.sentence.clone()));
        }
        for remedy in steps {
            applied(&plan, &remedy.action);
        }
    }
    (said, without)
}

/// A flag as a report would print it.
pub(crate) fn told(flag: &Flag) -> String {
    let mut lines = vec![format!("{}: {}", flag.severity.word(), flag.sentence)];
    if let Some(waived) = &flag.waived {
        lines.push(format!("  accepted by {} until {}: {}", waived.by, waived.until, waived.reason));
    }
    for remedy in &flag.remedies {
        let mark = match remedy.action {
            RemedyAction::Apply { .. } => "→",
            RemedyAction::Open { .. } => "…",
        };
        lines.push(format!("  {mark} {}", remedy.label));
    }
    lines.join("\n") + "\n"
}

/// The plan with a remedy applied, as the door would do it.
pub(crate) fn applied(plan: &Plan, action: &RemedyAction) -> Plan {
    let RemedyAction::Apply { op } = action else { panic!("only a human can take this remedy") };
    assert!(matches!(op, Op::All { .. }), "a remedy is one undoable step");
    let decision = plan::decide(plan, op).unwrap_or_else(|refusal| panic!("a remedy is refused: {refusal}"));
    assert!(!decision.edits.is_empty(), "a remedy changes something");
    let mut after = plan.clone();
    for (slot, value) in decision.edits {
        after.set(&slot, &value);
    }
    plan::sound(&after).0
}

/// A slot's value, for a finding that a merge would bring.
pub(crate) fn with(plan: &Plan, slot: &plan::Slot, value: Value) -> (Plan, Vec<Finding>) {
    let mut plan = plan.clone();
    plan.set(slot, &value);
    plan::sound(&plan)
}
