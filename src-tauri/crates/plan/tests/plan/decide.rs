//! What users may and may not do, and what it is called.

use expect_test::{Expect, expect};
use plan::{Assign, Day, DayRange, EntityId, Field, ItemId, Kind, Op, Plan, Range, Slot, Value, decide, fixture};
use uuid::Uuid;

const PLAN: &str = r#"
team core "Core"
person mia "Mia" team core start 2027-01-01
component ledger "Ledger"
component store "Store" parent ledger
debt schema "Shared schema" in ledger
item auth "Auth" team core effort 5 in ledger 0.7 skills rust 0.5
item cart "Cart" after auth parent epic
item pay "Pay" after cart
item epic "Epic"
paydown split "Split" pays schema
external bank "Bank"
"#;

fn set(entity: EntityId, field: Field, key: &str, value: Value) -> Op {
    Op::Set { slot: Slot { entity, field, key: key.to_owned() }, value }
}

fn item(handle: &str) -> EntityId {
    fixture::id(Kind::Item, handle)
}

fn key(kind: Kind, handle: &str) -> String {
    fixture::id(kind, handle).id.to_string()
}

fn day(text: &str) -> Value {
    Value::Day(text.parse().unwrap())
}

/// What deciding says: the label and how many edits, or the refusal.
#[track_caller]
fn check(op: Op, expect: Expect) {
    let said = match decide(&fixture::plan(PLAN).unwrap(), &op) {
        Ok(decision) => format!("{} [{}]", decision.label, decision.edits.len()),
        Err(refusal) => format!("refused: {refusal}"),
    };
    expect.assert_eq(&said);
}

#[test]
fn labels_say_what_was_done() {
    let range = Value::Range(Range { low: 10.0, likely: 20.0, high: 35.0 });
    check(set(item("auth"), Field::Estimate, "", range), expect!["Estimate of Auth: 10–20–35 pd [1]"]);
    check(
        set(item("auth"), Field::Title, "", Value::Text("  Sign in ".to_owned())),
        expect!["Rename Auth to Sign in [1]"],
    );
    check(
        set(item("pay"), Field::After, &key(Kind::Item, "auth"), Value::Number(3.0)),
        expect!["Pay after Auth, 3 working days later [1]"],
    );
    check(
        set(item("pay"), Field::After, &key(Kind::Item, "cart"), Value::Nothing),
        expect!["Pay no longer after Cart [1]"],
    );
    check(
        set(item("auth"), Field::Component, &key(Kind::Component, "store"), Value::Number(0.3)),
        expect!["Share in component of Auth: Store 30% [1]"],
    );
    check(set(item("auth"), Field::Team, "", Value::Nothing), expect!["Team of Auth: none [1]"]);
    check(
        set(item("auth"), Field::CommitmentDay, "", day("2027-03-31")),
        expect!["Commitment of Auth: 2027-03-31 [1]"],
    );
    check(
        set(EntityId::PLAN, Field::Horizon, "", Value::Number(30.0)),
        expect!["Horizon in weeks of the plan: 30 [1]"],
    );
    check(
        set(fixture::id(Kind::Team, "core"), Field::Holiday, "2026-12-25", Value::Text("Xmas".to_owned())),
        expect!["Holiday of Core: 2026-12-25 Xmas [1]"],
    );
    check(
        set(fixture::id(Kind::Person, "mia"), Field::Skill, " rust ", Value::Flag(true)),
        expect!["Skill of Mia: rust [1]"],
    );
    check(Op::Delete { entity: item("auth") }, expect!["Delete Auth [1]"]);
    check(
        Op::Move { item: fixture::item("pay"), before: Some(fixture::item("auth")) },
        expect!["Move Pay before Auth [1]"],
    );
    check(Op::Move { item: fixture::item("auth"), before: None }, expect!["Move Auth to the end [1]"]);
    let values = vec![Assign::of(Field::Title, Value::Text("New".to_owned()))];
    check(Op::Create { entity: item("new"), values }, expect!["New item New [3]"]);
}

#[test]
fn what_pasting_brings_along_is_left_out() {
    let plan = fixture::plan(PLAN).unwrap();
    let said = |field, text: &str| decide(&plan, &set(item("auth"), field, "", Value::Text(text.to_owned()))).unwrap();
    assert_eq!(said(Field::Title, " Sign\u{b}in\r\n").edits[0].1, Value::Text("Sign in".to_owned()));
    assert_eq!(said(Field::Problem, "one\r\ntwo\u{0}\t").edits[0].1, Value::Text("one\ntwo\t".to_owned()));
}

#[test]
fn what_is_so_already_changes_nothing() {
    check(
        set(item("auth"), Field::Estimate, "", Value::Range(Range::exactly(5.0))),
        expect!["Estimate of Auth: 5 pd [0]"],
    );
    check(
        Op::Move { item: fixture::item("auth"), before: Some(fixture::item("cart")) },
        expect!["Move Auth before Cart [0]"],
    );
    let ops = vec![
        set(item("auth"), Field::Title, "", Value::Text("Sign in".to_owned())),
        set(item("auth"), Field::Title, "", Value::Text("Auth".to_owned())),
    ];
    check(Op::All { label: "There and back".to_owned(), ops }, expect!["There and back [0]"]);
}

#[test]
fn circles_are_refused_with_their_path() {
    check(
        set(item("auth"), Field::After, &key(Kind::Item, "pay"), Value::Number(0.0)),
        expect!["refused: this dependency would close a circle: “Auth” → “Pay” → “Cart” → “Auth”"],
    );
    check(
        set(item("auth"), Field::After, &key(Kind::Item, "auth"), Value::Number(0.0)),
        expect!["refused: this dependency would close a circle: “Auth” → “Auth”"],
    );
    check(
        set(item("epic"), Field::Parent, "", Value::Ref(item("cart").id)),
        expect!["refused: this parent would close a circle: “Epic” → “Cart” → “Epic”"],
    );
    check(
        set(item("epic"), Field::Parent, "", Value::Ref(item("epic").id)),
        expect!["refused: this parent would close a circle: “Epic” → “Epic”"],
    );
    // A part waits for its whole, or the whole for its part.
    check(
        set(item("cart"), Field::After, &key(Kind::Item, "epic"), Value::Number(0.0)),
        expect!["refused: this dependency would close a circle: “Cart” → “Epic” → “Cart”"],
    );
    check(
        set(item("epic"), Field::After, &key(Kind::Item, "cart"), Value::Number(0.0)),
        expect!["refused: this dependency would close a circle: “Epic” → “Cart” → “Epic”"],
    );
    // The whole waits for what waits for its part.
    check(
        set(item("epic"), Field::After, &key(Kind::Item, "pay"), Value::Number(0.0)),
        expect!["refused: this dependency would close a circle: “Epic” → “Pay” → “Cart” → “Epic”"],
    );
    check(
        set(item("auth"), Field::Parent, "", Value::Ref(item("pay").id)),
        expect!["refused: this parent would close a circle: “Auth” → “Pay” → “Cart” → “Auth”"],
    );
    check(set(item("auth"), Field::Parent, "", Value::Ref(item("epic").id)), expect!["Parent of Auth: Epic [1]"]);
    let ledger = fixture::id(Kind::Component, "ledger");
    check(
        set(ledger, Field::Parent, "", Value::Ref(fixture::id(Kind::Component, "store").id)),
        expect!["refused: this parent would close a circle: “Ledger” → “Store” → “Ledger”"],
    );
}

#[test]
fn what_cannot_be_is_refused() {
    check(
        set(item("nobody"), Field::Title, "", Value::Text("x".to_owned())),
        expect!["refused: there is no such item in the plan"],
    );
    check(
        set(item("auth"), Field::Title, "", Value::Text("  ".to_owned())),
        expect!["refused: title may not be empty"],
    );
    check(
        set(item("auth"), Field::Estimate, "", Value::Range(Range { low: 9.0, likely: 5.0, high: 6.0 })),
        expect!["refused: estimate of “Auth”: low 9, likely 5 and high 6 are not in order; write the smallest first"],
    );
    check(
        set(item("auth"), Field::Estimate, "", Value::Range(Range::exactly(-1.0))),
        expect!["refused: estimate of “Auth” may not be below 0, and -1 is"],
    );
    check(
        set(item("auth"), Field::Component, &key(Kind::Component, "store"), Value::Number(0.4)),
        expect!["refused: the shares in components of “Auth” would add up to 110%; they may not exceed 100%"],
    );
    check(
        set(item("auth"), Field::Skill, "ui", Value::Number(0.6)),
        expect!["refused: the shares of skills of “Auth” would add up to 110%; they may not exceed 100%"],
    );
    check(
        set(item("auth"), Field::Component, &key(Kind::Component, "gone"), Value::Number(0.1)),
        expect!["refused: there is no such component in the plan"],
    );
    check(
        set(item("auth"), Field::Team, "", Value::Ref(Uuid::nil())),
        expect!["refused: there is no such team in the plan"],
    );
    check(
        set(item("auth"), Field::Pays, &key(Kind::Debt, "schema"), Value::Number(0.5)),
        expect!["refused: “Auth” is not a paydown; only a paydown retires debt"],
    );
    check(
        set(item("auth"), Field::State, "", Value::Text("done".to_owned())),
        expect!["refused: “Auth” cannot be done without the day it was finished; enter that day first"],
    );
    let days = "2027-02-01".parse().unwrap();
    let delivery = Value::DayRange(plan::DayRange { low: days, likely: days, high: days });
    check(
        set(item("auth"), Field::Delivery, "", delivery),
        expect!["refused: “Auth” is not an external item; only those have a delivery date from outside"],
    );
    let early = Day::new(2027, 1, 1).unwrap();
    let backwards = Value::DayRange(plan::DayRange { low: days, likely: early, high: days });
    check(
        set(item("bank"), Field::Delivery, "", backwards),
        expect!["refused: external delivery of “Bank”: 2027-02-01 comes after 2027-01-01; put the dates in order"],
    );
    check(
        set(fixture::id(Kind::Person, "mia"), Field::End, "", day("2026-12-31")),
        expect!["refused: first and last day of “Mia”: 2027-01-01 comes after 2026-12-31; put the dates in order"],
    );
    check(
        set(fixture::id(Kind::Person, "mia"), Field::Leave, "2027-01-05", day("2027-01-02")),
        expect!["refused: leave of “Mia”: 2027-01-05 comes after 2027-01-02; put the dates in order"],
    );
    check(
        set(fixture::id(Kind::Person, "mia"), Field::Fte, "", Value::Number(-0.5)),
        expect!["refused: full-time equivalent of “Mia” must lie between 0% and 100%, and -50% does not"],
    );
    check(
        set(item("auth"), Field::CommitmentConfidence, "", Value::Number(85.0)),
        expect!["refused: promised confidence of “Auth” must lie between 1% and 99%, and 8500% does not"],
    );
    check(
        set(
            fixture::id(Kind::Debt, "schema"),
            Field::Drag,
            "",
            Value::Range(Range { low: 0.3, likely: 0.2, high: 0.25 }),
        ),
        expect![
            "refused: drag of “Shared schema”: low 30%, likely 20% and high 25% are not in order; write the smallest first"
        ],
    );
    check(
        set(
            fixture::id(Kind::Debt, "schema"),
            Field::Drag,
            "",
            Value::Range(Range { low: 0.0, likely: 0.0, high: 0.25 }),
        ),
        expect![
            "refused: drag of “Shared schema”: likely is 0 although high is 25%; give a likely value above 0, or 0 for all three"
        ],
    );
    check(
        Op::Create { entity: item("auth"), values: Vec::new() },
        expect!["refused: the item “Auth” is in the plan already"],
    );
    check(Op::Create { entity: item("untitled"), values: Vec::new() }, expect!["refused: title may not be empty"]);
    check(
        Op::Create { entity: EntityId::PLAN, values: Vec::new() },
        expect!["refused: the plan itself can neither be made nor deleted"],
    );
    check(Op::Delete { entity: EntityId::PLAN }, expect!["refused: the plan itself can neither be made nor deleted"]);
    check(Op::Delete { entity: item("nobody") }, expect!["refused: there is no such item in the plan"]);
    check(
        Op::Move { item: fixture::item("auth"), before: Some(fixture::item("auth")) },
        expect!["refused: “Auth” cannot be moved before itself"],
    );
    let waiver = |field, text: &str| Assign::of(field, Value::Text(text.to_owned()));
    let values = vec![waiver(Field::Rule, "hidden-slip"), waiver(Field::Reason, " ")];
    check(
        Op::Create { entity: fixture::id(Kind::Waiver, "w"), values },
        expect!["refused: a flag is accepted only with a reason"],
    );
    let off = |weekday: &str| set(fixture::id(Kind::Team, "core"), Field::Weekday, weekday, Value::Flag(false));
    let ops = ["mon", "tue", "wed", "thu", "fri"].into_iter().map(off).collect();
    check(
        Op::All { label: "Never work".to_owned(), ops },
        expect!["refused: “Core” needs at least one working day a week"],
    );
}

#[test]
fn a_baseline_is_frozen_but_can_be_signed() {
    let baseline = fixture::id(Kind::Baseline, "first");
    let mut plan = fixture::plan(PLAN).unwrap();
    let day = |text: &str| Value::Day(text.parse().unwrap());
    let assign = |field, key: &str, value| Assign { field, key: key.to_owned(), value };
    let auth = item("auth").id.to_string();
    let values = vec![
        assign(Field::Title, "", Value::Text("First".to_owned())),
        assign(Field::MadeOn, "", day("2027-01-04")),
        assign(Field::Version, "aa", Value::Number(7.0)),
        assign(Field::P85, &auth, day("2027-03-01")),
        assign(Field::SignedAs, "aa", Value::Text("PM".to_owned())),
    ];
    let made = decide(&plan, &Op::Create { entity: baseline, values }).unwrap();
    assert_eq!(made.label, "Baseline First");
    made.edits.iter().for_each(|(slot, value)| plan.set(slot, value));

    let frozen = "the baseline “First” is frozen: make another one instead";
    for (field, key, value) in [
        (Field::MadeOn, "", day("2027-01-05")),
        (Field::Version, "aa", Value::Number(8.0)),
        (Field::P85, auth.as_str(), Value::Nothing),
        (Field::SignedAs, "aa", Value::Text("EM".to_owned())),
    ] {
        let refusal = decide(&plan, &set(baseline, field, key, value)).unwrap_err();
        assert_eq!(refusal.to_string(), frozen, "{field:?}");
    }
    let signed = decide(&plan, &set(baseline, Field::SignedAs, "bb", Value::Text("EM".to_owned()))).unwrap();
    assert_eq!(signed.edits.len(), 1, "who has not signed yet may");
    let renamed = decide(&plan, &set(baseline, Field::Title, "", Value::Text("Spring".to_owned()))).unwrap();
    assert_eq!(renamed.edits.len(), 1, "its name is no part of what was promised");
    let gone = decide(&plan, &Op::Delete { entity: item("auth") }).unwrap();
    gone.edits.iter().for_each(|(slot, value)| plan.set(slot, value));
    let kept = plan::sound(&plan).0.baselines[&plan::BaselineId(baseline.id)].clone();
    assert_eq!(kept.dates.len(), 1, "what is deleted since keeps its date in the baseline");
}

#[test]
fn all_or_none_and_each_sees_those_before() {
    let make =
        Op::Create { entity: item("new"), values: vec![Assign::of(Field::Title, Value::Text("New".to_owned()))] };
    let tie = set(item("pay"), Field::After, &key(Kind::Item, "new"), Value::Number(0.0));
    check(Op::All { label: "Import".to_owned(), ops: vec![make.clone(), tie.clone()] }, expect!["Import [4]"]);
    check(
        Op::All { label: "Import".to_owned(), ops: vec![tie, make] },
        expect!["refused: there is no such item in the plan"],
    );
}

fn order(plan: &Plan) -> String {
    plan.ranked().iter().map(|item| item.title.as_str()).collect::<Vec<_>>().join(" ")
}

fn moved(plan: &mut Plan, op: &Op) {
    for (slot, value) in decide(plan, op).unwrap().edits {
        plan.set(&slot, &value);
    }
}

#[test]
fn items_are_moved_before_others_and_to_the_end() {
    let mut plan = fixture::plan("item a\nitem b\nitem c\nitem d").unwrap();
    let mut go = |item: &str, before: Option<&str>| {
        moved(&mut plan, &Op::Move { item: fixture::item(item), before: before.map(fixture::item) });
        order(&plan)
    };
    assert_eq!(go("d", Some("a")), "d a b c");
    assert_eq!(go("d", Some("c")), "a b d c");
    assert_eq!(go("a", None), "b d c a");
    assert_eq!(go("c", Some("d")), "b c d a");
    for _ in 0..3000 {
        go("a", Some("b"));
        assert_eq!(go("b", Some("a")), "b a c d");
    }
    assert!(plan.items.values().all(|item| item.rank.len() <= 1000), "ranks that grow too long are made anew");
}

#[test]
fn equal_and_missing_ranks_are_put_right_by_a_move() {
    for shared in ["", "80", "7f80"] {
        let mut plan = fixture::plan("item a\nitem b\nitem c\nitem d\nitem e").unwrap();
        let ids: Vec<ItemId> = plan.items.keys().copied().collect();
        for id in ids {
            plan.items.get_mut(&id).unwrap().rank = shared.to_owned();
        }
        let before = order(&plan);
        let titles: Vec<&str> = before.split(' ').collect();
        let (first, last) = (titles[0].to_owned(), titles[4].to_owned());
        moved(&mut plan, &Op::Move { item: fixture::item(&last), before: Some(fixture::item(titles[1])) });
        assert_eq!(order(&plan), format!("{first} {last} {} {} {}", titles[1], titles[2], titles[3]));
    }
}

#[test]
fn what_was_deleted_comes_back_as_it_was() {
    let mut plan = fixture::plan(PLAN).unwrap();
    let before = plan.clone();
    moved(&mut plan, &Op::Delete { entity: item("auth") });
    assert_ne!(plan, before);
    let refused = decide(&plan, &set(item("auth"), Field::Title, "", Value::Text("x".to_owned()))).unwrap_err();
    assert_eq!(refused.to_string(), "“Auth” was deleted; bring it back first");
    moved(&mut plan, &set(item("auth"), Field::Alive, "", Value::Flag(true)));
    assert_eq!(plan, before);
}

#[test]
fn a_plan_is_full_at_its_limit_until_something_is_deleted() {
    let mut plan = Plan::default();
    let alive = |n: usize| Slot::of(item(&format!("i{n}")), Field::Alive);
    for n in 0..plan::ITEM_LIMIT {
        plan.set(&alive(n), &Value::Flag(true));
    }
    let title = Assign::of(Field::Title, Value::Text("One more".to_owned()));
    let one_more = Op::Create { entity: item("more"), values: vec![title] };
    expect!["a plan holds at most 5000 items; delete what is no longer planned, or keep a plan for each product"]
        .assert_eq(&decide(&plan, &one_more).unwrap_err().to_string());
    plan.set(&alive(7), &Value::Flag(false));
    assert!(decide(&plan, &one_more).is_ok(), "there is room again");
}

#[test]
fn a_past_is_full_at_its_limit_until_its_oldest_goes() {
    let team = fixture::id(Kind::Team, "core");
    let on = |n: i32| {
        let day = Day::new(2027, 1, 1).unwrap().plus(n / 10);
        Value::DayRange(DayRange { low: day, likely: day, high: day })
    };
    let mut plan = fixture::plan("team core \"Core\"").unwrap();
    let record = |n: i32| set(team, Field::Finished, &format!("A-{n}"), on(n));
    let all = Op::All { label: "Import".to_owned(), ops: (0..plan::PAST_LIMIT as i32).map(record).collect() };
    moved(&mut plan, &all);
    assert_eq!(plan.teams[&fixture::team("core")].past.finished.len(), plan::PAST_LIMIT);
    expect!["“Core” keeps at most 5000 records of finished work; take the oldest away first"]
        .assert_eq(&decide(&plan, &record(9_999)).unwrap_err().to_string());
    assert_eq!(decide(&plan, &record(7)).unwrap().edits, [], "what is known already changes nothing");
    assert!(decide(&plan, &set(team, Field::Finished, "A-7", on(90))).is_ok(), "what is there can be corrected");
    assert!(decide(&plan, &set(team, Field::Upkeep, "A-9999", on(7))).is_ok(), "another record has room");
    moved(&mut plan, &set(team, Field::Finished, "A-0", Value::Nothing));
    assert!(decide(&plan, &record(9_999)).is_ok(), "there is room again");
}
