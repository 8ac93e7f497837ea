//! Who may change the plan, in words: its members, what is kept aside and why, and what waits.

use std::collections::BTreeMap;

use plan::{Aside, Author, ChangeId, Document, Member, Role};
use serde::{Deserialize, Serialize};
use store::{Entry, Error, PlanFile};

use crate::outside::local_time;
use crate::who::{AuthorView, short};
use crate::workspace::Workspace;

/// Who may change the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MembersView {
    /// "Ana made this plan. 3 people may edit it"; for a plan that is open to everybody, that it is.
    pub sentence: String,
    /// Whether somebody decided who may edit; else everybody may.
    pub founded: bool,
    /// Whether whoever is at the keyboard may admit, set roles and remove.
    pub may_admit: bool,
    /// Whether they may name owners.
    pub may_own: bool,
    /// Their key, to be sent to an owner.
    pub my_key: String,
    /// What should be done: a second owner named; empty if nothing.
    pub hint: String,
    /// "2 changes of yours wait for Ana to admit you"; empty if none does.
    pub waiting: String,
    /// The members, whoever made the plan first, removed ones last; of an open plan, whoever changed it so far.
    pub members: Vec<MemberView>,
    /// What is kept aside, by author and reason.
    pub aside: Vec<AsideView>,
}

/// Somebody who is or was a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberView {
    /// Their key.
    pub key: String,
    /// Its first digits.
    pub short: String,
    /// What they are called.
    pub name: String,
    /// What they are; `None` if they were removed.
    pub role: Option<Role>,
    /// Whether they may admit others.
    pub owner: bool,
    /// Whether they made the plan.
    pub founder: bool,
    /// Whether it is the one at the keyboard.
    pub me: bool,
    /// How many of their changes count.
    pub changes: u32,
    /// "made the plan", "owns it too", "looks on", "removed".
    pub standing: String,
    /// The days of their first and last change, "23 Nov 2026 to 4 Dec 2026"; empty if there is none.
    pub days: String,
}

/// Changes of one author that do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AsideView {
    /// Their key.
    pub key: String,
    /// Its first digits.
    pub short: String,
    /// What they call themselves.
    pub by: String,
    /// As what they made them.
    pub role: Role,
    /// How many.
    pub changes: u32,
    /// Why, "Ben is not a member".
    pub why: String,
    /// What the latest of them does.
    pub latest: String,
    /// Whether they count once their author may edit.
    pub admissible: bool,
}

/// Who may change the plan, told to whoever is at the keyboard, if they have said who they are.
///
/// # Errors
/// If the plan file cannot be read.
pub fn members(workspace: &Workspace, at_the_keyboard: Option<&AuthorView>) -> Result<MembersView, Error> {
    let (file, document, me) = (workspace.file(), workspace.document(), workspace.me());
    let known = &document.plan().members;
    let mut members = Vec::new();
    match known.founder {
        Some(_) => {
            for (author, member) in &known.known {
                members.push(member_view(workspace, *author, member)?);
            }
        }
        None => {
            for (author, seq) in document.version() {
                let last = file.entry(ChangeId { author, seq })?;
                let member = last.map_or_else(Member::default, |last| Member {
                    name: last.name,
                    role: Some(last.role),
                    ..Member::default()
                });
                members.push(member_view(workspace, author, &member)?);
            }
        }
    }
    // Whoever made the plan is what they say they are, and they may have said so since they last changed it.
    if let (Some(now), Some(founder)) = (at_the_keyboard, members.iter_mut().find(|it| it.founder && it.me)) {
        (founder.name, founder.role) = (now.name.clone(), Some(now.role));
    }
    members.sort_by_key(|member| (!member.founder, member.role.is_none(), !member.owner, member.name.clone()));
    let hint = match known.has_one_owner() && known.known.values().filter(|member| member.role.is_some()).count() > 1 {
        true if known.founder == Some(me) => {
            "You alone can admit others. Name a second owner, so that somebody can when you are away or lose your key."
        }
        true => "One person alone can admit others: ask them to name a second owner.",
        false => "",
    };
    Ok(MembersView {
        sentence: sentence(&members),
        founded: known.founder.is_some(),
        may_admit: known.is_owner(me),
        may_own: known.founder == Some(me),
        my_key: me.hex(),
        hint: hint.to_owned(),
        waiting: waiting(workspace),
        members,
        aside: aside(file, document)?,
    })
}

/// "2 changes of yours wait for Ana to admit you"; empty if none waits.
pub fn waiting(workspace: &Workspace) -> String {
    match workspace.document().waiting() {
        0 => String::new(),
        1 => format!("1 change of yours waits for {} to admit you", workspace.owners()),
        n => format!("{n} changes of yours wait for {} to admit you", workspace.owners()),
    }
}

/// Why a change does not count, in words; `None` if it does.
pub fn why_aside(document: &Document, id: ChangeId, called: &str) -> Option<String> {
    let known = document.plan().members.known.get(&id.author).map(|member| member.name.clone());
    let name = known.filter(|name| !name.is_empty()).unwrap_or_else(|| called.to_owned());
    document.why_aside(id).map(|why| reason(&name, why))
}

/// The same for a reason that is known.
pub fn reason(name: &str, why: Aside) -> String {
    match why {
        Aside::Stranger => format!("{name} is not a member"),
        Aside::Viewer => format!("{name} may only look"),
        Aside::Removed => format!("{name} was removed, and this was not known then"),
        Aside::NoRight => format!("{name} may not decide that about members"),
    }
}

fn sentence(members: &[MemberView]) -> String {
    let editors = members.iter().filter(|member| member.role.is_some_and(|role| role != Role::Viewer)).count();
    let people = |n: usize| if n == 1 { "1 person".to_owned() } else { format!("{n} people") };
    match members.iter().find(|member| member.founder) {
        Some(founder) => format!("{} made this plan. {} may edit it.", founder.name, people(editors)),
        None => format!("Everybody with a copy may edit this plan; {} changed it so far.", people(members.len())),
    }
}

fn member_view(workspace: &Workspace, author: Author, member: &Member) -> Result<MemberView, Error> {
    let document = workspace.document();
    let members = &document.plan().members;
    let known = document.tips().get(&author).map_or(0, |tip| tip.seq);
    let aside = document.aside().filter(|(id, _)| id.author == author).count() as u32;
    let founder = members.founder == Some(author);
    let owner = members.is_owner(author);
    let standing = match (founder, owner, member.role) {
        _ if members.founder.is_none() => "changed the plan",
        (true, ..) => "made the plan",
        (false, _, None) => "removed",
        (false, true, Some(_)) => "owns it too",
        (false, false, Some(Role::Viewer)) => "looks on",
        (false, false, Some(_)) => "may edit",
    };
    Ok(MemberView {
        key: author.hex(),
        short: short(author),
        name: match founder || member.name.is_empty() {
            true => workspace.known_as(author),
            false => member.name.clone(),
        },
        // Whoever made the plan is what they say they are.
        role: match founder {
            true => workspace.file().entry(ChangeId { author, seq: known })?.map(|last| last.role).or(member.role),
            false => member.role,
        },
        owner,
        founder,
        me: author == workspace.me(),
        changes: known.saturating_sub(aside),
        standing: standing.to_owned(),
        days: days(workspace.file(), author, known)?,
    })
}

/// The days of an author's first and last known change.
fn days(file: &PlanFile, author: Author, last: u32) -> Result<String, Error> {
    let day = |entry: Entry| local_time(entry.stamp.time).format("%-d %b %Y").to_string();
    let first = file.entry(ChangeId { author, seq: 1 })?.map(day);
    let last = file.entry(ChangeId { author, seq: last })?.map(day);
    Ok(match (first, last) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (_, _) => String::new(),
    })
}

fn aside(file: &PlanFile, document: &Document) -> Result<Vec<AsideView>, Error> {
    let mut groups: BTreeMap<(Author, Aside), (u32, ChangeId)> = BTreeMap::new();
    for (id, why) in document.aside() {
        let (count, last) = groups.entry((id.author, why)).or_insert((0, id));
        *count += 1;
        *last = (*last).max(id);
    }
    let mut views = Vec::new();
    for ((author, why), (changes, last)) in groups {
        let Some(entry) = file.entry(last)? else { continue };
        views.push(AsideView {
            key: author.hex(),
            short: short(author),
            why: why_aside(document, last, &entry.name).unwrap_or_default(),
            by: entry.name,
            role: entry.role,
            changes,
            latest: entry.label,
            admissible: match why {
                Aside::Stranger | Aside::Viewer | Aside::Removed => true,
                Aside::NoRight => false,
            },
        });
    }
    Ok(views)
}
