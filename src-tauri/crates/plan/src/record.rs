//! What is written down beside the plan's numbers: technical decisions, questions asked of an item, and what has to happen
//! outside the team when it rolls out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::baseline::KeptDates;
use crate::choice::{Area, DecisionState};
use crate::id::{DebtId, DecisionId, ItemId, QuestionId, StepId};
use crate::value::Day;

/// A technical decision record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DecisionRecord {
    /// Its id.
    pub id: DecisionId,
    /// Whether it exists.
    pub alive: bool,
    /// What is decided, in a line.
    pub title: String,
    /// How far it is. Whether a later decision took its place follows from that decision.
    pub state: DecisionState,
    /// The day it was decided.
    pub decided_on: Option<Day>,
    /// What makes it necessary.
    pub context: String,
    /// The options weighed, by name, with what speaks for and against each.
    pub options: BTreeMap<String, String>,
    /// What is done, and why.
    pub chosen: String,
    /// What follows from it, good and bad.
    pub consequences: String,
    /// What else there is to know: links, how it will be checked.
    pub more: String,
    /// Who answers for it.
    pub accountable: String,
    /// Who carries it out, if somebody else.
    pub delegated_to: String,
    /// The decisions whose place it takes.
    pub supersedes: BTreeSet<DecisionId>,
    /// The items it shapes.
    pub shapes: BTreeSet<ItemId>,
    /// The debts it creates on purpose.
    pub creates: BTreeSet<DebtId>,
    /// The debts it retires.
    pub retires: BTreeSet<DebtId>,
    /// The dates of the items it shapes, as they were forecast the day it was decided.
    pub dates: BTreeMap<ItemId, KeptDates>,
    /// The file it came from, without its folder; empty if typed in.
    pub source: String,
}

impl DecisionRecord {
    /// The decision before anything is known of it.
    pub fn new(id: DecisionId) -> DecisionRecord {
        DecisionRecord {
            id,
            alive: false,
            title: String::new(),
            state: DecisionState::default(),
            decided_on: None,
            context: String::new(),
            options: BTreeMap::new(),
            chosen: String::new(),
            consequences: String::new(),
            more: String::new(),
            accountable: String::new(),
            delegated_to: String::new(),
            supersedes: BTreeSet::new(),
            shapes: BTreeSet::new(),
            creates: BTreeSet::new(),
            retires: BTreeSet::new(),
            dates: BTreeMap::new(),
            source: String::new(),
        }
    }

    /// The option that was chosen: the one that what was chosen names first; of several that begin there, the longest. `None`
    /// while nothing was chosen, or where it names none of them.
    pub fn chosen_option(&self) -> Option<&str> {
        let chosen = self.chosen.to_lowercase();
        let named = self.options.keys().filter_map(|name| Some((chosen.find(&name.to_lowercase())?, name.as_str())));
        named.min_by_key(|(at, name)| (*at, std::cmp::Reverse(name.len()))).map(|(_, name)| name)
    }

    /// The options that were weighed and not chosen; none until one was.
    pub fn refused_options(&self) -> Vec<&str> {
        match self.chosen_option() {
            Some(chosen) => self.options.keys().map(String::as_str).filter(|name| *name != chosen).collect(),
            None => Vec::new(),
        }
    }
}

/// A question asked of an item, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct QuestionRecord {
    /// Its id.
    pub id: QuestionId,
    /// Whether it exists.
    pub alive: bool,
    /// The question.
    pub title: String,
    /// The item it is asked of.
    pub item: Option<ItemId>,
    /// Whether it asks when the item will be there; the forecast answers that.
    pub asks_when: bool,
    /// Who asks: name and role.
    pub by: String,
    /// The day it was asked.
    pub asked_on: Option<Day>,
    /// The answer; empty while it is open.
    pub answer: String,
    /// Who answered: name and role, or the forecast.
    pub answered_by: String,
    /// The day it was answered.
    pub answered_on: Option<Day>,
}

impl QuestionRecord {
    /// The question before anything is known of it.
    pub fn new(id: QuestionId) -> QuestionRecord {
        QuestionRecord {
            id,
            alive: false,
            title: String::new(),
            item: None,
            asks_when: false,
            by: String::new(),
            asked_on: None,
            answer: String::new(),
            answered_by: String::new(),
            answered_on: None,
        }
    }

    /// Whether nobody has answered it yet.
    pub fn is_open(&self) -> bool {
        self.answer.trim().is_empty()
    }
}

/// Something outside the team that an item's roll-out needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Whether it exists.
    pub alive: bool,
    /// What has to happen.
    pub title: String,
    /// The item that rolls out.
    pub item: Option<ItemId>,
    /// Where it happens.
    pub area: Area,
    /// The day it is planned for.
    pub planned_on: Option<Day>,
    /// The day it was done.
    pub done_on: Option<Day>,
    /// Who sees to it.
    pub by: String,
}

impl Step {
    /// The step before anything is known of it.
    pub fn new(id: StepId) -> Step {
        Step {
            id,
            alive: false,
            title: String::new(),
            item: None,
            area: Area::default(),
            planned_on: None,
            done_on: None,
            by: String::new(),
        }
    }
}
