//! Two and three people with copies of one plan.

use plan::{Document, Field, Intent, Kind, Op, Rejection, Slot, Value, fixture};

use crate::replica::Replica;

fn title(handle: &str, title: &str) -> Op {
    Op::Set { slot: slot(handle), value: Value::Text(title.to_owned()) }
}

fn slot(handle: &str) -> Slot {
    Slot::of(fixture::id(Kind::Item, handle), Field::Title)
}

fn shown<'a>(replica: &'a Replica, handle: &str) -> &'a str {
    &replica.plan().items[&fixture::item(handle)].title
}

/// Two replicas that both know an item `a`.
fn pair() -> (Replica, Replica) {
    let (mut one, mut two) = (Replica::new(0), Replica::new(1));
    for op in fixture::ops("item a \"Auth\"").unwrap() {
        one.act(&op).unwrap();
    }
    two.take(one.log.clone());
    (one, two)
}

#[test]
fn concurrent_edits_conflict_until_somebody_settles_them() {
    let (mut one, mut two) = pair();
    one.act(&title("a", "Sign in")).unwrap();
    two.act(&title("a", "Log in")).unwrap();
    let (from_one, from_two) = (one.log.clone(), two.log.clone());
    one.take(from_two);
    two.take(from_one);
    assert_eq!(one.plan(), two.plan());
    let conflicts = one.document.conflicts();
    assert_eq!(conflicts, two.document.conflicts());
    assert_eq!(conflicts.len(), 1);
    let said = [&conflicts[0].winner.value, &conflicts[0].others[0].value];
    assert!(
        said.contains(&&Value::Text("Sign in".into())) && said.contains(&&Value::Text("Log in".into())),
        "{said:?}"
    );

    two.act(&title("a", "Enter")).unwrap();
    one.take(two.log.clone());
    assert_eq!(shown(&one, "a"), "Enter");
    assert_eq!(one.document.conflicts(), []);
    assert_eq!(one.plan(), two.plan());
}

#[test]
fn the_same_said_twice_is_no_conflict() {
    let (mut one, mut two) = pair();
    one.act(&title("a", "Sign in")).unwrap();
    two.act(&title("a", "Sign in")).unwrap();
    one.take(two.log.clone());
    assert_eq!(one.document.conflicts(), []);
}

#[test]
fn a_change_waits_for_those_before_it() {
    let (mut one, _) = pair();
    one.act(&title("a", "B")).unwrap();
    one.act(&title("a", "C")).unwrap();
    let [first, second, third] = <[_; 3]>::try_from(one.log.clone()).unwrap();
    let mut late = Replica::new(2);
    let waits = late.take([third.clone()]);
    assert_eq!((waits.taken.len(), waits.held), (0, vec![third.id]));
    assert_eq!(late.take([first.clone()]).taken, [first]);
    assert_eq!(late.take([second.clone()]).taken, [second, third]);
    assert_eq!(late.plan(), one.plan());
    assert_eq!(late.take(one.log.clone()).taken, [], "known changes are ignored");
}

#[test]
fn what_is_altered_or_forked_stays_out() {
    let (mut one, mut two) = pair();
    one.act(&title("a", "B")).unwrap();
    let mut altered = one.log.last().unwrap().clone();
    assert!(altered.verify().is_err(), "not signed");
    altered.sign(&one.key);
    assert_eq!(altered.verify(), Ok(()));
    altered.edits[0].value = Value::Text("Evil".to_owned());
    assert_eq!(altered.verify(), Err(Rejection::Signature { label: altered.label.clone() }));

    let mut wrong = one.log.last().unwrap().clone();
    wrong.edits[0].value = Value::Number(1.0);
    let merged = two.take([wrong]);
    assert_eq!(
        merged.rejected[0].1.to_string(),
        "the change “Rename Auth to B” does not fit a plan: title must be text"
    );
    let mut unchained = one.log.last().unwrap().clone();
    unchained.previous = [1; 32];
    assert!(matches!(two.take([unchained]).rejected[0].1, Rejection::Forked { .. }));
    assert_eq!(shown(&two, "a"), "Auth");
    two.take(one.log.clone());
    assert_eq!(shown(&two, "a"), "B", "the true one still comes in");
}

#[test]
fn a_change_is_the_same_after_a_journey_as_text() {
    let mut replica = Replica::new(0);
    for op in fixture::sample() {
        replica.act(&op).unwrap();
    }
    for change in &replica.log {
        let text = serde_json::to_string(change).unwrap();
        let back: plan::Change = serde_json::from_str(&text).unwrap();
        assert_eq!(&back, change);
        assert_eq!(back.content(), change.content());
    }
}

#[test]
fn a_document_reopens_without_its_history() {
    let (mut one, mut two) = pair();
    one.act(&title("a", "Sign in")).unwrap();
    two.act(&title("a", "Log in")).unwrap();
    two.act(&title("a", "Enter")).unwrap();
    one.take([two.log[2].clone()]);
    let slots = one.document.slots().map(|(slot, heads)| (slot.clone(), heads.to_vec()));
    let held = one.document.held().cloned();
    let mut reopened = Document::from_heads(one.document.tips().clone(), slots, held, []).unwrap();
    assert_eq!(reopened.plan(), one.plan());
    assert_eq!(reopened.version(), one.document.version());
    one.take(two.log.clone());
    reopened.merge(two.log.clone());
    assert_eq!(reopened.plan(), one.plan());
    assert_eq!(reopened.conflicts(), one.document.conflicts());
    assert_eq!(reopened.held().count(), 0);
}

#[test]
fn undo_puts_back_what_was_there_and_spares_what_others_wrote_since() {
    let (mut one, mut two) = pair();
    one.act(&title("a", "B")).unwrap();
    assert!(one.undo());
    assert_eq!(shown(&one, "a"), "Auth");
    assert!(one.redo());
    assert_eq!(shown(&one, "a"), "B");
    two.take(one.log.clone());
    two.act(&title("a", "Theirs")).unwrap();
    one.take(two.log.clone());
    assert!(one.undo());
    assert_eq!(shown(&one, "a"), "Theirs", "the value that the undone change wrote stands no more");
}

#[test]
fn undo_of_one_side_of_a_conflict_shows_the_other() {
    let (mut one, mut two) = pair();
    two.act(&title("a", "Theirs")).unwrap();
    one.act(&title("a", "B")).unwrap();
    one.act(&title("a", "Mine")).unwrap();
    one.take(two.log.clone());
    assert_eq!((shown(&one, "a"), one.document.conflicts().len()), ("Mine", 1));
    assert!(one.undo());
    assert_eq!((shown(&one, "a"), one.document.conflicts().len()), ("Theirs", 0));
    assert!(one.redo());
    assert_eq!(shown(&one, "a"), "Mine");
}

#[test]
fn undo_goes_all_the_way_back_and_redo_all_the_way_forth() {
    let mut replica = Replica::new(0);
    for op in fixture::ops("team t\nitem a team t effort 5\nitem b after a").unwrap() {
        replica.act(&op).unwrap();
    }
    replica.act(&Op::Delete { entity: fixture::id(Kind::Item, "a") }).unwrap();
    let full = replica.plan().clone();
    let mut steps = 0;
    while replica.undo() {
        steps += 1;
    }
    assert!(replica.plan().items.values().all(|item| !item.alive) && steps == 6);
    while replica.redo() {
        steps -= 1;
    }
    assert_eq!(steps, 0);
    assert_eq!(replica.plan(), &full);
    assert!(replica.undo());
    replica.write("something new", Intent::Act, vec![(slot("b"), Value::Text("New".to_owned()))]);
    assert!(!replica.redo(), "who does something new can no longer redo");
}
