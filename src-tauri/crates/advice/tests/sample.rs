//! The sample plan, as an engineering manager would review it: what is flagged, in which order, in which words, and whether
//! the ways out lead out.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use advice::{Flag, Known, Outcome, RuleId, flags, outcomes};
use expect_test::expect;
use forecast::{Assumptions, Forecast, forecast};
use plan::{Day, EntityId, Finding, ItemKind, Plan, decide, fixture, sound};

/// Few, for the sake of speed; the flags of the sample do not hang on the luck of so many.
const TRIALS: u32 = 300;

fn sample() -> (Plan, Vec<Finding>) {
    let mut plan = Plan::default();
    for op in fixture::sample() {
        for (slot, value) in decide(&plan, &op).expect("the sample is a plan").edits {
            plan.set(&slot, &value);
        }
    }
    sound(&plan)
}

fn forecast_of(plan: &Plan) -> Forecast {
    let today = Day::new(2026, 11, 23).expect("a day of the calendar");
    forecast(plan, &Assumptions { today, seed: 1, trials: TRIALS }, &AtomicBool::new(false))
        .expect("nobody cancels a test")
}

fn told(flag: &Flag) -> String {
    format!("{} {}: {}\n", flag.severity.word(), flag.rule.word(), flag.sentence)
}

#[test]
fn the_sample_reads_like_a_review() {
    let (plan, findings) = sample();
    assert!(findings.is_empty(), "nothing in the sample needs mending: {findings:?}");
    let said: String = flags(&plan, &forecast_of(&plan), &findings, &Known::default()).iter().map(told).collect();
    expect![[r#"
        critical debt-blind-commitment: “Monthly invoices for freight customers” is promised to Kattegat Freight for 12 Mar at 85%; without debt the chance is 94%, as planned 56%: debt makes it 84 days later at 85%, first of all “Shared ledger schema” and “Night releases by hand”
        critical debt-blind-commitment: “Summer 2027 on sale” is promised to the Board for 14 May at 85%; without debt the chance is 98%, as planned 68%: debt makes it 99 days later at 85%, first of all “Slow and flaky CI” and “Fare rules copied per route”
        critical single-holder: Only Mia Keller knows cobol in Payments, and is away for 9 working days from 15 Mar to 25 Mar while “New bank file for Denmark” needs 7.2 pd of it
        warning hidden-slip: Debt makes the plan end 42 days later at 50%, on 7 Jun instead of 26 Apr: 23% of the 26 weeks to the horizon; the dearest are “Slow and flaky CI”, “Shared ledger schema” and “Fare rules copied per route”
        warning interest-share: Payments spends 36% of its time on debt from 23 Nov to 21 Feb: 57 pd, of which 24 pd of drag, 31 pd of toil and 2.2 pd on incidents; 63 pd are left for new work
        warning hot-component: 5 items run through Ledger, where work takes 1.48 times as long, and all start before it is mended: “MobilePay and Swish”, “Refund a cancelled sailing within a day” and 3 more lose 35 pd to drag, here and elsewhere
        warning worth-paying: “Review queue in payments” costs 0.57 pd a week; paying it off takes 3.2 pd and wins 15 pd by 23 May, but is not planned; paid off today, it has paid for itself by 1 Jan
        warning paid-too-late: “Give settlement its own schema” pays “Shared ledger schema” off by 24 Feb, when 77% of the work that it slows is done: 45 pd of 58 pd
        warning review-bottleneck: Reviews hold Payments up: half of them wait longer than 1.9 days
        warning component-debt-ratio: Paying off the debts of Settlement batch takes 64 pd, 36% of the 180 pd that it would take to make it again; most of it for “Night settlement in COBOL” and “Shared ledger schema”
        warning interest-share: Booking spends 40% of its time on debt from 23 Nov to 21 Feb: 55 pd, of which 15 pd of drag, 36 pd of toil and 3.8 pd on incidents; 49 pd are left for new work
        warning no-paydown: “Season passes for commuters” and “Fares that follow demand, two routes” decide a promise and run through Fare engine, where work takes 1.30 times as long because of “Fare rules copied per route”; nothing is planned for it
        warning worth-paying: “Slow and flaky CI” costs 1.8 pd a week; paying it off takes 5.2 pd and wins 49 pd by 23 May, but is not planned; paid off today, it has paid for itself by 13 Dec
        warning worth-paying: “Fare rules copied per route” costs 0.76 pd a week; paying it off takes 8.7 pd and wins 26 pd by 23 May, but is not planned; paid off today, it has paid for itself by 30 Jan
        warning toil-share: Booking spends 26% of its time on work by hand from 23 Nov to 21 Feb: 36 pd, part of the 55 pd that debt takes there; most of it for “Slow and flaky CI”, “Fare rules copied per route” and 2 more
        warning brief-missing: “One interface to all gate makes” is being worked on and has no outcome, measure, diagnosis, action plan or date for the next update
        note debt-spiral: For 6 weeks from 23 Nov, debt grows faster than it is paid off: by 2 pd against 0.51 pd; most of the growth is in “Night settlement in COBOL”, “Framework two majors behind” and 2 more
        note incident-exposure: “Refund a cancelled sailing within a day” and “Monthly invoices for freight customers” are each 24% likely to be hit by an incident in the 14 days before they are finished, on 11 Jan and 4 Mar at 50%; most likely through “Card retries that charge twice”
        note not-worth-paying: “Write down how disputes flow” takes 9 pd and wins back 6.3 pd by 23 May: paying off “Dispute flow written down nowhere” does not pay, alone or with the other debts there
        note incident-exposure: “Summer 2027 on sale” is 24% likely to be hit by an incident in the 14 days before it is finished, on 12 Apr at 50%; most likely through “Checkout state in three places”
        note stale-debt: “No test bench for gate firmware” was last looked at on 3 Aug, 112 days ago; the forecast counts on 17 pd of interest for it by 23 May
    "#]].assert_eq(&said);
}

#[test]
fn the_first_three_are_what_an_experienced_manager_would_raise_first() {
    let (plan, findings) = sample();
    let flags = flags(&plan, &forecast_of(&plan), &findings, &Known::default());
    let first: Vec<_> = flags.iter().take(3).map(|flag| (flag.rule, flag.subjects[0])).collect();
    let broken = |item| (RuleId::DebtBlindCommitment, EntityId::from(fixture::item(item)));
    assert_eq!(first[..2], [broken("invoices"), broken("summer")], "broken promises, the worst first");
    assert_eq!(first[2].0, RuleId::SingleHolder, "then work that nobody will be there to do");
}

#[test]
fn the_first_way_out_of_each_of_the_first_flags_leads_out() {
    let (plan, findings) = sample();
    let before = forecast_of(&plan);
    let flags = flags(&plan, &before, &findings, &Known::default());
    let stop = AtomicBool::new(false);
    let measured = outcomes(&plan, &before, &flags, TRIALS, &stop, &mut |_| ControlFlow::Continue(()));
    let mut said = String::new();
    for flag in flags.iter().take(5) {
        let of_flag = |found: &&Outcome| (found.rule, &found.subject_key) == (flag.rule, &flag.subject_key);
        let first = measured.found.iter().find(of_flag).expect("each has a way out that can be taken");
        assert_eq!(first.label, flag.remedies[0].label);
        said += &format!("{}: {}\n  {}\n", flag.rule.word(), first.label, first.effect.sentence);
        if flag.rule == RuleId::DebtBlindCommitment {
            let moved = first.effect.moved.iter().find(|moved| EntityId::from(moved.item) == flag.subjects[0]);
            let on_time = moved.expect("the promise moves").on_time;
            assert!(on_time.after > on_time.before.map(|before| before + 0.05), "{}: {on_time:?}", first.label);
        }
    }
    expect![[r#"
        debt-blind-commitment: Pay down “Shared ledger schema” and “Review queue in payments” first
          Monthly invoices for freight customers 14 May → 6 Apr at 85% · on time 56% → 74% · costs 3.6 pd in December · clears 3 other flags, not this one
        debt-blind-commitment: Pay down “Slow and flaky CI” and “Fare rules copied per route” first
          Summer 2027 on sale 24 Jun → 7 Jun at 85% · on time 68% → 77% · costs 16 pd from December to February · clears 5 other flags, not this one
        single-holder: Have Hanne Vik learn cobol
          Monthly invoices for freight customers 4 Mar → 27 Feb at 50% · on time 56% → 60% · clears this flag
        hidden-slip: Pay down “Slow and flaky CI” and “Shared ledger schema” first
          the plan 9 Sep → 5 Aug at 85% · costs 5.9 pd from December to January · clears 4 other flags, not this one
        interest-share: Pay down “Shared ledger schema” and “Review queue in payments” first
          Monthly invoices for freight customers 14 May → 6 Apr at 85% · on time 56% → 74% · costs 3.6 pd in December · clears 3 other flags, not this one
    "#]].assert_eq(&said);
}

#[test]
fn the_sample_has_what_it_is_there_to_show() {
    let (plan, findings) = sample();
    let forecast = forecast_of(&plan);
    let flags = flags(&plan, &forecast, &findings, &Known::default());
    let of = |rule| flags.iter().filter(|flag: &&Flag| flag.rule == rule).count();
    assert_eq!((plan.teams.len(), plan.debts.len(), plan.components.len()), (3, 15, 12));
    assert!((24..=30).contains(&plan.items.len()), "about 25 items: {}", plan.items.len());
    assert_eq!(of(RuleId::DebtBlindCommitment), 2, "two promises hold only without debt");
    assert_eq!(of(RuleId::SingleHolder), 1, "a skill hangs on one person");
    let rois: Vec<f64> = plan
        .items
        .values()
        .filter(|item| item.kind == ItemKind::Paydown)
        .flat_map(|item| item.pays.keys())
        .filter_map(|debt| forecast.debts[debt].roi_horizon)
        .collect();
    assert_eq!(rois.len(), 2, "two paydowns: {rois:?}");
    assert!(rois.iter().any(|roi| *roi > 0.25), "one pays: {rois:?}");
    assert!(rois.iter().any(|roi| *roi < 0.0), "one does not: {rois:?}");
    assert_eq!(plan.items.values().filter(|item| !item.incurs.is_empty()).count(), 1, "one shortcut incurs a debt");
}
