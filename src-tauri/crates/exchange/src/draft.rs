//! The plan as it would stand after the operations so far: each new one is decided against it, so that what is handed
//! back is never refused as a whole because of one part.

use plan::{Field, Op, Plan, Refusal};

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
        let ops: Vec<(usize, &Op)> = ops.iter().enumerate().collect();
        let mut refused: Vec<_> = ops.chunks(CHUNK).flat_map(|chunk| self.act_some(chunk)).collect();
        refused.sort_by_key(|(place, _)| *place);
        refused
    }

    /// The same for some of them, each with its place among all.
    fn act_some(&mut self, ops: &[(usize, &Op)]) -> Vec<(usize, Refusal)> {
        let all = Op::All { label: String::new(), ops: ops.iter().map(|(_, op)| (*op).clone()).collect() };
        if let Ok(decision) = plan::decide(&self.plan, &all) {
            for (slot, value) in &decision.edits {
                self.plan.set(slot, value);
            }
            self.ops.extend(ops.iter().map(|(_, op)| (*op).clone()));
            return Vec::new();
        }
        // By itself an operation is decided without a copy of the plan, and only a link is looked for in it.
        let (links, others): (Vec<_>, Vec<_>) = ops.iter().copied().partition(|(_, op)| is_link(op));
        let mut refused = Vec::new();
        for (place, op) in others {
            refused.extend(self.act(op.clone()).err().map(|refusal| (place, refusal)));
        }
        match links[..] {
            [] => {}
            [(place, op)] => refused.extend(self.act(op.clone()).err().map(|refusal| (place, refusal))),
            _ if links.len() < ops.len() => refused.extend(self.act_some(&links)),
            _ => links.chunks(links.len().div_ceil(2)).for_each(|half| refused.extend(self.act_some(half))),
        }
        refused
    }

    /// What was taken along.
    pub fn into_ops(self) -> Vec<Op> {
        self.ops
    }
}

/// Whether the operation could close a circle, which takes a walk to tell.
fn is_link(op: &Op) -> bool {
    match op {
        Op::Set { slot, .. } => matches!(slot.field, Field::After | Field::Parent),
        Op::Create { .. } | Op::Delete { .. } | Op::Move { .. } => false,
        Op::All { ops, .. } => ops.iter().any(is_link),
    }
}
