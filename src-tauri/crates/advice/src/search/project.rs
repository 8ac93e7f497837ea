//! The classic resource-constrained project: activities of fixed duration, precedence, and renewable resources. What a
//! plan is with debts, skills and spread off; the search is held to it because the world's best results are known.

use super::candidate::Shape;

/// Resources that share one word: sixteen bits each, the highest of which stays free to show a shortage.
const LANES: usize = 4;
/// The most of a resource that a lane holds.
pub const MOST: u32 = 0x7fff;

/// A project whose activities are in an order in which none precedes one that it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Duration of each activity.
    pub durations: Vec<u32>,
    /// What must be finished before each activity.
    pub before: Vec<Vec<u32>>,
    /// What each activity takes of each resource while it lasts, at most what there is.
    pub demands: Vec<Vec<u32>>,
    /// How much there is of each resource, at most [`MOST`].
    pub capacities: Vec<u32>,
}

impl Project {
    /// How many activities there are.
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// The makespan if resources were without limit: the length of the critical path, a lower bound.
    pub fn critical_path(&self) -> u32 {
        let shape = Shape::new(self.before.clone(), Vec::new());
        let mut finish = vec![0; self.len()];
        for activity in shape.grow(|_| 0) {
            let activity = activity as usize;
            let ready = self.before[activity].iter().map(|first| finish[*first as usize]).max().unwrap_or(0);
            finish[activity] = ready + self.durations[activity];
        }
        finish.into_iter().max().unwrap_or(0)
    }

    /// The latest finish of each activity in a schedule as short as the critical path.
    pub fn latest_finish(&self) -> Vec<u32> {
        let shape = Shape::new(self.before.clone(), Vec::new());
        let end = self.critical_path();
        let mut latest = vec![end; self.len()];
        for activity in shape.grow(|_| 0).into_iter().rev() {
            let activity = activity as usize;
            for &next in &shape.behind[activity] {
                latest[activity] = latest[activity].min(latest[next as usize] - self.durations[next as usize]);
            }
        }
        latest
    }

    /// The words that a row of lanes takes.
    pub(crate) fn words(&self) -> usize {
        self.capacities.len().div_ceil(LANES).max(1)
    }

    /// Amounts of each resource, packed into lanes.
    pub(crate) fn pack(&self, amounts: &[u32]) -> Vec<u64> {
        let mut words = vec![0; self.words()];
        for (at, amount) in amounts.iter().enumerate() {
            words[at / LANES] |= u64::from(*amount) << (16 * (at % LANES));
        }
        words
    }
}
