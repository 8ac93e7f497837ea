//! The floor of a forecast: all the luck that its trials take, drawn and added up, and nothing done with it.
//!
//! The transforms are the forecast's own, read from the same file. Every variate is drawn once, and the candidates for
//! incidents up to the day that the plan is likely to finish on.

#[allow(dead_code, reason = "the bench draws what a plan has, and asks for nothing else")]
#[path = "../../src/draw.rs"]
mod draw;

use draw::{Delivery, Lognormal, Purpose, Subject, TrialKey};
use forecast::Forecast;
use plan::{ItemKind, Plan, Range};
use rayon::prelude::*;
use uuid::Uuid;

/// Days in a month, in the mean.
const MONTH: f64 = 365.25 / 12.0;

/// Candidates for each incident, as the model has it.
const CANDIDATES: f64 = 3.0;

/// What the trials of a plan draw.
pub struct Draws {
    ranges: Vec<Lognormal>,
    deliveries: Vec<Delivery>,
    /// The drift of the plan and of each team.
    rates: Vec<Subject>,
    incidents: Vec<Incidents>,
    /// How many days trials run, about.
    days: f64,
}

struct Incidents {
    arrival: Subject,
    chance: Subject,
    /// Days between two candidates, in the mean.
    between: f64,
}

impl Draws {
    /// What a plan draws that the forecast says this of.
    pub fn new(plan: &Plan, forecast: &Forecast) -> Draws {
        let today = forecast.assumptions.today;
        let finish = forecast.plan.as_planned.p50.unwrap_or(forecast.cap);
        let mut draws = Draws {
            ranges: Vec::new(),
            deliveries: Vec::new(),
            rates: vec![Subject::new(Uuid::nil(), Purpose::Rate)],
            incidents: Vec::new(),
            days: f64::from(finish.since(today)),
        };
        for item in plan.items.values() {
            match (item.kind, item.estimate, item.delivery) {
                (ItemKind::External, _, Some(range)) => {
                    draws.deliveries.push(Delivery::new(range, today, Subject::new(item.id.0, Purpose::Delivery)));
                }
                (_, Some(range), _) => draws.range(range, item.id.0, Purpose::Effort),
                (_, None, _) => {}
            }
        }
        for debt in plan.debts.values() {
            let ranges = [
                (debt.drag, Purpose::Drag),
                (debt.toil, Purpose::Toil),
                (debt.incident_loss, Purpose::Loss),
                (debt.principal, Purpose::Principal),
            ];
            for (range, purpose) in ranges {
                if let Some(range) = range {
                    draws.range(range, debt.id.0, purpose);
                }
            }
            if debt.incident_rate > 0.0 {
                draws.incidents.push(Incidents {
                    arrival: Subject::new(debt.id.0, Purpose::Arrival),
                    chance: Subject::new(debt.id.0, Purpose::Chance),
                    between: MONTH / (CANDIDATES * debt.incident_rate),
                });
            }
        }
        draws.rates.extend(plan.teams.keys().map(|team| Subject::new(team.0, Purpose::Rate)));
        draws
    }

    fn range(&mut self, range: Range, id: Uuid, purpose: Purpose) {
        self.ranges.push(Lognormal::new(range, Subject::new(id, purpose)));
    }

    /// How many variates a trial takes, in the mean.
    pub fn variates(&self) -> f64 {
        let single = self.ranges.len() + self.deliveries.len() + self.rates.len();
        let candidates: f64 = self.incidents.iter().map(|incidents| 1.0 + self.days / incidents.between).sum();
        (single as f64 + 2.0 * candidates).round()
    }

    /// Draws it all for so many trials, side by side.
    pub fn make(&self, trials: u32) -> f64 {
        (0..trials).into_par_iter().with_min_len(64).map(|trial| self.trial(TrialKey::new(1, trial))).sum()
    }

    fn trial(&self, key: TrialKey) -> f64 {
        let mut sum: f64 = self.ranges.iter().map(|law| law.draw(key)).sum();
        sum += self.deliveries.iter().map(|law| law.draw(key)).sum::<f64>();
        sum += self.rates.iter().map(|rate| libm::exp(key.normal(*rate))).sum::<f64>();
        for incidents in &self.incidents {
            let mut at = 0.0;
            for index in 0.. {
                at -= libm::log(key.uniform(incidents.arrival, index)) * incidents.between;
                sum += key.uniform(incidents.chance, index);
                if at > self.days {
                    break;
                }
            }
        }
        sum
    }
}
