//! The second reading of how dates are made: in Python with numpy, in `reference/`, asked for its answers.
//!
//! It reads the plan's own fields and shares nothing with the crate but the draws, so that what both say is hardly wrong in
//! both. Where there is no Python with numpy there is no second reading, and that is said.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use forecast::{Assumptions, Outlook, When};
use plan::{Day, ItemId, Plan};
use serde::Deserialize;

/// What may be called Python: the first on the search path, and the one of the system, which its packages are for.
const PYTHONS: [&str; 3] = ["python3", "/usr/bin/python3", "python"];

/// One thing for each world.
#[derive(Debug, Deserialize)]
pub struct Worlds<T> {
    pub as_planned: T,
    pub debt_free: T,
    pub never_paid: T,
}

/// Days from today by item; `None` is never.
pub type Days = BTreeMap<ItemId, Vec<Option<i32>>>;

/// What the second reading says, and what it took, in seconds.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub wall: f64,
    pub processor: f64,
    /// P50 and P85 of each item.
    pub quantiles: Worlds<Days>,
    /// Each item's day in every trial, if that was asked for.
    pub every: Option<Worlds<Days>>,
}

/// A Python that knows numpy.
pub fn python() -> Option<&'static str> {
    PYTHONS.into_iter().find(|python| {
        let mut probe = Command::new(python);
        let status = probe.args(["-c", "import numpy"]).stdin(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    })
}

/// Asks for the finishes of a sound plan; with `every`, in each trial.
pub fn ask(python: &str, plan: &Plan, assumptions: &Assumptions, every: bool) -> Answer {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/numpy/reference/main.py");
    let question = serde_json::json!({
        "plan": plan,
        "today": assumptions.today,
        "seed": assumptions.seed,
        "trials": assumptions.trials,
        "every": every,
    });
    // Without -B it would leave its compiled modules among the sources.
    let mut child = Command::new(python)
        .arg("-B")
        .arg(main)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python was there a moment ago");
    let mut input = child.stdin.take().expect("its input is a pipe");
    input.write_all(question.to_string().as_bytes()).expect("the reference reads its question");
    drop(input);
    let output = child.wait_with_output().expect("the reference ends");
    assert!(output.status.success(), "the reference failed: what it said is above");
    serde_json::from_slice(&output.stdout).expect("the reference answers in JSON")
}

/// Where two readings lie furthest apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// In days; more than any horizon where only one of them says never.
    pub days: i32,
    /// Which item, world and quantile; empty where they agree.
    pub of: String,
}

/// The largest distance between the P50 and P85 of our items and those of the second reading.
pub fn distance<'a>(outlooks: impl Iterator<Item = (ItemId, &'a Outlook)>, answer: &Answer, today: Day) -> Distance {
    let mut largest = Distance { days: 0, of: String::new() };
    for (id, outlook) in outlooks {
        let worlds = [
            ("as planned", &outlook.as_planned, &answer.quantiles.as_planned),
            ("debt-free", &outlook.debt_free, &answer.quantiles.debt_free),
            ("never paid", &outlook.never_paid, &answer.quantiles.never_paid),
        ];
        for (world, ours, theirs) in worlds {
            for (share, ours, theirs) in [("P50", ours.p50, theirs[&id][0]), ("P85", ours.p85, theirs[&id][1])] {
                let days = apart(ours, theirs, today);
                if days > largest.days {
                    largest = Distance { days, of: format!("{share} {world} of {}", id.0) };
                }
            }
        }
    }
    largest
}

fn apart(ours: When, theirs: Option<i32>, today: Day) -> i32 {
    match (ours.map(|day| day.since(today)), theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs(),
        (None, None) => 0,
        (Some(_), None) | (None, Some(_)) => i32::MAX,
    }
}
