//! Decisions, questions and steps: what makes them whole, and what they may not say.

use expect_test::expect;
use plan::{Concern, DecisionId, Field, Kind, Op, Plan, Role, Slot, Value, decide, fixture};

const PLAN: &str = r#"
team core
component api team core
debt d "Shared schema" in api
item a "Auth" team core effort 5
decision old "Use one schema" decided 2026-03-02 accountable "Ana (EM)" state accepted creates d
decision new "Give each its schema" context "Both teams wait." option "Split" "Costs 9 pd." option "Wait" "Costs more." \
     outcome "Split, for it pays back by May." supersedes old shapes a retires d
question q "When can we announce it?" on a when by "Ben (PM)" asked 2026-11-20
step s "Tell the ports" of a area operations planned 2027-02-01 by "Ben"
"#;

fn plan() -> Plan {
    fixture::plan(PLAN).unwrap()
}

fn refused(field: Field, kind: Kind, handle: &str, key: &str, value: Value) -> String {
    let slot = Slot { entity: fixture::id(kind, handle), field, key: key.to_owned() };
    decide(&plan(), &Op::Set { slot, value }).unwrap_err().to_string()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_decision_neither_supersedes_itself_nor_closes_a_circle() {
    let [old, new] = ["old", "new"].map(|handle| fixture::id(Kind::Decision, handle).id.to_string());
    expect!["a decision cannot supersede itself: Give each its schema → Give each its schema"].assert_eq(&refused(
        Field::Supersedes,
        Kind::Decision,
        "new",
        &new,
        Value::Flag(true),
    ));
    expect!["a decision cannot supersede itself: Use one schema → Give each its schema → Use one schema"]
        .assert_eq(&refused(Field::Supersedes, Kind::Decision, "old", &new, Value::Flag(true)));
    assert!(plan().decisions.values().any(|decision| decision.supersedes.iter().any(|it| it.0.to_string() == old)));
}

#[test]
fn a_decision_holds_only_with_its_day_and_who_answers_for_it() {
    expect!["“Give each its schema” can be accepted only with the day on which it was decided"].assert_eq(&refused(
        Field::State,
        Kind::Decision,
        "new",
        "",
        text("accepted"),
    ));
}

#[test]
fn a_question_and_a_step_are_about_an_item() {
    for (kind, handle) in [(Kind::Question, "q"), (Kind::Step, "s")] {
        let sentence = refused(Field::Item, kind, handle, "", Value::Nothing);
        assert_eq!(sentence, format!("{} needs the item it is about", kind.with_article()));
    }
}

#[test]
fn what_is_written_of_something_that_is_gone_is_left_out() {
    let mut plan = plan();
    for entity in [fixture::id(Kind::Item, "a"), fixture::id(Kind::Debt, "d"), fixture::id(Kind::Decision, "old")] {
        plan.set(&Slot::of(entity, Field::Alive), &Value::Flag(false));
    }
    let (sound, findings) = plan::sound(&plan);
    assert_eq!((sound.questions.len(), sound.steps.len(), findings), (0, 0, vec![]));
    let new = &sound.decisions[&DecisionId(fixture::id(Kind::Decision, "new").id)];
    assert!(new.supersedes.is_empty() && new.shapes.is_empty() && new.retires.is_empty());
}

#[test]
fn a_plan_says_who_drives_a_concern() {
    let plan = fixture::plan("plan \"P\" driver technical PM\n").unwrap();
    assert_eq!(Concern::ALL.map(|it| plan.settings.driver(it)), [Role::Pm, Role::Em, Role::Pm, Role::Em]);
    let slot = |key: &str| Slot { entity: plan::EntityId::PLAN, field: Field::Driver, key: key.to_owned() };
    let refused = |key, value| decide(&plan, &Op::Set { slot: slot(key), value }).unwrap_err().to_string();
    expect!["who drives of “P”: “sales” is not one of product, delivery, technical, people"]
        .assert_eq(&refused("sales", text("PM")));
    expect!["who drives of “P”: “viewer” is not one of PM, EM"].assert_eq(&refused("product", text("viewer")));
}
