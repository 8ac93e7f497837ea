//! The search against all there is: on small plans every order and every choice is tried, and pay-first decisions are
//! worked out by hand.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, m};
use plan::{ItemId, ItemKind, Plan, Scope, fixture};

use super::super::candidate::Candidate;
use super::super::dice::Dice;
use super::super::run::Problem;
use super::decode::{Decoder, SCENARIOS};
use super::genes::Genes;
use super::worth::Worth;
use super::{BetterOrder, OrderStep, better_order};
use crate::testing::{planned, today};

const GO: fn(&super::SearchProgress) -> ControlFlow<()> = |_| ControlFlow::Continue(());

fn assumptions(trials: u32) -> Assumptions {
    Assumptions { today: today(), seed: 3, trials }
}

fn searched(plan: &Plan, budget: u32, trials: u32) -> BetterOrder {
    better_order(plan, &assumptions(trials), budget, &AtomicBool::new(false), &mut { GO }).expect("nobody stops a test")
}

/// The plan after a proposal, as the door would make it.
fn after(plan: &Plan, found: &super::Found) -> Plan {
    let mut after = plan.clone();
    for (slot, value) in plan::decide(plan, &found.op).expect("a better order is allowed").edits {
        after.set(&slot, &value);
    }
    plan::sound(&after).0
}

/// A plan of two to four items and up to three debts, with everything that makes orders differ, fixed ranks and mandated
/// paydowns among it.
fn small(seed: u32) -> String {
    let mut dice = Dice::new(seed, 7);
    let mut text = "plan \"Small\" cap 1 horizon 20 drift 0.2\nteam core\n".to_owned();
    for person in ["ada", "bo"].into_iter().take(1 + dice.below(2)) {
        text += &format!("person {person} team core skills rust\n");
    }
    text += "component web team core\ncomponent api team core\n";
    let (n_items, n_debts) = (2 + dice.below(3), 1 + dice.below(if seed.is_multiple_of(5) { 3 } else { 2 }));
    for debt in 0..n_debts {
        let home = ["web", "api", "web,api"][dice.below(3)];
        let (principal, drag, toil) = (1 + dice.below(6), 2 + dice.below(7), dice.below(6));
        text += &format!("debt d{debt} in {home} principal {principal} drag 0.{drag} toil {toil}\n");
    }
    for item in 0..n_items {
        let (effort, cost) = (2 + dice.below(9), 1_000 * dice.below(8));
        let home = ["web", "api"][dice.below(2)];
        text += &format!(
            "item i{item} team core effort {}/{effort}/{} in {home} 0.8 cod {cost} basis clean",
            effort - 1,
            effort + 3
        );
        if item > 0 && dice.chance(0.25) {
            text += &format!(" after i{}", dice.below(item));
        }
        if dice.chance(0.3) {
            text += &format!(" commit {} to \"Board\"", today().plus(14 + dice.below(30) as i32));
        } else if dice.chance(0.2) {
            text += " scope may";
        }
        if item == 1 && seed.is_multiple_of(3) {
            text += " pinned";
        }
        text += "\n";
    }
    if dice.chance(0.4) {
        text += "paydown p0 team core pays d0";
        text += if seed.is_multiple_of(2) { " scope must\n" } else { "\n" };
    }
    text
}

/// The least that any order of any choice costs, orders that break dependencies included.
fn least(decoder: &mut Decoder<'_>) -> f64 {
    let (n, optional) = (decoder.shape().len(), decoder.shape().optional.clone());
    let mut least = f64::INFINITY;
    for choice in 0..1_u32 << optional.len() {
        let mut on = vec![true; n];
        for (at, gene) in optional.iter().enumerate() {
            on[*gene as usize] = choice >> at & 1 == 1;
        }
        let (mut order, off): (Vec<u32>, Vec<u32>) = (0..n as u32).partition(|gene| on[*gene as usize]);
        let n_on = order.len();
        order.extend(off);
        every_order(&mut order, 0, n_on, &mut |order| {
            least = least.min(decoder.cost(&mut Candidate { order: order.to_vec(), on: on.clone() }));
        });
    }
    least
}

fn every_order(order: &mut Vec<u32>, from: usize, to: usize, seen: &mut impl FnMut(&[u32])) {
    if from == to {
        return seen(order);
    }
    for at in from..to {
        order.swap(from, at);
        every_order(order, from + 1, to, seen);
        order.swap(from, at);
    }
}

#[test]
fn on_small_plans_nothing_is_better_than_what_the_search_finds() {
    let stop = AtomicBool::new(false);
    let mut n_genes = Vec::new();
    for seed in 0..40 {
        let text = small(seed);
        let (plan, _) = planned(&text);
        let genes = Genes::new(&plan, today());
        let worth = Worth::new(&plan, today());
        // Seven genes have five thousand orders: two such plans are enough.
        let too_many = if n_genes.iter().filter(|n| **n == 7).count() < 2 { 7 } else { 6 };
        if genes.ids.len() > too_many || worth.is_nothing() {
            continue;
        }
        n_genes.push(genes.ids.len());
        let mut decoder = Decoder::new(&genes, &worth, assumptions(SCENARIOS), &stop);
        let found_within = |decoder: &mut Decoder<'_>, budget: u32| {
            let best = super::search(decoder, budget, &stop, &mut { GO }).expect("nobody stops a test");
            best.into_iter().map(|mut best| decoder.cost(&mut best)).fold(f64::INFINITY, f64::min)
        };
        let early = found_within(&mut decoder, 300);
        let found = found_within(&mut decoder, 20_000);
        let least = least(&mut decoder);
        assert!(found <= least + 1e-6 * least.abs(), "found {found}, but there is {least}, in\n{text}");
        assert!(early <= 1.03 * least, "found {early} within 300 orders, but there is {least}, in\n{text}");
    }
    assert!(n_genes.len() >= 24 && n_genes.contains(&7), "the plans are too few or too small: {n_genes:?}");
}

/// One person, no spread, a fixed order: what is finished when follows from m alone.
fn in_line(principal: f64, efforts: &[f64], costs: &[f64], drag: f64) -> String {
    let mut text = format!(
        "team core\nperson ada team core\ncomponent web team core\ndebt mess in web principal {principal} drag {drag}\n"
    );
    for (at, (effort, cost)) in efforts.iter().zip(costs).enumerate() {
        text += &format!("item i{at} team core effort {effort} basis clean in web 1 cod {cost} pinned\n");
    }
    text
}

#[test]
fn a_debt_is_paid_where_the_work_behind_it_wins_more_than_it_costs() {
    let drag = 0.5;
    let each = m(drag) - 1.0;
    let cases: [(f64, &[f64], &[f64]); 6] = [
        (2.0, &[10.0, 10.0, 10.0], &[0.0, 0.0, 7_000.0]),
        (20.0, &[10.0, 10.0, 10.0], &[0.0, 0.0, 7_000.0]),
        (9.0, &[5.0, 20.0, 10.0], &[7_000.0, 0.0, 7_000.0]),
        (9.0, &[5.0, 20.0, 10.0], &[90_000.0, 0.0, 7_000.0]),
        (6.0, &[5.0, 5.0, 40.0], &[50_000.0, 50_000.0, 7_000.0]),
        (60.0, &[5.0, 5.0, 40.0], &[50_000.0, 50_000.0, 7_000.0]),
    ];
    let mut paid = Vec::new();
    for (principal, efforts, costs) in cases {
        // Paying before position k changes the finish of each j behind it by P − Σ s_l of the work from k to j.
        let loss = |k: usize| -> f64 {
            let saved = |j: usize| efforts[k..=j].iter().map(|effort| effort * each).sum::<f64>();
            (k..efforts.len()).map(|j| costs[j] * (principal - saved(j))).sum()
        };
        let best = (0..efforts.len()).min_by(|a, b| loss(*a).total_cmp(&loss(*b))).filter(|k| loss(*k) < 0.0);
        let (plan, _) = planned(&in_line(principal, efforts, costs, drag));
        let found = searched(&plan, 500, 2).found;
        let at = found.as_ref().map(|found| match found.steps[..] {
            [OrderStep::Pay { at, .. }] => at as usize - 1,
            _ => panic!("pinned items stay: {:?}", found.steps),
        });
        assert_eq!(at, best, "principal {principal}, efforts {efforts:?}, costs {costs:?}");
        paid.push(at);
    }
    assert_eq!(paid, [Some(0), None, Some(1), Some(1), Some(2), None], "each way of deciding comes up");
}

#[test]
fn what_may_not_be_touched_is_not() {
    let (plan, _) = planned(
        "team core\nperson ada team core\ncomponent web team core\n\
         debt cheap in web principal 1 drag 0.9\ndebt kept in web principal 1 drag 0.9 state accepted until 2027-12-31\n\
         debt idle in web principal 30\ndebt idle2 in web principal 30\n\
         item first team core effort 20 in web 1 pinned\n\
         item worthless team core effort 9 in web 1\nitem may-go team core effort 9 in web 1 scope may\n\
         item needed team core effort 9 scope may\n\
         paydown dear team core pays idle\npaydown mandated team core pays idle2 scope must\n\
         item promised team core effort 4 commit 2027-03-31 to \"Board\" scope may cod 9000\n\
         item worthy team core effort 4 cod 9000 after needed\nitem last team core effort 2 cod 5000 pinned\n",
    );
    let found = searched(&plan, 1_500, 40).found.expect("there is much to win");
    let id = fixture::item;
    let of = |kind: fn(&OrderStep) -> Option<ItemId>| -> Vec<ItemId> { found.steps.iter().filter_map(kind).collect() };
    let after = after(&plan, &found);
    let order: Vec<ItemId> =
        after.ranked().iter().map(|item| item.id).filter(|id| plan.items.contains_key(id)).collect();
    assert_eq!((order[0], order.last()), (id("first"), Some(&id("last"))), "their ranks are fixed");
    assert_eq!(of(|step| if let OrderStep::Drop { item } = step { Some(*item) } else { None }), [id("dear")]);
    let cut = of(|step| if let OrderStep::Cut { item } = step { Some(*item) } else { None });
    assert_eq!(cut, [id("may-go")], "it is worth nothing and stands before the last");
    let paid: Vec<_> = found
        .steps
        .iter()
        .filter_map(|step| if let OrderStep::Pay { debt, .. } = step { Some(*debt) } else { None })
        .collect();
    assert_eq!(paid, [fixture::debt("cheap")], "what is accepted stays unpaid, what costs nothing too");
}

#[test]
fn an_epic_is_not_finished_by_cutting_all_its_parts() {
    let text = |second: &str| {
        format!(
            "team core\nperson ada team core\nitem epic cod 9000\nitem one team core parent epic effort 9 scope may\n\
             item two team core parent epic effort 9 {second}\n"
        )
    };
    let (plan, _) = planned(&text("scope may"));
    assert_eq!(searched(&plan, 300, 40).found, None, "one of them has to stay, and nothing says which");
    let (plan, _) = planned(&text(""));
    let found = searched(&plan, 300, 40).found.expect("the epic is finished sooner without its first part");
    assert_eq!(found.steps, [OrderStep::Cut { item: fixture::item("one") }]);
}

#[test]
fn nothing_is_proposed_where_nothing_can_be_won() {
    let best =
        "team core\nperson ada team core\nitem a team core effort 2 cod 9000\nitem b team core effort 20 cod 100\n";
    let (plan, _) = planned(best);
    let answer = searched(&plan, 200, 40);
    assert!(answer.found.is_none() && answer.tried > 0, "{answer:?}");
    let (plan, _) = planned("team core\nperson ada team core\nitem a team core effort 2\nitem b team core effort 1\n");
    let answer = searched(&plan, 200, 40);
    assert_eq!((answer.found, answer.tried), (None, 0), "nothing costs anything");
}

#[test]
fn the_same_seed_finds_the_same_and_a_stopped_search_nothing() {
    let (plan, _) = planned(&small(8));
    assert_eq!(searched(&plan, 300, 40), searched(&plan, 300, 40));
    let stop = AtomicBool::new(true);
    assert_eq!(better_order(&plan, &assumptions(40), 300, &stop, &mut { GO }), None);
    let mut asked = 0;
    let mut twice = |_: &super::SearchProgress| {
        asked += 1;
        if asked < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let answer =
        better_order(&plan, &assumptions(40), 300, &AtomicBool::new(false), &mut twice).expect("it is not stopped");
    assert!(answer.tried >= 2 && answer.tried < 40, "what was found until then is judged: {answer:?}");
}

#[test]
fn what_is_found_wins_on_seeds_that_took_no_part() {
    let stop = AtomicBool::new(false);
    let mut n_found = 0;
    for seed in 0..16 {
        let (plan, _) = planned(&small(seed));
        let Some(found) = searched(&plan, 250, 400).found else { continue };
        n_found += 1;
        let fresh = Assumptions { today: today(), seed: 77, trials: 400 };
        let cost = |changed: &Plan| super::order_cost(&plan, changed, &fresh, &stop).expect("nobody stops a test");
        let changed = after(&plan, &found);
        let (now, then) = (cost(&plan), cost(&changed));
        assert!(then.total() <= now.total(), "plan {seed}: {now:?} became {then:?}");
        assert!(then.delay <= now.delay, "plan {seed}: {now:?} became {then:?}");

        let place = |of: &Plan, id: ItemId| {
            let known = of.ranked().into_iter().filter(|item| plan.items.contains_key(&item.id));
            known.map(|item| item.id).position(|other| other == id)
        };
        let cut = plan.items.keys().any(|id| place(&changed, *id).is_none());
        for item in plan.items.values() {
            let may_go = item.scope == Scope::May || (item.kind == ItemKind::Paydown && item.scope == Scope::Usual);
            assert!(may_go || place(&changed, item.id).is_some(), "plan {seed}: what has to stay is cut");
            // What was cut before it no longer counts.
            let stays = !item.pinned || cut || place(&changed, item.id) == place(&plan, item.id);
            assert!(stays, "plan {seed}: a fixed rank is moved");
        }
    }
    assert!(n_found > 2, "too few plans could be bettered: {n_found}");
}
