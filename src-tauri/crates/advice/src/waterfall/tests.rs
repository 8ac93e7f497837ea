//! Two versions of a plan go in, the bars between them come out.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use forecast::{Slip, When, forecast};
use plan::{
    Assign, DayRange, EntityId, Field, KeyType, Kind, Op, Range, SPECS, Slot, Value, ValueType, decide, fixture,
};

use super::*;
use crate::cause::moves_dates;
use crate::testing::{planned, today};

const DRAWS: Draws = Draws { seed: 1, trials: 64 };

fn after(plan: &Plan, ops: &[Op]) -> Plan {
    let mut plan = plan.clone();
    for op in ops {
        for (slot, value) in decide(&plan, op).expect("the op is allowed").edits {
            plan.set(&slot, &value);
        }
    }
    plan::sound(&plan).0
}

fn of(old: (&Plan, i32), new: (&Plan, i32), item: Option<ItemId>) -> Waterfall {
    let version = |(plan, days)| Version { plan, today: today().plus(days) };
    let course = course(version(old), version(new), DRAWS, &AtomicBool::new(false), &mut |_, _| ());
    course.expect("nobody stops a test").waterfall(item).expect("the item is in both")
}

fn days(slip: Slip) -> i32 {
    slip.days().unwrap_or(0)
}

/// The bars in words, and that they sum to the whole.
fn told(waterfall: &Waterfall) -> String {
    let sum = |of: fn(&Slips) -> Slip| waterfall.bars.iter().map(|bar| days(of(&bar.days))).sum::<i32>();
    assert_eq!(sum(|days| days.p50), days(waterfall.days.p50), "the bars sum to the whole at P50");
    assert_eq!(sum(|days| days.p85), days(waterfall.days.p85), "the bars sum to the whole at P85");
    let day = |when: When| when.map_or("never".to_owned(), |day| day.to_string());
    let mut said = format!("{} → {}\n", day(waterfall.before.p50), day(waterfall.after.p50));
    for bar in &waterfall.bars {
        let what = bar.differences.join("; ");
        said += &format!("{:+} {}: {what}\n", days(bar.days.p50), bar.cause.title());
    }
    said
}

fn check(waterfall: &Waterfall, expect: Expect) {
    expect.assert_eq(&told(waterfall));
}

const TWO: &str = "team core \"Core\"\nperson ada \"Ada\" team core\n\
                   item a \"Auth\" team core effort 5 basis clean\nitem b \"Billing\" team core effort 5 basis clean\n";

/// Auth Monday to Friday, then Billing to Friday 4 December. A week later Auth is done, Cart of 2 days has come in
/// between, and Billing takes 8: Cart on 30 November and 1 December, Billing from Wednesday 2 to Friday 11.
#[test]
fn a_week_is_told_day_by_day() {
    let (old, _) = planned(TWO);
    let cart = fixture::id(Kind::Item, "c");
    let values = vec![
        Assign::of(Field::Title, Value::Text("Cart".into())),
        Assign::of(Field::Team, Value::Ref(fixture::team("core").0)),
        Assign::of(Field::Estimate, Value::Range(Range::exactly(2.0))),
    ];
    let new = after(
        &old,
        &[
            Op::set(fixture::item("a"), Field::DoneOn, Value::Day(today().plus(4))),
            Op::set(fixture::item("a"), Field::State, Value::Text("done".into())),
            Op::Create { entity: cart, values },
            Op::Move { item: fixture::item("c"), before: Some(fixture::item("b")) },
            Op::set(fixture::item("b"), Field::Estimate, Value::Range(Range::exactly(8.0))),
            Op::set(fixture::item("b"), Field::Problem, Value::Text("Words move no date".into())),
        ],
    );
    check(
        &of((&old, 0), (&new, 7), Some(fixture::item("b"))),
        expect![[r#"
            2026-12-04 → 2026-12-11
            +7 Calendar: it is 30 Nov 2026 instead of 23 Nov 2026
            -7 Progress: “Auth”: state, done on
            +4 Scope: “Cart” is new
            +3 Estimates: “Billing”: estimate
        "#]],
    );
}

#[test]
fn a_plan_that_has_not_changed_has_no_bars() {
    let (plan, _) = planned(TWO);
    let waterfall = of((&plan, 0), (&plan, 0), None);
    assert_eq!((waterfall.bars.len(), waterfall.days.p50), (0, Slip::Days(0)));
}

#[test]
fn what_is_left_of_started_work_is_progress_and_more_of_it_an_estimate() {
    let (old, _) = planned(&TWO.replace("effort 5 basis clean\nitem b", "effort 5 basis clean started\nitem b"));
    let left = |days| Op::set(fixture::item("a"), Field::Estimate, Value::Range(Range::exactly(days)));
    check(
        &of((&old, 0), (&after(&old, &[left(2.0)]), 0), None),
        expect![[r#"
        2026-12-04 → 2026-12-01
        -3 Progress: “Auth”: estimate
    "#]],
    );
    check(
        &of((&old, 0), (&after(&old, &[left(7.0)]), 0), None),
        expect![[r#"
        2026-12-04 → 2026-12-08
        +4 Estimates: “Auth”: estimate
    "#]],
    );
}

#[test]
fn who_leaves_for_ever_counts_as_at_least() {
    let (old, _) = planned(TWO);
    let new = after(&old, &[Op::Delete { entity: fixture::person("ada").into() }]);
    let waterfall = of((&old, 0), (&new, 0), None);
    assert_eq!(waterfall.after.p50, None);
    assert!(matches!(waterfall.days.p50, Slip::AtLeast(days) if days > 1800), "{:?}", waterfall.days.p50);
    assert_eq!(waterfall.bars.len(), 1, "only people have changed");
    told(&waterfall);
}

const GROWING: &str = "team core \"Core\"\nperson ada \"Ada\" team core\ncomponent app \"App\" team core\n\
                       debt mess \"Mess\" in app drag 0.4 principal 5 growth 0.08\n\
                       item a \"Auth\" team core effort 20 basis clean in app 1\n";

/// Work that could not have begun before is as late as it was foreseen: so the calendar alone moves nothing here, and
/// all of the move is the growth that nobody has entered.
#[test]
fn growth_that_was_foreseen_is_told_apart_from_time() {
    let (old, _) = planned(&GROWING.replace("effort 20", "effort 20 earliest 2026-12-07"));
    let waterfall = of((&old, 0), (&old, 14), Some(fixture::item("a")));
    let bars: Vec<_> = waterfall.bars.iter().map(|bar| (bar.cause, days(bar.days.p50))).collect();
    let [(Cause::Calendar, 0), (Cause::DebtGrown, eased)] = bars[..] else { panic!("{bars:?}") };
    assert!(eased < 0, "the debt starts to grow again from what is entered");
    let grown = |days: f64| {
        let range = Value::Range(Range::exactly(0.4 * forecast::growth(0.08, days / 7.0)));
        after(&old, &[Op::set(fixture::debt("mess"), Field::Drag, range)])
    };
    let told = of((&old, 0), (&grown(14.0), 14), Some(fixture::item("a")));
    assert_eq!(told.days.p50, Slip::Days(0), "entered as foreseen, it moves nothing");
    let worse = of((&old, 0), (&grown(28.0), 14), Some(fixture::item("a")));
    let cause = worse.bars.iter().find(|bar| days(bar.days.p50) != 0).map(|bar| bar.cause);
    assert_eq!(cause, Some(Cause::DebtFound), "what is more than was foreseen has been found");
}

#[test]
fn a_debt_that_is_paid_moves_what_it_no_longer_slows_and_estimates_are_read_anew() {
    let (old, _) = planned(&GROWING.replace(" growth 0.08", "").replace("basis clean", "basis today"));
    let paid = after(&old, &[Op::set(fixture::debt("mess"), Field::State, Value::Text("paid".into()))]);
    check(
        &of((&old, 0), (&paid, 0), None),
        expect![[r#"
        2026-12-18 → 2026-12-18
        -7 Debt paid: “Mess”: state
        +7 Estimates: those that contain today's drag are read against the debts that are left
    "#]],
    );
}

#[test]
fn the_ends_are_the_forecasts_of_both_versions() {
    let mut old = Plan::default();
    for op in fixture::sample() {
        for (slot, value) in decide(&old, &op).expect("the sample is a plan").edits {
            old.set(&slot, &value);
        }
    }
    let old = plan::sound(&old).0;
    let mut ops = Vec::new();
    for (at, item) in old.ranked().iter().enumerate() {
        match at % 5 {
            0 => ops.push(Op::Move { item: item.id, before: None }),
            1 => ops.push(Op::set(item.id, Field::MaxPeople, Value::Number(1.0))),
            2 if item.estimate.is_some() => {
                ops.push(Op::set(item.id, Field::Estimate, Value::Range(Range { low: 2.0, likely: 9.0, high: 30.0 })));
                if item.state == plan::ItemState::Planned {
                    ops.push(Op::set(item.id, Field::State, Value::Text("started".into())));
                }
            }
            3 if item.state == plan::ItemState::Planned && item.kind == plan::ItemKind::Feature => {
                ops.push(Op::Delete { entity: item.id.into() });
            }
            _ => {}
        }
    }
    for (at, debt) in old.debts.values().enumerate() {
        match at % 3 {
            0 => ops.push(Op::set(debt.id, Field::State, Value::Text("paid".into()))),
            1 => ops.push(Op::set(debt.id, Field::Toil, Value::Range(Range::exactly(12.0)))),
            _ => ops.push(Op::set(debt.id, Field::Growth, Value::Number(0.03))),
        }
    }
    ops.push(Op::set(EntityId::PLAN, Field::Drift, Value::Number(0.2)));
    let new = after(&old, &ops);
    let course = course(
        Version { plan: &old, today: today() },
        Version { plan: &new, today: today().plus(17) },
        DRAWS,
        &AtomicBool::new(false),
        &mut |_, _| (),
    );
    let course = course.expect("nobody stops a test");
    let stop = AtomicBool::new(false);
    let was = forecast(&old, &DRAWS.on(today()), &stop).expect("nobody stops a test");
    let is = forecast(&new, &DRAWS.on(today().plus(17)), &stop).expect("nobody stops a test");
    for id in old.items.keys().filter(|id| new.items.contains_key(id)) {
        let waterfall = course.waterfall(Some(*id)).expect("it is in both");
        assert_eq!(waterfall.before, was.items[id].outlook.as_planned);
        assert_eq!(waterfall.after, is.items[id].outlook.as_planned);
        told(&waterfall);
    }
    let causes: BTreeSet<Cause> = course.stages.iter().map(|stage| stage.cause).collect();
    assert_eq!(causes.len(), Cause::ALL.len(), "each cause has had its turn: {causes:?}");
    told(&course.waterfall(None).expect("the plan is in both"));
}

/// A legal value that is nobody's default.
fn other(value: ValueType) -> Value {
    let day = today().plus(3);
    match value {
        ValueType::Flag => Value::Flag(true),
        ValueType::Number(low, high) | ValueType::Share(low, high) => Value::Number(low + (high - low) * 0.25),
        ValueType::Whole(_, high) => Value::Number(f64::from(high)),
        ValueType::Text => Value::Text("Ana".into()),
        ValueType::Rank => Value::Text("8180".into()),
        ValueType::Day => Value::Day(day),
        ValueType::Ref(kind) => Value::Ref(fixture::id(kind, "other").id),
        ValueType::Range | ValueType::ShareRange => Value::Range(Range { low: 1.0, likely: 2.0, high: 4.0 }),
        ValueType::DayRange => Value::DayRange(DayRange { low: day, likely: day, high: day }),
        ValueType::Choice(words) => Value::Text(words.last().copied().expect("a choice has words").to_owned()),
        ValueType::Supposed => unreachable!("what is supposed is not in the plan"),
    }
}

#[test]
fn what_is_held_to_move_no_date_moves_none() {
    let text = "team core\nperson ada team core skills rust\ncomponent app team core\n\
                debt mess in app drag 0.4 toil 3 principal 5 growth 0.02\nitem a team core effort 5/9/20 in app 1\n\
                item b team core effort 5 commit 2026-12-24\npaydown p team core pays mess 0.5\n\
                waiver w rule hidden-slip subject plan reason \"known\" until 2027-01-31 by \"Ana, EM\"\n";
    let (plan, _) = planned(text);
    let dates = |plan: &Plan| {
        let found = what_if(plan, plan, &DRAWS.on(today()), &AtomicBool::new(false)).expect("nobody stops a test");
        found.items.into_iter().map(|(id, finish)| (id, finish.p50, finish.p85, finish.dots)).collect::<Vec<_>>()
    };
    let known = dates(&plan);
    for (kind, handle) in [
        (Kind::Plan, ""),
        (Kind::Item, "a"),
        (Kind::Item, "b"),
        (Kind::Debt, "mess"),
        (Kind::Component, "app"),
        (Kind::Team, "core"),
        (Kind::Person, "ada"),
        (Kind::Waiver, "w"),
        (Kind::Baseline, "first"),
        (Kind::Decision, "split"),
        (Kind::Question, "when"),
        (Kind::Step, "tell"),
    ] {
        for spec in SPECS.iter().filter(|spec| spec.kind == kind && !moves_dates(kind, spec.field)) {
            let key = if spec.key == KeyType::Name { "hidden-slip".to_owned() } else { String::new() };
            let mut changed = plan.clone();
            let slot = Slot { entity: fixture::id(kind, handle), field: spec.field, key };
            changed.set(&slot, &if spec.field == Field::Alive { Value::Flag(false) } else { other(spec.value) });
            assert_eq!(dates(&plan::sound(&changed).0), known, "{} of a {}", spec.label, kind.word());
        }
    }
}
