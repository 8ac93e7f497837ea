//! A scenario beside the plan, ready to draw: dates and chances item by item, where the capacity goes, flags, cost.

use std::sync::Arc;

use advice::{Effect, FlagRef};
use forecast::{Accounts, Forecast, Slip, When, words};
use plan::{Day, Item, ItemId, Plan, TeamId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::reorder::about;
use super::row::{Place, RowView, Standing, parents, row, share};
use super::scenario::Mark;
use super::{shift, signed};
use crate::judge::Judged;
use crate::past::ask::ChangeRef;

/// The plan and a scenario of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CompareView {
    /// The scenario's name.
    pub name: String,
    /// "Invoices 18 Apr → 2 Apr at 85% · on time 38% → 71% · costs 12 pd · clears 2 flags".
    pub sentence: String,
    /// "10,000 trials, the same for both".
    pub basis: String,
    /// Today.
    pub today: Day,
    /// The first day worth drawing.
    pub first: Day,
    /// The last day worth drawing.
    pub last: Day,
    /// The open items of either: those that move first, promised ones before others, then by how far.
    pub rows: Vec<ComparedRow>,
    /// The whole of each: when it ends, its cost of delay, its effort, its interest, its flags.
    pub figures: Vec<ComparedFigure>,
    /// Where the capacity goes to the horizon: all of it, then team by team.
    pub accounts: Vec<ComparedAccounts>,
    /// Flags that only the scenario raises.
    pub raised: Vec<FlagRef>,
    /// Flags that only the plan raises.
    pub cleared: Vec<FlagRef>,
    /// What each change of the scenario does if it is taken over alone, as far as that is measured.
    pub effects: Vec<EffectView>,
}

/// An item in the plan and in the scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ComparedRow {
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// Whether it is in both.
    pub mark: Mark,
    /// Whether its dates or its chance move, or it is in one of the two only.
    pub moves: bool,
    /// In the plan.
    pub plan: Option<RowView>,
    /// In the scenario.
    pub scenario: Option<RowView>,
    /// How far it moves at 85%: "+9 d", "−3 d", "0 d", "never"; empty where it is in one of the two only.
    pub delta: String,
    /// All of it in a sentence.
    pub spoken: String,
}

/// A figure of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ComparedFigure {
    /// What it is.
    pub what: String,
    /// In the plan.
    pub plan: String,
    /// In the scenario.
    pub scenario: String,
    /// The difference with its sign; empty if there is none to speak of.
    pub delta: String,
}

/// Where capacity goes, of one team or of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ComparedAccounts {
    /// The team; `None` for all of it.
    pub team: Option<TeamId>,
    /// Its name.
    pub title: String,
    /// Account by account, in the order of the capacity strips.
    pub shares: Vec<ComparedShare>,
}

/// The share of capacity that goes into one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ComparedShare {
    /// The account.
    pub account: String,
    /// "34% → 38%"; one where they read alike.
    pub words: String,
    /// Whether they read differently.
    pub moves: bool,
}

/// What one change of a scenario does if it is taken over alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct EffectView {
    /// The change.
    pub change: ChangeRef,
    /// At P85 on the promise it moves most, else on the item, else on the whole plan: "−12 days"; empty if no date moves.
    pub days: String,
    /// That item's title, or "the end of the plan".
    pub title: String,
    /// All it does, in a sentence.
    pub sentence: String,
}

/// The plan and the scenario, judged under the same draws.
pub(crate) struct Sides {
    pub plan: Arc<Judged>,
    pub scenario: Judged,
    /// Σ cost of delay × weeks to the finish of each; not yet at a glance.
    pub delay: Option<[f64; 2]>,
}

/// The plan and a scenario of it, side by side.
pub(crate) fn compare(name: &str, sides: &Sides, effects: Vec<EffectView>) -> CompareView {
    let Effect { sentence, moved, plan_p85, cleared, raised, .. } = between(&sides.plan, &sides.scenario);
    let [plan, scenario] = [seen(&sides.plan), seen(&sides.scenario)];
    let place = |ranked: &[&Item]| ranked.iter().map(|item| item.id).collect::<Vec<_>>();
    let mut order: Vec<ItemId> = Vec::new();
    let one_side = place(&plan.plan().ranked()).into_iter().chain(place(&scenario.plan().ranked()));
    let alone = |id: &ItemId| !plan.plan().items.contains_key(id) || !scenario.plan().items.contains_key(id);
    order.extend(moved.iter().map(|item| item.item));
    let moving = order.len();
    for id in one_side {
        if !order.contains(&id) {
            order.push(id);
        }
    }
    let mut rows: Vec<ComparedRow> = Vec::new();
    let compared = |at: usize, id: ItemId| compared(&plan, &scenario, id, at < moving || alone(&id));
    rows.extend(order.into_iter().enumerate().map(|(at, id)| compared(at, id)));
    rows.retain(|row| [&row.plan, &row.scenario].into_iter().flatten().any(|row| row.state != plan::ItemState::Done));
    rows.sort_by_key(|row| !row.moves);
    let (first, last) = span(sides.plan.forecast.assumptions.today, &rows);
    CompareView {
        name: name.to_owned(),
        sentence,
        basis: basis(sides),
        today: plan.today,
        first,
        last,
        figures: figures(sides, plan_p85),
        accounts: accounts(sides),
        rows,
        raised,
        cleared,
        effects,
    }
}

/// What a change does by itself, between the plan without it and with it.
pub(crate) fn alone(change: ChangeRef, before: &Forecast, after: &Plan, effect: Effect) -> EffectView {
    let moved = effect.moved.iter().find_map(|item| {
        let days = slip(item.p85.before, item.p85.after, before.cap);
        (days.days() != Some(0) && days != Slip::None).then(|| (item.item, signed(days)))
    });
    let end = slip(effect.plan_p85.before, effect.plan_p85.after, before.cap);
    let (title, days) = match moved {
        Some((item, days)) => (after.title(item.into()).unwrap_or_default().to_owned(), days),
        None if matches!(end, Slip::None | Slip::Days(0)) => (String::new(), String::new()),
        None => ("the end of the plan".to_owned(), signed(end)),
    };
    EffectView { change, days, title, sentence: effect.sentence }
}

fn between(before: &Judged, after: &Judged) -> Effect {
    advice::effect(&before.sound.plan, &before.forecast, &after.sound.plan, &after.forecast)
}

fn seen(judged: &Judged) -> Seen<'_> {
    let today = judged.forecast.assumptions.today;
    Seen { sound: &judged.sound, version: judged.version, judged: Some(judged), today }
}

fn basis(sides: &Sides) -> String {
    let trials = words::thousands(sides.scenario.forecast.assumptions.trials);
    match sides.scenario.full {
        true => format!("{trials} trials, the same for both"),
        false => format!("the first {trials} trials, the same for both; the others are under way"),
    }
}

fn compared(plan: &Seen<'_>, scenario: &Seen<'_>, id: ItemId, moves: bool) -> ComparedRow {
    let side = |seen: &Seen<'_>| {
        let item = seen.plan().items.get(&id)?;
        let place = Place { depth: 0, parent: parents(seen.plan()).contains(&id) };
        Some(row(seen, item, place))
    };
    let (before, after) = (side(plan), side(scenario));
    let title = after.as_ref().or(before.as_ref()).map_or_else(String::new, |row| row.title.clone());
    let (mark, delta) = match (&before, &after) {
        (None, _) => (Mark::Added, String::new()),
        (_, None) => (Mark::Removed, String::new()),
        (Some(before), Some(after)) => (Mark::Changed, delta(before, after)),
    };
    let when = |row: &Option<RowView>| row.as_ref().map_or_else(String::new, |row| row.when.clone());
    let spoken = match mark {
        Mark::Added => format!("{title}, only in the scenario: {}", when(&after)),
        Mark::Removed => format!("{title}, only in the plan: {}", when(&before)),
        Mark::Changed if moves => {
            format!("{title}: {} in the plan; {} in the scenario, {delta}", when(&before), when(&after))
        }
        Mark::Changed => format!("{title}: {} in both", when(&after)),
    };
    ComparedRow { item: id, title, mark, moves, plan: before, scenario: after, delta, spoken }
}

/// How far it moved; or whether nobody says, or said, what it takes.
fn delta(before: &RowView, after: &RowView) -> String {
    let unsaid = |row: &RowView| row.standing == Standing::Unestimated;
    match (unsaid(before), unsaid(after)) {
        (true, true) => "not estimated".to_owned(),
        (true, false) => "now estimated".to_owned(),
        (false, true) => "no longer estimated".to_owned(),
        (false, false) => short(before.p85, after.p85),
    }
}

/// "+9 d", "−3 d", "0 d", "never", "in sight": a move to and from never has no days.
fn short(before: When, after: When) -> String {
    match (before, after) {
        (Some(before), Some(after)) => match after.since(before) {
            days @ ..0 => format!("−{} d", -days),
            0 => "0 d".to_owned(),
            days => format!("+{days} d"),
        },
        (Some(_), None) => "never".to_owned(),
        (None, Some(_)) => "no longer never".to_owned(),
        (None, None) => "never in both".to_owned(),
    }
}

fn slip(before: When, after: When, cap: Day) -> Slip {
    match (before, after) {
        (None, None) => Slip::None,
        (Some(before), Some(after)) => Slip::Days(after.since(before)),
        (Some(before), None) => Slip::AtLeast(cap.since(before)),
        (None, Some(after)) => Slip::AtLeast(after.since(cap)),
    }
}

fn figures(sides: &Sides, plan_p85: advice::Shift<When>) -> Vec<ComparedFigure> {
    let Sides { plan, scenario, delay } = sides;
    let today = plan.forecast.assumptions.today;
    let figure = |what: &str, of: [String; 2], delta: String| {
        let [plan, scenario] = of;
        let delta = if plan == scenario { String::new() } else { delta };
        ComparedFigure { what: what.to_owned(), plan, scenario, delta }
    };
    let end = [plan_p85.before, plan_p85.after].map(|end| words::when(end, today));
    let mut figures =
        vec![figure("Done at 85%", end, signed(slip(plan_p85.before, plan_p85.after, plan.forecast.cap)))];
    if let Some([before, after]) = *delay
        && before.max(after) > 0.0
    {
        figures.push(figure("Cost of delay", [about(before), about(after)], change(after - before, about)));
    }
    let work = |judged: &Judged| judged.forecast.items.values().map(|item| item.clean + item.drag).sum::<f64>();
    let effort = [work(plan), work(scenario)];
    figures.push(figure("Work", effort.map(words::effort), change(effort[1] - effort[0], words::effort)));
    let lost = |judged: &Judged| {
        let total = total(judged);
        share(total.interest(), total.gross() - total.other)
    };
    let interest = [lost(plan), lost(scenario)];
    figures.push(figure("Interest", interest.map(words::percent), change(interest[1] - interest[0], points)));
    let standing = |judged: &Judged| judged.flags.iter().filter(|flag| flag.waived.is_none()).count();
    let flags = [standing(plan), standing(scenario)];
    let more = flags[1] as f64 - flags[0] as f64;
    figures.push(figure("Flags", flags.map(|n| n.to_string()), change(more, |n| format!("{n:.0}"))));
    figures
}

/// A difference with its sign.
fn change(by: f64, words: impl Fn(f64) -> String) -> String {
    format!("{}{}", if by < 0.0 { "−" } else { "+" }, words(by.abs()))
}

fn points(share: f64) -> String {
    match (share * 100.0).round() {
        1.0 => "1 point".to_owned(),
        points => format!("{points:.0} points"),
    }
}

fn total(judged: &Judged) -> Accounts {
    let mut total = Accounts::default();
    judged.forecast.teams.values().for_each(|team| total += &team.total);
    total
}

fn accounts(sides: &Sides) -> Vec<ComparedAccounts> {
    let of =
        |judged: &Judged, team: TeamId| judged.forecast.teams.get(&team).map_or_else(Accounts::default, |it| it.total);
    let all = ComparedAccounts {
        team: None,
        title: "The whole plan".to_owned(),
        shares: shares(&total(&sides.plan), &total(&sides.scenario)),
    };
    let title = |plan: &Plan, team: TeamId| plan.title(team.into()).map(str::to_owned);
    let mut teams: Vec<_> = sides.scenario.sound.plan.teams.values().collect();
    teams.extend(
        sides.plan.sound.plan.teams.values().filter(|team| !sides.scenario.sound.plan.teams.contains_key(&team.id)),
    );
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    let rows = teams.into_iter().map(|team| ComparedAccounts {
        team: Some(team.id),
        title: title(&sides.scenario.sound.plan, team.id).unwrap_or_else(|| team.title.clone()),
        shares: shares(&of(&sides.plan, team.id), &of(&sides.scenario, team.id)),
    });
    std::iter::once(all).chain(rows).collect()
}

/// An account's name, and what is in it.
type Account = (&'static str, fn(&Accounts) -> f64);

/// Shares of what is left after other work, which no scenario of the roadmap touches.
fn shares(plan: &Accounts, scenario: &Accounts) -> Vec<ComparedShare> {
    let accounts: [Account; 6] = [
        ("New work", |it| it.new_work),
        ("Interest", Accounts::interest),
        ("Paydown", |it| it.paydown),
        ("Support", |it| it.support),
        ("Reserve", |it| it.reserve),
        ("Idle", |it| it.idle),
    ];
    let part = |accounts: &Accounts, of: fn(&Accounts) -> f64| {
        words::percent(share(of(accounts), accounts.gross() - accounts.other))
    };
    let shares = accounts.into_iter().map(|(account, of)| {
        let (before, after) = (part(plan, of), part(scenario, of));
        ComparedShare { account: account.to_owned(), moves: before != after, words: shift(before, after) }
    });
    shares.collect()
}

/// From a little before today to the last P95 or due day of either, at most three years.
fn span(today: Day, rows: &[ComparedRow]) -> (Day, Day) {
    let sides = || rows.iter().flat_map(|row| [&row.plan, &row.scenario]).flatten();
    let last = sides()
        .flat_map(|row| [row.p95.or(row.p85).or(row.p50), row.due.as_ref().map(|due| due.day)])
        .flatten()
        .fold(today.plus(28), Day::max)
        .min(today.plus(3 * 365));
    let first = sides().filter_map(|row| row.start.or(row.p50)).fold(today, Day::min).max(today.plus(-90));
    (first.plus(-7).monday(), last.plus(14))
}
