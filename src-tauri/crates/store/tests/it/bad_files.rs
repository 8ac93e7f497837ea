//! Files that are not plans, not sound, or not ours to write: each gets its sentence and stays as it was.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use rusqlite::Connection;
use store::PlanFile;

use crate::support::{Folder, add_item, sound};

/// Opens what `make` leaves at a path, compares the refusal, and sees that the folder is as it was.
fn check(make: impl FnOnce(&Path), expected: Expect) {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    make(&path);
    let before = folder.contents();
    let refusal = PlanFile::open(&path).expect_err("the file must be refused");
    expected.assert_eq(&folder.anonymous(&refusal.to_string()));
    assert_eq!(folder.contents(), before, "a file that is refused stays as it was, and nothing appears beside it");
}

/// A sound plan with one item, closed.
fn plan(path: &Path) {
    let (mut file, mut document) = PlanFile::create(path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    file.close().unwrap();
}

/// A sound plan, then changed with SQL by somebody who means no good.
fn tampered(sql: &str) -> impl FnOnce(&Path) {
    move |path| {
        plan(path);
        let connection = Connection::open(path).unwrap();
        connection.execute_batch(sql).unwrap();
        connection.close().unwrap();
    }
}

#[test]
fn a_file_that_is_not_there() {
    check(
        |_| (),
        expect![
            "cannot open `…/q3.plimsoll`: there is no such file; if it was moved or renamed, open it where it is now"
        ],
    );
}

#[test]
fn a_folder() {
    check(
        |path| fs::create_dir(path).unwrap(),
        expect!["cannot open `…/q3.plimsoll`: it is a folder; choose a file that ends in .plimsoll"],
    );
}

#[test]
fn an_empty_file() {
    check(
        |path| fs::write(path, "").unwrap(),
        expect![
            "cannot open `…/q3.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
        ],
    );
}

#[test]
fn a_file_that_is_not_sqlite() {
    check(
        |path| fs::write(path, "Issue key,Summary\nABC-1,Sign in\n".repeat(500)).unwrap(),
        expect![
            "cannot open `…/q3.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
        ],
    );
}

#[test]
fn a_database_of_another_program() {
    let make = |path: &Path| {
        let other = Connection::open(path).unwrap();
        other.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE bookmark (url TEXT);").unwrap();
    };
    check(
        make,
        expect![
            "cannot open `…/q3.plimsoll`: it is a database of another program, not a plan; choose a file that ends in .plimsoll"
        ],
    );
}

#[test]
fn a_plan_of_a_newer_program() {
    check(
        tampered("PRAGMA user_version = 900900"),
        expect![
            "cannot open `…/q3.plimsoll`: it was saved by a newer version of Plimsoll; update Plimsoll and open it again"
        ],
    );
}

#[test]
fn a_truncated_plan() {
    let make = |path: &Path| {
        plan(path);
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    };
    check(
        make,
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (its pages do not fit together); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_plan_cut_inside_its_header() {
    let make = |path: &Path| {
        plan(path);
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..60]).unwrap();
    };
    check(
        make,
        expect![
            "cannot open `…/q3.plimsoll`: it is not a plan; choose a file that ends in .plimsoll, or import this one into a plan"
        ],
    );
}

#[test]
fn a_plan_with_a_scribbled_page() {
    let make = |path: &Path| {
        plan(path);
        let mut bytes = fs::read(path).unwrap();
        let last = bytes.len() - 4096;
        bytes[last..last + 64].fill(0xa5);
        fs::write(path, bytes).unwrap();
    };
    check(
        make,
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (its pages do not fit together); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_trigger() {
    check(
        tampered("CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM edit; END"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the trigger t does not belong there); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_view_in_place_of_a_table() {
    check(
        tampered("ALTER TABLE meta RENAME TO other; CREATE VIEW meta AS SELECT * FROM other"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the table meta is missing); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_table_that_does_not_belong_there() {
    check(
        tampered("CREATE TABLE payload (x)"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the table payload does not belong there); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_missing_table() {
    check(
        tampered("DROP TABLE value"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the table value is missing); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_changed_column() {
    check(
        tampered("ALTER TABLE meta ADD COLUMN extra TEXT"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the table meta is not as it should be); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    check(
        tampered(r#"UPDATE value SET value = '{"type":"number","value":7}' WHERE field = 'title'"#),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (title must be text); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_value_that_is_not_json() {
    check(
        tampered("UPDATE value SET value = 'seven' WHERE field = 'title'"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (unknown value `seven`); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_field_that_its_kind_does_not_have() {
    check(
        tampered("UPDATE value SET field = 'fte' WHERE field = 'title'"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (an item has no field “fte”); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_kind_nobody_knows() {
    check(
        tampered("UPDATE value SET kind = 'ghost'"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (unknown kind `ghost`); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_value_without_its_change() {
    check(
        tampered("PRAGMA foreign_keys = off; UPDATE value SET change = 99"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the change behind a value of `alive` is missing); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn an_author_in_capitals() {
    check(
        tampered("UPDATE author SET key = replace(key, '0', 'A')"),
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (unknown author `A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1`); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_log_of_another_program_beside_a_refused_file_is_not_replayed() {
    let make = |path: &Path| {
        let crashed = path.with_file_name("crashed.plimsoll");
        plan(&crashed);
        let connection = Connection::open(&crashed).unwrap();
        connection.execute_batch("CREATE TABLE payload (x)").unwrap();
        // As a crash leaves it: what was written last stands in the write-ahead log only.
        fs::copy(&crashed, path).unwrap();
        fs::copy(crashed.with_extension("plimsoll-wal"), path.with_extension("plimsoll-wal")).unwrap();
    };
    check(
        make,
        expect![
            "cannot open `…/q3.plimsoll`: the file is damaged (the table payload does not belong there); it was left as it is, open an older copy of it"
        ],
    );
}

#[test]
fn a_plan_that_is_open_in_another_window() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    let refusal = PlanFile::open(&path).expect_err("the plan is open");
    expect![
        "cannot open `…/q3.plimsoll`: this plan is open in another window or program; close it there, then try again"
    ]
    .assert_eq(&folder.anonymous(&refusal.to_string()));
    add_item(&mut file, &mut document, 1, "Still works");
    drop(file);
    sound(&path);
}

#[test]
fn a_new_plan_where_a_file_is() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    fs::write(&path, "notes").unwrap();
    let refusal = PlanFile::create(&path).expect_err("a file is there");
    expect!["cannot make `…/q3.plimsoll`: a file of this name is there already; choose another name"]
        .assert_eq(&folder.anonymous(&refusal.to_string()));
    assert_eq!(fs::read(&path).unwrap(), b"notes");
}

#[test]
fn a_new_plan_in_a_folder_that_is_not_there() {
    let folder = Folder::new();
    let refusal = PlanFile::create(&folder.path("nowhere/q3.plimsoll")).expect_err("there is no such folder");
    expect!["cannot make `…/nowhere/q3.plimsoll`: there is no such folder; choose another one"]
        .assert_eq(&folder.anonymous(&refusal.to_string()));
}
