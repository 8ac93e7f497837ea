//! The judgement: flags, one file a rule, and their remedies. Pure.
//!
//! [`flags`] reads a plan beside its forecast; [`effect`] tells two forecasts apart. No date is computed here, so that what a
//! flag says is what the timeline shows. [`search`] finds a better order; it alone has trials drawn, by `forecast`.

mod case;
mod effect;
mod flag;
mod flow;
mod presence;
mod rank;
mod remedy;
mod rules;
pub mod search;
#[cfg(test)]
mod testing;
mod text;
mod threshold;

use forecast::Forecast;
use plan::{Finding, Plan};

pub use effect::effect;
pub use flag::*;
pub use threshold::{LIMITS, Limit, Unit};

use case::Case;

/// Everything there is to say about a plan, the most pressing first: what wants an answer before what was accepted, critical
/// before warning before note, and among those by the worst promise they touch. The plan is the sound one that the forecast was
/// made from; `findings` are those of its fold.
pub fn flags(plan: &Plan, forecast: &Forecast, findings: &[Finding]) -> Vec<Flag> {
    let case = Case::new(plan, forecast, findings);
    let raised = RuleId::ALL.iter().flat_map(|rule| rules::judge(*rule, &case)).collect();
    rank::ranked(&case, raised)
}
