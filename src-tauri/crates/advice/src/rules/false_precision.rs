//! false-precision: estimates whose ranges are narrower than anybody's are, in a team whose history does not yet say what its
//! estimates are worth. A single number is a range without width. One flag a team.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | high / likely of an open estimate, while fewer than ten finished items were learned from | < 1.3 | our convention | note |

use plan::{Field, Item, Op, Range, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{count, effort, factor, figure, first};
use crate::threshold::threshold;

/// What people who start without a history are told to count on at 90 %: with a P85 of 1.6 times the P50.
const USUAL: f64 = 1.8;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team)).collect()
}

/// How far the high of an estimate lies above its likely.
fn width(range: Range) -> f64 {
    range.high / range.likely
}

fn raise(case: &Case<'_>, team: &Team) -> Option<Raised> {
    let threshold = threshold(case.plan, "false-precision");
    if case.forecast.teams.get(&team.id).is_some_and(|team| team.learned_from > 0) {
        return None;
    }
    let estimated = |item: &&Item| item.estimate.is_some_and(|range| range.likely > 0.0);
    let mine: Vec<&Item> = case.work().filter(|item| item.team == Some(team.id)).filter(estimated).collect();
    let mut narrow: Vec<(&Item, Range)> = mine
        .iter()
        .filter_map(|item| Some((*item, item.estimate?)))
        .filter(|(_, range)| width(*range) < threshold.value)
        .collect();
    if narrow.is_empty() {
        return None;
    }
    narrow.sort_by(|(a, x), (b, y)| y.likely.total_cmp(&x.likely).then(a.id.cmp(&b.id)));
    let work: f64 = narrow.iter().map(|(_, range)| range.likely).sum();
    let widen = |range: Range| Range { high: range.likely * USUAL, ..range };
    let ops = narrow.iter().map(|(item, range)| Op::set(item.id, Field::Estimate, Value::Range(widen(*range))));
    let narrowest = narrow.iter().map(|(_, range)| width(*range)).fold(f64::INFINITY, f64::min);
    let flag = Flag {
        rule: RuleId::FalsePrecision,
        severity: Severity::Note,
        subjects: std::iter::once(team.id.into()).chain(narrow.iter().map(|(item, _)| item.id.into())).collect(),
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{} of {} estimates of {} have hardly any range, {} in all, and no history bears them out: {}",
            narrow.len(),
            mine.len(),
            case.title(team.id),
            effort(work),
            first(&case.titles(narrow.iter().map(|(item, _)| item.id)), 2),
        ),
        numbers: vec![
            figure("Narrow estimates", count(narrow.len(), "item", "items"), narrow.len() as f64),
            figure("Their effort", effort(work), work),
            figure("The narrowest, high over likely", factor(narrowest), narrowest),
        ],
        clears_when: format!(
            "each high is at least {} the likely, or ten finished items say what its estimates are worth",
            factor(threshold.value)
        ),
        threshold,
        remedies: vec![apply(
            format!(
                "Widen {} to {} the likely at the high end",
                count(narrow.len(), "estimate", "estimates"),
                factor(USUAL)
            ),
            "That is what estimates come to where nothing is known of a team; the dates then say how sure they are"
                .into(),
            ops.collect(),
        )],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: work })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn notes_estimates_without_width() {
        check(
            RuleId::FalsePrecision,
            r#"
team core "Core"
person ada "Ada" team core
item a "Refunds" team core effort 10
item b "Invoices" team core effort 8/10/12.9
item c "Fares" team core effort 8/10/13
"#,
            expect![[r#"
                note: 2 of 3 estimates of Core have hardly any range, 20 pd in all, and no history bears them out: “Refunds” and “Invoices”
                  → Widen 2 estimates to ×1.80 the likely at the high end
            "#]],
        );
    }

    #[test]
    fn is_silent_at_the_limit_and_with_a_history() {
        let done: String =
            (0..10).map(|n| format!("item d{n} team known effort 4 done 2026-10-0{} actual 5\n", n % 9 + 1)).collect();
        check(
            RuleId::FalsePrecision,
            &format!(
                r#"
team core "Core"
person ada "Ada" team core
item c "Fares" team core effort 8/10/13
team known "Known"
person bo "Bo" team known
item e "Passes" team known effort 10
{done}"#
            ),
            expect![[""]],
        );
    }
}
