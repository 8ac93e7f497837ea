//! Five plans of five kinds, each as an experienced engineering manager would review it: what is flagged, in which order and
//! in which words. The sample has a test of its own.

use std::sync::atomic::AtomicBool;

use advice::{Flag, Known, Severity, flags};
use expect_test::{Expect, expect};
use forecast::{Assumptions, forecast};
use plan::{Day, fixture, sound};

/// Few, for the sake of speed.
const TRIALS: u32 = 400;

fn judged(text: &str) -> Vec<Flag> {
    let (plan, findings) = sound(&fixture::plan(text).expect("the text is a plan"));
    let today = Day::new(2026, 11, 23).expect("a day of the calendar");
    let assumptions = Assumptions { today, seed: 1, trials: TRIALS };
    let forecast = forecast(&plan, &assumptions, &AtomicBool::new(false)).expect("nobody cancels a test");
    flags(&plan, &forecast, &findings, &Known::default())
}

fn check(text: &str, expect: Expect) {
    let line = |flag: &Flag| format!("{} {}: {}\n", flag.severity.word(), flag.rule.word(), flag.sentence);
    expect.assert_eq(&judged(text).iter().map(line).collect::<String>());
}

#[test]
fn a_legacy_team_deep_in_debt() {
    check(
        include_str!("plans/legacy.txt"),
        expect![[r#"
            critical debt-blind-commitment: “Motor tariff 2027” is promised to the regulator for 22 Jan at 85%; without debt the chance is 98%, as planned 79%: debt makes it 41 days later at 85%, first of all “Night batch by hand” and “No tests around rating”
            warning interest-share: Policy spends 41% of its time on debt from 23 Nov to 21 Feb: 77 pd, of which 17 pd of drag, 52 pd of toil and 7.6 pd on incidents; 61 pd are left for new work
            warning hot-component: 3 items run through Policy core, where work takes 1.30 times as long, and all start before it is mended: “Motor tariff 2027”, “Brokers quote by themselves” and “Claims handed over without paper” lose 16 pd to drag, here and elsewhere
            warning worth-paying: “Night batch by hand” costs 2.7 pd a week; paying it off takes 8.4 pd and wins 69 pd by 23 May, but is not planned; paid off today, it has paid for itself by 15 Dec
            warning worth-paying: “Builds take two hours” costs 1.2 pd a week; paying it off takes 5.5 pd and wins 32 pd by 23 May, but is not planned; paid off today, it has paid for itself by 24 Dec
            warning worth-paying: “No tests around rating” costs 1.1 pd a week; paying it off takes 11 pd and wins 24 pd by 23 May, but is not planned; paid off today, it has paid for itself by 4 Feb
            warning toil-share: Policy spends 28% of its time on work by hand from 23 Nov to 21 Feb: 52 pd, part of the 77 pd that debt takes there; most of it for “Night batch by hand”, “Builds take two hours” and “No tests around rating”
            warning brief-missing: “Motor tariff 2027” is being worked on and was due an update on 16 Nov, 7 days ago
            warning waiver-expired: “Java 8” was accepted until 31 Oct, 23 days ago, and goes on costing: 1.4 pd by 23 May
            warning single-holder: Only Otto Brandt knows cobol in Policy; “Settlement file for the reinsurer” needs 7.3 pd of it
            note debt-spiral: For 4 weeks from 23 Nov, debt grows faster than it is paid off: by 1 pd against 0.15 pd; most of the growth is in “One table for every product”
            note incident-exposure: “Brokers quote by themselves” and “Motor tariff 2027” are each 42% likely to be hit by an incident in the 14 days before they are finished, on 23 Dec and 30 Dec at 50%; most likely through “Night batch by hand”
            note stale-debt: “Java 8” was last looked at on 1 Jul, 145 days ago; the forecast counts on 1.4 pd of interest for it by 23 May
        "#]],
    );
}

#[test]
fn a_healthy_team_has_nothing_that_wants_an_answer() {
    let text = include_str!("plans/healthy.txt");
    check(
        text,
        expect![[r#"
            note not-worth-paying: “Steady the map test” takes 2.3 pd and wins back 1.1 pd by 23 May: paying off “A flaky map test” does not pay, alone or with the other debts there
        "#]],
    );
    assert!(judged(text).iter().all(|flag| flag.severity == Severity::Note), "nothing above a note");
}

#[test]
fn an_overloaded_team() {
    check(
        include_str!("plans/overloaded.txt"),
        expect![[r#"
            critical commitment-at-risk: “Freeze a card” is promised to the regulator for 12 Feb at 85%; as planned the chance is 27%: 50% by 22 Mar, 85% by 8 Jun
            critical overloaded: App: work on ios due by 23 May takes 82 pd, and Nora Lind can serve 80 pd until then: 103% of what there is
            critical commitment-at-risk: “Chat with an adviser” is promised to the branches for 31 Mar at 85%; as planned the chance is 35%: 50% by 30 Apr, 85% by 6 Aug
            critical commitment-at-risk: “Spring campaign” is promised to marketing for 5 Apr at 85%; as planned the chance is 36%: 50% by 3 May, 85% by 11 Aug
            warning single-holder: Only Nora Lind knows ios in App; “Pay by phone”, “Freeze a card” and 3 more need 95 pd of it
            warning merge-bias: “Spring campaign” waits for “Chat with an adviser”, “Freeze a card” and “Pay by phone”, each of which may be the last: by 30 Apr they are there at 50%, 70% and 90%, all together only at 32%
            warning commitment-at-risk: “Pay by phone” is promised to the Board for 26 Feb at 85%; as planned the chance is 55%: 50% by 22 Feb, 85% by 19 Apr
            warning brief-missing: “Log in by face” is being worked on and has no measure, diagnosis, action plan or date for the next update
            warning date-before-estimate: “Accounts for the young” is promised for 12 Mar and nobody has said what it takes
            warning date-before-estimate: “Budgets” is wanted by 18 Dec, which not even luck would keep: 50% by 24 May
        "#]],
    );
}

#[test]
fn a_platform_team_whose_pipeline_slows_four_others() {
    check(
        include_str!("plans/platform.txt"),
        expect![[r#"
            critical debt-blind-commitment: “One cart on every device” is promised to the Board for 4 Jan at 85%; without debt the chance is 86%, as planned 76%: debt makes it 8 days later at 85%, first of all “CI takes 70 minutes”
            warning commitment-at-risk: “Stock shown live” is promised to the shops for 21 Dec at 85%; as planned the chance is 70%, and even without debt 81%: 50% by 14 Dec, 85% by 31 Dec
            warning hidden-slip: Debt makes the plan end 41 days later at 50%, on 3 Mar instead of 21 Jan: 23% of the 26 weeks to the horizon; the dearest are “CI takes 70 minutes” and “Runners set up by hand”
            warning paid-too-late: “CI under fifteen minutes” pays “CI takes 70 minutes” off by 23 Feb, when 100% of the work that it slows is done: 205 pd of 205 pd
            warning toil-share: Platform spends 27% of its time on work by hand from 23 Nov to 21 Feb: 28 pd, all that debt takes there; most of it for “CI takes 70 minutes” and “Runners set up by hand”
            warning interest-share: Platform spends 27% of its time on debt from 23 Nov to 21 Feb: 28 pd of toil; 32 pd are left for new work
            warning worth-paying: “Runners set up by hand” costs 0.81 pd a week; paying it off takes 5.2 pd and wins 21 pd by 23 May, but is not planned; paid off today, it has paid for itself by 6 Jan
        "#]],
    );
}

#[test]
fn a_plan_without_any_debt_recorded() {
    check(
        include_str!("plans/undebted.txt"),
        expect![[r#"
            warning unknown-debt: 10 pieces of work are planned and no debt is recorded: every date holds only if nothing slows the work, where developers say they lose 23% of their time to debt
            warning driver-missing: “Video consultations” takes 20 pd and belongs to no team: nobody will do it
            note driver-missing: No team owns Booking site, which holds 9 pieces of work: nobody answers for it
            note false-precision: 9 of 9 estimates of Booking have hardly any range, 88 pd in all, and no history bears them out: “Doctors see their day”, “Waiting list” and 7 more
        "#]],
    );
}
