//! The debt inventory with its prices, and the components by load.

use std::collections::{BTreeMap, BTreeSet};

use forecast::{DebtForecast, Forecast, words};
use plan::{Component, ComponentId, Day, Debt, DebtId, DebtState, Item, ItemId, ItemState, Range, TeamId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::row::share;
use super::shortcut::shortcut;

/// Drag that is felt, in person-days.
const FELT: f64 = 0.05;

/// The debt inventory with its prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtsView {
    /// The dearest first.
    pub rows: Vec<DebtRow>,
    /// Interest of all debts a week as the forecast books it (drag, toil, incidents), in person-days; in words.
    pub summary: String,
    /// Components by load, for the heat-map.
    pub components: Vec<ComponentRow>,
    /// Whether the figures are of an older version.
    pub stale: bool,
}

/// A debt in the inventory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtRow {
    /// The debt.
    pub id: DebtId,
    /// Its title.
    pub title: String,
    /// Its category.
    pub category: String,
    /// What is to become of it.
    pub state: DebtState,
    /// The names of its components.
    pub components: String,
    /// Its principal, if known.
    pub principal: Option<Range>,
    /// Effort to pay it off, person-days.
    #[specta(type = specta_typescript::Number)]
    pub effort: f64,
    /// Interest a week, person-days.
    #[specta(type = specta_typescript::Number)]
    pub per_week: f64,
    /// Interest to the horizon, person-days.
    #[specta(type = specta_typescript::Number)]
    pub to_horizon: f64,
    /// "pays back by 12 May", "does not pay back within 5 years", "nothing to pay".
    pub pays_back: String,
    /// What the interest to the horizon is made of: "22 pd of drag, 9 pd of toil and incidents"; empty without any.
    pub interest: String,
    /// Return to the horizon in percent, "+140 %"; empty if unknown.
    pub roi: String,
    /// The same to the plan's end.
    pub roi_end: String,
    /// The same to the horizon, paid together with the other debts of its components; empty where that is the same.
    pub roi_together: String,
    /// How many people it touches: those of the teams whose work it slows and of those that own its components.
    pub touches: u32,
    /// Titles of the items it slows most, with days: "Checkout 6.2 pd, Refunds 1.4 pd".
    pub slows: String,
    /// When its paydown is through, in words; empty if none is planned.
    pub paydown: String,
    /// That paydown.
    pub paydown_item: Option<ItemId>,
    /// The day by which its interest has repaid its effort, were it paid today.
    pub break_even: Option<Day>,
    /// "until 30 Jun, by Ana, EM: summer comes first"; empty unless it is accepted.
    pub accepted: String,
    /// What it wins the item that takes it on purpose, and what it costs; empty if none does.
    pub shortcut: String,
    /// When it was looked at, and when it is to be.
    pub review: ReviewView,
}

/// When a debt was looked at, and when it is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReviewView {
    /// Days since the last review; `None` if never.
    pub days_ago: Option<i32>,
    /// The day by which it is to be looked at again; `None` if nobody ever looked and it is not known when it was noted.
    pub due: Option<Day>,
    /// Whether that day is over; what is paid is never due.
    pub overdue: bool,
    /// "due 3 days ago", "due in 12 days", "not reviewed yet".
    pub words: String,
}

/// A component's load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ComponentRow {
    /// The component.
    pub id: ComponentId,
    /// Its name with its parents', "Platform / Ledger".
    pub title: String,
    /// Its owner's name; empty if unowned.
    pub team: String,
    /// How many unpaid debts lie on it or above it.
    pub debts: u32,
    /// Extra effort on work in it today, 0 for none: m − 1 at the likely values.
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
    /// Likely principal of its own debts, person-days.
    #[specta(type = specta_typescript::Number)]
    pub principal: f64,
    /// Likely toil of its own debts, hours a week.
    #[specta(type = specta_typescript::Number)]
    pub toil: f64,
    /// Open items with a share in it.
    pub items: u32,
    /// 1 to 7, by drag.
    pub heat: u32,
}

/// The inventory of what is seen, the dearest debt first.
pub fn debts(seen: &Seen<'_>) -> DebtsView {
    let plan = seen.plan();
    let slowed = slowed_items(seen);
    let touched = touched(seen);
    let touches = |debt: &Debt| touched.get(&debt.id).copied().unwrap_or(0);
    let mut rows: Vec<DebtRow> = plan.debts.values().map(|debt| debt_row(seen, debt, &slowed, touches(debt))).collect();
    rows.sort_by(|a, b| b.per_week.total_cmp(&a.per_week).then_with(|| a.title.cmp(&b.title)));
    let mut components: Vec<ComponentRow> =
        plan.components.values().map(|component| component_row(seen, component)).collect();
    components.sort_by(|a, b| b.drag.total_cmp(&a.drag).then_with(|| a.title.cmp(&b.title)));
    DebtsView { rows, summary: summary(seen), components, stale: seen.stale() }
}

fn summary(seen: &Seen<'_>) -> String {
    let open = seen.plan().debts.values().filter(|debt| debt.outstanding() > 0.0).count();
    let debts = if open == 1 { "1 unpaid debt".to_owned() } else { format!("{open} unpaid debts") };
    let debts = match seen.plan().debts.values().filter(|debt| review(seen, debt).overdue).count() {
        0 => debts,
        1 => format!("{debts} · 1 review overdue"),
        overdue => format!("{debts} · {overdue} reviews overdue"),
    };
    let Some(judged) = seen.judged else { return debts };
    let weeks = f64::from(judged.sound.plan.settings.horizon.max(1));
    let totals = judged.forecast.teams.values().map(|team| &team.total);
    let interest: f64 = totals.map(|total| total.interest()).sum();
    format!(
        "Interest {} pd a week, {:.0}% of capacity · {debts}",
        words::number(interest / weeks),
        interest_share(&judged.forecast) * 100.0
    )
}

/// How much of the capacity to the horizon debts eat, 0 to 1.
pub fn interest_share(forecast: &Forecast) -> f64 {
    let totals = forecast.teams.values().map(|team| &team.total);
    let (interest, effective) = totals.fold((0.0, 0.0), |(interest, effective), total| {
        (interest + total.interest(), effective + total.gross() - total.other)
    });
    share(interest, effective)
}

/// By debt: the items it slows, the most first.
fn slowed_items(seen: &Seen<'_>) -> BTreeMap<DebtId, Vec<(f64, String)>> {
    let mut slowed: BTreeMap<DebtId, Vec<(f64, String)>> = BTreeMap::new();
    let items = seen.judged.into_iter().flat_map(|judged| &judged.forecast.items);
    for (id, item) in items {
        let Some(title) = seen.plan().items.get(id).map(|item| &item.title) else { continue };
        for slowing in item.slowed_by.iter().filter(|slowing| slowing.drag >= FELT) {
            slowed.entry(slowing.debt).or_default().push((slowing.drag, title.clone()));
        }
    }
    for items in slowed.values_mut() {
        items.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    }
    slowed
}

/// By debt: how many people have to do with it.
fn touched(seen: &Seen<'_>) -> BTreeMap<DebtId, u32> {
    let plan = seen.plan();
    let mut teams: BTreeMap<DebtId, BTreeSet<TeamId>> = BTreeMap::new();
    for debt in plan.debts.values() {
        let owners = debt.components.iter().filter_map(|id| plan.components.get(id)?.team);
        teams.entry(debt.id).or_default().extend(owners);
    }
    for (id, item) in seen.judged.into_iter().flat_map(|judged| &judged.forecast.items) {
        let Some(team) = plan.items.get(id).and_then(|item| item.team) else { continue };
        for slowing in item.slowed_by.iter().filter(|slowing| slowing.drag >= FELT) {
            teams.entry(slowing.debt).or_default().insert(team);
        }
    }
    let mut people: BTreeMap<TeamId, u32> = BTreeMap::new();
    for team in plan.people.values().filter_map(|person| person.team) {
        *people.entry(team).or_default() += 1;
    }
    let count = |teams: BTreeSet<TeamId>| teams.iter().filter_map(|team| people.get(team)).sum();
    teams.into_iter().map(|(debt, teams)| (debt, count(teams))).collect()
}

fn debt_row(seen: &Seen<'_>, debt: &Debt, slowed: &BTreeMap<DebtId, Vec<(f64, String)>>, touches: u32) -> DebtRow {
    let plan = seen.plan();
    let price = seen.judged.and_then(|judged| judged.forecast.debts.get(&debt.id));
    let components = debt.components.iter().filter_map(|id| plan.components.get(id));
    let slows = slowed.get(&debt.id).into_iter().flatten().take(3);
    let roi = |of: fn(&DebtForecast) -> Option<f64>| {
        price.and_then(of).map_or_else(String::new, |roi| format!("{:+.0}%", roi * 100.0).replace('-', "−"))
    };
    let (alone, together) = (roi(|price| price.roi_horizon), roi(|price| price.roi_together));
    DebtRow {
        id: debt.id,
        title: debt.title.clone(),
        category: debt.category.clone(),
        state: debt.state,
        components: components.map(|component| component.title.as_str()).collect::<Vec<_>>().join(", "),
        principal: debt.principal,
        effort: price.map_or(0.0, |price| price.principal),
        per_week: price.map_or(0.0, |price| price.per_week),
        to_horizon: price.map_or(0.0, |price| price.to_horizon),
        pays_back: price.map_or_else(String::new, |price| pays_back(seen, debt, price)),
        interest: price.map_or_else(String::new, interest),
        roi_together: if together == alone { String::new() } else { together },
        roi: alone,
        roi_end: roi(|price| price.roi_end),
        touches,
        slows: slows.map(|(drag, title)| format!("{title} {} pd", words::number(*drag))).collect::<Vec<_>>().join(", "),
        paydown: paydown(seen, debt, price),
        paydown_item: planned(seen, debt).map(|item| item.id),
        break_even: price.filter(|_| debt.outstanding() > 0.0).and_then(|price| price.break_even),
        accepted: accepted(seen, debt),
        shortcut: shortcut(seen, debt, price),
        review: review(seen, debt),
    }
}

fn accepted(seen: &Seen<'_>, debt: &Debt) -> String {
    if debt.state != DebtState::Accepted {
        return String::new();
    }
    let until = match debt.accepted_until {
        Some(until) => format!("until {}", words::day(until, seen.today)),
        None => "without a date".to_owned(),
    };
    let by = if debt.by.is_empty() { String::new() } else { format!(", by {}", debt.by) };
    let reason = if debt.reason.is_empty() { String::new() } else { format!(": {}", debt.reason) };
    format!("{until}{by}{reason}")
}

fn review(seen: &Seen<'_>, debt: &Debt) -> ReviewView {
    // The clock may be told an earlier day than that on which it was noted.
    let noted = seen.sound.known.log.noted.get(&debt.id).map(|noted| seen.today.min(*noted));
    let due = debt.review_due(noted, advice::review_days(seen.plan()));
    let is_open = debt.outstanding() > 0.0;
    let left = due.map(|due| due.since(seen.today));
    ReviewView {
        days_ago: debt.reviewed.map(|day| seen.today.since(day)),
        due,
        overdue: is_open && left.is_some_and(|left| left < 0),
        words: match left {
            _ if !is_open => "paid".to_owned(),
            None => "not reviewed yet".to_owned(),
            Some(0) => "due today".to_owned(),
            Some(left @ ..0) => format!("due {} ago", words::days(-left)),
            Some(left) => format!("due in {}", words::days(left)),
        },
    }
}

fn interest(price: &DebtForecast) -> String {
    let (drag, rest) = (price.drag_to_horizon, price.to_horizon - price.drag_to_horizon);
    let parts = [(drag, "of drag"), (rest, "of toil and incidents")];
    let parts = parts.into_iter().filter(|(days, _)| *days >= 0.05);
    parts.map(|(days, what)| format!("{} {what}", words::effort(days))).collect::<Vec<_>>().join(", ")
}

fn pays_back(seen: &Seen<'_>, debt: &Debt, price: &DebtForecast) -> String {
    if debt.outstanding() == 0.0 {
        return "paid".to_owned();
    }
    if price.principal <= 0.0 {
        return "principal unknown".to_owned();
    }
    match price.break_even {
        Some(day) => format!("by {}", words::day(day, seen.today)),
        None => format!("not within {} years", seen.plan().settings.cap),
    }
}

/// The paydown that is to pay it.
pub(super) fn planned<'a>(seen: &Seen<'a>, debt: &Debt) -> Option<&'a Item> {
    seen.plan().items.values().find(|item| item.pays.contains_key(&debt.id) && item.state != ItemState::Done)
}

fn paydown(seen: &Seen<'_>, debt: &Debt, price: Option<&DebtForecast>) -> String {
    let Some(item) = planned(seen, debt) else { return String::new() };
    match price.and_then(|price| price.paid_off.as_ref()) {
        Some(finish) => format!("{}, {}", item.title, words::by(85, finish.p85, seen.today)),
        None => item.title.clone(),
    }
}

fn component_row(seen: &Seen<'_>, component: &Component) -> ComponentRow {
    let plan = seen.plan();
    let line = lineage(seen, component.id);
    let unpaid = || plan.debts.values().filter(|debt| debt.outstanding() > 0.0);
    let slowing: Vec<&Debt> = unpaid().filter(|debt| debt.components.iter().any(|id| line.contains(id))).collect();
    let load = slowing.iter().map(|debt| debt.outstanding() * debt.drag.map_or(0.0, |drag| drag.likely)).sum();
    let drag = forecast::m(load) - 1.0;
    let own = |quantity: fn(&Debt) -> Option<Range>| -> f64 {
        let here = unpaid().filter(|debt| debt.components.contains(&component.id));
        here.map(|debt| {
            debt.outstanding() * quantity(debt).map_or(0.0, |range| range.likely) / debt.components.len() as f64
        })
        .sum()
    };
    let names: Vec<&str> =
        line.iter().rev().filter_map(|id| plan.components.get(id)).map(|part| part.title.as_str()).collect();
    let open = plan.items.values().filter(|item| item.state != ItemState::Done);
    ComponentRow {
        id: component.id,
        title: names.join(" / "),
        team: component.team.and_then(|team| plan.teams.get(&team)).map_or_else(String::new, |team| team.title.clone()),
        debts: u32::try_from(slowing.len()).unwrap_or(u32::MAX),
        drag,
        principal: own(|debt| debt.principal),
        toil: own(|debt| debt.toil),
        items: u32::try_from(open.filter(|item| item.components.contains_key(&component.id)).count())
            .unwrap_or(u32::MAX),
        heat: heat(drag),
    }
}

/// The component, its parent, and so on to the top.
fn lineage(seen: &Seen<'_>, component: ComponentId) -> Vec<ComponentId> {
    std::iter::successors(Some(component), |id| seen.plan().components.get(id).and_then(|part| part.parent)).collect()
}

/// One step of the ramp for each tenth of extra effort, up to the seventh.
fn heat(drag: f64) -> u32 {
    // A load that is exactly on a step may come out a hair below it.
    ((drag * 10.0 + 1e-9).floor() as u32 + 1).min(7)
}
