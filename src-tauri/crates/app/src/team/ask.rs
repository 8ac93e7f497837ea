//! What can be asked of a team store, and what is answered.

use std::fmt;

use plan::Role;
use serde::{Deserialize, Serialize};

/// Something asked of a team store. Addresses are as PostgreSQL writes them, without a password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TeamAsk {
    /// Makes the tables, or brings them up to date, and lets database roles share plans.
    Init {
        /// Whom to let.
        sharers: Vec<String>,
    },
    /// The plans that one may see there.
    Plans,
    /// Puts the open plan there.
    Share,
    /// Makes a plan file of a plan there, and opens it.
    Open {
        /// Its title, or the first digits of its name.
        plan: String,
        /// Where the file is to be.
        path: String,
    },
    /// Brings the open plan and the store to the same, and leaves there what the plan comes to.
    Sync,
    /// Keeps the open plan in sync until it is closed, if it is in a store.
    Follow,
    /// How far the open plan and the store are.
    Standing,
    /// Lets a database role belong to a plan.
    Admit {
        /// Its title, or the first digits of its name.
        plan: String,
        /// The database role.
        dbrole: String,
        /// The author key it signs with, 64 hexadecimal digits; `None` for one who only reads.
        author: Option<String>,
        /// What it may be.
        role: Role,
    },
    /// Lets the changes of somebody without a login there go to the store of the open plan through one's own.
    Bring {
        /// Their author key, 64 hexadecimal digits.
        author: String,
    },
    /// Lets a database role belong to a plan no longer.
    Dismiss {
        /// Its title, or the first digits of its name.
        plan: String,
        /// The database role.
        dbrole: String,
    },
    /// What every plan there comes to.
    Report,
    /// One's own author key.
    Key,
}

/// A password on its way to the server; shows nothing of itself, and is kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret")
    }
}

/// What a team store answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum TeamReply {
    /// What was done, in words.
    Done(TeamDone),
    /// The plans there.
    Plans(Vec<TeamPlan>),
    /// What they come to.
    Report(Vec<TeamRow>),
    /// How far plan and store are.
    Standing(TeamStanding),
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TeamDone {
    /// In words.
    pub sentence: String,
    /// What did not come in, in words.
    pub left_out: Vec<String>,
    /// Whose changes did not go there.
    pub stuck: Vec<StuckView>,
}

/// Somebody whose changes stay out of a team store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StuckView {
    /// Their author key.
    pub key: String,
    /// What they are called.
    pub name: String,
    /// How much, why, and what to do.
    pub sentence: String,
    /// Whether they can be admitted; else they have a login there, and bring their changes themselves.
    pub admissible: bool,
}

/// A plan in a team store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TeamPlan {
    /// Names it.
    pub plan: String,
    /// What it is called.
    pub title: String,
    /// What one may be in it; `None` for the keeper of the store.
    pub role: Option<Role>,
    /// Who belongs to it.
    pub members: Vec<TeamMember>,
    /// "you are its EM · 214 changes · ana (EM), ben (PM)".
    pub sentence: String,
}

/// A database role that belongs to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TeamMember {
    /// Its name in the database.
    pub dbrole: String,
    /// What it may be.
    pub role: Role,
}

/// A plan in the report across plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TeamRow {
    /// Names it.
    pub plan: String,
    /// What it is called.
    pub title: String,
    /// Debts that are not paid.
    pub open_debts: Option<u32>,
    /// What paying them takes, likely person-days.
    #[specta(type = Option<specta_typescript::Number>)]
    pub principal: Option<f64>,
    /// How much of the capacity to the horizon they eat, 0 to 1.
    #[specta(type = Option<specta_typescript::Number>)]
    pub interest_share: Option<f64>,
    /// Promises not delivered yet.
    pub commitments: Option<u32>,
    /// Of them, those less likely to be kept than was promised.
    pub at_risk: Option<u32>,
    /// How old the figures are: "as of 2026-11-23, 3 hours ago by ana, 2 changes since".
    pub age: String,
}

/// How far the open plan and its team store are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TeamStanding {
    /// The store of the open plan; `None` if it is in none.
    pub address: Option<String>,
    /// In the words of a live session: "In sync with the team store", "Offline · 2 changes waiting".
    pub sentence: String,
    /// What last went wrong, in words.
    pub trouble: Option<String>,
    /// What did not come in, in words.
    pub left_out: Vec<String>,
    /// Whose changes do not go there.
    pub stuck: Vec<StuckView>,
}

/// Whether a guest may ask it: nothing that goes out from this machine in its user's name.
pub(crate) fn for_guests(ask: &TeamAsk) -> bool {
    match ask {
        TeamAsk::Standing => true,
        TeamAsk::Init { .. }
        | TeamAsk::Plans
        | TeamAsk::Share
        | TeamAsk::Open { .. }
        | TeamAsk::Sync
        | TeamAsk::Follow
        | TeamAsk::Admit { .. }
        | TeamAsk::Bring { .. }
        | TeamAsk::Dismiss { .. }
        | TeamAsk::Report
        | TeamAsk::Key => false,
    }
}
