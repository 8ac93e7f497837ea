//! The order of flags, and which of them are waived. The first three are what an experienced engineering manager would
//! raise first:
//!
//! 1. what nobody has accepted, before what somebody has;
//! 2. critical before warning before note;
//! 3. by the worst promise it touches: how far that promise's chance lies below its confidence;
//! 4. in the order of the catalogue, which goes from promises to load to debt to hygiene;
//! 5. by the rule's own measure, in person-days, days or items; then by subject, so that the order is always the same.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use plan::{DebtId, EntityId, ItemId, Kind};

use crate::case::Case;
use crate::flag::{Accepted, Flag, RuleId};
use crate::remedy::drag_on;
use crate::rules::Raised;

/// The flags in order, each with the waiver that holds today.
pub(crate) fn ranked(case: &Case<'_>, raised: Vec<Raised>) -> Vec<Flag> {
    let promises = promises(case);
    let mut weighed: Vec<(f64, Raised)> = raised
        .into_iter()
        .map(|mut raised| {
            raised.flag.waived = waiver(case, &raised.flag);
            (impact(case, &promises, &raised.flag), raised)
        })
        .collect();
    weighed.sort_by(|(impact_a, a), (impact_b, b)| compare(*impact_a, a, *impact_b, b));
    weighed.into_iter().map(|(_, raised)| raised.flag).collect()
}

fn compare(impact_a: f64, a: &Raised, impact_b: f64, b: &Raised) -> Ordering {
    let place = |rule: RuleId| RuleId::ALL.iter().position(|other| *other == rule);
    (b.flag.stands().cmp(&a.flag.stands()))
        .then(b.flag.severity.cmp(&a.flag.severity))
        .then(impact_b.total_cmp(&impact_a))
        .then(place(a.flag.rule).cmp(&place(b.flag.rule)))
        .then(b.weight.total_cmp(&a.weight))
        .then_with(|| a.flag.subject_key.cmp(&b.flag.subject_key))
}

/// A promise: how far its chance lies below its confidence, and what must be finished for it.
struct Promise {
    shortfall: f64,
    needs: BTreeSet<ItemId>,
}

fn promises(case: &Case<'_>) -> Vec<Promise> {
    case.promised()
        .filter_map(|item| {
            let chance = case.outlook(item.id)?.outlook.as_planned.on_time?;
            let shortfall = (item.commitment.as_ref()?.confidence - chance).max(0.0);
            Some(Promise { shortfall, needs: case.needed_for(item.id) })
        })
        .collect()
}

/// The shortfall of the worst promise that this flag touches.
fn impact(case: &Case<'_>, promises: &[Promise], flag: &Flag) -> f64 {
    let touches = |promise: &Promise, subject: &EntityId| match subject.kind {
        Kind::Item => promise.needs.contains(&ItemId(subject.id)),
        Kind::Debt => promise.needs.iter().any(|item| drag_on(case, *item, DebtId(subject.id)) > 0.0),
        Kind::Plan | Kind::Component | Kind::Team | Kind::Person | Kind::Waiver => false,
    };
    promises
        .iter()
        .filter(|promise| flag.subjects.iter().any(|subject| touches(promise, subject)))
        .map(|promise| promise.shortfall)
        .fold(0.0, f64::max)
}

/// The waiver that holds for this flag today: the one that lasts longest.
fn waiver(case: &Case<'_>, flag: &Flag) -> Option<Accepted> {
    case.plan
        .waivers
        .values()
        .filter(|waiver| waiver.alive && waiver.rule == flag.rule.word() && waiver.subject == flag.subject_key)
        .filter_map(|waiver| Some((waiver, waiver.until.filter(|until| *until >= case.today())?)))
        .max_by_key(|(waiver, until)| (*until, waiver.id))
        .map(|(waiver, until)| Accepted { by: waiver.by.clone(), reason: waiver.reason.clone(), until })
}
