//! A process that writes into a plan is killed at random moments, again and again. Every change that it acknowledged is
//! there afterwards, and the file is sound.
//!
//! `PLIMSOLL_KILLS` says how often; 200 unless told otherwise.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use plan::Document;
use store::PlanFile;

/// How many times one plan is killed before a new one is begun, so that making plans is tested, too.
const KILLS_PER_PLAN: u32 = 10;

#[test]
fn every_acknowledged_change_outlives_a_kill() {
    let n_kills: u32 = std::env::var("PLIMSOLL_KILLS").map_or(200, |text| text.parse().expect("a number of kills"));
    let folder = tempfile::tempdir().unwrap();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let (mut n_acknowledged, mut n_interrupted) = (0, 0);
    let mut before = 0;
    for kill in 0..n_kills {
        let path = folder.path().join(format!("{}.plimsoll", kill / KILLS_PER_PLAN));
        if kill % KILLS_PER_PLAN == 0 {
            before = 0;
        }
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        // Mostly while it writes; now and then while it starts.
        let delay = Duration::from_micros(random % if kill % 5 == 0 { 8_000 } else { 100_000 });
        let Some(acknowledged) = write_until_killed(&path, delay, kill % 5 != 0) else {
            // It died before it had said that the plan was made, or opened. What was acknowledged before still holds.
            n_interrupted += 1;
            if before == 0 && PlanFile::open(&path).is_err() {
                let _ = std::fs::remove_file(&path);
                continue;
            }
            before = check(&path, before);
            continue;
        };
        n_acknowledged += acknowledged.saturating_sub(before);
        before = check(&path, acknowledged.max(before));
    }
    assert!(n_acknowledged >= n_kills / 2, "{n_acknowledged} changes in {n_kills} kills prove nothing");
    println!("{n_kills} kills, {n_interrupted} of them at the start, {n_acknowledged} changes acknowledged");
}

#[test]
fn a_plan_stays_ours_when_somebody_in_our_process_looks_into_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("q3.plimsoll");
    let (file, _) = PlanFile::create(&path).unwrap();
    // As the system's dialog does to find out what kind of file it lists: POSIX locks are gone when it closes the file.
    std::fs::read(&path).unwrap();
    let mut other = Command::new(env!("CARGO_BIN_EXE_crash_writer")).arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(other.stdout.take().expect("its output is piped"));
    let opened = last_line(&mut out, 1);
    let _ = other.kill();
    other.wait().unwrap();
    assert_eq!(opened, None, "another process opened a plan that is open here");
    file.close().unwrap();
}

/// Runs the writer, kills it, and returns the last change that it acknowledged: 0 if the plan was only opened, nothing if
/// not even that. The delay counts from its first sign of life if that is to be awaited.
fn write_until_killed(path: &Path, delay: Duration, wait: bool) -> Option<u32> {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_crash_writer"))
        .arg(path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the writer starts");
    let mut out = BufReader::new(writer.stdout.take().expect("its output is piped"));
    let first = if wait { last_line(&mut out, 1) } else { None };
    sleep(delay);
    writer.kill().expect("it is still running, as it never ends by itself");
    let status = writer.wait().expect("it was started here");
    assert_eq!(status.code(), None, "the writer stopped by itself: {status}");
    last_line(&mut out, usize::MAX).or(first)
}

/// The number in the last of at most `limit` lines. A line that the kill cut off does not count.
fn last_line(out: &mut BufReader<ChildStdout>, limit: usize) -> Option<u32> {
    let mut last = None;
    let mut line = String::new();
    for _ in 0..limit {
        line.clear();
        let n_bytes = out.read_line(&mut line).expect("the writer prints text");
        if n_bytes == 0 || !line.ends_with('\n') {
            break;
        }
        last = Some(line.trim().parse().expect("the writer prints numbers"));
    }
    last
}

/// Opens the plan and finds all that was acknowledged, values that are the fold of the log, and one file. Returns how many
/// changes are in it: one more may have been on the disk when its writer died.
fn check(path: &Path, acknowledged: u32) -> u32 {
    let (file, document) = PlanFile::open(path).expect("a killed writer leaves a plan that opens");
    let changes = file.changes().expect("the log is whole");
    let n_changes = u32::try_from(changes.len()).unwrap();
    assert!(
        (acknowledged..=acknowledged + 1).contains(&n_changes),
        "{acknowledged} changes were acknowledged, {n_changes} are there"
    );
    let fold = Document::fold(changes);
    assert_eq!(fold.plan(), document.plan(), "what is shown is what the log comes to");
    assert!(fold.slots().eq(document.slots()), "the heads are those of the log");
    assert_eq!(fold.tips(), document.tips());
    file.close().expect("it closes");
    let log = path.with_extension("plimsoll-wal");
    assert!(!log.exists(), "a closed plan is one file");
    n_changes
}
