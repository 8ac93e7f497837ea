//! What a way out of a flag comes to, beside the flag.

use advice::{Outcome, RuleId};
use serde::{Deserialize, Serialize};

/// A way out of a flag, measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OutcomeView {
    /// The flag's rule.
    pub rule: RuleId,
    /// The flag's subjects, as in the flag.
    pub subject_key: String,
    /// What the way out is called.
    pub label: String,
    /// "Checkout 18 Apr → 2 Apr at 85% · on time 38% → 71% · costs 12 pd in March · clears this flag".
    pub sentence: String,
}

/// The view of what has been measured.
pub fn outcome(found: &Outcome) -> OutcomeView {
    OutcomeView {
        rule: found.rule,
        subject_key: found.subject_key.clone(),
        label: found.label.clone(),
        sentence: found.effect.sentence.clone(),
    }
}
