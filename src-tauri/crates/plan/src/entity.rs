//! The entities of a plan as plain data. Where a field is empty, the default that the model names stands here.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::choice::{Basis, DebtState, Health, ItemKind, ItemState, Profile, Scope};
use crate::id::{ComponentId, DebtId, ItemId, PersonId, TeamId, WaiverId};
use crate::past::Past;
use crate::value::{Day, DayRange, Range};

/// A promised date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Commitment {
    /// The promised day.
    pub day: Day,
    /// To whom it was promised.
    pub to: String,
    /// The confidence it was promised at, 0 to 1; 0.85 unless said otherwise.
    #[specta(type = specta_typescript::Number)]
    pub confidence: f64,
}

/// What is known of a promise while it has no day; kept so that the parts of a commitment may come in any order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Undated {
    pub(crate) to: String,
    pub(crate) confidence: f64,
}

impl Default for Undated {
    fn default() -> Undated {
        Undated { to: String::new(), confidence: 0.85 }
    }
}

/// What must be known of an item beyond its effort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Brief {
    /// Whose problem, and which.
    pub problem: String,
    /// For whom it is, and for whom first.
    #[serde(default)]
    pub audience: String,
    /// What will be different.
    pub outcome: String,
    /// How we will see it.
    pub measure: String,
    /// What we saw.
    #[serde(default)]
    pub result: String,
    /// What can go once it holds: old pages, flags, shortcuts.
    #[serde(default)]
    pub removes: String,
    /// What is in the way.
    pub diagnosis: String,
    /// What is being done, in steps.
    pub action_plan: String,
    /// The latest update.
    pub update: String,
    /// How it stands, as that update says.
    #[serde(default)]
    pub health: Option<Health>,
    /// When the next update is due.
    pub next_update: Option<Day>,
}

/// A roadmap item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Whether it exists; deleted items keep their fields so that undo brings them back.
    pub alive: bool,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: ItemKind,
    /// The item it is a part of.
    pub parent: Option<ItemId>,
    /// Fractional index; ties by id.
    pub rank: String,
    /// Who does it.
    pub team: Option<TeamId>,
    /// How far it is.
    pub state: ItemState,
    /// The day it was begun, where that is known.
    #[serde(default)]
    pub begun_on: Option<Day>,
    /// The day it was finished, if done.
    pub done_on: Option<Day>,
    /// Effort in person-days; what remains, if started.
    pub estimate: Option<Range>,
    /// What the estimate already contains.
    pub basis: Basis,
    /// Effort it took, in person-days, once done.
    #[specta(type = Option<specta_typescript::Number>)]
    pub actual: Option<f64>,
    /// It may not start before.
    pub earliest: Option<Day>,
    /// The day it is wanted, promised to nobody.
    pub target: Option<Day>,
    /// The day it is promised.
    pub commitment: Option<Commitment>,
    /// What is known of the promise while `commitment` has no day.
    #[serde(skip)]
    pub(crate) undated: Undated,
    /// Value lost per week of delay, in the plan's currency.
    #[specta(type = specta_typescript::Number)]
    pub cost_of_delay: f64,
    /// How that value is lost.
    pub profile: Profile,
    /// Share of its effort in each component; they sum to at most 1.
    #[specta(type = BTreeMap<ComponentId, specta_typescript::Number>)]
    pub components: BTreeMap<ComponentId, f64>,
    /// Share of its effort that needs each skill; they sum to at most 1, anyone can do the rest.
    #[specta(type = BTreeMap<String, specta_typescript::Number>)]
    pub skills: BTreeMap<String, f64>,
    /// How many people may work on one skill part at once.
    pub max_people: u32,
    /// Whether a search for a better order leaves its rank alone.
    #[serde(default)]
    pub pinned: bool,
    /// Whether such a search may leave it out.
    #[serde(default)]
    pub scope: Scope,
    /// Predecessors (finish to start) with lag in working days of this item's team.
    pub after: BTreeMap<ItemId, u32>,
    /// For a paydown: the fraction of each debt it retires.
    #[specta(type = BTreeMap<DebtId, specta_typescript::Number>)]
    pub pays: BTreeMap<DebtId, f64>,
    /// Debts that exist from this item's finish on.
    pub incurs: BTreeSet<DebtId>,
    /// For an external item: when it will be delivered.
    pub delivery: Option<DayRange>,
    /// What must be known of it.
    pub brief: Brief,
    /// Where it was imported from, `system:key`; empty if typed in.
    pub source: String,
}

impl Item {
    /// The item before anything is known of it.
    pub fn new(id: ItemId) -> Item {
        Item {
            id,
            alive: false,
            title: String::new(),
            kind: ItemKind::default(),
            parent: None,
            rank: String::new(),
            team: None,
            state: ItemState::default(),
            begun_on: None,
            done_on: None,
            estimate: None,
            basis: Basis::default(),
            actual: None,
            earliest: None,
            target: None,
            commitment: None,
            undated: Undated::default(),
            cost_of_delay: 0.0,
            profile: Profile::default(),
            components: BTreeMap::new(),
            skills: BTreeMap::new(),
            max_people: 2,
            pinned: false,
            scope: Scope::default(),
            after: BTreeMap::new(),
            pays: BTreeMap::new(),
            incurs: BTreeSet::new(),
            delivery: None,
            brief: Brief::default(),
            source: String::new(),
        }
    }

    /// The day it is measured against: the commitment, else the target.
    pub fn due(&self) -> Option<Day> {
        self.commitment.as_ref().map(|commitment| commitment.day).or(self.target)
    }
}

/// An entry of the debt inventory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Debt {
    /// Its id.
    pub id: DebtId,
    /// Whether it exists.
    pub alive: bool,
    /// Its title.
    pub title: String,
    /// One of [`crate::CATEGORIES`].
    pub category: String,
    /// What is to become of it.
    pub state: DebtState,
    /// If accepted: until when.
    pub accepted_until: Option<Day>,
    /// If accepted: why.
    #[serde(default)]
    pub reason: String,
    /// If accepted: by whom, name and role.
    #[serde(default)]
    pub by: String,
    /// Where it sits; it also slows work in their sub-components.
    pub components: BTreeSet<ComponentId>,
    /// Effort to pay it off, in person-days.
    pub principal: Option<Range>,
    /// Extra effort δ on work in its components, as a fraction.
    pub drag: Option<Range>,
    /// Hours a week for the whole debt.
    pub toil: Option<Range>,
    /// Incidents a month.
    #[specta(type = specta_typescript::Number)]
    pub incident_rate: f64,
    /// Person-days lost per incident.
    pub incident_loss: Option<Range>,
    /// Growth g of its interest per calendar week.
    #[specta(type = specta_typescript::Number)]
    pub growth: f64,
    /// Unpaid fraction u, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub unpaid: f64,
    /// What shows it: text and links.
    pub evidence: String,
    /// When somebody last looked.
    pub reviewed: Option<Day>,
    /// When somebody is to look next; `None` leaves it to the plan's threshold.
    #[serde(default)]
    pub next_review: Option<Day>,
    /// For a debt taken on purpose: the effort that the shortcut saves, in person-days.
    #[serde(default)]
    #[specta(type = specta_typescript::Number)]
    pub saves: f64,
}

impl Debt {
    /// The debt before anything is known of it.
    pub fn new(id: DebtId) -> Debt {
        Debt {
            id,
            alive: false,
            title: String::new(),
            category: String::new(),
            state: DebtState::default(),
            accepted_until: None,
            reason: String::new(),
            by: String::new(),
            components: BTreeSet::new(),
            principal: None,
            drag: None,
            toil: None,
            incident_rate: 0.0,
            incident_loss: None,
            growth: 0.0,
            unpaid: 1.0,
            evidence: String::new(),
            reviewed: None,
            next_review: None,
            saves: 0.0,
        }
    }

    /// The fraction that still costs: none once its state is `paid`.
    pub fn outstanding(&self) -> f64 {
        match self.state {
            DebtState::Paid => 0.0,
            DebtState::Open | DebtState::Scheduled | DebtState::Accepted => self.unpaid,
        }
    }

    /// The day by which somebody is to look at it again: the one that was agreed on, unless it was looked at since; else so
    /// many days after the last review, or after it was noted where there was none. `None` if that day is not known either.
    pub fn review_due(&self, noted: Option<Day>, usual_days: i32) -> Option<Day> {
        match (self.next_review, self.reviewed) {
            (Some(next), reviewed) if reviewed.is_none_or(|reviewed| reviewed < next) => Some(next),
            (_, reviewed) => reviewed.or(noted).map(|looked| looked.plus(usual_days)),
        }
    }
}

/// A part of the product or of the delivery system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Component {
    /// Its id.
    pub id: ComponentId,
    /// Whether it exists.
    pub alive: bool,
    /// Its name.
    pub title: String,
    /// Who owns it, and serves its toil and incidents.
    pub team: Option<TeamId>,
    /// The component it is a part of.
    pub parent: Option<ComponentId>,
    /// Path patterns, one a line.
    pub paths: String,
    /// What it would take to make it again, in person-days, where that was measured.
    #[serde(default)]
    #[specta(type = Option<specta_typescript::Number>)]
    pub size: Option<f64>,
}

impl Component {
    /// The component before anything is known of it.
    pub fn new(id: ComponentId) -> Component {
        Component { id, alive: false, title: String::new(), team: None, parent: None, paths: String::new(), size: None }
    }
}

/// Who works together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Whether it exists.
    pub alive: bool,
    /// Its name.
    pub title: String,
    /// Fractional index; ties by id.
    pub rank: String,
    /// Working days, Monday first.
    pub weekdays: [bool; 7],
    /// Days off for the whole team, with their names.
    pub holidays: BTreeMap<Day, String>,
    /// Share of time left after meetings, mail and the rest; excludes what is entered separately.
    #[specta(type = specta_typescript::Number)]
    pub focus: f64,
    /// Support in person-days a week.
    #[specta(type = specta_typescript::Number)]
    pub support: f64,
    /// Reserve for debt and interrupts in person-days a week.
    #[specta(type = specta_typescript::Number)]
    pub reserve: f64,
    /// How many items may be in progress at once.
    pub wip_limit: Option<u32>,
    /// Working days from the end of the work to delivery.
    pub delivery_lag: u32,
    /// What it finished, and what of it was upkeep, as its tracker and its repository have it; see [`crate::Past`].
    #[serde(default)]
    pub past: Past,
}

impl Team {
    /// The team before anything is known of it: Monday to Friday, focus 1.
    pub fn new(id: TeamId) -> Team {
        Team {
            id,
            alive: false,
            title: String::new(),
            rank: String::new(),
            weekdays: [true, true, true, true, true, false, false],
            holidays: BTreeMap::new(),
            focus: 1.0,
            support: 0.0,
            reserve: 0.0,
            wip_limit: None,
            delivery_lag: 0,
            past: Past::default(),
        }
    }

    /// Whether the team works on this day.
    pub fn works_on(&self, day: Day) -> bool {
        self.weekdays[usize::from(day.weekday())] && !self.holidays.contains_key(&day)
    }
}

/// Somebody who works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Whether they are in the plan.
    pub alive: bool,
    /// Their name.
    pub title: String,
    /// Their team.
    pub team: Option<TeamId>,
    /// Full-time equivalent, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub fte: f64,
    /// What they can do.
    pub skills: BTreeSet<String>,
    /// Leave: first day to last day, both off.
    pub leave: BTreeMap<Day, Day>,
    /// First day at work.
    pub start: Option<Day>,
    /// Last day at work.
    pub end: Option<Day>,
    /// Calendar days from `start` to full speed; 0 for none.
    pub ramp_days: u32,
    /// Speed on the first day, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub ramp_from: f64,
}

impl Person {
    /// The person before anything is known of them: full time, no ramp-up.
    pub fn new(id: PersonId) -> Person {
        Person {
            id,
            alive: false,
            title: String::new(),
            team: None,
            fte: 1.0,
            skills: BTreeSet::new(),
            leave: BTreeMap::new(),
            start: None,
            end: None,
            ramp_days: 0,
            ramp_from: 0.2,
        }
    }
}

/// A flag accepted by a named role with a reason and an expiry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Waiver {
    /// Its id.
    pub id: WaiverId,
    /// Whether it exists.
    pub alive: bool,
    /// The rule it waives.
    pub rule: String,
    /// The flag's subjects, as [`crate::subject_key`] writes them.
    pub subject: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Day>,
    /// Who accepted it: name and role.
    pub by: String,
}

impl Waiver {
    /// The waiver before anything is known of it.
    pub fn new(id: WaiverId) -> Waiver {
        Waiver {
            id,
            alive: false,
            rule: String::new(),
            subject: String::new(),
            reason: String::new(),
            until: None,
            by: String::new(),
        }
    }
}
