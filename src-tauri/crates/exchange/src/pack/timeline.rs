//! Where each bar of the timeline begins and ends, in percent of its width. A bar is three nested lengths from one
//! start; what reaches beyond the right edge is cut there and says so.

use chrono::{Datelike, NaiveDate};
use forecast::{ItemForecast, When};
use plan::{Day, Item, ItemKind, ItemState};
use serde::Serialize;

use super::Pack;
use super::items::UNESTIMATED;
use super::status::status;
use forecast::words::{by, chances, day, never, percent};

#[derive(Serialize)]
pub(crate) struct Timeline {
    pub quarters: Vec<Quarter>,
    pub months: Vec<Quarter>,
    pub today: f64,
    pub today_words: String,
    pub lanes: Vec<Lane>,
}

/// A quarter or a month on the axis.
#[derive(Serialize)]
pub(crate) struct Quarter {
    pub label: String,
    pub left: f64,
    pub width: f64,
}

#[derive(Serialize)]
pub(crate) struct Lane {
    pub title: String,
    pub rows: Vec<Row>,
}

/// One item. Lengths are in percent of the timeline, counted from its left edge.
#[derive(Serialize)]
pub(crate) struct Row {
    pub title: String,
    pub class: &'static str,
    pub is_part: bool,
    pub left: f64,
    pub p50: f64,
    pub p85: f64,
    pub p95: f64,
    /// Where the tick stands; none if it would lie beyond the edge.
    pub tick: Option<f64>,
    pub rail: f64,
    pub rail_words: String,
    pub cut: bool,
    pub due: Option<Due>,
    /// The date that exports say, or why there is none.
    pub says: String,
    pub is_never: bool,
    /// The whole row in words, for those who do not see it.
    pub words: String,
}

/// The deadline's diamond.
#[derive(Serialize)]
pub(crate) struct Due {
    pub left: f64,
    pub class: &'static str,
    pub chance: String,
}

/// The longest stretch that is drawn, in days; later finishes are cut.
const LONGEST: i32 = 3 * 366;

struct Scale {
    first: Day,
    days: f64,
}

impl Scale {
    fn at(&self, day: Day) -> f64 {
        let at = f64::from(day.since(self.first)) / self.days * 100.0;
        // Hundredths of a percent are finer than any printer.
        (at.clamp(0.0, 100.0) * 100.0).round() / 100.0
    }

    fn holds(&self, day: Day) -> bool {
        let at = f64::from(day.since(self.first));
        (0.0..=self.days).contains(&at)
    }
}

pub(crate) fn timeline(pack: &Pack<'_>) -> Timeline {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let shown: Vec<&Item> = plan.ranked().into_iter().filter(|item| item.state != ItemState::Done).collect();
    let dates = shown.iter().flat_map(|item| {
        let finish = forecast.items.get(&item.id).map(|said| &said.outlook.as_planned);
        [finish.and_then(|finish| finish.p95.or(finish.p85).or(finish.p50)), item.due()]
    });
    let last = dates.flatten().max().unwrap_or(today).max(today.plus(90)).min(today.plus(LONGEST));
    let (first, end) = (start_of_quarter(today), start_of_quarter(last.plus(93)));
    let scale = Scale { first, days: f64::from(end.since(first)) };
    let mut teams: Vec<_> = plan.teams.values().filter(|team| team.alive).collect();
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    let mut groups: Vec<(String, Vec<Row>)> = teams.iter().map(|team| (team.title.clone(), Vec::new())).collect();
    let (mut across, mut teamless) = (Vec::new(), Vec::new());
    for item in shown {
        let Some(row) = row(pack, &scale, item) else { continue };
        let place = item.team.and_then(|id| teams.iter().position(|team| team.id == id));
        match (place, row.class) {
            (Some(place), _) => groups[place].1.push(row),
            (None, "parent" | "external") => across.push(row),
            (None, _) => teamless.push(row),
        }
    }
    groups.push(("Across teams, and from outside".to_owned(), across));
    groups.push(("No team".to_owned(), teamless));
    let lanes = groups.into_iter().filter(|(_, rows)| !rows.is_empty()).map(|(title, rows)| Lane { title, rows });
    Timeline {
        quarters: spans(&scale, end, 3, |day| format!("Q{} {}", day.0.month0() / 3 + 1, day.0.year())),
        months: spans(&scale, end, 1, |day| day.0.format("%b").to_string()),
        today: scale.at(today),
        today_words: day(today, today),
        lanes: lanes.collect(),
    }
}

fn row(pack: &Pack<'_>, scale: &Scale, item: &Item) -> Option<Row> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let said: &ItemForecast = forecast.items.get(&item.id)?;
    let finish = &said.outlook.as_planned;
    let is_estimated = plan.is_estimated(item);
    let on_time = finish.on_time.filter(|_| is_estimated);
    // A bar ends with its last day, so that a day of work has a length.
    let end = |when: When| when.map_or(100.0, |day| scale.at(day.plus(1)));
    let left = said.start.p50.map_or(100.0, |day| scale.at(day));
    let is_parent = plan.items.values().any(|other| other.alive && other.parent == Some(item.id));
    let class = match item.kind {
        _ if is_parent => "parent",
        ItemKind::Paydown => "paydown",
        ItemKind::External => "external",
        ItemKind::Feature | ItemKind::Enabler => "work",
    };
    let effort = said.clean + said.drag;
    let share = if effort > 0.0 { said.drag / effort } else { 0.0 };
    let width = |when: When| if is_estimated { (end(when) - left).max(0.0) } else { 0.0 };
    let p50 = width(finish.p50);
    let confidence = item.commitment.as_ref().map_or(0.85, |commitment| commitment.confidence);
    let due = item.due().map(|due| Due {
        left: scale.at(due),
        class: status(on_time, confidence, finish.p50.is_none()).class,
        chance: on_time.map(percent).unwrap_or_default(),
    });
    let never = said.never.as_ref().map(|reason| never(plan, reason));
    let says = match (finish.p85, &never) {
        (_, Some(reason)) => format!("never: {reason}"),
        (_, None) if !is_estimated => UNESTIMATED.to_owned(),
        (_, None) => by(85, finish.p85, today),
    };
    let chances = if is_estimated { chances(finish, today) } else { UNESTIMATED.to_owned() };
    let mut words = format!("{}: {chances}", item.title);
    if let Some(on) = item.due() {
        words.push_str(&format!("; due {}", day(on, today)));
    }
    if let Some(chance) = on_time {
        words.push_str(&format!(", {} likely on time", percent(chance)));
    }
    if let Some(reason) = &never {
        words.push_str(&format!("; never, because {reason}"));
    }
    if share >= 0.005 {
        words.push_str(&format!("; {} of its effort is drag from debt", percent(share)));
    }
    Some(Row {
        title: item.title.clone(),
        class,
        is_part: item.parent.is_some(),
        left,
        p50,
        p85: width(finish.p85),
        p95: width(finish.p95),
        tick: finish.p85.filter(|day| is_estimated && scale.holds(*day)).map(|day| scale.at(day.plus(1))),
        rail: if is_parent { 0.0 } else { (p50 * share * 100.0).round() / 100.0 },
        rail_words: if share >= 0.005 { format!("{} of its effort is drag", percent(share)) } else { String::new() },
        cut: is_estimated && finish.p95.is_none_or(|day| !scale.holds(day)),
        due,
        says,
        is_never: never.is_some(),
        words,
    })
}

fn spans(scale: &Scale, end: Day, months: u32, label: impl Fn(Day) -> String) -> Vec<Quarter> {
    let mut spans = Vec::new();
    let mut from = scale.first;
    while from < end {
        let to = later(from, months);
        let left = scale.at(from);
        spans.push(Quarter { label: label(from), left, width: scale.at(to) - left });
        from = to;
    }
    spans
}

fn start_of_quarter(day: Day) -> Day {
    first_of(day.0.year(), day.0.month0() / 3 * 3)
}

/// The first of a month, `months` later.
fn later(day: Day, months: u32) -> Day {
    let month = day.0.month0() + months;
    first_of(day.0.year() + (month / 12) as i32, month % 12)
}

fn first_of(year: i32, month0: u32) -> Day {
    Day(NaiveDate::from_ymd_opt(year, month0 + 1, 1).expect("every month of a plan's years has a first day"))
}
