//! Who works on what and when: calendars, people, dependencies, limits and lags, worked out by hand.

mod common;

use common::{check, check_from, monday, planned, told};
use expect_test::expect;
use forecast::Slip;
use plan::fixture;

/// One person, Monday to Friday.
const SOLO: &str = "team core\nperson ann team core\n";

#[test]
fn work_follows_work_by_rank() {
    check(
        &format!("{SOLO}item auth team core effort 5\nitem bill team core effort 3\nitem late team core effort 1.5"),
        expect![[r#"
            auth     Mon 23 Nov – Fri 27 Nov
            bill     Mon 30 Nov – Wed 2 Dec
            late     Thu 3 Dec – Fri 4 Dec
        "#]],
    );
}

#[test]
fn weekend_today_waits_for_monday() {
    check_from(
        monday().plus(-2),
        &format!("{SOLO}item auth team core effort 1\nitem mark team core"),
        expect![[r#"
        auth     Mon 23 Nov – Mon 23 Nov
        mark     Mon 23 Nov – Mon 23 Nov
    "#]],
    );
}

#[test]
fn holiday_is_no_day_of_work() {
    check(
        "team core holiday 2026-11-25 \"Off\"\nperson ann team core\nitem auth team core effort 5",
        expect![[r#"
        auth     Mon 23 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn team_may_work_on_other_days() {
    check(
        "team core days mon,tue,sat\nperson ann team core\nitem auth team core effort 4",
        expect![[r#"
        auth     Mon 23 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn person_away_lets_go_and_comes_back_to_started_work_first() {
    let people = "team core\nperson ann team core leave 2026-11-25..2026-11-26\n";
    check(
        &format!("{people}item low team core effort 5\nitem next team core effort 1"),
        expect![[r#"
        low      Mon 23 Nov – Tue 1 Dec
        next     Wed 2 Dec – Wed 2 Dec
    "#]],
    );
}

#[test]
fn started_work_is_taken_over_by_whoever_is_there() {
    let people =
        "team core\nperson ann team core leave 2026-11-24..2026-12-31\nperson bob team core start 2026-11-26\n";
    check(
        &format!("{people}item auth team core effort 3"),
        expect![[r#"
        auth     Mon 23 Nov – Fri 27 Nov
    "#]],
    );
}

#[test]
fn joiner_ramps_up_and_leaver_stops() {
    // 0.2, 0.3, 0.4, 0.5, 0.6, then a weekend at 0.7 and 0.8, then 0.9, then 1.
    let joiner = "team core\nperson ann team core start 2026-11-23 ramp 8 from 0.2\n";
    check(
        &format!("{joiner}item two team core effort 2\nitem more team core effort 0.9"),
        expect![[r#"
        two      Mon 23 Nov – Fri 27 Nov
        more     Mon 30 Nov – Mon 30 Nov
    "#]],
    );
    let leaver = "team core\nperson ann team core end 2026-11-25\n";
    check(
        &format!("{leaver}item auth team core effort 3\nitem more team core effort 1"),
        expect![[r#"
        auth     Mon 23 Nov – Wed 25 Nov
        more     never – never: no capacity
    "#]],
    );
}

#[test]
fn part_time_focus_support_and_reserve_leave_less_of_each_day() {
    check(
        "team core focus 0.8\nperson ann team core\nitem auth team core effort 4",
        expect![[r#"
        auth     Mon 23 Nov – Fri 27 Nov
    "#]],
    );
    check(
        "team core\nperson ann team core fte 0.5\nitem auth team core effort 2",
        expect![[r#"
        auth     Mon 23 Nov – Thu 26 Nov
    "#]],
    );
    check(
        "team core focus 0.8 support 1 reserve 0.5\nperson ann team core\nitem auth team core effort 2.5",
        expect![[r#"
            auth     Mon 23 Nov – Fri 27 Nov
        "#]],
    );
}

#[test]
fn support_that_takes_all_leaves_nothing() {
    check(
        "plan \"T\" drift 0 cap 1\nteam core support 9\nperson ann team core\nitem auth team core effort 1",
        expect![[r#"
            auth     Mon 23 Nov – never: no capacity
        "#]],
    );
}

#[test]
fn part_takes_two_people_unless_told_otherwise() {
    let people = "team core\nperson ann team core\nperson bob team core\nperson cleo team core\n";
    check(
        &format!("{people}item auth team core effort 6\nitem bill team core effort 2"),
        expect![[r#"
        auth     Mon 23 Nov – Wed 25 Nov
        bill     Mon 23 Nov – Tue 24 Nov
    "#]],
    );
    check(
        &format!("{people}item auth team core effort 6 people 1\nitem bill team core effort 2 people 1"),
        expect![[r#"
            auth     Mon 23 Nov – Mon 30 Nov
            bill     Mon 23 Nov – Tue 24 Nov
        "#]],
    );
    check(
        &format!("{people}item auth team core effort 6 people 3\nitem bill team core effort 3"),
        expect![[r#"
        auth     Mon 23 Nov – Tue 24 Nov
        bill     Wed 25 Nov – Thu 26 Nov
    "#]],
    );
}

#[test]
fn skill_parts_run_side_by_side() {
    let people = "team core\nperson ann team core skills rust\nperson bob team core skills ui\n";
    check(
        &format!("{people}item auth team core effort 5 skills rust 0.6,ui 0.4"),
        expect![[r#"
        auth     Mon 23 Nov – Wed 25 Nov
    "#]],
    );
}

#[test]
fn the_one_with_the_fewest_skills_goes_first() {
    // Ann can do only rust, so she takes it and leaves Bob, who can do both, to the other.
    let people = "team core\nperson bob team core skills rust,ui\nperson ann team core skills rust\n";
    let items = "item auth team core effort 2 skills rust 1 people 1\nitem look team core effort 2 skills ui 1";
    check(
        &format!("{people}{items}"),
        expect![[r#"
        auth     Mon 23 Nov – Tue 24 Nov
        look     Mon 23 Nov – Tue 24 Nov
    "#]],
    );
}

#[test]
fn part_without_skill_takes_anyone() {
    let people = "team core\nperson ann team core skills rust\nperson bob team core\n";
    check(
        &format!("{people}item auth team core effort 4 skills rust 0.5 people 1"),
        expect![[r#"
        auth     Mon 23 Nov – Tue 24 Nov
    "#]],
    );
}

#[test]
fn lower_rank_goes_first_where_the_higher_cannot() {
    let people = "team core\nperson ann team core skills rust\nperson bob team core skills ui\n";
    let items = "item one team core effort 2 skills rust 1\nitem two team core effort 2 skills rust 1\nitem tri team core effort 1 skills ui 1";
    check(
        &format!("{people}{items}"),
        expect![[r#"
        one      Mon 23 Nov – Tue 24 Nov
        two      Wed 25 Nov – Thu 26 Nov
        tri      Mon 23 Nov – Mon 23 Nov
    "#]],
    );
}

#[test]
fn dependency_holds_and_lag_counts_working_days_of_the_successors_team() {
    let people = "team core\nperson ann team core\nteam ops holiday 2026-11-30 \"Off\"\nperson bob team ops\n";
    check(
        &format!(
            "{people}item auth team core effort 4.5\nitem next team ops effort 1 after auth\nitem roll team ops effort 1 after auth+2"
        ),
        expect![[r#"
            auth     Mon 23 Nov – Fri 27 Nov
            next     Fri 27 Nov – Tue 1 Dec
            roll     Wed 2 Dec – Thu 3 Dec
        "#]],
    );
}

#[test]
fn dependency_and_earliest_start_of_a_parent_hold_for_its_children() {
    let people = "team core\nperson ann team core\nperson bob team core\n";
    let items = "item auth team core effort 2 people 1\nitem epic after auth+1 earliest 2026-11-24\n\
                 item one team core effort 1 people 1 parent epic\nitem two team core effort 2 people 1 parent epic\n\
                 item last team core effort 1 after epic";
    check(
        &format!("{people}{items}"),
        expect![[r#"
        auth     Mon 23 Nov – Tue 24 Nov
        epic     Thu 26 Nov – Fri 27 Nov
        one      Thu 26 Nov – Thu 26 Nov
        two      Thu 26 Nov – Fri 27 Nov
        last     Mon 30 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn earliest_start_on_a_day_off_waits_for_a_working_day() {
    check(
        &format!("{SOLO}item auth team core effort 1 earliest 2026-11-28\nitem fill team core effort 2"),
        expect![[r#"
            auth     Mon 30 Nov – Mon 30 Nov
            fill     Mon 23 Nov – Tue 24 Nov
        "#]],
    );
}

#[test]
fn limit_of_work_in_progress_holds_until_delivery() {
    let people = "team core wip 1 lag 2\nperson ann team core\nperson bob team core\n";
    check(
        &format!(
            "{people}item one team core effort 2 people 1\nitem two team core effort 1 people 1\nitem mark team core"
        ),
        expect![[r#"
            one      Mon 23 Nov – Thu 26 Nov
            two      Fri 27 Nov – Tue 1 Dec
            mark     Mon 23 Nov – Mon 23 Nov
        "#]],
    );
}

#[test]
fn delivery_lag_comes_after_the_work() {
    check(
        "team core lag 3\nperson ann team core\nitem auth team core effort 4.5\nitem next team core effort 1\nitem wait team core effort 1 after auth",
        expect![[r#"
            auth     Mon 23 Nov – Wed 2 Dec
            next     Fri 27 Nov – Thu 3 Dec
            wait     Wed 2 Dec – Tue 8 Dec
        "#]],
    );
}

#[test]
fn external_item_comes_on_its_date_and_takes_effect_at_its_end() {
    let items = "external bank delivery 2026-11-28/2026-11-28/2026-11-28\nitem auth team core effort 1 after bank\n\
                 item more team core effort 3\nexternal late delivery 2026-11-20/2026-11-20/2026-11-20 after more+1\nitem mark team core after bank";
    check(
        &format!("{SOLO}{items}"),
        expect![[r#"
        bank     Mon 23 Nov – Sat 28 Nov
        auth     Mon 30 Nov – Mon 30 Nov
        more     Mon 23 Nov – Wed 25 Nov
        late     Thu 26 Nov – Thu 26 Nov
        mark     Mon 30 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn started_work_comes_first_whatever_it_depends_on() {
    let items = "item one team core effort 2 people 1\nitem two team core effort 3 started after one\nitem old team core effort 3 done 2026-11-20\n\
                 item next team core effort 1 after old+2";
    check(
        &format!("{SOLO}{items}"),
        expect![[r#"
        one      Thu 26 Nov – Fri 27 Nov
        two      Mon 23 Nov – Wed 25 Nov
        old      Fri 20 Nov – Fri 20 Nov
        next     Mon 30 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn parent_finishes_with_its_last_child_and_a_milestone_with_what_it_waits_for() {
    let items = "item epic effort 99\nitem one team core effort 1 parent epic\nitem two team core effort 2 parent epic\n\
                 item go after epic\nitem soon earliest 2026-11-29";
    check(
        &format!("{SOLO}{items}"),
        expect![[r#"
        epic     Mon 23 Nov – Wed 25 Nov
        one      Mon 23 Nov – Mon 23 Nov
        two      Tue 24 Nov – Wed 25 Nov
        go       Wed 25 Nov – Wed 25 Nov
        soon     Mon 30 Nov – Mon 30 Nov
    "#]],
    );
}

#[test]
fn never_says_why() {
    let teams = "plan \"T\" drift 0 cap 1\nteam core\nperson ann team core skills rust\nteam empty\nteam gone\nperson zoe team gone end 2026-11-24\n";
    let items = "item lost effort 3\nitem void team empty effort 3\nitem cobol team core effort 3 skills cobol 0.5\n\
                 item next team core effort 1 after cobol\nitem epic\nitem kid team gone effort 9 parent epic\nitem fine team core effort 1";
    check(
        &format!("{teams}{items}"),
        expect![[r#"
        lost     never – never: no team
        void     never – never: nobody on its team
        cobol    Mon 23 Nov – never: nobody with cobol
        next     never – never: waits for cobol
        epic     Mon 23 Nov – never: waits for kid
        kid      Mon 23 Nov – never: no capacity
        fine     Tue 24 Nov – Wed 25 Nov
    "#]],
    );
}

#[test]
fn never_sorts_last_and_slips_say_at_least() {
    let text = "plan \"T\" drift 0 cap 1\nteam core\nperson ann team core\ncomponent app team core\ndebt mud in app toil 400\nitem auth team core effort 5";
    let forecast = told(text);
    let auth = &forecast.items[&fixture::item("auth")].outlook;
    assert_eq!(auth.as_planned.p50, None);
    assert_eq!(auth.debt_free.p50, Some(monday().plus(4)));
    assert_eq!(auth.hidden_slip.p50, Slip::AtLeast(forecast.cap.since(monday().plus(4))));
    assert_eq!(auth.paydown_gain.p50, Slip::None);
}

#[test]
fn empty_plan_is_over_today() {
    let forecast = told("");
    assert!(forecast.items.is_empty() && forecast.teams.is_empty() && forecast.debts.is_empty());
    assert_eq!(forecast.plan.as_planned.p50, Some(monday()));
    let forecast = told("team core\nitem old team core effort 3 done 2026-11-02");
    assert_eq!(
        forecast.plan.as_planned.p95,
        Some(monday().plus(-21)),
        "a plan that is over finished with its last item"
    );
}

#[test]
fn horizon_ends_at_the_cap_at_the_latest() {
    let forecast = common::forecast_of(&planned("plan \"T\" horizon 520 cap 1"), monday(), 1);
    assert_eq!(forecast.horizon_end, forecast.cap.plus(-1));
}
