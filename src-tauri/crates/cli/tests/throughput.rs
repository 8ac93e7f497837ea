//! `plimsoll when` and `plimsoll backtest`, as people and pipelines run them: on closing dates good and bad.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with histories in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        // Two years from Monday, 1 January 2024: a closing each weekday, and five more every fourth Friday.
        let weeks = (0..104).flat_map(|week| (0..5).map(move |day| (week, day)));
        let lines = weeks.flat_map(|(week, day)| {
            let closed = if day == 4 && week % 4 == 0 { 6 } else { 1 };
            let date = plan::Day::new(2024, 1, 1).unwrap().plus(7 * week + day);
            std::iter::repeat_n(format!("{date}\n"), closed)
        });
        desk.put("closed.csv", lines.collect::<String>().as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
        command.args(line.split(' ')).current_dir(self.0.path());
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"] {
            command.env(name, self.path("home"));
        }
        command.output().unwrap()
    }

    fn fine(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line} failed: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.fine(line)).unwrap()
    }

    fn failure(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(1), "{line} should fail");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn when_will_these_be_done_and_how_many_by_a_day() {
    let desk = Desk::new();
    let text = desk.fine("when --history closed.csv --remaining 60 --from 2025-12-29 --by 2026-03-31");
    assert!(text.contains("60 more, from 2025-12-29: 50% by ") && text.contains(" · 85% by "), "{text}");
    assert!(text.contains("by 2026-03-31: 50% ") && text.contains("all 60 by 2026-03-31: "), "{text}");
    assert!(text.contains("record: of ") && text.contains("past forecasts"), "{text}");

    let answer = desk.json("when --history closed.csv --remaining 60 --from 2025-12-29 --by 2026-03-31 --json");
    let date = |quantile: &str| answer["when"][quantile].as_str().unwrap().to_owned();
    assert!(date("p50") < date("p85") && date("p85") < date("p95"));
    assert_eq!(answer["basis"]["weeks"], 26);
    assert!(answer["basis"]["drift"]["sigma"].as_f64().unwrap() < 0.45, "a steady team: {answer}");
    let sure = answer["how_many"]["p85"].as_u64().unwrap();
    assert_eq!(sure >= 60, answer["chance_by"].as_f64().unwrap() >= 0.85, "the answers agree");
}

#[test]
fn the_same_question_and_seed_have_the_same_answer() {
    let desk = Desk::new();
    let ask = |seed| desk.fine(&format!("when --history closed.csv --remaining 200 --json --seed {seed}"));
    assert_eq!(ask(3), ask(3));
    assert_ne!(ask(3), ask(4));
    assert_eq!(desk.json("when --history closed.csv --remaining 5 --json")["from"], "2025-12-27", "the day after");
}

#[test]
fn what_came_later_is_not_looked_at() {
    let desk = Desk::new();
    let answer = desk.json("when --history closed.csv --remaining 20 --from 2024-12-30 --json");
    let known: String = fs::read_to_string(desk.path("closed.csv")).unwrap();
    let known: Vec<&str> = known.lines().filter(|line| *line < "2024-12-30").collect();
    desk.put("known.csv", known.join("\n").as_bytes());
    let then = desk.json("when --history known.csv --remaining 20 --from 2024-12-30 --json");
    assert_eq!(answer["when"], then["when"]);
    assert_eq!(answer["record"], then["record"]);
    assert!(answer["notes"][0].as_str().unwrap().contains("on 2024-12-30 or later are not looked at"));
}

#[test]
fn one_number_is_enough_to_begin_with() {
    let desk = Desk::new();
    let answer = desk.json("when --rate 5 --remaining 50 --from 2026-01-05 --json");
    assert_eq!(answer["when"]["p50"], "2026-03-15");
    assert_eq!(answer["when"]["p85"], "2026-04-26");
    assert_eq!(answer["when"]["p95"], "2026-06-28");
    assert!(desk.failure("when --rate 0 --remaining 50 --from 2026-01-05").contains("above 0"));
    assert!(desk.failure("when --rate 5 --remaining 50").contains("--from"));
}

#[test]
fn the_past_is_held_against_what_happened() {
    let desk = Desk::new();
    let record = desk.json("backtest --history closed.csv closed.csv --json");
    let horizons = record["pooled"]["horizons"].as_array().unwrap();
    assert_eq!(horizons.iter().map(|score| score["weeks"].as_u64().unwrap()).collect::<Vec<_>>(), [4, 8, 13, 26]);
    for (which, score) in horizons.iter().enumerate() {
        let alone = &record["files"][0]["horizons"][which];
        assert_eq!(score["cases"].as_u64(), alone["cases"].as_u64().map(|cases| 2 * cases));
        assert!(score["ours"]["coverage_p85"].as_f64().unwrap() >= 0.85, "a steady team keeps its dates: {score}");
    }
    let text = desk.fine("backtest --history closed.csv closed.csv");
    assert!(text.contains("all 2 files together") && text.contains("loss"), "{text}");
}

#[test]
fn one_bad_file_does_not_sink_the_others() {
    let desk = Desk::new();
    desk.put("bad.csv", b"Summary,Points\nOne,3\n");
    let output = desk.run("backtest --history bad.csv closed.csv --json");
    assert_eq!(output.status.code(), Some(1));
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(record["failed"][0]["error"].as_str().unwrap().contains("no column with closing dates"));
    assert_eq!(record["files"].as_array().unwrap().len(), 1);
}

#[test]
fn whatever_the_file_there_is_an_answer_or_a_sentence() {
    let desk = Desk::new();
    desk.put("empty.csv", b"");
    desk.put("image.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    desk.put("huge.csv", &vec![b'2'; 100_000_000]);
    desk.put("absurd.csv", b"0001-01-01\n9999-12-31\n");
    desk.put("one.csv", b"2026-01-05\n");
    desk.put("wide.csv", b"1970-01-01\n2200-12-31\n");
    let ask = |file: &str| format!("when --history {file} --remaining 5 --from 2026-01-05");
    for (file, sentence) in [
        ("missing.csv", "cannot read `missing.csv`"),
        ("empty.csv", "the file is empty"),
        ("image.csv", "an image"),
        ("huge.csv", "at most 50 MB"),
        ("absurd.csv", "none of its dates lies between 1970 and 2200"),
        ("one.csv", "the history begins on 2026-01-05"),
        ("wide.csv", "the last on 1970-01-01"),
        (".", "cannot read `.`"),
    ] {
        let said = desk.failure(&ask(file));
        assert!(said.contains(sentence), "{file}: {said}");
    }
    assert!(desk.fine("when --history one.csv --remaining 5").contains("too short a history"));
    assert!(desk.fine("backtest --history one.csv").contains("too short to look back"));
    desk.fine("backtest --history wide.csv");
    let never = desk.fine("when --history closed.csv --remaining 4000000000");
    assert!(never.contains("50% not within ten years"), "{never}");
    desk.fine("when --history closed.csv --remaining 5 --by 9999-12-31");
    assert!(desk.failure("when --history closed.csv --by 2020-01-01").contains("give a later day"));
    assert!(desk.failure("when --history closed.csv --remaining 1 --from 9999-12-31").contains("26 weeks before"));
}
