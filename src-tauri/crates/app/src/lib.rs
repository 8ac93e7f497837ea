//! The workspace and the one door: `call(Request) -> Reply`.
//!
//! Everything the window, the command line and guests can do is a [`Request`]; everything they see is a [`Reply`].
//! Here, and nowhere further in, are the clock, randomness and the data folder.

mod accept;
mod act;
mod apart;
mod app;
mod asking;
mod authors;
mod background;
mod baselines;
mod bindings;
mod brief;
mod decisions;
mod door;
mod error;
mod export;
mod files;
mod import;
mod judge;
#[cfg(test)]
mod layers;
mod look;
mod members;
mod outside;
mod past;
mod preview;
mod reorder;
mod reply;
mod request;
mod sample;
mod scenario;
mod settings;
mod start;
mod state;
mod team;
mod together;
mod views;
mod who;
mod workspace;

pub use app::{Access, App, Options, SEED};
pub use asking::question::{Answer, AskedView, Question};
pub use bindings::bindings;
pub use error::{Code, UiError, in_words};
pub use judge::Judged;
pub use live::{Reach, Relay};
pub use members::ask::{MembersAsk, NewMember};
pub use outside::fresh_id;
pub use past::ask::{ChangeRef, HistoryFilter, Moment, Restored, Since};
pub use reply::*;
pub use request::*;
pub use scenario::ask::Part;
pub use team::ask::{Secret, StuckView, TeamAsk, TeamDone, TeamMember, TeamPlan, TeamReply, TeamRow, TeamStanding};
pub use together::shared::SharedPlan;
pub use views::*;
pub use who::AuthorView;
pub use workspace::sound::Sound;
