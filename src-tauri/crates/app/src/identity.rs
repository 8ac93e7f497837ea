//! The installation's ed25519 key: made once, kept in the data folder, readable by its user alone.

use std::fs;
use std::io::Write;
use std::path::Path;

use ed25519_dalek::SigningKey;

use crate::request::{Code, UiError};

/// The key in `folder`, made there if there is none.
///
/// # Errors
/// If the file cannot be read or written, or is not 32 bytes.
pub fn load_or_make(folder: &Path) -> Result<SigningKey, UiError> {
    let path = folder.join("author.key");
    let failed = |what: &str| UiError {
        code: Code::Failed,
        message: format!("cannot {what} `{}`: check that the folder belongs to you", path.display()),
    };
    if path.exists() {
        let bytes = fs::read(&path).map_err(|_| failed("read your author key"))?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| UiError {
            code: Code::Failed,
            message: format!(
                "your author key `{}` is damaged: put it back from a backup, or move it away to start as a new author",
                path.display()
            ),
        })?;
        return Ok(SigningKey::from_bytes(&bytes));
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| failed("draw randomness for"))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(|_| failed("write your author key"))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|_| failed("write your author key"))?;
    Ok(SigningKey::from_bytes(&bytes))
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
