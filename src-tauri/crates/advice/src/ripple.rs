//! "If this slips three weeks": what a slip of one item forces on all others, under the same draws.
//!
//! A slip is more of the same work: the people stay on the item until it is finished so many calendar days later at P50, and
//! what waits for it or for them waits too. How much work that is is found by trying. An item of somebody else's is
//! delivered so much later; one without effort is held so much longer by what it waits for; an item with parts slips with
//! the part that is finished last.
//!
//! Why not hold the item back instead, by its earliest start: its people would meanwhile do what comes after, and the plan
//! would look better for the slip.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::AtomicBool;

use forecast::{WhatIf, When, what_if};
use plan::{Day, DayRange, ItemId, ItemKind, ItemState, Plan, Range};
use serde::{Deserialize, Serialize};

use crate::draws::Draws;
use crate::effect::{finishes, moved};
use crate::flag::{ItemEffect, Shift};

/// Forecasts that finding the work behind a slip may take.
const TRIES: usize = 12;
/// Trials for a first guess of it.
const FEW: u32 = 512;

/// What a slip forces on everything else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Ripple {
    /// The item that slips; for one with parts, the part that is finished last.
    pub item: ItemId,
    /// The slip asked about, in calendar days.
    pub days: u32,
    /// What the slip does to the item itself.
    pub own: ItemEffect,
    /// The other items whose dates or chances move: promised ones first, then by how far.
    pub others: Vec<ItemEffect>,
    /// How many other open items do not move.
    pub unmoved: u32,
    /// Promises that were kept at their confidence before, and are not with the slip.
    pub broken: Vec<ItemId>,
    /// P50 of the whole plan.
    pub plan_p50: Shift<When>,
    /// P85 of the whole plan.
    pub plan_p85: Shift<When>,
}

/// Why an item cannot slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSlip {
    /// It is not in the plan.
    NotThere,
    /// It is done.
    Done,
    /// It never finishes as it is.
    Never,
}

impl fmt::Display for NoSlip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoSlip::NotThere => "the item is not in the plan any more",
            NoSlip::Done => "it is done and cannot slip: choose an item that is still to come",
            NoSlip::Never => "it is never finished as planned, so there is no date to slip: give it people first",
        })
    }
}

/// What happens if `item` slips by so many calendar days. The plan is sound. `None` when `stop` was raised meanwhile.
pub fn ripple(
    plan: &Plan,
    item: ItemId,
    days: u32,
    today: Day,
    draws: Draws,
    stop: &AtomicBool,
) -> Option<Result<Ripple, NoSlip>> {
    let with = |trials: u32| move |changed: &Plan| what_if(plan, changed, &Draws { trials, ..draws }.on(today), stop);
    let dates = with(draws.trials);
    let before = dates(plan)?;
    let slipping = match slipping(plan, item, &before) {
        Ok(item) => item,
        Err(refusal) => return Some(Err(refusal)),
    };
    let slip = Slip { plan, item: slipping, days: days as i32 };
    let slipped = match slip.is_more_work() {
        false => slip.held(&before, &dates)?,
        true => {
            let few = with(draws.trials.min(FEW));
            let guess = slip.longer(&few(plan)?, f64::from(days) * 5.0 / 7.0, &few)?.more;
            slip.longer(&before, guess, &dates)?
        }
    };
    Some(Ok(told(plan, slipping, days, &before, &slipped)))
}

/// The item itself, or the part of it that is finished last.
fn slipping(plan: &Plan, item: ItemId, before: &WhatIf) -> Result<ItemId, NoSlip> {
    let known = plan.items.get(&item).filter(|item| item.alive).ok_or(NoSlip::NotThere)?;
    let mut at = known;
    loop {
        let parts = plan.items.values().filter(|part| part.alive && part.parent == Some(at.id));
        let late = |id: &ItemId| before.items.get(id).map(|finish| (finish.p85.is_none(), finish.p85, finish.p50));
        let Some(last) = parts.max_by(|a, b| late(&a.id).cmp(&late(&b.id)).then(b.id.cmp(&a.id))) else { break };
        at = last;
    }
    if at.state == ItemState::Done {
        return Err(NoSlip::Done);
    }
    let p50 = before.items.get(&at.id).and_then(|finish| finish.p50);
    p50.map(|_| at.id).ok_or(NoSlip::Never)
}

/// The item that is to be finished so many days later.
struct Slip<'a> {
    plan: &'a Plan,
    item: ItemId,
    days: i32,
}

/// The plan in which it is.
struct Slipped {
    /// Person-days more that it takes there.
    more: f64,
    /// By how much its P50 moves.
    moved: i32,
    plan: Plan,
    dates: WhatIf,
}

impl Slip<'_> {
    fn is_more_work(&self) -> bool {
        self.plan.items[&self.item].kind != ItemKind::External && longer(self.plan, self.item, 1.0) != *self.plan
    }

    fn held(&self, before: &WhatIf, dates: &dyn Fn(&Plan) -> Option<WhatIf>) -> Option<Slipped> {
        let plan = held(self.plan, self.item, self.days, before.items[&self.item].p50);
        let dates = dates(&plan)?;
        Some(Slipped { more: 0.0, moved: self.days, plan, dates })
    }

    /// Finds the work that makes it so many days, from a first guess: the least that was tried and is enough.
    fn longer(&self, before: &WhatIf, guess: f64, dates: &dyn Fn(&Plan) -> Option<WhatIf>) -> Option<Slipped> {
        let p50 = |dates: &WhatIf| dates.items.get(&self.item).and_then(|finish| finish.p50);
        let was = p50(before)?;
        let attempt = |more: f64| -> Option<Slipped> {
            let plan = longer(self.plan, self.item, more);
            let dates = dates(&plan)?;
            let moved = p50(&dates).map_or(i32::MAX, |is| is.since(was));
            Some(Slipped { more, moved, plan, dates })
        };
        let (mut little, mut little_moves) = (0.0, 0);
        let mut best = attempt(guess)?;
        for _ in 1..TRIES {
            if best.moved == self.days || (best.moved > self.days && best.more - little < 0.05) {
                break;
            }
            if best.moved < self.days {
                (little, little_moves) = (best.more, best.moved);
                best = attempt(best.more * 2.0)?;
                continue;
            }
            // In proportion, but never so near an end that it stands still: days are whole and work is not.
            let part = f64::from(self.days - little_moves) / f64::from(best.moved.saturating_sub(little_moves).max(1));
            let next = attempt(little + (best.more - little) * part.clamp(0.1, 0.9))?;
            if next.moved < self.days {
                (little, little_moves) = (next.more, next.moved);
            } else {
                best = next;
            }
        }
        Some(best)
    }
}

/// The plan in which the item takes so many person-days more; unchanged if nobody of ours works on it.
pub(crate) fn longer(plan: &Plan, item: ItemId, more: f64) -> Plan {
    let mut plan = plan.clone();
    let grown = |range: Range, by: f64| Range { low: range.low + by, likely: range.likely + by, high: range.high + by };
    let Some(known) = plan.items.get_mut(&item) else { return plan };
    match (known.kind, known.estimate) {
        (ItemKind::External, _) => {}
        (ItemKind::Feature | ItemKind::Enabler | ItemKind::Paydown, Some(range)) if range.likely > 0.0 => {
            known.estimate = Some(grown(range, more));
        }
        // Its effort is that of the debts it pays: the first of them turns out to be so much larger.
        (ItemKind::Paydown, None) => {
            let owed = known.pays.iter().find_map(|(debt, part)| {
                let principal = plan.debts.get(debt)?.principal?;
                (*part > 0.0 && principal.likely > 0.0).then_some((*debt, *part, principal))
            });
            if let Some((debt, part, principal)) = owed
                && let Some(debt) = plan.debts.get_mut(&debt)
            {
                debt.principal = Some(grown(principal, more / part));
            }
        }
        (ItemKind::Feature | ItemKind::Enabler | ItemKind::Paydown, Some(_) | None) => {}
    }
    plan
}

/// The plan in which an item without effort of ours comes so many days later.
pub(crate) fn held(plan: &Plan, item: ItemId, days: i32, p50: When) -> Plan {
    let mut plan = plan.clone();
    let working = plan.items[&item]
        .team
        .and_then(|team| plan.teams.get(&team))
        .map_or(5, |team| team.weekdays.iter().filter(|works| **works).count() as i32);
    let Some(known) = plan.items.get_mut(&item) else { return plan };
    if let Some(DayRange { low, likely, high }) = known.delivery {
        known.delivery = Some(DayRange { low: low.plus(days), likely: likely.plus(days), high: high.plus(days) });
    } else if known.after.is_empty() {
        known.earliest = p50.map(|day| day.plus(days));
    } else {
        let lag = ((days * working + 6) / 7) as u32;
        known.after.values_mut().for_each(|days| *days += lag);
        known.earliest = known.earliest.map(|day| day.plus(days));
    }
    plan
}

fn told(plan: &Plan, item: ItemId, days: u32, before: &WhatIf, slipped: &Slipped) -> Ripple {
    let after = &slipped.dates;
    let mut others = moved(plan, &finishes(before), &slipped.plan, &finishes(after));
    let own = ItemEffect {
        item,
        p50: Shift { before: before.items[&item].p50, after: after.items[&item].p50 },
        p85: Shift { before: before.items[&item].p85, after: after.items[&item].p85 },
        on_time: Shift { before: before.items[&item].on_time, after: after.items[&item].on_time },
    };
    others.retain(|other| other.item != item);
    let moving: BTreeSet<ItemId> = others.iter().map(|other| other.item).collect();
    let open = plan.items.values().filter(|other| other.alive && other.state != ItemState::Done && other.id != item);
    let unmoved = open.filter(|other| !moving.contains(&other.id)).count();
    let broken = [&own].into_iter().chain(&others).filter(|other| is_broken(plan, other)).map(|other| other.item);
    Ripple {
        item,
        days,
        broken: broken.collect(),
        own,
        unmoved: u32::try_from(unmoved).unwrap_or(u32::MAX),
        others,
        plan_p50: Shift { before: before.plan.p50, after: after.plan.p50 },
        plan_p85: Shift { before: before.plan.p85, after: after.plan.p85 },
    }
}

/// Whether a promise falls below its confidence.
pub(crate) fn is_broken(plan: &Plan, effect: &ItemEffect) -> bool {
    let promise = plan.items.get(&effect.item).and_then(|item| item.commitment.as_ref());
    promise.is_some_and(|promise| {
        let kept = |chance: Option<f64>| chance.is_some_and(|chance| chance >= promise.confidence);
        kept(effect.on_time.before) && !kept(effect.on_time.after)
    })
}

#[cfg(test)]
mod tests {
    use plan::fixture;

    use super::*;
    use crate::testing::{planned, today};

    fn of(text: &str, item: &str, days: u32) -> Result<Ripple, NoSlip> {
        let (plan, _) = planned(text);
        let draws = Draws { seed: 1, trials: 64 };
        ripple(&plan, fixture::item(item), days, today(), draws, &AtomicBool::new(false)).expect("nobody stops a test")
    }

    /// Each item that moves: its P50 before and after, and the chance after.
    fn told(ripple: &Ripple) -> Vec<String> {
        let handle =
            |id: ItemId| ["a", "b", "c", "d", "m", "x", "p"].into_iter().find(|name| fixture::item(name) == id);
        let day = |when: When| when.map_or("never".to_owned(), |day| day.to_string()[5..].to_owned());
        let line = |effect: &ItemEffect| {
            let chance = effect.on_time.after.map_or(String::new(), |chance| format!(" {chance}"));
            let name = handle(effect.item).unwrap_or("?");
            format!("{name} {} → {}{chance}", day(effect.p50.before), day(effect.p50.after))
        };
        [&ripple.own].into_iter().chain(&ripple.others).map(line).collect()
    }

    /// Five days each, in this order: a to Friday 27 November, b to 4 December, c to 11 December; d is another team's.
    const ROW: &str = "team core\nperson ada team core\nteam port\nperson cy team port\n\
                       item a team core effort 5 basis clean\nitem b team core effort 5 basis clean commit 2026-12-11\n\
                       item c team core effort 5 basis clean after d\nitem d team port effort 5 basis clean\n";

    #[test]
    fn a_week_more_of_one_item_is_a_week_for_all_that_wait_for_its_people() {
        let ripple = of(ROW, "a", 7).expect("it can slip");
        assert_eq!(told(&ripple), ["a 11-27 → 12-04", "b 12-04 → 12-11 1", "c 12-11 → 12-18"]);
        assert_eq!(
            (ripple.unmoved, &ripple.broken[..]),
            (1, &[][..]),
            "another team's item stays, the promise is kept"
        );
        let longer = of(ROW, "a", 14).expect("it can slip");
        assert_eq!(longer.broken, [fixture::item("b")]);
        assert_eq!(longer.plan_p50.after, Day::new(2026, 12, 25));
    }

    #[test]
    fn what_has_room_does_not_move() {
        let ripple = of(ROW, "d", 14).expect("it can slip");
        assert_eq!(told(&ripple), ["d 11-27 → 12-11", "c 12-11 → 12-18"], "a week of the two is slack");
    }

    #[test]
    fn what_others_deliver_and_what_takes_no_effort_slips_as_a_whole() {
        let text = "team core\nperson ada team core\nexternal x delivery 2026-12-02\nitem m after x\n\
                    item a team core effort 5 basis clean after m\n";
        let ripple = of(text, "x", 21).expect("it can slip");
        assert_eq!(told(&ripple), ["x 12-02 → 12-23", "m 12-02 → 12-23", "a 12-09 → 12-30"]);
        let ripple = of(text, "m", 7).expect("it can slip");
        assert_eq!(told(&ripple), ["m 12-02 → 12-09", "a 12-09 → 12-16"]);
    }

    #[test]
    fn a_parent_slips_with_its_last_part_and_a_paydown_with_its_debt() {
        let text = "team core\nperson ada team core\ncomponent app team core\ndebt mess in app principal 5 drag 0.2\n\
                    paydown p team core pays mess 1\nitem m\nitem a team core effort 5 basis clean parent m\n";
        let ripple = of(text, "m", 7).expect("it can slip");
        assert_eq!(ripple.item, fixture::item("a"));
        assert_eq!(told(&ripple), ["a 12-04 → 12-11", "m 12-04 → 12-11"]);
        let ripple = of(text, "p", 7).expect("it can slip");
        assert_eq!(told(&ripple), ["p 11-27 → 12-04", "m 12-04 → 12-11", "a 12-04 → 12-11"]);
    }

    #[test]
    fn what_is_done_or_never_finished_cannot_slip() {
        let text = "team core\nitem a team core effort 5\nitem b team core effort 5 done 2026-11-02\n";
        assert_eq!(of(text, "a", 7), Err(NoSlip::Never));
        assert_eq!(of(text, "b", 7), Err(NoSlip::Done));
        assert_eq!(of(text, "c", 7), Err(NoSlip::NotThere));
    }
}
