//! Move work: put an item off until after another, or before it.

use plan::{Item, ItemId, ItemKind, ItemState, Op};

use super::apply;
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::effort;

/// Put off the least valuable work that stands before this item, until after it. `None` if all that stands before it is
/// promised itself, begun, or needed.
pub(crate) fn defer_for(case: &Case<'_>, item: ItemId) -> Option<Remedy> {
    let ahead = case.ahead_of(item);
    let last = ahead.iter().map(|work| case.place(work.id)).max()?;
    let spent = |work: &Item| case.outlook(work.id).map_or(0.0, |work| work.clean + work.drag);
    let put_off = ahead
        .iter()
        .filter(|work| work.kind != ItemKind::Paydown && may_wait(case, work, last))
        .filter(|work| spent(work) >= 1.0)
        .min_by(|a, b| {
            let loss = |work: &Item| work.cost_of_delay / spent(work);
            loss(a).total_cmp(&loss(b)).then(spent(b).total_cmp(&spent(a))).then(a.id.cmp(&b.id))
        })?;
    let before = case.ranked.get(last + 1).map(|next| next.id);
    Some(apply(
        format!("Put {} off until after {}", case.title(put_off.id), case.title(item)),
        format!(
            "It takes {} of the same people before {}, is promised to nobody, and nothing promised waits for it",
            effort(spent(put_off)),
            case.title(item)
        ),
        vec![Op::Move { item: put_off.id, before }],
    ))
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
