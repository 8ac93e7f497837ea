//! Several debts become one paydown, told through the door.

use app::{DebtRow, PaydownView, Reply, Request};
use plan::{DebtId, ItemKind, Kind, fixture};
use tests::desk::{Desk, item};

const SCENE: &str = r#"
plan "Small" drift 0
team core "Core"
team edge "Edge"
person ana "Ana" team core
person ben "Ben" team core
person cleo "Cleo" team edge
component api "API" team core
component web "Web" team edge
debt slow "Slow tests" in api principal 8 drag 0.3
debt fork "Forked client" in web principal 4 toil 2
debt vague "Nobody knows" in web
debt gone "Old schema" in api principal 3 state paid
debt kept "Night job" in api principal 6 toil 1
item login "Login" team core effort 30 basis clean in api
paydown nights "Retire the night job" team core pays kept
"#;

fn debt(handle: &str) -> DebtId {
    DebtId(fixture::id(Kind::Debt, handle).id)
}

fn desk() -> Desk {
    let desk = Desk::planning(SCENE);
    desk.app.judged().expect("the forecast is not given up");
    desk
}

fn paydown(desk: &Desk, debts: &[&str]) -> PaydownView {
    let debts = debts.iter().map(|handle| debt(handle)).collect();
    let Reply::Paydown(view) = desk.ask(Request::Paydown { debts }) else { panic!("paydown") };
    view
}

#[test]
fn several_debts_become_one_paydown_in_one_step() {
    let desk = desk();
    let view = paydown(&desk, &["slow", "fork", "slow"]);
    assert!(view.sentence.starts_with("2 debts, 12 pd, pays back "), "{}", view.sentence);
    assert!(view.sentence.ends_with(" · Core"), "most of the effort is Core's: {}", view.sentence);
    assert!(view.left_out.is_empty());
    let label = desk.act(view.op.expect("there is something to pay"));
    assert_eq!(label, "Pay down Slow tests and 1 more");
    let plan = desk.whole().plan;
    let made = &plan.items[&plan::ItemId(view.item.id)];
    assert_eq!((made.kind, made.estimate), (ItemKind::Paydown, None), "its effort is that of the principals");
    assert_eq!(made.pays.iter().map(|(id, share)| (*id, *share)).collect::<Vec<_>>().len(), 2);
    assert!(desk.row("login").when.starts_with("50% by"));
    let rows = desk.roadmap().lanes.into_iter().flat_map(|lane| lane.rows).map(|row| row.title).collect::<Vec<_>>();
    assert_eq!(
        rows.last().map(String::as_str),
        Some("Pay down Slow tests and 1 more"),
        "the rank is for people to give"
    );
    desk.ask(Request::Undo);
    let plan = desk.whole().plan;
    assert!(!plan.items.contains_key(&plan::ItemId(view.item.id)), "one step to undo");
    assert_eq!(plan.debts[&debt("slow")].state.word(), "open");
    assert!(plan.items.contains_key(&item("login")));
}

#[test]
fn what_cannot_be_planned_is_left_out_with_its_reason() {
    let desk = desk();
    let view = paydown(&desk, &["vague", "gone", "kept"]);
    assert_eq!(view.sentence, "nothing here is left to pay");
    assert_eq!(view.op, None);
    assert_eq!(
        view.left_out,
        [
            "“Nobody knows” is without a principal: say first what it takes to pay it off",
            "“Old schema” is paid",
            "“Night job” is paid by “Retire the night job” already",
        ]
    );
    let view = paydown(&desk, &["gone", "fork"]);
    assert!(view.sentence.starts_with("1 debt, 4 pd, ") && view.sentence.ends_with(" · Edge"), "{}", view.sentence);
    assert_eq!(view.left_out.len(), 1);
}

#[test]
fn a_debt_touches_the_people_it_slows_and_those_who_own_it() {
    let desk = desk();
    let Reply::Debts(view) = desk.ask(Request::Debts) else { panic!("debts") };
    let touches = |handle: &str| view.rows.iter().find(|row: &&DebtRow| row.id == debt(handle)).map(|row| row.touches);
    assert_eq!([touches("slow"), touches("fork")], [Some(2), Some(1)]);
}

#[test]
fn the_timeline_says_the_way_out_of_what_slows_an_item_and_which_dates_rest_on_little() {
    let desk = desk();
    let roadmap = desk.roadmap();
    assert_eq!(roadmap.fixes[&item("login")], "Slow tests is not planned to be paid; it would take 8 pd");
    assert_eq!(roadmap.lanes[0].thin, "thin data: none of its items was finished with its effort known");
    desk.act(paydown(&desk, &["slow"]).op.expect("there is something to pay"));
    let fix = desk.roadmap().fixes[&item("login")].clone();
    assert!(fix.starts_with("Slow tests is paid by “Pay down Slow tests”, 85% by "), "{fix}");
}

#[test]
fn a_paydown_has_no_hidden_slip_for_without_debt_it_would_not_be() {
    let view = desk().item("nights");
    assert_eq!(view.hidden_slip, "");
    assert_eq!(
        view.paydown_gain,
        "it pays debt off: without the debt there would be nothing to do, and so no slip to tell of"
    );
}
