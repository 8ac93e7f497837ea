//! The simulation: from a plan to finish dates and accounts, in every world, under the same draws.
//!
//! Pure: today, seed and cancellation arrive as arguments; rayon is the only source of threads, and never of order.
//!
//! The way through: `compile` turns the plan into flat arrays; `run` draws trials (`luck`) and runs each world event by
//! event (`trial`, `crew`, `deal`, `interest`), keeping `accounts`; `quantile`, `teams`, `price` and `never` read off what
//! `forecast` says.

mod accounts;
mod bits;
mod books;
mod calendar;
mod capacity;
mod compile;
mod crew;
mod deal;
mod debts;
mod drag;
mod draw;
mod family;
mod flow;
mod forecast;
mod interest;
mod luck;
mod model;
mod never;
mod price;
mod quantile;
mod result;
mod run;
mod shared;
mod span;
mod teams;
mod trial;
mod trials;
pub mod words;
mod world;

pub use capacity::availability;
pub use drag::{growth, m};
pub use forecast::{WhatIf, forecast, forecast_instead, what_if, without_debt};
pub use result::*;
pub use trials::{TrialRecord, trials};
