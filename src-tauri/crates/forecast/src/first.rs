//! The first few trials, day by day: kept of every run, so that after an edit the same few are run of the edited plan only.

use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::draw::TrialKey;
use crate::model::Model;
use crate::run::Rows;
use crate::shared::NO_DAY;
use crate::trial::Trial;

/// How many of the first trials of so many items a glance at an edit runs again: as many as fit into a frame of the screen
/// on two processors. A power of two, so that an item more or less mostly does not change it.
pub(crate) fn glance_trials(n_items: usize) -> u32 {
    const IN_A_FRAME: usize = 2_048;
    (IN_A_FRAME / n_items.next_power_of_two().max(1)).clamp(1, 16) as u32
}

/// The days of the first few trials, row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstDays {
    pub trials: usize,
    days: Vec<u16>,
}

impl FirstDays {
    /// No more than `most` of a chunk's trials.
    pub(crate) fn of_chunk(days: &[u16], n_trials: usize, most: usize) -> FirstDays {
        let trials = n_trials.min(most);
        FirstDays { trials, days: days.chunks_exact(n_trials).flat_map(|row| &row[..trials]).copied().collect() }
    }

    /// Runs the first trials and nothing else, worlds side by side; `None` when stopped.
    pub(crate) fn run(model: &Model, rows: &Rows, seed: u32, trials: usize, stop: &AtomicBool) -> Option<FirstDays> {
        let runs: Vec<(usize, usize)> =
            (0..trials).flat_map(|at| (0..rows.worlds.len()).map(move |place| (at, place))).collect();
        let alone = |trial: &mut Trial<'_>, &(at, place): &(usize, usize)| {
            trial.shared.booking = false;
            trial.shared.luck.draw(model, TrialKey::new(seed, at as u32));
            trial.run(rows.worlds[place], stop)?;
            let mut days = Vec::with_capacity(2 * model.nodes.len() + model.debts.list.len() + 1);
            rows.read(trial, place, |row, day| days.push((row, day)));
            Some(days)
        };
        let read: Option<Vec<_>> = runs.par_iter().map_init(|| Trial::new(model, None), alone).collect();
        let mut days = vec![NO_DAY; rows.n * trials];
        for (&(at, _), read) in runs.iter().zip(read?) {
            for (row, day) in read {
                days[row * trials + at] = day;
            }
        }
        Some(FirstDays { trials, days })
    }

    /// The days of one row, trial by trial.
    pub(crate) fn of(&self, row: usize) -> &[u16] {
        &self.days[row * self.trials..(row + 1) * self.trials]
    }
}
