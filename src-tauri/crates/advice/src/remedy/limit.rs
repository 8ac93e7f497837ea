//! Start less at once, so that people are free when what matters can begin.

use plan::{Field, Item, Op, Value};

use super::apply;
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::count;

/// Let a team begin less at once, where work ranked behind what this item needs begins before it and keeps its people.
pub(crate) fn limit_for(case: &Case<'_>, item: &Item) -> Option<Remedy> {
    let needed = case.needed_for(item.id);
    let start = |work: &Item| case.outlook(work.id).and_then(|work| work.start.p50);
    let planned = |work: &&Item| work.state == plan::ItemState::Planned;
    for waits in case.work().filter(planned).filter(|work| needed.contains(&work.id)) {
        let Some(team) = waits.team.and_then(|team| case.team(team)) else { continue };
        let overtakes = |work: &&Item| {
            work.team == Some(team.id)
                && !needed.contains(&work.id)
                && case.place(work.id) > case.place(waits.id)
                && start(work).zip(start(waits)).is_some_and(|(early, late)| early < late)
        };
        let Some(early) = case.work().filter(planned).find(overtakes) else { continue };
        let people = u32::try_from(case.people(team.id).len()).unwrap_or(u32::MAX);
        let limit = team.wip_limit.map_or(people, |limit| limit.min(people)).saturating_sub(1);
        if limit == 0 {
            continue;
        }
        return Some(apply(
            format!("Limit {} to {} at once", case.title(team.id), count(limit as usize, "item", "items")),
            format!(
                "{} begins before {}, which ranks higher, and keeps its people",
                case.title(early.id),
                case.title(waits.id)
            ),
            vec![Op::set(team.id, Field::WipLimit, Value::Number(f64::from(limit)))],
        ));
    }
    None
}
