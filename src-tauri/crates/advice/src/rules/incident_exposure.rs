//! incident-exposure: incidents are expected to take too large a share of a team's time in a quarter, or one is likely in the
//! last days before a promise is finished, when there is no time left to make it up. One flag a team, and one for all promises
//! that the same debts endanger; those that somebody has accepted stay together as they were accepted.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | incidents / (gross − other) | > 5 % | our convention | warning |
//! | P(an incident in the last days before a commitment's P50 finish) | > 0.2 | our convention | note |
//! | days before it | 14 | our convention | |

use std::collections::{BTreeMap, BTreeSet};

use plan::{Day, Debt, DebtId, Item, Team, TeamId};

use super::Raised;
use crate::case::{Case, Window};
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{keep_debts, owners, pay_each, promise_later};
use crate::text::{day, days, effort, figure, first, list, number, percent};
use crate::threshold::threshold;

/// Days in a month, as the forecast counts incidents.
const MONTH: f64 = 365.25 / 12.0;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let teams = case.teams().into_iter().filter_map(|team| of_team(case, team));
    teams.chain(of_promises(case)).collect()
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
    let window = case.worst_window(team.id, share)?;
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

/// A promise that an incident may hit in its last days.
struct Exposed<'a> {
    item: &'a Item,
    finish: Day,
    /// Days looked at.
    span: i32,
    /// Debts that may cause the incident, the most frequent first.
    debts: Vec<&'a Debt>,
    expected: f64,
    chance: f64,
}

/// What promises share a flag by: the acceptance that covers them, or else the debts behind it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    Acceptance(&'a str),
    Debts(Vec<DebtId>),
}

fn of_promises(case: &Case<'_>) -> Vec<Raised> {
    let mut flags: BTreeMap<Shared<'_>, Vec<Exposed<'_>>> = BTreeMap::new();
    for exposed in case.promised().filter_map(|item| exposed(case, item)) {
        let debts = || exposed.debts.iter().map(|debt| debt.id).collect();
        let accepted = case.accepted_with(RuleId::IncidentExposure, exposed.item.id);
        let shared = accepted.map_or_else(|| Shared::Debts(debts()), Shared::Acceptance);
        flags.entry(shared).or_default().push(exposed);
    }
    flags.into_iter().map(|(shared, promises)| raise(case, &shared, promises)).collect()
}

fn exposed<'a>(case: &Case<'a>, item: &'a Item) -> Option<Exposed<'a>> {
    let value_of = |name| threshold(case.plan, name).value;
    let span = value_of("incident-exposure-days") as i32;
    let finish = case.outlook(item.id)?.outlook.as_planned.p50?;
    let from = finish.plus(-span).max(case.today());
    let needed = case.needed_for(item.id);
    let teams: BTreeSet<TeamId> =
        case.work().filter(|work| needed.contains(&work.id)).filter_map(|work| work.team).collect();
    let weeks = f64::from(from.since(case.today())) / 7.0;
    let rate = |debt: &Debt| debt.incident_rate * case.unpaid_on(debt, from) * forecast::growth(debt.growth, weeks);
    let mut debts = breaking(case, &teams);
    debts.retain(|debt| rate(debt) > 0.0);
    let span = finish.since(from);
    let expected = debts.iter().map(|debt| rate(debt)).sum::<f64>() * f64::from(span) / MONTH;
    let chance = -libm::expm1(-expected);
    (chance > value_of("incident-exposure-chance")).then_some(Exposed { item, finish, span, debts, expected, chance })
}

/// One flag for these promises, the likeliest to be hit first.
fn raise(case: &Case<'_>, shared: &Shared<'_>, mut promises: Vec<Exposed<'_>>) -> Raised {
    let threshold = threshold(case.plan, "incident-exposure-chance");
    promises
        .sort_by(|a, b| b.chance.total_cmp(&a.chance).then(a.finish.cmp(&b.finish)).then(a.item.id.cmp(&b.item.id)));
    let mut debts: Vec<&Debt> = Vec::new();
    for debt in promises.iter().flat_map(|promise| &promise.debts) {
        if !debts.iter().any(|known| known.id == debt.id) {
            debts.push(debt);
        }
    }
    let items: Vec<_> = promises.iter().map(|promise| promise.item.id.into()).collect();
    let subject_key = match shared {
        Shared::Acceptance(subject) => (*subject).to_owned(),
        Shared::Debts(_) => plan::subject_key(&items),
    };
    let mut remedies = ways_out(case, &format!("{}/{subject_key}", RuleId::IncidentExposure.word()), &debts);
    remedies.extend(promises.iter().filter_map(|promise| promise_later(case, promise.item)));
    let mut numbers = Vec::new();
    for promise in &promises {
        let of = if promises.len() == 1 { String::new() } else { format!(", {}", case.title(promise.item.id)) };
        let span = f64::from(promise.span);
        numbers.push(figure(format!("Chance of an incident{of}"), percent(promise.chance), promise.chance));
        numbers.push(figure(
            format!("Incidents expected in that time{of}"),
            number(promise.expected),
            promise.expected,
        ));
        numbers.push(figure(format!("Days looked at{of}"), days(promise.span), span));
    }
    let chance = promises.iter().map(|promise| promise.chance).fold(0.0, f64::max);
    let flag = Flag {
        rule: RuleId::IncidentExposure,
        severity: Severity::Note,
        subjects: items.into_iter().chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key,
        sentence: sentence(case, &promises, &debts),
        numbers,
        clears_when: format!("the chance of an incident in that time is {} or less", percent(threshold.value)),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Raised { flag, weight: chance }
}

fn sentence(case: &Case<'_>, promises: &[Exposed<'_>], debts: &[&Debt]) -> String {
    let least = promises.iter().map(|promise| promise.chance).fold(1.0, f64::min);
    let most = promises.iter().map(|promise| promise.chance).fold(0.0, f64::max);
    let likely = match (percent(least), percent(most)) {
        (least, most) if least == most => most,
        (least, most) => format!("{least} to {most}"),
    };
    let (are, they) = if promises.len() == 1 { ("is", "it is") } else { ("are each", "they are") };
    let longest = promises.iter().map(|promise| promise.span).max().unwrap_or(0);
    let up_to = if promises.iter().all(|promise| promise.span == longest) { "" } else { "up to " };
    let dates: Vec<String> = promises.iter().map(|promise| day(promise.finish, case.today())).collect();
    format!(
        "{} {are} {likely} likely to be hit by an incident in the {up_to}{} before {they} finished, on {} at 50%; most likely through {}",
        list(&case.titles(promises.iter().map(|promise| promise.item.id))),
        days(longest),
        list(&dates),
        first(&case.titles(debts.iter().map(|debt| debt.id)), 2),
    )
}

fn ways_out(case: &Case<'_>, name: &str, debts: &[&Debt]) -> Vec<Remedy> {
    let mut remedies = pay_each(case, name, debts);
    remedies.extend(keep_debts(case, debts));
    remedies
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use plan::Kind;

    use crate::flag::{Flag, RuleId};
    use crate::testing::{check, judged};

    fn flags_of(text: &str) -> Vec<Flag> {
        judged(text).into_iter().filter(|flag| flag.rule == RuleId::IncidentExposure).collect()
    }

    fn accepted(text: &str, subject: &str) -> String {
        let waiver = "reason \"we watch it\" until 2027-01-31 by \"Ana, EM\"";
        format!("{text}waiver w rule incident-exposure subject {subject} {waiver}\n")
    }

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
                note: “Checkout” is 24% likely to be hit by an incident in the 14 days before it is finished, on 18 Dec at 50%; most likely through “Night batch”
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
            "#]],
        );
    }

    const TWO: &str = r#"
team core "Core"
person ada "Ada" team core
team port "Port"
person cy "Cy" team port
component ledger "Ledger" team core
component gates "Gates" team port
debt batch "Night batch" in ledger principal 5 incidents 0.6 loss 0.5
debt relay "Old relay" in gates principal 5 incidents 0.7 loss 0.5
item checkout "Checkout" team core effort 20 basis clean commit 2027-01-29
item refund "Refunds" team core effort 10 basis clean commit 2027-02-26
item lanes "Lanes" team port effort 20 basis clean commit 2027-01-29
"#;

    #[test]
    fn promises_that_the_same_debts_endanger_share_a_flag() {
        check(
            RuleId::IncidentExposure,
            TWO,
            expect![[r#"
                note: “Lanes” is 28% likely to be hit by an incident in the 14 days before it is finished, on 18 Dec at 50%; most likely through “Old relay”
                  → Pay down “Old relay” first
                  … Keep “Old relay” on purpose, for a while
                note: “Checkout” and “Refunds” are each 24% likely to be hit by an incident in the 14 days before they are finished, on 18 Dec and 4 Jan at 50%; most likely through “Night batch”
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
            "#]],
        );
        let flags = flags_of(TWO);
        let items = |flag: &Flag| flag.subjects.iter().filter(|subject| subject.kind == Kind::Item).count();
        assert_eq!(flags.iter().map(items).sum::<usize>(), 3, "each promise is a subject of one of them");
    }

    #[test]
    fn what_was_accepted_of_one_stays_accepted_and_the_other_wants_an_answer() {
        let waived = accepted(TWO, "item:checkout");
        check(
            RuleId::IncidentExposure,
            &waived,
            expect![[r#"
                note: “Lanes” is 28% likely to be hit by an incident in the 14 days before it is finished, on 18 Dec at 50%; most likely through “Old relay”
                  → Pay down “Old relay” first
                  … Keep “Old relay” on purpose, for a while
                note: “Refunds” is 24% likely to be hit by an incident in the 14 days before it is finished, on 4 Jan at 50%; most likely through “Night batch”
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
                note: “Checkout” is 24% likely to be hit by an incident in the 14 days before it is finished, on 18 Dec at 50%; most likely through “Night batch”
                  accepted by Ana, EM until 2027-01-31: we watch it
                  → Pay down “Night batch” first
                  … Keep “Night batch” on purpose, for a while
            "#]],
        );
    }

    #[test]
    fn an_acceptance_that_has_run_out_is_missed_though_the_promise_shares_a_flag_by_now() {
        let text = accepted(TWO, "item:checkout").replace("until 2027-01-31", "until 2026-11-20");
        let missed = judged(&text).into_iter().find(|flag| flag.rule == RuleId::WaiverExpired).expect("it has run out");
        assert!(missed.sentence.contains("“Checkout” and “Refunds”"), "{}", missed.sentence);
        let renewed = format!(
            "{text}waiver n rule incident-exposure subject item:checkout,item:refund reason \"so\" until 2027-01-31\n"
        );
        assert!(judged(&renewed).iter().all(|flag| flag.rule != RuleId::WaiverExpired), "both were accepted since");
    }

    #[test]
    fn what_was_accepted_of_both_holds_for_the_one_that_is_left() {
        let both = accepted(TWO, "item:checkout,item:refund");
        let kept = both.replace("effort 10 basis clean commit 2027-02-26", "effort 10 done 2026-11-20");
        for text in [both, kept] {
            let waived = flags_of(&text).into_iter().find(|flag| !flag.stands()).expect("the acceptance holds");
            assert!(waived.sentence.contains("“Checkout”"), "{}", waived.sentence);
        }
    }

    #[test]
    fn a_promise_more_than_was_accepted_wants_an_answer() {
        let both = accepted(TWO, "item:checkout,item:refund");
        let more = format!("{both}item gifts \"Gift cards\" team core effort 5 basis clean commit 2027-03-31\n");
        let flags = flags_of(&more);
        let of = |title: &str| flags.iter().find(|flag| flag.sentence.contains(title)).map(Flag::stands);
        assert_eq!((of("“Gift cards”"), of("“Checkout”")), (Some(true), Some(false)));
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
