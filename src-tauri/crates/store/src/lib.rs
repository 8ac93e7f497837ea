//! The plan file: one SQLite database, its log and its winners, checked before it is trusted.
