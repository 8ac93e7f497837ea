//! Two plans held against each other trial by trial: what of their difference is clear of the luck of the few trials that
//! measured it.
//!
//! A date read off a few trials is one of them, and a few others in its place would give another: of 300 trials the P85 of a
//! plan may come a week later while more of them are on time. The same trials of both plans tell how many move to which side:
//! across the day to keep, across the date, or about the date at all. Where that is not clearly more to one side than to the
//! other (the test of signs), the date or chance is left where it stood.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use plan::{Day, Item, ItemId, Plan};

use crate::carry::{agreeing, carried, finish, later};
use crate::forecast::WhatIf;
use crate::model::Model;
use crate::quantile::slips;
use crate::result::{Finish, Forecast, Outlook, When};
use crate::run::Rows;
use crate::shared::NO_DAY;

/// Standard errors beyond which a difference is no longer luck: so far luck comes one time in twenty.
const CLEAR: f64 = 2.0;
/// The share of trials to either side of a date that are about it.
const ABOUT: f64 = 0.1;
/// The share of trials to either side of a date whose mean tells how far it moves.
const TOLD: f64 = 0.025;

/// The days of every trial while they come in: by node, then of the plan; none of what is settled.
#[derive(Debug)]
pub(crate) struct Kept {
    nodes: Vec<Vec<u16>>,
    plan: Vec<u16>,
}

impl Kept {
    pub(crate) fn new(model: &Model, trials: u32) -> Kept {
        let row = || vec![NO_DAY; trials as usize];
        let nodes = model.nodes.iter().map(|node| if node.is_settled() { Vec::new() } else { row() });
        Kept { nodes: nodes.collect(), plan: row() }
    }

    /// Takes in a chunk of trials, whose days stand row by row.
    pub(crate) fn put(&mut self, rows: &Rows, first_trial: usize, n_trials: usize, days: &[u16]) {
        let row = |row: usize| &days[row * n_trials..(row + 1) * n_trials];
        let trials = first_trial..first_trial + n_trials;
        for (node, first) in self.nodes.iter_mut().zip(&rows.first) {
            if let Some(first) = first {
                node[trials.clone()].copy_from_slice(row(*first));
            }
        }
        self.plan[trials].copy_from_slice(row(rows.plan));
    }

    pub(crate) fn days(self, model: &Model, plan: &Plan) -> Days {
        let due = |item: &ItemId| plan.items.get(item).and_then(Item::due).map(|due| due.since(model.today));
        let nodes = model.nodes.iter().zip(self.nodes).filter(|(_, days)| !days.is_empty());
        Days {
            items: nodes.map(|(node, days)| (node.id, Row { days, due: due(&node.id) })).collect(),
            plan: Row { days: self.plan, due: None },
        }
    }
}

/// When each thing is finished as planned, trial by trial.
#[derive(Debug)]
pub struct Days {
    items: BTreeMap<ItemId, Row>,
    plan: Row,
}

/// One thing's days from today, and the day it is to keep.
#[derive(Debug)]
struct Row {
    days: Vec<u16>,
    due: Option<i32>,
}

/// What few trials say of a change, carried over to all trials before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Clear<T> {
    /// What the changed plan comes to, where that is clear; what is not stands as it stood.
    pub after: T,
    /// Whether anything moved in the few trials that luck may have moved.
    pub has_luck: bool,
}

/// What `now`, which is of `plan`, says beside `then`, the same trials of the plan of `before`, carried over to the trials of
/// `before`. Dates and chances as planned move only where they move beyond luck.
pub fn carried_clear(
    plan: &Plan,
    before: &Forecast,
    then: &(Forecast, Days),
    now: (Forecast, Days),
) -> Clear<Forecast> {
    let ((then, then_days), (now, now_days)) = (then, now);
    let mut after = carried(plan, before, then, now);
    let mut has_luck = false;
    let (today, cap) = (before.assumptions.today, after.cap);
    let settled = |outlook: &mut Outlook, before: &Outlook, rows: (&Row, &Row), due| {
        let luck = settle(today, &before.as_planned, &mut outlook.as_planned, rows);
        outlook.as_planned = agreeing(std::mem::take(&mut outlook.as_planned), due);
        outlook.hidden_slip = slips(&outlook.as_planned, &outlook.debt_free, cap);
        outlook.paydown_gain = slips(&outlook.never_paid, &outlook.as_planned, cap);
        luck
    };
    for (id, item) in &mut after.items {
        let rows = then_days.items.get(id).zip(now_days.items.get(id));
        if let (Some(before), Some(rows)) = (before.items.get(id), rows) {
            let due = plan.items.get(id).and_then(Item::due);
            has_luck |= settled(&mut item.outlook, &before.outlook, rows, due);
        }
    }
    has_luck |= settled(&mut after.plan, &before.plan, (&then_days.plan, &now_days.plan), None);
    Clear { after, has_luck }
}

/// The same of a what-if.
pub fn what_if_clear(plan: &Plan, before: &Forecast, then: &(WhatIf, Days), now: (WhatIf, Days)) -> Clear<WhatIf> {
    let ((then, then_days), (mut now, now_days)) = (then, now);
    let today = before.assumptions.today;
    let mut has_luck = false;
    for (id, after) in &mut now.items {
        let rows = then_days.items.get(id).zip(now_days.items.get(id));
        if let (Some(before_item), Some(then), Some(rows)) = (before.items.get(id), then.items.get(id), rows) {
            let was = &before_item.outlook.as_planned;
            let due = plan.items.get(id).and_then(Item::due);
            *after = finish(was, then, after, before);
            has_luck |= settle(today, was, after, rows);
            *after = agreeing(std::mem::take(after), due);
        }
    }
    let was = &before.plan.as_planned;
    now.plan = finish(was, &then.plan, &now.plan, before);
    has_luck |= settle(today, was, &mut now.plan, (&then_days.plan, &now_days.plan));
    Clear { after: now, has_luck }
}

/// Puts back what moved by no more than luck, and says whether there was any of that.
fn settle(today: Day, was: &Finish, is: &mut Finish, (then, now): (&Row, &Row)) -> bool {
    let mut has_luck = false;
    for (share, was, is) in [(0.5, was.p50, &mut is.p50), (0.85, was.p85, &mut is.p85), (0.95, was.p95, &mut is.p95)] {
        let to = match (was, *is, shift(then, now, share)) {
            (Some(was), Some(_), Some(days)) => Some(was.plus(days).max(today)),
            (Some(_) | None, is, _) => is,
        };
        if to != was && moves(then, now, share, never_last(to).cmp(&never_last(was))) {
            *is = to;
        } else {
            has_luck |= *is != was;
            *is = was;
        }
    }
    is.p85 = later(is.p50, is.p85);
    is.p95 = later(is.p85, is.p95);
    let days = then.due.zip(now.due);
    if was.on_time != is.on_time && days.is_some_and(|days| !keeps(then, now, days)) {
        (is.on_time, has_luck) = (was.on_time, true);
    }
    has_luck
}

/// A date by which never is the last.
fn never_last(when: When) -> (bool, When) {
    (when.is_none(), when)
}

/// Whether the chance to keep its day clearly moves: the trials that come to keep it, and those that cease to.
fn keeps(then: &Row, now: &Row, (due_then, due_now): (i32, i32)) -> bool {
    let by = |day: &u16, due: i32| *day != NO_DAY && i32::from(*day) <= due;
    let trials = then.days.iter().zip(&now.days);
    side(trials.map(|(then, now)| by(now, due_now).cmp(&by(then, due_then)))) != Ordering::Equal
}

/// Days by which the date of this share of the trials moves: the mean over those about it, since one of them alone says
/// little. `None` where some are never finished.
fn shift(then: &Row, now: &Row, share: f64) -> Option<i32> {
    let n = then.days.len();
    let rank = |share: f64| ((share * n as f64 - 1e-9).ceil().max(1.0) as usize).min(n);
    let about = rank(share - TOLD)..=rank(share + TOLD);
    let sorted = |row: &Row| {
        let mut days = row.days.clone();
        days.sort_unstable();
        (n > 0 && days[*about.end() - 1] != NO_DAY).then_some(days)
    };
    let sum = |days: Vec<u16>| about.clone().map(|rank| f64::from(days[rank - 1])).sum::<f64>();
    let (then, now) = sorted(then).zip(sorted(now))?;
    Some(libm::round((sum(now) - sum(then)) / about.clone().count() as f64) as i32)
}

/// Whether the date of this share of the trials clearly moves to this side: because trials cross what lies between the two
/// dates, or because those about them come earlier, or later.
fn moves(then: &Row, now: &Row, share: f64, to: Ordering) -> bool {
    let (was, is) = (quantile(&then.days, share), quantile(&now.days, share));
    let between = was.min(is) + (was.max(is) - was.min(is)).saturating_sub(1) / 2;
    let pairs = || then.days.iter().zip(&now.days);
    let crossing = side(pairs().map(|(then, now)| (*now > between).cmp(&(*then > between))));
    // Picked by the sum of both days, which prefers neither plan.
    let sums: Vec<u32> = pairs().map(|(then, now)| u32::from(*then) + u32::from(*now)).collect();
    let about = quantile(&sums, share - ABOUT)..=quantile(&sums, share + ABOUT);
    let near = side(pairs().zip(&sums).filter(|(_, sum)| about.contains(sum)).map(|((then, now), _)| now.cmp(then)));
    [crossing, near].contains(&to)
}

/// To which side clearly more go; equal if to neither.
fn side(trials: impl Iterator<Item = Ordering>) -> Ordering {
    let (less, more) = trials.fold((0.0, 0.0), |(less, more), trial| match trial {
        Ordering::Less => (less + 1.0, more),
        Ordering::Greater => (less, more + 1.0),
        Ordering::Equal => (less, more),
    });
    let net: f64 = more - less;
    if net.abs() > CLEAR * libm::sqrt(less + more) { net.total_cmp(&0.0) } else { Ordering::Equal }
}

/// The first value by which this share of them is reached.
fn quantile<T: Copy + Ord + Default>(values: &[T], share: f64) -> T {
    let mut values = values.to_vec();
    let needed = (share.min(1.0) * values.len() as f64 - 1e-9).ceil().max(1.0) as usize;
    if values.is_empty() { T::default() } else { *values.select_nth_unstable(needed - 1).1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(days: impl IntoIterator<Item = u16>, due: i32) -> Row {
        Row { days: days.into_iter().collect(), due: Some(due) }
    }

    fn today() -> Day {
        Day::new(2026, 11, 23).expect("a day of the calendar")
    }

    /// A finish as a tally would count it.
    fn finish_of(row: &Row) -> Finish {
        let day = |share| Some(today().plus(i32::from(quantile(&row.days, share))));
        let on_time = row.days.iter().filter(|day| i32::from(**day) <= row.due.unwrap_or(0)).count();
        let on_time = Some(on_time as f64 / row.days.len() as f64);
        Finish { p50: day(0.5), p85: day(0.85), p95: day(0.95), on_time, dots: Vec::new() }
    }

    fn settled(then: &Row, now: &Row) -> (Finish, Finish, bool) {
        let (was, mut is) = (finish_of(then), finish_of(now));
        let has_luck = settle(today(), &was, &mut is, (then, now));
        (was, is, has_luck)
    }

    #[test]
    fn a_worse_tail_by_two_trials_is_luck_where_ten_come_to_be_on_time() {
        // A hundred trials, finished on the days 0 to 99; ten come to be on time, and two of the last come later.
        let then = row(0..100, 59);
        let now = row(
            (0..100).map(|day| {
                if (60..70).contains(&day) {
                    59
                } else if (83..85).contains(&day) {
                    90
                } else {
                    day
                }
            }),
            59,
        );
        let (was, is, has_luck) = settled(&then, &now);
        assert!(finish_of(&now).p85 > was.p85, "read off the trials, the P85 is worse beside a better chance");
        assert_eq!((is.p50, is.p85, has_luck), (was.p50, was.p85, true), "two trials say nothing");
        assert_eq!((was.on_time, is.on_time), (Some(0.6), Some(0.7)), "ten do");
    }

    #[test]
    fn what_moves_in_every_trial_is_clear() {
        let then = row(10..110, 59);
        let (was, is, has_luck) = settled(&then, &row(7..107, 59));
        assert_eq!([is.p50, is.p85, is.p95], [was.p50, was.p85, was.p95].map(|when| when.map(|day| day.plus(-3))));
        assert_eq!(
            (is.on_time, has_luck),
            (was.on_time, true),
            "that three of a hundred more keep their day may be luck"
        );
    }

    #[test]
    fn as_many_to_either_side_is_luck() {
        let then = row((0..100).map(|at| if at % 2 == 0 { 10 } else { 20 }), 15);
        let now = row((0..100).map(|at| if at % 2 == 0 && at != 0 { 20 } else { 10 }), 15);
        let (was, is, has_luck) = settled(&then, &now);
        assert_eq!((is.on_time, has_luck), (was.on_time, true), "one more is on time, though all have changed sides");
    }

    #[test]
    fn what_comes_at_last_is_clear() {
        let never = row([NO_DAY; 50], 15);
        assert!(moves(&never, &row([10; 50], 15), 0.85, Ordering::Less) && keeps(&never, &row([10; 50], 15), (15, 15)));
        assert!(!moves(&never, &never, 0.85, Ordering::Less) && !keeps(&never, &never, (15, 15)));
    }

    #[test]
    fn another_day_to_keep_moves_the_chance_without_any_luck() {
        let days = || (0..100).collect::<Vec<u16>>();
        let (was, is, _) = settled(&row(days(), 49), &row(days(), 79));
        assert_eq!((was.on_time, is.on_time), (Some(0.5), Some(0.8)));
    }
}
