//! commitment-at-risk: a promise that is less likely to be kept than it was promised, whatever the debt. Where the debt
//! alone is why, debt-blind-commitment says so and this rule keeps quiet: one promise, one flag.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | P(on time) < confidence | 0.85 | the confidence of the promise | warning |
//! | and it is even less likely than | 0.50 | our convention | critical |

use plan::Item;

use super::Raised;
use super::debt_blind_commitment::{Chances, confidence, numbers, promised, ways_out};
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::bills;
use crate::text::{by, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.promised().filter_map(|item| raise(case, item)).collect()
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let promise = item.commitment.as_ref()?;
    let chances = Chances::of(case, item)?;
    if chances.as_planned >= promise.confidence || chances.are_debt_blind(promise) {
        return None;
    }
    let grave = threshold(case.plan, "commitment-at-risk-critical");
    let critical = chances.as_planned < grave.value;
    let finish = &case.outlook(item.id)?.outlook.as_planned;
    let today = case.today();
    let why = match case.why_never(item.id) {
        Some(why) => format!(": {why}"),
        None => format!(": {}, {}", by(50, finish.p50, today), by(85, finish.p85, today)),
    };
    let debt_free = if chances.debt_free - chances.as_planned >= 0.05 {
        format!(", and even without debt {}", percent(chances.debt_free))
    } else {
        String::new()
    };
    let bills = bills(case, item.id);
    let flag = Flag {
        rule: RuleId::CommitmentAtRisk,
        severity: if critical { Severity::Critical } else { Severity::Warning },
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "{}; as planned the chance is {}{debt_free}{why}",
            promised(case, item, promise),
            percent(chances.as_planned),
        ),
        numbers: numbers(case, item, promise, &chances, &bills),
        threshold: if critical { grave } else { confidence(promise) },
        clears_when: format!("the chance as planned is {} or more", percent(promise.confidence)),
        remedies: ways_out(case, RuleId::CommitmentAtRisk, item, &bills),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: promise.confidence - chances.as_planned })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn is_critical_when_the_promise_is_more_likely_broken_than_kept() {
        check(
            RuleId::CommitmentAtRisk,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item checkout "Checkout" team core effort 10 commit 2026-12-03 to "the Board"
"#,
            expect![[r#"
                critical: “Checkout” is promised to the Board for 3 Dec at 85%; as planned the chance is 0%: 50% by 4 Dec, 85% by 4 Dec
                  → Promise “Checkout” for 4 Dec instead
            "#]],
        );
    }

    #[test]
    fn is_a_warning_when_it_is_likely_but_not_as_likely_as_promised() {
        check(
            RuleId::CommitmentAtRisk,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item checkout "Checkout" team core effort 5/10/15 commit 2026-12-07
"#,
            expect![[r#"
                warning: “Checkout” is promised for 7 Dec at 85%; as planned the chance is 67%: 50% by 4 Dec, 85% by 10 Dec
                  → Promise “Checkout” for 10 Dec instead
            "#]],
        );
    }

    #[test]
    fn is_silent_on_the_day_that_is_kept() {
        check(
            RuleId::CommitmentAtRisk,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item checkout "Checkout" team core effort 10 commit 2026-12-04 to "the Board"
"#,
            expect![[""]],
        );
    }

    #[test]
    fn leaves_a_promise_that_only_debt_breaks_to_the_other_rule() {
        check(
            RuleId::CommitmentAtRisk,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema in ledger drag 0.5
item checkout "Checkout" team core effort 10 basis clean in ledger 1 commit 2026-12-04
"#,
            expect![[""]],
        );
    }

    #[test]
    fn says_why_a_promise_is_never_kept() {
        check(
            RuleId::CommitmentAtRisk,
            r#"
team core "Core"
item checkout "Checkout" team core effort 10 commit 2026-12-04 to "the Board"
"#,
            expect![[r#"
                critical: “Checkout” is promised to the Board for 4 Dec at 85%; as planned the chance is 0%: it is never finished, for nobody is in Core
                  → Add a person to Core from 21 Dec
            "#]],
        );
    }
}
