//! focus-mismatch: the plan counts on another share of new work than was measured: what its focus, support, toil and debt leave
//! is not what the team had. Needs the measured share: of what the team's past says it closed in the last 26 weeks, at least
//! 20 pieces, what was no upkeep. One flag a team, for its first quarter.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | new work / (gross − other) as planned, less finished / (finished + upkeep) by count, either way | > 10 points | our convention | warning |

use plan::{Field, Op, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{effort, figure, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team, *case.history.new_work.get(&team.id)?)).collect()
}

fn raise(case: &Case<'_>, team: &Team, measured: f64) -> Option<Raised> {
    let threshold = threshold(case.plan, "focus-mismatch");
    let window = case.windows(team.id).into_iter().next()?;
    let spent = window.accounts;
    let time = spent.gross() - spent.other;
    if time <= 0.0 {
        return None;
    }
    // What stands idle could be new work: a plan that runs out of it does not count on less.
    let planned = (spent.new_work + spent.idle) / time;
    let apart = planned - measured;
    if apart.abs() <= threshold.value + 1e-9 {
        return None;
    }
    let title = case.title(team.id);
    let weeks = f64::from(window.to.since(window.from) + 1) / 7.0;
    let (more, less) = (apart * time / weeks, -apart * time / weeks);
    let remedy = if apart > 0.0 {
        apply(
            format!("Set {} a week more aside in {title}", effort(more)),
            "The plan then counts on what was measured; where the time went is still to be found".into(),
            vec![Op::set(team.id, Field::Reserve, Value::Number(team.reserve + more))],
        )
    } else {
        let reserve = (team.reserve - less).max(0.0);
        let support = (team.support - (less - (team.reserve - reserve))).max(0.0);
        apply(
            format!("Set less aside in {title}"),
            "The team had more time for new work than the plan leaves it".into(),
            vec![
                Op::set(team.id, Field::Reserve, Value::Number(reserve)),
                Op::set(team.id, Field::Support, Value::Number(support)),
            ],
        )
    };
    let changes = apart > 0.0 || team.reserve > 0.0 || team.support > 0.0;
    let flag = Flag {
        rule: RuleId::FocusMismatch,
        severity: Severity::Warning,
        subjects: vec![team.id.into()],
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "The plan leaves {title} {} of its time for new work, and {} of what it closed in half a year was new work",
            percent(planned),
            percent(measured),
        ),
        numbers: vec![
            figure("For new work as planned", percent(planned), planned),
            figure("Of what was closed, by count", percent(measured), measured),
            figure("Apart", percent(apart.abs()), apart.abs()),
        ],
        clears_when: format!("the two are {} or less apart", percent(threshold.value)),
        threshold,
        remedies: changes.then_some(remedy).into_iter().collect(),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: apart.abs() * time })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::fixture;

    use crate::flag::RuleId;
    use crate::known::{History, Known};
    use crate::testing::check_known;

    /// A team of one that sets a day in five aside, and what was measured of it.
    fn check(measured: f64, expect: Expect) {
        let new_work = BTreeMap::from([(fixture::team("core"), measured)]);
        let known = Known { history: History { new_work, ..History::default() }, ..Known::default() };
        check_known(
            RuleId::FocusMismatch,
            "team core \"Core\" support 0.5 reserve 0.5\nperson ada team core\nitem a \"Refunds\" team core effort 90\n",
            &known,
            expect,
        );
    }

    #[test]
    fn fires_when_less_or_more_was_measured_than_is_planned() {
        check(
            0.68,
            expect![[r#"
                warning: The plan leaves Core 80% of its time for new work, and 68% of what it closed in half a year was new work
                  → Set 0.6 pd a week more aside in Core
            "#]],
        );
        check(
            0.92,
            expect![[r#"
                warning: The plan leaves Core 80% of its time for new work, and 92% of what it closed in half a year was new work
                  → Set less aside in Core
            "#]],
        );
    }

    #[test]
    fn is_silent_at_ten_points() {
        check(0.70, expect![[""]]);
        check(0.90, expect![[""]]);
    }
}
