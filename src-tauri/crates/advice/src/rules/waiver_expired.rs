//! waiver-expired: something was accepted until a day, and the day is over: a debt that is kept on purpose, or a flag that
//! still stands. A waiver whose flag has gone is of no account. One flag a debt, one a waiver.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | an accepted debt past its date | any | our convention | warning |
//! | an accepted flag past its date, that stands | any | our convention | note |

use plan::{Debt, DebtState, Field, Op, Value, Waiver};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{KEPT, apply, keep_debts, pay_first};
use crate::text::{day, days, effort, figure};
use crate::threshold::any;

/// Looks at what the other rules have raised: a waiver is missed only where its flag stands.
pub(super) fn judge(case: &Case<'_>, raised: &[Raised]) -> Vec<Raised> {
    let debts = case.owed().filter_map(|debt| of_debt(case, debt));
    let waivers = case.plan.waivers.values().filter(|waiver| waiver.alive);
    debts.chain(waivers.filter_map(|waiver| of_waiver(case, waiver, raised))).collect()
}

fn of_debt(case: &Case<'_>, debt: &Debt) -> Option<Raised> {
    let until = debt.accepted_until.filter(|until| debt.state == DebtState::Accepted && *until < case.today())?;
    let title = case.title(debt.id);
    let over = case.today().since(until);
    let price = case.forecast.debts.get(&debt.id).map_or(0.0, |price| price.to_horizon);
    let name = format!("{}/{}", RuleId::WaiverExpired.word(), debt.id);
    let mut remedies: Vec<_> =
        pay_first(case, &name, &[debt.id], "It was to be looked at again by now".into()).into_iter().collect();
    remedies.extend(keep_debts(case, &[debt]));
    remedies.push(apply(
        format!("Take {title} up again"),
        "It is open, and the other rules count it".into(),
        vec![Op::set(debt.id, Field::State, Value::Text(DebtState::Open.word().into()))],
    ));
    let flag = Flag {
        rule: RuleId::WaiverExpired,
        severity: Severity::Warning,
        subjects: vec![debt.id.into()],
        subject_key: plan::subject_key(&[debt.id.into()]),
        sentence: format!(
            "{title} was accepted until {}, {} ago, and goes on costing: {} by {}",
            day(until, case.today()),
            days(over),
            effort(price),
            day(case.forecast.horizon_end, case.today()),
        ),
        numbers: vec![
            figure("Past its date", days(over), f64::from(over)),
            figure("Interest to the horizon", effort(price), price),
        ],
        threshold: any("any accepted debt past its date"),
        clears_when: "it is paid, planned, open again, or accepted until a later day".into(),
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: price })
}

fn of_waiver(case: &Case<'_>, waiver: &Waiver, raised: &[Raised]) -> Option<Raised> {
    let until = waiver.until.filter(|until| *until < case.today())?;
    let about = |flag: &Flag| flag.rule.word() == waiver.rule && takes_in(&flag.subject_key, &waiver.subject);
    let stands = raised.iter().map(|raised| &raised.flag).find(|flag| about(flag))?;
    let renewed = |other: &Waiver| {
        other.alive
            && other.rule == waiver.rule
            && takes_in(&other.subject, &waiver.subject)
            && other.until.is_some_and(|until| until >= case.today())
    };
    let later = |other: &Waiver| {
        other.alive
            && other.rule == waiver.rule
            && other.subject == waiver.subject
            && (other.until, other.id) > (waiver.until, waiver.id)
    };
    if case.plan.waivers.values().any(|other| renewed(other) || later(other)) {
        return None;
    }
    let over = case.today().since(until);
    let next = case.today().plus(KEPT);
    let flag = Flag {
        rule: RuleId::WaiverExpired,
        severity: Severity::Note,
        subjects: stands.subjects.clone(),
        subject_key: plan::subject_key(&[waiver.id.into()]),
        sentence: format!(
            "“{}” was accepted by {} until {} and is still so: {}",
            stands.rule.title(),
            waiver.by.trim(),
            day(until, case.today()),
            stands.sentence,
        ),
        numbers: vec![figure("Past its date", days(over), f64::from(over))],
        threshold: any("any accepted flag past its date"),
        clears_when: "the flag itself goes away, or is accepted until a later day".into(),
        remedies: vec![
            apply(
                format!("Accept it until {}", day(next, case.today())),
                format!("The reason given still holds: {}", waiver.reason.trim()),
                vec![Op::set(waiver.id, Field::Until, Value::Day(next))],
            ),
            apply(
                "Let the acceptance go".into(),
                "The flag then stands alone and wants an answer".into(),
                vec![Op::Delete { entity: waiver.id.into() }],
            ),
        ],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: f64::from(over) })
}

/// Whether all these subjects are among the others: what was accepted of one promise may have come to share a flag with others.
fn takes_in(subjects: &str, accepted: &str) -> bool {
    accepted.split(',').all(|one| subjects.split(',').any(|subject| subject == one))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    const PLAN: &str = r#"
team core "Core"
person ada "Ada" team core skills rust
component ledger "Ledger" team core
item a "Refunds" team core effort 10 skills rust
"#;

    #[test]
    fn a_debt_is_accepted_to_the_end_of_its_day() {
        let debts = "debt old \"Old\" in ledger principal 2 toil 1 state accepted until 2026-11-22\n\
                     debt kept \"Kept\" in ledger principal 2 toil 1 state accepted until 2026-11-23\n";
        check(
            RuleId::WaiverExpired,
            &format!("{PLAN}{debts}"),
            expect![[r#"
                warning: “Old” was accepted until 22 Nov, 1 day ago, and goes on costing: 3.2 pd by 23 May
                  → Pay down “Old” first
                  … Keep “Old” on purpose, for a while
                  → Take “Old” up again
            "#]],
        );
    }

    #[test]
    fn a_flag_is_missed_while_it_stands() {
        let waivers = "waiver gone rule worth-paying subject item:a reason \"not now\" until 2026-11-01 by \"Ana, EM\"\n\
                       waiver over rule brief-missing subject item:a reason \"soon\" until 2026-11-22 by \"Ana, EM\"\n\
                       item s \"Started\" team core effort 2 started\n\
                       waiver still rule brief-missing subject item:s reason \"soon\" until 2026-11-22 by \"Ana, EM\"\n";
        check(
            RuleId::WaiverExpired,
            &format!("{PLAN}{waivers}"),
            expect![[r#"
                note: “Started without a brief” was accepted by Ana, EM until 22 Nov and is still so: “Started” is being worked on and has no outcome, measure, diagnosis, action plan or date for the next update
                  → Accept it until 22 Feb
                  → Let the acceptance go
            "#]],
        );
    }

    #[test]
    fn is_silent_once_it_is_accepted_again() {
        let waivers = "item s \"Started\" team core effort 2 started\n\
                       waiver old rule brief-missing subject item:s reason \"soon\" until 2026-11-22 by \"Ana, EM\"\n\
                       waiver new rule brief-missing subject item:s reason \"soon\" until 2026-11-23 by \"Ana, EM\"\n";
        check(RuleId::WaiverExpired, &format!("{PLAN}{waivers}"), expect![[""]]);
    }
}
