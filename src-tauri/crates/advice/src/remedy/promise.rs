//! Change a date: promise what the plan can keep, or aim for it.

use plan::{Day, Field, Item, Op, Value};

use super::apply;
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::{day, percent};

/// The first date in the forecast that is at least this sure, and how sure it is.
fn safe_day(case: &Case<'_>, item: &Item, confidence: f64) -> Option<(Day, f64)> {
    let finish = &case.outlook(item.id)?.outlook.as_planned;
    let quantiles = [(0.50, finish.p50), (0.85, finish.p85), (0.95, finish.p95)];
    let (sure, day) = quantiles.into_iter().find(|(sure, _)| *sure >= confidence).unwrap_or((0.95, finish.p95));
    day.map(|day| (day, sure))
}

/// Promise the date that the plan keeps at the confidence promised.
pub(crate) fn promise_later(case: &Case<'_>, item: &Item) -> Option<Remedy> {
    let promise = item.commitment.as_ref()?;
    let (safe, sure) = safe_day(case, item, promise.confidence)?;
    if safe <= promise.day {
        return None;
    }
    let new = day(safe, case.today());
    let whom = if promise.to.trim().is_empty() { "those who count on it".into() } else { promise.to.trim().to_owned() };
    Some(apply(
        format!("Promise {} for {new} instead", case.title(item.id)),
        format!(
            "As planned it is finished by then at {}; tell {whom} now rather than on {}",
            percent(sure),
            day(promise.day, case.today())
        ),
        vec![Op::set(item.id, Field::CommitmentDay, Value::Day(safe))],
    ))
}

/// Aim for the date that the plan keeps at 85 %.
pub(crate) fn aim_later(case: &Case<'_>, item: &Item) -> Option<Remedy> {
    let target = item.target.filter(|_| item.commitment.is_none())?;
    let (safe, sure) = safe_day(case, item, 0.85)?;
    if safe <= target {
        return None;
    }
    let new = day(safe, case.today());
    Some(apply(
        format!("Aim for {new} with {}", case.title(item.id)),
        format!("As planned it is finished by then at {}, and the people are free for what cannot wait", percent(sure)),
        vec![Op::set(item.id, Field::Target, Value::Day(safe))],
    ))
}
