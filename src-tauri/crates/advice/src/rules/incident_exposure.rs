//! incident-exposure: incidents are expected to take too large a share of a team's time in a quarter, or one is likely in the
//! last days before a promise is finished, when there is no time left to make it up. One flag a team and one a promise.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | incidents / (gross − other) | > 5 % | our convention | warning |
//! | P(an incident in the last days before a commitment's P50 finish) | > 0.2 | our convention | note |
//! | days before it | 14 | our convention | |

use std::collections::BTreeSet;

use plan::{Debt, Item, Team, TeamId};

use super::Raised;
use crate::case::{Case, Window};
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{keep_debts, owners, pay_each, promise_later};
use crate::text::{day, days, effort, figure, first, number, percent};
use crate::threshold::threshold;

/// Days in a month, as the forecast counts incidents.
const MONTH: f64 = 365.25 / 12.0;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let teams = case.teams().into_iter().filter_map(|team| of_team(case, team));
    teams.chain(case.promised().filter_map(|item| of_promise(case, item))).collect()
}

fn share(window: &Window) -> f64 {
    let time = window.accounts.gross() - window.accounts.other;
    if time > 0.0 { window.accounts.incidents / time } else { 0.0 }
}

/// Debts that cause incidents for any of these teams, the most frequent first.
fn breaking<'a>(case: &Case<'a>, teams: &BTreeSet<TeamId>) -> Vec<&'a Debt> {
    let mut debts: Vec<&Debt> =
        case.owed().filter(|debt| debt.incident_rate > 0.0 && !owners(case, debt).is_disjoint(teams)).collect();
    let rate = |debt: &Debt| debt.incident_rate * debt.outstanding();
    debts.sort_by(|a, b| rate(b).total_cmp(&rate(a)).then(a.id.cmp(&b.id)));
    debts
}

fn of_team(case: &Case<'_>, team: &Team) -> Option<Raised> {
    let threshold = threshold(case.plan, "incident-exposure");
    let window = case.windows(team.id).into_iter().max_by(|a, b| share(a).total_cmp(&share(b)))?;
    let share = share(&window);
    if share <= threshold.value {
        return None;
    }
    let spent = window.accounts;
    let debts = breaking(case, &BTreeSet::from([team.id]));
    let flag = Flag {
        rule: RuleId::IncidentExposure,
        severity: Severity::Warning,
        subjects: std::iter::once(team.id.into()).chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{} must expect to lose {} of its time to incidents from {} to {}, {}: most of it through {}",
            case.title(team.id),
            percent(share),
            day(window.from, case.today()),
            day(window.to, case.today()),
            effort(spent.incidents),
            first(&case.titles(debts.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Share of incidents", percent(share), share),
            figure("Lost to incidents", effort(spent.incidents), spent.incidents),
        ],
        clears_when: format!("incidents take {} of its time or less in every quarter", percent(threshold.value)),
        threshold,
        remedies: ways_out(case, &format!("{}/{}", RuleId::IncidentExposure.word(), team.id), &debts),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: spent.incidents })
}

fn of_promise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let threshold_of = |name| threshold(case.plan, name);
    let (threshold, span) = (threshold_of("incident-exposure-chance"), threshold_of("incident-exposure-days").value);
    let finish = case.outlook(item.id)?.outlook.as_planned.p50?;
    let from = finish.plus(-(span as i32)).max(case.today());
    let needed = case.needed_for(item.id);
    let teams: BTreeSet<TeamId> =
        case.work().filter(|work| needed.contains(&work.id)).filter_map(|work| work.team).collect();
    let debts = breaking(case, &teams);
    let weeks = f64::from(from.since(case.today())) / 7.0;
    let rate = |debt: &&Debt| debt.incident_rate * case.unpaid_on(debt, from) * forecast::growth(debt.growth, weeks);
    let expected = debts.iter().map(rate).sum::<f64>() * f64::from(finish.since(from)) / MONTH;
    let chance = -libm::expm1(-expected);
    if chance <= threshold.value {
        return None;
    }
    let title = case.title(item.id);
    let mut remedies = ways_out(case, &format!("{}/{}", RuleId::IncidentExposure.word(), item.id), &debts);
    remedies.extend(promise_later(case, item));
    let flag = Flag {
        rule: RuleId::IncidentExposure,
        severity: Severity::Note,
        subjects: std::iter::once(item.id.into()).chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "In the last {} before {title} is finished, on {} at 50%, an incident is {} likely: first of all through {}",
            days(finish.since(from)),
            day(finish, case.today()),
            percent(chance),
            first(&case.titles(debts.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Chance of an incident", percent(chance), chance),
            figure("Incidents expected in that time", number(expected), expected),
            figure("Days looked at", days(finish.since(from)), f64::from(finish.since(from))),
        ],
        clears_when: format!("the chance of an incident in that time is {} or less", percent(threshold.value)),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: chance })
}

fn ways_out(case: &Case<'_>, name: &str, debts: &[&Debt]) -> Vec<Remedy> {
    let mut remedies = pay_each(case, name, debts);
    remedies.extend(keep_debts(case, debts));
    remedies
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_on_a_team_that_loses_too_much() {
        check(
            RuleId::IncidentExposure,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt batch "Night batch" in ledger principal 5 incidents 1 loss 2
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                warning: Core must expect to lose 10% of its time to incidents from 23 Nov to 21 Feb, 6.3 pd: most of it through “Night batch”
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn fires_on_a_promise_that_an_incident_may_hit_at_the_end() {
        check(
            RuleId::IncidentExposure,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt batch "Night batch" in ledger principal 5 incidents 0.6 loss 0.5
item checkout "Checkout" team core effort 20 basis clean commit 2027-01-29
"#,
            expect![[r#"
                note: In the last 14 days before “Checkout” is finished, on 18 Dec at 50%, an incident is 24% likely: first of all through “Night batch”
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn is_silent_below_both() {
        check(
            RuleId::IncidentExposure,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt batch "Night batch" in ledger principal 5 incidents 0.45 loss 0.5
item checkout "Checkout" team core effort 20 basis clean commit 2027-01-29
"#,
            expect![[""]],
        );
    }
}
