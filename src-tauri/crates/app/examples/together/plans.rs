//! Plan files to work on together, written as if their author had made each thing in one step.

use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use plan::{
    Assign, Author, Change, Document, EntityId, Field, Intent, Merged, Plan, Range, Role, Signed, Slot, Stamp, Value,
};
use store::PlanFile;

use crate::Outcome;

/// An author who is neither of the two.
struct Cy {
    key: SigningKey,
    document: Document,
    /// Seconds since 1970.
    time: u64,
}

impl Cy {
    fn new() -> Cy {
        Cy { key: SigningKey::from_bytes(&[3; 32]), document: Document::default(), time: 1_790_000_000 }
    }

    fn change(&mut self, edits: Vec<(Slot, Value)>) -> Merged {
        self.time += 1;
        let author = Author(self.key.verifying_key().to_bytes());
        let stamp = Stamp { time: self.time << 32, author };
        let (name, label) = ("Cy".to_owned(), "Set estimate".to_owned());
        let by = Signed { stamp, name, role: Role::Em, label, intent: Intent::Act };
        let mut change = self.document.draft(by, edits);
        change.sign(&self.key);
        self.document.apply(change)
    }
}

/// A file with this plan, and beside it a copy that ends in `copy`.
pub fn of(plan: &Plan, folder: &Path) -> Outcome<PathBuf> {
    write(std::iter::once(title()).chain(everything(plan).map(|entity| made(plan, entity))).collect(), folder)
}

/// A file with so many changes to the estimates of two hundred items.
pub fn with_history(n_changes: u32, folder: &Path) -> Outcome<PathBuf> {
    let plan = crate::generate::promised(200, 1);
    let ids: Vec<EntityId> = plan.items.keys().map(|id| EntityId::from(*id)).collect();
    let mut changes: Vec<_> =
        std::iter::once(title()).chain(everything(&plan).map(|entity| made(&plan, entity))).collect();
    let rest = (n_changes as usize).saturating_sub(changes.len());
    changes.extend((0..rest).map(|n| vec![estimated(ids[n % ids.len()], n)]));
    write(changes, folder)
}

fn everything(plan: &Plan) -> impl Iterator<Item = EntityId> {
    let teams = plan.teams.keys().map(|id| EntityId::from(*id));
    let people = plan.people.keys().map(|id| EntityId::from(*id));
    let components = plan.components.keys().map(|id| EntityId::from(*id));
    let debts = plan.debts.keys().map(|id| EntityId::from(*id));
    let items = plan.items.keys().map(|id| EntityId::from(*id));
    teams.chain(people).chain(components).chain(debts).chain(items)
}

/// So many small changes, signed.
pub fn signed(n_changes: u32) -> Vec<Change> {
    let mut cy = Cy::new();
    let item = *crate::generate::promised(200, 1).items.keys().next().expect("the plan has items");
    (0..n_changes).flat_map(|n| cy.change(vec![estimated(item.into(), n as usize)]).taken).collect()
}

/// The sample as it is on the day that the bench stands still.
pub fn sample() -> Outcome<Plan> {
    let mut plan = Plan::default();
    for op in plan::fixture::sample_as_of(crate::generate::today()) {
        let edits = plan::decide(&plan, &op)?.edits;
        edits.iter().for_each(|(slot, value)| plan.set(slot, value));
    }
    Ok(plan)
}

fn write(changes: Vec<Vec<(Slot, Value)>>, folder: &Path) -> Outcome<PathBuf> {
    let path = folder.join("plan.plimsoll");
    let (mut file, _) = PlanFile::create(&path)?;
    let mut cy = Cy::new();
    let mut written = Merged::default();
    for edits in changes {
        let merged = cy.change(edits);
        assert_eq!(merged.rejected, [], "the plan fits a plan");
        written.taken.extend(merged.taken);
        written.touched.extend(merged.touched);
    }
    file.append_merged(&written, &cy.document)?;
    file.close()?;
    std::fs::copy(&path, path.with_extension("copy"))?;
    Ok(path)
}

fn estimated(entity: EntityId, n: usize) -> (Slot, Value) {
    (crate::estimate(entity), Value::Range(Range::exactly(1.0 + (n % 89) as f64 / 8.0)))
}

fn title() -> Vec<(Slot, Value)> {
    let slot = Slot::of(EntityId::PLAN, Field::Title);
    vec![(slot, Value::Text("Together".to_owned()))]
}

fn made(plan: &Plan, entity: EntityId) -> Vec<(Slot, Value)> {
    let slot = |field, key| Slot { entity, field, key };
    let alive = (slot(Field::Alive, String::new()), Value::Flag(true));
    let rest = plan::assigns(plan, entity).into_iter().map(|Assign { field, key, value }| (slot(field, key), value));
    // A generated plan puts its items in order by words that are no ranks: they go by their ids.
    std::iter::once(alive).chain(rest).filter(|(slot, value)| plan::check(slot, value).is_ok()).collect()
}
