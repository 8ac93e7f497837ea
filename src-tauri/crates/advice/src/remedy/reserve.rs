//! Give a team's reserve to the work that is due.

use plan::{Field, Op, Team, Value};

use super::apply;
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::number;

/// Spend the team's reserve on planned work. `None` if there is none.
pub(crate) fn without_reserve(case: &Case<'_>, team: &Team) -> Option<Remedy> {
    if team.reserve <= 0.0 {
        return None;
    }
    Some(apply(
        format!("Give up the reserve of {}", case.title(team.id)),
        format!(
            "It sets {} pd a week aside; without it the next interrupt comes out of what is promised",
            number(team.reserve)
        ),
        vec![Op::set(team.id, Field::Reserve, Value::Number(0.0))],
    ))
}
