//! The draws of one trial, made once and shared by every world.

use crate::draw::TrialKey;
use crate::model::{Effort, Model, Role};

/// Hours of a working day, and days of a working week: toil is entered in hours a week.
const WEEK_HOURS: f64 = 8.0 * 5.0;

/// What one trial drew. Vectors are kept from trial to trial so that drawing allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Luck {
    key: Option<TrialKey>,
    /// Effort of each node, clean and multiplied by its team's drift, in person-days.
    pub effort: Vec<f64>,
    /// The same before drift.
    pub undrifted: Vec<f64>,
    /// Day of delivery of each external node.
    pub delivery: Vec<i32>,
    /// δ of each debt.
    pub drag: Vec<f64>,
    /// Toil of each debt, in person-days a working day.
    pub toil: Vec<f64>,
    /// Person-days that an incident of each debt loses.
    pub loss: Vec<f64>,
    /// Principal of each debt.
    pub principal: Vec<f64>,
    drift: Vec<f64>,
    slowness: Vec<f64>,
    factors: Vec<f64>,
    /// Candidates for incidents of each debt so far: when, and the chance drawn.
    candidates: Vec<Vec<(f64, f64)>>,
}

impl Luck {
    /// Draws what a trial needs of its debts only.
    pub(crate) fn draw_debts(&mut self, model: &Model, key: TrialKey) {
        self.key = Some(key);
        let debts = &model.debts.list;
        self.drag.clear();
        self.drag.extend(debts.iter().map(|debt| debt.drag.draw(key)));
        self.toil.clear();
        self.toil.extend(debts.iter().map(|debt| debt.toil.draw(key) / WEEK_HOURS));
        self.loss.clear();
        self.loss.extend(debts.iter().map(|debt| debt.loss.draw(key)));
        self.principal.clear();
        self.principal.extend(debts.iter().map(|debt| debt.principal.draw(key)));
    }

    /// Draws everything.
    pub(crate) fn draw(&mut self, model: &Model, key: TrialKey) {
        self.draw_debts(model, key);
        self.candidates.resize_with(model.debts.list.len(), Vec::new);
        self.candidates.iter_mut().for_each(Vec::clear);
        let half = libm::sqrt(0.5);
        self.drift.clear();
        let plan_luck = key.normal(model.plan_rate);
        self.drift.extend(
            model.crews.iter().map(|crew| {
                crew.bias * libm::exp(crew.drift.sigma * (half * plan_luck + half * key.normal(crew.rate)))
            }),
        );
        let mut factors = std::mem::take(&mut self.factors);
        model.divisors.draw(key, &mut self.slowness, &mut factors);
        self.effort.clear();
        self.undrifted.clear();
        self.delivery.clear();
        for (idx, (node, effort)) in model.nodes.iter().zip(&model.efforts).enumerate() {
            let works = node.role == Role::Work;
            let clean = match effort {
                Effort::Clean(law) if works => law.draw(key),
                Effort::Today(law) if works => law.draw(key) / model.divisors.of(idx, &factors),
                Effort::Principals if works => {
                    node.pays.of(&model.pays).iter().map(|(debt, part)| part * self.principal[*debt]).sum()
                }
                Effort::Clean(_) | Effort::Today(_) | Effort::Principals | Effort::None | Effort::Delivery(_) => 0.0,
            };
            self.undrifted.push(clean);
            self.effort.push(if works { clean * self.drift[node.team as usize] } else { 0.0 });
            self.delivery.push(match effort {
                Effort::Delivery(law) => law.draw(key) as i32,
                Effort::None | Effort::Clean(_) | Effort::Today(_) | Effort::Principals => 0,
            });
        }
        self.factors = factors;
    }

    /// The `index`-th candidate for an incident of this debt: its instant, and its uniform.
    pub(crate) fn candidate(&mut self, model: &Model, debt: usize, index: usize) -> (f64, f64) {
        let key = self.key.expect("a trial is drawn before it runs");
        let law = &model.debts.list[debt];
        let drawn = &mut self.candidates[debt];
        while drawn.len() <= index {
            let last = drawn.last().map_or(0.0, |(t, _)| *t);
            let at = drawn.len() as u64;
            let wait = -libm::log(key.uniform(law.arrival, at)) * law.between;
            drawn.push((last + wait, key.uniform(law.chance, at)));
        }
        drawn[index]
    }
}
