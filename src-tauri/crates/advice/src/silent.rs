//! The rules that say nothing because they cannot: what they would look at is not known. Silence for want of data is told
//! apart from silence because all is well.

use forecast::throughput::hit_rates;
use plan::{DebtState, Plan};
use serde::{Deserialize, Serialize};

use crate::flag::RuleId;
use crate::known::{History, Known, Log};
use crate::measured::ever_measured;
use crate::threshold::threshold;
use crate::throughput;

/// A rule that has nothing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Silent {
    /// The rule.
    pub rule: RuleId,
    /// What people call it.
    pub title: String,
    /// What is missing, and what would bring it.
    pub reason: String,
}

/// The rules that are silent for want of data, in the order of the catalogue.
pub fn silent(plan: &Plan, known: &Known) -> Vec<Silent> {
    let history = ever_measured(plan, &known.history);
    let reasons = RuleId::ALL.iter().filter_map(|rule| Some((*rule, reason(*rule, plan, &history, &known.log)?)));
    reasons.map(|(rule, reason)| Silent { rule, title: rule.title().into(), reason: reason.into() }).collect()
}

fn reason(rule: RuleId, plan: &Plan, history: &History, log: &Log) -> Option<&'static str> {
    let unless = |is_known: bool, reason| (!is_known).then_some(reason);
    match rule {
        RuleId::ReviewBottleneck => unless(
            !history.reviews.is_empty(),
            "no review times are known; import when merge requests were asked for, looked at and merged, under Delivery",
        ),
        RuleId::WipExcess => unless(
            !history.throughput.is_empty() || throughput::is_known(plan),
            "no team has finished enough of late to have a pace; give done items the day on which they were finished",
        ),
        RuleId::FocusMismatch => unless(
            !history.new_work.is_empty(),
            "how much of the work is new is not known; import what was closed, with its type, under Delivery",
        ),
        RuleId::ComponentDebtRatio => {
            let sized = plan.components.values().any(|component| component.alive && component.size.is_some());
            unless(sized || !history.sizes.is_empty(), "no component has a size; give one its size in person-days")
        }
        RuleId::Uncalibrated => unless(
            has_finished_enough(plan),
            "no team has finished enough items; give done items their estimate and their actual effort",
        ),
        RuleId::DebtSpiral => {
            unless(grows(plan), "no debt is said to grow; give a debt its growth if its interest rises")
        }
        RuleId::PaydownBumped => unless(log.baselines.is_some(), "the plan has no signed baselines to compare"),
        RuleId::WrongDriver => unless(log.deeds.is_some(), "the change log was not read"),
        RuleId::DateBeforeEstimate => {
            unless(log.promises.is_some(), "the change log was not read, so only today's estimates are looked at")
        }
        RuleId::DebtBlindCommitment
        | RuleId::CommitmentAtRisk
        | RuleId::SlipRipple
        | RuleId::HiddenSlip
        | RuleId::Overloaded
        | RuleId::InterestShare
        | RuleId::NoPaydown
        | RuleId::HotComponent
        | RuleId::WorthPaying
        | RuleId::PaidTooLate
        | RuleId::ToilShare
        | RuleId::IncidentExposure
        | RuleId::SingleHolder
        | RuleId::SkillGap
        | RuleId::MergeBias
        | RuleId::BriefMissing
        | RuleId::Chasing
        | RuleId::BrokenOrder
        | RuleId::DriverMissing
        | RuleId::WaiverExpired
        | RuleId::UnknownDebt
        | RuleId::StaleDebt
        | RuleId::NotWorthPaying
        | RuleId::FalsePrecision
        | RuleId::ShortSight => None,
    }
}

fn has_finished_enough(plan: &Plan) -> bool {
    let enough = threshold(plan, "uncalibrated-items").value;
    let teams = plan.teams.values().filter(|team| team.alive);
    teams.filter_map(|team| hit_rates(plan, team.id)).any(|rates| f64::from(rates.items) >= enough)
}

fn grows(plan: &Plan) -> bool {
    plan.debts.values().any(|debt| debt.alive && debt.state != DebtState::Paid && debt.growth > 0.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use plan::fixture;

    use super::*;
    use crate::testing::planned;

    fn of(text: &str, known: &Known) -> Vec<&'static str> {
        silent(&planned(text).0, known).iter().map(|silent| silent.rule.word()).collect()
    }

    #[test]
    fn a_plan_alone_leaves_these_rules_without_anything_to_look_at() {
        assert_eq!(
            of("team core\n", &Known::default()),
            [
                "debt-spiral",
                "review-bottleneck",
                "wip-excess",
                "focus-mismatch",
                "uncalibrated",
                "paydown-bumped",
                "date-before-estimate",
                "wrong-driver",
                "component-debt-ratio"
            ]
        );
    }

    #[test]
    fn what_is_known_lets_them_speak() {
        let throughput = BTreeMap::from([(fixture::team("core"), 1.0)]);
        let known = Known {
            history: History { throughput, ..History::default() },
            log: Log { deeds: Some(Vec::new()), promises: Some(BTreeMap::new()), ..Log::default() },
        };
        let done: String =
            (0..20).map(|n| format!("item d{n} team core effort 2 done 2026-10-01 actual 2\n")).collect();
        let text = format!("team core\ncomponent c team core\ndebt d in c toil 1 growth 0.01\n{done}");
        assert_eq!(
            of(&text, &known),
            ["review-bottleneck", "focus-mismatch", "paydown-bumped", "component-debt-ratio"]
        );
    }
}
