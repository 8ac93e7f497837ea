//! The rules, one file each. A rule reads the case and says what it finds; ranking and waivers come after.
//!
//! Each file begins with when it fires, its default and its source; the numbers themselves stand in `threshold.rs`.

mod brief_missing;
mod broken_order;
mod chasing;
mod commitment_at_risk;
mod component_debt_ratio;
mod date_before_estimate;
mod debt_blind_commitment;
mod debt_spiral;
mod driver_missing;
mod false_precision;
mod focus_mismatch;
mod hidden_slip;
mod hot_component;
mod incident_exposure;
mod interest_share;
mod merge_bias;
mod no_paydown;
mod not_worth_paying;
mod overloaded;
mod paid_too_late;
mod paydown_bumped;
mod review_bottleneck;
mod short_sight;
mod single_holder;
mod skill_gap;
mod slip_ripple;
mod stale_debt;
mod toil_share;
mod uncalibrated;
mod unknown_debt;
mod waiver_expired;
mod wip_excess;
mod worth_paying;
mod wrong_driver;

use crate::case::Case;
use crate::flag::{Flag, RuleId};

/// A flag as a rule found it.
pub(crate) struct Raised {
    pub flag: Flag,
    /// How much it matters beside others of its rule, in person-days, days or items; larger is worse.
    pub weight: f64,
}

/// What all rules find. Whether an acceptance is missed hangs on what the others say, so that rule comes last.
pub(crate) fn judge_all(case: &Case<'_>) -> Vec<Raised> {
    let mut raised: Vec<Raised> = RuleId::ALL.iter().flat_map(|rule| judge(*rule, case)).collect();
    raised.extend(waiver_expired::judge(case, &raised));
    raised
}

/// What this rule finds by itself.
fn judge(rule: RuleId, case: &Case<'_>) -> Vec<Raised> {
    match rule {
        RuleId::DebtBlindCommitment => debt_blind_commitment::judge(case),
        RuleId::CommitmentAtRisk => commitment_at_risk::judge(case),
        RuleId::SlipRipple => slip_ripple::judge(case),
        RuleId::HiddenSlip => hidden_slip::judge(case),
        RuleId::Overloaded => overloaded::judge(case),
        RuleId::InterestShare => interest_share::judge(case),
        RuleId::NoPaydown => no_paydown::judge(case),
        RuleId::HotComponent => hot_component::judge(case),
        RuleId::WorthPaying => worth_paying::judge(case),
        RuleId::PaidTooLate => paid_too_late::judge(case),
        RuleId::DebtSpiral => debt_spiral::judge(case),
        RuleId::ToilShare => toil_share::judge(case),
        RuleId::IncidentExposure => incident_exposure::judge(case),
        RuleId::SingleHolder => single_holder::judge(case),
        RuleId::SkillGap => skill_gap::judge(case),
        RuleId::UnknownDebt => unknown_debt::judge(case),
        RuleId::ReviewBottleneck => review_bottleneck::judge(case),
        RuleId::WipExcess => wip_excess::judge(case),
        RuleId::MergeBias => merge_bias::judge(case),
        RuleId::FocusMismatch => focus_mismatch::judge(case),
        RuleId::Uncalibrated => uncalibrated::judge(case),
        RuleId::BriefMissing => brief_missing::judge(case),
        RuleId::BrokenOrder => broken_order::judge(case),
        RuleId::DriverMissing => driver_missing::judge(case),
        RuleId::PaydownBumped => paydown_bumped::judge(case),
        RuleId::WaiverExpired => Vec::new(),
        RuleId::DateBeforeEstimate => date_before_estimate::judge(case),
        RuleId::Chasing => chasing::judge(case),
        RuleId::WrongDriver => wrong_driver::judge(case),
        RuleId::StaleDebt => stale_debt::judge(case),
        RuleId::ComponentDebtRatio => component_debt_ratio::judge(case),
        RuleId::NotWorthPaying => not_worth_paying::judge(case),
        RuleId::FalsePrecision => false_precision::judge(case),
        RuleId::ShortSight => short_sight::judge(case),
    }
}
