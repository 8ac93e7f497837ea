//! The plan as it would stand after the operations so far: each new one is decided against it, so that what is handed
//! back is never refused as a whole because of one part.

use plan::{Op, Plan, Refusal};

/// A copy of the plan that goes along with an import.
pub(crate) struct Draft {
    pub plan: Plan,
    ops: Vec<Op>,
}

impl Draft {
    /// Starts from the plan as it is.
    pub fn of(plan: &Plan) -> Draft {
        Draft { plan: plan.clone(), ops: Vec::new() }
    }

    /// Takes the operation along if the plan would, and says whether it changes anything.
    pub fn act(&mut self, op: Op) -> Result<bool, Refusal> {
        let decision = plan::decide(&self.plan, &op)?;
        for (slot, value) in &decision.edits {
            self.plan.set(slot, value);
        }
        let changes = !decision.edits.is_empty();
        if changes {
            self.ops.push(op);
        }
        Ok(changes)
    }

    /// What was taken along.
    pub fn into_ops(self) -> Vec<Op> {
        self.ops
    }
}
