//! The order of flags, and which of them are waived. The first three are what an experienced engineering manager would
//! raise first:
//!
//! 1. what nobody has accepted, before what somebody has;
//! 2. critical before warning before note;
//! 3. by the worst promise it touches: how far that promise's chance lies below its confidence;
//! 4. in the order of the catalogue, which goes from promises to load to debt to people to hygiene;
//! 5. by the rule's own measure, in person-days, days or items; then by subject, so that the order is always the same.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use plan::{DebtId, EntityId, ItemId, Kind, TeamId};

use crate::case::Case;
use crate::flag::{Accepted, Flag, RuleId};
use crate::remedy::{drag_on, owners};
use crate::rules::Raised;

/// The flags in order, each with the waiver that holds today.
pub(crate) fn ranked(case: &Case<'_>, raised: Vec<Raised>) -> Vec<Flag> {
    let promises = promises(case);
    let mut weighed: Vec<(f64, Raised)> = raised
        .into_iter()
        .map(|mut raised| {
            raised.flag.waived = waiver(case, &raised.flag);
            (impact(case, &promises, &raised.flag), raised)
        })
        .collect();
    weighed.sort_by(|(impact_a, a), (impact_b, b)| compare(*impact_a, a, *impact_b, b));
    weighed.into_iter().map(|(_, raised)| raised.flag).collect()
}

fn compare(impact_a: f64, a: &Raised, impact_b: f64, b: &Raised) -> Ordering {
    let place = |rule: RuleId| RuleId::ALL.iter().position(|other| *other == rule);
    (b.flag.stands().cmp(&a.flag.stands()))
        .then(b.flag.severity.cmp(&a.flag.severity))
        .then(impact_b.total_cmp(&impact_a))
        .then(place(a.flag.rule).cmp(&place(b.flag.rule)))
        .then(b.weight.total_cmp(&a.weight))
        .then_with(|| a.flag.subject_key.cmp(&b.flag.subject_key))
}

/// A promise: how far its chance lies below its confidence, and what must be finished for it.
struct Promise {
    shortfall: f64,
    needs: BTreeSet<ItemId>,
    teams: BTreeSet<TeamId>,
}

fn promises(case: &Case<'_>) -> Vec<Promise> {
    case.promised()
        .filter_map(|item| {
            let chance = case.outlook(item.id)?.outlook.as_planned.on_time?;
            let shortfall = (item.commitment.as_ref()?.confidence - chance).max(0.0);
            let needs = case.needed_for(item.id);
            let teams = case.work().filter(|work| needs.contains(&work.id)).filter_map(|work| work.team).collect();
            Some(Promise { shortfall, needs, teams })
        })
        .collect()
}

/// The shortfall of the worst promise that this flag touches: through the items it is about, through work that a debt slows
/// or time that it takes, or, where it is about a team or the plan alone, through all that these do.
fn impact(case: &Case<'_>, promises: &[Promise], flag: &Flag) -> f64 {
    let alone = flag.subjects.len() == 1;
    let touches = |promise: &Promise, subject: &EntityId| match subject.kind {
        Kind::Item => promise.needs.contains(&ItemId(subject.id)),
        Kind::Debt => case.plan.debts.get(&DebtId(subject.id)).is_some_and(|debt| {
            !owners(case, debt).is_disjoint(&promise.teams)
                || promise.needs.iter().any(|item| drag_on(case, *item, debt.id) > 0.0)
        }),
        Kind::Team => alone && promise.teams.contains(&TeamId(subject.id)),
        Kind::Plan => true,
        Kind::Component
        | Kind::Person
        | Kind::Waiver
        | Kind::Baseline
        | Kind::Scenario
        | Kind::Decision
        | Kind::Question
        | Kind::Step => false,
    };
    promises
        .iter()
        .filter(|promise| flag.subjects.iter().any(|subject| touches(promise, subject)))
        .map(|promise| promise.shortfall)
        .fold(0.0, f64::max)
}

/// The waiver that holds for this flag today: the one that lasts longest.
fn waiver(case: &Case<'_>, flag: &Flag) -> Option<Accepted> {
    case.plan
        .waivers
        .values()
        .filter(|waiver| waiver.alive && waiver.rule == flag.rule.word() && waiver.subject == flag.subject_key)
        .filter_map(|waiver| Some((waiver, waiver.until.filter(|until| *until >= case.today())?)))
        .max_by_key(|(waiver, until)| (*until, waiver.id))
        .map(|(waiver, until)| Accepted { by: waiver.by.clone(), reason: waiver.reason.clone(), until })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{judged, told};

    const PROMISES: &str = r#"
team core "Core"
person ada "Ada" team core skills rust
person bo "Bo" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.5
debt docs "Missing docs" in ledger principal 2
item early "Login" team core effort 10 skills rust basis clean commit 2027-01-29 to "Sales"
item late "Checkout" team core effort 10 basis clean in ledger 1 commit 2026-12-04 to "the Board"
item odd "Kiosk" team core effort 5 skills cobol
"#;

    fn check(text: &str, expect: expect_test::Expect) {
        let lines: String =
            judged(text).iter().map(|flag| told(flag).lines().next().unwrap_or_default().to_owned() + "\n").collect();
        expect.assert_eq(&lines);
    }

    #[test]
    fn a_broken_promise_comes_before_what_harms_none() {
        check(
            PROMISES,
            expect![[r#"
                critical: “Checkout” is promised to the Board for 4 Dec at 85%; without debt the chance is 100%, as planned 0%: debt makes it 5 days later at 85%, first of all “Ledger schema”
                critical: Nobody in Core knows cobol, which “Kiosk” needs 5 pd of: as planned 1 item is never finished
                warning: “Checkout” decides a promise and runs through Ledger, where work takes 1.41 times as long because of “Missing docs” and “Ledger schema”; nothing is planned for it
                warning: “Ledger schema” costs 1 pd a week; paying it off takes 2 pd and wins 4.1 pd by 23 May, but is not planned; paid off today, it has paid for itself by 2 Dec
                warning: Only Ada knows rust in Core; “Login” needs 10 pd of it
                note: “Missing docs” has no interest: in the forecast it costs nothing
                note: 3 of 3 estimates of Core have hardly any range, 25 pd in all, and no history bears them out: “Checkout”, “Login” and “Kiosk”
            "#]],
        );
    }

    #[test]
    fn an_accepted_flag_stands_last_until_its_day() {
        let waiver = "waiver w rule debt-blind-commitment subject item:late reason \"the board knows\" until 2026-11-23 by \"Ana, EM\"\n";
        let flags = judged(&format!("{PROMISES}{waiver}"));
        let last = flags.last().expect("there are flags");
        let accepted = last.waived.as_ref().expect("the accepted one stands last");
        assert_eq!((last.rule, accepted.by.as_str()), (RuleId::DebtBlindCommitment, "Ana, EM"));
        assert_eq!(flags.iter().filter(|flag| !flag.stands()).count(), 1, "nothing else was accepted");
    }

    #[test]
    fn an_accepted_flag_comes_back_the_day_after() {
        let waiver = "waiver w rule debt-blind-commitment subject item:late reason \"the board knows\" until 2026-11-22 by \"Ana, EM\"\n";
        assert!(judged(&format!("{PROMISES}{waiver}")).iter().all(Flag::stands));
    }
}
