//! What nobody means, said at the door: numbers that are none, days beyond the calendar, circles, plans without anybody.
//! Each is answered or refused in a sentence, and the plan is as it was.

use app::{Reply, Request};
use plan::{Kind, fixture};
use serde_json::{Value, json};
use tests::desk::Desk;

/// The words of a refusal fit on a screen, however long the number that was given.
const SENTENCE: usize = 600;

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component ledger "Ledger" team core
debt schema "Schema" in ledger drag 0.5 principal 2
item login "Login" team core effort 5
item billing "Billing" team core effort 5 after login
"#;

/// A request to set a field, as the window sends it, with the value as it stands in the text.
fn set(kind: Kind, handle: &str, field: &str, key: &str, value: &str) -> String {
    let entity = serde_json::to_string(&fixture::id(kind, handle)).expect("an id is text");
    format!(
        r#"{{"type":"act","op":{{"type":"set","slot":{{"entity":{entity},"field":"{field}","key":"{key}"}},"value":{value}}}}}"#
    )
}

fn number(text: &str) -> String {
    format!(r#"{{"type":"number","value":{text}}}"#)
}

fn range(low: &str, likely: &str, high: &str) -> String {
    format!(r#"{{"type":"range","value":{{"low":{low},"likely":{likely},"high":{high}}}}}"#)
}

/// What is said to a text from outside: a refusal by the door, or by whoever reads what is no request.
fn refusal(desk: &Desk, text: &str) -> String {
    match serde_json::from_str::<Request>(text) {
        Err(unread) => unread.to_string(),
        Ok(request) => desk.refusal(request).message,
    }
}

#[test]
fn numbers_that_are_none_and_days_that_no_plan_reaches_are_refused() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let before = desk.whole().plan;
    let item = |field: &str, value: &str| set(Kind::Item, "login", field, "", value);
    let day = |day: &str| format!(r#"{{"type":"day","value":"{day}"}}"#);
    let on = fixture::id(Kind::Item, "billing").id.to_string();
    for (text, sentence) in [
        (item("estimate", &range("1", "NaN", "3")), "expected"),
        (item("estimate", &range("1", "2", "Infinity")), "expected"),
        (item("estimate", &range("1", "2", "-Infinity")), "invalid number"),
        (item("estimate", &range("1", "2", "1e999")), "number out of range"),
        (item("estimate", &range("1", "2", "1e308")), "estimate of “Login”"),
        (item("estimate", &range("1", "2", "null")), "invalid type: null"),
        (item("estimate", &range("-1", "2", "3")), "estimate of “Login”"),
        (item("estimate", &range("0", "1e-300", "1e9")), "likely is next to 0"),
        (item("max_people", &number("4294967297")), "people at once per part of “Login”"),
        (item("cost_of_delay", &number("1e999")), "number out of range"),
        (item("earliest", &day("9999-12-31")), "is not a day between 1970-01-01 and 2199-12-31"),
        (item("target", &day("99999-01-01")), "input contains invalid characters"),
        (set(Kind::Item, "login", "after", &on, &number("0")), "would close a circle: “Login” → “Billing” → “Login”"),
        (set(Kind::Plan, "", "cap", "", &number("1000000")), "cap in years"),
        (set(Kind::Team, "core", "delivery_lag", "", &number("1e9")), "delivery lag of “Core”"),
    ] {
        let said = refusal(&desk, &text);
        assert!(said.contains(sentence), "{text}: {said}");
        assert!(said.chars().count() < SENTENCE, "{text}: {} characters", said.chars().count());
    }
    assert_eq!(desk.whole().plan, before, "what is refused changes nothing");
}

/// Every view of a plan that has been judged.
fn seen(desk: &Desk) -> Value {
    desk.app.judged().expect("the forecast is not given up");
    let views = [
        Request::Status,
        Request::Roadmap,
        Request::Priorities,
        Request::Debts,
        Request::Capacity,
        Request::People,
        Request::Flags,
    ];
    let replies: Vec<Reply> = views.into_iter().map(|view| desk.ask(view)).collect();
    json!(replies)
}

#[test]
fn plans_without_anybody_or_anything_are_shown() {
    for (name, text, word) in [
        ("nothing", "plan \"Empty\"", "Interest 0 pd a week"),
        ("a team of nobody", "team core \"Core\"\nitem a \"A\" team core effort 5", "nobody"),
        (
            "fifty years of leave",
            "team core \"Core\"\nperson ana \"Ana\" team core leave 2026-11-23..2076-11-23\nitem a \"A\" team core effort 5",
            "never",
        ),
        (
            "a billion days",
            "team core \"Core\"\nperson ana \"Ana\" team core\nitem a \"A\" team core effort 1000000000 earliest 2199-12-31",
            "never",
        ),
    ] {
        let desk = Desk::new();
        desk.plan(text);
        let views = seen(&desk).to_string();
        assert!(views.contains(word), "{name}: {views}");
    }
}
