//! The debts as the trials see them: which exist today, what they slow, whom their toil and incidents fall on, how
//! they grow; and the divisors that take today's drag out of an estimate that contains it.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Component, ComponentId, DebtId, Item, ItemId, ItemState, Plan, Range, TeamId};

use crate::drag::m;
use crate::draw::{Lognormal, Purpose, Subject, TrialKey};
use crate::growth::Growth;
use crate::span::Span;

/// Incidents are drawn as candidates at three times the rate, so that growth can only thin them out.
const CANDIDATES: f64 = 3.0;

/// Days in a month, in the mean.
const MONTH: f64 = 365.25 / 12.0;

/// One debt.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DebtModel {
    pub id: DebtId,
    /// Its unpaid fraction, once it exists.
    pub unpaid: f64,
    /// Whether it exists at today; else from the finish of the item that incurs it.
    pub exists: bool,
    pub drag: Lognormal,
    pub toil: Lognormal,
    pub loss: Lognormal,
    pub principal: Lognormal,
    /// Mean calendar days between two candidates for an incident; infinite for none.
    pub between: f64,
    pub arrival: Subject,
    pub chance: Subject,
    pub grows: bool,
    /// The components whose work it slows, sub-components included.
    pub slows: Vec<usize>,
    /// The components it sits on itself.
    pub sits_on: BTreeSet<ComponentId>,
    /// Teams that its toil and losses fall on, with their share.
    pub burdens: Vec<(usize, f64)>,
    /// Incidents a month.
    pub rate: f64,
}

/// A debt whose toil falls on a team, with the share of it that does.
pub(crate) type Toil = (usize, f64);

/// All debts, and what lies on each component and team.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Debts {
    pub list: Vec<DebtModel>,
    pub growth: Growth,
    components: BTreeMap<ComponentId, usize>,
    /// Debts on each component or on an ancestor of it, each once.
    pub on: Vec<Vec<usize>>,
    /// Those of them that grow, component by component, and where each component has them.
    pub growing: Vec<usize>,
    pub growing_on: Vec<Span>,
    /// Those of them that do not.
    pub still_on: Vec<Vec<usize>>,
    /// Debts whose toil falls on a team and grows, team by team, and where each team has them.
    pub growing_toils: Vec<Toil>,
    pub growing_toil_of: Vec<Span>,
    /// Those whose toil falls on each team and does not grow.
    pub still_toil_of: Vec<Vec<Toil>>,
}

impl Debts {
    pub(crate) fn new(plan: &Plan, crew_of: &BTreeMap<TeamId, usize>, n_days: u32) -> Debts {
        let standing = standing(plan);
        let components: BTreeMap<ComponentId, usize> = plan
            .components
            .values()
            .filter(|component| component.alive)
            .enumerate()
            .map(|(idx, component)| (component.id, idx))
            .collect();
        let alive: Vec<&plan::Debt> = plan.debts.values().filter(|debt| debt.alive).collect();
        let sites = Sites::new(&alive);
        let on: Vec<Vec<usize>> = components.keys().map(|&id| sites.on(&plan.components, id)).collect();
        let mut slows = vec![Vec::new(); alive.len()];
        for (component, debts) in on.iter().enumerate() {
            debts.iter().for_each(|debt| slows[*debt].push(component));
        }
        let mut toil_of = vec![Vec::new(); crew_of.len()];
        let list: Vec<DebtModel> = alive
            .iter()
            .enumerate()
            .map(|(idx, debt)| {
                let law = |range: Option<Range>, purpose| {
                    Lognormal::new(range.unwrap_or(Range::ZERO), Subject::new(debt.id.0, purpose))
                };
                let mut burdens: BTreeMap<usize, f64> = BTreeMap::new();
                let sits_on: BTreeSet<ComponentId> =
                    debt.components.iter().copied().filter(|id| components.contains_key(id)).collect();
                for component in &sits_on {
                    let owner = plan.components.get(component).and_then(|component| component.team);
                    if let Some(&team) = owner.and_then(|team| crew_of.get(&team)) {
                        *burdens.entry(team).or_default() += 1.0 / sits_on.len() as f64;
                    }
                }
                for (&team, &share) in &burdens {
                    if debt.toil.is_some_and(|toil| toil.likely > 0.0) {
                        toil_of[team].push((idx, share));
                    }
                }
                let grows = debt.growth > 0.0;
                let loses = debt.incident_rate > 0.0 && debt.incident_loss.is_some_and(|loss| loss.likely > 0.0);
                DebtModel {
                    id: debt.id,
                    unpaid: debt.outstanding(),
                    exists: standing.contains(&debt.id),
                    drag: law(debt.drag, Purpose::Drag),
                    toil: law(debt.toil, Purpose::Toil),
                    loss: law(debt.incident_loss, Purpose::Loss),
                    principal: law(debt.principal, Purpose::Principal),
                    between: if loses { MONTH / (CANDIDATES * debt.incident_rate) } else { f64::INFINITY },
                    arrival: Subject::new(debt.id.0, Purpose::Arrival),
                    chance: Subject::new(debt.id.0, Purpose::Chance),
                    grows,
                    slows: std::mem::take(&mut slows[idx]),
                    sits_on,
                    burdens: burdens.into_iter().collect(),
                    rate: if loses { debt.incident_rate } else { 0.0 },
                }
            })
            .collect();
        let growth = Growth::new(alive.iter().map(|debt| debt.growth), n_days);
        let (mut growing, mut growing_on, mut still_on) = (Vec::new(), Vec::new(), Vec::new());
        for on in &on {
            let (grow, stay): (Vec<usize>, Vec<usize>) = on.iter().partition(|debt| growth.grows(**debt));
            growing_on.push(Span::extend(&mut growing, grow.into_iter()));
            still_on.push(stay);
        }
        let (mut growing_toils, mut growing_toil_of, mut still_toil_of) = (Vec::new(), Vec::new(), Vec::new());
        for of in toil_of {
            let (grow, stay): (Vec<Toil>, Vec<Toil>) = of.into_iter().partition(|(debt, _)| growth.grows(*debt));
            growing_toil_of.push(Span::extend(&mut growing_toils, grow.into_iter()));
            still_toil_of.push(stay);
        }
        Debts {
            list,
            growth,
            components,
            on,
            growing,
            growing_on,
            still_on,
            growing_toils,
            growing_toil_of,
            still_toil_of,
        }
    }

    /// The debts whose toil falls on a team.
    pub(crate) fn toils_of(&self, crew: usize) -> impl Iterator<Item = &Toil> {
        self.growing_toil_of[crew].of(&self.growing_toils).iter().chain(&self.still_toil_of[crew])
    }

    pub(crate) fn index(&self, id: DebtId) -> Option<usize> {
        self.list.binary_search_by(|debt| debt.id.cmp(&id)).ok()
    }

    pub(crate) fn component(&self, id: ComponentId) -> Option<usize> {
        self.components.get(&id).copied()
    }

    /// The chance that a candidate of this debt becomes an incident, at this unpaid fraction and growth.
    #[inline]
    pub(crate) fn incident_chance(unpaid: f64, grown: f64) -> f64 {
        unpaid * grown / CANDIDATES
    }
}

/// The debts that exist today: those that no item incurs, or one incurs that is over.
fn standing(plan: &Plan) -> BTreeSet<DebtId> {
    let mut open_child: BTreeSet<ItemId> = BTreeSet::new();
    let mut parents: BTreeSet<ItemId> = BTreeSet::new();
    for item in plan.items.values().filter(|item| item.alive) {
        parents.extend(item.parent);
    }
    for item in plan.items.values().filter(|item| item.alive && !parents.contains(&item.id)) {
        if item.state != ItemState::Done {
            let mut up = item.parent;
            while let Some(parent) = up.filter(|parent| open_child.insert(*parent)) {
                up = plan.items.get(&parent).and_then(|parent| parent.parent);
            }
        }
    }
    let over = |item: &Item| {
        if parents.contains(&item.id) { !open_child.contains(&item.id) } else { item.state == ItemState::Done }
    };
    let mut to_come: BTreeSet<DebtId> = BTreeSet::new();
    let mut here: BTreeSet<DebtId> = BTreeSet::new();
    for item in plan.items.values().filter(|item| item.alive) {
        if over(item) { here.extend(&item.incurs) } else { to_come.extend(&item.incurs) }
    }
    plan.debts
        .values()
        .filter(|debt| debt.alive && (!to_come.contains(&debt.id) || here.contains(&debt.id)))
        .map(|debt| debt.id)
        .collect()
}

/// Which debts sit on each component.
struct Sites(BTreeMap<ComponentId, Vec<usize>>);

impl Sites {
    fn new(debts: &[&plan::Debt]) -> Sites {
        let mut sites: BTreeMap<ComponentId, Vec<usize>> = BTreeMap::new();
        for (idx, debt) in debts.iter().enumerate() {
            for &component in &debt.components {
                sites.entry(component).or_default().push(idx);
            }
        }
        Sites(sites)
    }

    /// The debts on a component or on an ancestor of it, each once, in their own order.
    fn on(&self, components: &BTreeMap<ComponentId, Component>, id: ComponentId) -> Vec<usize> {
        let mut line = BTreeSet::new();
        let mut up = Some(id);
        while let Some(component) = up.filter(|component| line.insert(*component)) {
            up = components.get(&component).filter(|component| component.alive).and_then(|component| component.parent);
        }
        let mut debts: Vec<usize> =
            line.iter().filter_map(|component| self.0.get(component)).flatten().copied().collect();
        debts.sort_unstable();
        debts.dedup();
        debts
    }
}

/// What today's drag multiplies each estimate by, under the plan that the estimates were made in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Divisors {
    debts: Vec<(Lognormal, f64)>,
    /// Debts on each component that matters.
    loads: Vec<Vec<usize>>,
    /// Loads of each item in rank order, with its share.
    items: Vec<Vec<(usize, f64)>>,
}

impl Divisors {
    /// `items` are those of `plan` in rank order; `base` is the plan they were estimated in.
    pub(crate) fn new(plan: &Plan, base: &Plan, items: &[&Item]) -> Divisors {
        let standing = standing(base);
        let alive: Vec<&plan::Debt> =
            base.debts.values().filter(|debt| debt.alive && standing.contains(&debt.id)).collect();
        let sites = Sites::new(&alive);
        let mut loads = Vec::new();
        let mut load_of: BTreeMap<(bool, ComponentId), usize> = BTreeMap::new();
        let items = items
            .iter()
            .map(|item| {
                let known = base.items.get(&item.id).filter(|known| known.alive);
                let (item, components) = known.map_or((*item, &plan.components), |known| (known, &base.components));
                let shares = item.components.iter().filter(|(id, _)| components.get(id).is_some_and(|c| c.alive));
                shares
                    .map(|(&id, &share)| {
                        let load = *load_of.entry((known.is_some(), id)).or_insert_with(|| {
                            loads.push(sites.on(components, id));
                            loads.len() - 1
                        });
                        (load, share)
                    })
                    .collect()
            })
            .collect();
        let debts = alive
            .iter()
            .map(|debt| {
                let drag = debt.drag.unwrap_or(Range::ZERO);
                (Lognormal::new(drag, Subject::new(debt.id.0, Purpose::Drag)), debt.outstanding())
            })
            .collect();
        Divisors { debts, loads, items }
    }

    /// The factor of each load in this trial.
    pub(crate) fn draw(&self, key: TrialKey, slowness: &mut Vec<f64>, factors: &mut Vec<f64>) {
        slowness.clear();
        slowness.extend(self.debts.iter().map(|(law, unpaid)| law.draw(key) * unpaid));
        factors.clear();
        factors.extend(self.loads.iter().map(|debts| m(debts.iter().map(|&debt| slowness[debt]).sum())));
    }

    /// The divisor of one item, in rank order.
    #[inline]
    pub(crate) fn of(&self, item: usize, factors: &[f64]) -> f64 {
        self.items[item].iter().fold(1.0, |sum, (load, share)| sum + share * (factors[*load] - 1.0))
    }
}
