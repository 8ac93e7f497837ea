//! How each team delivers, ready to draw: how long things take, how many are closed in a week, how long reviews wait, what is
//! under way and for how long. Places on a drawing are shares of it, from the left and from the bottom.

use forecast::delivery::{self, Times, Waits, Week};
use forecast::throughput::WEEKS;
use forecast::words;
use plan::{Day, DayRange, Past, Team, TeamId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::queue::{QueueView, queue};
use super::record::{RecordView, record};
use super::waits::{in_days, wait_sentence};

/// Fewer pieces tell no percentiles.
const FEW: usize = 8;
/// Four-week windows in which reviews are looked back on.
const WINDOWS: i32 = 6;
/// Where the scale of days is labelled.
const MARKS: [u32; 11] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];

/// How the teams deliver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DeliveryView {
    /// Team by team, in their order.
    pub teams: Vec<TeamDelivery>,
    /// Whether the figures of the forecast are of an older version.
    pub stale: bool,
}

/// How one team delivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TeamDelivery {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub title: String,
    /// Whether nothing is known of what it did.
    pub empty: bool,
    /// How long things take; none while nothing was closed in half a year.
    pub cycle: Option<CycleView>,
    /// What was closed, week by week; none while nothing was.
    pub throughput: Option<ThroughputView>,
    /// How reviews wait; none while no review is known.
    pub reviews: Option<ReviewsView>,
    /// What is under way.
    pub queue: QueueView,
    /// How often its forecasts came true, and what was learned from that.
    pub record: RecordView,
}

/// How long things take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CycleView {
    /// "Half of the 48 pieces closed since 1 Jun took at most 6 days, 85% at most 15."
    pub sentence: String,
    /// Each piece, the first closed first.
    pub points: Vec<PointView>,
    /// The days that 50 and 85 % stayed within; none of few pieces.
    pub lines: Vec<LineView>,
    /// The scale of days, from the bottom.
    pub days: Vec<MarkView>,
    /// The scale of months, from the left.
    pub months: Vec<MarkView>,
}

/// A piece of work that was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PointView {
    /// Its key where it comes from.
    pub key: String,
    /// Whether it was upkeep.
    pub upkeep: bool,
    /// The day it was closed.
    pub closed: Day,
    /// How many days it took.
    pub days: u32,
    /// Its place from the left, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub x: f64,
    /// Its place from the bottom, 0 to 1; days double at even steps.
    #[specta(type = specta_typescript::Number)]
    pub y: f64,
    /// "HP-12, finished 9 Oct after 12 days".
    pub words: String,
}

/// A line across, with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LineView {
    /// 50 or 85.
    pub percent: u32,
    /// Its place from the bottom.
    #[specta(type = specta_typescript::Number)]
    pub y: f64,
    /// "85% within 15 days".
    pub words: String,
}

/// A label of a scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct MarkView {
    /// Where, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub at: f64,
    /// What it says.
    pub words: String,
}

/// What was closed, week by week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ThroughputView {
    /// "3.1 closed a week: 2.1 of it new work, 1 upkeep (68% new)."
    pub sentence: String,
    /// The last 26, this one last.
    pub weeks: Vec<WeekView>,
    /// The most that was closed in one of them.
    pub most: u32,
}

/// What was closed in a week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WeekView {
    /// Its Monday.
    pub monday: Day,
    /// Work that was planned or asked for.
    pub finished: u32,
    /// Bugs, support, chores.
    pub upkeep: u32,
    /// "week of 9 Nov: 3 finished, 1 upkeep".
    pub words: String,
    /// The month, where it begins with this week; else empty.
    pub month: String,
}

/// How reviews wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ReviewsView {
    /// "Half of the reviews wait longer than 2.3 days for a first look: longer than all the rest of the work takes."
    pub sentence: String,
    /// Whether the wait is longer than the flag for it allows.
    pub slow: bool,
    /// Four weeks each, the last ending today; those with too few reviews have no median.
    pub windows: Vec<WaitView>,
}

/// How reviews waited in four weeks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WaitView {
    /// "28 Sep – 25 Oct".
    pub span: String,
    /// The median wait in days.
    #[specta(type = Option<specta_typescript::Number>)]
    pub median: Option<f64>,
    /// Its share of the longest, or of a day where all are shorter.
    #[specta(type = specta_typescript::Number)]
    pub share: f64,
    /// "1.9 days, of 34 reviews"; "too few reviews to tell".
    pub words: String,
}

/// How the teams of what is seen deliver.
pub fn delivery(seen: &Seen<'_>) -> DeliveryView {
    let mut teams: Vec<&Team> = seen.plan().teams.values().collect();
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    DeliveryView { teams: teams.into_iter().map(|team| of_team(seen, team)).collect(), stale: seen.stale() }
}

fn of_team(seen: &Seen<'_>, team: &Team) -> TeamDelivery {
    let (past, today) = (&team.past, seen.today);
    let pieces = lately(past, today);
    let times = (pieces.len() >= FEW).then(|| delivery::times(pieces.iter().map(|piece| piece.days))).flatten();
    TeamDelivery {
        team: team.id,
        title: team.title.clone(),
        empty: past.is_empty(),
        cycle: (!pieces.is_empty()).then(|| cycle(&pieces, times, today)),
        throughput: pieces.first().map(|first| throughput(past, first.of.high, today)),
        reviews: (!past.review.is_empty()).then(|| reviews(seen, past, times, today)),
        queue: queue(seen, team, times),
        record: record(seen.plan(), team.id, seen.team(team.id)),
    }
}

/// A piece of work that was closed in the last half year.
struct Piece<'a> {
    key: &'a str,
    upkeep: bool,
    days: u32,
    of: &'a DayRange,
}

/// Those of the weeks that are drawn, the first closed first.
fn lately(past: &Past, today: Day) -> Vec<Piece<'_>> {
    let first = first_day(today);
    let sorts = [(&past.finished, false), (&past.upkeep, true)];
    let all = sorts.into_iter().flat_map(|(record, upkeep)| record.iter().map(move |(key, of)| (key, of, upkeep)));
    let drawn = all.filter(|(_, of, _)| (first..=today).contains(&of.high));
    let mut pieces: Vec<Piece<'_>> =
        drawn.map(|(key, of, upkeep)| Piece { key, upkeep, days: delivery::days_taken(of), of }).collect();
    pieces.sort_by_key(|piece| (piece.of.high, piece.key));
    pieces
}

fn first_day(today: Day) -> Day {
    today.monday().plus(-7 * (WEEKS as i32 - 1))
}

fn cycle(pieces: &[Piece<'_>], times: Option<Times>, today: Day) -> CycleView {
    let longest = pieces.iter().map(|piece| piece.days).max().unwrap_or(1);
    let top = MARKS.into_iter().find(|mark| *mark >= longest.max(10)).unwrap_or(longest);
    let height = |days: u32| f64::from(days).ln() / f64::from(top).ln();
    let first = first_day(today);
    let span = f64::from(today.since(first) + 1);
    let x = |day: Day| (f64::from(day.since(first)) + 0.5) / span;
    let point = |piece: &Piece<'_>| PointView {
        key: piece.key.to_owned(),
        upkeep: piece.upkeep,
        closed: piece.of.high,
        days: piece.days,
        x: x(piece.of.high),
        y: height(piece.days),
        words: format!(
            "{}, {} {} after {}",
            piece.key,
            if piece.upkeep { "upkeep closed" } else { "finished" },
            words::day(piece.of.high, today),
            words::days(piece.days as i32),
        ),
    };
    let line = |percent: u32, days: u32| LineView {
        percent,
        y: height(days),
        words: format!("{percent}% within {}", words::days(days as i32)),
    };
    let months =
        (0..=today.since(first)).map(|offset| first.plus(offset)).filter(|day| day.0.format("%d").to_string() == "01");
    CycleView {
        sentence: cycle_sentence(pieces, times, today),
        points: pieces.iter().map(point).collect(),
        lines: times.map(|times| vec![line(50, times.p50), line(85, times.p85)]).unwrap_or_default(),
        days: MARKS
            .into_iter()
            .take_while(|mark| *mark <= top)
            .map(|mark| MarkView { at: height(mark), words: mark.to_string() })
            .collect(),
        months: months.map(|day| MarkView { at: x(day), words: day.0.format("%b").to_string() }).collect(),
    }
}

fn cycle_sentence(pieces: &[Piece<'_>], times: Option<Times>, today: Day) -> String {
    let since = words::day(first_day(today), today);
    let knows_beginnings = pieces.iter().any(|piece| piece.of.likely != piece.of.low);
    let from = if knows_beginnings {
        "from begun to closed"
    } else {
        "from created to closed, as no file says when it was begun"
    };
    match times {
        Some(Times { p50, p85 }) => format!(
            "Half of the {} pieces closed since {since} took at most {}, 85% at most {} ({from}).",
            pieces.len(),
            words::days(p50 as i32),
            words::days(p85 as i32),
        ),
        None if pieces.len() == 1 => format!("1 piece was closed since {since}: too few to tell how long things take."),
        None => format!("{} pieces were closed since {since}: too few to tell how long things take.", pieces.len()),
    }
}

/// `first` is the day of the first closing that is drawn.
fn throughput(past: &Past, first: Day, today: Day) -> ThroughputView {
    let weeks = delivery::weeks(past, today);
    let most = weeks.iter().map(|week| week.finished + week.upkeep).max().unwrap_or(0);
    let mut month = String::new();
    let shown = weeks.iter().map(|week| {
        let begins = week.monday.0.format("%b").to_string();
        let new = begins != month;
        month.clone_from(&begins);
        WeekView {
            monday: week.monday,
            finished: week.finished,
            upkeep: week.upkeep,
            words: format!(
                "week of {}: {} finished, {} upkeep",
                words::day(week.monday, today),
                week.finished,
                week.upkeep
            ),
            month: if new { begins } else { String::new() },
        }
    });
    ThroughputView { sentence: throughput_sentence(past, &weeks, first, today), weeks: shown.collect(), most }
}

fn throughput_sentence(past: &Past, weeks: &[Week], first: Day, today: Day) -> String {
    let finished: u32 = weeks.iter().map(|week| week.finished).sum();
    let upkeep: u32 = weeks.iter().map(|week| week.upkeep).sum();
    let split = format!("{finished} finished, {upkeep} upkeep since {}", words::day(first, today));
    let pace = match delivery::throughput(past, today) {
        Some(pace) => format!("{} closed a week: {split}", words::number(pace)),
        None => format!("{} closed: {split}", finished + upkeep),
    };
    match delivery::new_work(past, today) {
        Some(share) => format!("{pace}. {} of it was new work.", words::percent(share)),
        None => format!("{pace}."),
    }
}

fn reviews(seen: &Seen<'_>, past: &Past, times: Option<Times>, today: Day) -> ReviewsView {
    let window = |back: i32| {
        let to = today.plus(-28 * back);
        (to.plus(-27), to)
    };
    let windows: Vec<(Day, Day, Option<Waits>)> =
        (0..WINDOWS).rev().map(window).map(|(from, to)| (from, to, delivery::waits(past, from, to))).collect();
    let longest = windows.iter().filter_map(|(_, _, waits)| Some(waits.as_ref()?.median)).fold(1.0, f64::max);
    let shown = windows.iter().map(|(from, to, waits)| WaitView {
        span: format!("{} – {}", words::day(*from, today), words::day(*to, today)),
        median: waits.map(|waits| waits.median),
        share: waits.map_or(0.0, |waits| waits.median / longest),
        words: waits.map_or_else(
            || "too few reviews to tell".to_owned(),
            |waits| format!("{}, of {} reviews", in_days(waits.median), waits.reviews),
        ),
    });
    let recent = delivery::recent_waits(past, today);
    ReviewsView {
        sentence: recent.map_or_else(
            || "Too few reviews of the last 13 weeks are known to tell how long they wait.".to_owned(),
            |waits| wait_sentence(waits, times),
        ),
        slow: recent.is_some_and(|waits| waits.median > advice::review_wait(seen.plan())),
        windows: shown.collect(),
    }
}
