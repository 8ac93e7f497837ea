//! What a team's own past says of its forecasts, asked at the door.

use std::fmt::Write;

use app::{RecordView, Reply, Request};
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
    assert_eq!(record.drift, "its pace drifts by σ 0, by default until half a year of finished items says better");
}

#[test]
fn what_is_not_learned_yet_is_said_to_be_a_default() {
    let (none, _) = record(&[]);
    assert_eq!(none.hits, "no finished item has both an estimate and an actual effort yet");
    assert_eq!(none.rate, "its estimates are taken as they are, by default until 10 finished items say better");
    let (few, rate) = record(&[8; 9]);
    assert_eq!(few.rate, "its estimates are taken as they are, by default: 9 finished so far, 10 are needed to learn");
    assert_eq!(rate, few.rate);
}
