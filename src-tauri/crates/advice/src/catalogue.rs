//! What each rule is, in words: when it fires, how bad that is, what clears it, and what it needs beyond the plan. The limits
//! stand in `threshold.rs`. `docs/flags.md` is written from both, and a test fails when it has drifted.

use std::fmt::Write;

use crate::flag::RuleId;
use crate::threshold::{LIMITS, Limit};

/// A rule in words.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// When it fires.
    pub when: &'static str,
    /// How bad that is.
    pub severity: &'static str,
    /// What clears its flag.
    pub clears: &'static str,
    /// What it needs beyond the plan; empty if nothing.
    pub needs: &'static str,
}

const fn rule(
    id: RuleId,
    when: &'static str,
    severity: &'static str,
    clears: &'static str,
    needs: &'static str,
) -> Rule {
    Rule { id, when, severity, clears, needs }
}

/// Every rule, in the order of the catalogue.
pub const RULES: &[Rule] = &[
    rule(
        RuleId::DebtBlindCommitment,
        "a promise would be kept at its confidence without the debt, and is not with it",
        "critical",
        "the chance as planned reaches the confidence",
        "",
    ),
    rule(
        RuleId::CommitmentAtRisk,
        "a promise is less likely to be kept than it was promised, debt or no debt",
        "warning; critical below the limit",
        "the chance as planned reaches the confidence",
        "",
    ),
    rule(
        RuleId::SlipRipple,
        "a promise that holds falls below its confidence if another takes so much more work, or comes a week later where others deliver it; tried in a few trials, for promises near their edge, at most three slips a plan",
        "warning",
        "the second promise keeps its confidence through the slip",
        "",
    ),
    rule(
        RuleId::HiddenSlip,
        "the debt makes the plan end later at 50%, by more than this share of the horizon",
        "warning",
        "the hidden slip is within the limit",
        "",
    ),
    rule(
        RuleId::Overloaded,
        "what is due by the end of a quarter takes this share of what those with the skills can serve until then",
        "warning; critical beyond all there is",
        "less is due, or more can be served",
        "",
    ),
    rule(
        RuleId::InterestShare,
        "drag, toil and incidents take this share of a team's time in a quarter, less meetings and the rest",
        "warning; critical above the second limit",
        "debt takes less in every quarter",
        "",
    ),
    rule(
        RuleId::NoPaydown,
        "an item that decides a promise runs through a component that debt slows, and nothing is planned for that debt",
        "warning",
        "a paydown of one of its debts is planned, or work there is slowed less",
        "",
    ),
    rule(
        RuleId::HotComponent,
        "so many items run through a component that debt slows, before the first of its paydowns is finished",
        "warning",
        "fewer items start before it is mended",
        "",
    ),
    rule(
        RuleId::WorthPaying,
        "a debt, alone or with the others of its components, wins back so much more than it takes by the horizon, and is not planned",
        "warning",
        "it is planned, or accepted until a date, or its return falls",
        "",
    ),
    rule(
        RuleId::PaidTooLate,
        "a debt that would repay itself today is paid off when this share of the work that it slows is done",
        "warning",
        "less of that work comes before its pay-off",
        "",
    ),
    rule(
        RuleId::DebtSpiral,
        "for so many weeks running the debts that grow gain more, counted in principal, than is paid off",
        "note; warning once it grows by so much meanwhile",
        "as much is paid off as is added, or fewer weeks running",
        "a debt that is said to grow",
    ),
    rule(
        RuleId::ToilShare,
        "toil takes this share of a team's time in a quarter, less meetings and the rest",
        "warning; critical above the second limit",
        "toil takes less in every quarter",
        "",
    ),
    rule(
        RuleId::IncidentExposure,
        "incidents must be expected to take this share of a team's time in a quarter; or one is so likely in the last days before a promise's 50% date; promises that the same debts endanger share a flag",
        "warning for a team, note for promises",
        "fewer incidents are to be expected",
        "",
    ),
    rule(
        RuleId::SingleHolder,
        "planned work needs a skill that so few people of the team have; or all who have it are away for so long while it is needed",
        "warning; critical while nobody is there",
        "a second person has the skill and is there",
        "",
    ),
    rule(
        RuleId::SkillGap,
        "planned work needs a skill that nobody in the team has, or its team has nobody",
        "critical",
        "somebody of the team has the skill",
        "",
    ),
    rule(
        RuleId::UnknownDebt,
        "a debt has no principal, no interest or no component; or a plan with so many open items has no debt at all",
        "note for a debt, warning for the plan",
        "what is missing is known",
        "",
    ),
    rule(
        RuleId::ReviewBottleneck,
        "so much of the review time there is is asked for, or half of the reviews wait so long",
        "warning",
        "reviews are asked for less and wait less",
        "measured reviews: the wait for a first look, by the team's imported delivery history of the last 13 weeks",
    ),
    rule(
        RuleId::WipExcess,
        "more is in progress than the team finishes within its target cycle time",
        "warning",
        "no more is in progress than that",
        "a throughput: what was closed in the last 26 weeks by the imported delivery history, else the days on which items were done",
    ),
    rule(
        RuleId::MergeBias,
        "so many things an item waits for may each be the last: each is no likelier than this to be there by the latest of their 50% dates; the product of their chances is shown",
        "note; warning before a promise",
        "fewer of them may be the last",
        "",
    ),
    rule(
        RuleId::FocusMismatch,
        "the share of time the plan leaves for new work is so many points from the share that was measured",
        "warning",
        "the two come closer",
        "the share of new work in what was closed, by count, over at least 20 pieces of the last 26 weeks of the imported delivery history",
    ),
    rule(
        RuleId::Uncalibrated,
        "so few of a team's finished items stayed within the 85% point of their estimate, over so many items, and bad luck would so seldom explain it",
        "warning",
        "more of the finished items stay within it",
        "finished items with an estimate and an actual effort",
    ),
    rule(
        RuleId::BriefMissing,
        "a started item has no outcome, measure, diagnosis, action plan or day of its next update, or that day is over",
        "warning",
        "all five are written and the day of the next update is still to come",
        "",
    ),
    rule(
        RuleId::BrokenOrder,
        "an item is ranked or due before what it waits for, or waits for itself in a circle",
        "note for the rank, warning for the date, critical for a circle",
        "rank and dates follow the dependency",
        "",
    ),
    rule(
        RuleId::DriverMissing,
        "work with an effort has no team, a component that holds work or debt has no owner, or nobody answers for a decision",
        "warning; note for a component whose debts cause neither toil nor incidents, and for a decision that is still open",
        "it belongs to a team, or somebody answers for it",
        "",
    ),
    rule(
        RuleId::PaydownBumped,
        "a paydown was to be finished later in each of so many baselines running",
        "warning",
        "the next baseline has it no later",
        "signed baselines",
    ),
    rule(
        RuleId::WaiverExpired,
        "a debt was accepted until a day that is over; or a flag was, and still stands",
        "warning for a debt, note for a flag",
        "it is paid, planned, taken up again, or accepted until a later day",
        "",
    ),
    rule(
        RuleId::DateBeforeEstimate,
        "an item is promised without an estimate; or was promised before it was estimated and the date happens to hold; or the chance of its target is below the limit",
        "warning; note where the date happens to hold",
        "it is estimated; the day is promised again; the target is one that can be kept",
        "the change log, for what came first",
    ),
    rule(
        RuleId::Chasing,
        "somebody asked so often when an item will be there since its update was due",
        "warning",
        "the update is written and the next one is due later",
        "",
    ),
    rule(
        RuleId::WrongDriver,
        "of so many changes in a concern in the last days this share was made by the other of the two roles that drive; what contributors change counts as delegated",
        "note",
        "the role that drives the concern makes more of its changes",
        "the change log",
    ),
    rule(
        RuleId::StaleDebt,
        "a debt was last reviewed so long ago, or noted so long ago and never reviewed, or not reviewed by the day that was agreed on",
        "note",
        "it is reviewed",
        "the change log, for the day on which it was noted",
    ),
    rule(
        RuleId::ComponentDebtRatio,
        "paying a component's debts off takes this share of what it would take to make the component again",
        "warning",
        "less is owed in it",
        "the size of the component: measured, or as the plan gives it",
    ),
    rule(
        RuleId::NotWorthPaying,
        "a planned paydown wins back less than it takes by the horizon, alone and with its component's other debts, no incident hangs on it, and nobody says that it must be",
        "note",
        "it wins back what it takes, or it is said that it must be",
        "",
    ),
    rule(
        RuleId::FalsePrecision,
        "the high of an open estimate lies so little above its likely, in a team without ten finished items to learn from",
        "note",
        "the ranges are wider, or a history bears them out",
        "",
    ),
    rule(
        RuleId::ShortSight,
        "no open item ends, is due or may start beyond the current quarter",
        "note",
        "something is planned beyond it",
        "",
    ),
];

/// `docs/flags.md`.
pub fn rules_document() -> String {
    let mut text = String::from(
        "# The flags\n\n\
         Written from the rules by `UPDATE=1 cargo test -p advice --test rules`; a test fails when it has drifted.\n\n\
         Limits are settings of the plan, under the names given here. Severity goes from note over warning to critical. Flags \
         are ranked: what nobody has accepted first; critical before warning before note; by the worst promise that they \
         touch; then in the order in which they stand here, from promises over load and debt to hygiene.\n",
    );
    for rule in RULES {
        let _ = write!(text, "\n## {}\n\n**{}.** Fires when {}.\n\n", rule.id.word(), rule.id.title(), rule.when);
        let _ = writeln!(text, "- Severity: {}", rule.severity);
        let limits: Vec<&Limit> = LIMITS.iter().filter(|limit| limit.rule == rule.id).collect();
        for limit in &limits {
            let _ = writeln!(text, "- `{}`: {} ({})", limit.name, limit.text(limit.default), limit.source);
        }
        if matches!(rule.id, RuleId::DebtBlindCommitment | RuleId::CommitmentAtRisk) {
            text.push_str("- Limit: the confidence it was promised at, 85% unless said otherwise\n");
        } else if limits.is_empty() {
            text.push_str("- Limit: any case counts (our convention)\n");
        }
        let _ = writeln!(text, "- Cleared when {}", rule.clears);
        if !rule.needs.is_empty() {
            let _ = writeln!(text, "- Needs {}; silent without", rule.needs);
        }
    }
    text
}
