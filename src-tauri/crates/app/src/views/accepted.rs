//! What was accepted: flags by waivers and debts that are kept on purpose, with who, why and until when.

use advice::RuleId;
use forecast::words;
use plan::{Day, Debt, DebtState, EntityId, Waiver};
use serde::{Deserialize, Serialize};

use super::Seen;

/// Something that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AcceptedView {
    /// The waiver, or the debt.
    pub entity: EntityId,
    /// What was accepted: the title of the rule, or of the debt.
    pub what: String,
    /// What it is about: the sentence of the flag; empty for a debt, and where the flag has gone.
    pub about: String,
    /// The reason given; empty if none was.
    pub reason: String,
    /// Name and role; empty if not known.
    pub by: String,
    /// "until 30 Jun", "ran out 3 days ago".
    pub until: String,
    /// Whether its day is over.
    pub expired: bool,
}

/// All that was accepted: what has run out first, then what runs out next.
pub fn accepted(seen: &Seen<'_>) -> Vec<AcceptedView> {
    let debts = seen.plan().debts.values().filter(|debt| debt.alive && debt.state == DebtState::Accepted);
    let waivers = seen.plan().waivers.values().filter(|waiver| waiver.alive);
    let debts = debts.map(|debt| (debt.accepted_until, of_debt(seen, debt)));
    let mut all: Vec<_> = waivers.map(|waiver| (waiver.until, of_waiver(seen, waiver))).chain(debts).collect();
    all.sort_by_key(|(until, accepted)| (until.is_none(), *until, accepted.entity));
    all.into_iter().map(|(_, accepted)| accepted).collect()
}

/// How many hold today.
pub fn accepted_count(seen: &Seen<'_>) -> u32 {
    let count = accepted(seen).iter().filter(|accepted| !accepted.expired).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn of_waiver(seen: &Seen<'_>, waiver: &Waiver) -> AcceptedView {
    let flag = seen.flags().iter().find(|flag| flag.rule.word() == waiver.rule && flag.subject_key == waiver.subject);
    AcceptedView {
        entity: waiver.id.into(),
        what: RuleId::from_word(&waiver.rule).map_or_else(|| waiver.rule.clone(), |rule| rule.title().to_owned()),
        about: flag.map_or_else(String::new, |flag| flag.sentence.clone()),
        reason: waiver.reason.clone(),
        by: waiver.by.clone(),
        until: until(seen, waiver.until),
        expired: is_over(seen, waiver.until),
    }
}

fn of_debt(seen: &Seen<'_>, debt: &Debt) -> AcceptedView {
    AcceptedView {
        entity: debt.id.into(),
        what: debt.title.clone(),
        about: String::new(),
        reason: debt.reason.clone(),
        by: debt.by.clone(),
        until: until(seen, debt.accepted_until),
        expired: is_over(seen, debt.accepted_until),
    }
}

fn until(seen: &Seen<'_>, until: Option<Day>) -> String {
    match until {
        None => "without a date".to_owned(),
        Some(day) if day < seen.today => format!("ran out {} ago", words::days(seen.today.since(day))),
        Some(day) => format!("until {}", words::day(day, seen.today)),
    }
}

fn is_over(seen: &Seen<'_>, until: Option<Day>) -> bool {
    until.is_some_and(|until| until < seen.today)
}
