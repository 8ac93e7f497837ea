//! chasing: somebody asked again when an item will be there, although its update is overdue: the answer does not stand where
//! they look. Only the questions since the update was due count, whether answered or not. One flag an item.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | "when?" asked on an item whose update is overdue | ≥ 2 | our convention | warning |

use plan::{Day, Field, Item, Op, QuestionRecord, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{apply, open};
use crate::text::{count, day, days, figure};
use crate::threshold::threshold;

/// Calendar days until the next update, where a remedy sets one.
const SOON: i32 = 7;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.open().filter_map(|item| raise(case, item)).collect()
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let threshold = threshold(case.plan, "chasing");
    let due = item.brief.next_update.filter(|due| *due < case.today())?;
    let asks = |question: &&QuestionRecord| question.alive && question.asks_when && question.item == Some(item.id);
    let asked =
        |question: &QuestionRecord| question.asked_on.filter(|day| *day >= due).map(|day| (day, question.by.clone()));
    let mut since: Vec<(Day, String)> = case.plan.questions.values().filter(asks).filter_map(asked).collect();
    since.sort();
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
                vec![Op::set(item.id, Field::NextUpdate, Value::Day(next))],
            ),
        ],
        evidence: since
            .iter()
            .map(|(on, by)| {
                format!("asked on {} by {}", day(*on, case.today()), if by.is_empty() { "somebody" } else { by })
            })
            .collect(),
        waived: None,
    };
    Some(Raised { flag, weight: since.len() as f64 })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::flag::RuleId;
    use crate::testing::{check, judged};

    /// With an update due on the 16th of November, and these questions.
    fn plan(questions: &str) -> String {
        format!("team core\nperson ada team core\nitem a \"Refunds\" team core effort 10 next 2026-11-16\n{questions}")
    }

    fn told(questions: &str, expect: Expect) {
        check(RuleId::Chasing, &plan(questions), expect);
    }

    const TWICE: &str = "question q \"When is it there?\" on a when by \"Ben (PM)\" asked 2026-11-20\n\
                         question p \"When?\" on a when by \"Ana (PM)\" asked 2026-11-16 answer \"50% by 4 Dec\"\n";

    #[test]
    fn fires_when_it_is_asked_again_answered_or_not() {
        told(
            TWICE,
            expect![[r#"
                warning: “Refunds” was asked 2 times when it will be there since its update was due on 16 Nov, 7 days ago
                  … Write the update of “Refunds”
                  → Say that “Refunds” is told of next on 30 Nov
            "#]],
        );
        let flags = judged(&plan(TWICE));
        let flag = flags.iter().find(|flag| flag.rule == RuleId::Chasing).expect("it fires");
        assert_eq!(flag.evidence, ["asked on 16 Nov by Ana (PM)", "asked on 20 Nov by Ben (PM)"]);
    }

    #[test]
    fn is_silent_on_the_first_question_since_and_on_what_asks_something_else() {
        told(
            "question q \"When?\" on a when asked 2026-11-15\nquestion p \"When?\" on a when asked 2026-11-20\n\
             question o \"For whom?\" on a asked 2026-11-20\n",
            expect![[""]],
        );
    }
}
