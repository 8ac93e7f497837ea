//! Baselines: made in one step from the full forecast of the plan as it stands, and signed by the PM and the EM, each by
//! their own act.

use forecast::When;
use plan::{Assign, Baseline, BaselineId, EntityId, Field, Kind, Op, Role, Signature, Slot, Value};

use crate::app::App;
use crate::error::{UiError, refused};
use crate::outside::fresh_id;
use crate::reply::Reply;
use crate::views;
use crate::workspace::author;

impl App {
    /// Freezes the plan as it stands under a name, with the dates of its items.
    pub(crate) fn make_baseline(&self, name: &str) -> Result<Reply, UiError> {
        self.state().writable()?;
        self.state().on_the_plan("a baseline is made of the plan")?;
        self.introduce(&self.author())?;
        let judged = self.judged()?;
        let entity = EntityId { kind: Kind::Baseline, id: fresh_id()? };
        self.act(|workspace, who| {
            if workspace.version() != judged.version {
                return Err(refused("the plan has moved on while its dates were reckoned: make the baseline again"));
            }
            let name = name.trim();
            let taken = |baseline: &Baseline| baseline.alive && baseline.title.to_lowercase() == name.to_lowercase();
            if workspace.document().plan().baselines.values().any(taken) {
                return Err(refused(&format!("there is a baseline “{name}” already: choose another name")));
            }
            let assign = |field, key: String, value| Assign { field, key, value };
            let mut values = vec![
                assign(Field::Title, String::new(), Value::Text(name.to_owned())),
                assign(Field::MadeOn, String::new(), Value::Day(judged.forecast.assumptions.today)),
            ];
            for (author, seq) in workspace.document().version() {
                values.push(assign(Field::Version, author.hex(), Value::Number(f64::from(seq))));
            }
            for (item, figures) in &judged.forecast.items {
                let finish = &figures.outlook.as_planned;
                let mut date = |field, day: When| {
                    values.extend(day.map(|day| assign(field, item.to_string(), Value::Day(day))));
                };
                date(Field::P50, finish.p50);
                date(Field::P85, finish.p85);
            }
            workspace.act(&Op::Create { entity, values }, who)
        })
    }

    /// Signs a baseline in the author's name and role.
    pub(crate) fn sign_baseline(&self, id: BaselineId) -> Result<Reply, UiError> {
        let today = self.today();
        self.state().on_the_plan("a baseline is signed from the plan")?;
        self.act(|workspace, who| {
            let baseline = workspace.document().plan().baselines.get(&id).filter(|baseline| baseline.alive);
            let baseline = baseline.ok_or_else(|| refused("there is no such baseline in the plan"))?;
            let key = author(workspace.key()).hex();
            let title = baseline.title.clone();
            if !matches!(who.role, Role::Pm | Role::Em) {
                return Err(refused(&format!(
                    "a baseline is signed by the PM and the EM, and you are its {}: change who is at the keyboard if that is wrong",
                    who.role.word()
                )));
            }
            if let Some(signature) = baseline.signatures.get(&key) {
                let role = signature.role.map_or("", Role::word);
                return Err(refused(&match signature.role == Some(who.role) {
                    true => format!("you have signed “{title}” already"),
                    false => format!("you have signed “{title}” as {role}: the {} signs it, here after choosing their name at the top or on their own machine", who.role.word()),
                }));
            }
            // What counts of the others.
            let sound = workspace.sound();
            let baseline = sound.plan.baselines.get(&id).unwrap_or(baseline);
            // Whoever works here under two keys is still one person.
            let same_name = |signature: &&Signature| signature.by.trim().to_lowercase() == who.name.trim().to_lowercase();
            if let Some(signature) = baseline.signatures.values().find(same_name) {
                let role = signature.role.map_or("", Role::word);
                return Err(refused(&format!(
                    "somebody called {} has signed “{title}” as {role} already: two people sign it, under names that tell them apart",
                    signature.by
                )));
            }
            if let Some(signature) = baseline.signed_as(who.role).next() {
                let (by, role) = (&signature.by, who.role.word());
                return Err(refused(&format!("{by} has signed “{title}” as {role} already")));
            }
            let entity = EntityId { kind: Kind::Baseline, id: id.0 };
            let set = |field, value| Op::Set { slot: Slot { entity, field, key: key.clone() }, value };
            let ops = vec![
                set(Field::SignedAs, Value::Text(who.role.word().to_owned())),
                set(Field::SignedBy, Value::Text(who.name.clone())),
                set(Field::SignedOn, Value::Day(today)),
            ];
            let label = format!("Sign {title} as {}", who.role.word());
            workspace.act(&Op::All { label, ops }, who)
        })
    }

    pub(crate) fn baselines(&self) -> Result<Reply, UiError> {
        self.see(|seen, looked| Reply::Baselines(views::baselines(&seen, looked.document)))
    }
}

/// Signatures and frozen parts are written by their own requests, not by a plain edit.
pub(crate) fn writes_a_signature(op: &Op) -> bool {
    let signed = |field: Field| matches!(field, Field::SignedAs | Field::SignedBy | Field::SignedOn);
    match op {
        Op::Create { values, .. } => values.iter().any(|assign| signed(assign.field)),
        Op::Set { slot, .. } => signed(slot.field),
        Op::Delete { .. } | Op::Move { .. } => false,
        Op::All { ops, .. } => ops.iter().any(writes_a_signature),
    }
}

/// What the door says to that.
pub(crate) fn not_by_edit() -> UiError {
    refused("a baseline is signed by each person's own act: use Sign")
}
