//! The judgement: flags, one file a rule, and their remedies; and why a date is where it is. Pure.
//!
//! [`flags`] reads a plan beside its forecast; [`effect`] tells two forecasts apart. [`course`], [`ripple`] and [`levers`]
//! ask for forecasts of other plans: as it was, as it would be if something slipped, as it could be. [`search`] finds a
//! better order on trials that `forecast` draws for it. No date is computed here, so that what advice says is what the
//! timeline shows.

mod case;
mod catalogue;
mod cause;
mod delay;
mod difference;
mod draws;
mod effect;
mod flag;
mod flow;
mod known;
mod levers;
mod measured;
mod outcome;
mod presence;
mod rank;
mod remedy;
mod ripple;
mod rules;
pub mod search;
mod silent;
mod slowing;
mod suppose;
#[cfg(test)]
mod testing;
mod text;
mod threshold;
mod throughput;
mod waterfall;

use forecast::Forecast;
use plan::{Finding, Plan};

pub use catalogue::{RULES, Rule, rules_document};
pub use cause::Cause;
pub use delay::{DebtDelay, PromiseDelay, debt_delay};
pub use difference::Version;
pub use draws::Draws;
pub use effect::{effect, effect_tried};
pub use flag::*;
pub use known::*;
pub use levers::{Budget, Lever, Levers, Move, levers};
pub use outcome::{Outcome, Outcomes, outcomes};
pub use ripple::{NoSlip, Ripple, ripple};
pub use silent::{Silent, silent};
pub use slowing::{DebtDays, debt_days};
pub use suppose::suppose;
pub use threshold::{LIMITS, Limit, Unit, review_days, review_wait};
pub use waterfall::{Bar, Course, Waterfall, course};

use case::Case;

/// Everything there is to say about a plan, the most pressing first: what wants an answer before what was accepted, critical
/// before warning before note, and among those by the worst promise they touch. The plan is the sound one that the forecast was
/// made from; `findings` are those of its fold, and `known` is what was measured and done beyond it.
pub fn flags(plan: &Plan, forecast: &Forecast, findings: &[Finding], known: &Known) -> Vec<Flag> {
    let case = Case::new(plan, forecast, findings, known);
    rank::ranked(&case, rules::judge_all(&case))
}
