//! The sample plan as a file: made by the people of its story under keys of their own, so that its history reads like one and
//! nothing of it is for whoever has it made to undo. They are its founder: it is theirs to play with and to share.

use std::path::Path;

use ed25519_dalek::SigningKey;
use plan::{Day, Op, Role};

use crate::authors::SEAT;
use crate::identity;
use crate::request::UiError;
use crate::views::AuthorView;
use crate::workspace::{Workspace, author};

/// Makes the sample at `path`, as of `today`, for whoever has `key`.
///
/// # Errors
/// If something is there already or it cannot be written.
pub(crate) fn sample(path: &Path, today: Day, key: SigningKey, who: &AuthorView) -> Result<Workspace, UiError> {
    let (pm, em) = (somebody("Nora Lind", Role::Pm), somebody("Mia Keller", Role::Em));
    let (pms, ems) = (identity::draw()?, identity::draw()?);
    let mut workspace = Workspace::create(path, key.clone())?;
    let others = [(&pms, &pm), (&ems, &em)].map(|(key, who)| (author(key), who.name.clone(), who.role)).to_vec();
    let label = format!("{} and {} take {SEAT}", pm.name, em.name);
    workspace.found(label, others, who)?;
    workspace.hand_over(pms)?;
    let ops = plan::fixture::sample_as_of(today);
    workspace.act(&Op::All { label: "Sample plan".to_owned(), ops }, &pm)?;
    workspace.hand_over(ems)?;
    let (name, steps) = plan::fixture::sample_scenario();
    let id = workspace.make_scenario(name, today, &em)?;
    for step in &steps {
        workspace.suppose(id, step, &em)?;
    }
    workspace.hand_over(key)?;
    Ok(workspace)
}

fn somebody(name: &str, role: Role) -> AuthorView {
    AuthorView { name: name.to_owned(), role }
}
