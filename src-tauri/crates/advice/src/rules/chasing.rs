//! chasing: somebody asked again when an item will be there, although its update is overdue: the answer does not stand where
//! they look. Needs the questions that were asked. Only those since the update was due count. One flag an item.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | "when?" asked on an item whose update is overdue | ≥ 2 | our convention | warning |

use plan::{Day, Field, Item, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, open, set};
use crate::text::{count, day, days, figure};
use crate::threshold::threshold;

/// Calendar days until the next update, where a remedy sets one.
const SOON: i32 = 7;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let Some(questions) = &case.known.log.questions else { return Vec::new() };
    case.open().filter_map(|item| raise(case, item, questions.get(&item.id)?)).collect()
}

fn raise(case: &Case<'_>, item: &Item, asked: &[Day]) -> Option<Raised> {
    let threshold = threshold(case.plan, "chasing");
    let due = item.brief.next_update.filter(|due| *due < case.today())?;
    let since: Vec<Day> = asked.iter().copied().filter(|day| *day >= due).collect();
    if (since.len() as f64) < threshold.value {
        return None;
    }
    let title = case.title(item.id);
    let late = case.today().since(due);
    let next = case.today().plus(SOON);
    let flag = Flag {
        rule: RuleId::Chasing,
        severity: Severity::Warning,
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "{} was asked {} when it will be there since its update was due on {}, {} ago",
            title,
            count(since.len(), "time", "times"),
            day(due, case.today()),
            days(late),
        ),
        numbers: vec![
            figure("Asked since then", count(since.len(), "time", "times"), since.len() as f64),
            figure("Update overdue", days(late), f64::from(late)),
        ],
        threshold,
        clears_when: "its update is written and the next one is due later".into(),
        remedies: vec![
            open(
                format!("Write the update of {title}"),
                "Those who ask then find the answer here".into(),
                item.id,
                Field::Update,
            ),
            apply(
                format!("Say that {title} is told of next on {}", day(next, case.today())),
                "Those who wait then know when to look".into(),
                vec![set(item.id, Field::NextUpdate, Value::Day(next))],
            ),
        ],
        evidence: since.iter().map(|asked| format!("asked on {}", day(*asked, case.today()))).collect(),
        waived: None,
    };
    Some(Raised { flag, weight: since.len() as f64 })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::{Day, fixture};

    use crate::flag::RuleId;
    use crate::known::{Known, Log};
    use crate::testing::check_known;

    /// Asked on these days of November, with an update due on the 16th.
    fn check(days: &[u32], expect: Expect) {
        let asked = days.iter().map(|day| Day::new(2026, 11, *day).expect("a day of the calendar")).collect();
        let questions = Some(BTreeMap::from([(fixture::item("a"), asked)]));
        let known = Known { log: Log { questions, ..Log::default() }, ..Known::default() };
        let plan = "team core\nperson ada team core\nitem a \"Refunds\" team core effort 10 next 2026-11-16\n";
        check_known(RuleId::Chasing, plan, &known, expect);
    }

    #[test]
    fn fires_when_it_is_asked_again() {
        check(
            &[16, 20],
            expect![[r#"
            warning: “Refunds” was asked 2 times when it will be there since its update was due on 16 Nov, 7 days ago
              … Write the update of “Refunds”
              → Say that “Refunds” is told of next on 30 Nov
        "#]],
        );
    }

    #[test]
    fn is_silent_on_the_first_question_since() {
        check(&[15, 20], expect![[""]]);
    }
}
