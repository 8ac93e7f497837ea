//! uncalibrated: a team's finished items have stayed within their estimate's 85 % point less often than 85 % of the time, and
//! by more than bad luck explains. What was learned of its rate is in the forecast already; its ranges are still too narrow.
//! Needs finished items with an estimate and an actual effort. One flag a team.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | share of finished items within their 85 % point | < 0.75 | our convention | warning |
//! | over so many finished items | ≥ 20 | our convention | |
//! | and the chance of so few, were the ranges true | < 0.05 | our convention | |

use forecast::throughput::{HitRates, hit_rates};
use plan::{Field, Item, ItemState, Op, Range, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{count, factor, figure, percent};
use crate::threshold::threshold;

/// What the 85 % point promises.
const PROMISED: f64 = 0.85;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team)).collect()
}

/// The chance of at most so many hits in so many tries, were each as likely as promised.
fn luck(hits: u32, tries: u32) -> f64 {
    let mut term = libm::pow(1.0 - PROMISED, f64::from(tries));
    let mut sum = term;
    for hit in 0..hits {
        term *= f64::from(tries - hit) / f64::from(hit + 1) * PROMISED / (1.0 - PROMISED);
        sum += term;
    }
    sum
}

fn raise(case: &Case<'_>, team: &Team) -> Option<Raised> {
    let limit = |name| threshold(case.plan, name);
    let (rate, few, chance) = (limit("uncalibrated"), limit("uncalibrated-items"), limit("uncalibrated-luck"));
    let HitRates { p85, items, .. } = hit_rates(case.plan, team.id)?;
    let hits = libm::round(p85 * f64::from(items)) as u32;
    let luck = luck(hits, items);
    if p85 >= rate.value || f64::from(items) < few.value || luck >= chance.value {
        return None;
    }
    let flag = Flag {
        rule: RuleId::Uncalibrated,
        severity: Severity::Warning,
        subjects: vec![team.id.into()],
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "Of {} of {}, {} stayed within what their estimates said at 85%: {}, and not by bad luck",
            count(items as usize, "finished item", "finished items"),
            case.title(team.id),
            hits,
            percent(p85),
        ),
        numbers: vec![
            figure("Within the 85% point", percent(p85), p85),
            figure("Finished items", items.to_string(), f64::from(items)),
            figure("Chance of so few by luck", percent(luck), luck),
        ],
        clears_when: format!("{} or more of its finished items stay within their 85% point", percent(rate.value)),
        threshold: rate,
        remedies: widen(case, team).into_iter().collect(),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: PROMISED - p85 })
}

/// Widen the open estimates to what the finished ones came to, nine times in ten, beside their own middle.
fn widen(case: &Case<'_>, team: &Team) -> Option<Remedy> {
    let mut ratios: Vec<f64> = case
        .ranked
        .iter()
        .filter(|item| item.team == Some(team.id) && item.state == ItemState::Done)
        .filter_map(|item| Some(item.actual? / item.estimate.filter(|range| range.likely > 0.0)?.likely))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios.get((share * ratios.len() as f64) as usize).copied();
    let width = at(0.9)? / at(0.5).filter(|middle| *middle > 0.0)?;
    let narrow = |item: &&Item| {
        item.team == Some(team.id)
            && item.estimate.is_some_and(|range| range.likely > 0.0 && range.high < range.likely * width)
    };
    let widened = |range: Range| Range { high: range.likely * width, ..range };
    let ops: Vec<_> = case
        .work()
        .filter(narrow)
        .filter_map(|item| Some(Op::set(item.id, Field::Estimate, Value::Range(widened(item.estimate?)))))
        .collect();
    if ops.is_empty() {
        return None;
    }
    Some(apply(
        format!("Widen {} to {} the likely at the high end", count(ops.len(), "estimate", "estimates"), factor(width)),
        format!(
            "Nine in ten finished items of {} took no more, beside what they take as a rule; the past stays as it was",
            case.title(team.id)
        ),
        ops,
    ))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::luck;
    use crate::flag::RuleId;
    use crate::testing::check;

    /// Twenty finished items of 2–4–8 pd, so many of which took 20 pd and the others 4.
    fn finished(over: usize) -> String {
        let done: String = (0..20)
            .map(|n| {
                format!("item d{n} team core effort 2/4/8 done 2026-10-01 actual {}\n", if n < over { 20 } else { 4 })
            })
            .collect();
        format!("team core \"Core\"\nperson ada team core\nitem a \"Refunds\" team core effort 8/10/14\n{done}")
    }

    #[test]
    fn fires_when_too_few_stay_within_their_range() {
        check(
            RuleId::Uncalibrated,
            &finished(7),
            expect![[r#"
            warning: Of 20 finished items of Core, 13 stayed within what their estimates said at 85%: 65%, and not by bad luck
              → Widen 1 estimate to ×5.00 the likely at the high end
        "#]],
        );
    }

    #[test]
    fn is_silent_when_as_many_may_be_bad_luck() {
        check(RuleId::Uncalibrated, &finished(6), expect![[""]]);
    }

    #[test]
    fn luck_is_the_binomial() {
        assert!((luck(20, 20) - 1.0).abs() < 1e-12);
        assert!((luck(14, 20) - 0.0673).abs() < 1e-4, "{}", luck(14, 20));
        assert!((luck(13, 20) - 0.0219).abs() < 1e-4, "{}", luck(13, 20));
    }
}
