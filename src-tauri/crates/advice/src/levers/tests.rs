//! A plan and an item go in; what would bring it forward comes out, the best first.

use std::sync::atomic::Ordering;

use expect_test::{Expect, expect};
use plan::fixture;

use super::*;
use crate::testing::{applied, forecast_of, planned};

const BUDGET: Budget = Budget { seed: 1, screening: 64, trials: 128, few: 8 };
/// Trials of the forecast whose dates are on the screen.
const FULL: u32 = 256;

fn of(text: &str, item: &str) -> Levers {
    let (plan, _) = planned(text);
    let full = forecast_of(&plan, FULL);
    levers(&plan, &full, fixture::item(item), BUDGET, &AtomicBool::new(false), &mut |_| ControlFlow::Continue(()))
}

/// Days won at P85, what to do, and what it costs.
fn check(text: &str, item: &str, expect: Expect) {
    let (plan, _) = planned(text);
    let found = of(text, item);
    let mut said = String::new();
    for lever in &found.levers {
        let broken = if lever.broken.is_empty() { "" } else { ", breaks a promise" };
        said += &format!("{} days: {}; {}{broken}\n", days(lever.won.p85), lever.remedy.label, lever.price);
        applied(&plan, &lever.remedy.action);
    }
    assert!(found.complete && found.done == found.of, "all that was to be tried has been");
    expect.assert_eq(&said);
}

/// Login takes ten days, then Checkout 20·m(0.8). Without Login before it, Checkout comes ten working days earlier; three
/// days for the debt first win 20·(m(0.8) − 1) − 3.
const TWO: &str = r#"
team core "Core"
person ada "Ada" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 3 drag 0.8 reviewed 2026-11-23
item login "Login" team core effort 10 basis clean
item checkout "Checkout" team core effort 20 basis clean in ledger 1 commit 2027-01-08 to "the Board"
"#;

#[test]
fn every_move_that_wins_a_day_is_ranked_by_what_it_wins_for_its_cost() {
    check(
        TWO,
        "checkout",
        expect![[r#"
            14 days: Move “Checkout” up, before “Login”; “Login” comes 46 days later
            13 days: Pay down “Ledger schema” first; 3 pd to pay it off
            22 days: Split “Checkout”: half of it now, the rest later; 16 pd of it come later
            14 days: Cut “Login”; 10 pd of work is not done
            13 days: Take a shortcut in “Checkout”, for a debt; a debt of 9 pd
            7 days: Add a person to Core from 21 Dec; 5.9 pd of a new person by then
            0 days: Promise “Checkout” for 19 Jan instead; nothing else comes later
        "#]],
    );
}

#[test]
fn what_breaks_another_promise_comes_last() {
    let text = TWO.replace("effort 10 basis clean", "effort 10 basis clean commit 2026-12-04");
    check(
        &text,
        "checkout",
        expect![[r#"
            13 days: Pay down “Ledger schema” first; 3 pd to pay it off
            22 days: Split “Checkout”: half of it now, the rest later; 16 pd of it come later
            13 days: Take a shortcut in “Checkout”, for a debt; a debt of 9 pd
            7 days: Add a person to Core from 21 Dec; 5.9 pd of a new person by then
            0 days: Promise “Checkout” for 19 Jan instead; nothing else comes later
            14 days: Move “Checkout” up, before “Login”; “Login” comes 46 days later, breaks a promise
        "#]],
    );
}

#[test]
fn what_costs_others_more_than_it_wins_comes_after_what_does_not() {
    let text = TWO.replace("effort 10 basis clean", "effort 10 basis clean cod 9000");
    let text = text.replace("in ledger 1 commit", "in ledger 1 cod 9000 commit");
    check(
        &text,
        "checkout",
        expect![[r#"
            13 days: Pay down “Ledger schema” first; 3 pd to pay it off
            22 days: Split “Checkout”: half of it now, the rest later; 16 pd of it come later
            14 days: Cut “Login”; 10 pd of work is not done
            13 days: Take a shortcut in “Checkout”, for a debt; a debt of 9 pd
            7 days: Add a person to Core from 21 Dec; 5.9 pd of a new person by then
            0 days: Promise “Checkout” for 19 Jan instead; nothing else comes later
            14 days: Move “Checkout” up, before “Login”; “Login” comes 46 days later
        "#]],
    );
}

#[test]
fn what_waits_for_skills_and_limits_is_freed_from_them() {
    let text = r#"
team core "Core" wip 1 reserve 1
person ada "Ada" team core skills rust
person bob "Bob" team core
item long "Long" team core effort 60 basis clean started people 1
item ledger "Ledger" team core effort 40 basis clean skills rust 1
"#;
    check(
        text,
        "ledger",
        expect![[r#"
            95 days: Lift the limit of 1 at once in Core; nothing else comes later
            33 days: Have Bob learn rust; nothing else comes later
            33 days: Split “Ledger”: half of it now, the rest later; 20 pd of it come later
            18 days: Give up the reserve of Core; 20 pd of reserve by then
            35 days: Add a person with rust to Core from 21 Dec; 50 pd of a new person by then
        "#]],
    );
}

#[test]
fn a_finished_item_needs_no_lever() {
    let found = of(&TWO.replace("effort 10 basis clean", "effort 10 done 2026-11-02"), "login");
    assert_eq!((found.complete, found.of, found.levers.len()), (true, 0, 0));
}

#[test]
fn what_is_stopped_keeps_what_it_has_found() {
    let (plan, _) = planned(TWO);
    let full = forecast_of(&plan, FULL);
    let stop = AtomicBool::new(false);
    let mut steps = 0;
    let found = levers(&plan, &full, fixture::item("checkout"), BUDGET, &stop, &mut |so_far| {
        assert!(so_far.done <= so_far.of);
        steps += 1;
        stop.store(so_far.levers.len() == 2, Ordering::Relaxed);
        ControlFlow::Continue(())
    });
    assert_eq!((found.complete, found.levers.len(), found.done), (false, 2, steps));
    let whole = of(TWO, "checkout");
    for lever in &found.levers {
        assert!(whole.levers.contains(lever), "what was measured stays as it was measured");
    }
}

#[test]
fn when_the_time_is_up_there_are_fewer_levers_and_the_same_figures() {
    let (plan, _) = planned(TWO);
    let full = forecast_of(&plan, FULL);
    let stop = AtomicBool::new(false);
    let whole = of(TWO, "checkout");
    for most in 1..whole.levers.len() {
        let found = levers(&plan, &full, fixture::item("checkout"), BUDGET, &stop, &mut |so_far| {
            if so_far.levers.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((found.complete, found.levers.len(), found.trials), (false, most, BUDGET.trials));
        assert!(found.left > 0, "it is said how many were not measured");
        assert!(found.levers.iter().all(|lever| whole.levers.contains(lever)));
    }
    assert_eq!(whole.left, 0);
}

#[test]
fn where_there_are_many_moves_a_first_look_drops_only_what_wins_little() {
    let mut text = "team core \"Core\" reserve 1 wip 2\nperson ada \"Ada\" team core skills rust\n\
                    person bob \"Bob\" team core\ncomponent app \"App\" team core\n"
        .to_owned();
    for debt in 0..6 {
        text += &format!("debt d{debt} \"Debt {debt}\" in app principal {} drag 0.{}\n", 2 + debt, 2 + debt);
    }
    for item in 0..6 {
        text += &format!("item i{item} \"Item {item}\" team core effort {} skills rust 0.5\n", 5 + item);
    }
    text += "item last \"Last\" team core effort 8/10/20 in app 1 skills rust 0.5 commit 2027-01-29\n";
    let (plan, _) = planned(&text);
    let full = forecast_of(&plan, FULL);
    let found = |few: usize| {
        let budget = Budget { few, ..BUDGET };
        levers(&plan, &full, fixture::item("last"), budget, &AtomicBool::new(false), &mut |so_far| {
            assert!(so_far.done <= so_far.of);
            ControlFlow::Continue(())
        })
    };
    // Looked at twice, as they are more than three times three; and once, as they are not three times as many.
    let (twice, once) = (found(3), found(30));
    assert!(twice.tried > 9 && twice.complete && twice.done == twice.of, "{} moves", twice.tried);
    assert_eq!(
        twice.levers.first(),
        once.levers.first(),
        "the best is not lost by looking at it in fewer trials first"
    );
    assert!(twice.levers.iter().all(|lever| once.levers.contains(lever)));
}
