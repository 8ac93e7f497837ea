//! debt-blind-commitment: a promise that would be kept without the debt, and is not likely enough to be kept with it.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | debt-free P(on time) ≥ confidence, as planned below it | 0.85 | the confidence of the promise | critical |

use plan::{Commitment, Item};

use super::Raised;
use crate::case::Case;
use crate::flag::{Figure, Flag, Remedy, RuleId, Severity, Threshold};
use crate::remedy::{Bill, add_person, bills, defer_for, limit_for, once_each, pay_first, promise_later, why_pay};
use crate::text::{day, effort, figure, list, percent, slip};

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.promised().filter_map(|item| raise(case, item)).collect()
}

/// The chances of a promise: without debt, and as planned.
pub(super) struct Chances {
    pub debt_free: f64,
    pub as_planned: f64,
}

impl Chances {
    pub fn of(case: &Case<'_>, item: &Item) -> Option<Chances> {
        let outlook = &case.outlook(item.id)?.outlook;
        Some(Chances { debt_free: outlook.debt_free.on_time?, as_planned: outlook.as_planned.on_time? })
    }

    /// Whether the promise holds without the debt, and not with it.
    pub fn are_debt_blind(&self, promise: &Commitment) -> bool {
        self.debt_free >= promise.confidence && self.as_planned < promise.confidence
    }
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let promise = item.commitment.as_ref()?;
    let chances = Chances::of(case, item)?;
    if !chances.are_debt_blind(promise) {
        return None;
    }
    let slips = case.outlook(item.id)?.outlook.hidden_slip;
    let bills = bills(case, item.id);
    let dearest = bills.first().map_or(0.0, |bill| bill.costs);
    let guilty: Vec<String> =
        bills.iter().filter(|bill| bill.costs >= dearest / 3.0).take(2).map(|bill| case.title(bill.debt)).collect();
    let cost = match slips.p85.days() {
        Some(days) if days > 0 && !guilty.is_empty() => {
            format!(": debt makes it {} later at 85%, first of all {}", slip(slips.p85), list(&guilty))
        }
        Some(_) | None => String::new(),
    };
    let flag = Flag {
        rule: RuleId::DebtBlindCommitment,
        severity: Severity::Critical,
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!(
            "{}; without debt the chance is {}, as planned {}{cost}",
            promised(case, item, promise),
            percent(chances.debt_free),
            percent(chances.as_planned),
        ),
        numbers: numbers(case, item, promise, &chances, &bills),
        threshold: confidence(promise),
        clears_when: format!("the chance as planned is {} or more", percent(promise.confidence)),
        remedies: ways_out(case, RuleId::DebtBlindCommitment, item, &bills),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: promise.confidence - chances.as_planned })
}

/// "Checkout is promised to the Board for 31 Mar at 85%".
pub(super) fn promised(case: &Case<'_>, item: &Item, promise: &Commitment) -> String {
    let to = promise.to.trim();
    let to = if to.is_empty() { String::new() } else { format!(" to {to}") };
    let day = day(promise.day, case.today());
    format!("{} is promised{to} for {day} at {}", case.title(item.id), percent(promise.confidence))
}

/// Every number behind a promise.
pub(super) fn numbers(
    case: &Case<'_>,
    item: &Item,
    promise: &Commitment,
    chances: &Chances,
    bills: &[Bill],
) -> Vec<Figure> {
    let mut numbers = vec![
        figure("Promised at", percent(promise.confidence), promise.confidence),
        figure("Chance as planned", percent(chances.as_planned), chances.as_planned),
        figure("Chance without debt", percent(chances.debt_free), chances.debt_free),
    ];
    let slips = case.outlook(item.id).map(|item| item.outlook.hidden_slip);
    for (label, side) in
        [("Hidden slip at 50%", slips.map(|slips| slips.p50)), ("Hidden slip at 85%", slips.map(|slips| slips.p85))]
    {
        if let Some((side, days)) = side.and_then(|side| Some((side, side.days()?))) {
            numbers.push(figure(label, slip(side), f64::from(days)));
        }
    }
    for bill in bills.iter().take(3) {
        let label = format!("Cost of {} before the finish", case.title(bill.debt));
        numbers.push(figure(label, effort(bill.costs), bill.costs));
    }
    numbers
}

/// The limit of a promise: the confidence it was made at.
pub(super) fn confidence(promise: &Commitment) -> Threshold {
    Threshold {
        name: String::new(),
        value: promise.confidence,
        text: format!("less than {}", percent(promise.confidence)),
        source: "the confidence it was promised at".into(),
        is_default: promise.confidence == 0.85,
    }
}

/// The ways to keep a promise, or to make one that can be kept.
pub(super) fn ways_out(case: &Case<'_>, rule: RuleId, item: &Item, bills: &[Bill]) -> Vec<Remedy> {
    let name = format!("{}/{}", rule.word(), item.id);
    let mut worth: Vec<_> = bills.iter().filter(|bill| bill.net() > 0.0).collect();
    worth.sort_by(|a, b| b.net().total_cmp(&a.net()).then(a.debt.cmp(&b.debt)));
    let mut remedies = Vec::new();
    if worth.len() > 1 {
        let both: Vec<_> = worth.iter().take(2).map(|bill| **bill).collect();
        let debts: Vec<_> = both.iter().map(|bill| bill.debt).collect();
        remedies.extend(pay_first(case, &name, &debts, why_pay(case, &both, item.id)));
    }
    for bill in worth.iter().take(2) {
        remedies.extend(pay_first(case, &name, &[bill.debt], why_pay(case, &[**bill], item.id)));
    }
    remedies.extend(defer_for(case, item.id));
    remedies.extend(promise_later(case, item));
    let team = case.ahead_of(item.id).iter().rev().find_map(|work| work.team);
    let later =
        |day: plan::Day| case.outlook(item.id).and_then(|item| item.outlook.as_planned.p50).is_none_or(|end| end > day);
    if let Some(team) = team.filter(|_| later(case.today().plus(56))) {
        remedies.extend(add_person(case, &name, team, None));
    }
    remedies.extend(limit_for(case, item));
    once_each(remedies)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_when_only_the_debt_breaks_the_promise() {
        check(
            RuleId::DebtBlindCommitment,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.5
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 10 basis clean in ledger 1 commit 2026-12-18 to "the Board"
"#,
            expect![[r#"
                critical: “Checkout” is promised to the Board for 18 Dec at 85%; without debt the chance is 100%, as planned 0%: debt makes it 7 days later at 85%, first of all “Ledger schema”
                  → Pay down “Ledger schema” first
                  → Put “Login” off until after “Checkout”
                  → Promise “Checkout” for 25 Dec instead
            "#]],
        );
    }

    #[test]
    fn is_silent_when_the_promise_holds_with_the_debt() {
        check(
            RuleId::DebtBlindCommitment,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.5
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 10 basis clean in ledger 1 commit 2026-12-25 to "the Board"
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_silent_when_the_promise_breaks_without_the_debt_too() {
        check(
            RuleId::DebtBlindCommitment,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 2 drag 0.5
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 10 basis clean in ledger 1 commit 2026-12-17 to "the Board"
"#,
            expect![[""]],
        );
    }
}
