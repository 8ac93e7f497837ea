//! Any entity by its id, of whatever kind: whether it exists, what it is called, and it alone.

use std::collections::BTreeMap;

use crate::entity::Team;
use crate::id::{
    BaselineId, ComponentId, DebtId, DecisionId, EntityId, ItemId, Kind, PersonId, QuestionId, ScenarioId, StepId,
    TeamId, WaiverId,
};
use crate::past::Past;
use crate::project::day_range;
use crate::slot::Slot;
use crate::value::Value;
use crate::whole::Plan;

impl Plan {
    /// Whether the entity exists.
    pub fn is_alive(&self, entity: EntityId) -> bool {
        let id = entity.id;
        match entity.kind {
            Kind::Plan => entity == EntityId::PLAN,
            Kind::Item => self.items.get(&ItemId(id)).is_some_and(|item| item.alive),
            Kind::Debt => self.debts.get(&DebtId(id)).is_some_and(|debt| debt.alive),
            Kind::Component => self.components.get(&ComponentId(id)).is_some_and(|component| component.alive),
            Kind::Team => self.teams.get(&TeamId(id)).is_some_and(|team| team.alive),
            Kind::Person => self.people.get(&PersonId(id)).is_some_and(|person| person.alive),
            Kind::Waiver => self.waivers.get(&WaiverId(id)).is_some_and(|waiver| waiver.alive),
            Kind::Baseline => self.baselines.get(&BaselineId(id)).is_some_and(|baseline| baseline.alive),
            Kind::Scenario => self.scenarios.get(&ScenarioId(id)).is_some_and(|scenario| scenario.alive),
            Kind::Decision => self.decisions.get(&DecisionId(id)).is_some_and(|decision| decision.alive),
            Kind::Question => self.questions.get(&QuestionId(id)).is_some_and(|question| question.alive),
            Kind::Step => self.steps.get(&StepId(id)).is_some_and(|step| step.alive),
        }
    }

    /// What people call the entity, alive or not: its title, for a waiver its rule. `None` if it was never heard of.
    pub fn title(&self, entity: EntityId) -> Option<&str> {
        let id = entity.id;
        match entity.kind {
            Kind::Plan => Some(self.settings.title.as_str()),
            Kind::Item => self.items.get(&ItemId(id)).map(|item| item.title.as_str()),
            Kind::Debt => self.debts.get(&DebtId(id)).map(|debt| debt.title.as_str()),
            Kind::Component => self.components.get(&ComponentId(id)).map(|component| component.title.as_str()),
            Kind::Team => self.teams.get(&TeamId(id)).map(|team| team.title.as_str()),
            Kind::Person => self.people.get(&PersonId(id)).map(|person| person.title.as_str()),
            Kind::Waiver => self.waivers.get(&WaiverId(id)).map(|waiver| waiver.rule.as_str()),
            Kind::Baseline => self.baselines.get(&BaselineId(id)).map(|baseline| baseline.title.as_str()),
            Kind::Scenario => self.scenarios.get(&ScenarioId(id)).map(|scenario| scenario.title.as_str()),
            Kind::Decision => self.decisions.get(&DecisionId(id)).map(|decision| decision.title.as_str()),
            Kind::Question => self.questions.get(&QuestionId(id)).map(|question| question.title.as_str()),
            Kind::Step => self.steps.get(&StepId(id)).map(|step| step.title.as_str()),
        }
    }

    /// A plan that holds a copy of this entity and nothing else: the small world in which an edit is tried out. A team comes
    /// without its past: each record of that stands alone, and to copy thousands for each edit of one would take minutes.
    pub(crate) fn only(&self, entity: EntityId) -> Plan {
        fn pick<K: Ord + Copy, V: Clone>(from: &BTreeMap<K, V>, id: K) -> BTreeMap<K, V> {
            from.get(&id).map(|found| (id, found.clone())).into_iter().collect()
        }
        let mut small = Plan::default();
        let id = entity.id;
        match entity.kind {
            Kind::Plan => {
                small.settings = self.settings.clone();
                small.members = self.members.clone();
            }
            Kind::Item => small.items = pick(&self.items, ItemId(id)),
            Kind::Debt => small.debts = pick(&self.debts, DebtId(id)),
            Kind::Component => small.components = pick(&self.components, ComponentId(id)),
            Kind::Team => {
                small.teams = self.teams.get(&TeamId(id)).map(|team| (team.id, bare(team))).into_iter().collect()
            }
            Kind::Person => small.people = pick(&self.people, PersonId(id)),
            Kind::Waiver => small.waivers = pick(&self.waivers, WaiverId(id)),
            Kind::Baseline => small.baselines = pick(&self.baselines, BaselineId(id)),
            Kind::Scenario => small.scenarios = pick(&self.scenarios, ScenarioId(id)),
            Kind::Decision => small.decisions = pick(&self.decisions, DecisionId(id)),
            Kind::Question => small.questions = pick(&self.questions, QuestionId(id)),
            Kind::Step => small.steps = pick(&self.steps, StepId(id)),
        }
        small
    }

    /// Whether writing this value would leave the plan as it is.
    pub fn already(&self, slot: &Slot, value: &Value) -> bool {
        if let Some(team) = self.teams.get(&TeamId(slot.entity.id)).filter(|_| slot.entity.kind == Kind::Team)
            && let Some(record) = team.past.record(slot.field)
        {
            return record.get(&slot.key).copied() == day_range(value);
        }
        let before = self.only(slot.entity);
        let mut after = before.clone();
        after.set(slot, value);
        before == after
    }
}

fn bare(team: &Team) -> Team {
    Team {
        id: team.id,
        alive: team.alive,
        title: team.title.clone(),
        rank: team.rank.clone(),
        weekdays: team.weekdays,
        holidays: team.holidays.clone(),
        focus: team.focus,
        support: team.support,
        reserve: team.reserve,
        wip_limit: team.wip_limit,
        delivery_lag: team.delivery_lag,
        past: Past::default(),
    }
}
