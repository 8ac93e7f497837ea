use expect_test::{Expect, expect};
use plan::{Day, SPECS};
use proptest::prelude::*;

use super::*;

fn applied(plan: &Plan, import: Import) -> Plan {
    let mut after = plan.clone();
    if let Some(op) = import.into_op() {
        for (slot, value) in plan::decide(plan, &op).expect("an import is never refused as a whole").edits {
            after.set(&slot, &value);
        }
    }
    after
}

fn check_error(text: &str, expect: Expect) {
    expect.assert_eq(&from_json(text, &Plan::default()).unwrap_err().to_string());
}

/// Makes or changes things at random, as `decide` allows, and drops what it refuses.
fn grown(edits: &[(u8, u8, u8, u8, f64)]) -> Plan {
    let mut plan = Plan::default();
    let id = |kind: Kind, n: u8| EntityId { kind, id: Uuid::from_u128(u128::from(n % 4) + 1) };
    for (kind, n, field, key, number) in edits {
        let kind = Kind::ALL[usize::from(*kind) % Kind::ALL.len()];
        let entity = if kind == Kind::Plan { EntityId::PLAN } else { id(kind, *n) };
        if !plan.is_alive(entity) {
            let values = match kind {
                Kind::Waiver => vec![
                    Assign::of(Field::Rule, Value::Text("stale-debt".to_owned())),
                    Assign::of(Field::Reason, Value::Text("known".to_owned())),
                    Assign::of(Field::Until, Value::Day(Day::new(2027, 3, 31).unwrap())),
                ],
                Kind::Question | Kind::Step => vec![
                    Assign::of(Field::Title, Value::Text("When?".to_owned())),
                    Assign::of(Field::Item, Value::Ref(id(Kind::Item, *n).id)),
                ],
                _ => vec![Assign::of(Field::Title, Value::Text(format!("{} {n} שלום \"<", kind.word())))],
            };
            act(&mut plan, Op::Create { entity, values });
        }
        let writable = |spec: &&plan::Spec| spec.field != Field::Alive && !spec.field.is_of_members();
        let specs: Vec<_> = SPECS.iter().filter(|spec| spec.kind == kind).filter(writable).collect();
        let spec = specs[usize::from(*field) % specs.len()];
        let day = Day::new(2027, 1, 1).unwrap().plus(i32::from(*key));
        let key = match spec.key {
            KeyType::None => String::new(),
            KeyType::Entity(kind) => id(kind, *key).id.to_string(),
            KeyType::Day => day.to_string(),
            KeyType::Name if spec.field == Field::Weekday => plan::WEEKDAYS[usize::from(*key) % 7].to_owned(),
            KeyType::Name => format!("skill {}", key % 3),
            // A scenario is edited by way of the plan beneath it.
            KeyType::Slot | KeyType::Author => continue,
        };
        let value = match spec.value {
            ValueType::Flag => Value::Flag(*number > 0.2),
            ValueType::Number(low, high) | ValueType::Share(low, high) => {
                Value::Number(low + (high.min(10.0) - low) * number)
            }
            ValueType::Whole(low, high) => Value::Number(f64::from(low) + (f64::from(high - low) * number).floor()),
            ValueType::Text => Value::Text(format!("text {number}\nmore")),
            ValueType::Rank => continue,
            ValueType::Day => Value::Day(day.plus(300)),
            ValueType::Ref(kind) => Value::Ref(id(kind, n.wrapping_add(field.wrapping_mul(3))).id),
            ValueType::Range | ValueType::ShareRange => {
                Value::Range(plan::Range { low: *number, likely: number * 2.0 + 0.1, high: number * 3.0 + 0.1 })
            }
            ValueType::DayRange => Value::DayRange(plan::DayRange { low: day, likely: day.plus(1), high: day.plus(9) }),
            ValueType::Choice(words) => Value::Text(words[usize::from(*n) % words.len()].to_owned()),
            ValueType::Supposed => continue,
        };
        act(&mut plan, Op::Set { slot: Slot { entity, field: spec.field, key }, value });
    }
    plan
}

fn act(plan: &mut Plan, op: Op) {
    for (slot, value) in plan::decide(plan, &op).map(|decision| decision.edits).unwrap_or_default() {
        plan.set(&slot, &value);
    }
}

fn edits() -> impl Strategy<Value = Vec<(u8, u8, u8, u8, f64)>> {
    proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), 0.0..1.0f64), 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn export_then_import_is_identity(edits in edits()) {
        let plan = living(&grown(&edits));
        let import = from_json(&to_json(&plan), &Plan::default()).unwrap();
        prop_assert!(import.report.not_understood.is_empty(), "{}", import.report);
        let copy = applied(&Plan::default(), import);
        prop_assert_eq!(to_json(&copy), to_json(&plan));
        let again = from_json(&to_json(&plan), &copy).unwrap();
        prop_assert!(again.ops.is_empty(), "{}", again.report);
        prop_assert_eq!(copy, plan);
    }

    #[test]
    fn an_exported_plan_is_a_way_back(before in edits(), after in edits()) {
        let plan = living(&grown(&before));
        let other = grown(&after);
        let import = from_json(&to_json(&plan), &other).unwrap();
        let back = applied(&other, import);
        for (id, item) in &plan.items {
            prop_assert_eq!(&back.items[id].title, &item.title);
            prop_assert_eq!(&back.items[id].estimate, &item.estimate);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = from_json(&text, &Plan::default());
    }
}

#[test]
fn what_is_deleted_stays_out_with_what_points_at_it() {
    let mut plan = Plan::default();
    let team = EntityId { kind: Kind::Team, id: Uuid::from_u128(1) };
    let item = EntityId { kind: Kind::Item, id: Uuid::from_u128(2) };
    act(&mut plan, Op::Create { entity: team, values: vec![Assign::of(Field::Title, Value::Text("Core".to_owned()))] });
    let values =
        vec![Assign::of(Field::Title, Value::Text("Pay".to_owned())), Assign::of(Field::Team, Value::Ref(team.id))];
    act(&mut plan, Op::Create { entity: item, values });
    act(&mut plan, Op::Delete { entity: team });
    let copy = applied(&Plan::default(), from_json(&to_json(&plan), &Plan::default()).unwrap());
    assert!(copy.teams.is_empty() && copy.items.values().all(|item| item.team.is_none()));
}

#[test]
fn the_settings_of_another_plan_are_not_taken_over() {
    let named = |title: &str, n: u128| {
        let mut plan = Plan::default();
        plan.settings.title = title.to_owned();
        let entity = EntityId { kind: Kind::Item, id: Uuid::from_u128(n) };
        act(&mut plan, Op::Create { entity, values: vec![Assign::of(Field::Title, Value::Text(format!("Item {n}")))] });
        plan
    };
    let import = from_json(&to_json(&named("Theirs", 1)), &named("Ours", 2)).unwrap();
    expect![[r#"
        plan JSON, schema 1: 1 created, 1 kept as yours
        + item Item 1
        = Ours: name differs: kept yours, “Ours”; the file says “Theirs”
    "#]]
    .assert_eq(&import.report.to_string());
    let import = from_json(&to_json(&named("Theirs", 1)), &named("Ours", 1)).unwrap();
    expect![[r#"
        plan JSON, schema 1: 1 changed, 1 unchanged
        ~ Theirs: name “Ours” → “Theirs”
    "#]]
    .assert_eq(&import.report.to_string());
}

#[test]
fn what_is_no_plan_is_refused_with_a_sentence() {
    check_error("", expect!["the file is empty; export it again"]);
    check_error(
        "{\"cards\": []}",
        expect![
            "the file is JSON, but not that of a plan; of other programs a CSV of their issues is read: export one"
        ],
    );
    check_error(
        "Summary,Key",
        expect![
            "the file is not the JSON of a plan: expected value at line 1 column 1; export the plan again with `--format json`"
        ],
    );
    check_error(
        "{\"format\": \"board\", \"schema\": 1, \"plan\": {}}",
        expect![
            "the file is JSON, but not that of a plan; of other programs a CSV of their issues is read: export one"
        ],
    );
    check_error(
        "{\"format\": \"plimsoll-plan\", \"schema\": 7, \"plan\": {}}",
        expect![
            "the file was exported by a newer version (its schema is 7, this version reads up to 1); update Plimsoll"
        ],
    );
    check_error(
        "{\"format\": \"plimsoll-plan\", \"schema\": 1, \"plan\": {\"items\": {}}}",
        expect![
            "the file is not the JSON of a plan: missing field `settings`; export the plan again with `--format json`"
        ],
    );
}

#[test]
fn an_export_from_before_an_item_could_be_pinned_is_read() {
    let mut plan = Plan::default();
    let entity = EntityId { kind: Kind::Item, id: Uuid::from_u128(1) };
    act(&mut plan, Op::Create { entity, values: vec![Assign::of(Field::Title, Value::Text("Login".to_owned()))] });
    let old = to_json(&plan).replace("\"pinned\": false,", "").replace("\"scope\": \"usual\",", "");
    assert!(!old.contains("pinned") && !old.contains("scope"));
    let import = from_json(&old, &Plan::default()).expect("it is read");
    assert_eq!(applied(&Plan::default(), import).items.len(), 1);
}

#[test]
fn a_baseline_comes_back_with_its_dates_and_signatures() {
    let mut plan = plan::fixture::plan("team core\nitem login team core effort 5").unwrap();
    let entity = plan::fixture::id(Kind::Baseline, "first");
    let day = Day::new(2027, 3, 1).unwrap();
    let login = plan::fixture::item("login").to_string();
    let values = [
        (Field::Title, "", Value::Text("First".to_owned())),
        (Field::MadeOn, "", Value::Day(day)),
        (Field::Version, "aa", Value::Number(3.0)),
        (Field::P85, login.as_str(), Value::Day(day)),
        (Field::SignedAs, "aa", Value::Text("PM".to_owned())),
        (Field::SignedBy, "aa", Value::Text("Mia".to_owned())),
        (Field::SignedOn, "aa", Value::Day(day)),
    ];
    let values = values.map(|(field, key, value)| Assign { field, key: key.to_owned(), value });
    act(&mut plan, Op::Create { entity, values: values.to_vec() });
    let mut copy = Plan::default();
    let import = from_json(&to_json(&plan), &copy).unwrap();
    act(&mut copy, import.into_op().unwrap());
    assert_eq!(copy.baselines, plan.baselines);
    assert_eq!(copy.baselines.len(), 1, "it is there at all");
}

#[test]
fn what_teams_did_comes_in_by_the_thousand_is_told_in_a_line_and_a_second_time_says_nothing() {
    let mut mine =
        plan::fixture::plan("team core \"Core\"\npast core finished A-1 2026-01-05/2026-01-06/2026-01-09").unwrap();
    let mut theirs = mine.clone();
    let first: Day = "2024-01-01".parse().unwrap();
    let past = &mut theirs.teams.values_mut().next().expect("it has one").past;
    past.finished.clear();
    for n in 0..plan::PAST_LIMIT {
        let day = first.plus(n as i32 / 5);
        let range = plan::DayRange { low: day, likely: day.plus(1), high: day.plus(4) };
        past.finished.insert(format!("F-{n}"), range);
        past.review.insert(format!("!{n}"), range);
    }
    let import = from_json(&to_json(&theirs), &mine).unwrap();
    let told: Vec<String> =
        import.report.changed.iter().map(|it| format!("{}: {} → {}", it.field, it.from, it.to)).collect();
    assert_eq!(
        told,
        ["finished work: 1 record → 5000 records, 5001 differ", "review: 0 records → 5000 records, 5000 differ",]
    );
    act(&mut mine, import.into_op().unwrap());
    assert_eq!(mine, theirs);
    let again = from_json(&to_json(&theirs), &mine).unwrap();
    assert_eq!(again.into_op(), None, "a second time changes nothing");
}

#[test]
fn an_error_says_where_it_is() {
    let plan = plan::fixture::plan("team core \"Core\"").unwrap();
    let broken = to_json(&plan).replace("\"focus\": 1.0", "\"focus\": null");
    check_error(
        &broken,
        expect![
            "the file is not the JSON of a plan: teams.9a0e439d-b98b-508f-bec8-4c3c11c035be.focus: invalid type: null, expected f64; export the plan again with `--format json`"
        ],
    );
}

#[test]
fn what_is_no_value_of_its_field_is_told_once_and_all_else_comes_in() {
    let theirs =
        plan::fixture::plan("team core\nitem login team core effort 5\nitem basket team core after login").unwrap();
    let mut broken = theirs.clone();
    broken.items.values_mut().for_each(|item| item.rank = "between".to_owned());
    let import = from_json(&to_json(&broken), &Plan::default()).unwrap();
    let told: Vec<String> = import.report.not_understood.iter().map(|it| it.what.clone()).collect();
    expect![[r#"
        [
            "rank: “between” is not a place in an order",
            "rank: “between” is not a place in an order",
        ]
    "#]]
    .assert_debug_eq(&told);
    let after = applied(&Plan::default(), import);
    let basket = &after.items[&plan::fixture::item("basket")];
    assert_eq!((after.items.len(), basket.after.len(), basket.team.is_some()), (2, 1, true));
}

#[test]
fn one_link_too_many_costs_no_other_link() {
    let mut theirs = plan::fixture::plan("item a\nitem b after a\nitem c after b\nitem d after c").unwrap();
    let id = plan::fixture::item;
    theirs.items.get_mut(&id("a")).expect("it is there").after.insert(id("d"), 0);
    let import = from_json(&to_json(&theirs), &Plan::default()).unwrap();
    let told: Vec<String> = import.report.not_understood.iter().map(|it| it.what.clone()).collect();
    expect![[r#"
        [
            "this dependency would close a circle: “d” → “c” → “b” → “a” → “d”",
        ]
    "#]]
    .assert_debug_eq(&told);
    let after = applied(&Plan::default(), import);
    assert_eq!(after.items.values().map(|item| item.after.len()).sum::<usize>(), 3);
}
