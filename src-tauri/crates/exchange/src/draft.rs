//! The plan as it would stand after the operations so far: each new one is decided against it, so that what is handed
//! back is never refused as a whole because of one part.

use plan::{Op, Plan, Refusal};

/// How many operations are decided at once. Links that hold together are cheapest in great numbers; where one closes a
/// circle, all that are decided with it are walked one by one, so the number is bounded.
const CHUNK: usize = 128;

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

    /// Takes many along, and says which of them the plan refuses and why.
    pub fn act_all(&mut self, ops: &[Op]) -> Vec<(usize, Refusal)> {
        let chunks = ops.chunks(CHUNK).enumerate();
        chunks.flat_map(|(n, chunk)| self.act_some(chunk, n * CHUNK)).collect()
    }

    /// The first of `ops` is the one at `place` of all.
    fn act_some(&mut self, ops: &[Op], place: usize) -> Vec<(usize, Refusal)> {
        if let [op] = ops {
            return self.act(op.clone()).err().map(|refusal| (place, refusal)).into_iter().collect();
        }
        let all = Op::All { label: String::new(), ops: ops.to_vec() };
        if let Ok(decision) = plan::decide(&self.plan, &all) {
            for (slot, value) in &decision.edits {
                self.plan.set(slot, value);
            }
            self.ops.extend_from_slice(ops);
            return Vec::new();
        }
        let (first, second) = ops.split_at(ops.len() / 2);
        let mut refused = self.act_some(first, place);
        refused.extend(self.act_some(second, place + first.len()));
        refused
    }

    /// What was taken along.
    pub fn into_ops(self) -> Vec<Op> {
        self.ops
    }
}
