//! The plan as it would be after an operation.

use plan::{Op, Plan, decide, sound};

/// The sound plan after `op`. `None` if the plan's rules refuse it, or if it would change nothing.
pub fn suppose(plan: &Plan, op: &Op) -> Option<Plan> {
    let decision = decide(plan, op).ok().filter(|decision| !decision.edits.is_empty())?;
    let mut after = plan.clone();
    for (slot, value) in &decision.edits {
        after.set(slot, value);
    }
    Some(sound(&after).0)
}
