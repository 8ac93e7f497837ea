//! From the plan to flat arrays: once per forecast, everything that no draw can change. Items become nodes in rank
//! order, split into the parts that people work on; dependencies and earliest starts come down from the parents.

use std::collections::BTreeMap;
use std::ops::Range;

use plan::{Basis, Day, Item, ItemId, ItemKind, ItemState, Plan, Team, TeamId};

use crate::bits;
use crate::calendar::{Calendar, after_done, dated};
use crate::capacity::{Capacity, people_of};
use crate::debts::{Debts, Divisors};
use crate::draw::{Delivery, Lognormal, Purpose, Subject};
use crate::result::Assumptions;

/// No node, no part.
pub(crate) const NONE: u32 = u32::MAX;

/// How a node comes to its finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// People of its team work on its parts.
    Work,
    /// Nothing to do but wait for what it depends on.
    Milestone,
    /// Somebody else delivers it on the day drawn.
    External,
    /// With its last child.
    Parent,
    /// It is over already, on this day counted from today.
    Settled(i32),
    /// It has effort but no team.
    Stuck,
}

/// One item.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub id: ItemId,
    pub role: Role,
    /// Whether it retires debt: it has m = 1, and in the debt-free world no effort.
    pub paydown: bool,
    /// Whether it is started at today.
    pub started: bool,
    /// Its team, or one past the last team.
    pub team: usize,
    /// Its place among the work of its team, in rank order.
    pub local: usize,
    pub parts: Range<usize>,
    pub shares: Range<usize>,
    /// Which debts slow it, at `Model::slowings`.
    pub slowings: Range<usize>,
    /// The rest of its effort, in no component.
    pub unshared: f64,
    pub after: Range<usize>,
    pub before: Range<usize>,
    /// The first instant it may start, but for the predecessors still to come, and the day it is dated at least.
    pub release: f64,
    pub release_day: i32,
    pub parent: u32,
    /// Children still to come; for a leaf 0.
    pub children: u32,
    /// The latest day among children that are over.
    pub children_day: i32,
    pub pays: Range<usize>,
    pub incurs: Range<usize>,
    /// The effort drawn: one law, or for a paydown without an estimate a sum of fractions of principals.
    pub effort: Effort,
    pub delivery: Option<Delivery>,
    pub max_people: u16,
    pub committed: bool,
}

impl Node {
    /// It starts no earlier than this instant, and is dated no earlier than this day.
    fn hold(&mut self, t: f64, day: i32) {
        self.release = self.release.max(t);
        self.release_day = self.release_day.max(day);
    }
}

/// Where the effort of a node comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Effort {
    None,
    Estimate(Lognormal),
    /// An estimate that contains today's drag.
    Today(Lognormal),
    Principals,
}

/// A skill part of a node.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub node: u32,
    pub share: f64,
    /// Who can do it: a set of the team's people, at this place in `Model::masks`.
    pub mask: usize,
    /// `None` for a part that anyone can do.
    pub skill: Option<String>,
}

/// A share of a node's effort in a component.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub component: usize,
    pub share: f64,
    /// The pair of team and component, for the accounts.
    pub pair: usize,
}

/// A debt that slows a node through one of its shares.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlowedBy {
    pub component: usize,
    pub share: f64,
    pub debt: usize,
}

/// A dependency seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub node: u32,
    pub lag: u32,
}

/// One team.
#[derive(Clone, Debug)]
pub(crate) struct Crew {
    pub id: TeamId,
    pub capacity: Capacity,
    /// Its work in rank order.
    pub nodes: Vec<u32>,
    /// Words in a set of its work.
    pub words: usize,
    pub wip_limit: usize,
    pub delivery_lag: u32,
    /// Its own median of actual over estimate, and from how many items it was learned; 1 and 0 until there are ten.
    pub bias: f64,
    pub learned_from: usize,
    pub rate: Subject,
}

/// The plan as the trials see it.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub today: Day,
    /// Trials stop at the end of this many days.
    pub n_days: u32,
    /// Days in the horizon.
    pub horizon: u32,
    /// In rank order.
    pub nodes: Vec<Node>,
    pub parts: Vec<Part>,
    pub shares: Vec<Share>,
    pub slowings: Vec<SlowedBy>,
    pub links: Vec<Link>,
    pub masks: Vec<u64>,
    /// Debts that a node pays, with the fraction.
    pub pays: Vec<(usize, f64)>,
    /// Open nodes that pay each debt, with the fraction.
    pub payers: Vec<Vec<(usize, f64)>>,
    /// Debts that a node incurs.
    pub incurs: Vec<usize>,
    pub crews: Vec<Crew>,
    /// One per team, and one for items without a team.
    pub calendars: Vec<Calendar>,
    pub debts: Debts,
    pub divisors: Divisors,
    /// Team and component of each pair.
    pub pairs: Vec<(usize, usize)>,
    pub sigma: f64,
    pub plan_rate: Subject,
}

/// Compiles a plan. `base` is the plan that estimates on the basis of today were made under: the same one, unless the
/// plan is a what-if.
pub(crate) fn compile(plan: &Plan, base: &Plan, assumptions: &Assumptions) -> Model {
    let today = assumptions.today;
    let n_days = (plan.settings.cap.max(1) * 1461).div_ceil(4);
    let horizon = (plan.settings.horizon * 7).min(n_days);
    let items = plan.ranked();
    let node_of: BTreeMap<ItemId, u32> = items.iter().enumerate().map(|(idx, item)| (item.id, idx as u32)).collect();
    let crew_of: BTreeMap<TeamId, usize> =
        plan.teams.values().filter(|team| team.alive).enumerate().map(|(idx, team)| (team.id, idx)).collect();
    let teams: Vec<&Team> = plan.teams.values().filter(|team| team.alive).collect();
    let everyday = Team::new(TeamId(uuid::Uuid::nil()));
    let calendars: Vec<Calendar> =
        teams.iter().copied().chain([&everyday]).map(|team| Calendar::new(team, today, n_days)).collect();
    let crews = teams
        .iter()
        .enumerate()
        .map(|(idx, team)| {
            let (bias, learned_from) = bias(plan, team.id);
            Crew {
                id: team.id,
                capacity: Capacity::new(plan, team, &calendars[idx], today),
                nodes: Vec::new(),
                words: 0,
                wip_limit: team.wip_limit.map_or(usize::MAX, |limit| limit as usize),
                delivery_lag: team.delivery_lag,
                bias,
                learned_from,
                rate: Subject::new(team.id.0, Purpose::Rate),
            }
        })
        .collect();
    let debts = Debts::new(plan, &crew_of, n_days);
    let mut model = Model {
        today,
        n_days,
        horizon,
        nodes: Vec::with_capacity(items.len()),
        parts: Vec::new(),
        shares: Vec::new(),
        slowings: Vec::new(),
        links: Vec::new(),
        masks: Vec::new(),
        pays: Vec::new(),
        payers: vec![Vec::new(); debts.list.len()],
        incurs: Vec::new(),
        crews,
        calendars,
        divisors: Divisors::new(plan, base, &items),
        debts,
        pairs: Vec::new(),
        sigma: plan.settings.drift,
        plan_rate: Subject::new(uuid::Uuid::nil(), Purpose::Rate),
    };
    let family = Family::new(&items, &node_of);
    let mut pair_of = BTreeMap::new();
    for (idx, item) in items.iter().enumerate() {
        let team = item.team.and_then(|team| crew_of.get(&team).copied()).unwrap_or(teams.len());
        let role = family.role(plan, idx, item, today, team < teams.len());
        let mut node = Node {
            id: item.id,
            role,
            paydown: item.kind == ItemKind::Paydown,
            started: item.state == ItemState::Started,
            team,
            local: 0,
            parts: 0..0,
            shares: 0..0,
            slowings: 0..0,
            unshared: 0.0,
            after: 0..0,
            before: 0..0,
            release: 0.0,
            release_day: 0,
            parent: family.parent[idx],
            children: 0,
            children_day: i32::MIN,
            pays: model.pays.len()..model.pays.len(),
            incurs: model.incurs.len()..model.incurs.len(),
            effort: effort(item),
            delivery: item
                .delivery
                .map(|range| Delivery::new(range, today, Subject::new(item.id.0, Purpose::Delivery))),
            max_people: item.max_people.clamp(1, 10_000) as u16,
            committed: item.commitment.is_some(),
        };
        if item.kind == ItemKind::Paydown {
            model
                .pays
                .extend(item.pays.iter().filter_map(|(debt, fraction)| Some((model.debts.index(*debt)?, *fraction))));
            node.pays.end = model.pays.len();
        }
        model.incurs.extend(item.incurs.iter().filter_map(|debt| model.debts.index(*debt)));
        node.incurs.end = model.incurs.len();
        if role == Role::Work {
            node.local = model.crews[team].nodes.len();
            model.crews[team].nodes.push(idx as u32);
            add_parts(&mut model, &mut node, idx, item, plan);
            node.unshared = 1.0;
            if !node.paydown {
                add_shares(&mut model, &mut node, item, &mut pair_of);
            }
        }
        model.nodes.push(node);
    }
    for crew in &mut model.crews {
        crew.words = bits::words(crew.nodes.len());
    }
    model.pairs = vec![(0, 0); pair_of.len()];
    for (pair, at) in pair_of {
        model.pairs[at] = pair;
    }
    family.settle_parents(&mut model.nodes);
    for (idx, node) in model.nodes.iter().enumerate().filter(|(_, node)| !matches!(node.role, Role::Settled(_))) {
        for &(debt, fraction) in model.pays[node.pays.clone()].iter().filter(|(_, fraction)| *fraction > 0.0) {
            model.payers[debt].push((idx, fraction));
        }
    }
    let calendar_teams: Vec<&Team> = teams.iter().copied().chain([&everyday]).collect();
    family.link(&mut model, &items, &node_of, &calendar_teams);
    model
}

impl Model {
    /// Whether an open paydown names this debt.
    pub(crate) fn is_paid(&self, debt: usize) -> bool {
        !self.payers[debt].is_empty()
    }
}

fn effort(item: &Item) -> Effort {
    let subject = Subject::new(item.id.0, Purpose::Effort);
    match (item.estimate, item.kind) {
        (Some(range), ItemKind::Paydown) => Effort::Estimate(Lognormal::new(range, subject)),
        (Some(range), ItemKind::Feature | ItemKind::Enabler) => match item.basis {
            Basis::Today => Effort::Today(Lognormal::new(range, subject)),
            Basis::Clean => Effort::Estimate(Lognormal::new(range, subject)),
        },
        (None, ItemKind::Paydown) => Effort::Principals,
        (None, ItemKind::Feature | ItemKind::Enabler) | (_, ItemKind::External) => Effort::None,
    }
}

/// Whether anybody has to work on it.
fn has_effort(plan: &Plan, item: &Item) -> bool {
    match effort(item) {
        Effort::None => false,
        Effort::Estimate(law) | Effort::Today(law) => !law.is_zero(),
        Effort::Principals => item.pays.iter().any(|(debt, fraction)| {
            let principal = plan.debts.get(debt).filter(|debt| debt.alive).and_then(|debt| debt.principal);
            *fraction > 0.0 && principal.is_some_and(|principal| principal.likely > 0.0)
        }),
    }
}

fn add_parts(model: &mut Model, node: &mut Node, idx: usize, item: &Item, plan: &Plan) {
    let team = model.crews[node.team].id;
    let words = model.crews[node.team].capacity.words;
    let people = people_of(plan, team);
    let skilled: f64 = item.skills.values().sum();
    let rest = 1.0 - skilled;
    let named = item.skills.iter().map(|(skill, share)| (Some(skill), *share));
    node.parts.start = model.parts.len();
    for (skill, share) in named.chain([(None, rest)]).filter(|(_, share)| *share > 1e-9) {
        let mask = model.masks.len();
        model.masks.resize(mask + words, 0);
        for (at, person) in people.iter().enumerate() {
            if skill.is_none_or(|skill| person.skills.contains(skill)) {
                bits::set(&mut model.masks[mask..], at);
            }
        }
        model.parts.push(Part { node: idx as u32, share, mask, skill: skill.cloned() });
    }
    node.parts.end = model.parts.len();
}

fn add_shares(model: &mut Model, node: &mut Node, item: &Item, pair_of: &mut BTreeMap<(usize, usize), usize>) {
    node.shares.start = model.shares.len();
    node.slowings.start = model.slowings.len();
    for (component, &share) in &item.components {
        if let Some(component) = model.debts.component(*component) {
            let next = pair_of.len();
            let pair = *pair_of.entry((node.team, component)).or_insert(next);
            model.shares.push(Share { component, share, pair });
            let debts = &model.debts.on[component];
            model.slowings.extend(debts.iter().map(|&debt| SlowedBy { component, share, debt }));
        }
    }
    node.shares.end = model.shares.len();
    node.slowings.end = model.slowings.len();
    node.unshared = 1.0 - model.shares[node.shares.clone()].iter().map(|share| share.share).sum::<f64>();
}

/// The team's own median of actual over estimate, once there are ten finished items that have both.
fn bias(plan: &Plan, team: TeamId) -> (f64, usize) {
    let mut ratios: Vec<f64> = plan
        .items
        .values()
        .filter(|item| item.alive && item.team == Some(team) && item.state == ItemState::Done)
        .filter_map(|item| match (item.actual, item.estimate) {
            (Some(actual), Some(range)) if actual > 0.0 && range.likely > 0.0 => Some(actual / range.likely),
            _ => None,
        })
        .collect();
    if ratios.len() < 10 {
        return (1.0, 0);
    }
    ratios.sort_by(f64::total_cmp);
    let half = ratios.len() / 2;
    let median = if ratios.len() % 2 == 1 { ratios[half] } else { (ratios[half - 1] + ratios[half]) / 2.0 };
    (median, ratios.len())
}

/// Who is whose part.
struct Family {
    parent: Vec<u32>,
    children: Vec<Vec<u32>>,
}

impl Family {
    fn new(items: &[&Item], node_of: &BTreeMap<ItemId, u32>) -> Family {
        let parent: Vec<u32> = items
            .iter()
            .map(|item| item.parent.and_then(|parent| node_of.get(&parent).copied()).unwrap_or(NONE))
            .collect();
        let mut children = vec![Vec::new(); items.len()];
        for (idx, &parent) in parent.iter().enumerate() {
            if parent != NONE {
                children[parent as usize].push(idx as u32);
            }
        }
        Family { parent, children }
    }

    fn role(&self, plan: &Plan, idx: usize, item: &Item, today: Day, has_team: bool) -> Role {
        if !self.children[idx].is_empty() {
            Role::Parent
        } else if item.state == ItemState::Done {
            Role::Settled(item.done_on.unwrap_or(today).since(today))
        } else if item.kind == ItemKind::External {
            Role::External
        } else if !has_effort(plan, item) {
            Role::Milestone
        } else if has_team {
            Role::Work
        } else {
            Role::Stuck
        }
    }

    /// Counts the children that are still to come, and settles the parents that have none.
    fn settle_parents(&self, nodes: &mut [Node]) {
        for (idx, children) in self.children.iter().enumerate() {
            nodes[idx].children = children.len() as u32;
        }
        let mut over: Vec<(u32, i32)> = Vec::new();
        for (idx, node) in nodes.iter().enumerate() {
            if let Role::Settled(day) = node.role {
                over.push((self.parent[idx], day));
            }
        }
        while let Some((parent, day)) = over.pop() {
            if parent == NONE {
                continue;
            }
            let node = &mut nodes[parent as usize];
            node.children -= 1;
            node.children_day = node.children_day.max(day);
            if node.children == 0 {
                node.role = Role::Settled(node.children_day);
                over.push((node.parent, node.children_day));
            }
        }
    }

    /// The leaves under an item, itself if it is one.
    fn leaves(&self, idx: u32, leaves: &mut Vec<u32>) {
        if self.children[idx as usize].is_empty() {
            leaves.push(idx);
        }
        for &child in &self.children[idx as usize] {
            self.leaves(child, leaves);
        }
    }

    /// Brings dependencies and earliest starts down to the leaves. What is over already only moves their release.
    fn link(&self, model: &mut Model, items: &[&Item], node_of: &BTreeMap<ItemId, u32>, teams: &[&Team]) {
        let mut after: Vec<Vec<Link>> = vec![Vec::new(); items.len()];
        let mut leaves = Vec::new();
        for (idx, item) in items.iter().enumerate() {
            leaves.clear();
            self.leaves(idx as u32, &mut leaves);
            leaves.retain(|&leaf| {
                let node = &model.nodes[leaf as usize];
                !node.started && !matches!(node.role, Role::Settled(_))
            });
            for &leaf in &leaves {
                let team = model.nodes[leaf as usize].team;
                if let Some(earliest) = item.earliest {
                    let day = earliest.since(model.today);
                    model.nodes[leaf as usize].hold(f64::from(day), day);
                }
                for (pred, &lag) in &item.after {
                    let Some(&pred) = node_of.get(pred) else { continue };
                    if let Role::Settled(day) = model.nodes[pred as usize].role {
                        let done_on = model.today.plus(day);
                        let t = after_done(teams[team], &model.calendars[team], done_on, model.today, lag);
                        model.nodes[leaf as usize].hold(t, dated(t));
                    } else {
                        after[leaf as usize].push(Link { node: pred, lag });
                    }
                }
            }
        }
        let mut before: Vec<Vec<Link>> = vec![Vec::new(); items.len()];
        for (idx, links) in after.iter().enumerate() {
            for link in links {
                before[link.node as usize].push(Link { node: idx as u32, lag: link.lag });
            }
        }
        for (idx, (after, before)) in after.into_iter().zip(before).enumerate() {
            let start = model.links.len();
            model.links.extend(after);
            let middle = model.links.len();
            model.links.extend(before);
            model.nodes[idx].after = start..middle;
            model.nodes[idx].before = middle..model.links.len();
        }
    }
}
