//! A line for each item, and the brief of what is under way.

use forecast::ItemForecast;
use forecast::words::{chances, day, never, number, percent, range, when};
use plan::{Health, Item, ItemKind, ItemState, Plan};
use serde::Serialize;

use super::Pack;
use super::words::slip;

/// Said in place of dates, which would be those of no work at all.
pub(super) const UNESTIMATED: &str = "not estimated yet";

#[derive(Serialize)]
pub(crate) struct ItemLine {
    pub title: String,
    pub is_part: bool,
    pub kind: &'static str,
    pub team: String,
    pub state: &'static str,
    pub estimate: String,
    pub due: String,
    pub on_time: String,
    pub p50: String,
    pub p85: String,
    pub p95: String,
    pub hidden_slip: String,
    pub slowed_by: String,
    pub never: String,
}

#[derive(Serialize)]
pub(crate) struct StartedLine {
    pub title: String,
    pub chances: String,
    pub brief: Vec<(&'static str, String)>,
}

pub(super) fn item_line(pack: &Pack<'_>, item: &Item) -> ItemLine {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let said = forecast.items.get(&item.id);
    let finish = said.map(|said| &said.outlook.as_planned);
    let date = |pick: fn(&forecast::Finish) -> forecast::When| {
        finish.map(|finish| when(pick(finish), today)).unwrap_or_default()
    };
    let debt = |id: &plan::DebtId| plan.title((*id).into()).unwrap_or("?").to_owned();
    let slowed_by = said.into_iter().flat_map(|said| &said.slowed_by).filter(|slowing| slowing.drag >= 0.05).take(3);
    let is_done = item.state == ItemState::Done;
    let is_dated = !is_done && plan.is_estimated(item);
    ItemLine {
        title: item.title.clone(),
        is_part: item.parent.is_some(),
        kind: item.kind.word(),
        team: item.team.and_then(|team| plan.title(team.into())).unwrap_or_default().to_owned(),
        state: item.state.word(),
        estimate: item.estimate.map(range).unwrap_or_default(),
        due: item.due().map(|due| day(due, today)).unwrap_or_default(),
        on_time: finish.filter(|_| is_dated).and_then(|finish| finish.on_time).map(percent).unwrap_or_default(),
        p50: if is_done {
            item.done_on.map(|done| day(done, today)).unwrap_or_default()
        } else if is_dated {
            date(|finish| finish.p50)
        } else {
            UNESTIMATED.to_owned()
        },
        p85: if is_dated { date(|finish| finish.p85) } else { String::new() },
        p95: if is_dated { date(|finish| finish.p95) } else { String::new() },
        // Without debt there is nothing to pay off: a paydown has no other world to be compared with.
        hidden_slip: said
            .filter(|_| is_dated && item.kind != ItemKind::Paydown)
            .map(|said| slip(said.outlook.hidden_slip.p85))
            .unwrap_or_default(),
        slowed_by: slowed_by
            .map(|slowing| format!("“{}” {} pd", debt(&slowing.debt), number(slowing.drag)))
            .collect::<Vec<_>>()
            .join(", "),
        never: said.map(|said| never_words(plan, said)).unwrap_or_default(),
    }
}

/// Why an item is never finished; nothing of one that is.
pub(super) fn never_words(plan: &Plan, said: &ItemForecast) -> String {
    said.never.as_ref().map(|reason| never(plan, reason)).unwrap_or_default()
}

pub(super) fn started_line(pack: &Pack<'_>, item: &Item) -> Option<StartedLine> {
    if item.state != ItemState::Started {
        return None;
    }
    let brief = &item.brief;
    let next = brief.next_update.map(|next| {
        let late = if next < pack.exported_on { ", overdue" } else { "" };
        format!("{}{late}", day(next, pack.exported_on))
    });
    let health = brief.health.map(|health| {
        let glyph = match health {
            Health::OnTrack => "●",
            Health::Watch => "◐",
            Health::AtRisk => "▲",
            Health::Blocked => "■",
        };
        format!("{glyph} {}", health.word())
    });
    let open = pack
        .plan
        .questions
        .values()
        .filter(|question| question.alive && question.item == Some(item.id) && question.is_open());
    let mut open: Vec<_> = open.map(|question| (question.asked_on, question)).collect();
    open.sort_by_key(|(on, question)| (*on, question.id));
    let open = open.into_iter().map(|(on, question)| {
        let on = on.map(|on| day(on, pack.exported_on)).unwrap_or_default();
        let asked = [question.by.as_str(), &on].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        if asked.is_empty() { question.title.clone() } else { format!("{} ({})", question.title, asked.join(", ")) }
    });
    let open = open.collect::<Vec<_>>().join("; ");
    let texts = [
        ("Outcome", brief.outcome.clone()),
        ("Measure", brief.measure.clone()),
        ("Diagnosis", brief.diagnosis.clone()),
        ("Action plan", brief.action_plan.clone()),
        ("Health", health.unwrap_or_default()),
        ("Latest update", brief.update.clone()),
        ("Next update", next.unwrap_or_default()),
    ];
    let said = |text: String| if text.trim().is_empty() { "not written".to_owned() } else { text };
    let mut said: Vec<_> = texts.into_iter().map(|(word, text)| (word, said(text))).collect();
    said.push(("Open questions", if open.is_empty() { "none".to_owned() } else { open }));
    let chances = match pack.forecast.items.get(&item.id) {
        Some(_) if !pack.plan.is_estimated(item) => UNESTIMATED.to_owned(),
        Some(said) => chances(&said.outlook.as_planned, pack.exported_on),
        None => String::new(),
    };
    Some(StartedLine { title: item.title.clone(), chances, brief: said })
}
