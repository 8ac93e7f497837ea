//! The plan file from outside: real SQLite, real files.

mod bad_files;
mod old_files;
mod round_trip;
mod support;
