//! date-before-estimate: a date was said before anybody knew what it takes: the promise was made before the item was estimated,
//! and never again since; or it has no estimate now; or the date wanted is one that only luck would keep. The order of promise
//! and estimate is read from the change log, and not looked at where there is none. One flag an item.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | promised before it was first estimated | any | our convention | note, where the promise holds |
//! | promised, and neither it nor any part of it has an estimate | any | our convention | warning |
//! | P(on time) of a target that is promised to nobody | < 0.10 | our convention | warning |

use plan::{Field, Item, ItemKind, Op};

use super::Raised;
use crate::case::Case;
use crate::flag::{Figure, Flag, RuleId, Severity};
use crate::known::Promised;
use crate::remedy::{aim_later, apply, open, promise_later};
use crate::text::{by, day, figure, percent};
use crate::threshold::{any, threshold};

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.open()
        .filter(|item| item.kind != ItemKind::External)
        .filter_map(|item| of_promise(case, item).or_else(|| of_target(case, item)))
        .collect()
}

fn of_promise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let promise = item.commitment.as_ref()?;
    let title = case.title(item.id);
    let today = case.today();
    let on = day(promise.day, today);
    let chance = case.outlook(item.id)?.outlook.as_planned.on_time.unwrap_or(0.0);
    let log = case.known.log.promises.as_ref().and_then(|promises| promises.get(&item.id));
    let first = |promised: &&Promised| promised.before_estimate && promised.estimated.is_some();
    let (severity, sentence, clears) = match (case.plan.is_estimated(item), log.filter(first)) {
        (false, _) => (
            Severity::Warning,
            format!("{title} is promised for {on} and nobody has said what it takes"),
            "it or its parts have an estimate",
        ),
        // A promise that does not hold is told of by the rules about promises.
        (true, Some(Promised { on: made, estimated: Some(estimated), .. })) if chance >= promise.confidence => (
            Severity::Note,
            format!(
                "{title} was promised for {on} on {}, before it was first estimated on {}; the date happens to hold",
                day(*made, today),
                day(*estimated, today),
            ),
            "the day is promised again, now that it is known what it takes",
        ),
        (true, Some(_) | None) => return None,
    };
    let mut remedies = Vec::new();
    if severity == Severity::Warning {
        remedies.push(open(
            format!("Estimate {title}"),
            "A range is enough: the chance of the promise is known from it".into(),
            item.id,
            Field::Estimate,
        ));
        remedies.push(apply(
            format!("Take the promise of {title} back to a wish"),
            "It is wanted by then, and promised once it is known what it takes".into(),
            vec![
                Op::set(item.id, Field::Target, plan::Value::Day(promise.day)),
                Op::set(item.id, Field::CommitmentDay, plan::Value::Nothing),
            ],
        ));
    } else {
        remedies.push(open(
            format!("Look at the promise of {title} again"),
            "It was a guess when it was made; say the day anew with those who count on it".into(),
            item.id,
            Field::CommitmentDay,
        ));
        remedies.extend(promise_later(case, item));
    }
    Some(raised(
        item,
        severity,
        sentence,
        any("any promise before its estimate"),
        clears.into(),
        remedies,
        vec![figure("Chance as planned", percent(chance), chance)],
    ))
}

fn of_target(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let threshold = threshold(case.plan, "date-before-estimate");
    let target = item.target.filter(|_| item.commitment.is_none())?;
    let finish = &case.outlook(item.id)?.outlook.as_planned;
    let chance = finish.on_time.filter(|chance| *chance < threshold.value)?;
    let title = case.title(item.id);
    let today = case.today();
    let why = case.why_never(item.id).unwrap_or_else(|| by(50, finish.p50, today));
    let mut remedies: Vec<_> = aim_later(case, item).into_iter().collect();
    remedies.push(apply(
        format!("Want {title} by no day"),
        "Its rank says what comes first; a date that cannot be kept says nothing".into(),
        vec![Op::set(item.id, Field::Target, plan::Value::Nothing)],
    ));
    let clears = format!("the chance of its target is {} or more", percent(threshold.value));
    let luck = match percent(chance).as_str() {
        "0%" => "not even luck would keep".to_owned(),
        some => format!("only luck would keep, {some}"),
    };
    let sentence = format!("{title} is wanted by {}, which {luck}: {why}", day(target, today));
    let numbers = vec![figure("Chance of the target", percent(chance), chance)];
    Some(raised(item, Severity::Warning, sentence, threshold, clears, remedies, numbers))
}

fn raised(
    item: &Item,
    severity: Severity,
    sentence: String,
    threshold: crate::flag::Threshold,
    clears_when: String,
    remedies: Vec<crate::flag::Remedy>,
    numbers: Vec<Figure>,
) -> Raised {
    let flag = Flag {
        rule: RuleId::DateBeforeEstimate,
        severity,
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence,
        numbers,
        threshold,
        clears_when,
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Raised { flag, weight: item.cost_of_delay }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::{Day, fixture};

    use crate::flag::RuleId;
    use crate::known::{Known, Log, Promised};
    use crate::testing::{check, check_told};

    #[test]
    fn warns_of_a_promise_without_an_estimate() {
        check(
            RuleId::DateBeforeEstimate,
            "team core\nperson ada team core\nitem a \"Refunds\" team core commit 2027-01-29\n\
             item b \"Invoices\" commit 2027-01-29\nitem c \"Freight\" team core effort 5 parent b\n",
            expect![[r#"
                warning: “Refunds” is promised for 29 Jan and nobody has said what it takes
                  … Estimate “Refunds”
                  → Take the promise of “Refunds” back to a wish
            "#]],
        );
    }

    fn check_order(before_estimate: bool, commit: &str, expect: Expect) {
        let day = |day| Day::new(2026, 11, day).expect("a day of the calendar");
        let promised = Promised { on: day(2), estimated: Some(day(9)), before_estimate };
        let promises = Some(BTreeMap::from([(fixture::item("a"), promised)]));
        let known = Known { log: Log { promises, ..Log::default() }, ..Known::default() };
        let plan = format!("team core\nperson ada team core\nitem a \"Refunds\" team core effort 10 commit {commit}\n");
        check_told(RuleId::DateBeforeEstimate, &plan, &known, expect);
    }

    #[test]
    fn notes_a_promise_made_before_the_estimate_that_happens_to_hold() {
        check_order(
            true,
            "2027-01-29",
            expect![[r#"
            note: “Refunds” was promised for 29 Jan on 2 Nov, before it was first estimated on 9 Nov; the date happens to hold
              … Look at the promise of “Refunds” again
        "#]],
        );
    }

    #[test]
    fn is_silent_when_the_estimate_came_first_or_the_promise_is_at_risk_anyhow() {
        check_order(false, "2027-01-29", expect![[""]]);
        check_order(true, "2026-11-27", expect![[""]]);
    }

    #[test]
    fn warns_of_a_target_that_only_luck_would_keep() {
        check(
            RuleId::DateBeforeEstimate,
            "team core\nperson ada team core\nitem a \"Refunds\" team core effort 10 target 2026-12-03\n\
             item b \"Invoices\" team core effort 10 target 2026-12-18\n",
            expect![[r#"
                warning: “Refunds” is wanted by 3 Dec, which not even luck would keep: 50% by 4 Dec
                  → Aim for 4 Dec with “Refunds”
                  → Want “Refunds” by no day
            "#]],
        );
    }
}
