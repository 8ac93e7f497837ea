//! What the user interface shows, ready to draw: every number and every sentence about the plan is made here.

mod accepted;
mod baselines;
mod brief;
mod capacity;
mod compare;
mod debts;
mod decisions;
mod delay;
mod delivery;
mod flags;
mod history;
mod item;
mod levers;
mod members;
mod merge;
mod outcome;
mod pace;
mod paydown;
mod people;
mod priorities;
mod queue;
mod record;
mod remedied;
mod reorder;
mod ripple;
mod roadmap;
mod rollout;
mod row;
mod scenario;
mod session;
mod shortcut;
mod signers;
mod stand;
mod start;
mod status;
mod team;
mod waits;
mod waterfall;
mod whole;

pub use accepted::*;
pub use baselines::*;
pub use brief::*;
pub use capacity::*;
pub use compare::*;
pub use debts::*;
pub use decisions::*;
pub use delay::*;
pub use delivery::*;
pub use flags::*;
pub use history::*;
pub use item::*;
pub use levers::*;
pub use members::*;
pub use merge::*;
pub use outcome::*;
pub use pace::*;
pub use paydown::*;
pub use people::*;
pub use priorities::*;
pub use queue::*;
pub use record::*;
pub use reorder::*;
pub use ripple::*;
pub use roadmap::{LaneView, PreviewView, RoadmapView, roadmap};
pub use rollout::{RolloutView, StepMark};
pub use row::{DueView, RowView, Standing};
pub use scenario::*;
pub use session::*;
pub use signers::*;
pub use stand::*;
pub use start::*;
pub use status::*;
pub use team::*;
pub use waterfall::*;
pub use whole::*;

use advice::Flag;
use forecast::{ItemForecast, Slip, TeamForecast, words};
use plan::{Day, ItemId, Plan, TeamId};

use crate::judge::Judged;
use crate::workspace::sound::Sound;

/// What a view is made from: the plan as it is now, and the latest judgement, which may be of an older version.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The plan now.
    pub sound: &'a Sound,
    /// Which version it is.
    pub version: u32,
    /// The latest judgement, if there is one.
    pub judged: Option<&'a Judged>,
    /// Today.
    pub today: Day,
}

impl<'a> Seen<'a> {
    /// The plan now.
    pub fn plan(&self) -> &'a Plan {
        &self.sound.plan
    }

    /// Whether the figures are not, or not yet, of the plan as it is now.
    pub fn stale(&self) -> bool {
        self.judged.is_none_or(|judged| judged.version != self.version)
    }

    /// The figures of an item, if it was there when they were made.
    pub fn item(&self, id: ItemId) -> Option<&'a ItemForecast> {
        self.judged?.forecast.items.get(&id)
    }

    /// The figures of a team, if it was there when they were made.
    pub fn team(&self, id: TeamId) -> Option<&'a TeamForecast> {
        self.judged?.forecast.teams.get(&id)
    }

    /// All flags, ranked, the waived ones last.
    pub fn flags(&self) -> &'a [Flag] {
        self.judged.map_or(&[], |judged| &judged.flags)
    }

    /// The flags that are not waived.
    pub fn standing(&self) -> impl Iterator<Item = &'a Flag> + use<'a> {
        self.flags().iter().filter(|flag| flag.waived.is_none())
    }
}

/// Before and after, told once where nothing changes.
fn shift(before: String, after: String) -> String {
    if before == after { after } else { format!("{before} → {after}") }
}

/// Days with their sign: "+7 days", "−3 days", "0 days"; "at least +400 days" to or from never.
pub fn signed(slip: Slip) -> String {
    let days = |days: i32| match days {
        ..0 => format!("−{}", words::days(-days)),
        0 => words::days(0),
        1.. => format!("+{}", words::days(days)),
    };
    match slip {
        Slip::None => days(0),
        Slip::Days(count) => days(count),
        Slip::AtLeast(count) => format!("at least {}", days(count)),
    }
}
