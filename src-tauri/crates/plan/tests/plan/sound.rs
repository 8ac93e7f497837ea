//! What a merge may bring, and what is made of it.

use expect_test::{Expect, expect};
use plan::{Field, Kind, Plan, Range, Slot, Value, fixture, sound};

/// Writes straight into the plan, as a merge would, and shows the findings.
#[track_caller]
fn check(text: &str, edits: &[(Kind, &str, Field, &str, Value)], expect: Expect) -> Plan {
    let mut plan = fixture::plan(text).unwrap();
    for (kind, handle, field, key, value) in edits {
        let key = match plan::spec(*kind, *field).unwrap().key {
            plan::KeyType::Entity(kind) => fixture::id(kind, key).id.to_string(),
            _ => (*key).to_owned(),
        };
        plan.set(&Slot { entity: fixture::id(*kind, handle), field: *field, key }, value);
    }
    let (mended, findings) = sound(&plan);
    let sentences: Vec<&str> = findings.iter().map(|finding| finding.sentence.as_str()).collect();
    expect.assert_eq(&sentences.join("\n"));
    assert_eq!(sound(&mended).0, mended, "mending twice mends no more");
    // Settling a finding as it says leaves nothing of it.
    for slot in findings.iter().flat_map(|finding| &finding.settle) {
        plan.set(slot, &Value::Nothing);
    }
    let (settled, left) = sound(&plan);
    assert_eq!(settled, mended);
    assert!(left.iter().all(|finding| finding.settle.is_empty()), "{left:?}");
    mended
}

const DEAD: Value = Value::Flag(false);

#[test]
fn links_to_the_deleted_are_let_go() {
    let text = "team t \"Core\"\nperson p \"Mia\" team t\ncomponent c \"Ledger\" team t\ndebt d \"Schema\" in c\n\
        item a \"Auth\" team t in c incurs d\nitem b \"Cart\" after a parent e\nitem e \"Epic\"\npaydown x \"Split\" pays d";
    let edits = [
        (Kind::Team, "t", Field::Alive, "", DEAD),
        (Kind::Component, "c", Field::Alive, "", DEAD),
        (Kind::Debt, "d", Field::Alive, "", DEAD),
        (Kind::Item, "a", Field::Alive, "", DEAD),
        (Kind::Item, "e", Field::Alive, "", DEAD),
        (Kind::Item, "b", Field::Component, "never seen", Value::Number(0.5)),
    ];
    let plan = check(
        text,
        &edits,
        expect![[r#"
        “Mia” is in “Core”, which was deleted: that does not count
        “Cart” is a part of “Epic”, which was deleted: that does not count
        “Cart” waits for “Auth”, which was deleted: that does not count
        “Cart” works in a component that is not in the plan: that does not count
        “Split” pays “Schema”, which was deleted: that does not count"#]],
    );
    assert!(plan.items.len() == 2 && plan.items.values().all(|item| item.after.is_empty() && item.pays.is_empty()));
}

#[test]
fn circles_are_broken_where_they_contradict_the_order() {
    let on = Value::Number(0.0);
    check(
        "item a\nitem b after a\nitem c after b",
        &[(Kind::Item, "a", Field::After, "c", on.clone())],
        expect!["“a” waits for itself by way of “c”: that dependency does not count"],
    );
    check(
        "item a\nitem b parent a",
        &[(Kind::Item, "a", Field::After, "b", on.clone())],
        expect!["“a” waits for itself by way of “b”: that dependency does not count"],
    );
    check(
        "item a\nitem b parent a",
        &[(Kind::Item, "b", Field::After, "b", on)],
        expect!["“b” waits for itself by way of “b”: that dependency does not count"],
    );
    let part = |handle| Value::Ref(fixture::item(handle).0);
    check(
        "item a\nitem b parent a",
        &[(Kind::Item, "a", Field::Parent, "", part("b"))],
        expect!["“b” is a part of itself by way of its parents: counted as part of none"],
    );
    let part = Value::Ref(fixture::component("d").0);
    check(
        "component c\ncomponent d parent c",
        &[(Kind::Component, "c", Field::Parent, "", part)],
        expect!["“d” is a part of itself by way of its parents: counted as part of none"],
    );
}

#[test]
fn numbers_are_put_in_order() {
    let edits = [
        (Kind::Item, "a", Field::Estimate, "", Value::Range(Range { low: 9.0, likely: 5.0, high: 7.0 })),
        (Kind::Item, "a", Field::Skill, "ui", Value::Number(0.8)),
        (Kind::Item, "a", Field::State, "", Value::Text("done".to_owned())),
        (Kind::Person, "p", Field::End, "", Value::Day("2026-06-01".parse().unwrap())),
    ];
    let plan = check(
        "item a skills rust 0.8\nperson p start 2027-01-01",
        &edits,
        expect![[r#"
        “p” starts on 2027-01-01 and leaves before, on 2026-06-01: counted the other way round
        the estimate of “a” is not in order low, likely, high: counted in order
        the shares of “a” in skills sum to 160%: counted as 100%
        “a” is done without a day: counted as finished today"#]],
    );
    assert_eq!(plan.items[&fixture::item("a")].skills.values().sum::<f64>(), 1.0);
    let off = |weekday| (Kind::Team, "t", Field::Weekday, weekday, DEAD);
    check(
        "team t",
        &["mon", "tue", "wed", "thu", "fri"].map(off),
        expect!["“t” has no working day: counted as working Monday to Friday"],
    );
    let edits = [(Kind::Item, "a", Field::Title, "", Value::Nothing)];
    check(
        "item a\nitem b effort 3\nitem c parent b",
        &edits,
        expect!["“b” has parts, so its own estimate does not count"],
    );
}

#[test]
fn toil_that_nobody_serves_is_told() {
    check(
        "component c\ndebt d \"Slow CI\" in c toil 5\ndebt e \"Flaky\" toil 3\ndebt f \"Paid\" toil 3 state paid",
        &[],
        expect![[r#"
        the toil of “Flaky” falls on nobody, as it sits in no component: it is not counted
        the part of the toil of “Slow CI” that sits in “c” falls on nobody, as no team owns it"#]],
    );
}

#[test]
fn a_sound_plan_stays_as_it_is() {
    let plan = fixture::plan("team t\nitem a team t effort 3\nitem b after a\ncomponent c team t\ndebt d in c toil 3")
        .unwrap();
    assert_eq!(sound(&plan), (plan, Vec::new()));
}

#[test]
fn of_a_plan_beyond_the_limit_the_first_are_reckoned_with() {
    let mut plan = Plan::default();
    let item = |n: usize| fixture::id(Kind::Item, &format!("i{n}"));
    let write = |plan: &mut Plan, n, field, key: &str, value| {
        plan.set(&Slot { entity: item(n), field, key: key.to_owned() }, &value);
    };
    for n in 0..=plan::ITEM_LIMIT {
        write(&mut plan, n, Field::Alive, "", Value::Flag(true));
        write(&mut plan, n, Field::Rank, "", Value::Text(format!("8{n:05}")));
    }
    write(&mut plan, 0, Field::After, &item(plan::ITEM_LIMIT).id.to_string(), Value::Number(0.0));
    let (mended, findings) = sound(&plan);
    assert_eq!(mended.items.len(), plan::ITEM_LIMIT);
    let first = &mended.items[&plan::ItemId(item(0).id)];
    assert!(first.after.is_empty(), "what it waits for is left out");
    let [finding] = &findings[..] else { panic!("one finding, not {findings:?}") };
    expect!["the plan holds 5001 items, and at most 5000 are reckoned with: those ranked last are left out"]
        .assert_eq(&finding.sentence);
}
