//! Who signs a baseline or accepts something says in which role. Here that word is held against the log: where the plan has
//! members, a role is theirs only if an owner ever gave it to them.
//!
//! The door lets nobody act in another role; this is for what came from elsewhere, from a program that does not ask. It is
//! apart from the fold, which keeps of each place what stands there now: a role that was given and taken again is in the log.

use std::borrow::Cow;

use plan::{Author, Document, EntityId, Field, Finding, Kind, Plan, Role, Slot, Value};
use store::{Error, PlanFile};

/// The plan without signatures that nobody had a right to give, with the true author beside whatever was accepted in a role
/// that its author never had; and what was mended, in words.
pub(super) fn by_right<'a>(document: &'a Document, file: &PlanFile) -> Result<(Cow<'a, Plan>, Vec<Finding>), Error> {
    let (mut plan, mut findings) = (Cow::Borrowed(document.plan()), Vec::new());
    if document.founder().is_none() {
        return Ok((plan, findings));
    }
    let claims = Claims { document, file };
    for (id, baseline) in &document.plan().baselines {
        let entity = EntityId { kind: Kind::Baseline, id: id.0 };
        for (key, signature) in &baseline.signatures {
            let slot = Slot { entity, field: Field::SignedAs, key: key.clone() };
            let (Some(role), Some(by)) = (signature.role, claims.author(&slot)) else { continue };
            let name = claims.called(by);
            // What an owner writes in another's name is a plan that they brought from elsewhere, and is shown as such.
            let sentence = match by.hex() == *key || claims.vouches(by) {
                true if claims.may_be(by, role)? => continue,
                true => format!(
                    "{name} signed “{}” as {} and never was that in this plan: the signature does not count",
                    baseline.title,
                    role.word()
                ),
                false => format!(
                    "{name} signed “{}” in the name of {}: the signature does not count",
                    baseline.title, signature.by
                ),
            };
            plan.to_mut().baselines.entry(*id).and_modify(|baseline| drop(baseline.signatures.remove(key)));
            findings.push(Finding { subject: entity, sentence, settle: Vec::new() });
        }
    }
    for (id, waiver) in &document.plan().waivers {
        if let Some(truly) = claims.truly((*id).into(), &waiver.by)? {
            plan.to_mut().waivers.entry(*id).and_modify(|waiver| waiver.by += &truly);
        }
    }
    for (id, debt) in &document.plan().debts {
        if let Some(truly) = claims.truly((*id).into(), &debt.by)? {
            plan.to_mut().debts.entry(*id).and_modify(|debt| debt.by += &truly);
        }
    }
    Ok((plan, findings))
}

struct Claims<'a> {
    document: &'a Document,
    file: &'a PlanFile,
}

impl Claims<'_> {
    /// Who wrote what stands there.
    fn author(&self, slot: &Slot) -> Option<Author> {
        self.document.heads(slot).first().map(|head| head.edit.change.author)
    }

    fn vouches(&self, author: Author) -> bool {
        self.document.plan().members.is_owner(author)
    }

    fn called(&self, author: Author) -> String {
        self.document.plan().members.called(author)
    }

    /// Whether this role is or was theirs. Whoever made the plan is what they say.
    fn may_be(&self, author: Author, role: Role) -> Result<bool, Error> {
        let members = &self.document.plan().members;
        if members.founder == Some(author) || members.known.get(&author).is_some_and(|it| it.role == Some(role)) {
            return Ok(true);
        }
        let slot = Slot { entity: EntityId::PLAN, field: Field::MemberRole, key: author.hex() };
        let given = Value::Text(role.word().to_owned());
        Ok(self.file.written(&slot)?.into_iter().any(|(_, value)| value == given))
    }

    /// " (written by Mallory, Contributor)" after "Mia Keller, PM" that somebody wrote who never was a PM.
    fn truly(&self, entity: EntityId, by: &str) -> Result<Option<String>, Error> {
        let role = by.rsplit_once(", ").and_then(|(_, role)| Role::from_word(role));
        let author = self.author(&Slot::of(entity, Field::By));
        let (Some(role), Some(author)) = (role, author) else { return Ok(None) };
        if self.vouches(author) || self.may_be(author, role)? {
            return Ok(None);
        }
        let known = self.document.plan().members.known.get(&author).and_then(|member| member.role);
        let role = known.map_or("no member", Role::word);
        Ok(Some(format!(" (written by {}, {role})", self.called(author))))
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use plan::{BaselineId, Change, Intent, Membership, Op, Signed, Stamp, WaiverId};
    use uuid::Uuid;

    use super::*;
    use crate::who::AuthorView;
    use crate::workspace::{Workspace, author};

    const BASELINE: EntityId = EntityId { kind: Kind::Baseline, id: Uuid::from_u128(7) };
    const WAIVER: EntityId = EntityId { kind: Kind::Waiver, id: Uuid::from_u128(8) };

    fn key(number: u8) -> SigningKey {
        SigningKey::from_bytes(&[number; 32])
    }

    fn of(entity: EntityId, field: Field, value: Value) -> (Slot, Value) {
        (Slot::of(entity, field), value)
    }

    fn text(word: &str) -> Value {
        Value::Text(word.to_owned())
    }

    /// That whoever has the first key signed the baseline as this.
    fn signature(whose: &SigningKey, name: &str, role: Role) -> Vec<(Slot, Value)> {
        let slot = |field| Slot { entity: BASELINE, field, key: author(whose).hex() };
        vec![(slot(Field::SignedAs), text(role.word())), (slot(Field::SignedBy), text(name))]
    }

    /// A change as a program makes it that asks nobody.
    fn forged(workspace: &Workspace, by: &SigningKey, edits: Vec<(Slot, Value)>) -> Change {
        let me = author(by);
        let stamp = Stamp { time: (1_800_000_000 + u64::from(workspace.version())) << 32, author: me };
        let by_whom = Signed { stamp, name: "Mia".into(), role: Role::Pm, label: "Sign".into(), intent: Intent::Act };
        let mut change = workspace.document().draft(by_whom, edits);
        change.sign(by);
        change
    }

    /// Ana's plan with a baseline and a waiver; Ben is its PM, Mallory contributes.
    fn plan_of_three(folder: &std::path::Path) -> Workspace {
        let ana = AuthorView { name: "Ana".to_owned(), role: Role::Em };
        let mut workspace = Workspace::create(&folder.join("q.plimsoll"), key(1)).unwrap();
        let alive = |entity, title| {
            let values = [of(entity, Field::Title, text(title))];
            Op::Create {
                entity,
                values: values.map(|(slot, value)| plan::Assign { field: slot.field, key: slot.key, value }).into(),
            }
        };
        workspace.act(&alive(BASELINE, "Q1"), &ana).unwrap();
        for (number, name, role) in [(2, "Ben", Role::Pm), (3, "Mallory", Role::Contributor)] {
            let what = Membership::Admit { author: author(&key(number)), name: name.to_owned(), role };
            let by = (workspace.me(), "Ana", Role::Em);
            let decision = plan::decide_membership(workspace.document(), by, &what).unwrap();
            workspace.append(decision, Intent::Act, &ana).unwrap();
        }
        workspace
    }

    fn signed_as(workspace: &Workspace, role: Role) -> Vec<String> {
        let sound = workspace.sound();
        sound.plan.baselines[&BaselineId(BASELINE.id)].signed_as(role).map(|it| it.by.clone()).collect()
    }

    #[test]
    fn who_never_was_a_pm_signs_as_one_in_vain_however_their_program_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = plan_of_three(folder.path());
        let (ben, mallory) = (key(2), key(3));
        workspace.take_in(vec![forged(&workspace, &mallory, signature(&mallory, "Mia", Role::Pm))]).unwrap();
        assert_eq!(signed_as(&workspace, Role::Pm), [""; 0]);
        let told: Vec<_> = workspace.sound().findings.iter().map(|finding| finding.sentence.clone()).collect();
        assert_eq!(told, ["Mallory signed “Q1” as PM and never was that in this plan: the signature does not count"]);
        // In the name of the PM either.
        workspace.take_in(vec![forged(&workspace, &mallory, signature(&ben, "Ben", Role::Pm))]).unwrap();
        assert_eq!(signed_as(&workspace, Role::Pm), [""; 0]);
        let in_his_name = "Mallory signed “Q1” in the name of Ben: the signature does not count";
        assert!(workspace.sound().findings.iter().any(|finding| finding.sentence == in_his_name));
        drop(workspace);
        let reopened = Workspace::open(&folder.path().join("q.plimsoll"), key(1)).unwrap();
        assert_eq!(signed_as(&reopened, Role::Pm), [""; 0], "nor after it was closed");
    }

    #[test]
    fn a_signature_outlives_the_role_in_which_it_was_given() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = plan_of_three(folder.path());
        workspace.take_in(vec![forged(&workspace, &key(2), signature(&key(2), "Ben", Role::Pm))]).unwrap();
        assert_eq!(signed_as(&workspace, Role::Pm), ["Ben"]);
        let what = Membership::Admit { author: author(&key(2)), name: "Ben".to_owned(), role: Role::Contributor };
        let by = (workspace.me(), "Ana", Role::Em);
        let decision = plan::decide_membership(workspace.document(), by, &what).unwrap();
        let ana = AuthorView { name: "Ana".to_owned(), role: Role::Em };
        workspace.append(decision, Intent::Act, &ana).unwrap();
        assert_eq!(signed_as(&workspace, Role::Pm), ["Ben"]);
        assert!(workspace.sound().findings.is_empty());
    }

    #[test]
    fn what_is_accepted_in_a_role_that_its_author_never_had_names_its_author() {
        let folder = tempfile::tempdir().unwrap();
        let mut workspace = plan_of_three(folder.path());
        let waived = |by: &str| vec![of(WAIVER, Field::Alive, Value::Flag(true)), of(WAIVER, Field::By, text(by))];
        workspace.take_in(vec![forged(&workspace, &key(3), waived("Ben, PM"))]).unwrap();
        let by = |workspace: &Workspace| workspace.sound().plan.waivers[&WaiverId(WAIVER.id)].by.clone();
        assert_eq!(by(&workspace), "Ben, PM (written by Mallory, Contributor)");
        workspace.take_in(vec![forged(&workspace, &key(2), waived("Ben, PM"))]).unwrap();
        assert_eq!(by(&workspace), "Ben, PM");
    }
}
