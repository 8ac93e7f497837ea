//! Who signed what, for those who read an export.

use std::collections::BTreeMap;

use exchange::{Signed, Signer};
use plan::{Author, ChangeId, Document, Role};
use store::{Entry, Error};

use crate::outside::local_time;
use crate::who::AuthorView;
use crate::workspace::Workspace;

/// Who signed the changes of this document, which is the open plan now or at a moment of its past. Whoever made the plan is
/// what they say they are: at the keyboard, what they say now.
///
/// # Errors
/// If the plan file cannot be read.
pub fn signers(
    workspace: &Workspace,
    document: &Document,
    at_the_keyboard: Option<&AuthorView>,
) -> Result<Signed, Error> {
    let members = &document.plan().members;
    let mut aside: BTreeMap<Author, u32> = BTreeMap::new();
    document.aside().for_each(|(id, _)| *aside.entry(id.author).or_default() += 1);
    let mut signers = Vec::new();
    for (author, seq) in document.version() {
        let at = |seq| workspace.file().entry(ChangeId { author, seq });
        let (Some(first), Some(last)) = (at(1)?, at(seq)?) else { continue };
        let day = |entry: &Entry| local_time(entry.stamp.time).format("%Y-%m-%d").to_string();
        let member = members.known.get(&author);
        let standing = match (members.founder, member.map(|member| member.role)) {
            (None, _) => "",
            (Some(founder), _) if founder == author => "made the plan",
            (Some(_), None) => "not a member",
            (Some(_), Some(None)) => "removed",
            (Some(_), Some(Some(Role::Viewer))) => "looks on",
            (Some(_), Some(Some(_))) if members.is_owner(author) => "owns it too",
            (Some(_), Some(Some(_))) => "may edit",
        };
        let founder = members.founder == Some(author);
        let now = at_the_keyboard.filter(|_| founder && author == workspace.me());
        let named = member.map(|member| member.name.clone()).filter(|name| !name.is_empty());
        signers.push(Signer {
            name: match founder {
                true => now.map_or(&last.name, |now| &now.name).clone(),
                false => named.unwrap_or_else(|| last.name.clone()),
            },
            role: match members.founder {
                Some(_) if !founder => member.and_then(|member| member.role),
                Some(_) | None => Some(now.map_or(last.role, |now| now.role)),
            },
            standing: standing.to_owned(),
            key: author.hex(),
            changes: seq.saturating_sub(aside.get(&author).copied().unwrap_or(0)),
            first: day(&first),
            last: day(&last),
        });
    }
    signers.sort_by(|a, b| b.changes.cmp(&a.changes).then_with(|| a.key.cmp(&b.key)));
    Ok(Signed { digest: document.digest(), signers, kept_aside: aside.values().sum() })
}
