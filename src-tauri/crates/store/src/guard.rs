//! Holds a plan against every other Plimsoll, whatever else happens in this process.
//!
//! SQLite holds the file by POSIX locks. Those belong to the process and are gone as soon as *anybody* in it closes the
//! file: the system's dialog, which looks into every file it lists, does so inside the window's process. Another program
//! could then open the plan, move our log into it and delete it, and what we acknowledge from there on would be lost. An
//! open file description lock belongs to our own handle and stays. Elsewhere than on Linux, dialogs have a process of
//! their own or locks belong to handles anyway.

use std::path::Path;

use crate::Error;

/// The hold on a plan; let go when dropped.
#[derive(Debug)]
pub(crate) struct Guard {
    #[cfg(target_os = "linux")]
    _file: Option<std::fs::File>,
}

impl Guard {
    /// Takes hold of the plan at `path`, or says that somebody else has it.
    #[cfg(target_os = "linux")]
    pub(crate) fn take(path: &Path, doing: &'static str) -> Result<Guard, Error> {
        use nix::errno::Errno;
        use nix::fcntl::{FcntlArg, fcntl};

        // A file that may not be written is refused by SQLite, with the better sentence.
        let Ok(file) = std::fs::File::options().read(true).write(true).open(path) else {
            return Ok(Guard { _file: None });
        };
        let end = std::time::Instant::now() + crate::connect::PATIENCE;
        loop {
            match fcntl(&file, FcntlArg::F_OFD_SETLK(&BYTE)) {
                Ok(_) => return Ok(Guard { _file: Some(file) }),
                Err(Errno::EAGAIN | Errno::EACCES) if std::time::Instant::now() < end => {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
                Err(Errno::EAGAIN | Errno::EACCES) => return Err(Error::Locked { doing, path: path.to_owned() }),
                // Where there are no such locks, SQLite's own have to do.
                Err(_) => return Ok(Guard { _file: None }),
            }
        }
    }

    /// SQLite's own lock is enough here.
    #[cfg(not(target_os = "linux"))]
    pub(crate) fn take(_: &Path, _: &'static str) -> Result<Guard, Error> {
        Ok(Guard {})
    }
}

/// The byte that is locked: on the page that no database uses, because SQLite locks bytes there, and behind those.
#[cfg(target_os = "linux")]
const BYTE: nix::libc::flock = nix::libc::flock {
    l_type: nix::libc::F_WRLCK as nix::libc::c_short,
    l_whence: nix::libc::SEEK_SET as nix::libc::c_short,
    l_start: 0x4000_0000 + 512,
    l_len: 1,
    l_pid: 0,
};
