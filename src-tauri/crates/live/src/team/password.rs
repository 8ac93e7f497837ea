//! Passwords: from `PGPASSWORD`, from `~/.pgpass`, or typed in. Never in an address, an argument or a log.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Address, Error};

/// A password; shows nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a password")
    }
}

impl Password {
    /// The password that this machine keeps for the address, as PostgreSQL's own programs look for it.
    ///
    /// # Errors
    /// If the password file can be read by others.
    pub fn kept(address: &Address) -> Result<Option<Password>, Error> {
        if let Ok(password) = std::env::var("PGPASSWORD") {
            return Ok(Some(Password(password)));
        }
        let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".pgpass"));
        match std::env::var_os("PGPASSFILE").map(PathBuf::from).or_else(home) {
            Some(path) => in_file(&path, address),
            None => Ok(None),
        }
    }
}

fn in_file(path: &Path, address: &Address) -> Result<Option<Password>, Error> {
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(None) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0) {
            return Err(Error::OpenPasswords { path: path.to_owned() });
        }
    }
    // A socket is looked up as the machine it is on.
    let host = if address.host().starts_with('/') { "localhost".to_owned() } else { address.host() };
    let wanted = [host, address.port().to_string(), address.database(), address.user()];
    let found = text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let fields = fields(line);
        let fits =
            fields.len() == 5 && wanted.iter().zip(&fields).all(|(wanted, field)| field == "*" || field == wanted);
        fits.then(|| Password(fields[4].clone()))
    });
    Ok(found)
}

/// The five fields of a line; `\` lets the next character stand for itself.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut letters) = (vec![String::new()], line.chars());
    while let Some(letter) = letters.next() {
        if letter == ':' && fields.len() < 5 {
            fields.push(String::new());
            continue;
        }
        let letter = if letter == '\\' { letters.next() } else { Some(letter) };
        fields.last_mut().expect("there is always one").extend(letter);
    }
    fields
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn file(folder: &tempfile::TempDir, mode: u32) -> PathBuf {
        let path = folder.path().join("pgpass");
        let text = "# the team's\ndb.example:5432:other:ana:no\ndb.example:*:plans:ana:a\\:b\\\\c:d\n";
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn the_first_line_that_fits_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, 0o600);
        let of = |text: &str| in_file(&path, &text.parse().unwrap()).unwrap().map(|password| password.0);
        assert_eq!(of("postgres://ana@db.example/plans").as_deref(), Some("a:b\\c:d"));
        assert_eq!(of("postgres://ben@db.example/plans"), None);
    }

    #[test]
    fn a_password_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, 0o644);
        let refusal = in_file(&path, &"postgres://ana@db.example/plans".parse().unwrap()).unwrap_err();
        assert!(refusal.to_string().contains("chmod 600"), "{refusal}");
    }

    #[test]
    fn a_password_does_not_show_itself() {
        assert_eq!(format!("{:?}", Password("secret".into())), "a password");
    }
}
