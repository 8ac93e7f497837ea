//! The domain: a plan is the fold of its changes.
//!
//! Pure: no files, clock, randomness, threads, SQL or network; time, ids and keys arrive as arguments. Types that
//! cross the border derive `specta::Type` here, so that there is one vocabulary and no copying between twins.
//!
//! One way through: an [`Op`] is [decided](decide()) into edits or refused; the edits become a [`Change`], which a
//! [`Document`] takes in; its [`Plan`] is then made [`sound`](sound()) for whoever reckons with it. All refusing happens in
//! `decide` and [`check`]; folding and mending never fail.

mod assigns;
mod author;
mod authority;
mod baseline;
mod by_id;
mod change;
mod choice;
mod content;
mod decide;
mod document;
mod entity;
mod field;
pub mod fixture;
mod hex;
mod id;
mod label;
mod member;
mod membership;
mod op;
mod past;
mod project;
mod queue;
mod rank;
mod record;
mod refusal;
mod rules;
mod scenario;
mod slot;
mod sound;
mod subject;
mod undo;
mod untangle;
mod validate;
mod value;
mod waits;
mod whole;

pub use assigns::*;
pub use author::*;
pub use authority::*;
pub use baseline::*;
pub use change::*;
pub use choice::*;
pub use decide::*;
pub use document::*;
pub use entity::*;
pub use field::*;
pub use id::*;
pub use label::{existence, place, said};
pub use member::*;
pub use membership::*;
pub use op::*;
pub use past::*;
pub use record::*;
pub use refusal::*;
pub use scenario::*;
pub use slot::Slot;
pub use sound::*;
pub use subject::*;
pub use undo::*;
pub use validate::*;
pub use value::*;
pub use whole::*;
