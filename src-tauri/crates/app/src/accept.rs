//! What is accepted: flags by waivers, and debts that are kept on purpose. Either takes a reason and a day to come.

use plan::{Assign, Day, DebtId, DebtState, EntityId, Field, Kind, Op, Value};

use crate::app::App;
use crate::error::{UiError, refused};
use crate::outside::fresh_id;
use crate::reply::Reply;
use crate::who::AuthorView;

impl App {
    /// Accepts a flag in the author's name.
    pub(crate) fn waive(&self, rule: String, subject: String, reason: String, until: Day) -> Result<Reply, UiError> {
        if advice::RuleId::from_word(&rule).is_none() {
            return Err(refused(&format!("there is no rule `{rule}` to waive")));
        }
        self.to_come("a flag", until)?;
        let entity = EntityId { kind: Kind::Waiver, id: fresh_id()? };
        let text = |field, text: String| Assign::of(field, Value::Text(text));
        let values = vec![
            text(Field::Rule, rule),
            text(Field::Subject, subject),
            text(Field::Reason, reason),
            Assign::of(Field::Until, Value::Day(until)),
            text(Field::By, signed(&self.author())),
        ];
        self.edit(Op::Create { entity, values })
    }

    /// Keeps a debt on purpose, in the author's name.
    pub(crate) fn accept_debt(&self, id: DebtId, reason: &str, until: Day) -> Result<Reply, UiError> {
        self.to_come("a debt", until)?;
        if reason.trim().is_empty() {
            return Err(refused("a debt is accepted only with a reason"));
        }
        let label = {
            let state = self.state();
            let sound = self.looked(&state)?.sound;
            let debt = sound.plan.debts.get(&id).ok_or_else(|| refused("there is no such debt in the plan"))?;
            if debt.state == DebtState::Paid {
                return Err(refused(&format!("“{}” is paid: there is nothing left to accept", debt.title)));
            }
            format!("Accept {} until {until}", debt.title)
        };
        let set = |field, value| Op::set(id, field, value);
        let ops = vec![
            set(Field::State, Value::Text(DebtState::Accepted.word().to_owned())),
            set(Field::AcceptedUntil, Value::Day(until)),
            set(Field::Reason, Value::Text(reason.trim().to_owned())),
            set(Field::By, Value::Text(signed(&self.author()))),
        ];
        self.edit(Op::All { label, ops })
    }

    fn to_come(&self, what: &str, until: Day) -> Result<(), UiError> {
        match until < self.today() {
            true => Err(refused(&format!("{what} is accepted until today or later: choose a day to come"))),
            false => Ok(()),
        }
    }

    /// Refuses what would accept something until a day that is over; whatever else it does.
    pub(crate) fn accepts_in_time(&self, op: &Op) -> Result<(), UiError> {
        match op {
            Op::Create { entity, values } => {
                values.iter().try_for_each(|assign| self.ends_in_time(entity.kind, assign.field, &assign.value))
            }
            Op::Set { slot, value } => self.ends_in_time(slot.entity.kind, slot.field, value),
            Op::All { ops, .. } => ops.iter().try_for_each(|op| self.accepts_in_time(op)),
            Op::Delete { .. } | Op::Move { .. } => Ok(()),
        }
    }

    fn ends_in_time(&self, kind: Kind, field: Field, value: &Value) -> Result<(), UiError> {
        match (kind, field, value) {
            (Kind::Waiver, Field::Until, Value::Day(until)) => self.to_come("a flag", *until),
            (Kind::Debt, Field::AcceptedUntil, Value::Day(until)) => self.to_come("a debt", *until),
            (_, _, _) => Ok(()),
        }
    }
}

/// Name and role, as they stand with what is accepted.
fn signed(who: &AuthorView) -> String {
    format!("{}, {}", who.name, who.role.word())
}
