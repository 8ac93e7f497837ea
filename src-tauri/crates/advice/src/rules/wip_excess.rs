//! wip-excess: more is in progress than the team finishes within the cycle time it aims for, so that everything takes longer
//! than it should. Needs the throughput: what the team closed in the last 26 weeks by its past, else the days on which the plan's items
//! were done. One flag a team.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | items in progress > throughput × target cycle time | 3 weeks | Little | warning |

use plan::{Field, Item, ItemState, Op, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{count, figure, number};
use crate::threshold::threshold;
use crate::throughput::throughput;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams()
        .into_iter()
        .filter_map(|team| {
            let measured = case.history.throughput.get(&team.id).copied();
            raise(case, team, measured.or_else(|| throughput(case.plan, team.id, case.today()))?)
        })
        .collect()
}

fn raise(case: &Case<'_>, team: &Team, throughput: f64) -> Option<Raised> {
    let threshold = threshold(case.plan, "wip-excess");
    let begun: Vec<&Item> =
        case.work().filter(|item| item.team == Some(team.id) && item.state == ItemState::Started).collect();
    let enough = throughput * threshold.value;
    if begun.len() as f64 <= enough {
        return None;
    }
    let title = case.title(team.id);
    let takes = begun.len() as f64 / throughput;
    let limit = libm::floor(enough).max(1.0);
    let mut remedies = Vec::new();
    // The last in rank goes back: what stands before it has the people.
    if let [_, .., last] = begun[..] {
        remedies.push(apply(
            format!("Hold {} until another is finished", case.title(last.id)),
            "It stands last in rank of all that is begun; its people go to what stands before it".into(),
            vec![Op::set(last.id, Field::State, Value::Text(ItemState::Planned.word().into()))],
        ));
    }
    if team.wip_limit.is_none_or(|own| f64::from(own) > limit) {
        remedies.push(apply(
            format!("Let {title} have at most {} in progress", number(limit)),
            "That is what it finishes in the time it aims for; nothing new begins until then".into(),
            vec![Op::set(team.id, Field::WipLimit, Value::Number(limit))],
        ));
    }
    let flag = Flag {
        rule: RuleId::WipExcess,
        severity: Severity::Warning,
        subjects: std::iter::once(team.id.into()).chain(begun.iter().map(|item| item.id.into())).collect(),
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{title} has {} in progress and finishes {} a week: at that pace each takes {} weeks, not {}",
            count(begun.len(), "item", "items"),
            number(throughput),
            number(takes),
            number(threshold.value),
        ),
        numbers: vec![
            figure("In progress", count(begun.len(), "item", "items"), begun.len() as f64),
            figure("Finished a week", number(throughput), throughput),
            figure("Cycle time at that pace", format!("{} weeks", number(takes)), takes),
        ],
        clears_when: format!("at most {} are in progress", number(limit)),
        threshold,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: begun.len() as f64 - enough })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::fixture;

    use crate::flag::RuleId;
    use crate::known::{History, Known};
    use crate::testing::check_known;

    /// Two finished in three weeks, and so many begun.
    fn check(begun: usize, expect: Expect) {
        let throughput = BTreeMap::from([(fixture::team("core"), 2.0 / 3.0)]);
        let known = Known { history: History { throughput, ..History::default() }, ..Known::default() };
        let items: String =
            (0..begun).map(|n| format!("item i{n} \"Item {n}\" team core effort 5 started\n")).collect();
        check_known(RuleId::WipExcess, &format!("team core \"Core\"\nperson ada team core\n{items}"), &known, expect);
    }

    #[test]
    fn fires_on_one_more_than_is_finished_in_time() {
        check(
            3,
            expect![[r#"
            warning: Core has 3 items in progress and finishes 0.67 a week: at that pace each takes 4.5 weeks, not 3
              → Hold “Item 2” until another is finished
              → Let Core have at most 2 in progress
        "#]],
        );
    }

    #[test]
    fn counts_what_the_plan_says_was_done() {
        let done: String = (1..=4).map(|n| format!("item d{n} team core effort 5 done 2026-10-2{n}\n")).collect();
        let begun: String = (0..4).map(|n| format!("item i{n} \"Item {n}\" team core effort 5 started\n")).collect();
        let text = format!("team core \"Core\"\nperson ada team core\n{done}{begun}");
        crate::testing::check(
            RuleId::WipExcess,
            &text,
            expect![[r#"
            warning: Core has 4 items in progress and finishes 0.85 a week: at that pace each takes 4.7 weeks, not 3
              → Hold “Item 3” until another is finished
              → Let Core have at most 2 in progress
        "#]],
        );
        let few = text.replace("item d1 team core effort 5 done 2026-10-21\n", "");
        crate::testing::check(RuleId::WipExcess, &few, expect![[""]]);
    }

    #[test]
    fn is_silent_on_as_many_as_are_finished_in_time() {
        check(2, expect![[""]]);
    }
}
