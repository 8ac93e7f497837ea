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
use crate::text::{percent, when};
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
        None => format!(": 50 % by {}, 85 % by {}", when(finish.p50, today), when(finish.p85, today)),
    };
    let debt_free = if chances.debt_free - chances.as_planned >= 0.05 {
        format!(", and even without debt {}", percent(chances.debt_free))
    } else {
        String::new()
    };
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
        numbers: numbers(case, item, promise, &chances),
        threshold: if critical { grave } else { confidence(promise) },
        clears_when: format!("the chance as planned is {} or more", percent(promise.confidence)),
        remedies: ways_out(case, RuleId::CommitmentAtRisk, item),
        waived: None,
    };
    Some(Raised { flag, weight: promise.confidence - chances.as_planned })
}
