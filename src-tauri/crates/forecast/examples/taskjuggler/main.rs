//! Measures ten thousand trials of a plan against one schedule of the same plan by TaskJuggler, in turn in the same run.
//! One JSON object a line.
//!
//! `cargo run --release --package forecast --example taskjuggler`
//!
//! Ours is the as-planned world with its accounts and chances; theirs is one schedule of the likely efforts to the hour,
//! without reports. Each is what an answer costs its user: there a process that starts, reads and is done, here a call in
//! the app, which runs already.

#[path = "../generate/mod.rs"]
mod generate;
#[path = "../measure/mod.rs"]
mod measure;
mod project;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, WhatIf, what_if};
use measure::{cost, fields, ratios};
use plan::{ItemKind, Plan};

const ITEMS: usize = 1_000;
const PEOPLE: usize = 8;

const ROUNDS: usize = 7;
/// The same where a round takes longer than `LONG` seconds.
const FEW_ROUNDS: usize = 3;
const LONG: f64 = 20.0;

fn main() -> ExitCode {
    let known = Command::new("tj3").arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).status();
    if !known.is_ok_and(|status| status.success()) {
        println!("{{\"name\":\"TaskJuggler\",\"skipped\":\"there is no tj3 (on Debian: tj3)\"}}");
        return ExitCode::SUCCESS;
    }
    let plan = plan();
    let file = std::env::temp_dir().join(format!("plimsoll-{}.tjp", std::process::id()));
    if let Err(error) = std::fs::write(&file, project::project(&plan, generate::today())) {
        eprintln!("not timed: cannot write {}: {error}", file.display());
        return ExitCode::FAILURE;
    }
    let outcome = measure(&plan, &file);
    let _ = std::fs::remove_file(&file);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("not timed: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// A plan that both can say: features of one skill each for one team without limits or lags, one person at a time on each.
fn plan() -> Plan {
    let mut plan = generate::debtless(ITEMS, PEOPLE, (1.0, 5.0), 1);
    for item in plan.items.values_mut() {
        item.kind = ItemKind::Feature;
        (item.delivery, item.earliest) = (None, None);
        item.max_people = 1;
        item.after.values_mut().for_each(|lag| *lag = 0);
        let skill = item.skills.keys().next().cloned();
        item.skills = skill.into_iter().map(|skill| (skill, 1.0)).collect();
    }
    for team in plan.teams.values_mut() {
        (team.focus, team.support, team.reserve) = (1.0, 0.0, 0.0);
        (team.wip_limit, team.delivery_lag) = (None, 0);
    }
    for person in plan.people.values_mut() {
        (person.fte, person.start) = (1.0, None);
    }
    plan::sound(&plan).0
}

fn measure(plan: &Plan, file: &Path) -> Result<(), String> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut rounds = ROUNDS;
    while ours.len() < rounds {
        let mut all_finish = true;
        ours.push(cost(|| all_finish = made(plan).items.values().all(|finish| finish.p50.is_some())));
        if !all_finish {
            return Err("some item of the plan never finishes".to_owned());
        }
        let mut is_scheduled = false;
        theirs.push(cost(|| is_scheduled = scheduled(file)));
        if !is_scheduled {
            return Err("tj3 cannot schedule the plan: see what it says above".to_owned());
        }
        if ours[ours.len() - 1].wall + theirs[theirs.len() - 1].wall > LONG {
            rounds = FEW_ROUNDS;
        }
    }
    let (trials, ours_told, theirs_told) = (Assumptions::FULL, fields(&ours), fields(&theirs));
    println!("{{\"name\":\"as planned\",\"items\":{ITEMS},\"people\":{PEOPLE},\"trials\":{trials},{ours_told}}}");
    println!("{{\"name\":\"one schedule by tj3\",\"items\":{ITEMS},\"people\":{PEOPLE},{theirs_told}}}");
    println!("{{\"name\":\"trials / one schedule\",{}}}", ratios(&ours, &theirs));
    Ok(())
}

fn made(plan: &Plan) -> WhatIf {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: Assumptions::FULL };
    what_if(plan, plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops the bench")
}

/// Whether tj3 could schedule it.
fn scheduled(file: &Path) -> bool {
    let mut tj3 = Command::new("tj3");
    tj3.args(["--silent", "--no-reports"]).arg(file).stdin(Stdio::null()).stdout(Stdio::null());
    tj3.status().is_ok_and(|status| status.success())
}
