//! The sample plan as a file: made by the people of its story under keys of their own, so that its history reads like one and
//! nothing of it is whoever opens it to undo.

use std::path::Path;

use ed25519_dalek::SigningKey;
use plan::{Day, Op, Role};

use crate::identity;
use crate::request::UiError;
use crate::views::AuthorView;
use crate::workspace::Workspace;

/// Makes the sample at `path`, as of `today`, and gives the keyboard to whoever has `key`.
///
/// # Errors
/// If something is there already or it cannot be written.
pub(crate) fn sample(path: &Path, today: Day, key: SigningKey) -> Result<Workspace, UiError> {
    let (pm, em) = (somebody("Nora Lind", Role::Pm), somebody("Mia Keller", Role::Em));
    let mut workspace = Workspace::create(path, identity::draw()?)?;
    let ops = plan::fixture::sample_as_of(today);
    workspace.act(&Op::All { label: "Sample plan".to_owned(), ops }, &pm)?;
    workspace.hand_over(identity::draw()?)?;
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
