//! What a team's past tells of how it delivers: how long a piece of work takes, how many are closed in a week, how much of it
//! is new, how long a review waits. Counts of what was, in calendar days; the simulation of a plan knows nothing of them.

use plan::{Day, DayRange, Past};

use crate::throughput::WEEKS;

/// Days that throughput and the share of new work are looked back on.
const WINDOW: i32 = 7 * WEEKS as i32;
/// Days that reviews are looked back on: what a team has changed since should show.
pub const REVIEWED: i32 = 91;
/// A team whose past begins only lately is counted over so many days at least.
const LEAST: i32 = 28;
/// Fewer closings are no pace.
const ENOUGH_CLOSED: usize = 4;
/// Fewer closings tell no shares.
pub const ENOUGH_FOR_SHARES: usize = 20;
/// Fewer reviews tell no median.
pub const ENOUGH_REVIEWS: usize = 8;

/// How long things take: half of them at most `p50` days, 85 % at most `p85`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// In calendar days, the first and the last counted.
    pub p50: u32,
    /// The same.
    pub p85: u32,
}

/// What a team closed in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Day,
    /// Work that was planned or asked for.
    pub finished: u32,
    /// Bugs, support, chores.
    pub upkeep: u32,
}

/// How long reviews wait for a first look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waits {
    /// Half of them wait longer, in days.
    pub median: f64,
    /// How many were looked at.
    pub reviews: u32,
}

/// Calendar days from begun to closed, both counted.
pub fn days_taken(piece: &DayRange) -> u32 {
    piece.high.since(piece.likely).max(0) as u32 + 1
}

/// How long these took; `None` of none.
pub fn times(pieces: impl IntoIterator<Item = u32>) -> Option<Times> {
    let mut days: Vec<u32> = pieces.into_iter().collect();
    days.sort_unstable();
    let at = |share: f64| days.get((libm::ceil(days.len() as f64 * share) as usize).max(1) - 1).copied();
    Some(Times { p50: at(0.5)?, p85: at(0.85)? })
}

/// What was closed in each of the last 26 weeks, this one last and not over yet.
pub fn weeks(past: &Past, today: Day) -> Vec<Week> {
    let first = today.monday().plus(-7 * (WEEKS as i32 - 1));
    let closed = |pieces: &std::collections::BTreeMap<String, DayRange>, monday: Day| {
        pieces.values().filter(|piece| piece.high <= today && piece.high.monday() == monday).count() as u32
    };
    let mondays = (0..WEEKS as i32).map(|week| first.plus(7 * week));
    mondays
        .map(|monday| Week { monday, finished: closed(&past.finished, monday), upkeep: closed(&past.upkeep, monday) })
        .collect()
}

/// Pieces of work that are closed in a week, upkeep among them, as of the last 26; `None` if there are too few to tell.
pub fn throughput(past: &Past, today: Day) -> Option<f64> {
    let closed = past.finished.values().chain(past.upkeep.values());
    let ages: Vec<i32> = closed.map(|piece| today.since(piece.high)).filter(|age| *age >= 0).collect();
    let known = ages.iter().copied().max()?.clamp(LEAST, WINDOW);
    let lately = ages.iter().filter(|age| **age <= WINDOW).count();
    (lately >= ENOUGH_CLOSED).then(|| lately as f64 * 7.0 / f64::from(known))
}

/// The share of what was closed in the last 26 weeks that was no upkeep; `None` where nothing was ever told to be upkeep, or
/// there is too little to tell.
pub fn new_work(past: &Past, today: Day) -> Option<f64> {
    let lately = |piece: &&DayRange| (0..=WINDOW).contains(&today.since(piece.high));
    let finished = past.finished.values().filter(lately).count();
    let all = finished + past.upkeep.values().filter(lately).count();
    (all >= ENOUGH_FOR_SHARES && !past.upkeep.is_empty()).then(|| finished as f64 / all as f64)
}

/// How long the reviews that were first looked at on these days, the last one included, had waited; `None` if they are too few.
pub fn waits(past: &Past, from: Day, to: Day) -> Option<Waits> {
    let looked_at = past.review.values().filter(|review| (from..=to).contains(&review.likely));
    let mut days: Vec<i32> = looked_at.map(|review| review.likely.since(review.low)).collect();
    days.sort_unstable();
    (days.len() >= ENOUGH_REVIEWS).then(|| Waits { median: median(&days), reviews: days.len() as u32 })
}

/// How long reviews wait of late: those first looked at in the thirteen weeks to `today`.
pub fn recent_waits(past: &Past, today: Day) -> Option<Waits> {
    waits(past, today.plus(1 - REVIEWED), today)
}

/// The median of what is counted in whole days: where it falls within the day, as if that day's were spread over it evenly.
fn median(sorted: &[i32]) -> f64 {
    let middle = sorted[(sorted.len() - 1) / 2];
    let below = sorted.partition_point(|days| *days < middle);
    let within = sorted.partition_point(|days| *days <= middle) - below;
    let spread = (sorted.len() as f64 / 2.0 - below as f64) / within as f64;
    (f64::from(middle) - 0.5 + spread).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A past in which the nth piece is closed that many days before the end of a November.
    fn past(text: &str) -> Past {
        let plan = plan::fixture::plan(&format!("team core\npast core {text}")).unwrap();
        plan.teams[&plan::fixture::team("core")].past.clone()
    }

    fn many(n: i32, word: &str, waits: impl Fn(i32) -> i32) -> String {
        let one = |at: i32| {
            let closed = day("2026-11-22").plus(-at);
            format!("{word} {word}-{at} {0}/{closed}/{closed}", closed.plus(-waits(at)))
        };
        (0..n).map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn half_take_this_long_and_85_percent_that() {
        assert_eq!(times([]), None);
        assert_eq!(times([7]), Some(Times { p50: 7, p85: 7 }));
        assert_eq!(times((1..=20).rev()), Some(Times { p50: 10, p85: 17 }));
        let piece = DayRange { low: day("2026-10-01"), likely: day("2026-10-05"), high: day("2026-10-05") };
        assert_eq!(days_taken(&piece), 1, "begun and closed on one day is a day");
    }

    #[test]
    fn weeks_count_what_was_closed_in_them() {
        let weeks = weeks(
            &past("finished A-1 2026-11-16,A-2 2026-11-22,A-3 2026-11-30 upkeep A-4 2026-11-22"),
            day("2026-11-23"),
        );
        assert_eq!((weeks.len(), weeks[25].monday), (26, day("2026-11-23")));
        assert_eq!(
            [weeks[24].finished, weeks[24].upkeep, weeks[25].finished],
            [2, 1, 0],
            "what is to come is not over"
        );
    }

    #[test]
    fn a_pace_needs_four_and_shares_need_twenty_and_upkeep() {
        let today = day("2026-11-23");
        assert_eq!(throughput(&past(&many(3, "finished", |_| 0)), today), None);
        assert_eq!(throughput(&past(&many(4, "finished", |_| 0)), today), Some(1.0), "over four weeks at least");
        let both =
            |finished, upkeep| past(&[many(finished, "finished", |_| 0), many(upkeep, "upkeep", |_| 0)].join(" "));
        assert_eq!(new_work(&both(15, 5), today), Some(0.75));
        assert_eq!(new_work(&both(14, 5), today), None);
        assert_eq!(new_work(&both(40, 0), today), None, "nobody told upkeep apart");
        assert_eq!(new_work(&both(15, 5), today.plus(200)), None, "that was long ago");
    }

    #[test]
    fn the_median_wait_lies_within_its_day() {
        let waits = |n, waits: fn(i32) -> i32| recent_waits(&past(&many(n, "review", waits)), day("2026-11-23"));
        assert_eq!(waits(7, |_| 2), None, "too few");
        assert_eq!(waits(8, |_| 2).unwrap().median, 2.0);
        assert_eq!(waits(10, |at| if at < 6 { 1 } else { 4 }).unwrap().median, 0.5 + 5.0 / 6.0);
        assert_eq!(waits(10, |_| 0).unwrap().median, 0.0);
        assert_eq!(waits(8, |at| at % 2 * 3).unwrap().median, 0.5);
    }
}
