//! What stands in a review pack, as text and lengths that are ready to be set: the same for the page and for Markdown.

use advice::{Flag, Severity};
use forecast::Accounts;
use forecast::words::{chances, day, number, percent, thousands};
use plan::{Item, ItemKind, ItemState, Plan};
use serde::Serialize;

use super::Pack;
use super::debts::{DebtLine, debts, debts_told};
use super::decided::{
    BaselineLine, DecisionLine, SignerLine, WaiverLine, baseline_line, decisions, signer_line, waivers,
};
use super::items::{ItemLine, StartedLine, UNESTIMATED, item_line, never_words, started_line};
use super::moved::{Moved, moved};
use super::scenarios::{ScenarioLine, measured, scenarios};
use super::status::{Status, status};
use super::timeline::{Timeline, timeline};
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
    /// What moved since the latest baseline, if there is one.
    pub moved: Option<Moved>,
    pub items: Vec<ItemLine>,
    pub started: Vec<StartedLine>,
    pub debts: Vec<DebtLine>,
    /// What the figures of the debts mean.
    pub debts_told: String,
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
        moved: moved(pack),
        items: plan.ranked().into_iter().map(|item| item_line(pack, item)).collect(),
        started: plan.ranked().into_iter().filter_map(|item| started_line(pack, item)).collect(),
        debts: debts(pack),
        debts_told: debts_told(day(forecast.horizon_end, today)),
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

fn promises(pack: &Pack<'_>) -> Vec<Promise> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let open = plan.ranked().into_iter().filter(|item| item.state != ItemState::Done);
    let (promised, others): (Vec<&Item>, Vec<&Item>) = open.partition(|item| item.commitment.is_some());
    let mut shown =
        if promised.is_empty() { others.into_iter().filter(|item| item.target.is_some()).collect() } else { promised };
    shown.sort_by_key(|item| item.due());
    let line = |item: &Item| {
        let said = forecast.items.get(&item.id)?;
        let is_estimated = plan.is_estimated(item);
        let on_time = said.outlook.as_planned.on_time.filter(|_| is_estimated);
        let confidence = item.commitment.as_ref().map_or(0.85, |commitment| commitment.confidence);
        Some(Promise {
            title: item.title.clone(),
            to: item.commitment.as_ref().map(|commitment| commitment.to.clone()).unwrap_or_default(),
            day: item.due().map(|due| day(due, today)).unwrap_or_default(),
            chance: on_time.map(percent).unwrap_or_default(),
            promised_at: if item.commitment.is_some() { percent(confidence) } else { String::new() },
            chances: if is_estimated { chances(&said.outlook.as_planned, today) } else { UNESTIMATED.to_owned() },
            status: status(on_time, confidence, said.outlook.as_planned.p50.is_none()),
            hidden_slip: if is_estimated { slip(said.outlook.hidden_slip.p85) } else { String::new() },
            debt_free: said.outlook.debt_free.on_time.filter(|_| is_estimated).map(percent).unwrap_or_default(),
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
    let new_work = percent(accounts.new_work / gross);
    // Out of the same time as the window and the flags say it.
    let time = gross - accounts.other;
    let interest = if time > 0.0 { percent(accounts.interest() / time) } else { percent(0.0) };
    format!("{} pd · {new_work} new work · debt takes {interest} of what meetings and the rest leave", number(gross))
}
