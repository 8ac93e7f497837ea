//! What can go wrong with a plan file, in sentences that say what to do next. After any of them the file is as it was
//! before the call.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What people are told of damage that only SQLite understands.
pub(crate) const BROKEN_PAGES: &str = "its pages do not fit together";

/// What a plan file could not do, and why.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing stands at this path.
    #[error("cannot open `{}`: there is no such file; if it was moved or renamed, open it where it is now", .path.display())]
    Missing {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// A folder stands at this path.
    #[error("cannot open `{}`: it is a folder; choose a file that ends in .plimsoll", .path.display())]
    Directory {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The file is no SQLite database, or one without a plan in it.
    #[error("cannot open `{}`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan", .path.display())]
    NotAPlan {
        /// The file.
        path: PathBuf,
    },
    /// The file is a database of another program.
    #[error("cannot open `{}`: it is a database of another program, not a plan; choose a file that ends in .plimsoll", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file needs a program that knows more than this one.
    #[error("cannot open `{}`: it was saved by a newer version of Plimsoll; update Plimsoll and open it again", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The file is a plan, but not a sound one.
    #[error("cannot open `{}`: the file is damaged ({what}); it was left as it is, open an older copy of it", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first thing that is wrong.
        what: String,
    },
    /// The operating system does not let this user read the file.
    #[error("cannot open `{}`: you may not read it; ask its owner to let you, or for a copy", .path.display())]
    Forbidden {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else has the plan open.
    #[error("cannot {doing} `{}`: this plan is open in another window or program; close it there, then try again", .path.display())]
    Locked {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The file, its folder or its disk may not be written.
    #[error("cannot {doing} `{}`: the file or its folder is read-only; copy the plan to a folder where you may write, and open the copy", .path.display())]
    ReadOnly {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("cannot {doing} `{}`: the disk is full; all that was saved before is safe, so free some space and try again", .path.display())]
    Full {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A new plan was to be made where something stands.
    #[error("cannot make `{}`: a file of this name is there already; choose another name", .path.display())]
    Exists {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// A new file was to be made in a folder that is not there.
    #[error("cannot {doing} `{}`: there is no such folder; choose another one", .path.display())]
    NoFolder {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The path that was asked for.
        path: PathBuf,
    },
    /// A new file was to be made in a folder that may not be written.
    #[error("cannot {doing} `{}`: its folder is read-only; choose another one", .path.display())]
    ReadOnlyFolder {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The path that was asked for.
        path: PathBuf,
    },
    /// A copy was to be saved over the plan itself.
    #[error("cannot save a copy as `{}`: this is the open plan itself; choose another name", .path.display())]
    SameFile {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {source}; check the disk and your rights to the folder, then try again", .path.display())]
    Io {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// SQLite refused for a reason that has no sentence of its own.
    #[error("cannot {doing} `{}`: {source}; close the plan and open it again, nothing saved is lost", .path.display())]
    Sqlite {
        /// What was being done, as a verb.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl Error {
    /// The sentence for what SQLite said while `doing` something to the file at `path`.
    pub(crate) fn sqlite(path: &Path, doing: &'static str, source: rusqlite::Error) -> Error {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::NotAPlan { path },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, what: BROKEN_PAGES.to_owned() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Locked { doing, path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Error::ReadOnly { doing, path }
            }
            Some(ErrorCode::DiskFull) => Error::Full { doing, path },
            _ => Error::Sqlite { doing, path, source },
        }
    }

    /// The sentence for what the operating system said while making a new file at `path`.
    pub(crate) fn io(path: &Path, doing: &'static str, source: io::Error) -> Error {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Error::NoFolder { doing, path },
            io::ErrorKind::AlreadyExists => Error::Exists { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Error::ReadOnlyFolder { doing, path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full { doing, path },
            _ => Error::Io { doing, path, source },
        }
    }
}
