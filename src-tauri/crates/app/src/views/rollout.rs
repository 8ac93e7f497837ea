//! What has to happen outside the team, on the timeline: of each item the steps that have a day, in words and as marks.

use std::collections::BTreeMap;

use plan::{Area, Day, ItemId, Step, StepId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::brief::one_step;

/// The dated steps of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RolloutView {
    /// The earliest first.
    pub marks: Vec<StepMark>,
    /// All of them in a sentence for screen readers: "roll-out: adoption, Tell the desks, planned for 20 Nov".
    pub spoken: String,
}

/// A step where its day is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StepMark {
    /// Which.
    pub id: StepId,
    /// Where it happens.
    pub area: Area,
    /// The day it was done, else the day it is planned for.
    pub day: Day,
    /// Whether it was done.
    pub done: bool,
    /// Whether its day is over and it was not done.
    pub late: bool,
    /// "Adoption: Tell the desks, was planned for 20 Nov, 3 days ago · Ida".
    pub words: String,
}

/// The dated steps of every item that has some; one walk over all steps, however many items there are.
pub fn rollouts(seen: &Seen<'_>) -> BTreeMap<ItemId, RolloutView> {
    let mut by_item: BTreeMap<ItemId, Vec<StepMark>> = BTreeMap::new();
    for step in seen.plan().steps.values() {
        if let Some((item, mark)) = step.item.zip(mark(step, seen.today)) {
            by_item.entry(item).or_default().push(mark);
        }
    }
    let view = |(item, mut marks): (ItemId, Vec<StepMark>)| {
        marks.sort_by_key(|mark| (mark.day, mark.id));
        let words: Vec<&str> = marks.iter().map(|mark| mark.words.as_str()).collect();
        let spoken = format!("roll-out: {}", words.join("; "));
        (item, RolloutView { marks, spoken })
    };
    by_item.into_iter().map(view).collect()
}

fn mark(step: &Step, today: Day) -> Option<StepMark> {
    let view = one_step(step, today);
    let area = match view.area {
        Area::Adoption => "Adoption",
        Area::Operations => "Operations",
        Area::Marketing => "Marketing",
    };
    let by = if view.by.is_empty() { String::new() } else { format!(" · {}", view.by) };
    let words = format!("{area}: {}, {}{by}", view.title, view.words);
    Some(StepMark { id: view.id, area: view.area, day: view.day?, done: view.done, late: view.overdue, words })
}
