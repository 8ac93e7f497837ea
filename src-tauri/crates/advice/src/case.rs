//! What a rule looks at: the plan, its forecast and its findings, with the questions that several rules ask of them.
//! Nothing here judges, and nothing here computes a date.

use std::collections::{BTreeMap, BTreeSet};

use forecast::{Accounts, Forecast, ItemForecast, NeverReason};
use plan::{
    ComponentId, Day, Debt, DebtId, DebtState, EntityId, Finding, Item, ItemId, ItemKind, ItemState, Kind, Person,
    Plan, Team, TeamId, Waiver,
};

use crate::flag::RuleId;
use crate::known::{History, Known};
use crate::measured::measured;

/// Weeks in a window: shares and loads are judged by the quarter, so that one bad week is no alarm.
const WINDOW: usize = 13;

/// A plan before the judge.
pub(crate) struct Case<'a> {
    pub plan: &'a Plan,
    pub forecast: &'a Forecast,
    pub findings: &'a [Finding],
    pub known: &'a Known,
    /// What was measured, by the past of the teams where nothing else is known.
    pub history: History,
    /// The items that exist, in rank order.
    pub ranked: Vec<&'a Item>,
    places: BTreeMap<ItemId, usize>,
    children: BTreeMap<ItemId, Vec<ItemId>>,
    followers: BTreeMap<ItemId, Vec<ItemId>>,
    to_come: BTreeSet<DebtId>,
    paydowns: BTreeMap<DebtId, Vec<&'a Item>>,
    slowed: BTreeMap<DebtId, Slowed>,
}

/// What a debt slows: asked often, and so counted once.
#[derive(Default)]
pub(crate) struct Slowed {
    /// Person-days of drag by team.
    pub drag: BTreeMap<TeamId, f64>,
    /// The first item in rank that a paydown may be put before.
    pub first: Option<ItemId>,
}

/// Thirteen weeks of a team, or what the horizon leaves of them.
pub(crate) struct Window {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// Where the capacity goes in it.
    pub accounts: Accounts,
}

impl<'a> Case<'a> {
    pub fn new(plan: &'a Plan, forecast: &'a Forecast, findings: &'a [Finding], known: &'a Known) -> Case<'a> {
        let ranked = plan.ranked();
        let mut children: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        let mut followers: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for item in &ranked {
            if let Some(parent) = item.parent {
                children.entry(parent).or_default().push(item.id);
            }
            for on in item.after.keys() {
                followers.entry(*on).or_default().push(item.id);
            }
        }
        let places = ranked.iter().enumerate().map(|(place, item)| (item.id, place)).collect();
        let undone = ranked.iter().filter(|item| item.state != ItemState::Done);
        let to_come = undone.flat_map(|item| item.incurs.iter().copied()).collect();
        let mut paydowns: BTreeMap<DebtId, Vec<&Item>> = BTreeMap::new();
        let to_do = |item: &&&Item| item.kind == ItemKind::Paydown && item.state != ItemState::Done;
        for item in ranked.iter().filter(to_do) {
            for (debt, _) in item.pays.iter().filter(|(_, part)| **part > 0.0) {
                paydowns.entry(*debt).or_default().push(item);
            }
        }
        let slowed = BTreeMap::new();
        let history = measured(plan, &known.history, forecast.assumptions.today);
        let mut case = Case {
            plan,
            forecast,
            findings,
            known,
            history,
            ranked,
            places,
            children,
            followers,
            to_come,
            paydowns,
            slowed,
        };
        case.slowed = case.count_slowed();
        case
    }

    fn count_slowed(&self) -> BTreeMap<DebtId, Slowed> {
        let mut slowed: BTreeMap<DebtId, Slowed> = BTreeMap::new();
        for work in self.work() {
            for slowing in self.outlook(work.id).map_or(&[][..], |item| &item.slowed_by) {
                let slowed = slowed.entry(slowing.debt).or_default();
                if let Some(team) = work.team {
                    *slowed.drag.entry(team).or_default() += slowing.drag;
                }
                if may_be_preceded(work) {
                    slowed.first = slowed.first.or(Some(work.id));
                }
            }
        }
        slowed
    }

    /// What the debt slows; nothing if it slows no work.
    pub fn slowed_by(&self, debt: DebtId) -> Option<&Slowed> {
        self.slowed.get(&debt)
    }

    pub fn today(&self) -> Day {
        self.forecast.assumptions.today
    }

    /// What people call the entity. Items and debts are called by whole phrases, so they stand in quotes.
    pub fn title(&self, entity: impl Into<EntityId>) -> String {
        let entity = entity.into();
        let title = self.plan.title(entity).unwrap_or_default().trim();
        match entity.kind {
            Kind::Item | Kind::Debt => format!("“{title}”"),
            Kind::Plan
            | Kind::Component
            | Kind::Team
            | Kind::Person
            | Kind::Waiver
            | Kind::Baseline
            | Kind::Scenario
            | Kind::Decision
            | Kind::Question
            | Kind::Step => title.to_owned(),
        }
    }

    pub fn titles<T: Into<EntityId>>(&self, entities: impl IntoIterator<Item = T>) -> Vec<String> {
        entities.into_iter().map(|entity| self.title(entity)).collect()
    }

    pub fn outlook(&self, item: ItemId) -> Option<&'a ItemForecast> {
        self.forecast.items.get(&item)
    }

    /// Items not done yet, in rank order.
    pub fn open(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.ranked.iter().copied().filter(|item| item.state != ItemState::Done)
    }

    /// Open items that somebody of ours works on: neither parents nor external, in rank order.
    pub fn work(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.open().filter(|item| item.kind != ItemKind::External && !self.is_parent(item.id))
    }

    pub fn is_parent(&self, item: ItemId) -> bool {
        self.children.contains_key(&item)
    }

    /// Where an item stands in rank, from 0.
    pub fn place(&self, item: ItemId) -> usize {
        self.places.get(&item).copied().unwrap_or(usize::MAX)
    }

    /// An item, and the items it is a part of.
    pub fn upwards(&self, item: ItemId) -> Vec<&'a Item> {
        let mut line: Vec<&Item> = Vec::new();
        let mut next = self.plan.items.get(&item);
        while let Some(item) = next {
            if line.iter().any(|seen| seen.id == item.id) {
                break;
            }
            line.push(item);
            next = item.parent.and_then(|parent| self.plan.items.get(&parent));
        }
        line
    }

    /// Everything that must be finished for this item to be: its parts and what they wait for, itself included.
    pub fn needed_for(&self, item: ItemId) -> BTreeSet<ItemId> {
        let mut needed = BTreeSet::new();
        let mut open = vec![item];
        while let Some(id) = open.pop() {
            if !needed.insert(id) {
                continue;
            }
            open.extend(self.children.get(&id).into_iter().flatten());
            for holder in self.upwards(id) {
                open.extend(holder.after.keys().filter(|on| self.plan.items.get(on).is_some_and(|on| on.alive)));
            }
        }
        needed
    }

    /// Everything that waits for this item, directly or through others; what it is a part of waits for it too.
    pub fn waiting_for(&self, item: ItemId) -> BTreeSet<ItemId> {
        let mut waiting = BTreeSet::new();
        let mut open = vec![item];
        while let Some(id) = open.pop() {
            let parent = self.plan.items.get(&id).and_then(|item| item.parent);
            let followers = self.followers.get(&id).into_iter().flatten();
            let next: Vec<ItemId> = parent.into_iter().chain(followers.copied()).collect();
            for id in next {
                if waiting.insert(id) {
                    open.push(id);
                    // Where the item is not a part of it, its parts have to wait with it.
                    if !self.upwards(item).iter().any(|holder| holder.id == id) {
                        let parts: Vec<ItemId> = self.children.get(&id).into_iter().flatten().copied().collect();
                        open.extend(parts.into_iter().filter(|part| waiting.insert(*part)));
                    }
                }
            }
        }
        waiting
    }

    /// The work that holds this item up: what it needs, and what its teams do before it.
    pub fn ahead_of(&self, item: ItemId) -> Vec<&'a Item> {
        let needed = self.needed_for(item);
        let last = |team| {
            let mine = self.work().filter(|work| work.team == Some(team) && needed.contains(&work.id));
            mine.map(|work| self.place(work.id)).max()
        };
        let teams: BTreeMap<TeamId, usize> =
            self.plan.teams.keys().filter_map(|team| Some((*team, last(*team)?))).collect();
        self.work()
            .filter(|work| {
                let queued =
                    work.team.and_then(|team| teams.get(&team)).is_some_and(|last| self.place(work.id) <= *last);
                queued || needed.contains(&work.id)
            })
            .collect()
    }

    /// Items with a promise to keep, in rank order.
    pub fn promised(&self) -> impl Iterator<Item = &'a Item> + '_ {
        self.open().filter(|item| item.commitment.is_some())
    }

    /// Debts that cost something today: unpaid, and not waiting for an item to incur them.
    pub fn owed(&self) -> impl Iterator<Item = &'a Debt> + '_ {
        let debts = self.plan.debts.values().filter(|debt| debt.alive && debt.outstanding() > 0.0);
        debts.filter(|debt| !self.to_come.contains(&debt.id))
    }

    /// Whether the inventory says that the debt is kept on purpose for now.
    pub fn is_accepted(&self, debt: &Debt) -> bool {
        debt.state == DebtState::Accepted && debt.accepted_until.is_some_and(|until| until >= self.today())
    }

    /// The subjects of an acceptance of today, by this rule, that names the item, alone or among others: what is accepted of
    /// several stands for each, and for those that are left once some no longer cross the rule.
    pub fn accepted_with(&self, rule: RuleId, item: ItemId) -> Option<&'a str> {
        let name = plan::subject_key(&[item.into()]);
        let holds = |waiver: &&Waiver| {
            waiver.alive
                && waiver.rule == rule.word()
                && waiver.until.is_some_and(|until| until >= self.today())
                && waiver.subject.split(',').any(|subject| subject == name)
        };
        let waivers = self.plan.waivers.values().filter(holds);
        waivers.max_by_key(|waiver| (waiver.until, waiver.id)).map(|waiver| waiver.subject.as_str())
    }

    /// The paydowns still to come that retire some of the debt, in rank order.
    pub fn paydowns(&self, debt: DebtId) -> &[&'a Item] {
        self.paydowns.get(&debt).map_or(&[], Vec::as_slice)
    }

    /// A component, and those it is a part of.
    pub fn lineage(&self, component: ComponentId) -> Vec<ComponentId> {
        let mut line = Vec::new();
        let mut next = Some(component);
        while let Some(id) = next {
            let Some(component) = self.plan.components.get(&id) else { break };
            if !component.alive || line.contains(&id) {
                break;
            }
            line.push(id);
            next = component.parent;
        }
        line
    }

    /// The debts that slow work in this component: those on it or on what it is a part of.
    pub fn slowing(&self, component: ComponentId) -> Vec<&'a Debt> {
        let line = self.lineage(component);
        self.owed().filter(|debt| line.iter().any(|id| debt.components.contains(id))).collect()
    }

    /// The part of a debt that is still unpaid on a day, if its paydowns finish at their P50.
    pub fn unpaid_on(&self, debt: &Debt, day: Day) -> f64 {
        let paid = self.paydowns(debt.id).iter().filter(|paydown| {
            self.outlook(paydown.id).and_then(|item| item.outlook.as_planned.p50).is_some_and(|paid| paid <= day)
        });
        let paid: f64 = paid.filter_map(|paydown| paydown.pays.get(&debt.id)).sum();
        (debt.outstanding() - paid).max(0.0)
    }

    /// The share of an item's effort that lies where this debt slows it.
    pub fn share_in(&self, item: &Item, debt: &Debt) -> f64 {
        let slowed = |component: &ComponentId| self.lineage(*component).iter().any(|id| debt.components.contains(id));
        item.components.iter().filter(|(component, _)| slowed(component)).map(|(_, share)| share).sum()
    }

    /// The factor by which these debts raise effort today, at their likely drag.
    pub fn factor(&self, debts: &[&Debt]) -> f64 {
        let drag = debts.iter().map(|debt| debt.outstanding() * debt.drag.map_or(0.0, |drag| drag.likely)).sum();
        forecast::m(drag)
    }

    pub fn team(&self, team: TeamId) -> Option<&'a Team> {
        self.plan.teams.get(&team).filter(|team| team.alive)
    }

    /// The teams that exist, in their order.
    pub fn teams(&self) -> Vec<&'a Team> {
        let mut teams: Vec<&Team> = self.plan.teams.values().filter(|team| team.alive).collect();
        teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
        teams
    }

    /// Whether there is anybody in the team.
    pub fn is_staffed(&self, team: TeamId) -> bool {
        self.plan.people.values().any(|person| person.alive && person.team == Some(team))
    }

    /// The people of a team, those who have left or have yet to come included.
    pub fn people(&self, team: TeamId) -> Vec<&'a Person> {
        self.plan.people.values().filter(|person| person.alive && person.team == Some(team)).collect()
    }

    /// The people of a team who have this skill and have not left.
    pub fn holders(&self, team: TeamId, skill: &str) -> Vec<&'a Person> {
        let stays = |person: &&Person| person.end.is_none_or(|end| end >= self.today());
        self.people(team).into_iter().filter(stays).filter(|person| person.skills.contains(skill)).collect()
    }

    /// Why an item's P50 is never, in words.
    pub fn why_never(&self, item: ItemId) -> Option<String> {
        Some(match self.outlook(item)?.never.as_ref()? {
            NeverReason::NoTeam => "it is never finished, for it has no team".into(),
            NeverReason::NobodyOnTeam(team) => format!("it is never finished, for nobody is in {}", self.title(*team)),
            NeverReason::NobodyWithSkill(skill) => {
                format!("it is never finished, for nobody on its team knows {skill}")
            }
            NeverReason::Waits(on) => format!("it waits for {}, which is never finished", self.title(*on)),
            NeverReason::NoCapacity(team) => format!("{} never gets to it", self.title(*team)),
        })
    }

    /// The time from today to the end of each quarter of a team.
    pub fn windows_from_today(&self, team: TeamId) -> Vec<Window> {
        let mut all = Accounts::default();
        let windows = self.windows(team).into_iter().map(|window| {
            all = sum([all, window.accounts].into_iter());
            Window { from: self.today(), to: window.to, accounts: all }
        });
        windows.collect()
    }

    /// The quarter of a team in which this share is largest; of quarters that are alike but for rounding the first, so that two
    /// rules which tell of one thing tell of one quarter.
    pub fn worst_window(&self, team: TeamId, share: impl Fn(&Window) -> f64) -> Option<Window> {
        let windows = self.windows(team).into_iter();
        windows.reduce(|most, next| if share(&next) > share(&most) + 1e-9 { next } else { most })
    }

    /// A team's weeks to the horizon, by the quarter.
    pub fn windows(&self, team: TeamId) -> Vec<Window> {
        let Some(team) = self.forecast.teams.get(&team) else { return Vec::new() };
        let weeks: Vec<_> = team.weeks.iter().filter(|week| week.monday <= self.forecast.horizon_end).collect();
        weeks
            .chunks(WINDOW)
            .map(|weeks| Window {
                from: weeks[0].monday.max(self.today()),
                to: weeks[weeks.len() - 1].monday.plus(6),
                accounts: sum(weeks.iter().map(|week| week.accounts)),
            })
            .collect()
    }
}

/// Whether a paydown may be put before this item: it has not begun, and is none itself.
pub(crate) fn may_be_preceded(item: &Item) -> bool {
    item.state == ItemState::Planned && item.kind != ItemKind::Paydown
}

fn sum(accounts: impl Iterator<Item = Accounts>) -> Accounts {
    accounts.fold(Accounts::default(), |a, b| Accounts {
        new_work: a.new_work + b.new_work,
        drag: a.drag + b.drag,
        toil: a.toil + b.toil,
        incidents: a.incidents + b.incidents,
        paydown: a.paydown + b.paydown,
        support: a.support + b.support,
        reserve: a.reserve + b.reserve,
        other: a.other + b.other,
        idle: a.idle + b.idle,
    })
}
