//! A better order as edits: an ordinary operation that can be previewed and applied as one undoable step, and what it
//! does in words.

use plan::{Assign, DebtId, DebtState, EntityId, Field, ItemId, ItemKind, ItemState, Kind, Op, Value};
use serde::{Deserialize, Serialize};

use super::super::candidate::Candidate;
use super::genes::Genes;
use super::moved::moved;
use crate::text::count;

/// One thing that the better order does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OrderStep {
    /// An item, or a paydown that is planned already, gets another rank.
    Move {
        /// Which.
        item: ItemId,
        /// Its number among the open items, from 1.
        from: u32,
        /// The number it gets.
        to: u32,
    },
    /// A paydown is planned for a debt.
    Pay {
        /// Which debt.
        debt: DebtId,
        /// The item that pays it, as the operation makes it.
        item: ItemId,
        /// Its number among the open items, from 1.
        at: u32,
    },
    /// A planned paydown is given up.
    Drop {
        /// Which.
        item: ItemId,
    },
    /// An item is cut.
    Cut {
        /// Which.
        item: ItemId,
    },
}

/// What it takes to get from the plan as it is to a candidate.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proposal {
    pub op: Op,
    pub steps: Vec<OrderStep>,
}

/// The edits that make a candidate of the plan. `None` if it is the plan as it is.
pub(crate) fn proposal(genes: &Genes, candidate: &Candidate) -> Option<Proposal> {
    let gone: Vec<ItemId> = left_out(genes, candidate).collect();
    let mut after = genes.order(candidate);
    after.retain(|id| !gone.contains(id));
    let moved = moved(genes.known(), &after, &genes.pins());
    let adds = |item: &ItemId| {
        let gene = genes.ids.iter().position(|id| id == item)?;
        Some((*item, genes.adds[gene]?))
    };
    let added: Vec<(ItemId, DebtId)> = after.iter().filter_map(adds).collect();
    let mut ops = Vec::new();
    for (item, debt) in &added {
        ops.extend(plan_paydown(genes, *item, *debt));
    }
    for item in &gone {
        ops.push(Op::Delete { entity: (*item).into() });
        ops.extend(reopened(genes, &gone, *item));
    }
    let takes_place = |item: &ItemId| moved.contains(item) || added.iter().any(|(id, _)| id == item);
    let mut full: Vec<ItemId> =
        genes.ranked.iter().copied().filter(|id| !gone.contains(id) && !takes_place(id)).collect();
    // From the last to the first: when an item is put before the next one, that one stands where it will stay.
    for (at, item) in after.iter().enumerate().rev().filter(|(_, item)| takes_place(item)) {
        let before = after.get(at + 1).copied();
        let place = before.and_then(|before| full.iter().position(|id| *id == before)).unwrap_or(full.len());
        full.insert(place, *item);
        ops.push(Op::Move { item: *item, before });
    }
    let pays =
        added.iter().map(|(item, debt)| OrderStep::Pay { debt: *debt, item: *item, at: number(genes, &full, *item) });
    let leaves = gone.iter().map(|item| match genes.base.items[item].kind {
        ItemKind::Paydown => OrderStep::Drop { item: *item },
        ItemKind::Feature | ItemKind::Enabler | ItemKind::External => OrderStep::Cut { item: *item },
    });
    let moves = after.iter().filter(|id| moved.contains(id)).map(|item| OrderStep::Move {
        item: *item,
        from: number(genes, &genes.ranked, *item),
        to: number(genes, &full, *item),
    });
    let steps: Vec<OrderStep> = pays.chain(leaves).chain(moves).collect();
    (!steps.is_empty()).then(|| Proposal { op: Op::All { label: label(&steps), ops }, steps })
}

/// The existing items that a candidate leaves out.
fn left_out<'a>(genes: &'a Genes, candidate: &'a Candidate) -> impl Iterator<Item = ItemId> + 'a {
    (0..genes.ids.len()).filter(|gene| genes.adds[*gene].is_none() && !candidate.on[*gene]).map(|gene| genes.ids[gene])
}

/// Where an item stands among those that are still to be done, from 1.
fn number(genes: &Genes, order: &[ItemId], item: ItemId) -> u32 {
    let open = |id: &&ItemId| genes.wide.items.get(*id).is_some_and(|item| item.state != ItemState::Done);
    order.iter().filter(open).position(|id| *id == item).map_or(0, |at| at as u32 + 1)
}

fn plan_paydown(genes: &Genes, item: ItemId, debt: DebtId) -> Vec<Op> {
    let planned = &genes.wide.items[&item];
    let mut values = vec![
        Assign::of(Field::Title, Value::Text(planned.title.clone())),
        Assign::of(Field::Kind, Value::Text(ItemKind::Paydown.word().into())),
    ];
    values.extend(planned.team.map(|team| Assign::of(Field::Team, Value::Ref(team.0))));
    values.extend(planned.pays.iter().map(|(debt, part)| Assign {
        field: Field::Pays,
        key: debt.to_string(),
        value: Value::Number(*part),
    }));
    let state = Op::set(EntityId::from(debt), Field::State, Value::Text(DebtState::Scheduled.word().into()));
    vec![Op::Create { entity: EntityId { kind: Kind::Item, id: item.0 }, values }, state]
}

/// Debts that were scheduled and that nothing pays any more are open again.
fn reopened<'a>(genes: &'a Genes, gone: &'a [ItemId], item: ItemId) -> impl Iterator<Item = Op> + 'a {
    let plan = &genes.base;
    let still_paid = |debt: &DebtId| {
        let mut items = plan.items.values().filter(|other| other.alive && !gone.contains(&other.id));
        items.any(|other| other.state != ItemState::Done && other.pays.contains_key(debt))
    };
    let scheduled = |debt: &&DebtId| plan.debts.get(debt).is_some_and(|debt| debt.state == DebtState::Scheduled);
    let debts = plan.items[&item].pays.keys().filter(scheduled).filter(move |debt| !still_paid(debt));
    debts.map(|debt| Op::set(*debt, Field::State, Value::Text(DebtState::Open.word().into())))
}

fn label(steps: &[OrderStep]) -> String {
    let n = |of: fn(&OrderStep) -> bool| steps.iter().filter(|step| of(step)).count();
    let parts = [
        (n(|step| matches!(step, OrderStep::Move { .. })), "moved"),
        (n(|step| matches!(step, OrderStep::Pay { .. })), "paid down"),
        (n(|step| matches!(step, OrderStep::Drop { .. })), "dropped"),
        (n(|step| matches!(step, OrderStep::Cut { .. })), "cut"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| match *what {
            "paid down" => format!("{} {what}", count(*n, "debt", "debts")),
            "dropped" => format!("{} {what}", count(*n, "paydown", "paydowns")),
            _ => format!("{} {what}", count(*n, "item", "items")),
        })
        .collect();
    format!("Better order: {}", said.join(", "))
}
