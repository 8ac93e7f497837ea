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
use crate::remedy::{owners, pay_dearest};
use crate::text::{day, effort, figure, percent};
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
    let window = case.windows(team.id).into_iter().max_by(|a, b| share(a).total_cmp(&share(b)))?;
    let (warning, critical) = (threshold(case.plan, "interest-share"), threshold(case.plan, "interest-share-critical"));
    let share = share(&window);
    if share <= warning.value {
        return None;
    }
    let is_critical = share > critical.value;
    let spent = window.accounts;
    let flag = Flag {
        rule: RuleId::InterestShare,
        severity: if is_critical { Severity::Critical } else { Severity::Warning },
        subjects: vec![team.id.into()],
        subject_key: plan::subject_key(&[team.id.into()]),
        sentence: format!(
            "{} spends {} of its time on debt from {} to {}: {} of drag, {} of toil and {} on incidents; {} are left for new work",
            case.title(team.id),
            percent(share),
            day(window.from, case.today()),
            day(window.to, case.today()),
            effort(spent.drag),
            effort(spent.toil),
            effort(spent.incidents),
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
        remedies: pay_dearest(case, &format!("{}/{}", RuleId::InterestShare.word(), team.id), |debt| {
            owners(case, debt).contains(&team.id)
        }),
        waived: None,
    };
    Some(Raised { flag, weight: spent.interest() })
}
