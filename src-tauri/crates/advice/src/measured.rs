//! What the past of the teams measures, as the rules ask for it. What is known from elsewhere comes first; a team without a
//! past has nothing to be measured by.

use forecast::delivery;
use plan::{Day, Plan};

use crate::known::{History, Reviews};

/// What is known, and what the plan's own teams tell beyond it, looked back on from `today`.
pub(crate) fn measured(plan: &Plan, known: &History, today: Day) -> History {
    let mut history = known.clone();
    for team in plan.teams.values().filter(|team| team.alive && !team.past.is_empty()) {
        let reviews = delivery::recent_waits(&team.past, today);
        let reviews = reviews.map(|waits| Reviews { utilisation: None, wait: waits.median });
        fill(&mut history.throughput, team.id, delivery::throughput(&team.past, today));
        fill(&mut history.reviews, team.id, reviews);
        fill(&mut history.new_work, team.id, delivery::new_work(&team.past, today));
    }
    history
}

fn fill<K: Ord, V>(known: &mut std::collections::BTreeMap<K, V>, key: K, value: Option<V>) {
    if let Some(value) = value {
        known.entry(key).or_insert(value);
    }
}

/// What was measured as of the last day of which a past tells: whether a rule could ever have spoken.
pub(crate) fn ever_measured(plan: &Plan, known: &History) -> History {
    let pieces = plan.teams.values().flat_map(|team| {
        let closed = team.past.finished.values().chain(team.past.upkeep.values()).map(|piece| piece.high);
        closed.chain(team.past.review.values().map(|review| review.likely))
    });
    pieces.max().map_or_else(|| known.clone(), |latest| measured(plan, known, latest))
}

#[cfg(test)]
mod tests {
    use plan::fixture;

    use super::*;
    use crate::testing::today;

    #[test]
    fn a_past_is_measured_and_what_is_known_from_elsewhere_comes_first() {
        let done: String = (0..26).map(|n| format!(" finished A-{n} {}", today().plus(-7 * n))).collect();
        let plan = fixture::plan(&format!("team core\nteam port\npast core{done}")).unwrap();
        let core = fixture::team("core");
        let own = measured(&plan, &History::default(), today());
        assert_eq!((own.throughput.len(), own.throughput[&core]), (1, 26.0 / 25.0));
        assert!(own.reviews.is_empty() && own.new_work.is_empty(), "nothing was reviewed, and no upkeep told apart");
        let known = History { throughput: [(core, 7.0)].into(), ..History::default() };
        assert_eq!(measured(&plan, &known, today()).throughput[&core], 7.0);
    }
}
