//! The domain: a plan is the fold of its changes.
//!
//! Pure: no files, clock, randomness, threads, SQL or network; time, ids and keys arrive as arguments. Types that
//! cross the border derive `specta::Type` here, so that there is one vocabulary and no copying between twins.

mod change;
mod entity;
mod field;
mod id;
mod op;
mod value;

pub use change::*;
pub use entity::*;
pub use field::*;
pub use id::*;
pub use op::*;
pub use value::*;
