//! Where each team's capacity goes, week by week: the mean over the trials that still keep accounts in that week.

use crate::accounts::{Book, DRAG, IDLE, INCIDENTS, N, NEW_WORK, OVERFLOW, PAYDOWN, TOIL};
use crate::model::Model;
use crate::result::{Accounts, TeamForecast, TeamWeek};

/// The accounts of every team, in their order.
pub(crate) fn teams(model: &Model, book: &Book, trials: u32) -> Vec<TeamForecast> {
    (0..model.crews.len()).map(|crew| team(model, book, trials, crew)).collect()
}

fn team(model: &Model, book: &Book, trials: u32, crew: usize) -> TeamForecast {
    let calendar = &model.calendars[crew];
    let capacity = &model.crews[crew].capacity;
    let monday = model.today.monday();
    let mut weeks: Vec<TeamWeek> = (0..book.running.len() as i32)
        .map(|week| TeamWeek { monday: monday.plus(week * 7), accounts: Accounts::default(), overflow: 0.0 })
        .collect();
    let mut total = Accounts::default();
    let by_day = book.teams[crew].by_day();
    for working in 0..calendar.n_working() {
        let day = calendar.day(working);
        let week = (day as usize + usize::from(model.today.weekday())) / 7;
        let Some(entry) = weeks.get_mut(week) else {
            break;
        };
        let sums = by_day.get(working).copied().unwrap_or([0.0; N]);
        let fixed = capacity.fixed[working];
        let mean = |account: usize, trials: u32| {
            let mean = sums[account] / f64::from(trials.max(1));
            // Steps are added and taken away again: what remains of them is rounding.
            if mean.abs() < 1e-9 { 0.0 } else { mean }
        };
        let accounts = |trials: u32| Accounts {
            new_work: mean(NEW_WORK, trials),
            drag: mean(DRAG, trials),
            toil: mean(TOIL, trials),
            incidents: mean(INCIDENTS, trials),
            paydown: mean(PAYDOWN, trials),
            support: fixed.support,
            reserve: fixed.reserve,
            other: fixed.other,
            idle: mean(IDLE, trials),
        };
        entry.accounts += &accounts(book.running[week]);
        entry.overflow += fixed.overflow + mean(OVERFLOW, book.running[week]);
        if day < model.horizon {
            total += &accounts(trials);
        }
    }
    let crew = &model.crews[crew];
    TeamForecast {
        weeks,
        total,
        rate: crew.bias,
        learned_from: crew.learned_from as u32,
        drift: crew.drift.sigma,
        drift_learned_from: crew.drift.forecasts,
    }
}
