//! Oracle 3: with one team of one person, basis clean, and no lag, delivery lag, earliest start, external item or limit,
//! more effort, drag or toil never finishes anything earlier, and a debt paid for nothing never finishes anything later.

mod common;

use common::planned;
use forecast::{Assumptions, TrialRecord, trials};
use plan::{ItemId, Plan};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Work {
    effort: f64,
    wide: bool,
    in_app: f64,
    skilled: bool,
    /// How far up the list its predecessor stands, if it has one.
    after: Option<usize>,
    pays: Option<usize>,
    started: bool,
}

#[derive(Clone, Debug)]
struct Owed {
    drag: f64,
    toil: f64,
    incidents: f64,
    growth: f64,
    below: bool,
}

#[derive(Clone, Copy, Debug)]
enum Turn {
    Effort(usize, f64),
    Drag(usize, f64),
    Toil(usize, f64),
    PaidForNothing(usize, usize),
}

fn work() -> impl Strategy<Value = Work> {
    (
        0.2..12.0f64,
        any::<bool>(),
        0.0..1.0f64,
        any::<bool>(),
        proptest::option::of(1..4usize),
        proptest::option::weighted(0.3, 0..3usize),
        proptest::bool::weighted(0.15),
    )
        .prop_map(|(effort, wide, in_app, skilled, after, pays, started)| Work {
            effort,
            wide,
            in_app,
            skilled,
            after,
            pays,
            started,
        })
}

fn owed() -> impl Strategy<Value = Owed> {
    (0.0..1.0f64, 0.0..10.0f64, prop_oneof![Just(0.0), 0.1..3.0f64], prop_oneof![Just(0.0), 0.0..0.1f64], any::<bool>())
        .prop_map(|(drag, toil, incidents, growth, below)| Owed { drag, toil, incidents, growth, below })
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        (0..6usize, 1.0..3.0f64).prop_map(|(item, factor)| Turn::Effort(item, factor)),
        (0..3usize, 1.0..3.0f64).prop_map(|(debt, factor)| Turn::Drag(debt, factor)),
        (0..3usize, 1.0..3.0f64).prop_map(|(debt, factor)| Turn::Toil(debt, factor)),
        (0..3usize, 0..6usize).prop_map(|(debt, place)| Turn::PaidForNothing(debt, place)),
    ]
}

/// The plan of these, after a turn if there is one.
fn text(works: &[Work], debts: &[Owed], turn: Option<Turn>) -> String {
    let mut text = "plan \"T\" drift 0.3 cap 2\nteam core focus 0.9 support 0.5 holiday 2026-12-25 \"Off\"\n\
                    person ann team core skills rust leave 2026-12-01..2026-12-02 leave 2027-01-04..2027-01-08\n\
                    component app team core\ncomponent db team core parent app\n"
        .to_owned();
    for (idx, debt) in debts.iter().enumerate() {
        let mut debt = debt.clone();
        match turn {
            Some(Turn::Drag(which, factor)) if which == idx => debt.drag *= factor,
            Some(Turn::Toil(which, factor)) if which == idx => debt.toil *= factor,
            Some(_) | None => {}
        }
        let Owed { drag, toil, incidents, growth, below } = debt;
        let component = if below { "db" } else { "app" };
        text += &format!(
            "debt d{idx} in {component} principal 3 drag {drag} toil {toil} incidents {incidents} loss 0.5/1/2 growth {growth}\n"
        );
    }
    for (idx, work) in works.iter().enumerate() {
        if let Some(Turn::PaidForNothing(debt, place)) = turn
            && place == idx
            && debt < debts.len()
        {
            text += &format!("paydown free team core pays d{debt} 1 effort 0\n");
        }
        let factor = match turn {
            Some(Turn::Effort(item, factor)) if item == idx => factor,
            Some(_) | None => 1.0,
        };
        let likely = work.effort * factor;
        let (low, high) = if work.wide { (likely * 0.6, likely * 1.7) } else { (likely, likely) };
        let kind = if work.pays.is_some_and(|debt| debt < debts.len()) { "paydown" } else { "item" };
        text += &format!("{kind} i{idx} team core basis clean effort {low}/{likely}/{high} in db {:.3}", work.in_app);
        if work.skilled {
            text += " skills rust 0.5";
        }
        if work.started {
            text += " started";
        }
        if let Some(before) = work.after.and_then(|back| idx.checked_sub(back)) {
            text += &format!(" after i{before}");
        }
        if let Some(debt) = work.pays.filter(|debt| *debt < debts.len()) {
            text += &format!(" pays d{debt} 0.7");
        }
        text += "\n";
    }
    text
}

fn ran(plan: &Plan) -> Vec<TrialRecord> {
    trials(plan, &Assumptions { today: common::monday(), seed: 7, trials: 3 })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_to_do_is_never_sooner_and_paid_for_nothing_never_later(
        works in proptest::collection::vec(work(), 1..6),
        debts in proptest::collection::vec(owed(), 1..4),
        turn in turn(),
    ) {
        let before = ran(&planned(&text(&works, &debts, None)));
        let after = ran(&planned(&text(&works, &debts, Some(turn))));
        for (before, after) in before.iter().zip(&after) {
            for (id, was) in &before.as_planned {
                let days = |when: forecast::When| when.map_or(i32::MAX, |day| day.since(common::monday()));
                let (was, is) = (days(*was), days(after.as_planned[id]));
                match turn {
                    Turn::Effort(..) | Turn::Drag(..) | Turn::Toil(..) => {
                        prop_assert!(is >= was, "{:?} finishes on day {is} and not {was} after {turn:?}", name(*id));
                    }
                    Turn::PaidForNothing(..) => {
                        prop_assert!(is <= was, "{:?} finishes on day {is} and not {was} after {turn:?}", name(*id));
                    }
                }
            }
        }
    }
}

fn name(id: ItemId) -> Option<String> {
    (0..9).map(|idx| format!("i{idx}")).find(|handle| plan::fixture::item(handle) == id)
}
