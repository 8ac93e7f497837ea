//! The one error that leaves the house: a sentence, and what to act on.

use std::io::{self, ErrorKind};

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

/// Why the operating system refused a file, without its own numbers where people have a word for it.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "you may not; ask its owner to let you".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "a file is there where a folder is needed".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::InvalidFilename => "its name is too long, or has a sign that may not be in one".to_owned(),
        _ => error.to_string(),
    }
}
