//! The table of fields against the typed plan: every row is projected, and every bound holds.

use std::collections::BTreeSet;

use plan::{
    Author, ChangeId, Day, DayRange, EntityId, Field, KeyType, Kind, Plan, Range, SPECS, Scenario, ScenarioId, Slot,
    Value, ValueType, assigns, check, fixture,
};

/// What a scenario keeps of one edit, as key and value.
fn supposed() -> (String, Value) {
    let title = Slot::of(fixture::id(Kind::Item, "other"), Field::Title);
    let scenario = Scenario::new(ScenarioId(fixture::id(Kind::Scenario, "one").id));
    let edits = scenario.suppose(vec![(title, Value::Text("Ana".to_owned()))], |_| Value::Nothing).unwrap();
    let [(slot, value)] = edits.try_into().expect("one edit is kept as one");
    (slot.key, value)
}

fn key(key: KeyType, field: Field) -> String {
    match key {
        KeyType::None => String::new(),
        KeyType::Entity(kind) => fixture::id(kind, "other").id.to_string(),
        KeyType::Day => "2027-03-26".to_owned(),
        KeyType::Name if field == Field::Weekday => "sun".to_owned(),
        KeyType::Name if field == Field::Driver => "technical".to_owned(),
        KeyType::Name => "rust".to_owned(),
        KeyType::Slot => supposed().0,
        KeyType::Author => Author([7; 32]).hex(),
    }
}

/// A legal value of this row that is nobody's default.
fn value_of(spec: &plan::Spec) -> Value {
    match spec.field {
        Field::Founder => Value::Text(Author([7; 32]).hex()),
        _ => value(spec.value),
    }
}

/// A legal value that is nobody's default.
fn value(value: ValueType) -> Value {
    let day = Day::new(2027, 4, 1).unwrap();
    match value {
        ValueType::Flag => Value::Flag(true),
        ValueType::Number(low, high) | ValueType::Share(low, high) => Value::Number(low + (high - low) * 0.25),
        ValueType::Whole(_, high) => Value::Number(f64::from(high)),
        ValueType::Text => Value::Text("Ana".to_owned()),
        ValueType::Rank => Value::Text("8180".to_owned()),
        ValueType::Day => Value::Day(day),
        ValueType::Ref(kind) => Value::Ref(fixture::id(kind, "other").id),
        ValueType::Range | ValueType::ShareRange => Value::Range(Range { low: 1.0, likely: 2.0, high: 4.0 }),
        ValueType::DayRange => Value::DayRange(DayRange { low: day, likely: day, high: day }),
        ValueType::Choice(words) => Value::Text(words.last().copied().unwrap().to_owned()),
        ValueType::Supposed => supposed().1,
    }
}

#[test]
fn every_field_reaches_the_plan_and_leaves_it_again() {
    for spec in SPECS {
        let entity = fixture::id(spec.kind, "one");
        let slot = Slot { entity, field: spec.field, key: key(spec.key, spec.field) };
        let mut plan = Plan::default();
        if spec.field != Field::CommitmentDay {
            let day = Slot::of(entity, Field::CommitmentDay);
            plan.set(&day, &Value::Day(Day::new(2027, 1, 1).unwrap()));
        }
        let before = plan.clone();
        assert_eq!(check(&slot, &value_of(spec)), Ok(()), "{spec:?}");
        plan.set(&slot, &value_of(spec));
        assert_ne!(plan, before, "{} of a {} is not written", spec.label, spec.kind.word());
        plan.set(&slot, &Value::Nothing);
        let mut known = before.clone();
        known.set(&slot, &Value::Nothing);
        assert_eq!(plan, known, "{} of a {} is not cleared", spec.label, spec.kind.word());
    }
}

#[test]
fn what_is_read_off_a_plan_makes_the_same_plan() {
    let mut plan = Plan::default();
    // Who may change a plan is not read off it: another plan has other members.
    for spec in SPECS.iter().filter(|spec| !spec.field.is_of_members()) {
        let entity = fixture::id(spec.kind, "one");
        plan.set(&Slot { entity, field: spec.field, key: key(spec.key, spec.field) }, &value_of(spec));
    }
    let mut copy = Plan::default();
    for kind in Kind::ALL {
        let entity = fixture::id(kind, "one");
        if kind != Kind::Plan {
            copy.set(&Slot::of(entity, Field::Alive), &Value::Flag(true));
        }
        for assign in assigns(&plan, entity) {
            copy.set(&Slot { entity, field: assign.field, key: assign.key }, &assign.value);
        }
    }
    assert_eq!(copy, plan);
}

#[test]
fn each_row_stands_once_and_words_read_back() {
    let rows: BTreeSet<(Kind, Field)> = SPECS.iter().map(|spec| (spec.kind, spec.field)).collect();
    assert_eq!(rows.len(), SPECS.len());
    for spec in SPECS {
        assert_eq!(Field::from_word(spec.field.word()), Some(spec.field));
        assert_eq!(serde_json::to_value(spec.field).unwrap(), spec.field.word());
        assert_eq!(Kind::from_word(spec.kind.word()), Some(spec.kind));
        assert_eq!(serde_json::to_value(spec.kind).unwrap(), spec.kind.word());
    }
}

#[test]
fn the_parts_of_a_commitment_may_come_in_any_order() {
    let entity = fixture::id(Kind::Item, "one");
    let set = |field, value| (Slot::of(entity, field), value);
    let parts = [
        set(Field::CommitmentDay, Value::Day(Day::new(2027, 3, 31).unwrap())),
        set(Field::CommitmentTo, Value::Text("Board".to_owned())),
        set(Field::CommitmentConfidence, Value::Number(0.5)),
    ];
    let fold = |order: [usize; 3]| {
        let mut plan = Plan::default();
        for index in order {
            plan.set(&parts[index].0, &parts[index].1);
        }
        plan
    };
    let first = fold([0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(fold(order), first);
    }
    let mut without = first.clone();
    without.set(&parts[0].0, &Value::Nothing);
    assert_eq!(without.items[&fixture::item("one")].commitment, None);
    without.set(&parts[0].0, &parts[0].1);
    assert_eq!(without, first);
}

#[test]
fn an_edit_that_does_not_parse_is_refused() {
    let item = fixture::id(Kind::Item, "one");
    let refused = |entity: EntityId, field, key: &str, value| {
        check(&Slot { entity, field, key: key.to_owned() }, &value).unwrap_err().to_string()
    };
    let sentences = [
        refused(item, Field::Focus, "", Value::Number(0.5)),
        refused(item, Field::Estimate, "", Value::Number(5.0)),
        refused(item, Field::Estimate, "x", Value::Range(Range::ZERO)),
        refused(item, Field::Estimate, "", Value::Range(Range { low: 0.0, likely: 0.0, high: 3.0 })),
        refused(item, Field::Estimate, "", Value::Range(Range { low: 0.0, likely: 1e-300, high: 1e9 })),
        refused(item, Field::Estimate, "", Value::Range(Range { low: f64::NAN, likely: 1.0, high: 3.0 })),
        refused(item, Field::CostOfDelay, "", Value::Number(-3.0)),
        refused(item, Field::MaxPeople, "", Value::Number(1.5)),
        refused(item, Field::After, "one", Value::Number(0.0)),
        refused(item, Field::State, "", Value::Text("finished".to_owned())),
        refused(item, Field::Rank, "", Value::Text("zz".to_owned())),
        refused(item, Field::Title, "", Value::Text("a\u{0}".to_owned())),
        refused(item, Field::Problem, "", Value::Text("x".repeat(100_001))),
        refused(item, Field::Target, "", Value::Day(Day::new(9999, 1, 1).unwrap())),
        refused(fixture::id(Kind::Team, "t"), Field::Weekday, "monday", Value::Flag(true)),
        refused(fixture::id(Kind::Person, "p"), Field::Leave, "2027-02-02", Value::Day(Day::new(2027, 2, 1).unwrap())),
    ];
    expect_test::expect![[r#"
        an item has no field “focus”
        estimate must be a range low / likely / high
        estimate: “x” is not empty, although the field holds one value only
        estimate: likely is 0 although high is 3; give a likely value above 0, or 0 for all three
        estimate: likely is next to 0 although high is 1000000000; give a likely value of a millionth or more, or one number
        estimate must be an ordinary number
        cost of delay per week may not be below 0, and -3 is
        people at once per part must be a whole number, not 1.5
        dependency: “one” is not an id
        state: “finished” is not one of planned, started, done
        rank: “zz” is not a place in an order
        title contains a control character; remove it
        problem is 100001 characters long; 100000 are allowed
        target: 9999-01-01 is not a day between 1970-01-01 and 2199-12-31
        working day: “monday” is not one of mon, tue, wed, thu, fri, sat, sun
        leave: 2027-02-02 comes after 2027-02-01; put the dates in order"#]]
    .assert_eq(&sentences.join("\n"));
}

#[test]
fn ids_of_changes_read_back() {
    let id = ChangeId { author: Author([0xab; 32]), seq: 3 };
    let text = serde_json::to_string(&id).unwrap();
    assert_eq!(serde_json::from_str::<ChangeId>(&text).unwrap(), id);
    for wrong in ["\"ab\"".to_owned(), format!("\"{}\"", "AB".repeat(32)), format!("\"{}\"", "+a".repeat(32))] {
        assert!(serde_json::from_str::<Author>(&wrong).is_err());
    }
}
