//! interest-share: debt takes too large a share of a team's time in a quarter: drag, toil and incidents against all the
//! time that meetings and the rest leave. One flag a team, for its worst quarter.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | (drag + toil + incidents) / (gross − other) | > 0.23 | Besker, Martini, Bosch 2018 | warning |
//! | the same | > 0.42 | Stripe 2018 | critical |

use plan::Team;

use super::Raised;
use crate::case::{Case, Window};
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{owners, pay_each};
use crate::text::{day, effort, figure, list, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team)).collect()
}

/// The share of a window's time that debt takes.
fn share(window: &Window) -> f64 {
    let time = window.accounts.gross() - window.accounts.other;
    if time > 0.0 { window.accounts.interest() / time } else { 0.0 }
}

fn raise(case: &Case<'_>, team: &Team) -> Option<Raised> {
    let window = case.worst_window(team.id, share)?;
    let (warning, critical) = (threshold(case.plan, "interest-share"), threshold(case.plan, "interest-share-critical"));
    let share = share(&window);
    if share <= warning.value {
        return None;
    }
    let is_critical = share > critical.value;
    let spent = window.accounts;
    let owned: Vec<_> = case.owed().filter(|debt| owners(case, debt).contains(&team.id)).collect();
    let parts = [(spent.drag, "of drag"), (spent.toil, "of toil"), (spent.incidents, "on incidents")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(days, _)| *days >= 0.05)
        .map(|(days, what)| format!("{} {what}", effort(*days)))
        .collect();
    let told = match parts.len() {
        1 => list(&parts),
        _ => format!("{}, of which {}", effort(spent.interest()), list(&parts)),
    };
    let flag = Flag {
        rule: RuleId::InterestShare,
        severity: if is_critical { Severity::Critical } else { Severity::Warning },
        subjects: vec![team.id.into()],
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{} spends {} of its time on debt from {} to {}: {}; {} are left for new work",
            case.title(team.id),
            percent(share),
            day(window.from, case.today()),
            day(window.to, case.today()),
            told,
            effort(spent.new_work),
        ),
        numbers: vec![
            figure("Share of debt", percent(share), share),
            figure("Drag", effort(spent.drag), spent.drag),
            figure("Toil", effort(spent.toil), spent.toil),
            figure("Incidents", effort(spent.incidents), spent.incidents),
            figure("Time less meetings and the rest", effort(spent.gross() - spent.other), spent.gross() - spent.other),
        ],
        clears_when: format!("debt takes {} of its time or less in every quarter", percent(warning.value)),
        threshold: if is_critical { critical } else { warning },
        remedies: pay_each(case, &format!("{}/{}", RuleId::InterestShare.word(), team.id), &owned),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: spent.interest() })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn warns_above_a_quarter_of_the_time() {
        check(
            RuleId::InterestShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 toil 9.6
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                warning: Core spends 24% of its time on debt from 23 Nov to 21 Feb: 16 pd of toil; 49 pd are left for new work
                  → Pay down “Ledger schema” first
            "#]],
        );
    }

    #[test]
    fn is_critical_when_debt_takes_nearly_half() {
        check(
            RuleId::InterestShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 toil 17
item checkout "Checkout" team core effort 60
"#,
            expect![[r#"
                critical: Core spends 42% of its time on debt from 23 Nov to 21 Feb: 28 pd of toil; 37 pd are left for new work
                  → Pay down “Ledger schema” first
            "#]],
        );
    }

    #[test]
    fn is_silent_at_the_share_that_is_usual() {
        check(
            RuleId::InterestShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 toil 9
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }
}
