//! slip-ripple: if one promise slips by a week's work, another that holds today falls below its confidence. Measured: the plan
//! is tried with so much more work in the one, under the same draws, in a few trials, and the difference of chances is taken
//! off what the forecast says of the other. One flag a promise that slips.
//!
//! Only promises near their edge are looked at: those whose twenty likely finishes say that a week later would break them;
//! and of what they wait for, at most three promises are made to slip. So a plan costs at most four short runs.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | a second promise falls below its confidence | after 5 pd more work, or a week for what others deliver | our convention | warning |

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, WhatIf, what_if};
use plan::{Item, ItemId};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{defer_for, move_up, promise_later};
use crate::ripple::{held, longer};
use crate::text::{effort, figure, first, list, percent};
use crate::threshold::threshold;

/// Promises that are made to slip, at most.
const MOST: usize = 3;

/// A week, for what others deliver.
const WEEK: i32 = 7;

/// A chance that falls by less than this is the luck of few trials.
const CLEAR: f64 = 0.02;

/// Trials of each run: so few that four of them are no more than a small part of the forecast.
fn few(trials: u32) -> u32 {
    (trials / 40).clamp(64, 250).min(trials)
}

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let edge: Vec<(&Item, f64)> = case.promised().filter_map(|item| Some((item, near_edge(case, item)?))).collect();
    let mut slipping: Vec<(&Item, Vec<(&Item, f64)>)> = case
        .promised()
        .filter_map(|item| {
            let last = last_part(case, item);
            // What others deliver is no work of ours, and stands before what waits for it.
            let ahead = |other: &Item| {
                case.needed_for(other.id).contains(&last) || case.ahead_of(other.id).iter().any(|work| work.id == last)
            };
            let others = edge.iter().filter(|(other, _)| other.id != item.id && ahead(other));
            let others: Vec<_> = others.copied().collect();
            (!others.is_empty()).then_some((item, others))
        })
        .collect();
    // Those that would break most, and break it most narrowly, first.
    slipping.sort_by(|(a, x), (b, y)| {
        let room = |others: &[(&Item, f64)]| others.iter().map(|(_, room)| *room).fold(f64::INFINITY, f64::min);
        y.len().cmp(&x.len()).then(room(x).total_cmp(&room(y))).then(a.id.cmp(&b.id))
    });
    slipping.truncate(MOST);
    if slipping.is_empty() {
        return Vec::new();
    }
    let Assumptions { today, seed, trials } = case.forecast.assumptions;
    let assumptions = Assumptions { today, seed, trials: few(trials) };
    // Nobody waits for so short a run, and a rule has no way to be stopped.
    let run = |plan: &plan::Plan| what_if(case.plan, plan, &assumptions, &AtomicBool::new(false));
    let Some(before) = run(case.plan) else { return Vec::new() };
    let tried = slipping.into_iter().filter_map(|(item, others)| {
        let after = run(&slipped(case, item, &before))?;
        raise(case, item, &others, &before, &after)
    });
    tried.collect()
}

/// The item itself, or the part of it that is finished last.
fn last_part(case: &Case<'_>, item: &Item) -> ItemId {
    let mut at = item.id;
    loop {
        let parts = case.open().filter(|part| part.parent == Some(at));
        let end = |id: ItemId| {
            case.outlook(id).map(|item| (item.outlook.as_planned.p85.is_none(), item.outlook.as_planned.p85))
        };
        let Some(last) = parts.max_by(|a, b| end(a.id).cmp(&end(b.id)).then(b.id.cmp(&a.id))) else { return at };
        at = last.id;
    }
}

/// How far a promise that holds lies above its confidence, if a week later it would not hold.
fn near_edge(case: &Case<'_>, item: &Item) -> Option<f64> {
    let promise = item.commitment.as_ref()?;
    let finish = &case.outlook(item.id)?.outlook.as_planned;
    let chance = finish.on_time.filter(|chance| *chance >= promise.confidence)?;
    let by = promise.day.plus(-WEEK);
    let kept = finish.dots.iter().filter(|dot| dot.is_some_and(|dot| dot <= by)).count() as f64;
    let later = kept / finish.dots.len().max(1) as f64;
    (later < promise.confidence).then_some(chance - promise.confidence)
}

/// The plan in which the item takes a week's work more.
fn slipped(case: &Case<'_>, item: &Item, before: &WhatIf) -> plan::Plan {
    let last = last_part(case, item);
    let more = longer(case.plan, last, threshold(case.plan, "slip-ripple").value);
    if more == *case.plan {
        held(case.plan, last, WEEK, before.items.get(&last).and_then(|finish| finish.p50))
    } else {
        more
    }
}

fn raise(case: &Case<'_>, item: &Item, others: &[(&Item, f64)], before: &WhatIf, after: &WhatIf) -> Option<Raised> {
    let threshold = threshold(case.plan, "slip-ripple");
    let chance = |dates: &WhatIf, id: ItemId| dates.items.get(&id).and_then(|finish| finish.on_time);
    let mut broken: BTreeMap<ItemId, (f64, f64)> = BTreeMap::new();
    for (other, _) in others {
        let now = case.outlook(other.id)?.outlook.as_planned.on_time?;
        let falls = chance(before, other.id)? - chance(after, other.id)?;
        let then = (now - falls).max(0.0);
        if falls >= CLEAR && then < other.commitment.as_ref()?.confidence {
            broken.insert(other.id, (now, then));
        }
    }
    let (worst, (now, then)) = broken.iter().max_by(|a, b| (a.1.0 - a.1.1).total_cmp(&(b.1.0 - b.1.1)))?;
    let title = case.title(item.id);
    let slip = match item.kind {
        plan::ItemKind::External => "comes a week later".to_owned(),
        plan::ItemKind::Feature | plan::ItemKind::Enabler | plan::ItemKind::Paydown => {
            format!("takes {} more", effort(threshold.value))
        }
    };
    let also: Vec<String> = case.titles(broken.keys().filter(|id| *id != worst).copied());
    let also = if also.is_empty() { String::new() } else { format!("; so do {}", first(&also, 2)) };
    let mut remedies = Vec::new();
    remedies.extend(defer_for(case, *worst));
    remedies.extend(move_up(case, *worst).into_iter().next());
    remedies.extend(case.plan.items.get(worst).and_then(|other| promise_later(case, other)));
    let flag = Flag {
        rule: RuleId::SlipRipple,
        severity: Severity::Warning,
        subjects: std::iter::once(item.id.into()).chain(broken.keys().map(|id| (*id).into())).collect(),
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "If {title} {slip}, {} falls from {} to {}, below what was promised{also}",
            case.title(*worst),
            percent(*now),
            percent(*then),
        ),
        numbers: broken
            .iter()
            .flat_map(|(id, (now, then))| {
                let name = case.title(*id);
                [
                    figure(format!("{name} as planned"), percent(*now), *now),
                    figure(format!("{name} after the slip"), percent(*then), *then),
                ]
            })
            .collect(),
        clears_when: format!("{} keeps its confidence through such a slip", list(&case.titles(broken.keys().copied()))),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { weight: now - then, flag })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    /// Two promises of one person, one after the other; the second promised for a day.
    fn two(second: &str) -> String {
        format!(
            r#"
team core "Core"
person ada "Ada" team core
item idea "Idea" team core effort 5
item a "Refunds" team core effort 10 commit 2027-02-26
item b "Invoices" team core effort 10 commit {second}
"#
        )
    }

    #[test]
    fn fires_when_the_second_promise_has_less_than_a_week_to_spare() {
        check(
            RuleId::SlipRipple,
            &two("2026-12-31"),
            expect![[r#"
            warning: If “Refunds” takes 5 pd more, “Invoices” falls from 100% to 0%, below what was promised
              → Put “Idea” off until after “Invoices”
              → Move “Invoices” up, before “Idea”
        "#]],
        );
    }

    #[test]
    fn is_silent_when_it_has_a_week() {
        check(RuleId::SlipRipple, &two("2027-01-01"), expect![[""]]);
    }

    #[test]
    fn is_silent_on_a_promise_that_is_broken_anyhow() {
        check(RuleId::SlipRipple, &two("2026-12-24"), expect![[""]]);
    }
}
