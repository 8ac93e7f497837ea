//! short-sight: nothing is planned beyond the current quarter: all that is in the plan is over by its end, and nothing waits
//! for a later start. An empty plan is not short-sighted, it has not begun.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | no open item ends, is due or may start beyond the quarter | any | our convention | note |

use plan::{Assign, Day, EntityId, Field, ItemKind, Kind, Op, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, fresh};
use crate::text::{count, day, figure, when};
use crate::threshold::any;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    raise(case).into_iter().collect()
}

/// The first day of the quarter after this day.
fn next_quarter(today: Day) -> Day {
    let first = (0..100).map(|n| today.plus(n)).skip(1);
    let begins = |day: &Day| {
        let text = day.to_string();
        ["-01-01", "-04-01", "-07-01", "-10-01"].iter().any(|end| text.ends_with(end))
    };
    first.into_iter().find(begins).expect("a quarter has fewer than 100 days")
}

fn raise(case: &Case<'_>) -> Option<Raised> {
    let next = next_quarter(case.today());
    let n_open = case.open().count();
    let ends = |id| case.outlook(id).map(|item| item.outlook.as_planned.p50);
    let beyond = case.open().any(|item| {
        ends(item.id).is_some_and(|end| end.is_none_or(|end| end >= next))
            || item.earliest.is_some_and(|day| day >= next)
            || item.due().is_some_and(|day| day >= next)
    });
    if n_open == 0 || beyond {
        return None;
    }
    let last = case.forecast.plan.as_planned.p50;
    let entity = fresh(case, Kind::Item, RuleId::ShortSight.word());
    let from = day(next, case.today());
    let values = vec![
        Assign::of(Field::Title, Value::Text(format!("What comes after {}", day(next.plus(-1), case.today())))),
        Assign::of(Field::Kind, Value::Text(ItemKind::Feature.word().into())),
        Assign::of(Field::Earliest, Value::Day(next)),
    ];
    let flag = Flag {
        rule: RuleId::ShortSight,
        severity: Severity::Note,
        subjects: vec![EntityId::PLAN],
        subject_key: plan::subject_key(&[EntityId::PLAN]),
        sentence: format!(
            "What is planned, {}, is over by {}, and nothing is planned from {from} on",
            count(n_open, "item", "items"),
            when(last, case.today()),
        ),
        numbers: vec![figure("Open items", n_open.to_string(), n_open as f64)],
        threshold: any("a plan that ends with the quarter"),
        clears_when: format!("an open item ends, is due or may start on {from} or later"),
        remedies: vec![apply(
            format!("Plan what comes next, from {from}"),
            "An item without effort holds its place until more is known".into(),
            vec![Op::Create { entity, values }],
        )],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: 0.0 })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::next_quarter;
    use crate::flag::RuleId;
    use crate::testing::check;
    use plan::Day;

    #[test]
    fn notes_a_plan_that_ends_with_the_quarter() {
        check(
            RuleId::ShortSight,
            "team core\nperson ada team core\nitem a team core effort 20\n",
            expect![[r#"
            note: What is planned, 1 item, is over by 18 Dec, and nothing is planned from 1 Jan on
              → Plan what comes next, from 1 Jan
        "#]],
        );
    }

    #[test]
    fn is_silent_once_something_goes_beyond_it() {
        let plan = "team core\nperson ada team core\nitem a team core effort 20\n";
        check(RuleId::ShortSight, &format!("{plan}item b team core effort 12\n"), expect![[""]]);
        check(RuleId::ShortSight, &format!("{plan}item b earliest 2027-01-01\n"), expect![[""]]);
        check(RuleId::ShortSight, "team core\n", expect![[""]]);
    }

    #[test]
    fn quarters_begin_four_times_a_year() {
        let day = |y, m, d| Day::new(y, m, d).expect("a day of the calendar");
        assert_eq!(next_quarter(day(2026, 12, 31)), day(2027, 1, 1));
        assert_eq!(next_quarter(day(2027, 1, 1)), day(2027, 4, 1));
    }
}
