//! Scenarios: what lies over the plan, what it makes of it, and what it may not hold.

use expect_test::expect;
use plan::{Decision, Field, Kind, Op, Plan, Scenario, ScenarioId, Slot, Value, assigns, check, decide, fixture};

const PLAN: &str = "team core\nitem a \"Auth\" team core effort 5\nitem b \"Cart\" team core effort 8\n";

fn title(handle: &str) -> Slot {
    Slot::of(fixture::id(Kind::Item, handle), Field::Title)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The plan with a scenario in which item a is called otherwise.
fn supposing(value: &str) -> (Plan, ScenarioId) {
    let mut plan = fixture::plan(PLAN).unwrap();
    let id = ScenarioId(fixture::id(Kind::Scenario, "later").id);
    let named = plan::Assign::of(Field::Title, text("Later"));
    let made = decide(&plan, &Op::Create { entity: id.into(), values: vec![named] }).unwrap();
    assert_eq!(made.label, "New scenario Later");
    made.edits.iter().for_each(|(slot, value)| plan.set(slot, value));
    suppose(&mut plan, id, title("a"), text(value));
    (plan, id)
}

fn suppose(plan: &mut Plan, id: ScenarioId, slot: Slot, value: Value) {
    let over = plan.scenarios[&id].over(plan);
    let Decision { edits, .. } = decide(&over, &Op::Set { slot, value }).unwrap();
    let edits = plan.scenarios[&id].suppose(edits, |slot| said(plan, slot)).unwrap();
    for (slot, value) in edits {
        assert_eq!(check(&slot, &value), Ok(()));
        plan.set(&slot, &value);
    }
}

/// What the plan says in a slot of one value that is not at its default.
fn said(plan: &Plan, slot: &Slot) -> Value {
    let found = assigns(plan, slot.entity).into_iter().find(|it| it.field == slot.field && it.key == slot.key);
    found.map_or(Value::Nothing, |assign| assign.value)
}

#[test]
fn a_scenario_changes_what_lies_over_the_plan_and_not_the_plan() {
    let (plan, id) = supposing("Sign in");
    assert_eq!(plan.title(fixture::id(Kind::Item, "a")), Some("Auth"));
    assert_eq!(plan.scenarios[&id].over(&plan).title(fixture::id(Kind::Item, "a")), Some("Sign in"));
    let supposed: Vec<_> = plan.scenarios[&id].overlay.values().map(|it| (&it.value, &it.beneath)).collect();
    assert_eq!(supposed, [(&text("Sign in"), &text("Auth"))]);
}

#[test]
fn what_the_plan_says_anyway_is_no_longer_supposed() {
    let (mut plan, id) = supposing("Sign in");
    suppose(&mut plan, id, title("a"), text("Auth"));
    assert_eq!(plan.scenarios[&id].overlay.len(), 0);
}

#[test]
fn a_scenario_holds_neither_scenarios_nor_versions() {
    let scenario = Scenario::new(ScenarioId(fixture::id(Kind::Scenario, "later").id));
    let refused = |kind| {
        let slot = Slot::of(fixture::id(kind, "x"), Field::Title);
        scenario.suppose(vec![(slot, text("X"))], |_| Value::Nothing).unwrap_err().to_string()
    };
    expect!["a scenario cannot be changed within a scenario: return to the plan first"]
        .assert_eq(&refused(Kind::Scenario));
    expect!["a baseline cannot be changed within a scenario: return to the plan first"]
        .assert_eq(&refused(Kind::Baseline));
}

#[test]
fn what_a_peer_sends_for_a_scenario_is_checked_to_the_core() {
    let (plan, id) = supposing("Sign in");
    let key = plan.scenarios[&id].overlay.keys().next().unwrap().clone();
    let record = |key: &str, said: &str| {
        let slot = Slot { entity: id.into(), field: Field::Overlay, key: key.to_owned() };
        check(&slot, &text(said)).map_err(|refusal| refusal.to_string())
    };
    let sound = r#"[{"type":"text","value":"Sign in"},{"type":"nothing"}]"#;
    assert_eq!(record(&key, sound), Ok(()));
    assert_eq!(
        record(&key, r#"[{"type":"number","value":4},{"type":"nothing"}]"#),
        Err("title must be text".to_owned())
    );
    for (key, said) in [(key.as_str(), "[]"), (&key.to_uppercase(), sound), ("item", sound), ("", sound)] {
        let unreadable = "edit of a scenario must be a place in the plan with two values that fit it";
        assert_eq!(record(key, said), Err(unreadable.to_owned()), "{key} {said}");
    }
}

/// What the plan says after these edits of it.
fn after(plan: &Plan, edits: &[(Slot, Value)]) -> Plan {
    let mut plan = plan.clone();
    edits.iter().for_each(|(slot, value)| plan.set(slot, value));
    plan
}

#[test]
fn what_is_taken_over_is_said_by_the_plan_and_no_longer_supposed() {
    let (mut plan, id) = supposing("Sign in");
    suppose(&mut plan, id, title("b"), text("Basket"));
    let taken = plan.scenarios[&id].take_over([&title("a"), &title("unknown")]);
    let plan = after(&plan, &taken);
    assert_eq!(plan.title(fixture::id(Kind::Item, "a")), Some("Sign in"));
    assert_eq!(plan.title(fixture::id(Kind::Item, "b")), Some("Cart"));
    let left: Vec<_> = plan.scenarios[&id].overlay.values().map(|it| it.slot.clone()).collect();
    assert_eq!(left, [title("b")]);
    assert_eq!(plan.scenarios[&id].let_go([&title("a")]), [], "it is gone already");
    let empty = after(&plan, &plan.scenarios[&id].let_go([&title("b")]));
    assert_eq!(empty.scenarios[&id].overlay.len(), 0);
}

#[test]
fn an_edit_beneath_is_a_conflict_until_the_scenario_holds_its_own_against_it() {
    let (mut plan, id) = supposing("Sign in");
    let undercut = |plan: &Plan| plan.scenarios[&id].undercut(plan).count();
    assert_eq!(undercut(&plan), 0);
    plan.set(&title("a"), &text("Log in"));
    assert_eq!(undercut(&plan), 1);
    assert_eq!(plan.scenarios[&id].over(&plan).title(fixture::id(Kind::Item, "a")), Some("Sign in"));
    let held = plan.scenarios[&id].hold([&title("a")], |slot| said(&plan, slot));
    let plan = after(&plan, &held);
    assert_eq!(undercut(&plan), 0);
    let supposed: Vec<_> = plan.scenarios[&id].overlay.values().map(|it| (&it.value, &it.beneath)).collect();
    assert_eq!(supposed, [(&text("Sign in"), &text("Log in"))]);
    assert_eq!(undercut(&after(&plan, &[(title("a"), text("Sign in"))])), 0, "both say the same");
}

#[test]
fn an_edit_of_a_scenario_goes_by_its_place_and_its_words() {
    let (plan, id) = supposing("Sign in");
    let slot = plan.scenarios[&id].slot_of(&title("a"));
    let record = assigns(&plan, id.into()).into_iter().find(|it| it.field == Field::Overlay).unwrap().value;
    expect!["Title of Sign in, in Later"].assert_eq(&plan::place(&plan, &slot));
    expect!["Sign in"].assert_eq(&plan::said(&plan, &slot, &record));
    expect!["as in the plan"].assert_eq(&plan::said(&plan, &slot, &Value::Nothing));
}
