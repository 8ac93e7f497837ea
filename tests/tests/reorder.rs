//! Finding a better order, told through the door: start, watch, end, take.

use app::{Event, ReorderView, Reply, Request, Topic};
use plan::{Field, Range, Value};
use tests::desk::{Desk, item, set};

/// The dear item stands last, behind work that nobody waits for and a debt that slows it.
const UPSIDE_DOWN: &str = r#"
plan "Upside down" drift 0 cap 1
team core "Core"
person ana "Ana" team core
component ledger "Ledger" team core
debt schema "Shared schema" in ledger drag 0.9 principal 2
item tidy "Tidy up" team core effort 20 basis clean
item login "Login" team core effort 5 basis clean cod 500
item billing "Billing" team core effort 15 basis clean in ledger 1 cod 9000
"#;

fn view(reply: Reply) -> ReorderView {
    let Reply::Reorder(view) = reply else { panic!("a search is answered by how far it is: {reply:?}") };
    *view
}

fn searched(desk: &Desk) -> ReorderView {
    let started = view(desk.ask(Request::StartReorder { seconds: 600, orders: 120 }));
    assert!(!matches!(started, ReorderView::Nothing), "a search is under way");
    desk.app.reordered().expect("nobody gives it up");
    view(desk.ask(Request::Reorder))
}

#[test]
fn a_better_order_is_found_and_applied_as_one_step_that_undo_takes_back() {
    let desk = Desk::new();
    desk.plan(UPSIDE_DOWN);
    let before = desk.whole();
    let ReorderView::Done { sentence, steps, op: Some(op), stale: false, .. } = searched(&desk) else {
        panic!("there is a better order");
    };
    assert!(sentence.starts_with("Costs ") && sentence.contains(" less: "), "{sentence}");
    let said: Vec<String> = steps.iter().map(|step| format!("{} {}", step.title, step.what)).collect();
    assert_eq!(said, ["Shared schema is paid down", "Billing moves up", "Login moves down"]);
    let told = desk.events().contains(&Event::Changed { topics: vec![Topic::Reorder] });
    assert!(told, "whoever watches is told");
    assert_eq!(desk.whole().plan, before.plan, "finding changes nothing");

    desk.act(op);
    let after = desk.whole();
    let titles: Vec<&str> = after.ranked.iter().map(|id| after.plan.items[id].title.as_str()).collect();
    assert_eq!(titles, ["Pay down Shared schema", "Billing", "Login", "Tidy up"]);
    let ReorderView::Done { stale, .. } = view(desk.ask(Request::Reorder)) else { panic!("it is still there") };
    assert!(stale, "the plan is another one now");
    desk.ask(Request::Undo);
    assert_eq!(desk.whole().ranked, before.ranked);
    assert_eq!(searched(&desk), searched(&desk), "the same plan and seed find the same");
}

#[test]
fn a_search_can_be_given_up_and_ends_with_its_plan() {
    let desk = Desk::new();
    desk.plan(UPSIDE_DOWN);
    desk.ask(Request::StartReorder { seconds: 600, orders: u32::MAX });
    assert_eq!(view(desk.ask(Request::EndReorder { keep: false })), ReorderView::Nothing);
    assert!(desk.app.reordered().is_err(), "there is nothing to wait for");
    desk.ask(Request::StartReorder { seconds: 600, orders: u32::MAX });
    desk.ask(Request::Close);
    assert!(desk.app.reordered().is_err(), "nobody searches a plan that is closed");
    desk.refusal(Request::Reorder);
    desk.refusal(Request::StartReorder { seconds: 1, orders: 1 });
}

#[test]
fn what_was_found_until_now_can_be_taken() {
    let desk = Desk::new();
    desk.plan(UPSIDE_DOWN);
    desk.ask(Request::StartReorder { seconds: 600, orders: u32::MAX });
    desk.ask(Request::EndReorder { keep: true });
    let answer = desk.app.reordered().expect("it is judged, not given up");
    assert!(answer.tried >= 1);
}

#[test]
fn an_edit_makes_what_is_found_stale() {
    let desk = Desk::new();
    desk.plan(UPSIDE_DOWN);
    searched(&desk);
    desk.act(set("tidy", Field::Estimate, Value::Range(Range::exactly(1.0))));
    assert!(matches!(view(desk.ask(Request::Reorder)), ReorderView::Done { stale: true, .. }));
    assert_eq!(desk.whole().plan.items[&item("tidy")].estimate, Some(Range::exactly(1.0)));
}
