//! Who works on this machine, on the command line: listed, added to, renamed and removed.

use app::{App, Reply, Request, StartView, UiError};
use plan::Role;

/// Lets somebody else work here too; the keyboard stays with whoever has it.
pub fn add(app: &App, name: String, role: Role) -> Result<(), UiError> {
    let before = start(app)?.author;
    app.call(Request::AddAuthor { name, role })?;
    match before {
        Some(who) => app.call(Request::SwitchAuthor { name: who.name }).map(|_| ()),
        None => Ok(()),
    }
}

/// Calls somebody who works here something else.
pub fn rename(app: &App, name: String, to: String) -> Result<(), UiError> {
    app.call(Request::RenameAuthor { name, to }).map(|_| ())
}

/// Takes somebody off the list.
pub fn remove(app: &App, name: String) -> Result<(), UiError> {
    app.call(Request::RemoveAuthor { name }).map(|_| ())
}

/// Everybody who works here; whoever is at the keyboard is marked.
pub fn list(app: &App, as_json: bool) -> Result<String, UiError> {
    let StartView { author, authors, .. } = start(app)?;
    if as_json {
        let text = serde_json::to_string_pretty(&authors).expect("names and roles are plain data");
        return Ok(format!("{text}\n"));
    }
    if authors.is_empty() {
        return Ok("nobody has said who they are yet: `plimsoll authors --add NAME --role ROLE`\n".to_owned());
    }
    let line = |who: &app::AuthorView| {
        let here = if author.as_ref() == Some(who) { ", at the keyboard" } else { "" };
        format!("{}, {}{here}\n", who.name, who.role.word())
    };
    Ok(authors.iter().map(line).collect())
}

fn start(app: &App) -> Result<StartView, UiError> {
    let Reply::Start(view) = app.call(Request::Start)? else {
        unreachable!("the door answers a question about the start with the start")
    };
    Ok(view)
}
