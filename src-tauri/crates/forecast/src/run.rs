//! Many trials: in chunks of a fixed size, side by side, added up in order, so that one thread and many give the same
//! bytes.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::accounts::Book;
use crate::draw::TrialKey;
use crate::first::{FirstDays, glance_trials};
use crate::interest::Moved;
use crate::model::{Model, NONE, Role};
use crate::paired::Kept;
use crate::quantile::Tally;
use crate::result::Assumptions;
use crate::shared::NO_DAY;
use crate::trial::Trial;
use crate::waits::Waits;
use crate::world::World;

/// Trials whose debts are followed for prices, at most.
const PRICED: u32 = 512;

/// Trials that keep accounts: the first sixteenth, and more than a hundred at least, but of few trials no more than
/// half. Finish dates need every trial for their tails; accounts are means, and settle long before.
pub(crate) fn booked(trials: u32) -> u32 {
    (trials / 16).max(128).min(trials.div_ceil(2))
}

/// Which row of the tally counts what.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// By node, worlds in the order of `worlds`, then the start; `None` where all is settled.
    pub first: Vec<Option<usize>>,
    pub worlds: Vec<World>,
    pub plan: usize,
    /// Debts that open paydowns name, with those nodes and the row.
    pub paid: Vec<Option<usize>>,
    /// How many rows there are.
    pub n: usize,
}

impl Rows {
    pub(crate) fn new(model: &Model, worlds: Vec<World>) -> Rows {
        let mut n = 0;
        let mut take = |rows: usize| {
            n += rows;
            n - rows
        };
        let width = worlds.len() + 1;
        let first = model.nodes.iter().map(|node| (!node.is_settled()).then(|| take(width))).collect();
        let plan = take(width);
        let paid = (0..model.debts.list.len()).map(|debt| model.is_paid(debt).then(|| take(1))).collect();
        Rows { first, worlds, plan, paid, n }
    }

    /// The row of a world among those of a node.
    pub(crate) fn world(&self, world: World) -> usize {
        let never_paid_like_planned = || self.worlds.iter().position(|known| *known == World::AsPlanned);
        self.worlds.iter().position(|known| *known == world).or_else(never_paid_like_planned).unwrap_or(0)
    }

    /// The row of the start among those of a node.
    pub(crate) fn start(&self) -> usize {
        self.worlds.len()
    }

    /// Puts the days of a trial that has just run in the world at this place: what finished when, and as planned also what
    /// started when and when debts were paid.
    pub(crate) fn read(&self, trial: &mut Trial<'_>, place: usize, mut put: impl FnMut(usize, u16)) {
        for (node, first) in trial.shared.nodes.iter().zip(&self.first) {
            if let Some(first) = first {
                put(first + place, node.finish);
            }
        }
        put(self.plan + place, trial.plan_finish().map_or(NO_DAY, |day| day.max(0) as u16));
        if self.worlds[place] == World::AsPlanned {
            trial.find_starts_of_parents();
            for (node, first) in trial.shared.nodes.iter().zip(&self.first) {
                if let Some(first) = first {
                    put(first + self.start(), node.start);
                }
            }
            for (debt, row) in self.paid.iter().enumerate() {
                if let Some(row) = row {
                    put(*row, trial.paid_off(debt));
                }
            }
        }
    }
}

/// What the trials of a run add up to.
#[derive(Debug)]
pub(crate) struct Sums {
    pub book: Book,
    /// By node: trials in which it is on a binding chain.
    pub critical: Vec<u32>,
    pub waits: Waits,
    /// By node: effort drawn, before drift.
    pub effort: Vec<f64>,
    /// By debt.
    pub principal: Vec<f64>,
    /// Changes of debts in the first trials.
    pub histories: Vec<(u32, Vec<Moved>)>,
    pub first: FirstDays,
}

impl Sums {
    fn new(model: &Model, book: Book) -> Sums {
        Sums {
            book,
            critical: vec![0; model.nodes.len()],
            waits: Waits::new(model),
            effort: vec![0.0; model.nodes.len()],
            principal: vec![0.0; model.debts.list.len()],
            histories: Vec::new(),
            first: FirstDays::default(),
        }
    }

    fn add(&mut self, other: Sums) {
        self.book.add(&other.book);
        for (ours, theirs) in self.critical.iter_mut().zip(other.critical) {
            *ours += theirs;
        }
        self.waits.add(&other.waits);
        for (ours, theirs) in self.effort.iter_mut().zip(other.effort) {
            *ours += theirs;
        }
        for (ours, theirs) in self.principal.iter_mut().zip(other.principal) {
            *ours += theirs;
        }
        self.histories.extend(other.histories);
        if self.first.trials == 0 {
            self.first = other.first;
        }
    }
}

/// The sums of chunks, added up in their order as they come in, so that few are held at once.
struct InOrder {
    /// The chunk whose turn it is.
    next: u32,
    /// Those that came before their turn.
    early: BTreeMap<u32, Sums>,
    total: Sums,
}

impl InOrder {
    fn add(&mut self, chunk: u32, sums: Sums) {
        self.early.insert(chunk, sums);
        while let Some(sums) = self.early.remove(&self.next) {
            self.total.add(sums);
            self.next += 1;
        }
    }
}

/// All trials of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub rows: Rows,
    pub tally: Tally,
    pub sums: Sums,
    pub trials: u32,
    /// How many of them kept accounts.
    pub booked: u32,
}

/// What the chunks count together.
struct Counted {
    tally: Tally,
    /// The days themselves, where somebody holds another plan against them.
    kept: Option<Kept>,
}

/// Runs all trials in these worlds, the as-planned one first; `None` when stopped.
pub(crate) fn run(model: &Model, assumptions: &Assumptions, worlds: Vec<World>, stop: &AtomicBool) -> Option<Run> {
    Some(run_all(model, assumptions, worlds, None, stop)?.0)
}

/// The same, and the day of each finish as planned in every trial.
pub(crate) fn run_keeping(
    model: &Model,
    assumptions: &Assumptions,
    worlds: Vec<World>,
    stop: &AtomicBool,
) -> Option<(Run, Kept)> {
    let (run, kept) = run_all(model, assumptions, worlds, Some(Kept::new(model, assumptions.trials)), stop)?;
    Some((run, kept?))
}

fn run_all(
    model: &Model,
    assumptions: &Assumptions,
    worlds: Vec<World>,
    kept: Option<Kept>,
    stop: &AtomicBool,
) -> Option<(Run, Option<Kept>)> {
    debug_assert!(assumptions.trials <= u32::from(u16::MAX), "more trials than a tally counts");
    let rows = Rows::new(model, worlds);
    // Even the fewest are shared between two processors.
    let chunk = (assumptions.trials / 64).clamp((assumptions.trials / 2).clamp(1, 16), 256);
    let n_chunks = assumptions.trials.div_ceil(chunk);
    let counted = Mutex::new(Counted { tally: Tally::new(rows.n, model.n_days), kept });
    let total = Mutex::new(InOrder { next: 0, early: BTreeMap::new(), total: Sums::new(model, Book::new(model)) });
    let all_ran = (0..n_chunks).into_par_iter().try_for_each_init(
        || (Trial::new(model, None), Vec::new()),
        |(trial, days), idx| {
            let trials = idx * chunk..((idx + 1) * chunk).min(assumptions.trials);
            let sums = run_chunk(trial, days, &rows, assumptions, trials, &counted, stop)?;
            total.lock().ok()?.add(idx, sums);
            Some(())
        },
    );
    if all_ran.is_none() {
        // It takes milliseconds to give so much memory back: whoever stopped need not wait for that.
        rayon::spawn(move || drop((counted, total)));
        return None;
    }
    let Counted { tally, kept } = counted.into_inner().ok()?;
    let run = Run {
        rows,
        tally,
        sums: total.into_inner().ok()?.total,
        trials: assumptions.trials,
        booked: booked(assumptions.trials),
    };
    Some((run, kept))
}

fn run_chunk(
    trial: &mut Trial<'_>,
    days: &mut Vec<u16>,
    rows: &Rows,
    &Assumptions { seed, trials: n_all, .. }: &Assumptions,
    trials: std::ops::Range<u32>,
    counted: &Mutex<Counted>,
    stop: &AtomicBool,
) -> Option<Sums> {
    let model = trial.shared.model;
    let (first_trial, n_trials) = (trials.start, trials.len());
    let mut sums = Sums::new(model, Book::default());
    let n_booked = booked(n_all);
    trial.shared.book = (trials.start < n_booked).then(|| Book::new(model));
    days.clear();
    days.resize(rows.n * n_trials, NO_DAY);
    let mut marks = vec![u32::MAX; model.nodes.len()];
    for (at, number) in trials.enumerate() {
        trial.shared.booking = number < n_booked;
        trial.shared.luck.draw(model, TrialKey::new(seed, number));
        for (sum, effort) in sums.effort.iter_mut().zip(&trial.shared.luck.undrifted) {
            *sum += effort;
        }
        for (sum, principal) in sums.principal.iter_mut().zip(&trial.shared.luck.principal) {
            *sum += principal;
        }
        for (place, &world) in rows.worlds.iter().enumerate() {
            trial.run(world, stop)?;
            rows.read(trial, place, |row, day| days[row * n_trials + at] = day);
            if world == World::AsPlanned {
                if trial.shared.booking {
                    sums.waits.note(&trial.shared);
                }
                trial.mark_critical(number, &mut marks, &mut sums.critical);
                if number < n_booked.min(PRICED) {
                    sums.histories.push((number, trial.shared.interest.log.clone()));
                }
            }
        }
    }
    if first_trial == 0 {
        sums.first = FirstDays::of_chunk(days, n_trials, glance_trials(model.nodes.len()) as usize);
    }
    {
        let mut counted = counted.lock().ok()?;
        for row in 0..rows.n {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            counted.tally.add(row, &days[row * n_trials..(row + 1) * n_trials]);
        }
        if let Some(kept) = &mut counted.kept {
            kept.put(rows, first_trial as usize, n_trials, days);
        }
    }
    if let Some(book) = trial.shared.book.take() {
        sums.book = book;
    }
    Some(sums)
}

impl Trial<'_> {
    /// A parent starts with its first child.
    fn find_starts_of_parents(&mut self) {
        for idx in 0..self.shared.nodes.len() {
            let start = self.shared.nodes[idx].start;
            if start == NO_DAY {
                continue;
            }
            let mut up = self.shared.model.nodes[idx].parent;
            while up != NONE {
                let parent = &mut self.shared.nodes[up as usize];
                parent.start = parent.start.min(start);
                up = self.shared.model.nodes[up as usize].parent;
            }
        }
    }

    /// The day that the last open paydown of a debt finishes.
    fn paid_off(&self, debt: usize) -> u16 {
        self.shared.model.payers[debt].iter().map(|(node, _)| self.shared.nodes[*node].finish).max().unwrap_or(NO_DAY)
    }

    /// Follows what bound each committed node, and counts each node on the way once.
    fn mark_critical(&self, trial: u32, marks: &mut [u32], counts: &mut [u32]) {
        for (idx, node) in self.shared.model.nodes.iter().enumerate().filter(|(_, node)| node.committed) {
            if node.is_settled() {
                continue;
            }
            let mut at = idx as u32;
            while at != NONE && marks[at as usize] != trial {
                marks[at as usize] = trial;
                counts[at as usize] += 1;
                at = self.binding(at as usize);
            }
        }
    }

    /// What bound a node; for one that is still waiting, what it waits for.
    fn binding(&self, idx: usize) -> u32 {
        let state = &self.shared.nodes[idx];
        let node = &self.shared.model.nodes[idx];
        let waiting = state.finish == NO_DAY && !state.started;
        let waits_for = |other: u32| self.shared.nodes[other as usize].finish == NO_DAY;
        match node.role {
            Role::Parent if waiting => {
                let mut nodes = self.shared.model.nodes.iter().enumerate();
                nodes
                    .find(|(at, child)| child.parent == idx as u32 && waits_for(*at as u32))
                    .map_or(NONE, |(at, _)| at as u32)
            }
            Role::Work | Role::Milestone | Role::External if waiting => {
                let mut links = node.after.of(&self.shared.model.links).iter();
                links.find(|link| waits_for(link.node)).map_or(state.bound_by, |link| link.node)
            }
            Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Settled(_) | Role::Stuck => {
                state.bound_by
            }
        }
    }
}
