//! broken-order: the plan says two things about what comes first. An item stands in rank before what it depends on, is
//! wanted before it, or waits for itself in a circle that a merge brought in. One flag an item, one a circle.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | an item ranked before what it depends on | any | our convention | note |
//! | an item due before what it depends on | any | our convention | warning |
//! | a circle | any | our convention | critical |
//!
//! Rank alone is a note: the forecast obeys the dependency, only the list reads wrong.

use plan::{Field, Item, ItemId, ItemKind, Op, Slot, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::apply;
use crate::text::{day, figure, first};
use crate::threshold::any;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let circles = case.findings.iter().flat_map(|finding| finding.settle.iter().filter_map(|slot| circle(case, slot)));
    circles.chain(case.open().filter_map(|item| raise(case, item))).collect()
}

/// A circle, where this slot is the dependency that the plan is reckoned without.
fn circle(case: &Case<'_>, slot: &Slot) -> Option<Raised> {
    // A dependency that does not count although both its ends exist would close a circle.
    if slot.field != Field::After {
        return None;
    }
    let item = case.plan.items.get(&ItemId(slot.entity.id))?;
    let on = case.plan.items.get(&ItemId(slot.key.parse().ok()?))?;
    let (title, other) = (case.title(item.id), case.title(on.id));
    let subjects = vec![item.id.into(), on.id.into()];
    let flag = Flag {
        rule: RuleId::BrokenOrder,
        severity: Severity::Critical,
        subject_key: plan::subject_key(&subjects),
        subjects,
        sentence: format!("{title} waits for itself by way of {other}; the dates are reckoned without that dependency"),
        numbers: vec![figure("Dependencies in a circle", "1", 1.0)],
        threshold: any("any item that waits for itself"),
        clears_when: format!("{title} no longer waits for {other}, or {other} no longer for {title}"),
        remedies: vec![apply(
            format!("Let {title} no longer wait for {other}"),
            "The plan is reckoned so already; of two edits that met, one has to go".into(),
            vec![Op::Set { slot: slot.clone(), value: Value::Nothing }],
        )],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: f64::MAX })
}

fn raise(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let on: Vec<&Item> = item.after.keys().filter_map(|on| case.open().find(|other| other.id == *on)).collect();
    // What others deliver has no place in our order, and a parent's place is that of its parts.
    let ranked = |other: &Item| other.kind != ItemKind::External && !case.is_parent(other.id);
    let ranked_late: Vec<&Item> = on
        .iter()
        .copied()
        .filter(|other| ranked(other) && ranked(item) && case.place(other.id) > case.place(item.id))
        .collect();
    let due_late: Vec<&Item> = on
        .iter()
        .copied()
        .filter(|other| item.due().is_some_and(|due| other.due().is_some_and(|other| other > due)))
        .collect();
    if ranked_late.is_empty() && due_late.is_empty() {
        return None;
    }
    let title = case.title(item.id);
    let titles = |items: &[&Item]| first(&case.titles(items.iter().map(|item| item.id)), 2);
    let mut said = Vec::new();
    let mut remedies = Vec::new();
    if let (false, Some(due)) = (due_late.is_empty(), item.due()) {
        let due = day(due, case.today());
        let others = due_late
            .iter()
            .filter_map(|other| other.due())
            .max()
            .map_or(String::new(), |other| day(other, case.today()));
        said.push(format!("is due on {due}, before {} on {others}, which it waits for", titles(&due_late)));
        remedies.push(bring_forward(case, item, &due_late));
    }
    if !ranked_late.is_empty() {
        said.push(format!("is ranked before {}, which it waits for", titles(&ranked_late)));
        let moves: Vec<Op> =
            ranked_late.iter().map(|other| Op::Move { item: other.id, before: Some(item.id) }).collect();
        remedies.push(apply(
            format!("Rank {} before {title}", titles(&ranked_late)),
            format!("{title} cannot begin before; the list then reads as the work runs"),
            moves,
        ));
    }
    let n = ranked_late.len() + due_late.len();
    let mut others: Vec<&Item> = due_late.clone();
    others.extend(ranked_late.iter().filter(|late| due_late.iter().all(|other| other.id != late.id)));
    let flag = Flag {
        rule: RuleId::BrokenOrder,
        severity: if due_late.is_empty() { Severity::Note } else { Severity::Warning },
        subjects: std::iter::once(item.id.into()).chain(others.iter().map(|other| other.id.into())).collect(),
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!("{title} {}", said.join(", and ")),
        numbers: vec![figure("Dependencies out of order", n.to_string(), n as f64)],
        threshold: any("any item before what it depends on"),
        clears_when: format!("{title} stands and is due after what it waits for, or no longer waits for it"),
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: n as f64 })
}

/// Want what an item waits for by the day the item is due.
fn bring_forward(case: &Case<'_>, item: &Item, late: &[&Item]) -> Remedy {
    let due = item.due().expect("only an item with a date is due before another");
    let ops = late.iter().map(|other| match other.commitment {
        Some(_) => Op::set(other.id, Field::CommitmentDay, Value::Day(due)),
        None => Op::set(other.id, Field::Target, Value::Day(due)),
    });
    let titles = first(&case.titles(late.iter().map(|other| other.id)), 2);
    apply(
        format!("Want {titles} by {}", day(due, case.today())),
        format!("{} is due then and waits for it", case.title(item.id)),
        ops.collect(),
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use plan::{Field, Slot, Value, fixture};

    use crate::flag::RuleId;
    use crate::known::Known;
    use crate::testing::{check, forecast_of, planned, told, with};

    #[test]
    fn tells_of_a_circle_that_a_merge_brought_in() {
        let (plan, _) = planned(
            "team core\nperson ada team core\nitem a \"Refunds\" team core effort 5 after b\nitem b \"Ledger\" team core effort 5",
        );
        let slot = Slot { entity: fixture::item("b").into(), field: Field::After, key: fixture::item("a").to_string() };
        let (plan, findings) = with(&plan, &slot, Value::Number(0.0));
        let flags = crate::flags(&plan, &forecast_of(&plan, 20), &findings, &Known::default());
        let circle = flags.iter().find(|flag| flag.rule == RuleId::BrokenOrder).expect("a circle is flagged");
        expect![[r#"
            critical: “Refunds” waits for itself by way of “Ledger”; the dates are reckoned without that dependency
              → Let “Refunds” no longer wait for “Ledger”
        "#]]
        .assert_eq(&told(circle));
    }

    #[test]
    fn notes_an_item_ranked_before_what_it_waits_for() {
        check(
            RuleId::BrokenOrder,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 5 after b
item b "Ledger" team core effort 5
"#,
            expect![[r#"
                note: “Refunds” is ranked before “Ledger”, which it waits for
                  → Rank “Ledger” before “Refunds”
            "#]],
        );
    }

    #[test]
    fn warns_of_an_item_due_before_what_it_waits_for() {
        check(
            RuleId::BrokenOrder,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item b "Ledger" team core effort 5 target 2027-01-29
item a "Refunds" team core effort 5 after b commit 2027-01-28
"#,
            expect![[r#"
                warning: “Refunds” is due on 28 Jan, before “Ledger” on 29 Jan, which it waits for
                  → Want “Ledger” by 28 Jan
            "#]],
        );
    }

    #[test]
    fn is_silent_when_rank_and_dates_follow_the_dependency() {
        check(
            RuleId::BrokenOrder,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item b "Ledger" team core effort 5 target 2027-01-29
item a "Refunds" team core effort 5 after b target 2027-01-29
"#,
            expect![[""]],
        );
    }

    #[test]
    fn leaves_what_others_deliver_out_of_the_order() {
        check(
            RuleId::BrokenOrder,
            r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
item a "Refunds" team core effort 5 after cert
external cert "Certificate" delivery 2027-01-04/2027-01-11/2027-01-18
"#,
            expect![[""]],
        );
    }
}
