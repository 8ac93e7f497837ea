//! Schedules of a project: serial generation in both directions, and the search's view of it.
//!
//! A candidate is judged by double justification: its activities are pushed to the right, the last first, and the result
//! to the left again. A pass takes the activities by the finish they had in the pass before, the latest first, and each
//! goes to the earliest place, seen from its own end, where it fits. No pass makes a schedule longer.

use super::candidate::{Candidate, Shape};
use super::dice::Dice;
use super::project::Project;
use super::run::Problem;

/// The highest bit of every lane.
const SIGNS: u64 = 0x8000_8000_8000_8000;

/// Generates schedules of one project; all room is taken once.
#[derive(Debug)]
pub struct Scheduler<'a> {
    project: &'a Project,
    shape: Shape,
    words: usize,
    demands: Vec<u64>,
    full: Vec<u64>,
    free: Vec<u64>,
    finish: Vec<u32>,
    pass: Vec<u32>,
    counts: Vec<u32>,
    latest: Vec<f64>,
    spent: u64,
}

/// From which end of time activities are placed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

impl<'a> Scheduler<'a> {
    /// A scheduler for this project.
    pub fn new(project: &'a Project) -> Scheduler<'a> {
        let words = project.words();
        let total: u32 = project.durations.iter().sum();
        let end = f64::from(project.critical_path());
        Scheduler {
            project,
            shape: Shape::new(project.before.clone(), Vec::new()),
            words,
            demands: project.demands.iter().flat_map(|demand| project.pack(demand)).collect(),
            full: project.pack(&project.capacities).iter().map(|word| word | SIGNS).collect(),
            free: vec![0; (total as usize + 1) * words],
            finish: vec![0; project.len()],
            pass: Vec::with_capacity(project.len()),
            counts: Vec::new(),
            latest: project.latest_finish().iter().map(|latest| end - f64::from(*latest)).collect(),
            spent: 0,
        }
    }

    /// When each activity of the latest schedule finishes.
    pub fn finishes(&self) -> &[u32] {
        &self.finish
    }

    /// Places every activity of `pass` in its order; answers the makespan. `finish` counts from the end given.
    fn place_all(&mut self, end: End) -> u32 {
        self.spent += 1;
        let words = self.words;
        for row in self.free.chunks_exact_mut(words) {
            row.copy_from_slice(&self.full);
        }
        let held_by = match end {
            End::Left => &self.shape.before,
            End::Right => &self.shape.behind,
        };
        let mut makespan = 0;
        for &activity in &self.pass {
            let activity = activity as usize;
            let ready = held_by[activity].iter().map(|other| self.finish[*other as usize]).max().unwrap_or(0);
            let duration = self.project.durations[activity] as usize;
            let demand = &self.demands[activity * words..(activity + 1) * words];
            let start = fit(&self.free, demand, ready as usize, duration);
            for row in self.free[start * words..(start + duration) * words].chunks_exact_mut(words) {
                for (free, demand) in row.iter_mut().zip(demand) {
                    *free -= demand;
                }
            }
            self.finish[activity] = (start + duration) as u32;
            makespan = makespan.max(self.finish[activity]);
        }
        makespan
    }

    /// Puts the activities of `pass` in the order of the next pass: by falling finish, of equals the later one first,
    /// so that an activity without duration stays on the right side of its neighbours.
    fn turn(&mut self, makespan: u32, spare: &mut Vec<u32>) {
        self.counts.clear();
        self.counts.resize(makespan as usize + 2, 0);
        for &activity in &self.pass {
            self.counts[(makespan - self.finish[activity as usize]) as usize + 1] += 1;
        }
        for at in 1..self.counts.len() {
            self.counts[at] += self.counts[at - 1];
        }
        spare.clear();
        spare.resize(self.pass.len(), 0);
        for &activity in self.pass.iter().rev() {
            let place = &mut self.counts[(makespan - self.finish[activity as usize]) as usize];
            spare[*place as usize] = activity;
            *place += 1;
        }
        std::mem::swap(&mut self.pass, spare);
    }
}

/// The earliest start from `ready` on at which the demand is free for the whole duration.
fn fit(free: &[u64], demand: &[u64], ready: usize, duration: usize) -> usize {
    let words = demand.len();
    let mut start = ready;
    let mut at = ready;
    while at < start + duration {
        let row = &free[at * words..(at + 1) * words];
        let fits = row.iter().zip(demand).all(|(free, demand)| (free - demand) & SIGNS == SIGNS);
        at += 1;
        if !fits {
            start = at;
        }
    }
    start
}

impl Problem for Scheduler<'_> {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The latest-finish rule, then samples that lean towards it.
    fn first(&mut self, number: usize, dice: &mut Dice) -> Candidate {
        let order = match number {
            0 => self.shape.by_weight(&self.latest),
            _ => self.shape.by_regret(&self.latest, 1.0, dice),
        };
        self.pass.clone_from(&order);
        let makespan = self.place_all(End::Left);
        let mut order = order;
        self.turn(makespan, &mut order);
        order.clone_from(&self.pass);
        order.reverse();
        Candidate { order, on: vec![true; self.shape.len()] }
    }

    fn cost(&mut self, candidate: &mut Candidate) -> f64 {
        self.pass.clear();
        self.pass.extend(candidate.order.iter().rev());
        let makespan = self.place_all(End::Right);
        self.turn(makespan, &mut candidate.order);
        let makespan = self.place_all(End::Left);
        self.turn(makespan, &mut candidate.order);
        candidate.order.clone_from(&self.pass);
        candidate.order.reverse();
        f64::from(makespan)
    }

    fn spent(&self) -> u64 {
        self.spent
    }
}
