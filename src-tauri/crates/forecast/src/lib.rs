//! The simulation: from a plan to finish dates and accounts, in every world, under the same draws.
//!
//! Pure: today, seed and cancellation arrive as arguments; rayon is the only source of threads, and never of order.
//!
//! The way through: `compile` (with `family`, `debts`, `capacity`, `calendar`) turns the plan into the flat arrays of
//! `model`; `run` draws trials (`draw`, `luck`) and lets each `world` happen event by event (`trial`, with a `crew` per team
//! that `deal`s its people and `flow`s its capacity, the `agenda` of what comes next, what they share in `shared`, and what
//! debts cost in `interest` and with `growth`);
//! `books` keep `accounts` and `waits` what each item waits for; `quantile`, `teams`, `price` and `never` read off what
//! `forecast` says; after an edit `glance` moves its dates by what the `first` few trials say, and `carry` all of it by what
//! some more do, `paired` only where they say it clearly. `throughput` answers from closing dates alone, and learns from them.
//!
//! Invariants: no draw depends on another subject (`draw`); sums are added in the order of the trials, never of the
//! threads (`run`); nobody works outside the days of his team (`crew`); rates change only when something happens (`flow`).

mod accounts;
mod agenda;
mod bits;
mod books;
mod calendar;
mod capacity;
mod carry;
mod compile;
mod crew;
mod deal;
mod debts;
pub mod delivery;
mod drag;
mod draw;
mod exponential;
mod family;
mod first;
mod flow;
mod forecast;
mod glance;
mod growth;
mod interest;
mod luck;
mod model;
mod never;
mod paired;
mod price;
mod quantile;
mod result;
mod run;
mod scenarios;
mod shared;
mod span;
mod teams;
pub mod throughput;
mod trial;
mod trials;
mod waits;
pub mod words;
mod world;

pub use capacity::availability;
pub use carry::carried;
pub use drag::{growth, m};
pub use forecast::{
    Simulation, WhatIf, forecast, forecast_instead, forecast_tried, what_if, what_if_tried, without_debt,
};
pub use paired::{Clear, Days, carried_clear, what_if_clear};
pub use quantile::slips;
pub use result::*;
pub use scenarios::{Scenarios, scenarios};
pub use trials::{TrialRecord, trials};
