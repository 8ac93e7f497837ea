//! A first look after an edit: what a few trials say that it moves, carried over to what all trials said before it.
//!
//! The same few trials are run of the plan before and after. They share their luck, so what lies between them is the edit and
//! hardly the dice, however few they are; where the dates stand, all the trials before the edit know best.

use std::collections::BTreeMap;

use plan::{Day, Item, Plan};

use crate::quantile::slips;
use crate::result::{
    Accounts, Assumptions, DebtForecast, Finish, Forecast, ItemForecast, Outlook, TeamForecast, TeamWeek, When,
};

/// Trials times items that a first look is worth: it should be there before the eye is.
const GLIMPSE: usize = 8_192;

impl Assumptions {
    /// How many trials a first look at an edit of a plan of so many items takes: a power of two, so that an item more or
    /// less mostly does not change it.
    pub fn glimpse(n_items: usize) -> u32 {
        (GLIMPSE / n_items.next_power_of_two().max(1)).clamp(16, Assumptions::PREVIEW as usize) as u32
    }
}

/// What `now`, which is of `plan`, would say with the trials of `before`; `then` are the trials of `now` on the plan of
/// `before`. What that plan does not have is said as `now` has it.
pub fn carried(plan: &Plan, before: &Forecast, then: &Forecast, mut now: Forecast) -> Forecast {
    now.plan = outlook(&before.plan, &then.plan, &now.plan, &now);
    let items = std::mem::take(&mut now.items);
    now.items = each(&before.items, &then.items, items, |id, before, then, item| ItemForecast {
        start: finish(&before.start, &then.start, &item.start, &now),
        outlook: {
            let due = plan.items.get(id).and_then(Item::due);
            let carried = outlook(&before.outlook, &then.outlook, &item.outlook, &now);
            Outlook {
                as_planned: agreeing(carried.as_planned, due),
                debt_free: agreeing(carried.debt_free, due),
                never_paid: agreeing(carried.never_paid, due),
                ..carried
            }
        },
        clean: amount(before.clean, then.clean, item.clean),
        drag: amount(before.drag, then.drag, item.drag),
        criticality: amount(before.criticality, then.criticality, item.criticality).min(1.0),
        ..item
    });
    let teams = std::mem::take(&mut now.teams);
    now.teams = each(&before.teams, &then.teams, teams, |_, before, then, now| team(before, then, now));
    let debts = std::mem::take(&mut now.debts);
    now.debts = each(&before.debts, &then.debts, debts, |_, before, then, debt| price(before, then, debt, &now));
    now
}

/// Carries over what all three know.
fn each<K: Ord, V>(
    before: &BTreeMap<K, V>,
    then: &BTreeMap<K, V>,
    now: BTreeMap<K, V>,
    carry: impl Fn(&K, &V, &V, V) -> V,
) -> BTreeMap<K, V> {
    let carry = |id: &K, value: V| match (before.get(id), then.get(id)) {
        (Some(before), Some(then)) => carry(id, before, then, value),
        (Some(_) | None, _) => value,
    };
    now.into_iter()
        .map(|(id, value)| {
            let value = carry(&id, value);
            (id, value)
        })
        .collect()
}

fn outlook(before: &Outlook, then: &Outlook, now: &Outlook, forecast: &Forecast) -> Outlook {
    let as_planned = finish(&before.as_planned, &then.as_planned, &now.as_planned, forecast);
    let debt_free = finish(&before.debt_free, &then.debt_free, &now.debt_free, forecast);
    let never_paid = finish(&before.never_paid, &then.never_paid, &now.never_paid, forecast);
    Outlook {
        hidden_slip: slips(&as_planned, &debt_free, forecast.cap),
        paydown_gain: slips(&never_paid, &as_planned, forecast.cap),
        as_planned,
        debt_free,
        never_paid,
    }
}

/// One finish, carried over.
pub(crate) fn finish(before: &Finish, then: &Finish, now: &Finish, forecast: &Forecast) -> Finish {
    let (today, last) = (forecast.assumptions.today, forecast.cap.plus(-1));
    let when = |before: When, then: When, now: When| match (before, then, now) {
        // A day in the past is not the trials', and moves with nothing.
        (Some(before), Some(then), Some(now)) if now >= today => Some(before.plus(now.since(then)).clamp(today, last)),
        (Some(_) | None, _, now) => now,
    };
    let p50 = when(before.p50, then.p50, now.p50);
    let p85 = later(p50, when(before.p85, then.p85, now.p85));
    let p95 = later(p85, when(before.p95, then.p95, now.p95));
    let mut dots: Vec<When> = Vec::with_capacity(now.dots.len());
    for ((before, then), now) in before.dots.iter().zip(&then.dots).zip(&now.dots) {
        let dot = when(*before, *then, *now);
        dots.push(dots.last().map_or(dot, |last| later(*last, dot)));
    }
    let on_time = match (before.on_time, then.on_time, now.on_time) {
        (Some(before), Some(then), Some(now)) => Some((before + now - then).clamp(0.0, 1.0)),
        (Some(_) | None, _, now) => now,
    };
    Finish { p50, p85, p95, on_time, dots }
}

/// Chances and dates are carried over apart; a promise for the very day of the P85 is kept at 85 % all the same.
pub(crate) fn agreeing(finish: Finish, due: Option<Day>) -> Finish {
    let Some(due) = due else { return finish };
    let dates = [(0.5, finish.p50), (0.85, finish.p85), (0.95, finish.p95)];
    let on_time = finish.on_time.map(|on_time| {
        dates.into_iter().fold(on_time, |on_time, (share, date): (f64, When)| match date {
            Some(date) if date <= due => on_time.max(share),
            Some(_) | None => on_time.min(share.next_down()),
        })
    });
    Finish { on_time, ..finish }
}

/// The later of two dates; never is last.
pub(crate) fn later(a: When, b: When) -> When {
    a.zip(b).map(|(a, b)| a.max(b))
}

fn amount(before: f64, then: f64, now: f64) -> f64 {
    (before + (now - then)).max(0.0)
}

fn team(before: &TeamForecast, then: &TeamForecast, now: TeamForecast) -> TeamForecast {
    let week = |(at, week): (usize, TeamWeek)| match (before.weeks.get(at), then.weeks.get(at)) {
        (Some(before), Some(then)) => TeamWeek {
            accounts: accounts(&before.accounts, &then.accounts, &week.accounts),
            overflow: amount(before.overflow, then.overflow, week.overflow),
            ..week
        },
        (Some(_) | None, _) => week,
    };
    TeamForecast {
        weeks: now.weeks.into_iter().enumerate().map(week).collect(),
        total: accounts(&before.total, &then.total, &now.total),
        ..now
    }
}

/// What cannot be less than nothing is taken from or given to what is idle, so that the accounts still sum to gross.
fn accounts(before: &Accounts, then: &Accounts, now: &Accounts) -> Accounts {
    let of = |account: fn(&Accounts) -> f64| amount(account(before), account(then), account(now));
    let mut carried = Accounts {
        new_work: of(|accounts| accounts.new_work),
        drag: of(|accounts| accounts.drag),
        toil: of(|accounts| accounts.toil),
        incidents: of(|accounts| accounts.incidents),
        paydown: of(|accounts| accounts.paydown),
        idle: 0.0,
        ..*now
    };
    carried.idle = (now.gross() - carried.gross()).max(0.0);
    carried
}

fn price(before: &DebtForecast, then: &DebtForecast, now: DebtForecast, forecast: &Forecast) -> DebtForecast {
    let share = |before: Option<f64>, then: Option<f64>, now: Option<f64>| match (before, then, now) {
        (Some(before), Some(then), Some(now)) => Some(before + now - then),
        (Some(_) | None, _, now) => now,
    };
    DebtForecast {
        per_week: amount(before.per_week, then.per_week, now.per_week),
        to_horizon: amount(before.to_horizon, then.to_horizon, now.to_horizon),
        drag_to_horizon: amount(before.drag_to_horizon, then.drag_to_horizon, now.drag_to_horizon),
        principal: amount(before.principal, then.principal, now.principal),
        break_even: match (before.break_even, then.break_even, now.break_even) {
            (Some(before), Some(then), Some(now)) => Some(before.plus(now.since(then)).max(forecast.assumptions.today)),
            (Some(_) | None, _, now) => now,
        },
        roi_horizon: share(before.roi_horizon, then.roi_horizon, now.roi_horizon),
        roi_end: share(before.roi_end, then.roi_end, now.roi_end),
        roi_together: share(before.roi_together, then.roi_together, now.roi_together),
        paid_off: match (&before.paid_off, &then.paid_off, now.paid_off) {
            (Some(before), Some(then), Some(now)) => Some(finish(before, then, &now, forecast)),
            (Some(_) | None, _, now) => now,
        },
    }
}
