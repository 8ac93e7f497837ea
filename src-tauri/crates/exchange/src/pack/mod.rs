//! What leadership gets to read: the frozen answer of a plan on one day, complete and readable alone. What it says is
//! worked out here once; the page and Markdown only set it.

mod debts;
mod decided;
mod items;
mod moved;
mod scenarios;
mod status;
mod timeline;
mod view;
mod words;

use advice::Flag;
use forecast::Forecast;
use plan::{Day, Finding, Plan};

use crate::signed::Signed;

pub use scenarios::{PackedEffect, PackedScenario};
pub(crate) use view::{View, view};

/// Everything a review pack is made of.
#[derive(Clone, Copy, Debug)]
pub struct Pack<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its forecast.
    pub forecast: &'a Forecast,
    /// Its flags, waived ones included.
    pub flags: &'a [Flag],
    /// What had to be mended so that it could be reckoned.
    pub findings: &'a [Finding],
    /// What lies beside it, the first made first.
    pub scenarios: &'a [PackedScenario],
    /// Who signed what it is made of.
    pub signed: &'a Signed,
    /// The day it is frozen.
    pub exported_on: Day,
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::atomic::AtomicBool;

    use forecast::Assumptions;
    use plan::Role;

    use super::*;
    use crate::signed::Signer;

    /// Sets the pack of a plan that is written as text, forecast with few trials on a Monday.
    pub(crate) fn with_pack(text: &str, set: impl Fn(&Pack<'_>) -> String) -> String {
        with_scenarios(text, &[], set)
    }

    /// The same, with scenarios beside it.
    pub(crate) fn with_scenarios(
        text: &str,
        scenarios: &[PackedScenario],
        set: impl Fn(&Pack<'_>) -> String,
    ) -> String {
        let plan = plan::fixture::plan(text).unwrap();
        let (plan, findings) = plan::sound(&plan);
        let today = Day::new(2026, 11, 23).unwrap();
        let assumptions = Assumptions { today, seed: 1, trials: 64 };
        let forecast = forecast::forecast(&plan, &assumptions, &AtomicBool::new(false)).unwrap();
        // Which flags there are is tested where they are raised; here they only have to be set.
        let flags = Vec::new();
        let signer = Signer {
            name: "Ann".to_owned(),
            role: Some(Role::Em),
            standing: "made the plan".to_owned(),
            key: "0a".repeat(32),
            changes: 12,
            first: "2026-11-02".to_owned(),
            last: "2026-11-23".to_owned(),
        };
        let signed = Signed { digest: "f0".repeat(32), signers: vec![signer], kept_aside: 3 };
        let (plan, forecast, flags, findings, signed) = (&plan, &forecast, &flags, &findings, &signed);
        set(&Pack { plan, forecast, flags, findings, scenarios, signed, exported_on: today })
    }
}
