//! The workspace and the one door: `call(Request) -> Reply`.
//!
//! Everything the window, the command line and guests can do is a [`Request`]; everything they see is a [`Reply`].
//! Here, and nowhere further in, are the clock, randomness and the data folder.

mod accept;
mod apart;
mod app;
mod ask;
mod asking;
mod authors;
mod background;
mod baselines;
mod bindings;
mod brief;
mod claims;
mod compare;
mod decisions;
mod deeds;
mod delivery;
mod door;
mod error;
mod export;
mod files;
mod identity;
mod import;
mod inquiry;
mod judge;
mod look;
mod members;
mod outside;
mod past;
mod preview;
mod reorder;
mod reply;
mod request;
mod restore;
mod sample;
mod scenario;
mod searching;
mod settings;
mod shared;
mod start;
mod takeover;
mod team;
mod together;
mod views;
mod workspace;

pub use app::{Access, App, Options, SEED};
pub use asking::AskedView;
pub use bindings::bindings;
pub use error::{Code, UiError};
pub use inquiry::{Answer, Question, Since};
pub use judge::Judged;
pub use live::{Reach, Relay};
pub use members::MembersAsk;
pub use outside::fresh_id;
pub use past::{ChangeRef, HistoryFilter, Moment};
pub use reply::*;
pub use request::*;
pub use restore::Restored;
pub use shared::SharedPlan;
pub use takeover::Part;
pub use team::{Secret, StuckView, TeamAsk, TeamDone, TeamMember, TeamPlan, TeamReply, TeamRow, TeamStanding};
pub use views::*;
pub use workspace::Sound;
