//! Plans of any size that look like real ones: for the bench, and for tests that need variety.

#![allow(dead_code, reason = "each bench and test asks for its own plans")]

use plan::{
    Basis, Commitment, Component, ComponentId, Day, DayRange, Debt, DebtId, Item, ItemId, ItemKind, Person, PersonId,
    Plan, Range, Team, TeamId,
};
use uuid::Uuid;

/// The Monday that generated plans begin on.
pub fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day of the calendar")
}

const SKILLS: [&str; 4] = ["backend", "data", "design", "frontend"];

/// Numbers that look random and are the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n.max(1) as u64) as usize
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.between(0.0, 1.0) < share
    }

    pub fn range(&mut self, low: f64, high: f64) -> Range {
        let likely = self.between(low, high);
        Range { low: likely * self.between(0.5, 0.8), likely, high: likely * self.between(1.3, 2.2) }
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.bits(), self.bits())
    }
}

/// How much of everything a plan has.
struct Size {
    items: usize,
    debts: usize,
    teams: usize,
    components: usize,
    /// People in each team; where it is left open, five or six.
    people: Option<usize>,
    /// Person-days of an item at least and at most, at its likely estimate.
    effort: (f64, f64),
    /// What each debt costs, as a multiple of what it costs in other plans.
    interest: f64,
}

/// A plan of so many items, about a tenth as many debts, and teams of five or six for every twenty-five items.
pub fn generated(n_items: usize, seed: u64) -> Plan {
    let components = n_items.div_ceil(15).max(3);
    let (debts, teams) = (n_items / 10, n_items.div_ceil(25));
    sized(&Size { items: n_items, debts, teams, components, people: None, effort: (3.0, 20.0), interest: 1.0 }, seed)
}

/// A plan of the proportions that we promise to carry: at 2,000 items 300 debts, 60 people in 12 teams, and 134 components.
/// They have some three years to do, of the five that trials run to.
///
/// All is in proportion, so that at a tenth of the items everybody has as much to do for as long, and a ratio of times tells
/// of nothing but the size: 200 items, 30 debts and 14 components for 6 people. They are one team, because a fifth of a
/// second cannot be had, and two teams of three would each have half the queue.
pub fn promised(n_items: usize, seed: u64) -> Plan {
    let n_people = n_items * 3 / 100;
    let teams = (n_people / 5).max(1);
    let components = n_items.div_ceil(15).max(3);
    let (debts, people) = (n_items * 3 / 20, Some(n_people / teams));
    sized(&Size { items: n_items, debts, teams, components, people, effort: (1.5, 10.0), interest: 0.4 }, seed)
}

/// A plan without debts for one team.
pub fn debtless(n_items: usize, n_people: usize, effort: (f64, f64), seed: u64) -> Plan {
    let size =
        Size { items: n_items, debts: 0, teams: 1, components: 1, people: Some(n_people), effort, interest: 1.0 };
    sized(&size, seed)
}

fn sized(size: &Size, seed: u64) -> Plan {
    let mut dice = Dice(seed);
    let mut plan = Plan::default();
    let teams: Vec<TeamId> = (0..size.teams).map(|_| team(&mut plan, &mut dice, size.people)).collect();
    let components: Vec<(ComponentId, TeamId)> =
        (0..size.components).map(|_| component(&mut plan, &mut dice, &teams)).collect();
    let debts: Vec<DebtId> = (0..size.debts).map(|_| debt(&mut plan, &mut dice, size.interest, &components)).collect();
    let mut items: Vec<(ItemId, TeamId)> = Vec::new();
    for _ in 0..size.items {
        let made = item(&mut plan, &mut dice, size.effort, &teams, &components, &debts, &items);
        items.push(made);
    }
    plan
}

fn team(plan: &mut Plan, dice: &mut Dice, people: Option<usize>) -> TeamId {
    let id = TeamId(dice.id());
    let mut team = Team { alive: true, focus: dice.between(0.7, 0.9), ..Team::new(id) };
    team.support = dice.between(0.0, 2.0);
    team.reserve = dice.between(0.0, 1.0);
    team.wip_limit = dice.chance(0.5).then(|| 3 + dice.below(3) as u32);
    team.delivery_lag = dice.below(3) as u32;
    for day in [32, 33, 39, 123, 126, 164] {
        team.holidays.insert(today().plus(day), "Holiday".to_owned());
    }
    plan.teams.insert(id, team);
    for _ in 0..people.unwrap_or_else(|| 5 + dice.below(2)) {
        let person_id = PersonId(dice.id());
        let mut person = Person { alive: true, team: Some(id), ..Person::new(person_id) };
        person.skills = (0..2 + dice.below(2)).map(|_| SKILLS[dice.below(4)].to_owned()).collect();
        person.fte = if dice.chance(0.2) { 0.8 } else { 1.0 };
        for _ in 0..1 + usize::from(dice.chance(0.2)) {
            let first = today().plus(dice.below(200) as i32);
            person.leave.insert(first, first.plus(4 + dice.below(10) as i32));
        }
        if dice.chance(0.1) {
            person.start = Some(today().plus(dice.below(60) as i32));
            person.ramp_days = 60;
        }
        plan.people.insert(person_id, person);
    }
    // Somebody on each team can do anything, so that every item finishes.
    if let Some(person) = plan.people.values_mut().find(|person| person.team == Some(id)) {
        person.skills = SKILLS.iter().map(|skill| (*skill).to_owned()).collect();
    }
    id
}

fn component(plan: &mut Plan, dice: &mut Dice, teams: &[TeamId]) -> (ComponentId, TeamId) {
    let id = ComponentId(dice.id());
    let team = teams[dice.below(teams.len())];
    let mut component = Component { alive: true, team: Some(team), ..Component::new(id) };
    if dice.chance(0.3) && !plan.components.is_empty() {
        component.parent = plan.components.keys().nth(dice.below(plan.components.len())).copied();
    }
    plan.components.insert(id, component);
    (id, team)
}

fn debt(plan: &mut Plan, dice: &mut Dice, interest: f64, components: &[(ComponentId, TeamId)]) -> DebtId {
    let id = DebtId(dice.id());
    let mut debt = Debt { alive: true, ..Debt::new(id) };
    debt.components = (0..1 + dice.below(2)).map(|_| components[dice.below(components.len())].0).collect();
    debt.principal = Some(dice.range(4.0, 25.0));
    debt.drag = Some(dice.range(0.05 * interest, 0.5 * interest));
    debt.toil = dice.chance(0.7).then(|| dice.range(0.5 * interest, 5.0 * interest));
    if dice.chance(0.3) {
        debt.incident_rate = dice.between(0.1, 0.8);
        debt.incident_loss = Some(dice.range(0.5 * interest, 4.0 * interest));
    }
    if dice.chance(0.3) {
        debt.growth = dice.between(0.002, 0.01);
    }
    plan.debts.insert(id, debt);
    id
}

fn item(
    plan: &mut Plan,
    dice: &mut Dice,
    (least, most): (f64, f64),
    teams: &[TeamId],
    components: &[(ComponentId, TeamId)],
    debts: &[DebtId],
    items: &[(ItemId, TeamId)],
) -> (ItemId, TeamId) {
    let id = ItemId(dice.id());
    let team = teams[dice.below(teams.len())];
    let mut item = Item::new(id);
    item.alive = true;
    item.team = Some(team);
    item.rank = format!("{:06}", items.len());
    item.estimate = Some(dice.range(least, most));
    item.basis = if dice.chance(0.8) { Basis::Today } else { Basis::Clean };
    if dice.chance(0.08) && !debts.is_empty() {
        item.kind = ItemKind::Paydown;
        item.pays.insert(debts[dice.below(debts.len())], 1.0);
    } else if dice.chance(0.03) {
        item.kind = ItemKind::External;
        let likely = today().plus(20 + dice.below(80) as i32);
        item.delivery = Some(DayRange { low: likely.plus(-10), likely, high: likely.plus(20) });
    } else if dice.chance(0.03) && !debts.is_empty() {
        item.incurs.insert(debts[dice.below(debts.len())]);
    }
    for share in [0.6, 0.3] {
        item.components.insert(components[dice.below(components.len())].0, share);
    }
    for share in [0.5, 0.3] {
        if dice.chance(0.6) {
            item.skills.insert(SKILLS[dice.below(4)].to_owned(), share);
        }
    }
    if dice.chance(0.5) && !items.is_empty() {
        let back = 1 + dice.below(items.len().min(40));
        item.after.insert(items[items.len() - back].0, dice.below(2) as u32 * dice.below(6) as u32);
    }
    if dice.chance(0.1) {
        item.earliest = Some(today().plus(dice.below(90) as i32));
    }
    if dice.chance(0.05) {
        let day = today().plus(60 + dice.below(150) as i32);
        item.commitment = Some(Commitment { day, to: "a customer".to_owned(), confidence: 0.85 });
    }
    plan.items.insert(id, item);
    (id, team)
}
