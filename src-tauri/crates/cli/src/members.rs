//! `plimsoll members`: who may change a plan, what is kept aside, and the decisions about it.

use std::fmt::Write;

use app::{App, MemberView, MembersAsk, MembersView, NewMember, Reply, Request, UiError};

use crate::args::Members;

/// Decides what was asked, then answers who may change the plan.
pub fn members(app: &App, of: &Members, json: bool) -> Result<String, UiError> {
    let asked = ask(&view(app)?, of)?;
    let mut text = String::new();
    if let Some(ask) = asked {
        let Reply::Done(done) = app.call(Request::SetMembers { ask })? else {
            unreachable!("a decision about members is answered by what was decided")
        };
        text = if done.is_empty() { "Nothing changed.\n".to_owned() } else { format!("{done}.\n") };
    }
    let view = view(app)?;
    match json {
        true => Ok(format!("{}\n", serde_json::to_string_pretty(&view).expect("a view is made of texts and numbers"))),
        false => Ok(text + &told(&view)),
    }
}

/// Whoever is meant by a key, its first digits, or a name, among those that are known; else what was given, to be judged at
/// the door.
pub fn whose<'a>(meant: &str, known: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, UiError> {
    let meant = meant.trim();
    let is_meant = |(key, name): &(&str, &str)| {
        name.eq_ignore_ascii_case(meant) || (meant.len() >= 4 && key.starts_with(&meant.to_lowercase()))
    };
    let mut keys: Vec<&str> = known.into_iter().filter(is_meant).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    match keys[..] {
        [] => Ok(meant.to_owned()),
        [key] => Ok(key.to_owned()),
        [..] => Err(UiError {
            code: app::Code::Refused,
            message: format!("several are called “{meant}”: give more digits of the key"),
        }),
    }
}

fn view(app: &App) -> Result<MembersView, UiError> {
    match app.call(Request::Members)? {
        Reply::Members(view) => Ok(view),
        other => unreachable!("members are answered as members: {other:?}"),
    }
}

fn ask(view: &MembersView, of: &Members) -> Result<Option<MembersAsk>, UiError> {
    let known = || {
        let members = view.members.iter().map(|member| (member.key.as_str(), member.name.as_str()));
        members.chain(view.aside.iter().map(|aside| (aside.key.as_str(), aside.by.as_str())))
    };
    let key = |meant: &String| whose(meant, known());
    if of.found {
        return Ok(Some(MembersAsk::Found));
    }
    if let (Some(who), Some(role)) = (&of.admit, of.role) {
        let key = key(who)?;
        let called = known().find(|(known, _)| *known == key).map(|(_, name)| name.to_owned());
        let name = of.name.clone().or(called).unwrap_or_else(|| key.chars().take(8).collect());
        return Ok(Some(MembersAsk::Admit { member: NewMember { key, name, role } }));
    }
    if let Some(who) = &of.owner {
        return Ok(Some(MembersAsk::Own { key: key(who)?, owner: true }));
    }
    if let Some(who) = &of.not_owner {
        return Ok(Some(MembersAsk::Own { key: key(who)?, owner: false }));
    }
    if let Some(who) = &of.remove {
        return Ok(Some(MembersAsk::Remove { key: key(who)? }));
    }
    if let (Some(lost), Some(by)) = (&of.lost, &of.by) {
        return Ok(Some(MembersAsk::Replace { lost: key(lost)?, key: key(by)? }));
    }
    Ok(None)
}

fn told(view: &MembersView) -> String {
    let mut text = format!("{}\n", view.sentence);
    let width = view.members.iter().map(|member| member.name.chars().count()).max().unwrap_or(0);
    for member in &view.members {
        let MemberView { short, name, role, standing, changes, days, me, .. } = member;
        let role = role.map_or("", |role| role.word());
        let days = if days.is_empty() { String::new() } else { format!(", {days}") };
        let me = if *me { " (you)" } else { "" };
        let _ = writeln!(text, "  {short}  {name:width$}  {role:11}  {standing}; {}{days}{me}", count(*changes));
    }
    for aside in &view.aside {
        let _ = writeln!(text, "kept aside: {} by {} ({}): {}", count(aside.changes), aside.by, aside.short, aside.why);
    }
    for sentence in [&view.waiting, &view.hint].into_iter().filter(|sentence| !sentence.is_empty()) {
        let _ = writeln!(text, "{sentence}");
    }
    if !view.founded {
        text.push_str("`plimsoll members PLAN --found` makes you its owner and them its members.\n");
    }
    text
}

fn count(changes: u32) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}
