//! The team store: many plans and many people on the company's own PostgreSQL.
//!
//! It carries changes and knows no fields, as the live session does, and reaches the plan through the same [`crate::Log`].
//! The database guards who reads and who adds, by roles and row-level security; that a change is its author's, each copy
//! verifies for itself. The asynchronous runtime lives and ends in here.

mod address;
mod connect;
mod error;
mod follow;
mod password;
mod schema;
mod store;
mod summary;
mod sync;

pub use address::Address;
pub use error::Error;
pub use follow::{Follow, Standing};
pub use password::Password;
pub use store::{Listed, Team};
pub use summary::{Reported, Summary};
pub use sync::{Stuck, Synced};
