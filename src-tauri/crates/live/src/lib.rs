//! Other people: a live session over iroh, on the local network without any server, or through a relay that was named.
//!
//! It carries changes and knows no fields. Whoever shares is the hub; the others join it by a ticket. Each side says how
//! much it has of every author, the other sends what is beyond that, and nothing is acknowledged before it is on disk:
//! sending twice, in pieces or in another order comes to the same. The asynchronous runtime lives and ends in here; the
//! plan is reached through [`Log`] alone.

mod endpoint;
mod error;
mod frame;
mod guest;
mod host;
mod log;
mod message;
mod people;
mod relay;
mod room;
mod roster;
mod session;
mod talk;
pub mod team;
mod ticket;

pub use endpoint::Reach;
pub use error::{Error, Parting, Refusal};
pub use log::{Log, Tips, Version, version};
pub use people::{Aside, Invitation, Me, Person, Seen, Sync};
pub use relay::Relay;
pub use session::Session;
pub use ticket::{PlanKey, Ticket};

#[cfg(test)]
mod tests;
