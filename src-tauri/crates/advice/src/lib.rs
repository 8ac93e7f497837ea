//! The judgement: flags, one file a rule, and their remedies. Pure.

mod flag;

pub use flag::*;
