//! Move work: put an item off until after another, or bring it and what it needs before the rest.

use plan::{Item, ItemId, ItemKind, ItemState, Op};

use super::apply;
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::effort;

/// Put off the least valuable work that stands before this item, until after it. `None` if all that stands before it is
/// promised itself, begun, or needed.
pub(crate) fn defer_for(case: &Case<'_>, item: ItemId) -> Option<Remedy> {
    may_be_put_off(case, item).first().and_then(|work| put_off(case, item, work))
}

/// The work before this item that could wait until after it: promised to nobody, not begun, and nothing promised waits for
/// it; what loses least by waiting first.
pub(crate) fn may_be_put_off<'a>(case: &Case<'a>, item: ItemId) -> Vec<&'a Item> {
    let ahead = case.ahead_of(item);
    let last = ahead.iter().map(|work| case.place(work.id)).max().unwrap_or_default();
    let spent = |work: &Item| spent(case, work);
    let mut waiting: Vec<&Item> = ahead
        .into_iter()
        .filter(|work| work.kind != ItemKind::Paydown && may_wait(case, work, last))
        .filter(|work| spent(work) >= 1.0)
        .collect();
    waiting.sort_by(|a, b| {
        let loss = |work: &Item| work.cost_of_delay / spent(work);
        loss(a).total_cmp(&loss(b)).then(spent(b).total_cmp(&spent(a))).then(a.id.cmp(&b.id))
    });
    waiting
}

/// Put this work off until after the item.
pub(crate) fn put_off(case: &Case<'_>, item: ItemId, work: &Item) -> Option<Remedy> {
    let last = case.ahead_of(item).iter().map(|work| case.place(work.id)).max()?;
    let before = case.ranked.get(last + 1).map(|next| next.id);
    Some(apply(
        format!("Put {} off until after {}", case.title(work.id), case.title(item)),
        why_it_may_wait(case, item, work),
        vec![Op::Move { item: work.id, before }],
    ))
}

/// What it takes, and that nobody counts on it.
pub(crate) fn why_it_may_wait(case: &Case<'_>, item: ItemId, work: &Item) -> String {
    format!(
        "It takes {} of the same people before {}, is promised to nobody, and nothing promised waits for it",
        effort(spent(case, work)),
        case.title(item)
    )
}

/// Person-days that an item takes, drag included.
pub(crate) fn spent(case: &Case<'_>, work: &Item) -> f64 {
    case.outlook(work.id).map_or(0.0, |work| work.clean + work.drag)
}

/// Bring the item and what it needs before other work of the same people: before all of it, and before the later half.
pub(crate) fn move_up(case: &Case<'_>, item: ItemId) -> Vec<Remedy> {
    let needed = case.needed_for(item);
    let planned = |work: &&Item| work.state == ItemState::Planned;
    let block: Vec<&Item> = case.work().filter(planned).filter(|work| needed.contains(&work.id)).collect();
    let last = block.iter().map(|work| case.place(work.id)).max().unwrap_or_default();
    let same_people = |work: &&Item| block.iter().any(|ours| ours.team == work.team);
    let overtaken: Vec<&Item> = case
        .work()
        .filter(planned)
        .filter(|work| !needed.contains(&work.id) && case.place(work.id) < last)
        .filter(same_people)
        .collect();
    let mut places = vec![0, overtaken.len() / 2];
    places.dedup();
    let before = places.into_iter().filter_map(|place| overtaken.get(place));
    before.map(|before| up(case, item, &block, before)).collect()
}

fn up(case: &Case<'_>, item: ItemId, block: &[&Item], before: &Item) -> Remedy {
    let moving = block.iter().filter(|work| case.place(work.id) > case.place(before.id));
    let ops: Vec<Op> = moving.map(|work| Op::Move { item: work.id, before: Some(before.id) }).collect();
    let with = if ops.len() > 1 { " and what it needs" } else { "" };
    apply(
        format!("Move {}{with} up, before {}", case.title(item), case.title(before.id)),
        "The same people do it first; what it overtakes waits for them".into(),
        ops,
    )
}

/// Whether an item may move behind this place without breaking a promise or the order.
fn may_wait(case: &Case<'_>, work: &Item, place: usize) -> bool {
    let promised = case.upwards(work.id).iter().any(|holder| holder.commitment.is_some());
    let needed = || {
        case.waiting_for(work.id).iter().filter_map(|id| case.plan.items.get(id)).any(|other| {
            other.alive && (other.commitment.is_some() || (case.place(other.id) <= place && !case.is_parent(other.id)))
        })
    };
    work.state == ItemState::Planned && !promised && !needed()
}
