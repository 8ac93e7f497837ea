//! Ids. Entities are named by a UUID that the caller brings along; nothing here makes one up.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident => $kind:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($kind), self.0) }
        }

        impl From<$name> for EntityId {
            fn from(id: $name) -> Self { EntityId { kind: Kind::$kind, id: id.0 } }
        }
    )+};
}

ids! {
    /// Names an item of the roadmap.
    ItemId => Item,
    /// Names an entry of the debt inventory.
    DebtId => Debt,
    /// Names a component.
    ComponentId => Component,
    /// Names a team.
    TeamId => Team,
    /// Names a person.
    PersonId => Person,
    /// Names a waiver.
    WaiverId => Waiver,
    /// Names a baseline.
    BaselineId => Baseline,
    /// Names a scenario.
    ScenarioId => Scenario,
    /// Names a technical decision.
    DecisionId => Decision,
    /// Names a question.
    QuestionId => Question,
    /// Names a step of a roll-out.
    StepId => Step,
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The plan's own settings; there is one, with the nil id.
    Plan,
    /// A roadmap item.
    Item,
    /// A debt.
    Debt,
    /// A component.
    Component,
    /// A team.
    Team,
    /// A person.
    Person,
    /// A waiver.
    Waiver,
    /// A baseline.
    Baseline,
    /// A scenario.
    Scenario,
    /// A technical decision record.
    Decision,
    /// A question asked of an item.
    Question,
    /// A step of an item's roll-out outside the team.
    Step,
}

impl Kind {
    /// Every kind, in storage order.
    pub const ALL: [Kind; 12] = [
        Kind::Plan,
        Kind::Item,
        Kind::Debt,
        Kind::Component,
        Kind::Team,
        Kind::Person,
        Kind::Waiver,
        Kind::Baseline,
        Kind::Scenario,
        Kind::Decision,
        Kind::Question,
        Kind::Step,
    ];

    /// The word of the glossary, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Item => "item",
            Kind::Debt => "debt",
            Kind::Component => "component",
            Kind::Team => "team",
            Kind::Person => "person",
            Kind::Waiver => "waiver",
            Kind::Baseline => "baseline",
            Kind::Scenario => "scenario",
            Kind::Decision => "decision",
            Kind::Question => "question",
            Kind::Step => "step",
        }
    }

    /// The kind this word names.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word with its article, for sentences.
    pub fn with_article(self) -> &'static str {
        match self {
            Kind::Plan => "a plan",
            Kind::Item => "an item",
            Kind::Debt => "a debt",
            Kind::Component => "a component",
            Kind::Team => "a team",
            Kind::Person => "a person",
            Kind::Waiver => "a waiver",
            Kind::Baseline => "a baseline",
            Kind::Scenario => "a scenario",
            Kind::Decision => "a decision",
            Kind::Question => "a question",
            Kind::Step => "a step",
        }
    }
}

/// Names any entity of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
pub struct EntityId {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its id, unique within the kind.
    pub id: Uuid,
}

impl EntityId {
    /// The plan's own settings.
    pub const PLAN: EntityId = EntityId { kind: Kind::Plan, id: Uuid::nil() };
}
