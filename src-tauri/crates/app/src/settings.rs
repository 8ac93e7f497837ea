//! What this installation remembers between starts: who is at the keyboard, recent plans, settings of the user
//! interface. One JSON file in the data folder, replaced whole; nothing of it is part of a plan.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Code, UiError};
use crate::views::RecentView;
use crate::who::AuthorView;

/// How many recent plans are remembered.
const RECENT: usize = 10;
/// The longest setting of the user interface that is kept, in bytes.
const LONGEST: usize = 10_000;
/// How many settings of the user interface are kept.
const MOST: usize = 200;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The first author of this machine, who has the key `author.key`.
    pub author: Option<AuthorView>,
    /// Who was at the keyboard last, by the name of their files; `None` if it was the first author.
    pub at: Option<String>,
    /// The latest first.
    pub recent: Vec<RecentView>,
    /// By name, as the user interface wrote them.
    pub preferences: BTreeMap<String, String>,
    /// The address of the team store that a plan is in, by the plan's name there; without a password.
    pub stores: BTreeMap<String, String>,
    /// The relay that live sessions may go through; usually none.
    pub relay: Option<String>,
}

/// The settings in `folder`; the defaults if there are none or they cannot be read.
pub fn load(folder: &Path) -> Settings {
    let text = fs::read_to_string(file(folder)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

impl Settings {
    /// Puts a plan at the head of the recent ones.
    pub fn opened(&mut self, path: &Path, title: &str) {
        let path = path.display().to_string();
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, RecentView { path, title: title.to_owned() });
        self.recent.truncate(RECENT);
    }

    /// Remembers a setting of the user interface.
    ///
    /// # Errors
    /// If it is longer than any setting needs to be, or there are too many.
    pub fn prefer(&mut self, key: String, value: String) -> Result<(), UiError> {
        let is_new = !self.preferences.contains_key(&key);
        if key.len() + value.len() > LONGEST || (is_new && self.preferences.len() >= MOST) {
            return Err(UiError {
                code: Code::Refused,
                message: format!(
                    "cannot remember `{}`: it is too long, or too much is remembered already",
                    &key[..key.floor_char_boundary(40)]
                ),
            });
        }
        self.preferences.insert(key, value);
        Ok(())
    }

    /// Writes the settings to `folder`, whole or not at all.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn save(&self, folder: &Path) -> Result<(), UiError> {
        let path = file(folder);
        let draft = path.with_extension("draft");
        let text = serde_json::to_string_pretty(self).expect("settings are plain data");
        fs::write(&draft, text).and_then(|()| fs::rename(&draft, &path)).map_err(|error| UiError {
            code: Code::Failed,
            message: format!("cannot save your settings in `{}`: {error}", folder.display()),
        })
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_remembered_and_a_plan_is_recent_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = load(folder.path());
        settings.opened(Path::new("/plans/a.plimsoll"), "A");
        settings.opened(Path::new("/plans/b.plimsoll"), "B");
        settings.opened(Path::new("/plans/a.plimsoll"), "A again");
        settings.prefer("theme".into(), "dark".into()).unwrap();
        settings.save(folder.path()).unwrap();
        let loaded = load(folder.path());
        assert_eq!(loaded, settings);
        assert_eq!(loaded.recent.iter().map(|r| r.title.as_str()).collect::<Vec<_>>(), ["A again", "B"]);
    }

    #[test]
    fn damaged_settings_are_forgotten_rather_than_fatal() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("settings.json"), "{ not json").unwrap();
        assert_eq!(load(folder.path()), Settings::default());
    }

    #[test]
    fn a_setting_longer_than_any_is_refused() {
        assert!(Settings::default().prefer("x".into(), "é".repeat(LONGEST)).is_err());
    }
}
