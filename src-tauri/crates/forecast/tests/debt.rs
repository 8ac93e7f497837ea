//! What debt does to a plan: drag, toil, incidents, growth, pay-offs and debts incurred on purpose.

mod common;

use common::{check, check_weeks, date, finish, forecast_of, monday, planned, told};
use expect_test::expect;
use forecast::{growth, m};
use plan::fixture;

const SOLO: &str = "team core\nperson ann team core\ncomponent app team core\ncomponent db team core parent app\n";

/// The working day, counted from the Monday, that a finish is on.
fn working_day(text: &str, item: &str) -> i32 {
    let days = finish(&told(text), item).expect("it finishes").since(monday());
    days / 7 * 5 + days % 7 + 1
}

/// The working day on which so much working time is over.
fn day_of(w: f64) -> i32 {
    (w - 1e-9).ceil() as i32
}

#[test]
fn debt_on_a_parent_slows_work_in_its_sub_component_once() {
    let item = "item auth team core effort 10 basis clean in db 1\n";
    let text = |debts: &str| format!("{SOLO}{item}{debts}");
    assert_eq!(working_day(&text("debt one in app drag 0.5"), "auth"), day_of(10.0 * m(0.5)));
    assert_eq!(working_day(&text("debt one in app,db drag 0.5"), "auth"), day_of(10.0 * m(0.5)));
    assert_eq!(working_day(&text("debt one in app drag 0.5\ndebt two in db drag 0.3"), "auth"), day_of(10.0 * m(0.8)));
    let up = format!("{SOLO}item auth team core effort 10 basis clean in app 1\ndebt two in db drag 0.3");
    assert_eq!(working_day(&up, "auth"), 10, "a debt in a part does not slow the whole");
}

#[test]
fn only_the_share_in_a_component_is_slowed() {
    let text = format!("{SOLO}item auth team core effort 10 basis clean in db 0.5,app 0.2\ndebt one in db drag 0.8");
    assert_eq!(working_day(&text, "auth"), day_of(10.0 * (0.5 * m(0.8) + 0.5)));
}

#[test]
fn drag_is_shared_out_among_the_debts_in_proportion_to_their_load() {
    let text = format!(
        "{SOLO}item auth team core effort 10 basis clean in db 1\ndebt one in db drag 0.6\ndebt two in app drag 0.2"
    );
    let forecast = told(&text);
    let auth = &forecast.items[&fixture::item("auth")];
    let drag = 10.0 * (m(0.8) - 1.0);
    assert!((auth.drag - drag).abs() < 1e-9);
    let shares: Vec<_> = auth.slowed_by.iter().map(|slowing| (slowing.debt, slowing.drag / drag)).collect();
    assert_eq!(shares[0].0, fixture::debt("one"));
    assert!((shares[0].1 - 0.75).abs() < 1e-9 && (shares[1].1 - 0.25).abs() < 1e-9, "{shares:?}");
}

#[test]
fn pay_off_within_an_item_speeds_up_the_rest_at_once() {
    // Bob pays for 2.5 days while Ann works slowly; then she works at full speed.
    let text = "team core\nteam ops\nperson ann team core\nperson bob team ops\ncomponent app team core\n\
                debt mess in app drag 0.8\nitem auth team core effort 10 basis clean in app 1\n\
                paydown fix team ops pays mess 1 effort 2.5\n";
    assert_eq!(working_day(text, "auth"), day_of(2.5 + (10.0 - 2.5 / m(0.8))));
    let half = text.replace("pays mess 1", "pays mess 0.5");
    assert_eq!(working_day(&half, "auth"), day_of(2.5 + (10.0 - 2.5 / m(0.8)) * m(0.4)));
}

#[test]
fn fraction_paid_is_of_the_original() {
    let text = |unpaid: f64, paid: f64| {
        format!(
            "{SOLO}debt mess in app drag 0.8 principal 4 unpaid {unpaid}\npaydown fix team core pays mess {paid}\n\
             item auth team core effort 10 basis clean in app 1 after fix"
        )
    };
    // Without an estimate of its own, its effort is the fraction of the principal.
    assert_eq!(working_day(&text(1.0, 0.5), "auth"), day_of(2.0 + 10.0 * m(0.4)));
    assert_eq!(working_day(&text(0.6, 0.5), "auth"), day_of(2.0 + 10.0 * m(0.8 * 0.1)));
    assert_eq!(working_day(&text(0.3, 0.5), "auth"), day_of(2.0 + 10.0));
}

#[test]
fn worlds_differ_in_their_debts_and_paydowns() {
    let text = format!(
        "{SOLO}debt mess in app drag 1 principal 3\npaydown fix team core pays mess 1\nitem auth team core effort 10 basis clean in app 1 after fix"
    );
    check(
        &text,
        expect![[r#"
        fix      Mon 23 Nov – Wed 25 Nov (debt-free Mon 23 Nov)
        auth     Thu 26 Nov – Wed 9 Dec (debt-free Fri 4 Dec)
    "#]],
    );
    let auth = &told(&text).items[&fixture::item("auth")].outlook;
    let never_paid = auth.never_paid.p50.expect("it finishes").since(monday());
    assert_eq!(
        never_paid / 7 * 5 + never_paid % 7 + 1,
        day_of(10.0 * m(1.0)),
        "who never pays has the time for other work"
    );
}

#[test]
fn paydown_that_nobody_could_do_holds_up_only_the_plan_that_has_it() {
    let forecast = told(&format!(
        "{SOLO}debt mess in app drag 1 principal 3\npaydown fix pays mess 1\nitem auth team core effort 5 basis clean after fix"
    ));
    let auth = &forecast.items[&fixture::item("auth")].outlook;
    let dates = [&auth.as_planned, &auth.debt_free, &auth.never_paid].map(|finish| date(finish.p50));
    assert_eq!(dates, ["never", "Fri 27 Nov", "Fri 27 Nov"]);
}

#[test]
fn growing_debt_slows_more_each_day() {
    let text =
        format!("{SOLO}item auth team core effort 20 basis clean in app 1\ndebt mess in app drag 0.5 growth 0.1");
    let (mut left, mut day) = (20.0, 0);
    while left > 1e-9 {
        let calendar = f64::from(day / 5 * 7 + day % 5);
        left -= 1.0 / m(0.5 * growth(0.1, calendar / 7.0));
        day += 1;
    }
    assert_eq!(working_day(&text, "auth"), day);
    assert!(day > day_of(20.0 * m(0.5)), "growth shows");
}

#[test]
fn toil_takes_from_the_owners_and_grows() {
    let text = "team core\nperson ann team core\nteam ops\nperson bob team ops\ncomponent app team core\ncomponent infra team ops\n\
                component nobodys\ndebt chores in app,infra,nobodys toil 12\nitem auth team core effort 4\nitem keep team ops effort 2";
    check(
        text,
        expect![[r#"
        auth     Mon 23 Nov – Fri 27 Nov (debt-free Thu 26 Nov)
        keep     Mon 23 Nov – Wed 25 Nov (debt-free Tue 24 Nov)
    "#]],
    );
    check_weeks(
        text,
        "core",
        2,
        expect![[r#"
        23 Nov: new work 4.00 toil 0.50 idle 0.50
        30 Nov: toil 0.50 idle 4.50
    "#]],
    );
}

#[test]
fn toil_and_support_that_nobody_can_serve_overflow() {
    let text = "team core support 3 focus 0.8\nperson ann team core leave 2026-11-30..2026-12-04\ncomponent app team core\ndebt chores in app toil 16\nitem auth team core effort 1";
    check_weeks(
        text,
        "core",
        3,
        expect![[r#"
        23 Nov: toil 1.00 support 3.00 other 1.00 overflow 1.00
        30 Nov: overflow 5.00
        7 Dec: toil 1.00 support 3.00 other 1.00 overflow 1.00
    "#]],
    );
}

#[test]
fn accounts_say_where_the_week_went() {
    let text = "team core focus 0.8 support 0.5 reserve 0.25\nperson ann team core\nperson bob team core\ncomponent app team core\n\
                debt mess in app drag 0.5 toil 4 principal 2\nitem auth team core effort 6 basis clean in app 1 people 1\npaydown fix team core pays mess 1 people 1";
    check_weeks(
        text,
        "core",
        4,
        expect![[r#"
        23 Nov: new work 2.89 drag 0.58 toil 0.30 paydown 2.00 support 0.50 reserve 0.25 other 2.00 idle 1.48
        30 Nov: new work 3.11 support 0.50 reserve 0.25 other 2.00 idle 4.14
        7 Dec: support 0.50 reserve 0.25 other 2.00 idle 7.25
        14 Dec: support 0.50 reserve 0.25 other 2.00 idle 7.25
    "#]],
    );
}

#[test]
fn incidents_take_half_of_what_is_left_until_they_are_over() {
    let text = "plan \"T\" drift 0\nteam core\nperson ann team core\ncomponent app team core\ndebt fire in app incidents 2 loss 1.5";
    let forecast = forecast_of(&planned(text), monday(), 4000);
    let total = &forecast.teams[&fixture::team("core")].total;
    let expected = 2.0 * 12.0 / 365.25 * 182.0 * 1.5;
    assert!((total.incidents / expected - 1.0).abs() < 0.03, "{} is not about {expected}", total.incidents);
    assert!((total.gross() - 130.0).abs() < 1e-9);
    let halved = text.replace("loss 1.5", "loss 1.5 unpaid 0.5");
    let total = &forecast_of(&planned(&halved), monday(), 4000).teams[&fixture::team("core")].total;
    assert!((total.incidents / expected * 2.0 - 1.0).abs() < 0.04, "half the debt, half the incidents");
    let endless = text.replace("incidents 2 loss 1.5", "incidents 30 loss 10");
    let total = &forecast_of(&planned(&endless), monday(), 50).teams[&fixture::team("core")].total;
    assert!(total.incidents < 65.0 && total.incidents > 63.0, "never more than half: {}", total.incidents);
}

#[test]
fn paid_debt_has_no_more_incidents_but_its_backlog_survives() {
    let text = "plan \"T\" drift 0\nteam core\nperson ann team core\ncomponent app team core\n\
                debt fire in app incidents 20 loss 3 principal 1\npaydown fix team core pays fire 1\nitem auth team core effort 10";
    let forecast = forecast_of(&planned(text), monday(), 500);
    let weeks = &forecast.teams[&fixture::team("core")].weeks;
    assert!(weeks[0].accounts.incidents > 0.5);
    assert!(weeks[1].accounts.incidents > 0.1, "what happened before the pay-off is still mended");
    assert!(weeks[8].accounts.incidents < 1e-9, "{:?}", weeks[8]);
}

#[test]
fn shortcut_costs_from_its_finish_on() {
    let text = format!(
        "{SOLO}debt hack in app drag 0.8\nitem fast team core effort 2 basis clean in app 1 incurs hack\nitem auth team core effort 5 basis clean in app 1"
    );
    check(
        &text,
        expect![[r#"
        fast     Mon 23 Nov – Tue 24 Nov
        auth     Wed 25 Nov – Fri 4 Dec (debt-free Tue 1 Dec)
    "#]],
    );
    assert_eq!(working_day(&text, "fast"), 2);
    assert_eq!(working_day(&text, "auth"), day_of(2.0 + 5.0 * m(0.8)));
    let done = text.replace("incurs hack", "incurs hack done 2026-11-20");
    assert_eq!(working_day(&done, "auth"), day_of(5.0 * m(0.8)), "what is done has incurred it already");
}

#[test]
fn shortcut_grows_from_its_finish_on() {
    let text = format!(
        "{SOLO}debt hack in app drag 0.5 growth 0.2\nitem fast team core effort 5 basis clean in app 1 incurs hack\nitem auth team core effort 5 basis clean in app 1"
    );
    // Friday is its first day; the work goes on from Monday, three days later.
    let (mut left, mut day) = (5.0, 0);
    while left > 1e-9 {
        left -= 1.0 / m(0.5 * growth(0.2, f64::from(3 + day / 5 * 7 + day % 5) / 7.0));
        day += 1;
    }
    assert_eq!(working_day(&text, "auth"), 5 + day);
}

#[test]
fn drift_widens_and_the_teams_own_history_moves() {
    let plan = |drift: f64| {
        format!("plan \"T\" drift {drift}\nteam core\nperson ann team core\nitem auth team core effort 20")
    };
    let steady = forecast_of(&planned(&plan(0.0)), monday(), 2000);
    let drifting = forecast_of(&planned(&plan(0.45)), monday(), 2000);
    let auth = |forecast: &forecast::Forecast| forecast.items[&fixture::item("auth")].outlook.as_planned.clone();
    assert_eq!(auth(&steady).p50, auth(&steady).p95);
    // The P85 lies at exp(0.45 × 1.036) times the median.
    let days = |when: forecast::When| f64::from(when.expect("it finishes").since(monday()) + 1) * 5.0 / 7.0;
    assert!((days(auth(&drifting).p50) - 20.0).abs() < 2.0);
    assert!((days(auth(&drifting).p85) / 31.9 - 1.0).abs() < 0.08, "{}", days(auth(&drifting).p85));
    let history: String = (0..10)
        .map(|old| format!("item old{old} team core effort 4 done 2026-10-01 actual {}\n", 4 + old % 5))
        .collect();
    let learned = forecast_of(&planned(&format!("{}\n{history}", plan(0.0))), monday(), 10);
    assert_eq!(auth(&learned).p50.map(|day| day.since(monday())), Some(39), "20 days times 1.5 is six weeks");
    assert_eq!(learned.teams[&fixture::team("core")].learned_from, 10);
    assert_eq!(learned.teams[&fixture::team("core")].rate, 1.5);
    assert_eq!(steady.teams[&fixture::team("core")].learned_from, 0);
}

#[test]
fn a_steady_record_narrows_the_drift() {
    let plan = |history: &str| {
        let text =
            format!("plan \"T\" drift 0.45\nteam core\nperson ann team core\nitem auth team core effort 20\n{history}");
        forecast_of(&planned(&text), monday(), 500)
    };
    let closed = |number: i32| monday().plus(-7 * number - 3);
    let weekly: String =
        (0..104).map(|old| format!("item old{old} team core effort 4 done {}\n", closed(old))).collect();
    let (new, known) = (plan(""), plan(&weekly));
    let core = fixture::team("core");
    assert_eq!((new.teams[&core].drift, new.teams[&core].drift_learned_from), (0.45, 0));
    assert!(
        known.teams[&core].drift < 0.3 && known.teams[&core].drift_learned_from > 20,
        "{}",
        known.teams[&core].drift
    );
    let spread = |forecast: &forecast::Forecast| {
        let auth = &forecast.items[&fixture::item("auth")].outlook.as_planned;
        auth.p95.zip(auth.p50).map(|(late, middle)| late.since(middle)).expect("it finishes")
    };
    assert!(spread(&known) < spread(&new), "{} days and not fewer than {}", spread(&known), spread(&new));
}

#[test]
fn a_longer_steady_record_never_widens_the_drift() {
    let drift = |typical: f64, weeks: i32| {
        let done = |old: i32| format!("item old{old} team core effort 4 done {}\n", monday().plus(-7 * old - 3));
        let closed: String = (0..weeks).map(done).collect();
        let text = format!(
            "plan \"T\" drift {typical}\nteam core\nperson ann team core\nitem auth team core effort 5\n{closed}"
        );
        forecast_of(&planned(&text), monday(), 1).teams[&fixture::team("core")].drift
    };
    for typical in [0.0, 0.2, 0.45] {
        assert_eq!(drift(typical, 10), typical, "nothing is learned yet");
        let drifts = [34, 46, 60, 104].map(|weeks| drift(typical, weeks));
        assert!(drifts.is_sorted_by(|earlier, later| earlier >= later), "{typical}: {drifts:?}");
    }
}

#[test]
fn criticality_follows_what_bound_the_start() {
    let text = "team core\nperson ann team core\nteam ops\nperson bob team ops\nitem first team core effort 3\nitem second team core effort 3\n\
                item aside team ops effort 2\nitem ship team ops effort 1 after second,aside commit 2026-12-31 to \"Board\"";
    let forecast = told(text);
    let critical = |handle: &str| forecast.items[&fixture::item(handle)].criticality;
    assert_eq!(["first", "second", "aside", "ship"].map(critical), [1.0, 1.0, 0.0, 1.0]);
}
