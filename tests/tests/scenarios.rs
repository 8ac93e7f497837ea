//! Scenarios, told through the door: made, edited like the plan, compared, taken over, kept apart.

use app::{Answer, CompareView, Moment, Part, Question, Reply, Request, ScenarioRow, ScenarioView, Source, StartView};
use expect_test::expect;
use plan::{Assign, EntityId, Field, ItemId, Kind, Op, Range, Role, ScenarioId, Value, fixture};
use tests::desk::{Desk, item, set, slot};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component ledger "Ledger" team core
debt schema "Ledger schema" in ledger principal 3 drag 0.5 reviewed 2026-11-23
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 10 basis clean in ledger 1 commit 2026-12-18 to "the Board" cod 700
"#;

fn list(desk: &Desk) -> Vec<ScenarioRow> {
    let Reply::Scenarios(view) = desk.ask(Request::Scenarios) else { panic!("scenarios") };
    view.scenarios
}

fn says(desk: &Desk, id: ScenarioId) -> ScenarioView {
    let Reply::CompareScenario(view) = desk.ask(Request::CompareScenario { id }) else { panic!("a scenario") };
    view
}

fn comes_to(desk: &Desk, id: ScenarioId) -> CompareView {
    match desk.app.answer(Question::Scenario { scenario: id }) {
        Ok(Answer::Scenario(view)) => *view,
        other => panic!("a comparison: {other:?}"),
    }
}

/// Makes a scenario and enters it.
fn make(desk: &Desk, name: &str) -> ScenarioId {
    let Reply::Start(start) = desk.ask(Request::MakeScenario { name: name.into() }) else { panic!("start") };
    start.within.expect("a scenario is entered once it is made").id
}

fn leave(desk: &Desk) -> StartView {
    let Reply::Start(start) = desk.ask(Request::LeaveScenario) else { panic!("start") };
    start
}

fn effort(desk: &Desk, handle: &str, days: f64) -> String {
    desk.act(set(handle, Field::Estimate, Value::Range(Range::exactly(days))))
}

fn estimate(desk: &Desk, handle: &str) -> Option<Range> {
    desk.whole().plan.items.get(&item(handle)).and_then(|item| item.estimate)
}

fn new_item(handle: &str, title: &str, after: Option<&str>) -> Op {
    let core = fixture::id(Kind::Team, "core").id;
    let mut values = vec![
        Assign::of(Field::Title, Value::Text(title.into())),
        Assign::of(Field::Team, Value::Ref(core)),
        Assign::of(Field::Estimate, Value::Range(Range::exactly(2.0))),
    ];
    values.extend(after.map(|on| Assign { field: Field::After, key: item(on).to_string(), value: Value::Number(0.0) }));
    Op::Create { entity: item(handle).into(), values }
}

fn change(view: &ScenarioView, at: usize) -> Part {
    Part::Change { change: view.changes[at].change.clone() }
}

fn place(handle: &str, field: Field) -> Part {
    Part::Slots { slots: vec![slot(item(handle).into(), field)] }
}

#[test]
fn a_scenario_is_made_in_one_step_edited_like_the_plan_and_leaves_the_plan_alone() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, " Sooner ");
    assert_eq!(effort(&desk, "billing", 4.0), "Estimate of Billing: 4 pd");
    assert_eq!(desk.row("billing").when, "50% by 7 Dec · 85% by 7 Dec · 95% by 7 Dec", "its own forecast");
    assert_eq!(desk.status().undo.as_deref(), Some("In Sooner: Estimate of Billing: 4 pd"));
    let row = list(&desk).remove(0);
    assert_eq!((row.name.as_str(), row.by.as_str(), row.changes, row.conflicts), ("Sooner", "Ana Keller, EM", 1, 0));
    assert!(row.within);

    assert_eq!(leave(&desk).within, None);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)));
    assert_eq!(desk.row("billing").when, "50% by 18 Dec · 85% by 18 Dec · 95% by 18 Dec");
    desk.ask(Request::EnterScenario { id });
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)));
    desk.ask(Request::Undo);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)), "undone in the scenario");
    desk.ask(Request::Redo);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)));
    assert_eq!(desk.whole().plan.scenarios[&id].overlay.len(), 0, "its edits are asked for where they are shown");
}

#[test]
fn a_preview_and_what_it_previews_are_of_the_scenario() {
    let desk = Desk::planning(SMALL);
    make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    let op = set("login", Field::Estimate, Value::Range(Range::exactly(10.0)));
    let Reply::Preview(preview) = desk.ask(Request::Preview { op: op.clone() }) else { panic!("a preview") };
    let sentence = preview.effect.sentence;
    desk.act(op);
    assert_eq!(desk.row("billing").when, "50% by 14 Dec · 85% by 14 Dec · 95% by 14 Dec");
    assert!(sentence.starts_with("Billing 7 Dec → 14 Dec at 85%"), "{sentence}");
}

#[test]
fn what_is_exported_from_a_scenario_says_that_it_is_one() {
    let desk = Desk::planning(SMALL);
    make(&desk, "Sooner");
    let Reply::Text(text) = desk.ask(Request::Export { format: app::Format::Markdown, path: None }) else { panic!() };
    assert!(text.contains("Small, scenario “Sooner”"), "{text}");
}

#[test]
fn a_better_order_of_a_scenario_is_searched_and_taken_there() {
    let desk = Desk::planning(SMALL);
    make(&desk, "Ordered");
    desk.ask(Request::StartReorder { seconds: 20, orders: 50 });
    desk.app.reordered().expect("it is not given up");
    let Reply::Reorder(found) = desk.ask(Request::Reorder) else { panic!("a search") };
    let app::ReorderView::Done { op: Some(op), stale: false, .. } = *found else { panic!("an order: {found:?}") };
    desk.act(op);
    assert_eq!(list(&desk)[0].changes, 1);
    let first = |desk: &Desk| desk.whole().ranked[0];
    let ordered = first(&desk);
    leave(&desk);
    assert_ne!(ordered, first(&desk), "the plan keeps its order");
    let Reply::Reorder(found) = desk.ask(Request::Reorder) else { panic!("a search") };
    assert!(matches!(*found, app::ReorderView::Done { stale: true, .. }), "it was not of the plan");
}

#[test]
fn what_belongs_to_the_plan_alone_is_refused_within_a_scenario() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    let says = |request| desk.refusal(request).message;
    expect![
        "you are in the scenario “Sooner”: a scenario is made from the plan, not from another; return to the plan first"
    ]
    .assert_eq(&says(Request::MakeScenario { name: "Sooner still".into() }));
    expect!["you are in the scenario “Sooner”: a baseline is made of the plan; return to the plan first"]
        .assert_eq(&says(Request::MakeBaseline { name: "Q1".into() }));
    let nested = Op::Create {
        entity: fixture::id(Kind::Scenario, "nested"),
        values: vec![Assign::of(Field::Title, Value::Text("Nested".into()))],
    };
    expect!["a scenario cannot be changed within a scenario: return to the plan first"]
        .assert_eq(&says(Request::Act { op: nested }));
    leave(&desk);
    expect!["there is a scenario “Sooner” already: choose another name"]
        .assert_eq(&says(Request::MakeScenario { name: "sooner".into() }));
    expect!["title may not be empty"].assert_eq(&says(Request::RenameScenario { id, name: " ".into() }));
    let unknown = ScenarioId(fixture::id(Kind::Scenario, "unknown").id);
    expect!["there is no such scenario in the plan"].assert_eq(&says(Request::EnterScenario { id: unknown }));
}

#[test]
fn stepping_back_leaves_the_scenario() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    let first = says(&desk, id).changes[0].change.clone();
    let moment = Moment::Change { change: first };
    let Reply::Start(start) = desk.ask(Request::StepBack { moment }) else { panic!("start") };
    assert!(start.viewing.is_some() && start.within.is_none());
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)), "the plan of then, not the scenario");
    let Reply::Start(start) = desk.ask(Request::EnterScenario { id }) else { panic!("start") };
    assert!(start.viewing.is_none() && start.within.is_some());
}

#[test]
fn an_edit_beneath_is_shown_as_a_conflict_with_three_ways_out() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    desk.act(set("login", Field::Title, Value::Text("Sign in".into())));
    leave(&desk);
    effort(&desk, "billing", 12.0);
    desk.act(set("login", Field::Title, Value::Text("Log in".into())));
    assert_eq!(list(&desk)[0].conflicts, 2);
    let conflict = &says(&desk, id).conflicts[0];
    let sentences: Vec<String> = says(&desk, id).conflicts.into_iter().map(|conflict| conflict.sentence).collect();
    let estimate_of = "Estimate of Billing: the scenario says 4 pd; the plan said 10 pd then, and says 12 pd now";
    assert!(sentences.iter().any(|sentence| sentence == estimate_of), "{sentences:?}");
    assert!(!conflict.gone);

    let refusal = desk.refusal(Request::TakeOver { id, what: Part::All }).message;
    assert!(refusal.contains("was changed in the plan since: decide there first"), "{refusal}");
    let keep = Request::KeepInScenario { id, what: place("billing", Field::Estimate) };
    assert_eq!(desk.ask(keep), Reply::Done("Keep Estimate of Billing as the scenario has it".into()));
    desk.ask(Request::DropFromScenario { id, what: place("login", Field::Title) });
    assert_eq!(list(&desk)[0].conflicts, 0);
    desk.ask(Request::EnterScenario { id });
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)), "kept");
    assert_eq!(desk.row("login").title, "Log in", "the plan's");
    leave(&desk);
    effort(&desk, "billing", 13.0);
    desk.ask(Request::TakeOver { id, what: place("billing", Field::Estimate) });
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)), "taken over");
    assert_eq!(list(&desk)[0].changes, 0);
}

#[test]
fn what_is_moved_in_both_is_told_without_its_place_in_the_order() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    desk.act(Op::Move { item: item("billing"), before: Some(item("login")) });
    leave(&desk);
    desk.act(new_item("export", "Export", None));
    desk.act(Op::Move { item: item("billing"), before: None });
    let view = says(&desk, id);
    expect!["“Billing” was moved in the plan since the scenario moved it"].assert_eq(&view.conflicts[0].sentence);
    assert_eq!(view.changes[0].edits[0].to, "another place");
    desk.ask(Request::KeepInScenario { id, what: Part::Slots { slots: view.conflicts[0].slots.clone() } });
    assert_eq!(list(&desk)[0].conflicts, 0);
}

#[test]
fn what_is_deleted_beneath_is_told_and_comes_back_in_the_scenario_if_it_is_kept() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    leave(&desk);
    desk.act(Op::Delete { entity: item("billing").into() });
    let view = says(&desk, id);
    expect!["“Billing” was deleted from the plan: what the scenario says of it has no effect"]
        .assert_eq(&view.conflicts[0].sentence);
    expect!["“Billing” is not in the plan any more: drop it from the scenario, or bring it back"]
        .assert_eq(&desk.refusal(Request::TakeOver { id, what: Part::All }).message);
    desk.ask(Request::KeepInScenario { id, what: Part::Slots { slots: view.conflicts[0].slots.clone() } });
    assert_eq!(list(&desk)[0].conflicts, 0);
    desk.ask(Request::EnterScenario { id });
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)));
}

#[test]
fn a_change_is_taken_over_alone_in_one_step_and_leaves_the_scenario_by_it() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    effort(&desk, "login", 3.0);
    leave(&desk);
    let Reply::Done(done) = desk.ask(Request::TakeOver { id, what: change(&says(&desk, id), 0) }) else { panic!() };
    expect!["Take over “Estimate of Billing: 4 pd” from Sooner"].assert_eq(&done);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)));
    assert_eq!(estimate(&desk, "login"), Some(Range::exactly(5.0)), "the other change stays where it is");
    assert_eq!(list(&desk)[0].changes, 1);
    desk.ask(Request::Undo);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)));
    assert_eq!(list(&desk)[0].changes, 2, "one step back puts both back");
    desk.ask(Request::DropFromScenario { id, what: change(&says(&desk, id), 0) });
    assert_eq!(list(&desk)[0].changes, 1);
}

#[test]
fn what_is_made_in_a_scenario_is_taken_over_with_all_that_is_said_of_it() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "More");
    desk.act(new_item("export", "Export", None));
    desk.act(new_item("report", "Report", Some("export")));
    desk.act(set("export", Field::Title, Value::Text("Export to the bank".into())));
    leave(&desk);
    let view = says(&desk, id);
    let obstacles: Vec<&str> = view.changes.iter().map(|change| change.obstacle.as_str()).collect();
    assert_eq!(obstacles[0], "");
    expect![
        "it cannot be taken over by itself: “Report” waits for an item that is not in the plan: that does not count"
    ]
    .assert_eq(obstacles[1]);
    expect!["“Export to the bank” is only in the scenario: take over first what makes it"].assert_eq(obstacles[2]);
    desk.ask(Request::TakeOver { id, what: change(&view, 0) });
    assert_eq!(desk.row("export").title, "Export to the bank");
    desk.ask(Request::TakeOver { id, what: Part::All });
    assert!(desk.whole().plan.items[&item("report")].after.contains_key(&item("export")));
    assert_eq!(list(&desk)[0].changes, 0);
    assert_eq!(desk.whole().findings, []);
}

#[test]
fn a_scenario_goes_without_a_trace_and_comes_back_by_undo() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    desk.ask(Request::RenameScenario { id, name: "Sooner by far".into() });
    let Reply::Start(start) = desk.ask(Request::Start) else { panic!("start") };
    assert_eq!(start.within.map(|within| within.name).as_deref(), Some("Sooner by far"));
    let before = estimate(&desk, "login");
    desk.ask(Request::DeleteScenario { id });
    let Reply::Start(start) = desk.ask(Request::Start) else { panic!("start") };
    assert_eq!(start.within, None, "what is gone is not looked at");
    assert_eq!(list(&desk), []);
    assert_eq!((estimate(&desk, "billing"), estimate(&desk, "login")), (Some(Range::exactly(10.0)), before));
    desk.ask(Request::Undo);
    assert_eq!(list(&desk)[0].changes, 1);
}

#[test]
fn a_comparison_tells_dates_chances_accounts_flags_and_cost_under_the_same_luck() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Pay first");
    let pays = |handle: &str| fixture::id(Kind::Debt, handle).id.to_string();
    let core = fixture::id(Kind::Team, "core").id;
    desk.act(Op::All {
        label: "Pay down Ledger schema first".into(),
        ops: vec![
            Op::Create {
                entity: item("pay").into(),
                values: vec![
                    Assign::of(Field::Title, Value::Text("Give the ledger a schema".into())),
                    Assign::of(Field::Kind, Value::Text("paydown".into())),
                    Assign::of(Field::Team, Value::Ref(core)),
                    Assign { field: Field::Pays, key: pays("schema"), value: Value::Number(1.0) },
                ],
            },
            Op::Move { item: item("pay"), before: Some(item("login")) },
        ],
    });
    desk.act(Op::Delete { entity: item("login").into() });
    leave(&desk);
    let view = comes_to(&desk, id);
    let rows: Vec<String> = view.rows.iter().map(|row| row.spoken.clone()).collect();
    expect![[r#"
        Billing: 50% by 18 Dec · 85% by 18 Dec · 95% by 18 Dec in the plan; 50% by 9 Dec · 85% by 9 Dec · 95% by 9 Dec in the scenario, −9 d
        Login, only in the plan: 50% by 27 Nov · 85% by 27 Nov · 95% by 27 Nov
        Give the ledger a schema, only in the scenario: 50% by 25 Nov · 85% by 25 Nov · 95% by 25 Nov"#]]
    .assert_eq(&rows.join("\n"));
    let figures: Vec<String> =
        view.figures.iter().map(|it| format!("{}: {} → {} ({})", it.what, it.plan, it.scenario, it.delta)).collect();
    expect![[r#"
        Done at 85%: 18 Dec → 9 Dec (−9 days)
        Cost of delay: 2,500 → 1,600 (−900)
        Work: 19 pd → 13 pd (−6.1 pd)
        Interest: 3% → 0% (−3 points)
        Flags: 4 → 2 (−2)"#]]
    .assert_eq(&figures.join("\n"));
    let moves: Vec<String> = view.accounts[1]
        .shares
        .iter()
        .filter(|share| share.moves)
        .map(|share| format!("{} {}", share.account, share.words))
        .collect();
    expect!["New work 12% → 8%, Interest 3% → 0%, Paydown 0% → 2%, Idle 85% → 90%"].assert_eq(&moves.join(", "));
    expect!["Billing 18 Dec → 9 Dec at 85% · frees 2 pd · clears 2 flags"].assert_eq(&view.sentence);
    assert_eq!(view.accounts[0].title, "The whole plan");
    assert!(!view.cleared.is_empty(), "a flag goes with the debt");
    assert_eq!(view.basis, "10,000 trials, the same for both");
    let effects: Vec<String> = view.effects.iter().map(|effect| format!("{} {}", effect.days, effect.title)).collect();
    expect![[r#"
        −2 days Billing
        −7 days Billing"#]]
    .assert_eq(&effects.join("\n"));

    // As each side's own views show it.
    let billing = view.rows[0].clone();
    assert_eq!(billing.plan.map(|row| row.when), Some(desk.row("billing").when));
    desk.ask(Request::EnterScenario { id });
    assert_eq!(billing.scenario.map(|row| row.when), Some(desk.row("billing").when));
}

#[test]
fn scenarios_are_there_at_the_next_start_and_the_plan_is_looked_at() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    let desk = desk.restarted();
    desk.reopen();
    let Reply::Start(start) = desk.ask(Request::Start) else { panic!("start") };
    assert_eq!(start.within, None);
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)));
    desk.ask(Request::EnterScenario { id });
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(4.0)));
}

#[test]
fn the_scenarios_of_two_copies_merge_and_what_both_say_is_told() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    let ben = Desk::new();
    leave(&desk);
    desk.admit(&ben, "Ben Rao", Role::Pm);
    desk.ask(Request::EnterScenario { id });
    let copy = desk.path("ben.plimsoll").display().to_string();
    desk.ask(Request::SaveCopy { path: copy.clone() });

    ben.ask(Request::SetAuthor { name: "Ben Rao".into(), role: Role::Pm });
    ben.ask(Request::Open { path: copy.clone() });
    ben.ask(Request::EnterScenario { id });
    effort(&ben, "billing", 6.0);
    effort(&ben, "login", 2.0);
    leave(&ben);
    make(&ben, "Later");
    ben.ask(Request::Close);

    effort(&desk, "billing", 3.0);
    let merge = |apply| Request::Merge { source: Source::Path { path: copy.clone() }, admit: vec![], apply };
    expect!["you are in the scenario “Sooner”: a copy is merged into the plan; return to the plan first"]
        .assert_eq(&desk.refusal(merge(true)).message);
    leave(&desk);
    let Reply::Merge(view) = desk.ask(merge(true)) else { panic!("merged") };
    assert_eq!(view.conflicts.len(), 1);
    let sentence = &view.conflicts[0].sentence;
    assert!(sentence.starts_with("Estimate of Billing, in Sooner was changed twice at once: "), "{sentence}");
    assert!(sentence.contains("6 pd by Ben Rao") && sentence.contains("3 pd by Ana Keller"), "{sentence}");
    assert_eq!(list(&desk).iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Sooner", "Later"]);
    assert_eq!(says(&desk, id).changes.len(), 2, "what both said of Login and Billing");
    assert_eq!(estimate(&desk, "billing"), Some(Range::exactly(10.0)), "the plan is as it was");
}

#[test]
fn the_sample_has_a_scenario_with_something_to_take_over() {
    let desk = Desk::new();
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let row = list(&desk).remove(0);
    assert_eq!((row.name.as_str(), row.conflicts), ("Pay the ledger first", 0));
    let view = says(&desk, row.id);
    assert!(view.changes.len() > 1 && view.changes.iter().all(|change| change.obstacle.is_empty()), "{view:?}");
    let Reply::Start(start) = desk.ask(Request::Start) else { panic!("start") };
    assert_eq!(start.within, None);
}

#[test]
fn a_plan_goes_on_by_json_with_its_scenarios() {
    let desk = Desk::planning(SMALL);
    make(&desk, "Sooner");
    effort(&desk, "billing", 4.0);
    leave(&desk);
    let Reply::Text(json) = desk.ask(Request::Export { format: app::Format::Json, path: None }) else { panic!("json") };
    let other = Desk::new();
    other.ask(Request::New { path: other.path("plan.plimsoll").display().to_string() });
    let path = other.path("plan.json");
    std::fs::write(&path, json).unwrap();
    other.ask(Request::Import { source: Source::Path { path: path.display().to_string() }, apply: true });
    let row = list(&other).remove(0);
    assert_eq!((row.name.as_str(), row.changes, row.conflicts), ("Sooner", 1, 0));
    other.ask(Request::EnterScenario { id: row.id });
    let billing: Option<ItemId> =
        other.whole().plan.items.values().find(|item| item.title == "Billing").map(|it| it.id);
    let entity: EntityId = billing.expect("it came along").into();
    assert_eq!(other.whole().plan.items[&ItemId(entity.id)].estimate, Some(Range::exactly(4.0)));
}

#[test]
fn the_review_pack_lists_the_scenarios_and_what_they_come_to() {
    let desk = Desk::new();
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let pack = |desk: &Desk| {
        let Reply::Text(text) = desk.ask(Request::Export { format: app::Format::Markdown, path: None }) else {
            panic!("the pack")
        };
        text
    };
    let text = pack(&desk);
    let line = text.lines().find(|line| line.starts_with("| Pay the ledger first")).expect("a line a scenario");
    assert!(line.starts_with("| Pay the ledger first | 23 Nov by Mia Keller, EM | 3 | "), "{line}");
    assert!(line.contains(" pd | none |"), "its effort and its conflicts: {line}");
    let Reply::Scenarios(view) = desk.ask(Request::Scenarios) else { panic!("scenarios") };
    desk.ask(Request::EnterScenario { id: view.scenarios[0].id });
    assert!(!pack(&desk).contains("Scenarios beside the plan"), "a pack of a scenario is about that alone");
}

#[test]
fn the_sample_was_made_by_its_people_and_is_nobody_elses_to_undo() {
    let desk = Desk::of("Ana", Role::Pm);
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    assert_eq!(desk.status().undo, None);
    let filter = app::HistoryFilter::default();
    let Reply::History(view) = desk.ask(Request::History { filter, skip: 0, limit: 50 }) else { panic!("history") };
    let by: Vec<_> = view.authors.iter().map(|author| author.by.as_str()).collect();
    assert_eq!(by, ["Ana", "Mia Keller", "Nora Lind"]);
}
