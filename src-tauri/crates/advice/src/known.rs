//! What a plan does not hold and a rule may ask for: what was measured, and what people did. Plain data, given as an
//! argument; what is not known is empty or `None`, and the rules that need it then keep quiet. The forecast never reads any
//! of it.

use std::collections::{BTreeMap, BTreeSet};

use plan::{ComponentId, Concern, Day, DebtId, ItemId, Role, TeamId};

/// All that is known beyond the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What was measured.
    pub history: History,
    /// What people did.
    pub log: Log,
}

/// What was measured of the teams and of their code. What the past of the plan's teams tells fills in what is not known here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Items that a team finishes in a week.
    pub throughput: BTreeMap<TeamId, f64>,
    /// How a team's reviews go.
    pub reviews: BTreeMap<TeamId, Reviews>,
    /// The share of what a team closed that was new work.
    pub new_work: BTreeMap<TeamId, f64>,
    /// What it would take to make a component again, in person-days.
    pub sizes: BTreeMap<ComponentId, f64>,
}

/// How the reviews of a team go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reviews {
    /// Review time asked for over review time there is, where that is known.
    pub utilisation: Option<f64>,
    /// The median wait for a review, in days.
    pub wait: f64,
}

/// What people did, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// What was done to the plan of late, the oldest first; at least as far back as the rules look.
    pub deeds: Option<Vec<Deed>>,
    /// For items with a promise: when it was made, and when the item was first estimated.
    pub promises: Option<BTreeMap<ItemId, Promised>>,
    /// For each signed baseline, the oldest first: when each paydown was to be finished.
    pub baselines: Option<Vec<BTreeMap<ItemId, Day>>>,
    /// When each debt was written down; nothing of those of which that is not known.
    pub noted: BTreeMap<DebtId, Day>,
}

/// One change that somebody made to the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// When.
    pub day: Day,
    /// By whom.
    pub name: String,
    /// What they were to the plan.
    pub role: Role,
    /// What people call it.
    pub label: String,
    /// The concerns that its fields belong to.
    pub concerns: BTreeSet<Concern>,
}

/// The order in which a date and an estimate came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// When the promised day was last set.
    pub on: Day,
    /// When the item was first estimated, if it ever was.
    pub estimated: Option<Day>,
    /// Whether the promise came before the estimate; on one day, the order in which they were made.
    pub before_estimate: bool,
}
