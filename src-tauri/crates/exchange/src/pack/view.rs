//! What stands in a review pack, as text and lengths that are ready to be set: the same for the page and for Markdown.

use std::collections::BTreeMap;

use advice::{Flag, RuleId, Severity};
use forecast::{Accounts, ItemForecast};
use plan::{
    Baseline, Day, DebtState, DecisionRecord, DecisionState, EntityId, Health, Item, ItemKind, ItemState, Kind, Plan,
    Role, Waiver,
};
use serde::Serialize;
use uuid::Uuid;

use super::Pack;
use super::scenarios::{ScenarioLine, measured, scenarios};
use super::timeline::{Timeline, timeline};
use crate::signed::Signer;
use forecast::words::{chances, day, never, number, percent, range, when};

use super::words::{long_day, slip};

/// Everything the pack says.
#[derive(Serialize)]
pub(crate) struct View {
    pub title: String,
    pub exported_on: String,
    pub trials: String,
    pub seed: u32,
    pub horizon_end: String,
    /// The answer in one sentence.
    pub answer: String,
    /// When everything is done, with its chances.
    pub whole: String,
    /// What the debt adds to the whole, and what the planned paydowns win back.
    pub whole_slip: String,
    pub promises: Vec<Promise>,
    pub flags: Vec<FlagLine>,
    /// Flags that stand beyond those listed on the first page.
    pub n_more_flags: usize,
    pub capacity: Vec<Share>,
    pub capacity_words: String,
    pub teams: Vec<TeamLine>,
    pub timeline: Timeline,
    pub items: Vec<ItemLine>,
    pub started: Vec<StartedLine>,
    pub debts: Vec<DebtLine>,
    pub waivers: Vec<WaiverLine>,
    pub decisions: Vec<DecisionLine>,
    pub baselines: Vec<BaselineLine>,
    pub scenarios: Vec<ScenarioLine>,
    pub scenarios_measured: String,
    pub findings: Vec<String>,
    /// Who signed the changes that the plan is made of.
    pub signers: Vec<SignerLine>,
    /// "3 changes of people who may not make them are kept aside and are not part of it"; empty if there is none.
    pub kept_aside: String,
    /// Names exactly these changes, in hexadecimal.
    pub digest: String,
}

/// A commitment; or, where there is none at all, a target.
#[derive(Serialize)]
pub(crate) struct Promise {
    pub title: String,
    pub to: String,
    pub day: String,
    pub chance: String,
    pub promised_at: String,
    pub chances: String,
    pub status: Status,
    pub hidden_slip: String,
    pub debt_free: String,
    pub never: String,
}

/// How something stands: a glyph and a word, never colour alone.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Status {
    pub class: &'static str,
    pub glyph: &'static str,
    pub word: &'static str,
}

#[derive(Serialize)]
pub(crate) struct FlagLine {
    pub severity: &'static str,
    pub glyph: &'static str,
    pub title: &'static str,
    pub sentence: String,
    pub numbers: String,
    pub threshold: String,
    pub remedy: String,
}

/// One account of capacity.
#[derive(Serialize)]
pub(crate) struct Share {
    pub word: &'static str,
    pub class: &'static str,
    pub percent: f64,
    pub percent_text: String,
    pub days: String,
}

#[derive(Serialize)]
pub(crate) struct TeamLine {
    pub title: String,
    pub shares: Vec<Share>,
    pub words: String,
}

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

#[derive(Serialize)]
pub(crate) struct DebtLine {
    pub title: String,
    pub category: String,
    pub components: String,
    pub state: String,
    pub principal: String,
    pub per_week: String,
    pub to_horizon: String,
    pub break_even: String,
    pub roi: String,
    pub paid_off: String,
}

#[derive(Serialize)]
pub(crate) struct WaiverLine {
    pub what: String,
    pub about: String,
    pub reason: String,
    pub by: String,
    pub until: String,
    pub expired: bool,
}

#[derive(Serialize)]
pub(crate) struct DecisionLine {
    pub title: String,
    pub decided: String,
    pub state: String,
    pub chosen: String,
    pub refused: String,
    pub who: String,
    /// "shapes Refunds; retires Shared schema".
    pub touches: String,
    /// "Refunds 85% by 12 Mar".
    pub forecast: String,
}

#[derive(Serialize)]
pub(crate) struct BaselineLine {
    pub name: String,
    pub made: String,
    /// "Mia Keller as PM on 12 Mar", "not signed by the EM".
    pub signed: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct SignerLine {
    pub name: String,
    pub role: String,
    pub key: String,
    pub changes: String,
    /// "2026-11-02 to 2026-11-23".
    pub days: String,
}

/// How many flags stand on the first page.
const TOP_FLAGS: usize = 5;

/// Works out what the pack says.
pub(crate) fn view(pack: &Pack<'_>) -> View {
    let Pack { plan, forecast, flags, findings, signed, exported_on: today, .. } = *pack;
    let promises = promises(pack);
    let standing: Vec<&Flag> = flags.iter().filter(|flag| flag.stands()).collect();
    let mut total = Accounts::default();
    for team in forecast.teams.values() {
        total += &team.total;
    }
    let mut teams: Vec<_> = plan.teams.values().filter(|team| team.alive).collect();
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    let teams = teams.into_iter().filter_map(|team| {
        let total = forecast.teams.get(&team.id)?.total;
        Some(TeamLine { title: team.title.clone(), shares: shares(&total), words: load(&total) })
    });
    let whole = &forecast.plan;
    View {
        title: if plan.settings.title.is_empty() { "Plan".to_owned() } else { plan.settings.title.clone() },
        exported_on: long_day(today),
        trials: thousands(forecast.assumptions.trials),
        seed: forecast.assumptions.seed,
        horizon_end: day(forecast.horizon_end, today),
        answer: answer(&promises, plan),
        whole: chances(&whole.as_planned, today),
        whole_slip: whole_slip(pack),
        n_more_flags: standing.len().saturating_sub(TOP_FLAGS),
        flags: standing.into_iter().map(flag_line).collect(),
        capacity: shares(&total),
        capacity_words: load(&total),
        teams: teams.collect(),
        timeline: timeline(pack),
        items: plan.ranked().into_iter().map(|item| item_line(pack, item)).collect(),
        started: plan.ranked().into_iter().filter_map(|item| started_line(pack, item)).collect(),
        debts: debts(pack),
        waivers: waivers(pack),
        decisions: decisions(pack),
        scenarios: scenarios(pack),
        scenarios_measured: measured(pack),
        baselines: plan.baselines_in_order().iter().rev().map(|baseline| baseline_line(baseline, today)).collect(),
        findings: findings.iter().map(|finding| finding.sentence.clone()).collect(),
        signers: signed.signers.iter().map(signer_line).collect(),
        kept_aside: match signed.kept_aside {
            0 => String::new(),
            1 => "1 change of somebody who may not make it is kept aside, and is not part of it.".to_owned(),
            n => format!("{n} changes of people who may not make them are kept aside, and are not part of it."),
        },
        digest: signed.digest.clone(),
        promises,
    }
}

/// How a promise stands, given its chance and the confidence it was made at.
pub(crate) fn status(on_time: Option<f64>, confidence: f64, is_never: bool) -> Status {
    match on_time {
        _ if is_never => Status { class: "blocked", glyph: "■", word: "Blocked" },
        Some(chance) if chance < 0.5 => Status { class: "risk", glyph: "▲", word: "At risk" },
        Some(chance) if chance < confidence => Status { class: "watch", glyph: "◐", word: "Watch" },
        Some(_) => Status { class: "track", glyph: "●", word: "On track" },
        None => Status { class: "none", glyph: "", word: "" },
    }
}

fn promises(pack: &Pack<'_>) -> Vec<Promise> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let open = plan.ranked().into_iter().filter(|item| item.state != ItemState::Done);
    let (promised, others): (Vec<&Item>, Vec<&Item>) = open.partition(|item| item.commitment.is_some());
    let mut shown =
        if promised.is_empty() { others.into_iter().filter(|item| item.target.is_some()).collect() } else { promised };
    shown.sort_by_key(|item| item.due());
    let line = |item: &Item| {
        let said = forecast.items.get(&item.id)?;
        let on_time = said.outlook.as_planned.on_time;
        let confidence = item.commitment.as_ref().map_or(0.85, |commitment| commitment.confidence);
        Some(Promise {
            title: item.title.clone(),
            to: item.commitment.as_ref().map(|commitment| commitment.to.clone()).unwrap_or_default(),
            day: item.due().map(|due| day(due, today)).unwrap_or_default(),
            chance: on_time.map(percent).unwrap_or_default(),
            promised_at: if item.commitment.is_some() { percent(confidence) } else { String::new() },
            chances: chances(&said.outlook.as_planned, today),
            status: status(on_time, confidence, said.outlook.as_planned.p50.is_none()),
            hidden_slip: slip(said.outlook.hidden_slip.p85),
            debt_free: said.outlook.debt_free.on_time.map(percent).unwrap_or_default(),
            never: never_words(plan, said),
        })
    };
    shown.into_iter().filter_map(line).collect()
}

fn answer(promises: &[Promise], plan: &Plan) -> String {
    let promised =
        plan.items.values().any(|item| item.alive && item.commitment.is_some() && item.state != ItemState::Done);
    let (one, many) = if promised { ("promise", "promises") } else { ("target", "targets") };
    let n = promises.len();
    let n_on_track = promises.iter().filter(|promise| promise.status.class == "track").count();
    match (n, n_on_track) {
        (0, _) => "Nothing is promised and no target is set".to_owned(),
        (1, 1) => format!("The one {one} is on track"),
        (1, _) => format!("The one {one} is not on track"),
        (2, 2) => format!("Both {many} are on track"),
        (n, on_track) if n == on_track => format!("All {n} {many} are on track"),
        (n, 0) => format!("None of {n} {many} is on track"),
        (n, 1) => format!("1 of {n} {many} is on track"),
        (n, on_track) => format!("{on_track} of {n} {many} are on track"),
    }
}

fn whole_slip(pack: &Pack<'_>) -> String {
    let whole = &pack.forecast.plan;
    let (hidden, gain) = (slip(whole.hidden_slip.p85), slip(whole.paydown_gain.p85));
    let hidden = match hidden.as_str() {
        "" => return "Something in it never finishes; the table of all items says why.".to_owned(),
        "none" => "The debt does not move the end of the plan.".to_owned(),
        hidden => format!("At 85%, the debt makes the whole plan {hidden} than it would be without any."),
    };
    let gain = match gain.as_str() {
        "" | "none" => "The planned paydowns win nothing back by then.".to_owned(),
        gain if gain.ends_with("earlier") => {
            format!("The planned paydowns cost {} by then.", gain.trim_end_matches(" earlier"))
        }
        gain => format!("The planned paydowns already win back {}.", gain.trim_end_matches(" later")),
    };
    let pays = pack
        .plan
        .items
        .values()
        .any(|item| item.alive && item.kind == ItemKind::Paydown && item.state != ItemState::Done);
    if pays { format!("{hidden} {gain}") } else { format!("{hidden} No paydown is planned.") }
}

fn flag_line(flag: &Flag) -> FlagLine {
    let numbers: Vec<String> = flag.numbers.iter().map(|figure| format!("{}: {}", figure.label, figure.text)).collect();
    FlagLine {
        severity: flag.severity.word(),
        glyph: match flag.severity {
            Severity::Critical => "▲",
            Severity::Warning => "◐",
            Severity::Note => "○",
        },
        title: flag.rule.title(),
        sentence: flag.sentence.clone(),
        numbers: numbers.join(" · "),
        threshold: [flag.threshold.text.as_str(), flag.threshold.source.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("; "),
        remedy: flag.remedies.first().map(|remedy| remedy.label.clone()).unwrap_or_default(),
    }
}

/// The accounts in the order of every strip, those without a share left out.
fn shares(accounts: &Accounts) -> Vec<Share> {
    let gross = accounts.gross();
    let all = [
        ("new work", "new", accounts.new_work),
        ("paydown", "paydown", accounts.paydown),
        ("drag", "drag", accounts.drag),
        ("toil", "toil", accounts.toil),
        ("incidents", "incidents", accounts.incidents),
        ("support", "support", accounts.support),
        ("reserve", "reserve", accounts.reserve),
        ("meetings and the rest", "other", accounts.other),
        ("idle", "idle", accounts.idle),
    ];
    let shown = all.into_iter().filter(|(_, _, days)| gross > 0.0 && *days / gross >= 0.0005);
    shown
        .map(|(word, class, days)| {
            let share = days / gross * 100.0;
            Share {
                word,
                class,
                percent: share,
                percent_text: percent(days / gross),
                days: format!("{} pd", number(days)),
            }
        })
        .collect()
}

fn load(accounts: &Accounts) -> String {
    let gross = accounts.gross();
    if gross <= 0.0 {
        return "nobody there".to_owned();
    }
    let interest = percent(accounts.interest() / gross);
    let new_work = percent(accounts.new_work / gross);
    format!("{} pd · {new_work} new work · {interest} interest on debt", number(gross))
}

fn item_line(pack: &Pack<'_>, item: &Item) -> ItemLine {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let said = forecast.items.get(&item.id);
    let finish = said.map(|said| &said.outlook.as_planned);
    let date = |pick: fn(&forecast::Finish) -> forecast::When| {
        finish.map(|finish| when(pick(finish), today)).unwrap_or_default()
    };
    let debt = |id: &plan::DebtId| plan.title((*id).into()).unwrap_or("?").to_owned();
    let slowed_by = said.into_iter().flat_map(|said| &said.slowed_by).filter(|slowing| slowing.drag >= 0.05).take(3);
    let is_done = item.state == ItemState::Done;
    ItemLine {
        title: item.title.clone(),
        is_part: item.parent.is_some(),
        kind: item.kind.word(),
        team: item.team.and_then(|team| plan.title(team.into())).unwrap_or_default().to_owned(),
        state: item.state.word(),
        estimate: item.estimate.map(range).unwrap_or_default(),
        due: item.due().map(|due| day(due, today)).unwrap_or_default(),
        on_time: finish.filter(|_| !is_done).and_then(|finish| finish.on_time).map(percent).unwrap_or_default(),
        p50: if is_done {
            item.done_on.map(|done| day(done, today)).unwrap_or_default()
        } else {
            date(|finish| finish.p50)
        },
        p85: if is_done { String::new() } else { date(|finish| finish.p85) },
        p95: if is_done { String::new() } else { date(|finish| finish.p95) },
        // Without debt there is nothing to pay off: a paydown has no other world to be compared with.
        hidden_slip: said
            .filter(|_| !is_done && item.kind != ItemKind::Paydown)
            .map(|said| slip(said.outlook.hidden_slip.p85))
            .unwrap_or_default(),
        slowed_by: slowed_by
            .map(|slowing| format!("“{}” {} pd", debt(&slowing.debt), number(slowing.drag)))
            .collect::<Vec<_>>()
            .join(", "),
        never: said.map(|said| never_words(plan, said)).unwrap_or_default(),
    }
}

fn never_words(plan: &Plan, said: &ItemForecast) -> String {
    said.never.as_ref().map(|reason| never(plan, reason)).unwrap_or_default()
}

fn started_line(pack: &Pack<'_>, item: &Item) -> Option<StartedLine> {
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
    let finish = pack.forecast.items.get(&item.id).map(|said| chances(&said.outlook.as_planned, pack.exported_on));
    Some(StartedLine { title: item.title.clone(), chances: finish.unwrap_or_default(), brief: said })
}

/// The debts that still cost, the dearest first.
fn debts(pack: &Pack<'_>) -> Vec<DebtLine> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let mut debts: Vec<_> = plan.debts.values().filter(|debt| debt.alive && debt.state != DebtState::Paid).collect();
    let price = |debt: &plan::Debt| forecast.debts.get(&debt.id).map_or(0.0, |said| said.to_horizon);
    debts.sort_by(|a, b| price(b).total_cmp(&price(a)).then(a.id.cmp(&b.id)));
    let line = |debt: &plan::Debt| {
        let said = forecast.debts.get(&debt.id);
        let components = debt.components.iter().map(|id| plan.title((*id).into()).unwrap_or("?").to_owned());
        let state = match (debt.state, debt.accepted_until) {
            (DebtState::Accepted, Some(until)) => format!("accepted until {}", day(until, today)),
            (state, _) => state.word().to_owned(),
        };
        DebtLine {
            title: debt.title.clone(),
            category: debt.category.clone(),
            components: components.collect::<Vec<_>>().join(", "),
            state,
            principal: debt.principal.map(range).unwrap_or_default(),
            per_week: said.map(|said| number(said.per_week)).unwrap_or_default(),
            to_horizon: said.map(|said| number(said.to_horizon)).unwrap_or_default(),
            break_even: said.map(|said| when(said.break_even, today)).unwrap_or_default(),
            roi: said.and_then(|said| said.roi_horizon).map(signed).unwrap_or_default(),
            paid_off: said
                .and_then(|said| said.paid_off.as_ref())
                .map(|paid| paid.p85.map_or("85% never".to_owned(), |paid| format!("85% by {}", day(paid, today))))
                .unwrap_or_default(),
        }
    };
    debts.into_iter().map(line).collect()
}

/// What was accepted: flags, then the debts that are kept on purpose.
fn waivers(pack: &Pack<'_>) -> Vec<WaiverLine> {
    let Pack { plan, exported_on: today, .. } = *pack;
    let flags = plan.waivers.values().filter(|waiver| waiver.alive).map(|waiver| waiver_line(pack, waiver));
    let kept = plan.debts.values().filter(|debt| debt.alive && debt.state == DebtState::Accepted);
    let debts = kept.map(|debt| WaiverLine {
        what: "Debt kept on purpose".to_owned(),
        about: debt.title.clone(),
        reason: debt.reason.clone(),
        by: debt.by.clone(),
        until: debt.accepted_until.map(|until| day(until, today)).unwrap_or_default(),
        expired: debt.accepted_until.is_some_and(|until| until < today),
    });
    flags.chain(debts).collect()
}

/// The log of decisions, the latest first.
fn decisions(pack: &Pack<'_>) -> Vec<DecisionLine> {
    let Pack { plan, exported_on: today, .. } = *pack;
    let titles = |ids: Vec<EntityId>| -> String {
        ids.into_iter().filter_map(|id| plan.title(id)).collect::<Vec<_>>().join(", ")
    };
    let line = |decision: &DecisionRecord| {
        let by = plan.superseded_by(decision.id).filter(|_| decision.state == DecisionState::Accepted);
        let touches = [
            ("shapes", titles(decision.shapes.iter().map(|id| (*id).into()).collect())),
            ("creates", titles(decision.creates.iter().map(|id| (*id).into()).collect())),
            ("retires", titles(decision.retires.iter().map(|id| (*id).into()).collect())),
        ];
        let touches = touches.into_iter().filter(|(_, titles)| !titles.is_empty());
        let kept = decision.dates.iter().filter_map(|(item, dates)| {
            Some(format!("{} 85% by {}", plan.title((*item).into())?, day(dates.p85?, today)))
        });
        let who = [decision.accountable.as_str(), decision.delegated_to.as_str()];
        DecisionLine {
            title: decision.title.clone(),
            decided: decision.decided_on.map(|decided| day(decided, today)).unwrap_or_default(),
            state: by.map_or_else(|| decision.state.word().to_owned(), |by| format!("superseded by {}", by.title)),
            chosen: decision.chosen.clone(),
            refused: decision.refused_options().join(", "),
            who: who.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", carried out by "),
            touches: touches.map(|(word, titles)| format!("{word} {titles}")).collect::<Vec<_>>().join("; "),
            forecast: kept.collect::<Vec<_>>().join(", "),
        }
    };
    plan.decisions_in_order().into_iter().map(line).collect()
}

fn waiver_line(pack: &Pack<'_>, waiver: &Waiver) -> WaiverLine {
    let flag = pack.flags.iter().find(|flag| flag.rule.word() == waiver.rule && flag.subject_key == waiver.subject);
    let expired = waiver.until.is_some_and(|until: Day| until < pack.exported_on);
    WaiverLine {
        what: RuleId::from_word(&waiver.rule).map_or(waiver.rule.clone(), |rule| rule.title().to_owned()),
        about: flag.map_or_else(|| about(pack.plan, &waiver.subject), |flag| flag.sentence.clone()),
        reason: waiver.reason.clone(),
        by: waiver.by.clone(),
        until: waiver.until.map(|until| day(until, pack.exported_on)).unwrap_or_default(),
        expired,
    }
}

fn baseline_line(baseline: &Baseline, today: Day) -> BaselineLine {
    let mut signed = Vec::new();
    for role in [Role::Pm, Role::Em] {
        let known = signed.len();
        let by_role = baseline.signatures.iter().filter(|(_, signature)| signature.role == Some(role));
        signed.extend(by_role.map(|(key, signature)| {
            let on = signature.on.map_or_else(String::new, |on| format!(" on {}", day(on, today)));
            let key = key.get(..8).unwrap_or(key);
            format!("{} as {}{on}, key {key}", signature.by, role.word())
        }));
        if signed.len() == known {
            signed.push(format!("not signed by the {}", role.word()));
        }
    }
    let made = baseline.made_on.map(|made| day(made, today)).unwrap_or_default();
    BaselineLine { name: baseline.title.clone(), made, signed }
}

fn signer_line(signer: &Signer) -> SignerLine {
    let role = signer.role.map_or("", Role::word);
    let role = [role, signer.standing.as_str()].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
    SignerLine {
        name: signer.name.clone(),
        role: role.join(", "),
        key: signer.short().to_owned(),
        changes: signer.changes.to_string(),
        days: match signer.first == signer.last {
            true => signer.first.clone(),
            false => format!("{} to {}", signer.first, signer.last),
        },
    }
}

/// The titles behind a flag's subjects, written `item:…,debt:…`.
fn about(plan: &Plan, subject: &str) -> String {
    let kinds: BTreeMap<&str, Kind> = Kind::ALL.into_iter().map(|kind| (kind.word(), kind)).collect();
    let title = |part: &str| {
        let (kind, id) = part.split_once(':')?;
        let entity = EntityId { kind: *kinds.get(kind)?, id: Uuid::try_parse(id).ok()? };
        plan.title(entity).map(str::to_owned)
    };
    subject.split(',').map(|part| title(part).unwrap_or_else(|| part.to_owned())).collect::<Vec<_>>().join(", ")
}

/// "+49%", "−20%", with a real minus sign.
fn signed(share: f64) -> String {
    let percent = (share * 100.0).round();
    if percent < 0.0 { format!("−{}%", -percent) } else { format!("+{percent}%") }
}

/// "10 000".
fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let split = digits.len().saturating_sub(3);
    if split == 0 { digits } else { format!("{}\u{202f}{}", &digits[..split], &digits[split..]) }
}
