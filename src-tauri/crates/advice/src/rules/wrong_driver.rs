//! wrong-driver: a concern is driven by a role that should not drive it: the product manager writes the estimates and the
//! dates, or the engineering manager the priorities. A change counts once in each concern that it touches. What contributors
//! change counts as delegated: work can be delegated, and whoever drives answers for it. Reads the change log. One flag a
//! concern.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | share of the changes in a concern made by the other driving role | > 0.3 | our convention | note |
//! | of so many changes | ≥ 10 | our convention | |
//! | in the last days | 30 | our convention | |
//!
//! A note, for a planning session on one machine is written in one name: it says who typed, not who decided.

use plan::{Concern, EntityId, Role};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::known::Deed;
use crate::text::{count, day, figure, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    Concern::ALL.into_iter().filter_map(|concern| raise(case, concern)).collect()
}

fn raise(case: &Case<'_>, concern: Concern) -> Option<Raised> {
    let limit = |name| threshold(case.plan, name);
    let (share_limit, few, span) = (limit("wrong-driver"), limit("wrong-driver-changes"), limit("wrong-driver-days"));
    let deeds = case.known.log.deeds.as_ref()?;
    let recent =
        |deed: &&Deed| f64::from(case.today().since(deed.day)) <= span.value && deed.concerns.contains(&concern);
    let all: Vec<&Deed> = deeds.iter().filter(recent).collect();
    let driver = case.plan.settings.driver(concern);
    let drives = |role: Role| match role {
        Role::Pm | Role::Em => role == driver,
        Role::Contributor | Role::Viewer => true,
    };
    let theirs: Vec<&Deed> = all.iter().copied().filter(|deed| !drives(deed.role)).collect();
    let share = theirs.len() as f64 / all.len().max(1) as f64;
    if (all.len() as f64) < few.value || share <= share_limit.value {
        return None;
    }
    let role = theirs.first()?.role;
    let flag = Flag {
        rule: RuleId::WrongDriver,
        severity: Severity::Note,
        subjects: vec![EntityId::PLAN],
        subject_key: format!("{}/{}", plan::subject_key(&[EntityId::PLAN]), concern.word()),
        sentence: format!(
            "{} of {} in {} since {} were made by the {}, though the {} drives them",
            theirs.len(),
            count(all.len(), "change", "changes"),
            about(concern),
            day(case.today().plus(-(span.value as i32)), case.today()),
            role.word(),
            driver.word(),
        ),
        numbers: vec![
            figure(format!("By the {}", role.word()), percent(share), share),
            figure("Changes", all.len().to_string(), all.len() as f64),
        ],
        threshold: share_limit.clone(),
        clears_when: format!(
            "at most {} of the changes in {} days are made by another than the {}",
            percent(share_limit.value),
            span.value,
            driver.word(),
        ),
        // Nothing in the plan is wrong: it is for the two to agree who drives.
        remedies: Vec::new(),
        evidence: theirs
            .iter()
            .rev()
            .map(|deed| {
                format!("{}, {} ({}): {}", day(deed.day, case.today()), deed.name, deed.role.word(), deed.label)
            })
            .collect(),
        waived: None,
    };
    Some(Raised { flag, weight: theirs.len() as f64 })
}

/// What a concern is about, in words.
fn about(concern: Concern) -> &'static str {
    match concern {
        Concern::Product => "problems, priorities and promises",
        Concern::Delivery => "progress and process",
        Concern::Technical => "estimates, dependencies and debt",
        Concern::People => "people and their time",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use expect_test::{Expect, expect};
    use plan::{Concern, Role};

    use super::*;
    use crate::known::{Known, Log};
    use crate::testing::{forecast_of, planned, today, told};

    /// So many changes of estimates by each, so many days ago.
    fn check(by: &[(Role, usize)], ago: i32, expect: Expect) {
        let deed = |role: Role| Deed {
            day: today().plus(-ago),
            name: "Ana".into(),
            role,
            label: "estimate of Refunds".into(),
            concerns: BTreeSet::from([Concern::Technical]),
        };
        let deeds = by.iter().flat_map(|(role, n)| std::iter::repeat_n(deed(*role), *n)).collect();
        let known = Known { log: Log { deeds: Some(deeds), ..Log::default() }, ..Known::default() };
        let (plan, findings) = planned("team core\nperson ada team core\nitem a team core effort 5\n");
        let flags = crate::flags(&plan, &forecast_of(&plan, 20), &findings, &known);
        let flag = flags.iter().find(|flag| flag.rule == RuleId::WrongDriver);
        let text = flag.map_or(String::new(), |flag| format!("{}  {}\n", told(flag), flag.evidence.join("\n  ")));
        expect.assert_eq(&text);
    }

    #[test]
    fn fires_when_the_other_role_makes_more_than_three_in_ten() {
        check(
            &[(Role::Em, 6), (Role::Pm, 4)],
            30,
            expect![[r#"
                note: 4 of 10 changes in estimates, dependencies and debt since 24 Oct were made by the PM, though the EM drives them
                  24 Oct, Ana (PM): estimate of Refunds
                  24 Oct, Ana (PM): estimate of Refunds
                  24 Oct, Ana (PM): estimate of Refunds
                  24 Oct, Ana (PM): estimate of Refunds
            "#]],
        );
    }

    #[test]
    fn is_silent_at_three_in_ten_on_few_changes_and_on_old_ones() {
        check(&[(Role::Em, 7), (Role::Pm, 3)], 30, expect![[""]]);
        check(&[(Role::Em, 5), (Role::Pm, 4)], 30, expect![[""]]);
        check(&[(Role::Em, 6), (Role::Pm, 4)], 31, expect![[""]]);
    }

    #[test]
    fn what_contributors_do_is_delegated() {
        check(&[(Role::Contributor, 8), (Role::Em, 2)], 1, expect![[""]]);
    }
}
