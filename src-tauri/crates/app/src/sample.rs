//! The sample plan as a file: made by the people of its story under keys of their own, so that its history reads like one and
//! nothing of it is for whoever has it made to undo. They are its founder: it is theirs to play with and to share.

use ed25519_dalek::SigningKey;
use plan::{Assign, Day, Field, Op, Role, Slot, Value};

use crate::authors::identity;
use crate::error::UiError;
use crate::who::AuthorView;
use crate::who::SEAT;
use crate::workspace::{Workspace, author};

/// Makes the sample of a new plan, as of `today`, for whoever has `key`.
///
/// # Errors
/// If `today` is too near the end of the calendar for what the sample plans, or it cannot be written.
pub(crate) fn sample(workspace: &mut Workspace, today: Day, key: SigningKey, who: &AuthorView) -> Result<(), UiError> {
    let (pm, em) = (somebody("Nora Lind", Role::Pm), somebody("Mia Keller", Role::Em));
    let (pms, ems) = (identity::draw()?, identity::draw()?);
    let others = [(&pms, &pm), (&ems, &em)].map(|(key, who)| (author(key), who.name.clone(), who.role)).to_vec();
    let label = format!("{} and {} take {SEAT}", pm.name, em.name);
    workspace.found(label, others, who)?;
    workspace.hand_over(pms)?;
    let (ops, accepted) = accepted_apart(plan::fixture::sample_as_of(today), em.role);
    workspace.act(&Op::All { label: "Sample plan".to_owned(), ops }, &pm)?;
    workspace.hand_over(ems)?;
    workspace.act(&Op::All { label: "Accept what waits for the summer".to_owned(), ops: accepted }, &em)?;
    let (name, steps) = plan::fixture::sample_scenario();
    let id = workspace.make_scenario(name, today, &em)?;
    for step in &steps {
        workspace.suppose(id, step, &em)?;
    }
    workspace.hand_over(key)
}

/// The plan without what somebody in this role accepts in it, and that: it counts in the words of one who has the role.
fn accepted_apart(ops: Vec<Op>, role: Role) -> (Vec<Op>, Vec<Op>) {
    let in_role = |assign: &Assign| match &assign.value {
        Value::Text(by) => assign.field == Field::By && by.ends_with(&format!(", {}", role.word())),
        _ => false,
    };
    let accepts = [Field::State, Field::AcceptedUntil, Field::Reason, Field::By];
    let mut accepted = Vec::new();
    let mut apart = |op| match op {
        Op::Create { entity, values } if values.iter().any(in_role) => {
            let (theirs, values): (Vec<_>, Vec<_>) =
                values.into_iter().partition(|assign| accepts.contains(&assign.field));
            let set = |Assign { field, key, value }| Op::Set { slot: Slot { entity, field, key }, value };
            accepted.extend(theirs.into_iter().map(set));
            Op::Create { entity, values }
        }
        op => op,
    };
    let ops = ops.into_iter().map(&mut apart).collect();
    (ops, accepted)
}

fn somebody(name: &str, role: Role) -> AuthorView {
    AuthorView { name: name.to_owned(), role }
}
