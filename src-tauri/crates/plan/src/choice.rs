//! The fields that hold one of a few words: the words of the glossary, as stored and shown.

use serde::{Deserialize, Serialize};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// The word of the glossary, as stored and shown.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The choice this word names.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

choice! {
    /// What sort of item it is.
    ItemKind {
        /// Something users get.
        #[default] Feature = "feature",
        /// Retires debt.
        Paydown = "paydown",
        /// Makes later work possible.
        Enabler = "enabler",
        /// Somebody else delivers; takes no capacity of ours.
        External = "external",
    }
}

choice! {
    /// How far an item is.
    ItemState {
        /// Not begun.
        #[default] Planned = "planned",
        /// Begun; its estimate is what remains.
        Started = "started",
        /// Finished, on its `done_on` day.
        Done = "done",
    }
}

choice! {
    /// What an estimate already contains.
    Basis {
        /// Today's drag is in it.
        #[default] Today = "today",
        /// No drag is in it.
        Clean = "clean",
    }
}

choice! {
    /// How value is lost when an item is late.
    Profile {
        /// The same each week.
        #[default] Standard = "standard",
        /// None until a date, then all.
        FixedDate = "fixed-date",
        /// Steeply from now on.
        Urgent = "urgent",
        /// Little for now.
        Intangible = "intangible",
    }
}

choice! {
    /// Whether a search for a better order may leave an item out.
    Scope {
        /// A paydown may be left out, anything else stays.
        #[default] Usual = "usual",
        /// Stays whatever it costs: a mandated paydown.
        Must = "must",
        /// May be cut.
        May = "may",
    }
}

choice! {
    /// What is to become of a debt.
    DebtState {
        /// Unpaid, nothing decided.
        #[default] Open = "open",
        /// A paydown is planned.
        Scheduled = "scheduled",
        /// Gone: it costs nothing any more.
        Paid = "paid",
        /// Kept on purpose, until `accepted_until`.
        Accepted = "accepted",
    }
}

choice! {
    /// How far a decision is.
    DecisionState {
        /// Up for discussion.
        #[default] Proposed = "proposed",
        /// It holds.
        Accepted = "accepted",
        /// It was turned down.
        Rejected = "rejected",
        /// It holds no longer, and nothing took its place.
        Deprecated = "deprecated",
    }
}

choice! {
    /// Where outside the team a roll-out needs something to happen.
    Area {
        /// With those who will use it.
        #[default] Adoption = "adoption",
        /// With those who will run it and answer for it: support, operations, legal.
        Operations = "operations",
        /// With those who will tell of it and sell it.
        Marketing = "marketing",
    }
}

choice! {
    /// How an item stands, as its latest update says.
    Health {
        /// As it should be.
        #[default] OnTrack = "on track",
        /// Something may go wrong.
        Watch = "watch",
        /// Something goes wrong.
        AtRisk = "at risk",
        /// Nothing moves.
        Blocked = "blocked",
    }
}
