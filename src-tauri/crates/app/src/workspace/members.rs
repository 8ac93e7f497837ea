//! Who may change the plan, decided by its owners, one change a decision, so that it is shown, undone and merged as all else
//! is. Whose changes count is `plan`'s to say, whatever is asked here.

use plan::{Author, Change, ChangeId, Decision, Intent, Membership, Refusal, Role};

use super::Workspace;
use crate::error::{UiError, declined, failed, refused};
use crate::members::ask::{MembersAsk, NewMember};
use crate::who::{AuthorView, short};

impl Workspace {
    /// Decides about members, durably. Answers what was decided, in words.
    ///
    /// # Errors
    /// If whoever asks may not decide it, or it cannot be written.
    pub fn set_members(&mut self, ask: &MembersAsk, who: &AuthorView) -> Result<Option<String>, UiError> {
        let what = self.membership(ask)?;
        let decision = self.decided(&what, who)?;
        self.append(decision, Intent::Act, who)
    }

    /// Makes the plan whoever's is at the keyboard, and these its other members.
    ///
    /// # Errors
    /// If somebody founded it already, or it cannot be written.
    pub(crate) fn found(
        &mut self,
        label: String,
        others: Vec<(Author, String, Role)>,
        who: &AuthorView,
    ) -> Result<(), UiError> {
        let decision = self.decided(&Membership::Found { others }, who)?;
        self.append(Decision { label, ..decision }, Intent::Act, who).map(|_| ())
    }

    /// Admits several in one change.
    ///
    /// # Errors
    /// If whoever asks may not, or it cannot be written.
    pub fn admit(
        &mut self,
        admit: &[NewMember],
        incoming: &[Change],
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let decision = self.admission(admit, incoming, who)?;
        self.append(decision, Intent::Act, who)
    }

    /// What admitting these comes to; who gave no name is called what they call themselves in what comes in.
    pub(crate) fn admission(
        &self,
        admit: &[NewMember],
        incoming: &[Change],
        who: &AuthorView,
    ) -> Result<Decision, UiError> {
        let mut whole = Decision { label: format!("Admit {} people", admit.len()), edits: Vec::new() };
        for member in admit {
            let author = key(&member.key)?;
            let called = || incoming.iter().rev().find(|change| change.id.author == author).map(|change| &change.name);
            let name = match member.name.trim() {
                "" => called().cloned().unwrap_or_else(|| short(author)),
                name => name.to_owned(),
            };
            let what = Membership::Admit { author, name, role: member.role };
            let decision = self.decided(&what, who)?;
            if admit.len() == 1 {
                whole.label = decision.label;
            }
            whole.edits.extend(decision.edits);
        }
        Ok(whole)
    }

    fn decided(&self, what: &Membership, who: &AuthorView) -> Result<Decision, UiError> {
        // Their record as a member has the name under which they began.
        let founder = || match self.document().founder() {
            Some(founder) if founder != self.me() => self.known_as(founder),
            Some(_) | None => who.name.clone(),
        };
        let refused = |refusal| match refusal {
            Refusal::NotAnOwner { .. } => declined(self.not_an_owner()),
            Refusal::Founded { .. } => declined(Refusal::Founded { founder: founder() }),
            Refusal::FounderAlone { .. } => declined(Refusal::FounderAlone { founder: founder() }),
            Refusal::TheFounder { .. } => declined(Refusal::TheFounder { founder: founder() }),
            refusal => declined(refusal),
        };
        plan::decide_membership(self.document(), (self.me(), &who.name, who.role), what).map_err(refused)
    }

    fn membership(&self, ask: &MembersAsk) -> Result<Membership, UiError> {
        Ok(match ask {
            MembersAsk::Found => Membership::Found { others: self.everybody()? },
            MembersAsk::Admit { member: NewMember { key: digits, name, role } } => {
                Membership::Admit { author: key(digits)?, name: name.clone(), role: *role }
            }
            MembersAsk::Own { key: digits, owner } => Membership::Own { author: key(digits)?, owner: *owner },
            MembersAsk::Remove { key: digits } => Membership::Remove { author: key(digits)? },
            MembersAsk::Replace { lost, key: digits } => Membership::Replace { lost: key(lost)?, author: key(digits)? },
        })
    }

    /// Whoever changed the plan so far, as they last called themselves.
    fn everybody(&self) -> Result<Vec<(Author, String, Role)>, UiError> {
        let last = |(author, seq)| self.file().entry(ChangeId { author, seq }).map_err(failed);
        let entries: Vec<_> = self.document().version().into_iter().map(last).collect::<Result<_, _>>()?;
        Ok(entries.into_iter().flatten().map(|entry| (entry.id.author, entry.name, entry.role)).collect())
    }

    /// Whoever is at the keyboard as the plan has them; whoever made it is what they say.
    pub(crate) fn as_member(&self, who: AuthorView) -> AuthorView {
        let (me, members) = (self.me(), &self.document().plan().members);
        match members.known.get(&me).and_then(|member| member.role) {
            Some(role) if members.founder != Some(me) => AuthorView { role, ..who },
            Some(_) | None => who,
        }
    }

    /// What people call an author: as their record says; whoever made the plan, as they last called themselves.
    pub fn known_as(&self, author: Author) -> String {
        let members = &self.document().plan().members;
        let seq = self.document().tips().get(&author).map_or(0, |tip| tip.seq);
        match members.founder == Some(author) {
            true => self.file().entry(ChangeId { author, seq }).ok().flatten().map(|entry| entry.name),
            false => None,
        }
        .unwrap_or_else(|| members.called(author))
    }

    /// What an author is called as a member, else as they call themselves; `None` if nothing is known of them.
    pub(crate) fn name_of(&self, author: Author) -> Option<String> {
        let document = self.document();
        let member = document.plan().members.known.get(&author).map(|member| member.name.clone());
        let seq = document.tips().get(&author).map_or(0, |tip| tip.seq);
        let last = || self.file().entry(ChangeId { author, seq }).ok().flatten().map(|entry| entry.name);
        member.filter(|name| !name.trim().is_empty()).or_else(last).filter(|name| !name.trim().is_empty())
    }

    /// Who may admit others, by name: "Ana or Cleo".
    pub fn owners(&self) -> String {
        let members = &self.document().plan().members;
        let others = members.known.keys().copied().filter(|author| members.is_owner(*author));
        let others = others.filter(|author| Some(*author) != members.founder);
        let names: Vec<String> =
            members.founder.into_iter().chain(others).map(|author| self.known_as(author)).collect();
        names.join(" or ")
    }

    /// Refuses whoever the plan says may not edit it. Who is not a member yet may: what they do waits in their copy.
    pub(crate) fn may_edit(&self, me: Author) -> Result<(), UiError> {
        let members = &self.document().plan().members;
        if members.founder.is_none_or(|founder| founder == me) {
            return Ok(());
        }
        let owners = self.owners();
        match members.known.get(&me).map(|member| member.role) {
            Some(None) => Err(refused(&format!(
                "you are no longer a member of this plan: ask {owners} to admit you again, or go on in a plan of your own (Save as a new plan)"
            ))),
            Some(Some(Role::Viewer)) => Err(refused(&format!(
                "you may only look at this plan: ask {owners} for another role, or go on in a plan of your own (Save as a new plan)"
            ))),
            Some(Some(Role::Pm | Role::Em | Role::Contributor)) | None => Ok(()),
        }
    }

    /// Says who may decide about members.
    pub(crate) fn not_an_owner(&self) -> Refusal {
        Refusal::NotAnOwner { owners: self.owners() }
    }
}

/// The author that these digits name.
pub(crate) fn key(digits: &str) -> Result<Author, UiError> {
    Author::from_hex(&digits.trim().to_lowercase()).ok_or_else(|| {
        refused(&format!(
            "“{digits}” is no author key, nor the name of anybody known here: a key has 64 hexadecimal digits; whoever it is finds theirs in Members, or by `plimsoll team key`"
        ))
    })
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use plan::{Document, EVERY, EntityId, Field, Op, Signed, Slot, Stamp, Value};

    use super::*;
    use crate::workspace::author;

    fn key_of(number: u8) -> SigningKey {
        SigningKey::from_bytes(&[number; 32])
    }

    fn titled(title: &str) -> (Slot, Value) {
        let slot = Slot::of(EntityId::PLAN, Field::Title);
        (slot, Value::Text(title.to_owned()))
    }

    /// So many changes in a row of this author, signed, each writing these edits.
    fn signed(
        document: &Document,
        key: &SigningKey,
        count: u64,
        edits: impl Fn(u64) -> Vec<(Slot, Value)>,
    ) -> Vec<Change> {
        let mut document = document.clone();
        let author = author(key);
        let make = |n: u64| {
            let stamp = Stamp { time: (1_800_000_000 + n) << 32, author };
            let by =
                Signed { stamp, name: "Mallory".into(), role: Role::Pm, label: "sink".into(), intent: Intent::Act };
            let mut change = document.draft(by, edits(n));
            change.sign(key);
            document.apply(change.clone());
            change
        };
        (0..count).map(make).collect()
    }

    #[test]
    fn of_ten_thousand_changes_that_nobody_may_make_none_shows() {
        let folder = tempfile::tempdir().unwrap();
        let ana = AuthorView { name: "Ana".to_owned(), role: Role::Em };
        let mut workspace = Workspace::create(&folder.path().join("q.plimsoll"), key_of(1)).unwrap();
        let [(slot, value)] = [titled("Afloat")];
        workspace.act(&Op::Set { slot, value }, &ana).unwrap();
        let [viewer, removed, member, stranger] = [2, 3, 4, 5].map(key_of);
        let hex = |key: &SigningKey| author(key).hex();
        let mut admit = |key: &SigningKey, role| {
            let member = NewMember { key: hex(key), name: "Somebody".to_owned(), role };
            workspace.set_members(&MembersAsk::Admit { member }, &ana).unwrap();
        };
        admit(&viewer, Role::Viewer);
        admit(&removed, Role::Pm);
        admit(&member, Role::Pm);
        let known = workspace.document().clone();
        let of_removed = signed(&known, &removed, 1_001, |n| vec![titled(&format!("By right {n}"))]);
        workspace.take_in(of_removed[..1].to_vec()).unwrap();
        workspace.set_members(&MembersAsk::Remove { key: hex(&removed) }, &ana).unwrap();
        let before = workspace.document().plan().clone();
        assert_eq!(before.settings.title, "By right 0");

        let known = workspace.document().clone();
        let sunk = |n: u64| vec![titled(&format!("Sunk {n}"))];
        let by_stranger = signed(&known, &stranger, 2_500, sunk);
        let by_viewer = signed(&known, &viewer, 1_500, sunk);
        // A member who makes others members, or themselves an owner.
        let forged = signed(&known, &member, 1_500, |n| {
            let field = if n % 2 == 0 { Field::CountsTo } else { Field::OwnsTo };
            let slot = Slot { entity: EntityId::PLAN, field, key: hex(&stranger) };
            vec![(slot, Value::Number(f64::from(EVERY))), titled("Sunk")]
        });
        let mut altered = by_stranger[..1_500].to_vec();
        altered.iter_mut().for_each(|change| change.label.push('!'));
        let mut unchained = by_viewer[..500].to_vec();
        for change in &mut unchained {
            change.previous = [9; 32];
            change.sign(&viewer);
        }
        let replayed = workspace.file().changes().unwrap().into_iter().cycle().take(1_500).collect();
        let all = [by_stranger, by_viewer, forged, of_removed[1..].to_vec(), replayed, altered, unchained].concat();
        assert_eq!(all.len(), 10_000);
        // All at once, then piece by piece, then backwards.
        workspace.take_in(all.clone()).unwrap();
        for piece in all.chunks(2_500) {
            workspace.take_in(piece.to_vec()).unwrap();
        }
        assert_eq!(workspace.document().plan(), &before);
        assert_eq!(workspace.document().aside().count(), 2_500 + 1_500 + 1_500 + 1_000);
        drop(workspace);
        let reopened = Workspace::open(&folder.path().join("q.plimsoll"), key_of(1)).unwrap();
        assert_eq!(reopened.document().plan(), &before, "nor after it was closed");
    }
}
