use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use plan::{EntityId, Field, Item, ItemId, Kind, Plan, Slot, Value};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::error::MAX_BYTES;

/// Imports into a plan with one team, applies it, and compares the report and the items.
fn check(csv: &str, expect: Expect) {
    let plan = one_team();
    let shown = match jira(csv.as_bytes(), &plan, &Memory::default()) {
        Ok(import) => {
            let report = import.report.to_string();
            let after = applied(&plan, import);
            format!("{report}{}", items(&after))
        }
        Err(error) => error.to_string(),
    };
    expect.assert_eq(&shown);
}

/// Imports the first file, lets somebody edit, imports the second, and compares the second report.
fn check_again(first: &str, edit: impl FnOnce(&mut Plan), second: &str, expect: Expect) {
    let mut memory = Memory::default();
    let import = jira(first.as_bytes(), &one_team(), &memory).unwrap();
    let op = import.clone().into_op().unwrap();
    let decision = plan::decide(&one_team(), &op).unwrap();
    memory.learn(&decision.label, decision.edits.iter().map(|(slot, value)| (slot, value)));
    let mut plan = applied(&one_team(), import);
    edit(&mut plan);
    let import = jira(second.as_bytes(), &plan, &memory).unwrap();
    let lines: Vec<String> =
        import.report.to_string().lines().filter(|line| !line.starts_with([' ', '≈'])).map(str::to_owned).collect();
    let after = applied(&plan, import);
    expect.assert_eq(&format!("{}\n{}", lines.join("\n"), items(&after)));
}

fn one_team() -> Plan {
    let entity = EntityId { kind: Kind::Team, id: Uuid::from_u128(1) };
    let mut plan = Plan::default();
    set(&mut plan, entity, Field::Alive, Value::Flag(true));
    set(&mut plan, entity, Field::Title, Value::Text("Core".to_owned()));
    plan
}

fn set(plan: &mut Plan, entity: EntityId, field: Field, value: Value) {
    plan.set(&Slot::of(entity, field), &value);
}

fn applied(plan: &Plan, import: crate::Import) -> Plan {
    let mut after = plan.clone();
    if let Some(op) = import.into_op() {
        let decision = plan::decide(plan, &op).expect("an import is never refused as a whole");
        for (slot, value) in &decision.edits {
            after.set(slot, value);
        }
    }
    after
}

/// One line an item: what an import can have written.
fn items(plan: &Plan) -> String {
    plan.ranked().into_iter().map(|item| item_line(plan, item) + "\n").collect()
}

fn item_line(plan: &Plan, item: &Item) -> String {
    let title = |id: EntityId| plan.title(id).unwrap_or("?").to_owned();
    let mut line = format!("[{}] {} ({})", item.source, item.title, item.state.word());
    let mut say = |word: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            line.push_str(&format!(" {word} {text}"));
        }
    };
    let plainly = |value: f64| (value * 100.0).round() / 100.0;
    say("in", item.parent.map(|id| title(id.into())));
    say("by", item.team.map(|id| title(id.into())));
    say("done", item.done_on.map(|day| day.to_string()));
    say("from", item.earliest.map(|day| day.to_string()));
    say("until", item.target.map(|day| day.to_string()));
    say(
        "takes",
        item.estimate.map(|range| format!("{}–{}–{}", plainly(range.low), plainly(range.likely), plainly(range.high))),
    );
    say("took", item.actual.map(|days| plainly(days).to_string()));
    let components = item.components.iter().map(|(id, share)| format!("{} {}", title((*id).into()), plainly(*share)));
    let mut components: Vec<String> = components.collect();
    components.sort();
    say("on", Some(components.join(" + ")));
    let mut after: Vec<String> = item.after.keys().map(|id| title((*id).into())).collect();
    after.sort();
    say("after", Some(after.join(", ")));
    say("because", Some(format!("{:?}", item.brief.problem)).filter(|text| text != "\"\""));
    line
}

#[test]
fn the_estimate_of_a_parent_whose_parts_have_some_is_left_and_the_same_file_says_nothing_new() {
    let csv = "Issue key,Summary,Status,Parent key,Estimate\nA-1,Shop,To Do,,8\nA-2,Pay,To Do,A-1,5\n";
    let first = jira(csv.as_bytes(), &one_team(), &Memory::default()).unwrap();
    let (plan, findings) = plan::sound(&applied(&one_team(), first));
    assert!(findings.is_empty(), "nothing has to be mended: {findings:?}");
    let again = jira(csv.as_bytes(), &plan, &Memory::default()).unwrap().report.to_string();
    assert!(again.contains("2 unchanged") && !again.contains("kept yours"), "{again}");
}

#[test]
fn what_linear_exports_is_found_again_by_its_key_and_keeps_its_links() {
    let linear = "ID,Team,Title,Status,Created,Completed,Due Date,Parent issue,Blocked by\n\
        ENG-1,Core,Sign in,Done,Sat Feb 11 2023 01:51:47 GMT+0000 (GMT),Fri Nov 20 2026 10:00:00 GMT+0000 (GMT),,,\n\
        ENG-2,Core,Pay,Todo,Sat Feb 11 2023 01:51:47 GMT+0000 (GMT),,2026-12-24,,ENG-1\n\
        ENG-3,Core,Pay by card,In Progress,Sat Feb 11 2023 01:51:47 GMT+0000 (GMT),,,ENG-2,\n";
    check(
        linear,
        expect![[r#"
        CSV, UTF-8, separated by comma: 3 created
        + row 2 ENG-1 item Sign in
        + row 3 ENG-2 item Pay
        + row 4 ENG-3 item Pay by card
        ≈ status `Done`: done
        ≈ status `Todo`: planned
        ≈ status `In Progress`: started
        ≈ `Core`: team “Core”
          column ID → key, by which the item is found again
          column Team → team
          column Title → title
          column Status → state
          column Completed → done on
          column Due Date → target
          column Parent issue → parent
          column Blocked by → dependencies
          columns left, with how many rows fill them: Created (3)
        [csv:ENG-1] Sign in (done) by Core done 2026-11-20
        [csv:ENG-2] Pay (planned) by Core until 2026-12-24 after Sign in
        [csv:ENG-3] Pay by card (started) in Pay by Core
    "#]],
    );
    let renamed = linear.replace("Pay by card", "Pay by phone");
    check_again(
        linear,
        |_| (),
        &renamed,
        expect![[r#"
        CSV, UTF-8, separated by comma: 1 changed, 2 unchanged
        ~ row 4 ENG-3 Pay by phone: title “Pay by card” → “Pay by phone”
        [csv:ENG-1] Sign in (done) by Core done 2026-11-20
        [csv:ENG-2] Pay (planned) by Core until 2026-12-24 after Sign in
        [csv:ENG-3] Pay by phone (started) in Pay by Core
    "#]],
    );
    // A number of the row is no key: another list has the same ones.
    check(
        "ID,Title,State\n1,Sign in,Active\n",
        expect![[r#"
        CSV, UTF-8, separated by comma: 1 created
        + row 2 item Sign in
        ≈ status `Active`: started
        ≈ issues without a team or project: team “Core”
          column Title → title
          column State → state
          columns left, with how many rows fill them: ID (1)
        [csv:Sign in] Sign in (started) by Core
    "#]],
    );
}

#[test]
fn a_cloud_export_becomes_items_with_parents_dates_and_dependencies() {
    check(
        "\u{feff}Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Assignee,Resolved,Due date,Description,\
         Components,Components,Labels,Labels,Inward issue link (Blocks),Outward issue link (Blocks),Parent,Parent key,\
         Custom field (Story Points),Custom field (Story point estimate),Custom field (Target start),Status Category\n\
         Pay by card,PAY-1,100,Epic,To Do,PAY,Payments,,,31/Mar/27 12:00 AM,,,,,,,,,,,,,To Do\n\
         Ledger,PAY-2,101,Story,In Review,PAY,Payments,Ann,,,\"Line one\nline \"\"two\"\"\",Ledger,API,q1,big,,PAY-3,100,PAY-1,5,,,In Progress\n\
         Checkout,PAY-3,102,Story,To Do,PAY,Payments,,,,,API,,,,PAY-2,,100,PAY-1,,3.0,01/Feb/27 9:30 AM,To Do\n\
         Spike,PAY-4,103,Spike,Done,PAY,Payments,,25/Oct/26 12:55 PM,,,,,,,,,,,1,,,Done\n",
        expect![[r#"
            Jira CSV, UTF-8, separated by comma: 6 created
            + row 2 PAY-1 item Pay by card
            + component Ledger
            + component API
            + row 3 PAY-2 item Ledger
            + row 4 PAY-3 item Checkout
            + row 5 PAY-4 item Spike
            ≈ status `To Do`: planned, by its category
            ≈ status `In Review`: started, by its category
            ≈ story points: 0.5–1–2 person-days each, as the plan's settings say
            ≈ status `Done`: done, by its category
            ≈ issue type `Spike`: enabler
            ≈ `Payments`: team “Core”
              column Summary → title
              column Issue key → key, by which the item is found again
              column Issue id → number, by which parents are found
              column Issue Type → kind
              column Status → state
              column Project key → project of the issue
              column Project name → team
              column Resolved → done on
              column Due date → target
              column Description → problem, in the brief
              column Components → components, in equal shares
              column Inward issue link (Blocks) → dependencies
              column Outward issue link (Blocks) → dependencies of the others
              column Parent → parent
              column Parent key → parent
              column Custom field (Story Points) → estimate, in story points
              column Custom field (Story point estimate) → estimate, in story points
              column Custom field (Target start) → earliest start
              column Status Category → state
              columns left, with how many rows fill them: Assignee (1; work is dealt to teams, not to people), Labels (1; a plan has no labels)
            [jira:PAY-1] Pay by card (planned) by Core until 2027-03-31
            [jira:PAY-2] Ledger (started) in Pay by card by Core takes 2.5–5–10 on API 0.5 + Ledger 0.5 because "Line one\nline \"two\""
            [jira:PAY-3] Checkout (planned) in Pay by card by Core from 2027-02-01 takes 1.5–3–6 on API 1 after Ledger
            [jira:PAY-4] Spike (done) by Core done 2026-10-25 takes 0.5–1–2
        "#]],
    );
}

#[test]
fn a_server_export_names_parents_by_number_and_counts_seconds() {
    check(
        "Summary,Issue key,Issue id,Parent id,Issue Type,Status,Resolution,Created,Updated,Resolved,Due Date,Component/s,Fix Version/s,\
         Original Estimate,Remaining Estimate,Time Spent,Σ Time Spent\n\
         Import,SRV-1,500,,Story,Open,,25/Jun/20 12:44,25/Jun/20 12:44,,,,2.0,576000,,,\n\
         Parser,SRV-2,501,500,Sub-task,Open,,25/Jun/20 12:44,25/Jun/20 12:44,,,Core,,,,,\n\
         Report,SRV-3,502,500,Sub-task,Open,,25/Jun/20 12:44,25/Jun/20 12:44,,,Core,,,,,\n\
         Old,SRV-4,503,,Bug,Closed,Fixed,25/Jun/20 12:44,25/Jun/20 12:44,26/Jun/20 20:22,,,,28800,0,43200,57600\n\
         Moot,SRV-5,504,,Bug,Closed,Won't Do,25/Jun/20 12:44,25/Jun/20 12:44,26/Jun/20 20:22,,,,,,,\n\
         Undated,SRV-6,505,,Bug,Closed,Fixed,25/Jun/20 12:44,,,,,,,,,\n",
        expect![[r#"
            Jira CSV, UTF-8, separated by comma: 5 created, 2 skipped
            + row 2 SRV-1 item Import
            + component Core
            + row 3 SRV-2 item Parser
            + row 4 SRV-3 item Report
            + row 5 SRV-4 item Old
            - row 6 SRV-5 Moot: it was closed as Won't Do: there is nothing to do or done
            - row 7 SRV-6 Undated: it is done, and no column says when; export it with `Resolved` or `Updated`
            ≈ status `Open`: planned
            ≈ estimates in working time: likely effort in days of 8 hours; low and high are ×0.5 and ×2, as for story points
            ≈ status `Closed`: done
            ≈ estimates of parents whose parts have none (1): shared equally among their open parts
            ≈ issues without a team or project: team “Core”
              column Summary → title
              column Issue key → key, by which the item is found again
              column Issue id → number, by which parents are found
              column Parent id → parent
              column Issue Type → kind
              column Status → state
              column Resolution → state, and what needs no work any more
              column Updated → done on
              column Resolved → done on
              column Due Date → target
              column Component/s → components, in equal shares
              column Original Estimate → estimate, in working time
              column Remaining Estimate → estimate, in working time
              column Time Spent → actual effort of done items
              column Σ Time Spent → actual effort of done items
              columns left, with how many rows fill them: Created (6), Fix Version/s (1; a version is no promised date)
            [jira:SRV-1] Import (planned) by Core
            [jira:SRV-2] Parser (planned) in Import by Core takes 5–10–20 on Core 1
            [jira:SRV-3] Report (planned) in Import by Core takes 5–10–20 on Core 1
            [jira:SRV-4] Old (done) by Core done 2020-06-26 takes 0.5–1–2 took 2
        "#]],
    );
}

#[test]
fn what_is_not_understood_is_said_by_row_and_sinks_nothing() {
    check(
        "Summary,Issue key,Status,Due date,Story Points,Inward issue link (Blocks),Parent key,Parent summary\n\
         Fine,A-1,To Do,2027-03-31,3,,,\n\
         Bad cells,A-2,Percolating,31/Feb/27,lots,A-99,Z-1,Elsewhere\n\
         ,A-3,To Do,,,,,\n\
         Twice,A-1,To Do,,,,,\n\
         Short,A-5\n\
         Long,A-6,To Do,,,,,,surplus\n\
         Ouch,A-7,\"To Do,,,,,\n\
         After,A-8,To Do,,,,,\n",
        expect![[r#"
            Jira CSV, UTF-8, separated by comma: 6 created, 2 skipped, 8 not understood
            + row 2 A-1 item Fine
            + row 3 A-2 item Bad cells
            + row 6 A-5 item Short
            + row 7 A-6 item Long
            + row 8 A-7 item Ouch
            + row 9 A-8 item After
            - row 4 A-3: it has no title
            - row 5 A-1 Twice: row 2 has the same key
            ? row 3 A-2 Status: `Percolating` is no status that is known; taken for planned
            ? row 3 A-2 Due date: `31/Feb/27` is not a date
            ? row 3 A-2 Story Points: `lots` is not a number of story points
            ? row 3 A-2 Parent key: parent Z-1 (Elsewhere) is neither in the file nor in the plan; the item stands by itself
            ? row 3 A-2 Inward issue link (Blocks): A-99 is neither in the file nor in the plan
            ? row 7 A-6 the row has a cell more than the header, with something in it; that was left
            ? row 8 A-7 a quotation mark is opened and never closed; only the first line of the row was read
            ? row 8 A-7 Status: `"To Do` is no status that is known; taken for planned
            ≈ status `To Do`: planned
            ≈ story points: 0.5–1–2 person-days each, as the plan's settings say
            ≈ issues without a team or project: team “Core”
              column Summary → title
              column Issue key → key, by which the item is found again
              column Status → state
              column Due date → target
              column Story Points → estimate, in story points
              column Inward issue link (Blocks) → dependencies
              column Parent key → parent
              column Parent summary → name of a parent that is not found
            [jira:A-1] Fine (planned) by Core until 2027-03-31 takes 1.5–3–6
            [jira:A-2] Bad cells (planned) by Core
            [jira:A-5] Short (planned) by Core
            [jira:A-6] Long (planned) by Core
            [jira:A-7] Ouch (planned) by Core
            [jira:A-8] After (planned) by Core
        "#]],
    );
}

#[test]
fn circles_are_left_open_and_said() {
    check(
        "Summary,Issue key,Inward issue link (Blocks),Parent key\n\
         a,C-1,C-2,\nb,C-2,C-3,\nc,C-3,C-1,\nself,C-4,C-4,C-4\np,C-5,,C-6\nq,C-6,,C-5\n",
        expect![[r#"
            Jira CSV, UTF-8, separated by comma: 6 created, 4 not understood
            + row 2 C-1 item a
            + row 3 C-2 item b
            + row 4 C-3 item c
            + row 5 C-4 item self
            + row 6 C-5 item p
            + row 7 C-6 item q
            ? row 4 C-3 Inward issue link (Blocks): this dependency would close a circle: “c” → “a” → “b” → “c”
            ? row 5 C-4 Parent key: this parent would close a circle: “self” → “self”
            ? row 5 C-4 Inward issue link (Blocks): this dependency would close a circle: “self” → “self”
            ? row 7 C-6 Parent key: this parent would close a circle: “q” → “p” → “q”
            ≈ issues without a team or project: team “Core”
              column Summary → title
              column Issue key → key, by which the item is found again
              column Inward issue link (Blocks) → dependencies
              column Parent key → parent
            [jira:C-1] a (planned) by Core after b
            [jira:C-2] b (planned) by Core after c
            [jira:C-3] c (planned) by Core
            [jira:C-4] self (planned) by Core
            [jira:C-5] p (planned) in q by Core
            [jira:C-6] q (planned) by Core
        "#]],
    );
}

#[test]
fn dates_follow_the_rest_of_the_file() {
    check(
        "Title;Due;Updated\nday first;3/4/27;\nproof;25/4/27;\nsame file;;1.2.2026\n",
        expect![[r#"
            CSV, UTF-8, separated by semicolon: 3 created
            + row 2 item day first
            + row 3 item proof
            + row 4 item same file
            ≈ issues without a team or project: team “Core”
              column Title → title
              column Due → target
              column Updated → done on
            [csv:day first] day first (planned) by Core until 2027-04-03
            [csv:proof] proof (planned) by Core until 2027-04-25
            [csv:same file] same file (planned) by Core
        "#]],
    );
    check(
        "Title,Due\nmonth first,3/4/27\nproof,4/25/27\n",
        expect![[r#"
        CSV, UTF-8, separated by comma: 2 created
        + row 2 item month first
        + row 3 item proof
        ≈ issues without a team or project: team “Core”
          column Title → title
          column Due → target
        [csv:month first] month first (planned) by Core until 2027-03-04
        [csv:proof] proof (planned) by Core until 2027-04-25
    "#]],
    );
    check(
        "Title,Due\nnobody knows,3/4/27\n",
        expect![[r#"
        CSV, UTF-8, separated by comma: 1 created
        + row 2 item nobody knows
        ≈ dates such as `3/4/27` in `Due`: month first, then day; nothing in the file tells
        ≈ issues without a team or project: team “Core”
          column Title → title
          column Due → target
        [csv:nobody knows] nobody knows (planned) by Core until 2027-03-04
    "#]],
    );
}

#[test]
fn right_to_left_text_is_left_as_it_is() {
    check(
        "Summary,Issue key,שדה מותאם\nתשלום בכרטיס (v2),HE-1,כן\n",
        expect![[r#"
        Jira CSV, UTF-8, separated by comma: 1 created
        + row 2 HE-1 item תשלום בכרטיס (v2)
        ≈ issues without a team or project: team “Core”
          column Summary → title
          column Issue key → key, by which the item is found again
          columns left, with how many rows fill them: שדה מותאם (1)
        [jira:HE-1] תשלום בכרטיס (v2) (planned) by Core
    "#]],
    );
}

#[test]
fn any_table_with_titles_and_ranges_is_read() {
    check(
        "Title\tLow\tLikely\tHigh\tTeam\tAfter\nFirst\t2\t3\t8\tCore\t\nSecond\t9\t4\t5\tOps\tFirst\nThird\t1,5\t2,5\t4\t\tFirst; Second\n",
        expect![[r#"
            CSV, UTF-8, separated by tab: 4 created, 2 not understood
            + row 2 item First
            + team Ops
            + row 3 item Second
            + row 4 item Third
            ? rows name no team, and the plan has no single one; their items never finish until they get one
            ? row 3 low 9, likely 4, high 5 are not in order; only likely was read
            ≈ `Core`: team “Core”
              column Title → title
              column Low → estimate, in person-days
              column Likely → estimate, in person-days
              column High → estimate, in person-days
              column Team → team
              column After → dependencies
            [csv:First] First (planned) by Core takes 2–3–8
            [csv:Second] Second (planned) by Ops takes 4–4–4 after First
            [csv:Third] Third (planned) takes 1.5–2.5–4 after First, Second
        "#]],
    );
}

#[test]
fn files_without_issues_are_refused_with_a_sentence() {
    check("", expect!["the file is empty; export it again"]);
    check(
        "Key,Owner\nA-1,me\n",
        expect![
            "no column with titles: expected `Summary` or `Title`, saw `Key`, `Owner`; is the first row the header?"
        ],
    );
    check("Summary,Issue key\n", expect!["the file has a header but no rows; export it again with its issues"]);
    let large = vec![b'a'; MAX_BYTES as usize + 1];
    let refused = jira(&large, &Plan::default(), &Memory::default()).unwrap_err();
    expect!["the file has 51 MB, and at most 50 MB are read; export fewer issues or fewer columns"]
        .assert_eq(&refused.to_string());
    assert!(crate::check_size(100_000_000).is_err(), "a file of 100 MB is refused before it is read");
}

const FILE: &str = "Summary,Issue key,Status,Due date,Story Points,Components,Components,Inward issue link (Blocks)\n\
    One,K-1,To Do,2027-01-31,3,API,UI,\nTwo,K-2,In Progress,2027-02-28,,,,K-1\nThree,K-3,To Do,,5,API,,\n";

#[test]
fn the_same_file_changes_nothing() {
    check_again(
        FILE,
        |_| {},
        FILE,
        expect![[r#"
        Jira CSV, UTF-8, separated by comma: 3 unchanged
        [jira:K-1] One (planned) by Core until 2027-01-31 takes 1.5–3–6 on API 0.5 + UI 0.5
        [jira:K-2] Two (started) by Core until 2027-02-28 after One
        [jira:K-3] Three (planned) by Core takes 2.5–5–10 on API 1
    "#]],
    );
    let plan = applied(&one_team(), jira(FILE.as_bytes(), &one_team(), &Memory::default()).unwrap());
    let again = jira(FILE.as_bytes(), &plan, &Memory::default()).unwrap();
    assert!(again.ops.is_empty(), "without a memory of the first import it changes nothing either");
}

#[test]
fn what_changed_in_the_file_comes_in_and_what_changed_in_the_plan_stays() {
    let newer = "Summary,Issue key,Status,Due date,Story Points,Components,Components,Inward issue link (Blocks)\n\
        One renamed,K-1,In Progress,2027-02-15,3,API,,\nTwo,K-2,In Progress,,2,UI,,\nThree,K-3,To Do,,8,API,,K-1\nFour,K-4,To Do,,,,,K-3\n";
    let edit = |plan: &mut Plan| {
        let one = plan.ranked()[0].id.into();
        set(plan, one, Field::Title, Value::Text("Mine".to_owned()));
        let three = plan.ranked()[2].id.into();
        set(plan, three, Field::Target, Value::Day(plan::Day::new(2027, 6, 30).unwrap()));
    };
    check_again(
        FILE,
        edit,
        newer,
        expect![[r#"
        Jira CSV, UTF-8, separated by comma: 1 created, 3 changed, 1 kept as yours
        + row 5 K-4 item Four
        ~ row 2 K-1 Mine: state planned → started
        ~ row 2 K-1 Mine: target 2027-01-31 → 2027-02-15
        ~ row 2 K-1 Mine: components api, ui → api
        ~ row 3 K-2 Two: estimate none → 1–2–4 pd
        ~ row 3 K-2 Two: target 2027-02-28 → none
        ~ row 3 K-2 Two: components none → ui
        ~ row 4 K-3 Three: estimate 2.5–5–10 pd → 4–8–16 pd
        ~ row 4 K-3 Three: dependency none → after “Mine”
        = row 2 K-1 Mine: title differs: kept yours, “Mine”; the file says “One renamed”
        [jira:K-1] Mine (started) by Core until 2027-02-15 takes 1.5–3–6 on API 1
        [jira:K-2] Two (started) by Core takes 1–2–4 on UI 1 after Mine
        [jira:K-3] Three (planned) by Core until 2027-06-30 takes 4–8–16 on API 1 after Mine
        [jira:K-4] Four (planned) by Core after Three
    "#]],
    );
    check_again(
        FILE,
        edit,
        FILE,
        expect![[r#"
        Jira CSV, UTF-8, separated by comma: 1 kept as yours, 2 unchanged
        = row 2 K-1 Mine: title differs: kept yours, “Mine”; the file says “One”
        [jira:K-1] Mine (planned) by Core until 2027-01-31 takes 1.5–3–6 on API 0.5 + UI 0.5
        [jira:K-2] Two (started) by Core until 2027-02-28 after Mine
        [jira:K-3] Three (planned) by Core until 2027-06-30 takes 2.5–5–10 on API 1
    "#]],
    );
}

#[test]
fn what_was_deleted_stays_deleted_and_says_so() {
    let delete = |plan: &mut Plan| {
        let one = plan.ranked()[0].id.into();
        set(plan, one, Field::Alive, Value::Flag(false));
    };
    check_again(
        FILE,
        delete,
        FILE,
        expect![[r#"
        Jira CSV, UTF-8, separated by comma: 1 skipped, 2 unchanged
        - row 2 K-1 One: its item was deleted from the plan; undo the deletion to have it back
        [jira:K-2] Two (started) by Core until 2027-02-28 after One
        [jira:K-3] Three (planned) by Core takes 2.5–5–10 on API 1
    "#]],
    );
}

#[test]
fn an_import_that_was_undone_can_be_done_again() {
    let import = jira(FILE.as_bytes(), &one_team(), &Memory::default()).unwrap();
    let decision = plan::decide(&one_team(), &import.clone().into_op().unwrap()).unwrap();
    let mut plan = applied(&one_team(), import);
    let before = items(&plan);
    for (slot, _) in &decision.edits {
        plan.set(slot, &Value::Nothing);
    }
    assert_eq!(items(&plan), "", "undo leaves nothing alive");
    let again = jira(FILE.as_bytes(), &plan, &Memory::default()).unwrap();
    assert_eq!(items(&applied(&plan, again)), before);
}

#[test]
fn an_unknown_project_becomes_a_team_and_later_issues_follow_the_first() {
    let first = "Summary,Issue key,Project key,Project name\na,P-1,P,Payments\n";
    let import = jira(first.as_bytes(), &Plan::default(), &Memory::default()).unwrap();
    let mut plan = applied(&Plan::default(), import);
    let team = plan.teams.keys().next().copied().unwrap();
    set(&mut plan, team.into(), Field::Title, Value::Text("Till".to_owned()));
    let second = "Summary,Issue key,Project key,Project name\na,P-1,P,Payments\nb,P-2,P,Payments\n";
    let import = jira(second.as_bytes(), &plan, &Memory::default()).unwrap();
    expect![[r#"
        [jira:P-1] a (planned) by Till
        [jira:P-2] b (planned) by Till
    "#]]
    .assert_eq(&items(&applied(&plan, import)));
}

#[test]
fn an_old_encoding_is_read() {
    let import =
        jira(b"Summary;Issue key\nBezahlung f\xfcr Gro\xdfkunden;D-1\n", &one_team(), &Memory::default()).unwrap();
    assert_eq!(import.report.recognised, "Jira CSV, windows-1252, separated by semicolon");
    assert_eq!(import.report.created[0].title, "Bezahlung für Großkunden");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = jira(&bytes, &one_team(), &Memory::default());
    }

    #[test]
    fn no_table_is_refused_as_a_whole_or_says_more_the_second_time(rows in proptest::collection::vec(row(), 1..12)) {
        let header = "Summary,Issue key,Status,Resolution,Due date,Resolved,Story Points,Remaining Estimate,Time Spent,Components,Inward issue link (Blocks),Parent key,Project name";
        let text: String = std::iter::once(header.to_owned()).chain(rows.iter().map(|row| row.join(","))).collect::<Vec<_>>().join("\n");
        if let Ok(import) = jira(text.as_bytes(), &one_team(), &Memory::default()) {
            let n_rows = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).count();
            prop_assert!(import.report.rows as usize <= n_rows + 1);
            let plan = applied(&one_team(), import);
            let ids: BTreeMap<ItemId, ()> = plan.items.keys().map(|id| (*id, ())).collect();
            let again = jira(text.as_bytes(), &plan, &Memory::default()).unwrap();
            prop_assert!(again.ops.is_empty(), "{}\n{}", again.report, text);
            prop_assert_eq!(ids.len(), applied(&plan, again).items.len());
        }
    }
}

/// Cells as files have them: right, odd, empty, or pointing at one another.
fn row() -> impl Strategy<Value = Vec<String>> {
    let key = || proptest::sample::select(vec!["", "A-1", "A-2", "A-3", "A-4", "A-5"]).prop_map(str::to_owned);
    let word = |words: Vec<&'static str>| proptest::sample::select(words).prop_map(str::to_owned);
    (
        word(vec!["Pay", "שלום", "", "\"a\nb\"", "x"]),
        key(),
        word(vec!["To Do", "In Progress", "Done", "Odd", ""]),
        word(vec!["", "", "Fixed", "Duplicate"]),
        word(vec!["", "3/4/27", "31.12.26", "soon", "2300-01-01"]),
        word(vec!["", "25/Oct/25 12:55 PM", "never"]),
        word(vec!["", "", "3", "0", "-1", "NaN"]),
        word(vec!["", "28800", "0", "x"]),
        (word(vec!["", "3600"]), word(vec!["", "API", "api", "UI"]), key(), key(), word(vec!["", "Core", "Ops"])),
    )
        .prop_map(|(a, b, c, d, e, f, g, h, (i, j, k, l, m))| vec![a, b, c, d, e, f, g, h, i, j, k, l, m])
}
