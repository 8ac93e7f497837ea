//! Where every person-day went. While a trial runs, only changes of a team's rates are written down, each in constant time;
//! its days and weeks are summed once, at the end.

use crate::model::Model;

/// The accounts that depend on luck. The others are known before any trial.
pub(crate) const NEW_WORK: usize = 0;
pub(crate) const DRAG: usize = 1;
pub(crate) const TOIL: usize = 2;
pub(crate) const INCIDENTS: usize = 3;
pub(crate) const PAYDOWN: usize = 4;
pub(crate) const IDLE: usize = 5;
/// Not an account: toil that nobody was left to serve.
pub(crate) const OVERFLOW: usize = 6;
/// How many there are.
pub(crate) const N: usize = 7;

/// Rates by account, in person-days a working day.
pub(crate) type Rates = [f64; N];

/// A sum of step functions of working time: for each working day what changed within it, and what holds from it on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps {
    days: Vec<[Rates; 2]>,
}

impl Steps {
    /// From working time `w` on, the rate of this account is higher by `change`.
    #[inline]
    pub(crate) fn change(&mut self, w: f64, account: usize, change: f64) {
        let working = w as usize;
        if self.days.len() < working + 2 {
            self.days.resize(working + 2, [[0.0; N]; 2]);
        }
        self.days[working][0][account] += change * (1.0 - (w - working as f64));
        self.days[working + 1][1][account] += change;
    }

    pub(crate) fn add(&mut self, other: &Steps) {
        if self.days.len() < other.days.len() {
            self.days.resize(other.days.len(), [[0.0; N]; 2]);
        }
        for (ours, theirs) in self.days.iter_mut().zip(&other.days) {
            for (ours, theirs) in ours.iter_mut().flatten().zip(theirs.iter().flatten()) {
                *ours += theirs;
            }
        }
    }

    /// Person-days of each working day.
    pub(crate) fn by_day(&self) -> Vec<Rates> {
        let mut level = [0.0; N];
        self.days
            .iter()
            .map(|[within, from]| {
                for (level, from) in level.iter_mut().zip(from) {
                    *level += from;
                }
                let mut day = level;
                for (day, within) in day.iter_mut().zip(within) {
                    *day += within;
                }
                day
            })
            .collect()
    }
}

/// The sums over some trials of the as-planned world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// By team.
    pub teams: Vec<Steps>,
    /// Clean person-days of new work in each component, by week from today: week by week, the components of each.
    pub new_work: Vec<f64>,
    /// Clean person-days spent on each node.
    pub clean: Vec<f64>,
    /// Drag on each node, by slowing.
    pub slowed: Vec<f64>,
    /// How many trials kept accounts to the end of each calendar week.
    pub running: Vec<u32>,
}

impl Book {
    pub(crate) fn new(model: &Model) -> Book {
        Book {
            teams: vec![Steps::default(); model.crews.len()],
            new_work: vec![0.0; model.n_weeks() * model.debts.on.len()],
            clean: vec![0.0; model.nodes.len()],
            slowed: vec![0.0; model.slowings.len()],
            running: Vec::new(),
        }
    }

    /// One trial kept accounts for so many calendar weeks.
    pub(crate) fn ran(&mut self, weeks: usize) {
        if self.running.len() < weeks {
            self.running.resize(weeks, 0);
        }
        self.running[..weeks].iter_mut().for_each(|count| *count += 1);
    }

    pub(crate) fn add(&mut self, other: &Book) {
        for (ours, theirs) in self.teams.iter_mut().zip(&other.teams) {
            ours.add(theirs);
        }
        for (ours, theirs) in self.new_work.iter_mut().zip(&other.new_work) {
            *ours += theirs;
        }
        for (ours, theirs) in self.clean.iter_mut().zip(&other.clean) {
            *ours += theirs;
        }
        for (ours, theirs) in self.slowed.iter_mut().zip(&other.slowed) {
            *ours += theirs;
        }
        if self.running.len() < other.running.len() {
            self.running.resize(other.running.len(), 0);
        }
        for (ours, theirs) in self.running.iter_mut().zip(&other.running) {
            *ours += theirs;
        }
    }
}
