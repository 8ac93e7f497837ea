//! toil-share: work by hand that debt causes takes too large a share of a team's time in a quarter, against all the time that
//! meetings and the rest leave. One flag a team, for its worst quarter.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | toil / (gross − other) | > 0.25 | our convention | warning |
//! | the same | > 0.50 | Google SRE | critical |

use forecast::Accounts;
use plan::{Debt, Team};

use super::Raised;
use crate::case::{Case, Window};
use crate::flag::{Flag, RuleId, Severity};
use crate::remedy::{keep_debts, owners, pay_each};
use crate::text::{day, effort, figure, first, percent};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().filter_map(|team| raise(case, team)).collect()
}

fn share(window: &Window) -> f64 {
    let time = window.accounts.gross() - window.accounts.other;
    if time > 0.0 { window.accounts.toil / time } else { 0.0 }
}

fn raise(case: &Case<'_>, team: &Team) -> Option<Raised> {
    let window = case.worst_window(team.id, share)?;
    let (warning, critical) = (threshold(case.plan, "toil-share"), threshold(case.plan, "toil-share-critical"));
    let share = share(&window);
    if share <= warning.value {
        return None;
    }
    let is_critical = share > critical.value;
    let toil = |debt: &Debt| debt.toil.map_or(0.0, |toil| toil.likely) * debt.outstanding();
    let mut toilsome: Vec<&Debt> =
        case.owed().filter(|debt| toil(debt) > 0.0 && owners(case, debt).contains(&team.id)).collect();
    toilsome.sort_by(|a, b| toil(b).total_cmp(&toil(a)).then(a.id.cmp(&b.id)));
    let mut remedies = pay_each(case, &format!("{}/{}", RuleId::ToilShare.word(), team.id), &toilsome);
    if remedies.is_empty() {
        remedies.extend(keep_debts(case, &toilsome));
    }
    let spent = window.accounts;
    let time = spent.gross() - spent.other;
    let flag = Flag {
        rule: RuleId::ToilShare,
        severity: if is_critical { Severity::Critical } else { Severity::Warning },
        subjects: std::iter::once(team.id.into()).chain(toilsome.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{} spends {} of its time on work by hand from {} to {}: {}, {}; most of it for {}",
            case.title(team.id),
            percent(share),
            day(window.from, case.today()),
            day(window.to, case.today()),
            effort(spent.toil),
            part_of_interest(&spent),
            first(&case.titles(toilsome.iter().map(|debt| debt.id)), 2),
        ),
        numbers: vec![
            figure("Share of toil", percent(share), share),
            figure("Toil", effort(spent.toil), spent.toil),
            figure("All that debt takes", effort(spent.interest()), spent.interest()),
            figure("Time less meetings and the rest", effort(time), time),
        ],
        clears_when: format!("toil takes {} of its time or less in every quarter", percent(warning.value)),
        threshold: if is_critical { critical } else { warning },
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: spent.toil })
}

/// Toil within the interest, which interest-share tells of: whoever reads both must not add them up.
fn part_of_interest(spent: &Accounts) -> String {
    match spent.interest() - spent.toil < 0.05 {
        true => "all that debt takes there".to_owned(),
        false => format!("part of the {} that debt takes there", effort(spent.interest())),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn warns_above_a_quarter_and_is_critical_above_the_half() {
        check(
            RuleId::ToilShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt night "Night releases" in ledger principal 5 toil 10.5
item checkout "Checkout" team core effort 60
team port "Port"
person cy "Cy" team port
component gate "Gate" team port
debt hand "Firmware by hand" in gate principal 5 toil 20.5
item gates "Gates" team port effort 60
"#,
            expect![[r#"
                critical: Port spends 51% of its time on work by hand from 23 Nov to 21 Feb: 33 pd, all that debt takes there; most of it for “Firmware by hand”
                  → Pay down “Firmware by hand” first
                warning: Core spends 26% of its time on work by hand from 23 Nov to 21 Feb: 17 pd, all that debt takes there; most of it for “Night releases”
                  → Pay down “Night releases” first
            "#]],
        );
    }

    #[test]
    fn says_that_the_other_flag_contains_it() {
        check(
            RuleId::ToilShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt night "Night releases" in ledger principal 5 drag 0.5 toil 12
item checkout "Checkout" team core effort 60 in ledger 1
"#,
            expect![[r#"
                warning: Core spends 30% of its time on work by hand from 23 Nov to 21 Feb: 19 pd, part of the 33 pd that debt takes there; most of it for “Night releases”
                  → Pay down “Night releases” first
            "#]],
        );
    }

    #[test]
    fn is_silent_at_a_quarter() {
        check(
            RuleId::ToilShare,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt night "Night releases" in ledger principal 5 toil 10
item checkout "Checkout" team core effort 60
"#,
            expect![[""]],
        );
    }
}
