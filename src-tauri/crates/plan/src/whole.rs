//! The whole document as plain data: the plan's settings and all its entities.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::baseline::Baseline;
use crate::entity::{Component, Debt, Item, Person, Team, Waiver};
use crate::id::{BaselineId, ComponentId, DebtId, ItemId, PersonId, TeamId, WaiverId};
use crate::value::Range;

/// The plan's own settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Settings {
    /// The plan's name.
    pub title: String,
    /// Horizon in weeks.
    pub horizon: u32,
    /// Years after which an unfinished item is `never`.
    pub cap: u32,
    /// σ of the rate drift.
    #[specta(type = specta_typescript::Number)]
    pub drift: f64,
    /// Person-days a story point stands for on import.
    pub days_per_point: Range,
    /// Thresholds of the flags that differ from their defaults, by name.
    #[specta(type = BTreeMap<String, specta_typescript::Number>)]
    pub thresholds: BTreeMap<String, f64>,
}

impl Settings {
    /// Days after which trials stop: the cap in years of 365.25 days, and one year at least.
    pub fn cap_days(&self) -> u32 {
        (self.cap.max(1) * 1461).div_ceil(4)
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: String::new(),
            horizon: 26,
            cap: 5,
            drift: 0.45,
            days_per_point: Range { low: 0.5, likely: 1.0, high: 2.0 },
            thresholds: BTreeMap::new(),
        }
    }
}

/// The whole document at one moment: the fold of its changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Plan {
    /// The plan's own settings.
    pub settings: Settings,
    /// Items by id; [`Plan::ranked`] gives them in order.
    pub items: BTreeMap<ItemId, Item>,
    /// Debts by id.
    pub debts: BTreeMap<DebtId, Debt>,
    /// Components by id.
    pub components: BTreeMap<ComponentId, Component>,
    /// Teams by id.
    pub teams: BTreeMap<TeamId, Team>,
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Waivers by id.
    pub waivers: BTreeMap<WaiverId, Waiver>,
    /// Baselines by id; [`Plan::baselines_in_order`] gives them in order.
    #[serde(default)]
    pub baselines: BTreeMap<BaselineId, Baseline>,
}

impl Plan {
    /// The items that exist, in rank order, ties by id.
    pub fn ranked(&self) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.items.values().filter(|item| item.alive).collect();
        items.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
        items
    }

    /// The baselines that exist, the first made first: by day, then by how many changes are in them, ties by id.
    pub fn baselines_in_order(&self) -> Vec<&Baseline> {
        let changes = |baseline: &Baseline| baseline.version.values().map(|seq| u64::from(*seq)).sum::<u64>();
        let mut baselines: Vec<&Baseline> = self.baselines.values().filter(|baseline| baseline.alive).collect();
        baselines.sort_by_key(|baseline| (baseline.made_on, changes(baseline), baseline.id));
        baselines
    }
}
