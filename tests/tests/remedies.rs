//! What the ways out of flags come to, asked at the door.

use app::{Answer, OutcomeView, Question, Reply, Request};
use plan::{Field, Value};
use tests::desk::{Desk, set};

const LATE: &str = r#"
plan "Small" drift 0
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 3 drag 0.8 reviewed 2026-11-23
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 20 basis clean in ledger 1 commit 2027-01-08 to "the Board"
"#;

fn outcomes(desk: &Desk) -> Vec<OutcomeView> {
    match desk.app.answer(Question::Remedies).expect("a plan is open") {
        Answer::Remedies(outcomes) => outcomes,
        other => panic!("{other:?}"),
    }
}

fn late() -> Desk {
    let desk = Desk::new();
    desk.plan(LATE);
    desk
}

#[test]
fn each_way_out_that_can_be_taken_says_what_it_comes_to_with_the_dates_on_the_screen() {
    let desk = late();
    let outcomes = outcomes(&desk);
    let Reply::Flags(view) = desk.ask(Request::Flags) else { panic!("flags") };
    for flag in &view.flags {
        for remedy in &flag.remedies {
            let advice::RemedyAction::Apply { op } = &remedy.action else { continue };
            let outcome = outcomes
                .iter()
                .find(|it| (it.rule, &it.subject_key, &it.label) == (flag.rule, &flag.subject_key, &remedy.label))
                .unwrap_or_else(|| panic!("nothing is said of “{}”", remedy.label));
            let Reply::Preview(preview) = desk.ask(Request::Preview { op: op.clone() }) else { panic!("preview") };
            let date = preview.effect.sentence.split(" · ").next().expect("a first part");
            assert!(outcome.sentence.contains(date), "{} beside {}", outcome.sentence, preview.effect.sentence);
        }
    }
    let pay = outcomes.iter().find(|it| it.label == "Pay down “Ledger schema” first").expect("it pays");
    let when = desk.row("checkout").when;
    assert!(
        when.contains("85% by 19 Jan") && pay.sentence.starts_with("Checkout 19 Jan → "),
        "{when}; {}",
        pay.sentence
    );
}

#[test]
fn an_edit_makes_it_another_question() {
    let desk = late();
    assert!(!outcomes(&desk).is_empty());
    desk.act(set("checkout", Field::CommitmentDay, Value::Day("2027-06-01".parse().expect("a day"))));
    let promised = outcomes(&desk).into_iter().find(|it| it.rule == advice::RuleId::DebtBlindCommitment);
    assert_eq!(promised, None, "the promise holds now");
}
