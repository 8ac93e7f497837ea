//! What items wait for before their start, in days that sum to it.

mod common;

use std::fmt::Write;

use common::{planned, told as forecast_of};
use expect_test::{Expect, expect};
use forecast::WaitsFor;

#[expect(clippy::needless_pass_by_value, reason = "so reads a snapshot")]
fn check(text: &str, expected: Expect) {
    let plan = planned(text);
    let forecast = forecast_of(text);
    let title = |id| plan.items[id].title.clone();
    let mut told = String::new();
    for item in plan.ranked() {
        let waits = forecast.items[&item.id].waits.iter().map(|wait| {
            let on = match &wait.on {
                WaitsFor::Item(id) => title(id),
                WaitsFor::Date => "a date".to_owned(),
                WaitsFor::Limit => "the limit".to_owned(),
                WaitsFor::Skill(skill) => format!("somebody with {skill}"),
                WaitsFor::People => "people".to_owned(),
            };
            format!("{:.1} d for {on}", wait.days)
        });
        writeln!(told, "{}: {}", item.title, waits.collect::<Vec<_>>().join(", ")).expect("text takes text");
    }
    expected.assert_eq(&told);
}

#[test]
fn first_for_what_comes_before_then_for_people() {
    check(
        "team core\nperson ann team core\n\
         item auth \"auth\" team core effort 5\n\
         item bill \"bill\" team core effort 3\n\
         item mail \"mail\" team core effort 1 after auth\n",
        expect![[r#"
            auth: 
            bill: 7.0 d for people
            mail: 5.0 d for auth, 5.0 d for people
        "#]],
    );
}

#[test]
fn for_its_date_and_for_room_under_the_limit() {
    check(
        "team core wip 1\nperson ann team core\nperson bob team core\n\
         item auth \"auth\" team core effort 3 people 1\n\
         item bill \"bill\" team core effort 3 people 1\n\
         item mail \"mail\" team core effort 1 earliest 2026-12-07\n",
        expect![[r#"
            auth: 
            bill: 3.0 d for the limit
            mail: 14.0 d for a date
        "#]],
    );
}

#[test]
fn for_the_skill_while_others_are_free() {
    check(
        "team core\nperson ann team core skills kotlin\nperson bob team core\n\
         item auth \"auth\" team core effort 4 skills kotlin 1\n\
         item bill \"bill\" team core effort 2 skills kotlin 1\n",
        expect![[r#"
            auth: 
            bill: 4.0 d for somebody with kotlin
        "#]],
    );
}
