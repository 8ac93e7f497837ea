//! The latest changes in words.

use chrono::{DateTime, Local};
use plan::{Role, Stamp};
use serde::{Deserialize, Serialize};
use store::Entry;

/// The latest changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct HistoryView {
    /// Newest first.
    pub changes: Vec<ChangeView>,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ChangeView {
    /// When, `2026-11-23 10:42`.
    pub at: String,
    /// Who.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// What.
    pub label: String,
}

/// The changes in words, in the order given.
pub fn history(changes: Vec<Entry>) -> HistoryView {
    let changes = changes.iter().map(|change| change_view(change.stamp, &change.name, change.role, &change.label));
    HistoryView { changes: changes.collect() }
}

/// A change in words.
pub fn change_view(stamp: Stamp, by: &str, role: Role, label: &str) -> ChangeView {
    let at = local_time(stamp.time).format("%Y-%m-%d %H:%M").to_string();
    ChangeView { at, by: by.to_owned(), role, label: label.to_owned() }
}

/// The wall-clock time of a stamp: NTP64 counts seconds since 1970 in its upper half.
pub fn local_time(stamp: u64) -> DateTime<Local> {
    DateTime::from_timestamp((stamp >> 32) as i64, 0).unwrap_or_default().with_timezone(&Local)
}
