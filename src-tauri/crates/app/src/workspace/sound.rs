//! The plan as it is read: repaired, and without what nobody had a right to claim.

use std::sync::Arc;

use advice::Known;
use plan::{Document, Finding, Plan};
use store::PlanFile;

use super::claims::by_right;

/// A plan repaired for reading, and what had to be repaired.
#[derive(Debug)]
pub struct Sound {
    /// Only what exists, with references that lead somewhere.
    pub plan: Plan,
    /// What was repaired.
    pub findings: Vec<Finding>,
    /// What is known beyond it.
    pub known: Arc<Known>,
}

/// The plan as it is read.
pub(crate) fn repaired(plan: &Plan, known: Arc<Known>) -> Sound {
    let (plan, findings) = plan::sound(plan);
    Sound { plan, findings, known }
}

/// The document as it is read; `known` tells what the rules are told of it beyond the plan.
///
/// # Errors
/// If the log cannot be read.
pub(crate) fn read(
    document: &Document,
    file: &PlanFile,
    known: impl FnOnce(&Plan) -> Known,
) -> Result<Sound, store::Error> {
    let (plan, claimed) = by_right(document, file)?;
    let mut sound = repaired(&plan, Arc::new(known(&plan)));
    sound.findings.extend(claimed);
    Ok(sound)
}
