//! What goes wrong with a session, each with a way out.

use serde::{Deserialize, Serialize};

/// Why a session does not start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not a ticket at all.
    #[error("this is not a ticket: copy the whole text that begins with `plimsoll-live-` from whoever shares the plan")]
    NotATicket,
    /// Some of it is missing or was altered.
    #[error("the ticket did not arrive whole: copy all of it, from `plimsoll-live-` to its end")]
    CutTicket,
    /// It was made by a program that speaks otherwise.
    #[error("the ticket was made by another version of Plimsoll: bring both to the same version, then share again")]
    OtherVersion,
    /// The ticket is for another plan than the open one.
    #[error("the ticket is for another plan: close this one, then join from the start page to get a copy of that one")]
    OtherPlan,
    /// The host does not answer, and its ticket has run out.
    #[error("the ticket has expired: ask whoever shares the plan for a new one")]
    Expired,
    /// The host does not answer.
    #[error(
        "cannot reach whoever shares the plan: both must be in one network, and the session must still be open there; ask for a new ticket if they have moved"
    )]
    Unreachable,
    /// The host is not found at its own addresses; its ticket names a relay that is not used here.
    #[error(
        "cannot reach whoever shares the plan in your own networks. Their ticket also goes through the relay {relay}: name that relay here to use it too"
    )]
    ByRelay {
        /// Which.
        relay: String,
    },
    /// The text is no address of a relay.
    #[error(
        "`{text}` is not a relay: give its address as `https://relay.example.com`; without TLS only on this machine"
    )]
    NotARelay {
        /// What was given.
        text: String,
    },
    /// The relay that was named here does not answer.
    #[error("the relay {relay} does not answer: check its address and the network, or share without a relay")]
    NoRelay {
        /// Which.
        relay: String,
    },
    /// The host let nobody in.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// No socket, or no randomness.
    #[error("cannot start a session: {what}")]
    Network {
        /// What failed.
        what: String,
    },
    /// What was said was not understood.
    #[error("the other side spoke in a way that is not understood: bring both to the same version")]
    Garbled,
}

/// Why a host lets somebody not in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// There is no such ticket, or it was replaced.
    #[error("the ticket does not hold any more: ask whoever shares the plan for a new one")]
    Ticket,
    /// Its time has run out.
    #[error("the ticket has expired: ask whoever shares the plan for a new one")]
    Expired,
    /// As many as it was for have come.
    #[error("the ticket has been used: ask whoever shares the plan for a new one")]
    Used,
    /// It belongs to another plan.
    #[error("the ticket is for another plan: close this one, then join from the start page to get a copy of that one")]
    Plan,
    /// The host removed them.
    #[error("you were removed from this session: ask whoever shares the plan to let you back in")]
    Removed,
    /// Somebody else made the plan in their copy than in the host's: each copy would keep aside what is done in the other.
    #[error(
        "somebody else decided who may edit in your copy than in the one that is shared, so the two cannot be brought together: close yours, join from the start page to get a copy of the other, and import there as JSON what only yours has"
    )]
    Apart,
    /// There are as many as there may be.
    #[error("the session is full: somebody has to leave first")]
    Full,
    /// Both sides sign with one key.
    #[error("this is your own session: two programs of one user cannot work on it at once")]
    Oneself,
    /// Name or role are not what they may be.
    #[error("the other side did not understand who you are: bring both to the same version")]
    Hello,
}

/// Why somebody goes on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parting {
    /// A guest left.
    Left,
    /// The host ended the session.
    Ended,
    /// The host removed the guest.
    Removed,
    /// The two copies cannot be merged as they are; why, in words.
    Forked(String),
}

impl Parting {
    /// What a guest is told when the host says this.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Parting::Left | Parting::Ended => {
                "The session was ended by whoever shared the plan; your copy stays here, with everything".to_owned()
            }
            Parting::Removed => "You were removed from the session; your copy of the plan stays here".to_owned(),
            Parting::Forked(why) => format!("The session ended: {why}"),
        }
    }
}
