//! The worked examples of `docs/model.md`: their plans and their numbers are read out of the document and recomputed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use advice::{Draws, Version, course};
use forecast::{Assumptions, Forecast, Slip, When, forecast, m, words};
use plan::{Day, Field, Kind, Plan, Slot, Value, fixture, sound};

const CHECKOUT: &str = "checkout";

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/model.md");
    fs::read_to_string(path).expect("the document is there")
}

/// The plans of the document, in its order.
fn plans(text: &str) -> Vec<String> {
    text.split("```plan\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// The rows of its tables of two columns.
fn rows(text: &str) -> BTreeMap<String, String> {
    let cells = |line: &str| -> Option<(String, String)> {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let (what, number) = line.split_once(" | ")?;
        (!number.contains(" | ")).then(|| (what.to_owned(), number.to_owned()))
    };
    text.lines().filter_map(cells).collect()
}

fn planned(text: &str) -> Plan {
    sound(&fixture::plan(text).expect("the document's plan is one")).0
}

fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day of the calendar")
}

fn forecast_of(plan: &Plan) -> Forecast {
    let assumptions = Assumptions { today: today(), seed: 1, trials: Assumptions::FULL };
    forecast(plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test")
}

fn date(when: When) -> String {
    when.map_or("never".to_owned(), |day| day.0.format("%a %-d %b").to_string())
}

/// What the document must say, told apart from what it says.
fn check(rows: &BTreeMap<String, String>, computed: &[(&str, String)]) {
    let wrong: Vec<String> = computed
        .iter()
        .filter(|(what, number)| rows.get(*what) != Some(number))
        .map(|(what, number)| format!("| {what} | {number} |"))
        .collect();
    assert!(wrong.is_empty(), "docs/model.md must say:\n{}", wrong.join("\n"));
}

#[test]
fn the_example_without_luck_is_recomputed() {
    let text = document();
    let plan_text = plans(&text)[0].clone();
    let forecast = forecast_of(&planned(&plan_text));
    let checkout = &forecast.items[&fixture::item(CHECKOUT)];
    let outlook = &checkout.outlook;
    let Slip::Days(slip) = outlook.hidden_slip.p50 else { panic!("both worlds finish") };
    let first = plan_text.replace("item login", "paydown schema \"Pay it\" team core pays schema 1\nitem login");
    let paid = forecast_of(&planned(&first));
    check(
        &rows(&text),
        &[
            ("m(0.5)", format!("{:.3}", m(0.5))),
            ("effort of Checkout with drag", format!("{:.2} pd", checkout.clean + checkout.drag)),
            ("drag on Checkout", format!("{:.2} pd", checkout.drag)),
            ("finish of Login", date(forecast.items[&fixture::item("login")].outlook.as_planned.p50)),
            ("finish of Checkout", date(outlook.as_planned.p50)),
            ("finish of Checkout without debt", date(outlook.debt_free.p50)),
            ("hidden slip of Checkout", words::days(slip)),
            ("chance of Checkout on time", words::percent(outlook.as_planned.on_time.expect("it is promised"))),
            (
                "finish of Checkout if the debt is paid first",
                date(paid.items[&fixture::item(CHECKOUT)].outlook.as_planned.p50),
            ),
        ],
    );
}

#[test]
fn the_example_with_luck_is_recomputed() {
    let text = document();
    let forecast = forecast_of(&planned(&plans(&text)[1]));
    let finish = &forecast.items[&fixture::item(CHECKOUT)].outlook.as_planned;
    check(
        &rows(&text),
        &[
            ("50% date of Checkout with luck", date(finish.p50)),
            ("85% date of Checkout with luck", date(finish.p85)),
            ("95% date of Checkout with luck", date(finish.p95)),
            ("chance of Checkout on time with luck", words::percent(finish.on_time.expect("it is promised"))),
        ],
    );
}

#[test]
fn the_week_that_passed_is_recomputed() {
    let text = document();
    let old = planned(&plans(&text)[0]);
    let mut new = old.clone();
    let slot = |field| Slot::of(fixture::id(Kind::Item, "login"), field);
    new.set(&slot(Field::DoneOn), &Value::Day(today().plus(4)));
    new.set(&slot(Field::State), &Value::Text("done".into()));
    let version = |plan, days| Version { plan, today: today().plus(days) };
    let draws = Draws { seed: 1, trials: 64 };
    let course = course(version(&old, 0), version(&new, 7), draws, &AtomicBool::new(false), &mut |_, _| ());
    let waterfall =
        course.expect("nobody stops a test").waterfall(Some(fixture::item(CHECKOUT))).expect("it is in both");
    // What belongs to the causes stands in an earlier table of the same names: the later one holds the days.
    let days = text.split("| cause | days at 50% |").nth(1).map(rows).expect("the table is there");
    let bars = waterfall.bars.iter().map(|bar| {
        let Slip::Days(days) = bar.days.p50 else { panic!("it finishes") };
        let sign = if days < 0 { "−" } else { "+" };
        (bar.cause.title(), format!("{sign}{}", words::days(days.abs())))
    });
    check(&days, &bars.collect::<Vec<_>>());
}
