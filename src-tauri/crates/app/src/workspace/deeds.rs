//! What the change log tells the rules: what was done of late and by whom, whether a promise came before its estimate, and
//! when a debt was noted. Read once when a plan is opened, then carried on change by change. Baselines stand in the plan
//! itself, and so do questions.

use std::collections::{BTreeMap, BTreeSet};

use advice::{Deed, Known, Log, Promised};
use plan::{
    Baseline, Change, Day, DebtId, Document, EntityId, Field, Intent, ItemId, Kind, Plan, Role, Slot, Stamp, Value,
    spec,
};
use store::PlanFile;

use crate::outside::local_day;

/// Days before the latest change that are read when a plan is opened; a rule that looks further back sees no more.
const READ: u32 = 92;

const DAY: u32 = 24 * 60 * 60;

/// What has been read of the log.
pub struct Deeds {
    deeds: Vec<Deed>,
    estimated: BTreeMap<EntityId, Stamp>,
    noted: BTreeMap<EntityId, Stamp>,
}

impl Deeds {
    /// Reads it from the file.
    pub fn read(file: &PlanFile) -> Result<Deeds, store::Error> {
        let latest = file.max_stamp()?.map_or(0, |stamp| (stamp.time >> 32) as u32);
        let recent = file.changes_since(latest.saturating_sub(READ * DAY))?;
        let estimated = file.first_given(Kind::Item, Field::Estimate)?;
        let noted = file.first_given(Kind::Debt, Field::Alive)?;
        Ok(Deeds { deeds: recent.iter().filter_map(deed).collect(), estimated, noted })
    }

    /// Carries on with a change, one's own or one that a merge brought in, of whenever.
    pub fn follow(&mut self, change: &Change) {
        if let Some(deed) = deed(change) {
            let place = self.deeds.partition_point(|other| other.day <= deed.day);
            self.deeds.insert(place, deed);
        }
        for edit in change.edits.iter().filter(|edit| edit.value != Value::Nothing) {
            let told = match (edit.slot.entity.kind, edit.slot.field) {
                (Kind::Item, Field::Estimate) => &mut self.estimated,
                (Kind::Debt, Field::Alive) => &mut self.noted,
                _ => continue,
            };
            let first = told.entry(edit.slot.entity).or_insert(change.stamp);
            *first = change.stamp.min(*first);
        }
    }

    /// What the rules are told of this document, which is read as this plan.
    pub fn known(&self, document: &Document, read: &Plan) -> Known {
        let promised = document.plan().items.values().filter(|item| item.alive && item.commitment.is_some());
        let promises = promised.filter_map(|item| Some((item.id, self.promised(document, item.id)?)));
        let promises = Some(promises.collect());
        let baselines = signed(read);
        let noted = self.noted.iter().map(|(debt, stamp)| (DebtId(debt.id), local_day(*stamp))).collect();
        let log = Log { deeds: Some(self.deeds.clone()), promises, baselines, noted };
        Known { log, ..Known::default() }
    }

    fn promised(&self, document: &Document, item: ItemId) -> Option<Promised> {
        let slot = Slot::of(item, Field::CommitmentDay);
        let on = document.heads(&slot).first()?.stamp;
        let estimated = self.estimated.get(&slot.entity).copied();
        Some(Promised {
            on: local_day(on),
            estimated: estimated.map(local_day),
            before_estimate: estimated.is_none_or(|estimated| on < estimated),
        })
    }
}

/// The 85% dates of the baselines that the PM and the EM signed, the oldest first; nothing where there is none.
fn signed(plan: &Plan) -> Option<Vec<BTreeMap<ItemId, Day>>> {
    let by_both = |baseline: &&Baseline| {
        baseline.alive && [Role::Pm, Role::Em].iter().all(|role| baseline.signed_as(*role).next().is_some())
    };
    let mut signed: Vec<&Baseline> = plan.baselines.values().filter(by_both).collect();
    signed.sort_by_key(|baseline| (baseline.made_on, baseline.id));
    let dates =
        |baseline: &&Baseline| baseline.dates.iter().filter_map(|(item, dates)| Some((*item, dates.p85?))).collect();
    (!signed.is_empty()).then(|| signed.iter().map(dates).collect())
}

/// What a change did, if it was no taking back.
fn deed(change: &Change) -> Option<Deed> {
    let concern = |slot: &Slot| Some(spec(slot.entity.kind, slot.field)?.concern);
    // What is only supposed drives nothing, and neither does who may change the plan.
    let drives = |slot: &Slot| slot.entity.kind != Kind::Scenario && !slot.field.is_of_members();
    let made = change.edits.iter().filter(|edit| drives(&edit.slot));
    let concerns: BTreeSet<_> = made.filter_map(|edit| concern(&edit.slot)).collect();
    (change.intent == Intent::Act && !concerns.is_empty()).then(|| Deed {
        day: local_day(change.stamp),
        name: change.name.clone(),
        role: change.role,
        label: change.label.clone(),
        concerns,
    })
}

#[cfg(test)]
mod tests {
    use plan::{Assign, BaselineId, Concern, EntityId, KeptDates, Op, Role, Signature};

    use super::*;
    use crate::who::AuthorView;
    use crate::workspace::Workspace;

    #[test]
    fn a_baseline_counts_once_both_have_signed_it() {
        let item = ItemId(uuid::Uuid::from_u128(9));
        let id = BaselineId(uuid::Uuid::from_u128(1));
        let mut baseline = Baseline { alive: true, made_on: Day::new(2026, 11, 23), ..Baseline::new(id) };
        let p85 = Day::new(2027, 1, 8);
        baseline.dates.insert(item, KeptDates { p50: None, p85 });
        let mut sign = |author: &str, role| {
            let signature = Signature { role: Some(role), ..Signature::default() };
            baseline.signatures.insert(author.to_owned(), signature);
            let mut plan = Plan::default();
            plan.baselines.insert(id, baseline.clone());
            signed(&plan)
        };
        assert_eq!(sign("a", Role::Em), None, "the PM has not");
        assert_eq!(sign("b", Role::Pm), Some(vec![BTreeMap::from([(item, p85.unwrap())])]));
    }

    #[test]
    fn the_log_tells_who_did_what_what_came_first_and_when_a_debt_was_noted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("q.plimsoll");
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
        let mut workspace = Workspace::create(&path, key.clone()).unwrap();
        let entity = EntityId { kind: Kind::Item, id: uuid::Uuid::from_u128(5) };
        let debt = EntityId { kind: Kind::Debt, id: uuid::Uuid::from_u128(6) };
        let set = |field, value| Op::set(entity, field, value);
        let named = Assign::of(Field::Title, Value::Text("Refunds".to_owned()));
        let ana = AuthorView { name: "Ana".to_owned(), role: Role::Pm };
        let promised = Day::new(2027, 3, 1).unwrap();
        let effort = plan::Range { low: 1.0, likely: 2.0, high: 4.0 };
        for op in [
            Op::Create { entity, values: vec![named] },
            set(Field::CommitmentDay, Value::Day(promised)),
            set(Field::Estimate, Value::Range(effort)),
            Op::Create { entity: debt, values: vec![Assign::of(Field::Title, Value::Text("Old schema".to_owned()))] },
        ] {
            workspace.act(&op, &ana).unwrap().expect("it does something");
        }
        workspace.undo(&ana).unwrap();
        workspace.redo(&ana).unwrap();
        let known = workspace.sound().known.as_ref().clone();
        let deeds = known.log.deeds.as_ref().expect("the log was read");
        assert_eq!(deeds.len(), 4, "taking back is no doing");
        assert_eq!((deeds[2].role, &deeds[2].concerns), (Role::Pm, &BTreeSet::from([Concern::Technical])));
        let promise = known.log.promises.as_ref().expect("the log was read")[&ItemId(entity.id)];
        assert!(promise.before_estimate && promise.estimated.is_some());
        assert_eq!(known.log.noted, BTreeMap::from([(DebtId(debt.id), deeds[3].day)]));
        drop(workspace);
        let reopened = Workspace::open(&path, key).unwrap();
        assert_eq!(*reopened.sound().known, known, "what is carried on is what is read anew");
    }
}
