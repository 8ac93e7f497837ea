//! An item as a row: on the timeline, in the list of priorities, at the head of its own answers.

use std::collections::BTreeSet;

use forecast::{Finish, ItemForecast, When, words};
use plan::{Day, Item, ItemId, ItemKind, ItemState, Plan};
use serde::{Deserialize, Serialize};

use super::Seen;

/// An item on the timeline and in the list of priorities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RowView {
    /// The item.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: ItemKind,
    /// How far it is.
    pub state: ItemState,
    /// Its team's name.
    pub team: String,
    /// How deep it hangs under its parents.
    pub depth: u32,
    /// Whether it has children.
    pub parent: bool,
    /// Where its bar begins (P50 of the start).
    pub start: When,
    /// The day by which one time in eight it has begun already; before `start` where that is uncertain.
    pub start_early: When,
    /// The day by which one time in forty it has begun already.
    pub start_first: When,
    /// P50 of the finish; like the others `None` where nobody has said what it takes.
    pub p50: When,
    /// P85 of the finish.
    pub p85: When,
    /// P95 of the finish.
    pub p95: When,
    /// P85 of the finish without the debt.
    pub p85_debt_free: When,
    /// Hidden slip at P85 in words, "28 days"; empty without a forecast.
    pub slip: String,
    /// "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May", why never, or that it is not estimated yet.
    pub when: String,
    /// The day it is measured against.
    pub due: Option<DueView>,
    /// How it stands.
    pub standing: Standing,
    /// It may not start before.
    pub earliest: Option<Day>,
    /// Share of its effort lost to debt, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
    /// "23% of effort: Ledger core 15, Slow CI 8"; empty without drag.
    pub drag_words: String,
    /// Its estimate in words, "10–20–35 pd".
    pub estimate: String,
    /// Cost of delay a week.
    #[specta(type = specta_typescript::Number)]
    pub cost_of_delay: f64,
    /// Cost of delay a week over likely person-days; `None` without effort.
    #[specta(type = Option<specta_typescript::Number>)]
    pub score: Option<f64>,
    /// How its score is reckoned: "38,000 a week ÷ 28 pd likely = 1,357", or what is missing for one.
    pub score_words: String,
    /// The worst flag on it, if any.
    pub flag: Option<advice::Severity>,
    /// One sentence for screen readers.
    pub spoken: String,
}

/// The day an item is measured against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DueView {
    /// The day.
    pub day: Day,
    /// The day in words, "31 Mar".
    pub words: String,
    /// Promised, or only wanted.
    pub commitment: bool,
    /// The chance to make it, "38 %"; empty before the first forecast.
    pub chance: String,
    /// How it stands against it.
    pub standing: Standing,
}

/// A standing against a date: glyph and word are the user interface's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// At or above the promised confidence, or nothing promised.
    OnTrack,
    /// Below it, but at least even.
    Watch,
    /// Less than even.
    AtRisk,
    /// Never finishes as planned.
    Blocked,
    /// Nobody has said what it takes, so that nothing can be said of its dates.
    Unestimated,
    /// Finished.
    Done,
}

/// Which of twenty equally likely starts is the early one: the third, at one in eight.
const EARLY: usize = 2;

/// Where a row stands among its family.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// How many parents are above it.
    pub depth: u32,
    /// Whether it has children.
    pub parent: bool,
}

impl Place {
    /// Of an item that is shown without its family.
    pub fn alone(plan: &Plan, item: ItemId) -> Place {
        Place { depth: 0, parent: parents(plan).contains(&item) }
    }
}

/// The items that have children.
pub fn parents(plan: &Plan) -> BTreeSet<ItemId> {
    plan.items.values().filter_map(|item| item.parent).collect()
}

/// The row of an item.
pub fn row(seen: &Seen<'_>, item: &Item, place: Place) -> RowView {
    let plan = seen.plan();
    let forecast = seen.item(item.id);
    let standing = standing(plan, item, forecast);
    let outlook = forecast.map(|forecast| &forecast.outlook).filter(|_| standing != Standing::Unestimated);
    let finish = outlook.map(|outlook| &outlook.as_planned);
    let due = item.due().map(|day| due(seen, item, day, finish, standing));
    let when = when(seen, item, standing, forecast);
    let drag = forecast.map_or(0.0, |forecast| share(forecast.drag, forecast.clean + forecast.drag));
    let effort = item.estimate.map_or(0.0, |estimate| estimate.likely);
    let spoken = spoken(item, &when, due.as_ref(), seen);
    RowView {
        id: item.id,
        title: item.title.clone(),
        kind: item.kind,
        state: item.state,
        team: item.team.and_then(|team| plan.teams.get(&team)).map_or_else(String::new, |team| team.title.clone()),
        depth: place.depth,
        parent: place.parent,
        start: forecast.and_then(|forecast| forecast.start.p50),
        start_early: forecast.and_then(|forecast| *forecast.start.dots.get(EARLY)?),
        start_first: forecast.and_then(|forecast| *forecast.start.dots.first()?),
        p50: finish.and_then(|finish| finish.p50),
        p85: finish.and_then(|finish| finish.p85),
        p95: finish.and_then(|finish| finish.p95),
        p85_debt_free: outlook.and_then(|outlook| outlook.debt_free.p85),
        slip: outlook.map_or_else(String::new, |outlook| words::slip(outlook.hidden_slip.p85)),
        when,
        due,
        standing,
        earliest: item.earliest,
        drag,
        drag_words: forecast.map_or_else(String::new, |forecast| drag_words(seen, forecast, drag)),
        estimate: item.estimate.map_or_else(String::new, words::range),
        cost_of_delay: item.cost_of_delay,
        score: (effort > 0.0 && item.cost_of_delay > 0.0).then(|| item.cost_of_delay / effort),
        score_words: score_words(item.cost_of_delay, effort),
        flag: seen.standing().filter(|flag| flag.subjects.contains(&item.id.into())).map(|flag| flag.severity).max(),
        spoken,
    }
}

/// The sum behind a score, as people would write it.
fn score_words(cost_of_delay: f64, effort: f64) -> String {
    match (cost_of_delay > 0.0, effort > 0.0) {
        (true, true) => {
            let (cost, score) = (grouped(cost_of_delay), grouped(cost_of_delay / effort));
            format!("{cost} a week ÷ {} likely = {score}", words::effort(effort))
        }
        (true, false) => "no score without an estimate of its own".to_owned(),
        (false, true) => "no score without a cost of delay".to_owned(),
        (false, false) => "no score without a cost of delay and an estimate".to_owned(),
    }
}

/// "38,000": a number with its thousands told apart.
fn grouped(value: f64) -> String {
    let text = words::number(value);
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// `part` of `whole` as a share; 0 of nothing.
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn due(seen: &Seen<'_>, item: &Item, day: Day, finish: Option<&Finish>, standing: Standing) -> DueView {
    let chance = finish.and_then(|finish| finish.on_time);
    DueView {
        day,
        words: words::day(day, seen.today),
        commitment: item.commitment.is_some(),
        chance: chance.map_or_else(String::new, words::percent),
        standing,
    }
}

fn standing(plan: &Plan, item: &Item, forecast: Option<&ItemForecast>) -> Standing {
    if item.state == ItemState::Done {
        return Standing::Done;
    }
    let finish = forecast.map(|forecast| &forecast.outlook.as_planned);
    if finish.is_some_and(|finish| finish.p50.is_none()) {
        return Standing::Blocked;
    }
    if !plan.is_estimated(item) {
        return Standing::Unestimated;
    }
    let confidence = item.commitment.as_ref().map_or(0.85, |commitment| commitment.confidence);
    match finish.and_then(|finish| finish.on_time) {
        Some(chance) if chance < 0.5 => Standing::AtRisk,
        Some(chance) if chance < confidence => Standing::Watch,
        Some(_) | None => Standing::OnTrack,
    }
}

fn when(seen: &Seen<'_>, item: &Item, standing: Standing, forecast: Option<&ItemForecast>) -> String {
    if let Some(day) = item.done_on.filter(|_| item.state == ItemState::Done) {
        return format!("done on {}", words::day(day, seen.today));
    }
    match forecast {
        None if standing == Standing::Unestimated => "not estimated yet".to_owned(),
        None => String::new(),
        Some(forecast) => match &forecast.never {
            Some(reason) if forecast.outlook.as_planned.p50.is_none() => {
                format!("never: {}", words::never(seen.plan(), reason))
            }
            _ if standing == Standing::Unestimated => "not estimated yet".to_owned(),
            _ => words::chances(&forecast.outlook.as_planned, seen.today),
        },
    }
}

fn drag_words(seen: &Seen<'_>, forecast: &ItemForecast, drag: f64) -> String {
    if drag < 0.005 {
        return String::new();
    }
    let effort = forecast.clean + forecast.drag;
    let debts: Vec<String> = forecast
        .slowed_by
        .iter()
        .filter(|slowing| share(slowing.drag, effort) >= 0.005)
        .take(3)
        .filter_map(|slowing| {
            let debt = seen.plan().debts.get(&slowing.debt)?;
            Some(format!("{} {:.0}", debt.title, share(slowing.drag, effort) * 100.0))
        })
        .collect();
    format!("{:.0}% of effort: {}", drag * 100.0, debts.join(", "))
}

fn spoken(item: &Item, when: &str, due: Option<&DueView>, seen: &Seen<'_>) -> String {
    let mut parts = vec![item.title.clone()];
    if let Some(earliest) = item.earliest {
        parts.push(format!("not before {}", words::day(earliest, seen.today)));
    }
    if !when.is_empty() {
        parts.push(when.to_owned());
    }
    if let Some(due) = due {
        let what = if due.commitment { "promised for" } else { "wanted by" };
        let chance = if due.chance.is_empty() { String::new() } else { format!(", chance {}", due.chance) };
        parts.push(format!("{what} {}{chance}", due.words));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_estimated_is_said_to_be_so_without_a_forecast_too() {
        let plan = plan::fixture::plan("team core\nitem bare team core").unwrap();
        let bare = &plan.items[&plan::fixture::item("bare")];
        assert_eq!(standing(&plan, bare, None), Standing::Unestimated);
    }

    #[test]
    fn a_score_says_its_sum_or_what_is_missing() {
        let said = |cost, effort| score_words(cost, effort);
        assert_eq!(said(38_000.0, 28.0), "38,000 a week ÷ 28 pd likely = 1,357");
        assert_eq!(said(4.5, 3.0), "4.5 a week ÷ 3 pd likely = 1.5");
        assert_eq!(said(0.0, 3.0), "no score without a cost of delay");
        assert_eq!(said(10.0, 0.0), "no score without an estimate of its own");
        assert_eq!([grouped(999.0), grouped(1_234_567.0)], ["999", "1,234,567"]);
    }
}
