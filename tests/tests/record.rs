//! What a team's own past says of its forecasts, asked at the door.

use std::fmt::Write;

use app::{Answer, PaceView, Question, RecordView, Reply, Request};
use plan::{Kind, TeamId, fixture};
use tests::desk::Desk;

/// A team whose finished items took as many person-days as given, each estimated at 2–4–8.
fn record(actuals: &[u32]) -> (RecordView, String) {
    let desk = Desk::new();
    let mut text = "plan \"Small\" drift 0\nteam core \"Core\"\nperson ana \"Ana\" team core\n\
                    item next \"Next\" team core effort 4\n"
        .to_owned();
    for (number, actual) in actuals.iter().enumerate() {
        let day = 2 + number % 20;
        let promise = if number < 3 { " commit 2026-11-03" } else { "" };
        let _ = writeln!(
            text,
            "item i{number} \"Item {number}\" team core effort 2/4/8 done 2026-11-{day:02} actual {actual}{promise}"
        );
    }
    desk.plan(&text);
    let next = desk.item("next");
    let Reply::Capacity(mut view) = desk.ask(Request::Capacity) else { panic!("capacity is answered") };
    (view.teams.remove(0).record, next.rate)
}

#[test]
fn hit_rates_and_what_was_learned_are_told_in_words() {
    let actuals: Vec<u32> = [3, 5, 5, 6, 6, 6, 7, 20, 4, 4].into_iter().cycle().take(20).collect();
    let (record, rate) = record(&actuals);
    assert_eq!(record.hits, "the 85% of its estimates held in 18 of 20 finished items; 17 were to be expected");
    assert_eq!(record.other_hits, "the 50% held in 6 (10 to be expected), the 95% in 18 (19 to be expected)");
    assert_eq!(record.promises, "2 of 3 finished promises were kept");
    assert_eq!(record.rate, "its items take 1.4 × their estimates, learned from 20 finished items");
    assert_eq!(rate, record.rate, "the next item says so too");
    assert_eq!(
        record.drift,
        "half of the time its pace is within 0% of the usual (σ 0), by default until half a year of finished items says better"
    );
}

#[test]
fn what_is_not_learned_yet_is_said_to_be_so() {
    let (none, _) = record(&[]);
    assert_eq!(none.hits, "no finished item has both an estimate and an actual effort yet");
    assert_eq!(none.rate, "its estimates are taken as they are, until there are 10 finished items to learn from");
    let (few, rate) = record(&[8; 9]);
    assert_eq!(
        few.rate,
        "its estimates are taken as they are, until there are 10 finished items to learn from: 9 so far"
    );
    assert_eq!(rate, few.rate);
}

/// Asks about a team that finished two items a week for ten weeks, the last on Friday before today.
fn pace(remaining: Option<u32>, by: Option<&str>, closed: Option<&str>) -> Result<PaceView, String> {
    let desk = Desk::new();
    let mut text = "team core \"Core\"\nteam quiet \"Quiet\"\n".to_owned();
    let friday: plan::Day = "2026-11-20".parse().expect("a day");
    for number in 0..20 {
        let day = friday.plus(-7 * (number / 2));
        let _ = writeln!(text, "item i{number} \"Item {number}\" team core effort 2/4/8 done {day}");
    }
    desk.plan(&text);
    let team = if closed.is_some() { "quiet" } else { "core" };
    let question = Question::Pace {
        team: TeamId(fixture::id(Kind::Team, team).id),
        remaining,
        by: by.map(|day| day.parse().expect("a day")),
        closed: closed.map(str::to_owned),
    };
    match desk.app.answer(question) {
        Ok(Answer::Pace(view)) => Ok(view),
        Ok(other) => panic!("it is answered by a pace: {other:?}"),
        Err(error) => Err(error.message),
    }
}

#[test]
fn when_so_many_are_done_is_answered_from_what_the_team_has_finished() {
    let view = pace(Some(8), Some("2027-03-31"), None).expect("it is answered");
    assert_eq!(view.answers.len(), 3, "when, how many, and whether all: {:?}", view.answers);
    assert!(view.answers[0].starts_with("8 more: 50% by 18 Dec"), "two a week are eight in four: {:?}", view.answers);
    assert!(view.answers[2].starts_with("all 8 by 31 Mar: "), "{:?}", view.answers);
    assert!(view.basis.starts_with("pace: 18 closed in the last 9 weeks, 2 a week"), "{}", view.basis);
}

#[test]
fn a_list_of_closing_dates_stands_for_a_team_that_has_finished_nothing() {
    let list = "Key,Closed\nA,2026-10-02\nB,2026-10-20\nC,soon\nD,2026-11-20\n";
    let view = pace(Some(2), None, Some(list)).expect("it is answered");
    assert!(view.answers[0].starts_with("2 more: 50% by "), "{:?}", view.answers);
    assert_eq!(view.notes, ["1 cell is no date and was left out"]);
    let refused = pace(Some(2), None, Some("nothing here")).expect_err("there are no dates");
    assert!(refused.starts_with("cannot read the list: "), "{refused}");
    assert!(pace(None, None, None).expect_err("nothing is asked").contains("say how many"));
    assert!(pace(None, Some("2026-01-01"), None).expect_err("it is over").contains("choose a later one"));
}
