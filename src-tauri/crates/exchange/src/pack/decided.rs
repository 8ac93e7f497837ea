//! What was decided and by whom: waivers, decisions, baselines, and who signed.

use std::collections::BTreeMap;

use advice::RuleId;
use forecast::words::day;
use plan::{Baseline, Day, DebtState, DecisionRecord, DecisionState, EntityId, Kind, Plan, Role, Waiver};
use serde::Serialize;
use uuid::Uuid;

use super::Pack;
use crate::signed::Signer;

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

/// What was accepted: flags, then the debts that are kept on purpose.
pub(super) fn waivers(pack: &Pack<'_>) -> Vec<WaiverLine> {
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

/// The log of decisions, the latest first.
pub(super) fn decisions(pack: &Pack<'_>) -> Vec<DecisionLine> {
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

pub(super) fn baseline_line(baseline: &Baseline, today: Day) -> BaselineLine {
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

pub(super) fn signer_line(signer: &Signer) -> SignerLine {
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
