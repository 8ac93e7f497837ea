//! The one error that leaves the house: a sentence, and what to act on.

use serde::{Deserialize, Serialize};

/// What the user interface acts on, beyond showing the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request was understood and declined; the plan is as it was.
    Refused,
    /// There is no plan open.
    NoPlan,
    /// Something outside the plan went wrong: a file, the disk.
    Failed,
    /// A team store asks for a password, or for another one.
    Password,
}

/// The one error that leaves the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[error("{message}")]
pub struct UiError {
    /// What to act on.
    pub code: Code,
    /// What was being done, what is wrong, what to do next.
    pub message: String,
}

pub(crate) fn no_plan() -> UiError {
    UiError { code: Code::NoPlan, message: "no plan is open: open one, or make a new one".to_owned() }
}

pub(crate) fn refused(message: &str) -> UiError {
    UiError { code: Code::Refused, message: message.to_owned() }
}

/// Says why the plan's rules refuse something.
pub(crate) fn declined(refusal: plan::Refusal) -> UiError {
    UiError { code: Code::Refused, message: refusal.to_string() }
}

/// Says what went wrong with the file.
pub fn failed(error: store::Error) -> UiError {
    UiError { code: Code::Failed, message: error.to_string() }
}
