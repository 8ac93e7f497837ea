//! Histories as trackers and spreadsheets write them, and what becomes of each row.

use expect_test::{Expect, expect};
use plan::{Plan, fixture};

use super::*;

fn plan_of(past: &str) -> Plan {
    fixture::plan(&format!("team core \"Core\"\n{past}")).unwrap()
}

fn taken(plan: &Plan, text: &str) -> Result<Import, ImportError> {
    delivery(text.as_bytes(), plan, fixture::team("core"), "2026-11-23".parse().unwrap())
}

/// The plan after the import.
fn after(plan: &Plan, text: &str) -> Plan {
    let mut after = plan.clone();
    for op in taken(plan, text).unwrap().ops {
        for (slot, value) in plan::decide(&after, &op).unwrap().edits {
            after.set(&slot, &value);
        }
    }
    after
}

#[track_caller]
fn check(plan: &Plan, text: &str, expect: Expect) {
    expect.assert_eq(&match taken(plan, text) {
        Ok(import) => import.report.to_string(),
        Err(error) => error.to_string(),
    });
}

#[test]
fn a_table_with_created_started_and_closed() {
    check(
        &plan_of(""),
        "Key,Type,Created,Started,Closed\nA-1,Story,2026-10-01,2026-10-05,2026-10-09\nA-2,Bug,2026-10-02,,2026-10-12\n\
         A-3,Story,2026-10-20,2026-10-16,2026-10-21\nA-4,Story,2026-10-20,,\n",
        expect![[r#"
            Delivery history, UTF-8, separated by comma: 3 created, 1 skipped
            + row 2 A-1 team Core: finished work, begun 2026-10-05, closed 2026-10-09
            + row 3 A-2 team Core: finished upkeep, begun 2026-10-02, closed 2026-10-12
            + row 4 A-3 team Core: finished work, begun 2026-10-16, closed 2026-10-21
            - row 5 A-4: not closed
              column Key → key, by which the record is found again
              column Type → whether it was upkeep
              column Created → created; of a review, asked for
              column Started → begun
              column Closed → closed
        "#]],
    );
}

#[test]
fn a_jira_export_has_no_beginnings_and_what_was_dropped_is_not_done() {
    check(
        &plan_of(""),
        "Summary,Issue key,Issue Type,Status,Resolution,Created,Resolved\n\
         Map,HP-1,Story,Done,Done,25/Oct/26 12:55 PM,3/Nov/26 9:00 AM\n\
         Crash,HP-2,Bug,Done,Fixed,25/Oct/26 12:55 PM,26/Oct/26 9:00 AM\n\
         Idea,HP-3,Story,Done,Won't Do,25/Oct/26,26/Oct/26\nOpen,HP-4,Story,To Do,,25/Oct/26,\n",
        expect![[r#"
            Delivery history, UTF-8, separated by comma: 2 created, 2 skipped
            + row 2 HP-1 team Core: finished work, begun 2026-10-25, closed 2026-11-03
            + row 3 HP-2 team Core: finished upkeep, begun 2026-10-25, closed 2026-10-26
            - row 4 HP-3 Idea: closed without being done
            - row 5 HP-4 Open: not closed
            ≈ no column says when work was begun: begun when it was created
              column Summary → title, in this report alone
              column Issue key → key, by which the record is found again
              column Issue Type → whether it was upkeep
              column Resolution → whether it was done at all
              column Created → created; of a review, asked for
              column Resolved → closed
              columns left, with how many rows fill them: Status (4)
        "#]],
    );
}

#[test]
fn pull_requests_tell_how_long_they_waited() {
    let csv = "id;created_at;first_review_at;merged_at\n7;2026-11-02;2026-11-04;2026-11-05\n8;2026-11-02;;2026-11-03\n\
               9;2026-11-09;2026-11-10;\n10;2026-11-09;2026-11-08;2026-11-12\n";
    check(
        &plan_of(""),
        csv,
        expect![[r#"
            Pull requests, UTF-8, separated by semicolon: 1 created, 3 skipped
            + row 2 7 team Core: review, looked at 2026-11-04, merged 2026-11-05
            - row 3 8: nobody looked at it before it was merged
            - row 4 9: not merged
            - row 5 10: looked at on 2026-11-08, before it was asked for on 2026-11-09
              column id → key, by which the record is found again
              column created_at → created; of a review, asked for
              column first_review_at → first look at a review
              column merged_at → merged
        "#]],
    );
    let json = r#"[{"number": 7, "title": "Map", "createdAt": "2026-11-02T08:00:00Z", "mergedAt": "2026-11-05T08:00:00Z",
        "reviews": [{"submittedAt": "2026-11-05T07:00:00Z", "state": "APPROVED"}, {"submittedAt": "2026-11-04T07:00:00Z"}]},
        {"number": 8, "title": "Typo", "createdAt": "2026-11-02T08:00:00Z", "mergedAt": "2026-11-02T09:00:00Z", "reviews": []}]"#;
    check(
        &plan_of(""),
        json,
        expect![[r#"
            Pull requests, JSON: 1 created, 1 skipped
            + row 1 #7 team Core: review, looked at 2026-11-04, merged 2026-11-05
            - row 2 #8 Typo: nobody looked at it before it was merged
              column number → key, by which the record is found again
              column title → title, in this report alone
              column createdAt → created; of a review, asked for
              column firstReviewAt → first look at a review
              column mergedAt → merged
        "#]],
    );
    let issues = r#"[{"number": 3, "createdAt": "2026-11-02", "closedAt": "2026-11-05", "labels": [{"name": "type: bug"}]},
        {"number": 4, "createdAt": "2026-11-02", "closedAt": "2026-11-05", "stateReason": "NOT_PLANNED"}]"#;
    let past = after(&plan_of(""), issues).teams[&fixture::team("core")].past.clone();
    assert_eq!(past.upkeep.keys().collect::<Vec<_>>(), ["#3"], "its label says what it was, and #4 was not done");
    assert!(past.finished.is_empty() && past.review.is_empty());
}

#[test]
fn the_same_file_again_changes_nothing_and_a_newer_one_corrects() {
    let first = "key,type,created,closed\nA-1,story,2026-10-01,2026-10-09\nA-2,story,2026-10-01,2026-10-12\n";
    let plan = after(&plan_of(""), first);
    let again = taken(&plan, first).unwrap();
    assert_eq!((again.ops.len(), again.report.unchanged), (0, 2));
    check(
        &plan,
        "key,type,created,closed\nA-1,bug,2026-10-01,2026-10-09\nA-2,story,2026-10-01,2026-10-14\n",
        expect![[r#"
            Delivery history, UTF-8, separated by comma: 2 changed
            ~ row 2 A-1 Core: finished upkeep finished work, begun 2026-10-01, closed 2026-10-09 → finished upkeep, begun 2026-10-01, closed 2026-10-09
            ~ row 3 A-2 Core: finished work finished work, begun 2026-10-01, closed 2026-10-12 → finished work, begun 2026-10-01, closed 2026-10-14
            ≈ no column says when work was begun: begun when it was created
              column key → key, by which the record is found again
              column type → whether it was upkeep
              column created → created; of a review, asked for
              column closed → closed
        "#]],
    );
    let past = after(&plan, "key,type,created,closed\nA-1,bug,2026-10-01,2026-10-09\n").teams[&fixture::team("core")]
        .past
        .clone();
    assert_eq!((past.finished.len(), past.upkeep.len()), (1, 1), "it is upkeep now, and no longer anything else");
}

#[test]
fn a_bad_row_costs_that_row_alone() {
    check(
        &plan_of(""),
        "title,created,started,closed\nMap,2026-10-01,2026-10-12,2026-10-09\nTides,2026-10-01,,soon\nBerths,2026-10-01,,2027-01-01\n\
         Ages,0001-01-01,,2026-10-01\nWhen,,,2026-10-01\nMap,2026-10-01,,2026-10-02\nMap,2026-10-01,,2026-10-02\n",
        expect![[r#"
            Delivery history, UTF-8, separated by comma: 1 created, 6 skipped, 1 not understood
            + row 7 Map team Core: finished work, begun 2026-10-01, closed 2026-10-02
            - row 2 Map: begun on 2026-10-12, after it was closed on 2026-10-09
            - row 3 Tides: not closed
            - row 4 Berths: closed on 2027-01-01, which is still to come
            - row 5 Ages: 0001-01-01 is too long ago to be meant
            - row 6 When: it does not say since when it had been there
            - row 8 Map: row 7 has the same key
            ? row 3 closed: `soon` is not a date
            ≈ no column says of which type work was: none of it is upkeep
            ≈ no column has keys: rows are told apart by their title, or by their dates
              column title → title, in this report alone
              column created → created; of a review, asked for
              column started → begun
              column closed → closed
        "#]],
    );
}

#[test]
fn what_holds_no_history_is_refused_with_a_sentence() {
    let plan = plan_of("");
    check(&plan, "", expect!["the file is empty; export it again"]);
    check(&plan, "key,created,closed\n", expect!["the file has a header but no rows; export it again with its issues"]);
    check(
        &plan,
        "Summary,Created\nMap,2026-10-01\n",
        expect![
            "no delivery history: expected a column with when work was closed, such as `Closed`, `Resolved` or `Merged`; saw `Summary`, `Created`; name the column so and try again"
        ],
    );
    check(
        &plan,
        "2026-10-01\n2026-10-02\n",
        expect![
            "no delivery history: expected a column with when work was closed, such as `Closed`, `Resolved` or `Merged`; saw `2026-10-01`; name the column so and try again"
        ],
    );
    check(
        &plan,
        "key,closed\nA-1,2026-10-01\n",
        expect![
            "no delivery history: expected a column with when work was created or begun, such as `Created` or `Started`; saw `key`, `closed`; name the column so and try again"
        ],
    );
    check(
        &plan,
        "{\"plan\": 1}",
        expect![
            "the file is not a list of pull requests or issues: invalid type: map, expected a sequence at line 1 column 0; make one with `gh pr list --state merged --json number,title,createdAt,mergedAt,reviews`"
        ],
    );
}

#[test]
fn a_history_is_told_from_a_roadmap() {
    assert!(is_delivery(b"key,created,closed\nA-1,2026-10-01,2026-10-02\n"));
    assert!(!is_delivery(b"Summary,Story Points\nMap,3\n"));
    assert!(!is_delivery(b"{\"format\": \"plimsoll-plan\"}"));
}

#[test]
fn the_oldest_make_room() {
    let day = |n: usize| plan::Day::new(2020, 1, 1).unwrap().plus((n / 3) as i32);
    let rows = |keys: std::ops::Range<usize>| -> String {
        let rows = keys.map(|n| format!("A-{n},{0},{0}\n", day(n)));
        std::iter::once("key,created,closed\n".to_owned()).chain(rows).collect()
    };
    let full = after(&plan_of(""), &rows(0..plan::PAST_LIMIT));
    let import = taken(&full, &rows(1..plan::PAST_LIMIT + 7)).unwrap();
    assert_eq!(import.report.created.len(), 7);
    assert_eq!(import.report.skipped.len(), 6, "A-1 to A-6 are in the file and too old by now");
    assert_eq!(import.report.skipped[0].reason, "older than the latest 5000 that a team keeps");
    assert!(import.report.guesses.iter().any(|guess| guess.what == "7 older records of Core"));
    let full = after(&full, &rows(1..plan::PAST_LIMIT + 7));
    assert_eq!(full.teams[&fixture::team("core")].past.finished.len(), plan::PAST_LIMIT);
    assert_eq!(taken(&full, &rows(1..plan::PAST_LIMIT + 7)).unwrap().ops.len(), 0, "and the second time nothing");
}
