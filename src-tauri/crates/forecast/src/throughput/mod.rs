//! Throughput: "when will these 40 be done?", "how many by June?", asked of nothing but the days on which a team closed
//! something. Apart from the simulation of a plan, because it knows no items, people or debts.
//!
//! The way through: `history` counts closings by day and tames mass closures; `calibrate` learns from the team's own past
//! forecasts how far its pace drifts; `pace` replays the last weeks under that drift (`replay`) and answers; `backtest`
//! asks the same questions of the past and counts which answers came true; `estimates` does for estimated effort what
//! `calibrate` does for pace.

mod backtest;
mod calibrate;
mod estimates;
mod history;
mod pace;
mod replay;

pub use backtest::{Backtest, HorizonScore, Score, backtest, pooled};
pub use calibrate::{Drift, TYPICAL_DRIFT, drift, team_drift, team_history};
pub(crate) use estimates::bias;
pub use estimates::{Correction, HitRates, correction, hit_rates};
pub use history::History;
pub use pace::{Basis, Counts, Dates, NoPace, Pace};

/// The weeks whose closings are replayed: half a year, long enough for holidays and releases, short enough to be the
/// same team.
pub const WEEKS: usize = 26;

/// Weeks ahead that are asked about.
pub const HORIZONS: [u32; 4] = [4, 8, 13, 26];

/// The 85 % point of the standard normal.
pub(crate) const Z85: f64 = 1.036_433_389_493_789_6;

/// The 95 % point of the standard normal.
pub(crate) const Z95: f64 = 1.644_853_626_951_472_2;

/// P(Z ≤ z) of the standard normal.
pub(crate) fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}
