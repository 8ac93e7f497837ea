//! The limits of the rules, with their defaults and where each comes from, in one table. A plan may set its own under
//! the same names; nothing else in this crate holds a limit.

use plan::Plan;

use crate::flag::{RuleId, Threshold};
use crate::text::{number, percent};

/// What a limit counts, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share or chance, 0 to 1.
    Share,
    /// A factor on effort.
    Factor,
    /// Calendar days.
    Days,
    /// Team working days.
    WorkingDays,
    /// Items.
    Items,
    /// People.
    People,
    /// Calendar weeks.
    Weeks,
    /// Person-days.
    Effort,
    /// How often.
    Times,
    /// Changes to the plan.
    Changes,
}

/// One limit of a rule, and its default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The rule it belongs to.
    pub rule: RuleId,
    /// Its name in [`plan::Settings::thresholds`].
    pub name: &'static str,
    /// The default.
    pub default: f64,
    /// What it counts.
    pub unit: Unit,
    /// How the plan must stand to the limit for the rule to fire: "more than".
    pub reads: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
}

const OURS: &str = "our convention";

/// Every limit, in the order of the catalogue.
pub const LIMITS: &[Limit] = &[
    limit(RuleId::CommitmentAtRisk, "commitment-at-risk-critical", 0.50, Unit::Share, "less than", OURS),
    limit(RuleId::SlipRipple, "slip-ripple", 5.0, Unit::Effort, "after a slip of", OURS),
    limit(
        RuleId::HiddenSlip,
        "hidden-slip",
        0.10,
        Unit::Share,
        "more than",
        "McKinsey 2020: debt takes 10 to 20% of the budget for new products",
    ),
    limit(RuleId::Overloaded, "overloaded", 0.85, Unit::Share, "more than", "Kingman: queues explode beyond 85%"),
    limit(RuleId::Overloaded, "overloaded-critical", 1.0, Unit::Share, "more than", "more than there is"),
    limit(
        RuleId::InterestShare,
        "interest-share",
        0.23,
        Unit::Share,
        "more than",
        "Besker, Martini, Bosch 2018: developers lose 23% of their time to debt",
    ),
    limit(
        RuleId::InterestShare,
        "interest-share-critical",
        0.42,
        Unit::Share,
        "more than",
        "Stripe 2018: 42% of the week goes to maintenance",
    ),
    limit(RuleId::NoPaydown, "no-paydown", 1.10, Unit::Factor, "at least", OURS),
    limit(RuleId::NoPaydown, "no-paydown-criticality", 0.50, Unit::Share, "at least", OURS),
    limit(RuleId::HotComponent, "hot-component", 3.0, Unit::Items, "at least", OURS),
    limit(RuleId::HotComponent, "hot-component-factor", 1.25, Unit::Factor, "at least", OURS),
    limit(RuleId::WorthPaying, "worth-paying", 0.25, Unit::Share, "more than", OURS),
    limit(RuleId::PaidTooLate, "paid-too-late", 0.50, Unit::Share, "more than", OURS),
    limit(RuleId::DebtSpiral, "debt-spiral", 4.0, Unit::Weeks, "at least", OURS),
    limit(RuleId::DebtSpiral, "debt-spiral-effort", 5.0, Unit::Effort, "at least", OURS),
    limit(RuleId::ToilShare, "toil-share", 0.25, Unit::Share, "more than", OURS),
    limit(
        RuleId::ToilShare,
        "toil-share-critical",
        0.50,
        Unit::Share,
        "more than",
        "Google SRE: toil is kept below half of the time",
    ),
    limit(RuleId::IncidentExposure, "incident-exposure", 0.05, Unit::Share, "more than", OURS),
    limit(RuleId::IncidentExposure, "incident-exposure-chance", 0.20, Unit::Share, "more than", OURS),
    limit(RuleId::IncidentExposure, "incident-exposure-days", 14.0, Unit::Days, "within", OURS),
    limit(
        RuleId::SingleHolder,
        "single-holder",
        1.0,
        Unit::People,
        "at most",
        "Avelino et al. 2016: 46% of 133 projects hang on one person",
    ),
    limit(RuleId::SingleHolder, "single-holder-absence", 5.0, Unit::WorkingDays, "at least", OURS),
    limit(RuleId::UnknownDebt, "unknown-debt", 10.0, Unit::Items, "at least", OURS),
    limit(
        RuleId::ReviewBottleneck,
        "review-bottleneck",
        0.85,
        Unit::Share,
        "more than",
        "Kingman: queues explode beyond 85%",
    ),
    limit(RuleId::ReviewBottleneck, "review-bottleneck-wait", 1.0, Unit::Days, "more than", OURS),
    limit(
        RuleId::WipExcess,
        "wip-excess",
        3.0,
        Unit::Weeks,
        "more than what is finished in",
        "Little: cycle time is work in progress over throughput; the target is our convention",
    ),
    limit(RuleId::MergeBias, "merge-bias", 3.0, Unit::Items, "at least", OURS),
    limit(RuleId::MergeBias, "merge-bias-chance", 0.90, Unit::Share, "at most", OURS),
    limit(RuleId::FocusMismatch, "focus-mismatch", 0.10, Unit::Share, "more than", OURS),
    limit(RuleId::Uncalibrated, "uncalibrated", 0.75, Unit::Share, "less than", OURS),
    limit(RuleId::Uncalibrated, "uncalibrated-items", 20.0, Unit::Items, "at least", OURS),
    limit(RuleId::Uncalibrated, "uncalibrated-luck", 0.05, Unit::Share, "less than", OURS),
    limit(RuleId::PaydownBumped, "paydown-bumped", 2.0, Unit::Times, "at least", OURS),
    limit(RuleId::DateBeforeEstimate, "date-before-estimate", 0.10, Unit::Share, "less than", OURS),
    limit(RuleId::Chasing, "chasing", 2.0, Unit::Times, "at least", OURS),
    limit(RuleId::WrongDriver, "wrong-driver", 0.30, Unit::Share, "more than", OURS),
    limit(RuleId::WrongDriver, "wrong-driver-changes", 10.0, Unit::Changes, "at least", OURS),
    limit(RuleId::WrongDriver, "wrong-driver-days", 30.0, Unit::Days, "within", OURS),
    limit(RuleId::StaleDebt, "stale-debt", 90.0, Unit::Days, "more than", OURS),
    limit(
        RuleId::ComponentDebtRatio,
        "component-debt-ratio",
        0.20,
        Unit::Share,
        "more than",
        "SQALE: beyond 20% of what it takes to make it again, a component is rated D",
    ),
    limit(RuleId::NotWorthPaying, "not-worth-paying", 0.0, Unit::Share, "less than", OURS),
    limit(RuleId::FalsePrecision, "false-precision", 1.30, Unit::Factor, "less than", OURS),
];

const fn limit(
    rule: RuleId,
    name: &'static str,
    default: f64,
    unit: Unit,
    reads: &'static str,
    source: &'static str,
) -> Limit {
    Limit { rule, name, default, unit, reads, source }
}

impl Limit {
    /// A value of this limit as people read it: "more than 10%".
    pub fn text(&self, value: f64) -> String {
        let value = match self.unit {
            Unit::Share => percent(value),
            Unit::Factor => crate::text::factor(value),
            Unit::Days => counted(value, "day", "days"),
            Unit::WorkingDays => counted(value, "working day", "working days"),
            Unit::Items => counted(value, "item", "items"),
            Unit::People => counted(value, "person", "people"),
            Unit::Weeks => counted(value, "week", "weeks"),
            Unit::Effort => crate::text::effort(value),
            Unit::Times => counted(value, "time", "times"),
            Unit::Changes => counted(value, "change", "changes"),
        };
        format!("{} {value}", self.reads)
    }
}

fn counted(value: f64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1.0 { one } else { many })
}

/// The limit in force in this plan under this name.
pub(crate) fn threshold(plan: &Plan, name: &str) -> Threshold {
    let limit = LIMITS.iter().find(|limit| limit.name == name).expect("every limit a rule asks for is in the table");
    let own = plan.settings.thresholds.get(name).copied();
    let value = own.unwrap_or(limit.default);
    Threshold {
        name: name.into(),
        value,
        text: limit.text(value),
        source: limit.source.into(),
        is_default: own.is_none_or(|own| own == limit.default),
    }
}

/// Days after its last review by which a debt is to be looked at again, where no day was agreed on.
pub fn review_days(plan: &Plan) -> i32 {
    // Longer than anybody plans, and short enough to be added to a day.
    threshold(plan, "stale-debt").value.clamp(0.0, 36_500.0) as i32
}

/// Days that half of the reviews may wait for a first look, as the plan has it.
pub fn review_wait(plan: &Plan) -> f64 {
    threshold(plan, "review-bottleneck-wait").value
}

/// For rules that any case crosses: there is nothing to set.
pub(crate) fn any(text: &str) -> Threshold {
    Threshold { name: String::new(), value: 0.0, text: text.into(), source: OURS.into(), is_default: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_may_set_its_own_limit() {
        let mut plan = Plan::default();
        let default = threshold(&plan, "hidden-slip");
        assert_eq!((default.value, default.is_default, default.text.as_str()), (0.10, true, "more than 10%"));
        plan.settings.thresholds.insert("hidden-slip".into(), 0.25);
        let own = threshold(&plan, "hidden-slip");
        assert_eq!((own.value, own.is_default, own.text.as_str()), (0.25, false, "more than 25%"));
    }
}
