//! What a team's own past says of its forecasts: how often its estimates and promises came true, and what was learned from
//! that. In words, with the figures beside them.

use forecast::TeamForecast;
use forecast::throughput::{HitRates, hit_rates};
use forecast::words;
use plan::{ItemState, Plan, TeamId};
use serde::{Deserialize, Serialize};

/// Fewer finished items than this correct no estimate, and judge none.
const FEWEST: u32 = 10;

/// A team's own record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RecordView {
    /// "the 85% of its estimates held in 17 of 20 finished items, where 17 are to be expected"; why there is nothing to say
    /// before the first.
    pub hits: String,
    /// "the 50% held in 9 (10 to be expected), the 95% in 20 (19 to be expected)"; empty while there are few.
    pub other_hits: String,
    /// "5 of 6 finished promises were kept"; empty without any.
    pub promises: String,
    /// "its items take 1.3 × their estimates, learned from 24 finished items", or that this is not known yet.
    pub rate: String,
    /// "half of the time its pace is within 29% of the usual (σ 0.38), learned from 22 of its own past forecasts and what is
    /// typical", or that this is not known yet.
    pub drift: String,
    /// The shares behind the words.
    pub hit_rates: Option<HitRates>,
}

/// The record of a team in this plan, with what its forecast has learned.
pub fn record(plan: &Plan, team: TeamId, forecast: Option<&TeamForecast>) -> RecordView {
    let hits = hit_rates(plan, team);
    let (said, other) = hits.map_or_else(
        || ("no finished item has both an estimate and an actual effort yet".to_owned(), String::new()),
        |hits| said(&hits),
    );
    RecordView {
        hits: said,
        other_hits: other,
        promises: promises(plan, team),
        rate: forecast.map_or_else(String::new, |forecast| rate(forecast, hits.map_or(0, |hits| hits.items))),
        drift: forecast.map_or_else(String::new, drift),
        hit_rates: hits,
    }
}

fn said(hits: &HitRates) -> (String, String) {
    let n = f64::from(hits.items);
    let count = |share: f64| format!("{:.0}", share * n);
    let items = if hits.items == 1 { "finished item" } else { "finished items" };
    if hits.items < FEWEST {
        let few = format!("the 85% of its estimates held in {} of {n} {items}: too few to judge by", count(hits.p85));
        return (few, String::new());
    }
    (
        format!(
            "the 85% of its estimates held in {} of {n} {items}; {} were to be expected",
            count(hits.p85),
            count(0.85)
        ),
        format!(
            "the 50% held in {} ({} to be expected), the 95% in {} ({} to be expected)",
            count(hits.p50),
            count(0.5),
            count(hits.p95),
            count(0.95)
        ),
    )
}

fn promises(plan: &Plan, team: TeamId) -> String {
    let done = plan.items.values().filter(|item| {
        item.alive && item.team == Some(team) && item.state == ItemState::Done && item.done_on.is_some()
    });
    let kept: Vec<bool> = done.filter_map(|item| Some(item.done_on? <= item.commitment.as_ref()?.day)).collect();
    match (kept.iter().filter(|kept| **kept).count(), kept.len()) {
        (_, 0) => String::new(),
        (1, 1) => "its only finished promise was kept".to_owned(),
        (_, 1) => "its only finished promise was missed".to_owned(),
        (kept, all) => format!("{kept} of {all} finished promises were kept"),
    }
}

fn rate(forecast: &TeamForecast, finished: u32) -> String {
    match (forecast.learned_from, finished) {
        (0, 0) => format!("its estimates are taken as they are, until there are {FEWEST} finished items to learn from"),
        (0, n) => {
            format!(
                "its estimates are taken as they are, until there are {FEWEST} finished items to learn from: {n} so far"
            )
        }
        (n, _) => {
            format!(
                "its items take {} × their estimates, learned from {n} finished items",
                words::number(forecast.rate)
            )
        }
    }
}

/// The 75% point of the standard normal: half of all draws lie within so many σ.
const Z75: f64 = 0.674_489_750_196_081_7;

fn drift(forecast: &TeamForecast) -> String {
    let within = words::percent((Z75 * forecast.drift).exp_m1());
    let sigma = (forecast.drift * 100.0).round() / 100.0;
    let pace = format!("half of the time its pace is within {within} of the usual (σ {sigma})");
    match forecast.drift_learned_from {
        0 => format!("{pace}, by default until half a year of finished items says better"),
        n => format!("{pace}, learned from {n} of its own past forecasts and what is typical"),
    }
}
