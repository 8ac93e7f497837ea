//! A delivery history comes in at the door: looked at first, taken in as one step, told in the view, heard by the rules,
//! taken back by undo.

use std::fmt::Write;

use app::{Answer, DeliveryView, Question, Reply, Request, Source, TeamDelivery};
use plan::{Day, Field, ItemState, Kind, TeamId, Value, fixture};
use tests::desk::{Desk, set};

const PLAN: &str = "team core \"Core\" lag 3\nperson ana \"Ana\" team core\nperson bo \"Bo\" team core\n\
                    item map \"Harbour map\" team core effort 10 begun 2026-09-21\n\
                    item tides \"Tide tables\" team core effort 5\n\
                    item old \"Old berths\" team core effort 5 done 2026-11-19\n";

fn team() -> TeamId {
    TeamId(fixture::id(Kind::Team, "core").id)
}

fn monday(back: i32) -> Day {
    "2026-11-23".parse::<Day>().expect("a day").plus(-7 * back)
}

/// Two stories and a bug a week for half a year, each begun on a Monday: a story takes five days, a bug two.
fn closed() -> String {
    (1..=26).fold("Key,Type,Created,Started,Closed\n".to_owned(), |mut text, week| {
        let begun = monday(week);
        for (key, kind, days) in [("S", "Story", 4), ("T", "Story", 4), ("B", "Bug", 1)] {
            let _ = writeln!(text, "{key}-{week},{kind},{},{begun},{}", begun.plus(-3), begun.plus(days));
        }
        text
    })
}

/// A merge request a week that waits three days for a first look.
fn merged() -> String {
    (1..=12).fold("id,created,first review,merged\n".to_owned(), |mut text, week| {
        let asked = monday(week);
        let _ = writeln!(text, "{week},{asked},{},{}", asked.plus(3), asked.plus(4));
        text
    })
}

fn file(desk: &Desk, text: &str) -> Source {
    let path = desk.path("history.csv");
    std::fs::write(&path, text).expect("there is room for a file");
    Source::Path { path: path.display().to_string() }
}

fn request(desk: &Desk, text: &str, apply: bool) -> Request {
    Request::ImportHistory { source: file(desk, text), team: team(), apply }
}

/// How many records are new, and how many are known already.
fn import(desk: &Desk, text: &str, apply: bool) -> (usize, u32) {
    let Reply::Import(report) = desk.ask(request(desk, text, apply)) else {
        panic!("an import is answered by its report")
    };
    (report.created.len(), report.unchanged)
}

fn delivery(desk: &Desk) -> TeamDelivery {
    let Reply::Delivery(DeliveryView { mut teams, .. }) = desk.ask(Request::Delivery) else {
        panic!("delivery is answered")
    };
    teams.remove(0)
}

#[test]
fn a_history_is_looked_at_taken_in_told_and_taken_back() {
    let desk = Desk::new();
    desk.plan(PLAN);
    assert!(delivery(&desk).empty);
    assert_eq!(import(&desk, &closed(), false), (78, 0));
    assert!(delivery(&desk).empty, "a dry run changes nothing");
    import(&desk, &closed(), true);
    let view = delivery(&desk);
    let cycle = view.cycle.expect("something was closed");
    assert_eq!(
        cycle.sentence,
        "Half of the 75 pieces closed since 1 Jun took at most 5 days, 85% at most 5 days (from begun to closed)."
    );
    assert_eq!((cycle.points.len(), cycle.lines[1].words.as_str()), (75, "85% within 5 days"));
    assert_eq!(cycle.points[0].words, "B-25, upkeep closed 2 Jun after 2 days");
    assert!(cycle.points.iter().all(|point| (0.0..=1.0).contains(&point.x) && (0.0..=1.0).contains(&point.y)));
    let throughput = view.throughput.expect("something was closed");
    assert_eq!(throughput.sentence, "3 closed a week: 50 finished, 25 upkeep since 2 Jun. 67% of it was new work.");
    assert_eq!(throughput.weeks[24].words, "week of 16 Nov: 2 finished, 1 upkeep");
    assert_eq!(view.reviews, None);
    assert_eq!(desk.status().undo.as_deref(), Some("Delivery history of Core: 78 created"));
    assert_eq!(import(&desk, &closed(), true), (0, 78));
    assert_eq!(desk.status().undo.as_deref(), Some("Delivery history of Core: 78 created"), "nothing was done twice");
    desk.ask(Request::Undo);
    assert!(delivery(&desk).empty, "one step back");
    assert!(desk.whole().plan.teams[&team()].past.is_empty(), "forms are not burdened with it");
}

#[test]
fn when_so_many_are_done_is_answered_from_the_history() {
    let desk = Desk::new();
    desk.plan(PLAN);
    import(&desk, &closed(), true);
    let question = Question::Pace { team: team(), remaining: Some(8), by: None, closed: None };
    let Ok(Answer::Pace(view)) = desk.app.answer(question) else { panic!("it is answered by a pace") };
    assert!(view.answers[0].starts_with("8 more: 50% by 18 Dec"), "two a week are eight in four: {:?}", view.answers);
    assert!(view.basis.starts_with("pace: 51 closed in the last 25 weeks, 2 a week"), "no bugs: {}", view.basis);
}

#[test]
fn reviews_are_called_out_in_words_and_by_a_flag() {
    let desk = Desk::new();
    desk.plan(PLAN);
    let silent = |desk: &Desk| desk.flags().silent.iter().any(|silent| silent.rule == advice::RuleId::ReviewBottleneck);
    let raised = |desk: &Desk| {
        let flags = desk.flags().flags.into_iter();
        flags.map(|flag| flag.sentence).find(|said| said.starts_with("Reviews hold"))
    };
    assert!(silent(&desk), "nothing is known of reviews");
    import(&desk, &closed(), true);
    import(&desk, &merged(), true);
    let view = delivery(&desk);
    let reviews = view.reviews.expect("reviews are known");
    let said =
        "Half of the reviews wait longer than 3 days for a first look: longer than all the rest of the work takes.";
    assert_eq!((reviews.sentence.as_str(), reviews.slow), (said, true));
    assert_eq!(
        view.queue.review,
        "3 days pass before anybody looks at a review; half of the work takes 5 days in all."
    );
    assert_eq!(reviews.windows[5].words, "too few reviews to tell", "four weeks with four of them");
    assert!(!silent(&desk));
    assert_eq!(raised(&desk).as_deref(), Some("Reviews hold Core up: half of them wait longer than 3 days"));
}

#[test]
fn what_is_under_way_says_since_when_and_what_does_not_move() {
    let desk = Desk::new();
    desk.plan(PLAN);
    import(&desk, &closed(), true);
    desk.act(set("map", Field::Health, Value::Text("blocked".to_owned())));
    desk.act(set("tides", Field::State, Value::Text(ItemState::Started.word().to_owned())));
    let queue = delivery(&desk).queue;
    assert_eq!(queue.sentence, "3 items are under way; the oldest, “Harbour map”, for 63 days.");
    let told: Vec<String> = queue
        .stages
        .iter()
        .flat_map(|stage| {
            stage.items.iter().map(|item| format!("{}: {}, {} {}", stage.title, item.title, item.words, item.waits))
        })
        .collect();
    assert_eq!(
        told,
        [
            "Begun and waiting: Harbour map, 63 days, since 21 Sep true",
            "Being worked on: Tide tables, 0 days, since 23 Nov false",
            "Done, on its way out: Old berths, 4 days, since 19 Nov false",
        ]
    );
}

#[test]
fn what_cannot_be_taken_in_is_refused_with_a_sentence() {
    let desk = Desk::new();
    desk.plan(PLAN);
    let refused = desk.refusal(request(&desk, "Summary\nMap\n", false)).message;
    assert!(refused.starts_with("cannot import `history.csv`: no delivery history: expected a column"), "{refused}");
    let source = file(&desk, &closed());
    let elsewhere = desk.refusal(Request::Import { source, apply: false }).message;
    assert!(
        elsewhere
            .ends_with("it looks like a delivery history: import it for a team, under Delivery or with `--history`"),
        "{elsewhere}"
    );
    desk.ask(Request::MakeScenario { name: "Later".to_owned() });
    assert!(desk.refusal(request(&desk, &closed(), true)).message.contains("what a team did"));
}
