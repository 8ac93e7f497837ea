//! The rules, one file each. A rule reads the case and says what it finds; ranking and waivers come after.
//!
//! Each file begins with when it fires, its default and its source; the numbers themselves stand in `threshold.rs`.

mod brief_missing;
mod broken_order;
mod commitment_at_risk;
mod debt_blind_commitment;
mod hidden_slip;
mod hot_component;
mod interest_share;
mod no_paydown;
mod overloaded;
mod single_holder;
mod skill_gap;
mod stale_debt;
mod worth_paying;

use crate::case::Case;
use crate::flag::{Flag, RuleId};

/// A flag as a rule found it.
pub(crate) struct Raised {
    pub flag: Flag,
    /// How much it matters beside others of its rule, in person-days, days or items; larger is worse.
    pub weight: f64,
}

/// What this rule finds.
pub(crate) fn judge(rule: RuleId, case: &Case<'_>) -> Vec<Raised> {
    match rule {
        RuleId::DebtBlindCommitment => debt_blind_commitment::judge(case),
        RuleId::CommitmentAtRisk => commitment_at_risk::judge(case),
        RuleId::HiddenSlip => hidden_slip::judge(case),
        RuleId::Overloaded => overloaded::judge(case),
        RuleId::InterestShare => interest_share::judge(case),
        RuleId::NoPaydown => no_paydown::judge(case),
        RuleId::HotComponent => hot_component::judge(case),
        RuleId::WorthPaying => worth_paying::judge(case),
        RuleId::SingleHolder => single_holder::judge(case),
        RuleId::SkillGap => skill_gap::judge(case),
        RuleId::BriefMissing => brief_missing::judge(case),
        RuleId::BrokenOrder => broken_order::judge(case),
        RuleId::StaleDebt => stale_debt::judge(case),
    }
}
