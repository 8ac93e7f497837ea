//! Who works on this machine, as the data folder has them: the first author has `author.key` and stands in the settings; each
//! other has two files in `authors/`, a key and a card that says whose it is.

use std::fs;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;

use super::identity;
use crate::error::{Code, UiError};
use crate::who::AuthorView;
use crate::workspace::author;

/// Somebody who works here beside the first author.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Other {
    /// What their files are called: the first digits of their public key.
    pub id: String,
    /// What they are called, and as what they act.
    pub who: AuthorView,
}

/// Who works here beside the first author, by name; a card that cannot be read is passed over.
pub(crate) fn others(data: &Path) -> Vec<Other> {
    let cards = fs::read_dir(folder(data)).into_iter().flatten().flatten().map(|entry| entry.path());
    let read = |path: PathBuf| {
        let id = path.file_stem()?.to_str()?.to_owned();
        let is_card = path.extension().is_some_and(|extension| extension == "json");
        let who = serde_json::from_str(&fs::read_to_string(&path).ok().filter(|_| is_card)?).ok()?;
        Some(Other { id, who })
    };
    let mut others: Vec<Other> = cards.filter_map(read).collect();
    others.sort_by(|one, other| (&one.who.name, &one.id).cmp(&(&other.who.name, &other.id)));
    others
}

/// Who was at the keyboard last, and the key they sign with.
///
/// # Errors
/// If their key cannot be read.
pub(crate) fn last_at(data: &Path, id: Option<&str>) -> Result<(Option<Other>, SigningKey), UiError> {
    match id.and_then(|id| others(data).into_iter().find(|other| other.id == id)) {
        Some(other) => key_of(data, &other).map(|key| (Some(other), key)),
        None => identity::load_or_make(data).map(|key| (None, key)),
    }
}

/// Writes down that somebody works here too, with a fresh key of their own.
///
/// # Errors
/// If the system gives no randomness, or the folder cannot be written.
pub(super) fn add(data: &Path, who: AuthorView) -> Result<(Other, SigningKey), UiError> {
    fs::create_dir_all(folder(data)).map_err(|error| UiError {
        code: Code::Failed,
        message: format!("cannot make the folder `{}`: {error}", folder(data).display()),
    })?;
    let key = identity::draw()?;
    let other = Other { id: author(&key).hex()[..16].to_owned(), who };
    identity::write(&folder(data).join(&other.id).with_extension("key"), &key)?;
    write(data, &other)?;
    Ok((other, key))
}

fn folder(data: &Path) -> PathBuf {
    data.join("authors")
}

/// The key of somebody who works here.
///
/// # Errors
/// If it cannot be read, or is not theirs.
pub(super) fn key_of(data: &Path, other: &Other) -> Result<SigningKey, UiError> {
    let path = folder(data).join(&other.id).with_extension("key");
    let key = identity::load(&path, &format!("{}'s", other.who.name))?;
    // A key that was swapped for another one would let its bearer sign under a second name.
    if !author(&key).hex().starts_with(&other.id) {
        return Err(UiError {
            code: Code::Failed,
            message: format!(
                "`{}` is not {}'s author key: put theirs back from a backup",
                path.display(),
                other.who.name
            ),
        });
    }
    Ok(key)
}

/// Writes down what somebody is called and as what they act.
pub(super) fn write(data: &Path, other: &Other) -> Result<(), UiError> {
    let path = folder(data).join(&other.id).with_extension("json");
    let draft = path.with_extension("draft");
    let text = serde_json::to_string_pretty(&other.who).expect("a name and a role are plain data");
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, &path)).map_err(|error| UiError {
        code: Code::Failed,
        message: format!("cannot save who you are in `{}`: {error}", path.display()),
    })
}

/// Takes somebody off the list; their key stays in its file.
pub(super) fn remove(data: &Path, other: &Other) -> Result<(), UiError> {
    let path = folder(data).join(&other.id).with_extension("json");
    fs::remove_file(&path).map_err(|error| UiError {
        code: Code::Failed,
        message: format!("cannot remove `{}`: {error}", path.display()),
    })
}

#[cfg(test)]
mod tests {
    use plan::Role;

    use super::*;

    fn added(data: &Path, name: &str) -> Other {
        add(data, AuthorView { name: name.to_owned(), role: Role::Em }).unwrap().0
    }

    #[test]
    fn whoever_was_added_is_found_by_name_and_has_the_same_key_ever_after() {
        let data = tempfile::tempdir().unwrap();
        let (ben, ana) = (added(data.path(), "Ben"), added(data.path(), "Ana"));
        assert_eq!(others(data.path()), [ana.clone(), ben.clone()]);
        let (at, key) = last_at(data.path(), Some(&ben.id)).unwrap();
        assert_eq!(at, Some(ben.clone()));
        assert_eq!(key.to_bytes(), key_of(data.path(), &ben).unwrap().to_bytes());
        assert_ne!(key.to_bytes(), key_of(data.path(), &ana).unwrap().to_bytes());
        assert_eq!(last_at(data.path(), None).unwrap().0, None, "the first author has no card");
    }

    #[test]
    fn a_damaged_a_missing_and_somebody_elses_key_are_refused_by_name() {
        let data = tempfile::tempdir().unwrap();
        let (ben, ana) = (added(data.path(), "Ben"), added(data.path(), "Ana"));
        let file = |other: &Other| folder(data.path()).join(&other.id).with_extension("key");
        let said = |other: &Other| key_of(data.path(), other).unwrap_err().message;
        fs::remove_file(file(&ben)).unwrap();
        assert!(said(&ben).starts_with("cannot read Ben's author key"), "{}", said(&ben));
        fs::copy(file(&ana), file(&ben)).unwrap();
        assert!(said(&ben).ends_with("is not Ben's author key: put theirs back from a backup"), "{}", said(&ben));
        fs::write(file(&ben), b"short").unwrap();
        assert!(said(&ben).contains("is damaged"), "{}", said(&ben));
        assert_eq!(others(data.path()).len(), 2, "they stay in the list");
    }

    #[test]
    fn a_card_that_cannot_be_read_is_passed_over() {
        let data = tempfile::tempdir().unwrap();
        let ben = added(data.path(), "Ben");
        fs::write(folder(data.path()).join("torn.json"), "{ not json").unwrap();
        assert_eq!(others(data.path()), [ben]);
    }
}
