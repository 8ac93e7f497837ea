use expect_test::expect;
use plan::{Op, Plan, decide, fixture};

use super::{TextFile, decision_files, decisions};

const PLAN: &str = r#"
team core
component api team core
debt d "Shared schema" in api
item a "Auth: sign on" team core effort 5 source "jira:HP-12"
decision old "Use one schema" decided 2026-03-02 accountable "Ana (EM)" state accepted creates d
decision new "Give each its schema" decided 2026-11-12 accountable "Ana (EM)" delegated "Ben" context "Both teams wait.\n\n## Not a section\n\nA line." \
     option "Split" "Costs 9 pd.\n\n### Neither is this" option "Wait" "" option "C#" "Sharp." outcome "Chosen option: \"Split\", for it pays back by May." \
     consequences "* Good, because nobody waits\n* Bad, because of two schemas" more "See https://example.org.\n\n## Drivers\n\n* Time" \
     supersedes old shapes a retires d state accepted
"#;

fn plan() -> Plan {
    fixture::plan(PLAN).unwrap()
}

fn file(name: &str, text: &str) -> TextFile {
    TextFile { name: name.to_owned(), text: text.to_owned() }
}

/// The plan after the import, and its report in words.
fn import(files: &[TextFile], into: &Plan) -> (Plan, String) {
    let import = decisions(files, into);
    let report = import.report.to_string();
    let mut plan = into.clone();
    if let Some(op) = import.into_op() {
        apply(&mut plan, &op);
    }
    (plan, report)
}

fn apply(plan: &mut Plan, op: &Op) {
    for (slot, value) in decide(plan, op).unwrap().edits {
        plan.set(&slot, &value);
    }
}

fn shown(files: &[TextFile]) -> String {
    files.iter().map(|file| format!("{}\n{}", file.name, file.text)).collect::<Vec<_>>().join("\n==========\n")
}

#[test]
fn decisions_are_written_as_madr() {
    expect![[r#"
        2026-11-12-give-each-its-schema.md
        ---
        id: 76afcc79-1700-52c7-9181-56280b856231
        status: accepted
        date: 2026-11-12
        decision-makers: "Ana (EM)"
        delegated-to: "Ben"
        supersedes:
          - "Use one schema"
        shapes:
          - "Auth: sign on"
        retires:
          - "Shared schema"
        ---

        # Give each its schema

        ## Context and Problem Statement

        Both teams wait.

        \## Not a section

        A line.

        ## Considered Options

        * C#
        * Split
        * Wait

        ## Decision Outcome

        Chosen option: "Split", for it pays back by May.

        ### Consequences

        * Good, because nobody waits
        * Bad, because of two schemas

        ## Pros and Cons of the Options

        ### C#

        Sharp.

        ### Split

        Costs 9 pd.

        \### Neither is this

        ## More Information

        See https://example.org.

        ## Drivers

        * Time

        ==========
        2026-03-02-use-one-schema.md
        ---
        id: bdacc0e6-d9f6-556a-8bb2-04626b3899d2
        status: "superseded by Give each its schema"
        date: 2026-03-02
        decision-makers: "Ana (EM)"
        creates:
          - "Shared schema"
        ---

        # Use one schema
    "#]]
    .assert_eq(&shown(&decision_files(&plan())));
}

#[test]
fn what_we_wrote_comes_back_byte_for_byte() {
    let written = decision_files(&plan());
    let (same, report) = import(&written, &plan());
    expect![[r#"
        decision records, 2 files: 2 unchanged
    "#]]
    .assert_eq(&report);
    assert_eq!(decision_files(&same), written);
    let mut empty = plan();
    for decision in plan().decisions.keys() {
        apply(&mut empty, &Op::Delete { entity: (*decision).into() });
    }
    let (anew, _) = import(&written, &plan::sound(&empty).0);
    assert_eq!(decision_files(&anew), written);
}

#[test]
fn files_by_others_keep_their_text() {
    let files = [
        file(
            "0001-use-postgres.md",
            "---\n# optional\nstatus: \"superseded by ADR-0002\"\ndate: 2026-05-04\ndecision-makers: [Ana, Ben]\nconsulted: Cleo\n---\n\
             # Use Postgres\n\n<!-- This is an optional element. Feel free to remove. -->\n## Decision Drivers\n\n* Cost\n\n\
             ## Context and Problem Statement\n\nWhere do we keep it?\n\n```\n## not a heading\n```\n\n## Considered Options\n\n* Postgres\n* Files\n\n\
             ## Decision Outcome\n\nChosen option: \"Postgres\", because it is there.\n\n### Consequences\n\n* Good, because known\n\n\
             ### Confirmation\n\nBy review.\n\n## Pros and Cons of the Options\n\n### Files\n\n* Bad, because slow\n\n## More Information\n\nNone.\n",
        ),
        file(
            "0002-use-both.md",
            "# Use both\r\n\r\n* Status: accepted\r\n* Deciders: Ana\r\n* Date: 2026-06-01\r\n\r\n## Context\r\n\r\nLoad.\r\n\r\n## Decision\r\n\r\nBoth.\r\n",
        ),
    ];
    let (plan, report) = import(&files, &Plan::default());
    expect![[r#"
        decision records, 2 files: 2 created
        + 0001-use-postgres.md decision Use Postgres
        + 0002-use-both.md decision Use both
    "#]]
    .assert_eq(&report);
    expect![[r#"
        0002-use-both.md
        ---
        id: eeaaa6a8-9485-5939-adb2-1fec4c88ab61
        status: accepted
        date: 2026-06-01
        decision-makers: "Ana"
        supersedes:
          - "Use Postgres"
        ---

        # Use both

        ## Context and Problem Statement

        Load.

        ## Decision Outcome

        Both.

        ==========
        0001-use-postgres.md
        ---
        id: dea651c5-bc1b-5513-8063-f6bf75089d9a
        status: "superseded by Use both"
        date: 2026-05-04
        decision-makers: "Ana, Ben"
        ---

        # Use Postgres

        ## Context and Problem Statement

        Where do we keep it?

        ```
        ## not a heading
        ```

        ## Considered Options

        * Files
        * Postgres

        ## Decision Outcome

        Chosen option: "Postgres", because it is there.

        ### Consequences

        * Good, because known

        ## Pros and Cons of the Options

        ### Files

        * Bad, because slow

        ## More Information

        ## Decision Drivers

        * Cost

        ### Confirmation

        By review.

        None.

        consulted: Cleo
    "#]]
    .assert_eq(&shown(&decision_files(&plan)));
    let again = decision_files(&plan);
    assert_eq!(decision_files(&import(&again, &plan).0), again);
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_a_sentence() {
    let named = "---\nstatus: accepted\nshapes:\n  - HP-12\n  - Nowhere\nretires: [Shared schema]\nsupersedes: Loop\n---\n# Loop\n\n## Decision Outcome\n\nIt loops.\n";
    let files = [
        file("notes.md", "Some notes.\n"),
        file("readme.md", "# Decisions\n\nAll of them.\n"),
        file("template.md", "# {short title}\n\n## Context and Problem Statement\n"),
        file("loop.md", named),
        file("loop-copy.md", named),
        file("odd.md", "---\nstatus: on hold\ndate: next week\n---\n# Odd\n\n## Context\n\nOdd.\n"),
    ];
    let (plan, report) = import(&files, &plan());
    expect![[r#"
        decision records, 6 files: 2 created, 4 skipped, 5 not understood
        + loop.md decision Loop
        + odd.md decision Odd
        - notes.md: it is no decision record: no line begins with “# ” and gives it a title
        - readme.md Decisions: it is no decision record: it has no section such as “Context and Problem Statement” or “Decision Outcome”
        - template.md {short title}: it is the template for decision records
        - loop-copy.md Loop: it is the same decision as `loop.md`
        ? loop.md shapes: no item is called “Nowhere”; it stays in the more information
        ? loop.md status: “Loop” stays proposed: it is accepted only with the day on which it was decided
        ? odd.md status: “on hold” is not proposed, accepted, rejected, deprecated or superseded: taken as proposed
        ? odd.md date: “next week” is no day: write days like 2027-03-31
        ? loop.md supersedes: a decision cannot supersede itself: Loop → Loop
    "#]].assert_eq(&report);
    let kept = plan.decisions.values().find(|decision| decision.title == "Loop").unwrap();
    expect![[r#"
        shapes:
          - HP-12
          - Nowhere

        status: accepted"#]]
    .assert_eq(&kept.more);
    assert_eq!((kept.shapes.len(), kept.retires.len(), kept.supersedes.len()), (1, 1, 0));
}

#[test]
fn a_file_changes_what_it_says_otherwise_and_nothing_else() {
    let mut written = decision_files(&plan());
    written[0].text =
        written[0].text.replace("Both teams wait.", "All three wait.").replace("delegated-to: \"Ben\"\n", "");
    let (after, report) = import(&written, &plan());
    expect![[r#"
        decision records, 2 files: 1 changed, 1 unchanged
        ~ 2026-11-12-give-each-its-schema.md Give each its schema: context “Both teams wait.…” → “All three wait.…”
    "#]]
    .assert_eq(&report);
    assert!(after.decisions.values().any(|decision| decision.delegated_to == "Ben"));
}
