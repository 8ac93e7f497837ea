//! review-bottleneck: reviews hold the work up: those who review are asked for nearly all they can, or a review waits for long.
//! Needs measured reviews: the team's past tells how long those of the last 13 weeks waited for a first look; how busy those
//! who review are it does not tell, and then the wait speaks alone. One flag a team.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | review time asked for / review time there is | > 0.85 | Kingman | warning |
//! | median wait for a review | > 1 day | our convention | warning |

use plan::{Field, Op, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::known::Reviews;
use crate::remedy::{add_person, apply};
use crate::text::{figure, number, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team, case.history.reviews.get(&team.id)?)).collect()
}

fn raise(case: &Case<'_>, team: &Team, reviews: &Reviews) -> Option<Raised> {
    let (busy, wait) = (threshold(case.plan, "review-bottleneck"), threshold(case.plan, "review-bottleneck-wait"));
    let (is_busy, is_slow) = (reviews.utilisation.is_some_and(|asked| asked > busy.value), reviews.wait > wait.value);
    if !is_busy && !is_slow {
        return None;
    }
    let asked = reviews.utilisation;
    let title = case.title(team.id);
    let name = format!("{}/{}", RuleId::ReviewBottleneck.word(), team.id);
    let limit = team.wip_limit.unwrap_or(u32::MAX).min(case.people(team.id).len().max(1) as u32);
    let mut remedies = Vec::new();
    if team.wip_limit != Some(limit) {
        remedies.push(apply(
            format!("Let {title} have at most {limit} in progress"),
            "What is not begun asks for no review, and those who would begin it review".into(),
            vec![Op::set(team.id, Field::WipLimit, Value::Number(f64::from(limit)))],
        ));
    }
    remedies.extend(add_person(case, &name, team.id, None));
    let flag = Flag {
        rule: RuleId::ReviewBottleneck,
        severity: Severity::Warning,
        subjects: vec![team.id.into()],
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "Reviews hold {title} up: half of them wait longer than {} days{}",
            number(reviews.wait),
            asked.map_or_else(String::new, |asked| {
                format!(", and those who review are asked for {} of their review time", percent(asked))
            }),
        ),
        numbers: asked
            .map(|asked| figure("Review time asked for", percent(asked), asked))
            .into_iter()
            .chain([figure("Median wait", format!("{} days", number(reviews.wait)), reviews.wait)])
            .collect(),
        clears_when: format!(
            "{}half of the reviews wait no longer than {}",
            asked.map_or_else(String::new, |_| format!(
                "at most {} of review time is asked for, and ",
                percent(busy.value)
            )),
            wait.text.trim_start_matches("more than "),
        ),
        threshold: if is_busy { busy } else { wait },
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: reviews.wait })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::{Expect, expect};
    use plan::fixture;

    use crate::flag::RuleId;
    use crate::known::{History, Known, Reviews};
    use crate::testing::{check_known, today};

    fn check(utilisation: impl Into<Option<f64>>, wait: f64, expect: Expect) {
        let reviews = BTreeMap::from([(fixture::team("core"), Reviews { utilisation: utilisation.into(), wait })]);
        let known = Known { history: History { reviews, ..History::default() }, ..Known::default() };
        check_known(
            RuleId::ReviewBottleneck,
            "team core \"Core\"\nperson ada team core\nperson bo team core\nitem a \"Refunds\" team core effort 10\n",
            &known,
            expect,
        );
    }

    #[test]
    fn fires_when_reviewers_are_busy_or_reviews_wait() {
        check(
            0.86,
            0.5,
            expect![[r#"
            warning: Reviews hold Core up: half of them wait longer than 0.5 days, and those who review are asked for 86% of their review time
              → Let Core have at most 2 in progress
              → Add a person to Core from 21 Dec
        "#]],
        );
        check(
            0.5,
            1.1,
            expect![[r#"
            warning: Reviews hold Core up: half of them wait longer than 1.1 days, and those who review are asked for 50% of their review time
              → Let Core have at most 2 in progress
              → Add a person to Core from 21 Dec
        "#]],
        );
    }

    #[test]
    fn is_silent_at_both_limits() {
        check(0.85, 1.0, expect![[""]]);
        check(None, 1.0, expect![[""]]);
    }

    #[test]
    fn the_wait_speaks_alone_where_the_past_of_the_team_tells_it() {
        let waited = |days: i32| (0..10).map(move |n| (n, today().plus(-7 * n), days));
        let past = |days| -> String {
            waited(days).map(|(n, day, days)| format!(" review {n} {}/{day}/{day}", day.plus(-days))).collect()
        };
        let text = |days| {
            let past = past(days);
            format!(
                "team core \"Core\"\nperson ada team core\nitem a \"Refunds\" team core effort 10\npast core{past}\n"
            )
        };
        crate::testing::check(
            RuleId::ReviewBottleneck,
            &text(2),
            expect![[r#"
            warning: Reviews hold Core up: half of them wait longer than 2 days
              → Let Core have at most 1 in progress
              → Add a person to Core from 21 Dec
        "#]],
        );
        crate::testing::check(RuleId::ReviewBottleneck, &text(1), expect![[""]]);
    }
}
