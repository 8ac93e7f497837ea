//! What may be changed about a plan: which items may move, which may be left out, and which paydowns could be added.
//!
//! Left alone are: what is done, parents and what somebody else delivers (their rank decides nothing), the numbers of pinned
//! items, and what the plan says must stay. Debts that were accepted on purpose stay unpaid, and what somebody waits for or was
//! promised is never left out.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Day, Debt, DebtId, DebtState, Item, ItemId, ItemKind, ItemState, Plan, Scope, TeamId};
use uuid::Uuid;

use super::super::candidate::{Candidate, Shape};

/// Under which the ids of paydowns that a search plans are derived.
const NAMESPACE: Uuid = Uuid::from_u128(0x52d8_1f0e_7a64_4c0b_9c3e_08e6_4f5d_a1b7);

/// The genes of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Genes {
    /// The plan as it is, sound.
    pub base: Plan,
    /// The same with every paydown that could be planned.
    pub wide: Plan,
    /// By gene: its item; first those that are there already, in rank order, then those that could be added.
    pub ids: Vec<ItemId>,
    /// By gene: the debt, if it is a paydown that the plan does not have yet.
    pub adds: Vec<Option<DebtId>>,
    /// By gene: whether its rank is fixed.
    pub pinned: Vec<bool>,
    /// Which orders make sense, and what may be left out.
    pub shape: Shape,
    /// The plan as it is, or as near to it as dependencies allow.
    pub now: Candidate,
    /// Every item of the plan as it is, in rank order.
    pub ranked: Vec<ItemId>,
}

impl Genes {
    /// The genes of a sound plan.
    pub fn new(base: &Plan, today: Day) -> Genes {
        let mut wide = base.clone();
        let ranked_items = base.ranked();
        let parents: BTreeSet<ItemId> = ranked_items.iter().filter_map(|item| item.parent).collect();
        let mut ids: Vec<ItemId> =
            ranked_items.iter().filter(|item| moves(item, &parents)).map(|item| item.id).collect();
        let mut adds = vec![None; ids.len()];
        for debt in base.debts.values().filter(|debt| may_be_paid(base, debt, today)) {
            if let Some(paydown) = paydown(base, debt) {
                ids.push(paydown.id);
                adds.push(Some(debt.id));
                wide.items.insert(paydown.id, paydown);
            }
        }
        let gene_of: BTreeMap<ItemId, u32> = ids.iter().enumerate().map(|(gene, id)| (*id, gene as u32)).collect();
        let before = Waits::new(base, &gene_of).of(&ids);
        let optional: Vec<u32> = (0..ids.len())
            .filter(|gene| adds[*gene].is_some() || is_optional(base, ids[*gene]))
            .map(|gene| gene as u32)
            .collect();
        let shape = Shape::new(before, optional);
        let place: Vec<f64> = (0..ids.len()).map(|gene| -(gene as f64)).collect();
        let now = Candidate { order: shape.by_weight(&place), on: adds.iter().map(Option::is_none).collect() };
        let ranked = ranked_items.iter().map(|item| item.id).collect();
        let pinned = ids.iter().map(|id| wide.items[id].pinned).collect();
        Genes { base: base.clone(), wide, ids, adds, pinned, shape, now, ranked }
    }

    /// Whether a gene is a paydown.
    pub fn pays(&self, gene: u32) -> bool {
        self.wide.items[&self.ids[gene as usize]].kind == ItemKind::Paydown
    }

    /// The items of the genes in the order of a candidate: a pinned one keeps its number among those that are there already,
    /// and what is added stands before as many of these as in the candidate. What is left out is still in the list, what is
    /// not added is not.
    pub fn order(&self, candidate: &Candidate) -> Vec<ItemId> {
        let is_new = |gene: u32| self.adds[gene as usize].is_some();
        let free = |gene: &u32| !is_new(*gene) && !self.pinned[*gene as usize];
        let mut moving = candidate.order.iter().copied().filter(free);
        // Genes are numbered in the order of the plan as it is, so a pinned one has its own number.
        let mut known =
            (0..self.known().len()).map(|gene| if self.pinned[gene] { Some(gene as u32) } else { moving.next() });
        let mut order = Vec::with_capacity(self.ids.len());
        for &gene in &candidate.order {
            if !is_new(gene) {
                let gene = known.next().flatten().expect("an order holds every gene");
                order.push(self.ids[gene as usize]);
            } else if candidate.on[gene as usize] {
                order.push(self.ids[gene as usize]);
            }
        }
        order
    }

    /// The items of the genes that are there already, in the order of the plan as it is.
    pub fn known(&self) -> &[ItemId] {
        &self.ids[..self.adds.iter().filter(|debt| debt.is_none()).count()]
    }

    /// The items whose rank is fixed.
    pub fn pins(&self) -> BTreeSet<ItemId> {
        self.ids.iter().zip(&self.pinned).filter(|(_, pinned)| **pinned).map(|(id, _)| *id).collect()
    }

    /// Writes a candidate into a copy of the wide plan. The ranks are good for reckoning, not for
    /// keeping; those of items without a gene decide nothing and stay.
    pub fn write(&self, candidate: &Candidate, plan: &mut Plan) {
        for (gene, id) in self.ids.iter().enumerate() {
            plan.items.get_mut(id).expect("every gene is in the wide plan").alive = candidate.on[gene];
        }
        for (place, id) in self.order(candidate).iter().enumerate() {
            plan.items.get_mut(id).expect("every gene is in the wide plan").rank = format!("{place:08}");
        }
    }
}

/// Whether the rank of an item decides anything.
fn moves(item: &Item, parents: &BTreeSet<ItemId>) -> bool {
    let has_effort = item.estimate.is_some_and(|range| range.high > 0.0) || item.kind == ItemKind::Paydown;
    let open = item.state != ItemState::Done && !parents.contains(&item.id);
    open && has_effort && item.kind != ItemKind::External
}

/// Whether an item that is there may be left out.
fn is_optional(plan: &Plan, id: ItemId) -> bool {
    let item = &plan.items[&id];
    let may = match (item.scope, item.kind) {
        (Scope::May, _) | (Scope::Usual, ItemKind::Paydown) => true,
        (Scope::Must, _) | (Scope::Usual, ItemKind::Feature | ItemKind::Enabler | ItemKind::External) => false,
    };
    let awaited = || plan.items.values().any(|other| other.alive && other.after.contains_key(&id));
    // What has lost its last part would be finished at once, and seem to win what it is worth.
    let stays = |other: &Item| other.scope != Scope::May && other.kind != ItemKind::Paydown;
    let mut others = plan.items.values().filter(|other| other.alive && other.id != id);
    let last_part = item.parent.is_some() && !others.any(|other| other.parent == item.parent && stays(other));
    may && item.state == ItemState::Planned && item.commitment.is_none() && !awaited() && !last_part
}

/// Whether it is worth thinking of paying a debt that nothing is planned for.
fn may_be_paid(plan: &Plan, debt: &Debt, today: Day) -> bool {
    let open = || plan.items.values().filter(|item| item.alive && item.state != ItemState::Done);
    let planned = || open().any(|item| item.kind == ItemKind::Paydown && item.pays.contains_key(&debt.id));
    let accepted = debt.state == DebtState::Accepted && debt.accepted_until.is_none_or(|until| until >= today);
    let to_come = || open().any(|item| item.incurs.contains(&debt.id));
    let known = debt.principal.is_some_and(|principal| principal.likely > 0.0);
    debt.alive && debt.outstanding() > 0.0 && known && !accepted && !planned() && !to_come()
}

/// The paydown of a debt, by the staffed team that owns most of what it slows.
fn paydown(plan: &Plan, debt: &Debt) -> Option<Item> {
    let staffed = |team: &TeamId| plan.people.values().any(|person| person.alive && person.team == Some(*team));
    let mut work: BTreeMap<TeamId, f64> = BTreeMap::new();
    for owner in debt.components.iter().filter_map(|id| plan.components.get(id)?.team) {
        work.entry(owner).or_default();
    }
    let unowned = work.is_empty();
    for item in plan.items.values().filter(|item| item.alive && item.state != ItemState::Done) {
        let share: f64 = debt.components.iter().filter_map(|component| item.components.get(component)).sum();
        if let (Some(team), Some(range), true) = (item.team, item.estimate, share > 0.0) {
            match work.get_mut(&team) {
                Some(work) => *work += share * range.likely,
                None if unowned => _ = work.insert(team, share * range.likely),
                None => {}
            }
        }
    }
    let team = work.iter().filter(|(team, _)| staffed(team)).max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?.0;
    let name = |n: usize| ItemId(Uuid::new_v5(&NAMESPACE, format!("{}/{n}", debt.id).as_bytes()));
    let id = (0..=plan.items.len()).map(name).find(|id| !plan.items.contains_key(id))?;
    let mut item = Item::new(id);
    item.title = format!("Pay down {}", debt.title.trim());
    item.kind = ItemKind::Paydown;
    item.team = Some(*team);
    item.pays.insert(debt.id, debt.outstanding().min(1.0));
    Some(item)
}

/// What each item waits for, seen through what is not a gene itself.
struct Waits<'a> {
    plan: &'a Plan,
    gene_of: &'a BTreeMap<ItemId, u32>,
    children: BTreeMap<ItemId, Vec<ItemId>>,
}

impl<'a> Waits<'a> {
    fn new(plan: &'a Plan, gene_of: &'a BTreeMap<ItemId, u32>) -> Waits<'a> {
        let mut children: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for item in plan.items.values().filter(|item| item.alive) {
            if let Some(parent) = item.parent {
                children.entry(parent).or_default().push(item.id);
            }
        }
        Waits { plan, gene_of, children }
    }

    fn of(&self, ids: &[ItemId]) -> Vec<Vec<u32>> {
        ids.iter().map(|id| self.genes_before(*id)).collect()
    }

    fn genes_before(&self, id: ItemId) -> Vec<u32> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut todo = self.waits_for(id);
        while let Some(next) = todo.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.gene_of.get(&next) {
                Some(gene) => _ = found.insert(*gene),
                None => {
                    todo.extend(self.children.get(&next).into_iter().flatten());
                    todo.extend(self.waits_for(next));
                }
            }
        }
        found.into_iter().collect()
    }

    /// The predecessors of an item and of all that it is a part of.
    fn waits_for(&self, id: ItemId) -> Vec<ItemId> {
        let mut found = Vec::new();
        let mut at = self.plan.items.get(&id);
        while let Some(item) = at {
            found.extend(item.after.keys().copied());
            at = item.parent.and_then(|parent| self.plan.items.get(&parent));
        }
        found
    }
}
