//! What a forecast says. Plain data with its explanation beside the number, so that nobody downstream recomputes.
//! Effort and capacity are in person-days, slips in calendar days, shares and chances from 0 to 1.
//!
//! Dates and chances are counted over all trials. Accounts, drag and prices are means over the first of them, a
//! sixteenth and more than a hundred at least, or half of few: a mean settles long before a tail does.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use plan::{Day, DebtId, ItemId, TeamId};
use serde::{Deserialize, Serialize};

/// What is not in the plan: when we are, how much luck to draw, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Assumptions {
    /// The first day of work; a full working day.
    pub today: Day,
    /// Keys every draw.
    pub seed: u32,
    /// How many trials, 65,535 at the most: finishes are counted by day in 16 bits.
    pub trials: u32,
}

impl Assumptions {
    /// Enough trials for a first look at a plan of which nothing is known.
    pub const PREVIEW: u32 = 512;
    /// Enough trials for the figures that are shown and exported.
    pub const FULL: u32 = 10_000;
}

/// A finish date: `None` is never.
pub type When = Option<Day>;

/// The finish of one thing in one world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Finish {
    /// As likely before as after.
    pub p50: When,
    /// Missed one time in seven: the date that exports say.
    pub p85: When,
    /// Missed one time in twenty.
    pub p95: When,
    /// P(finish ≤ due), where the item has a commitment or a target.
    #[specta(type = Option<specta_typescript::Number>)]
    pub on_time: Option<f64>,
    /// Twenty equally likely finishes, in order.
    pub dots: Vec<When>,
}

/// A difference of two finishes, in calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "days", rename_all = "snake_case")]
pub enum Slip {
    /// Neither finish ever comes: there is no difference to speak of.
    None,
    /// Exactly so many days; negative is earlier.
    Days(i32),
    /// One side never comes: at least so many days, counted to the cap. Negative if the later world is the one that comes.
    AtLeast(i32),
}

impl Slip {
    /// Its calendar days, counted to the cap where one side never comes; none where both never do.
    pub fn days(self) -> Option<i32> {
        match self {
            Slip::None => None,
            Slip::Days(days) | Slip::AtLeast(days) => Some(days),
        }
    }
}

/// A slip at two quantiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Slips {
    /// Difference of the P50.
    pub p50: Slip,
    /// Difference of the P85.
    pub p85: Slip,
}

/// One thing in the three worlds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Outlook {
    /// With the debts and the paydowns of the plan.
    pub as_planned: Finish,
    /// Without any debt.
    pub debt_free: Finish,
    /// With the debts, and none ever paid.
    pub never_paid: Finish,
    /// As planned less debt-free.
    pub hidden_slip: Slips,
    /// Never paid less as planned: what the planned paydowns win.
    pub paydown_gain: Slips,
}

/// How one debt slows one item, in the mean over the as-planned trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Slowing {
    /// The debt.
    pub debt: DebtId,
    /// Person-days of the item's drag that fall to this debt; over all debts they sum to the drag.
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
}

/// What an item waits for before work on it starts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "about", rename_all = "snake_case")]
pub enum WaitsFor {
    /// The predecessor that comes last, with its lag.
    Item(ItemId),
    /// Its own earliest start or a parent's, a predecessor that is over, or for an external item its delivery.
    Date,
    /// Room under its team's limit of work in progress.
    Limit,
    /// Somebody with this skill, while somebody without it is free.
    Skill(String),
    /// Anybody at all.
    People,
}

/// One thing that an item waits for, in the mean over the as-planned trials in which it starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Wait {
    /// What it waits for.
    pub on: WaitsFor,
    /// Calendar days from today on; over all waits of an item they sum to its mean start.
    #[specta(type = specta_typescript::Number)]
    pub days: f64,
}

/// Why an item never finishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "about", rename_all = "snake_case")]
pub enum NeverReason {
    /// It has effort but no team.
    NoTeam,
    /// Its team has nobody in it.
    NobodyOnTeam(TeamId),
    /// Nobody on its team has this skill.
    NobodyWithSkill(String),
    /// It waits for this item, which never finishes.
    Waits(ItemId),
    /// The capacity of its team does not reach it before the cap.
    NoCapacity(TeamId),
}

/// What the forecast says of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ItemForecast {
    /// When work on it starts, as planned.
    pub start: Finish,
    /// When it finishes, in the three worlds.
    pub outlook: Outlook,
    /// Mean clean effort spent on it as planned, in person-days.
    #[specta(type = specta_typescript::Number)]
    pub clean: f64,
    /// Mean drag spent on it as planned, in person-days.
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
    /// The debts behind that drag, the heaviest first.
    pub slowed_by: Vec<Slowing>,
    /// Share of as-planned trials in which it lies on the binding chain that ends at a commitment.
    #[specta(type = specta_typescript::Number)]
    pub criticality: f64,
    /// What it waits for before its start, the longest first.
    pub waits: Vec<Wait>,
    /// Why its P50 is never, if it is.
    pub never: Option<NeverReason>,
}

/// Where capacity went: every person-day of gross is in one account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[allow(missing_docs, reason = "the words of the glossary")]
pub struct Accounts {
    #[specta(type = specta_typescript::Number)]
    pub new_work: f64,
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
    #[specta(type = specta_typescript::Number)]
    pub toil: f64,
    #[specta(type = specta_typescript::Number)]
    pub incidents: f64,
    #[specta(type = specta_typescript::Number)]
    pub paydown: f64,
    #[specta(type = specta_typescript::Number)]
    pub support: f64,
    #[specta(type = specta_typescript::Number)]
    pub reserve: f64,
    #[specta(type = specta_typescript::Number)]
    pub other: f64,
    #[specta(type = specta_typescript::Number)]
    pub idle: f64,
}

impl Accounts {
    /// All the person-days there were.
    pub fn gross(&self) -> f64 {
        self.new_work
            + self.drag
            + self.toil
            + self.incidents
            + self.paydown
            + self.support
            + self.reserve
            + self.other
            + self.idle
    }

    /// What the debt took: drag, toil and incidents.
    pub fn interest(&self) -> f64 {
        self.drag + self.toil + self.incidents
    }
}

impl AddAssign<&Accounts> for Accounts {
    fn add_assign(&mut self, other: &Accounts) {
        self.new_work += other.new_work;
        self.drag += other.drag;
        self.toil += other.toil;
        self.incidents += other.incidents;
        self.paydown += other.paydown;
        self.support += other.support;
        self.reserve += other.reserve;
        self.other += other.other;
        self.idle += other.idle;
    }
}

/// One calendar week of a team, in the mean over the as-planned trials whose plan or horizon still runs in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TeamWeek {
    /// Its Monday.
    pub monday: Day,
    /// Where the capacity goes.
    pub accounts: Accounts,
    /// Toil and support that nobody was left to serve, in person-days.
    #[specta(type = specta_typescript::Number)]
    pub overflow: f64,
}

/// What the forecast says of one team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TeamForecast {
    /// Week by week from the week of today, to the horizon or the last finish, whichever is later.
    pub weeks: Vec<TeamWeek>,
    /// The sum to the horizon.
    pub total: Accounts,
    /// The team's own median of actual over estimate, which multiplies its effort; 1 until it is learned.
    #[specta(type = specta_typescript::Number)]
    pub rate: f64,
    /// From how many finished items the rate was learned; 0 while it is not.
    pub learned_from: u32,
    /// σ of the drift of that rate; the plan's, until the team's own past forecasts say better.
    #[specta(type = specta_typescript::Number)]
    pub drift: f64,
    /// From how many of those the drift was learned; 0 while it is not.
    pub drift_learned_from: u32,
}

/// What the forecast says of one debt. Prices are in person-days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtForecast {
    /// Interest a week over the first four weeks from today.
    #[specta(type = specta_typescript::Number)]
    pub per_week: f64,
    /// Interest from today to the horizon, as planned but for its own paydown.
    #[specta(type = specta_typescript::Number)]
    pub to_horizon: f64,
    /// The part of `to_horizon` that is drag; the rest is toil and incidents.
    #[specta(type = specta_typescript::Number)]
    pub drag_to_horizon: f64,
    /// Mean effort to pay it off: its paydown's, else its principal.
    #[specta(type = specta_typescript::Number)]
    pub principal: f64,
    /// The day by which the interest saved has repaid the principal, were it paid today; `None` if not before the cap.
    pub break_even: When,
    /// Interest saved to the horizon over principal, less 1, paid as planned or, if not planned, today. `None` without principal.
    #[specta(type = Option<specta_typescript::Number>)]
    pub roi_horizon: Option<f64>,
    /// The same to the end of the plan.
    #[specta(type = Option<specta_typescript::Number>)]
    pub roi_end: Option<f64>,
    /// The same to the horizon for this debt together with the others of its components.
    #[specta(type = Option<specta_typescript::Number>)]
    pub roi_together: Option<f64>,
    /// When its paydown finishes, as planned.
    pub paid_off: Option<Finish>,
}

/// Everything the simulation has to say of one plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Forecast {
    /// What it was made from.
    pub assumptions: Assumptions,
    /// The last day of the horizon.
    pub horizon_end: Day,
    /// Where trials stop.
    pub cap: Day,
    /// Every item that exists, parents and done ones included.
    pub items: BTreeMap<ItemId, ItemForecast>,
    /// The whole plan: its last item.
    pub plan: Outlook,
    /// Every team.
    pub teams: BTreeMap<TeamId, TeamForecast>,
    /// Every debt of the inventory.
    pub debts: BTreeMap<DebtId, DebtForecast>,
}
