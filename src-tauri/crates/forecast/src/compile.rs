//! From the plan to the model: once per forecast, everything that no draw can change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plan::{Basis, Day, Item, ItemId, ItemKind, ItemState, Plan, Team, TeamId};

use crate::bits;
use crate::calendar::Calendar;
use crate::capacity::Capacity;
use crate::debts::{Debts, Divisors};
use crate::draw::{Delivery, Lognormal, Purpose, Subject};
use crate::family::Family;
use crate::model::{Crew, Effort, Model, Node, Part, Role, Share, SlowedBy};
use crate::result::Assumptions;
use crate::span::Span;
use crate::throughput::{bias, team_drift};

/// Compiles a plan. `base` is the plan that estimates on the basis of today were made under: the same one, unless the
/// plan is a what-if.
pub(crate) fn compile(plan: &Plan, base: &Plan, assumptions: &Assumptions) -> Model {
    let today = assumptions.today;
    let n_days = plan.settings.cap_days();
    let items = plan.ranked();
    let teams: Vec<&Team> = plan.teams.values().filter(|team| team.alive).collect();
    let crew_of: BTreeMap<TeamId, usize> = teams.iter().enumerate().map(|(idx, team)| (team.id, idx)).collect();
    let everyday = Team::new(TeamId(uuid::Uuid::nil()));
    let calendar_teams: Vec<&Team> = teams.iter().copied().chain([&everyday]).collect();
    let resources = || {
        let calendars = calendars(&calendar_teams, today, n_days);
        let crews = teams.iter().zip(&calendars).map(|(team, calendar)| {
            let capacity = Capacity::new(plan, team, calendar, today);
            crew(plan, team, capacity, today)
        });
        (crews.collect(), calendars)
    };
    let debts = || rayon::join(|| Debts::new(plan, &crew_of, n_days), || Divisors::new(plan, base, &items));
    let ((crews, calendars), (debts, divisors)) = rayon::join(resources, debts);
    let mut model = Model {
        today,
        n_days,
        horizon: (plan.settings.horizon * 7).min(n_days),
        nodes: Vec::with_capacity(items.len()),
        efforts: Vec::with_capacity(items.len()),
        parts: Vec::new(),
        skills: Vec::new(),
        shares: Vec::new(),
        slowings: Vec::new(),
        links: Vec::new(),
        masks: Vec::new(),
        pays: Vec::new(),
        payers: vec![Vec::new(); debts.list.len()],
        incurs: Vec::new(),
        crews,
        calendars,
        divisors,
        felt_by: Vec::new(),
        debts,
        plan_rate: Subject::new(uuid::Uuid::nil(), Purpose::Rate),
    };
    let node_of: BTreeMap<ItemId, u32> = items.iter().enumerate().map(|(idx, item)| (item.id, idx as u32)).collect();
    let family = Family::new(&items, &node_of);
    for (idx, item) in items.iter().enumerate() {
        let team = item.team.and_then(|team| crew_of.get(&team).copied());
        let role = role(plan, item, &family, idx, assumptions, team.is_some());
        let node = node(&mut model, plan, item, role, idx, team.unwrap_or(teams.len()), &family);
        model.nodes.push(node);
        model.efforts.push(effort(item, assumptions));
    }
    for crew in &mut model.crews {
        crew.words = bits::words(crew.nodes.len());
    }
    family.settle_parents(&mut model.nodes);
    family.link(&mut model, &items, &node_of, &calendar_teams);
    find_payers(&mut model);
    model.felt_by = felt_by(&model);
    model
}

/// The calendar of each team. Teams with the same weekdays and holidays share one: it is looked into all the time.
fn calendars(teams: &[&Team], today: Day, n_days: u32) -> Vec<Arc<Calendar>> {
    let mut calendars: Vec<Arc<Calendar>> = Vec::with_capacity(teams.len());
    for (at, team) in teams.iter().enumerate() {
        let alike = |other: &&Team| other.weekdays == team.weekdays && other.holidays.keys().eq(team.holidays.keys());
        let same = teams[..at].iter().position(alike).map(|other| Arc::clone(&calendars[other]));
        calendars.push(same.unwrap_or_else(|| Arc::new(Calendar::new(team, today, n_days))));
    }
    calendars
}

fn crew(plan: &Plan, team: &Team, capacity: Capacity, today: Day) -> Crew {
    let (bias, learned_from) = bias(plan, team.id);
    Crew {
        id: team.id,
        capacity,
        nodes: Vec::new(),
        able: Vec::new(),
        words: 0,
        wip_limit: team.wip_limit.map_or(usize::MAX, |limit| limit as usize),
        delivery_lag: team.delivery_lag,
        bias,
        learned_from,
        drift: team_drift(plan, team.id, today),
        rate: Subject::new(team.id.0, Purpose::Rate),
    }
}

fn role(plan: &Plan, item: &Item, family: &Family, idx: usize, assumptions: &Assumptions, has_team: bool) -> Role {
    if family.is_parent(idx) {
        Role::Parent
    } else if item.state == ItemState::Done {
        Role::Settled(item.done_on.unwrap_or(assumptions.today).since(assumptions.today))
    } else if item.kind == ItemKind::External {
        Role::External
    } else if !has_effort(plan, item, assumptions) {
        Role::Milestone
    } else if has_team {
        Role::Work
    } else {
        Role::Stuck
    }
}

/// Where its effort comes from.
fn effort(item: &Item, assumptions: &Assumptions) -> Effort {
    let subject = |purpose| Subject::new(item.id.0, purpose);
    match (item.kind, item.estimate) {
        (ItemKind::External, _) => match item.delivery {
            Some(range) => Effort::Delivery(Delivery::new(range, assumptions.today, subject(Purpose::Delivery))),
            None => Effort::None,
        },
        (ItemKind::Paydown, Some(range)) => Effort::Clean(Lognormal::new(range, subject(Purpose::Effort))),
        (ItemKind::Paydown, None) => Effort::Principals,
        (ItemKind::Feature | ItemKind::Enabler, Some(range)) => {
            let law = Lognormal::new(range, subject(Purpose::Effort));
            match item.basis {
                Basis::Today => Effort::Today(law),
                Basis::Clean => Effort::Clean(law),
            }
        }
        (ItemKind::Feature | ItemKind::Enabler, None) => Effort::None,
    }
}

/// Whether anybody has to work on it.
fn has_effort(plan: &Plan, item: &Item, assumptions: &Assumptions) -> bool {
    match effort(item, assumptions) {
        Effort::None | Effort::Delivery(_) => false,
        Effort::Clean(law) | Effort::Today(law) => !law.is_zero(),
        Effort::Principals => item.pays.iter().any(|(debt, fraction)| {
            let principal = plan.debts.get(debt).filter(|debt| debt.alive).and_then(|debt| debt.principal);
            *fraction > 0.0 && principal.is_some_and(|principal| principal.likely > 0.0)
        }),
    }
}

#[allow(clippy::too_many_arguments, reason = "it is one step of compiling, split off for its length")]
fn node(model: &mut Model, plan: &Plan, item: &Item, role: Role, idx: usize, team: usize, family: &Family) -> Node {
    let mut node = Node {
        id: item.id,
        role,
        paydown: item.kind == ItemKind::Paydown,
        started: item.state == ItemState::Started,
        committed: item.commitment.is_some(),
        max_people: item.max_people.clamp(1, 10_000) as u16,
        team: team as u32,
        local: 0,
        parts: Span::default(),
        shares: Span::default(),
        slowings: Span::default(),
        unshared: 1.0,
        after: Span::default(),
        before: Span::default(),
        release: 0.0,
        release_day: 0,
        parent: family.parent(idx),
        children: 0,
        children_day: i32::MIN,
        pays: Span::default(),
        incurs: Span::default(),
    };
    let incurred = item.incurs.iter().filter_map(|debt| model.debts.index(*debt));
    node.incurs = Span::extend(&mut model.incurs, incurred);
    if node.paydown {
        let paid = item.pays.iter().filter_map(|(debt, fraction)| Some((model.debts.index(*debt)?, *fraction)));
        node.pays = Span::extend(&mut model.pays, paid);
    }
    if role == Role::Work {
        node.local = model.crews[team].nodes.len() as u32;
        model.crews[team].nodes.push(idx as u32);
        node.parts = add_parts(model, plan, item, idx, team);
        add_able(model, node.parts, team);
        if !node.paydown {
            add_shares(model, &mut node, item);
        }
    }
    node
}

/// Splits an item over its skills; what is left over anyone can do.
fn add_parts(model: &mut Model, plan: &Plan, item: &Item, idx: usize, team: usize) -> Span {
    let words = model.crews[team].capacity.words;
    let rest = 1.0 - item.skills.values().sum::<f64>();
    let named = item.skills.iter().map(|(skill, share)| (Some(skill), *share));
    let start = model.parts.len();
    for (skill, share) in named.chain([(None, rest)]).filter(|(_, share)| *share > 1e-9) {
        let mask = model.masks.len();
        model.masks.resize(mask + words, 0);
        for (at, person) in model.crews[team].capacity.people.iter().enumerate() {
            if skill.is_none_or(|skill| plan.people[person].skills.contains(skill)) {
                bits::set(&mut model.masks[mask..], at);
            }
        }
        model.parts.push(Part { node: idx as u32, mask: mask as u32, share });
        model.skills.push(skill.cloned());
    }
    Span::new(start, model.parts.len())
}

/// Notes who of the team can do any of these parts.
fn add_able(model: &mut Model, parts: Span, team: usize) {
    let crew = &mut model.crews[team];
    let at = crew.able.len();
    crew.able.resize(at + crew.capacity.words, 0);
    for part in parts.of(&model.parts) {
        let mask = &model.masks[part.mask as usize..];
        crew.able[at..].iter_mut().zip(mask).for_each(|(able, can)| *able |= can);
    }
}

fn add_shares(model: &mut Model, node: &mut Node, item: &Item) {
    let (shares, slowings) = (model.shares.len(), model.slowings.len());
    for (component, &share) in &item.components {
        if let Some(component) = model.debts.component(*component) {
            model.shares.push(Share { component: component as u32, share });
            let slowed = |&debt: &usize| SlowedBy { component: component as u32, debt: debt as u32, share };
            model.slowings.extend(model.debts.on[component].iter().map(slowed));
            node.unshared -= share;
        }
    }
    node.shares = Span::new(shares, model.shares.len());
    node.slowings = Span::new(slowings, model.slowings.len());
}

/// Finds which open nodes pay each debt.
fn find_payers(model: &mut Model) {
    for (idx, node) in model.nodes.iter().enumerate().filter(|(_, node)| !node.is_settled()) {
        for &(debt, fraction) in node.pays.of(&model.pays).iter().filter(|(_, fraction)| *fraction > 0.0) {
            model.payers[debt].push((idx, fraction));
        }
    }
}

/// The teams that feel each debt: by toil or in their work.
fn felt_by(model: &Model) -> Vec<Vec<usize>> {
    let mut felt_by = vec![BTreeSet::new(); model.debts.list.len()];
    for node in &model.nodes {
        for slowing in node.slowings.of(&model.slowings) {
            felt_by[slowing.debt as usize].insert(node.team as usize);
        }
    }
    for crew in 0..model.crews.len() {
        for &(debt, _) in model.debts.toils_of(crew) {
            felt_by[debt].insert(crew);
        }
    }
    felt_by.into_iter().map(|crews| crews.into_iter().collect()).collect()
}
