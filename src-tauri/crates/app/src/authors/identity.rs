//! An author's ed25519 key: made once, kept in a file of the data folder that its user alone can read.

use std::fs;
use std::io::Write;
use std::path::Path;

use ed25519_dalek::SigningKey;

use crate::error::{Code, UiError};
use crate::outside::random;

/// The key of the first author in the data folder `folder`, made there if there is none.
///
/// # Errors
/// If the file cannot be read or written, or is not 32 bytes.
pub fn load_or_make(folder: &Path) -> Result<SigningKey, UiError> {
    let path = folder.join("author.key");
    if path.exists() {
        return load(&path, "your");
    }
    let key = draw()?;
    write(&path, &key)?;
    Ok(key)
}

/// The key at `path`, which is `whose`: "your", or "Ben Okafor's".
///
/// # Errors
/// If the file cannot be read, or is not 32 bytes.
pub fn load(path: &Path, whose: &str) -> Result<SigningKey, UiError> {
    let failed = |message| UiError { code: Code::Failed, message };
    let bytes = fs::read(path).map_err(|_| {
        let path = path.display();
        failed(format!("cannot read {whose} author key `{path}`: check that it is there and belongs to you"))
    })?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| {
        let path = path.display();
        failed(format!(
            "{whose} author key `{path}` is damaged: put it back from a backup, or move it away to start as a new author"
        ))
    })?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// A fresh key.
///
/// # Errors
/// If the system gives no randomness.
pub fn draw() -> Result<SigningKey, UiError> {
    Ok(SigningKey::from_bytes(&random("an author key")?))
}

/// Writes a key to `path`, where nothing may be, for its user alone.
///
/// # Errors
/// If the file is there already or cannot be written.
pub fn write(path: &Path, key: &SigningKey) -> Result<(), UiError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written =
        options.open(path).and_then(|mut file| file.write_all(&key.to_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|_| UiError {
        code: Code::Failed,
        message: format!("cannot write the author key `{}`: check that the folder belongs to you", path.display()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stays_the_same_and_is_the_users_alone() {
        let folder = tempfile::tempdir().unwrap();
        let made = load_or_make(folder.path()).unwrap();
        let read = load_or_make(folder.path()).unwrap();
        assert_eq!(made.to_bytes(), read.to_bytes());
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(
                &fs::metadata(folder.path().join("author.key")).unwrap().permissions(),
            );
            assert_eq!(mode & 0o077, 0, "nobody else may read the key");
        }
    }

    #[test]
    fn a_damaged_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("author.key"), b"short").unwrap();
        assert!(load_or_make(folder.path()).is_err());
        assert_eq!(fs::read(folder.path().join("author.key")).unwrap(), b"short");
    }
}
