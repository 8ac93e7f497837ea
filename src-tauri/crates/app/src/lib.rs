//! The workspace and the one door: `call(Request) -> Reply`.
//!
//! Everything the window, the command line and guests can do is a [`Request`]; everything they see is a [`Reply`].
//! Here, and nowhere further in, are the clock, randomness and the data folder.

mod accept;
mod apart;
mod app;
mod asking;
mod authors;
mod background;
mod baselines;
mod bindings;
mod brief;
mod decisions;
mod deeds;
mod door;
mod error;
mod export;
mod files;
mod import;
mod judge;
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
mod team;
mod together;
mod views;
mod workspace;

pub use app::{Access, App, Options, SEED};
pub use asking::AskedView;
pub use asking::inquiry::{Answer, Question, Since};
pub use bindings::bindings;
pub use error::{Code, UiError, in_words};
pub use judge::Judged;
pub use live::{Reach, Relay};
pub use members::MembersAsk;
pub use outside::fresh_id;
pub use past::restore::Restored;
pub use past::{ChangeRef, HistoryFilter, Moment};
pub use reply::*;
pub use request::*;
pub use scenario::takeover::Part;
pub use team::{Secret, StuckView, TeamAsk, TeamDone, TeamMember, TeamPlan, TeamReply, TeamRow, TeamStanding};
pub use together::shared::SharedPlan;
pub use views::*;
pub use workspace::Sound;
