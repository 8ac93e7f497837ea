//! A colleague's copy of a plan: read for its changes alone, in memory, so that whatever it is, neither it nor anything
//! beside it is touched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plan::{Author, Change, Slot, Tip, Value};
use rusqlite::Connection;

use crate::check::{self, SMALLEST_DATABASE};
use crate::file::wrap_fault;
use crate::format::{self, MIGRATIONS};
use crate::{Error, connect, history, read};

/// Where a database says how it is written: 2 is with a log beside it, 1 is without.
const WRITE_AND_READ_VERSION: std::ops::RangeInclusive<usize> = 18..=19;

/// A plan file, read from its bytes.
///
/// A file whose write-ahead log is not empty holds less than its plan: what is in the log is not among the bytes.
#[derive(Debug)]
pub struct PlanCopy {
    connection: Connection,
    name: PathBuf,
}

impl PlanCopy {
    /// Reads and checks it as a file that is opened is checked. `name` is what errors call it.
    pub fn read(name: &Path, mut bytes: Vec<u8>) -> Result<PlanCopy, Error> {
        if (bytes.len() as u64) < SMALLEST_DATABASE {
            return Err(Error::NotAPlan { path: name.to_owned() });
        }
        // In memory there is nothing beside it.
        bytes[WRITE_AND_READ_VERSION].fill(1);
        let wrap = |source| Error::sqlite(name, "open", source);
        let load = || -> rusqlite::Result<Connection> {
            let mut connection = connect::memory()?;
            connection.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), false)?;
            Ok(connection)
        };
        let connection = load().map_err(wrap)?;
        check::inspect(&connection, name, MIGRATIONS)?;
        format::migrate(&connection, MIGRATIONS).map_err(wrap)?;
        Ok(PlanCopy { connection, name: name.to_owned() })
    }

    /// Every change, in the order in which it arrived there. Signatures are verified by those who take them in.
    pub fn changes(&self) -> Result<Vec<Change>, Error> {
        history::changes(&self.connection).map_err(|fault| wrap_fault(&self.name, "open", fault))
    }

    /// What that copy says in a slot.
    pub fn value(&self, slot: &Slot) -> Result<Option<Value>, Error> {
        read::value(&self.connection, slot).map_err(|fault| wrap_fault(&self.name, "open", fault))
    }

    /// The last change of each author: cheap, where the question is only whether there is anything new.
    pub fn tips(&self) -> Result<BTreeMap<Author, Tip>, Error> {
        read::tips(&self.connection).map_err(|fault| wrap_fault(&self.name, "open", fault))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check_refusal(bytes: &[u8], expected: Expect) {
        let refusal = PlanCopy::read(Path::new("ann.plimsoll"), bytes.to_vec()).expect_err("it is no plan");
        expected.assert_eq(&refusal.to_string());
    }

    #[test]
    fn what_is_no_plan_is_refused_in_words() {
        check_refusal(
            b"",
            expect![
                "cannot open `ann.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
            ],
        );
        check_refusal(
            &[0; 4096],
            expect![
                "cannot open `ann.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
            ],
        );
        check_refusal(
            "not a database at all ".repeat(100).as_bytes(),
            expect![
                "cannot open `ann.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
            ],
        );
    }

    #[test]
    fn a_damaged_plan_is_refused_and_never_half_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("q3.plimsoll");
        crate::PlanFile::create(&path).unwrap().0.close().unwrap();
        let whole = std::fs::read(&path).unwrap();
        assert_eq!(PlanCopy::read(&path, whole.clone()).unwrap().changes().unwrap(), []);
        for cut in [600, 4096, whole.len() - 4096] {
            PlanCopy::read(&path, whole[..cut].to_vec()).expect_err("pages are missing");
        }
    }
}
