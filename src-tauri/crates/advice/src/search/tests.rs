//! The search on projects: what it makes are schedules, and on small ones nothing is shorter.

use std::ops::ControlFlow;

use super::candidate::{Candidate, Shape, shift};
use super::cross::{cross, cut, mutate};
use super::{Breeding, Dice, Problem, Project, Scheduler, search};

/// Projects that differ in everything; later activities follow earlier ones.
fn project(n: usize, seed: u32) -> Project {
    let mut dice = Dice::new(seed, 3);
    let capacities: Vec<u32> = (0..5).map(|_| 3 + dice.below(4) as u32).collect();
    let before = (0..n).map(|at| (0..at as u32).filter(|_| dice.chance(1.5 / n as f64)).collect()).collect();
    Project {
        durations: (0..n).map(|_| dice.below(6) as u32).collect(),
        before,
        demands: (0..n)
            .map(|_| capacities.iter().map(|most| dice.below(*most as usize + 1) as u32).collect())
            .collect(),
        capacities,
    }
}

fn breeding(seed: u32) -> Breeding {
    Breeding { seed, population: 20, mutation: 0.02, patience: 20, moves: 0, rounds: 3 }
}

fn makespan(project: &Project, budget: u64, seed: u32) -> u32 {
    let mut scheduler = Scheduler::new(project);
    let found = search(&mut scheduler, breeding(seed), budget, &mut |_| ControlFlow::Continue(()));
    assert!(scheduler.spent() <= budget + 3, "the budget is kept");
    found[0].0 as u32
}

/// The shortest schedule there is: every order that dependencies allow, generated the plain way.
fn shortest(project: &Project) -> u32 {
    fn place(project: &Project, starts: &mut Vec<Option<u32>>, best: &mut u32) {
        let free = |at: usize| {
            starts[at].is_none() && project.before[at].iter().all(|first| starts[*first as usize].is_some())
        };
        let next: Vec<usize> = (0..project.len()).filter(|at| free(*at)).collect();
        if next.is_empty() {
            let ends =
                starts.iter().zip(&project.durations).map(|(start, length)| start.expect("all are placed") + length);
            *best = (*best).min(ends.max().unwrap_or(0));
        }
        for at in next {
            let ready = project.before[at]
                .iter()
                .map(|first| starts[*first as usize].expect("it is placed") + project.durations[*first as usize]);
            let ready = ready.max().unwrap_or(0);
            starts[at] = (ready..).find(|start| {
                starts[at] = Some(*start);
                let fits = fits(project, starts);
                starts[at] = None;
                fits
            });
            place(project, starts, best);
            starts[at] = None;
        }
    }
    let mut best = u32::MAX;
    place(project, &mut vec![None; project.len()], &mut best);
    best
}

/// Whether no resource is taken more than there is of it.
fn fits(project: &Project, starts: &[Option<u32>]) -> bool {
    let end: u32 = project.durations.iter().sum();
    (0..=end).all(|day| {
        (0..project.capacities.len()).all(|resource| {
            let at_work =
                |at: &usize| starts[*at].is_some_and(|start| start <= day && day < start + project.durations[*at]);
            let taken: u32 = (0..project.len()).filter(at_work).map(|at| project.demands[at][resource]).sum();
            taken <= project.capacities[resource]
        })
    })
}

#[test]
fn on_small_projects_nothing_is_shorter_than_what_is_found() {
    for seed in 0..25 {
        let project = project(6, seed);
        assert_eq!(makespan(&project, 600, 1), shortest(&project), "project {seed}: {project:?}");
    }
}

#[test]
fn a_makespan_is_that_of_a_schedule() {
    for seed in 0..10 {
        let project = project(25, seed);
        let mut scheduler = Scheduler::new(&project);
        let found = search(&mut scheduler, breeding(2), 400, &mut |_| ControlFlow::Continue(()));
        for (_, mut candidate) in found {
            assert!(scheduler.shape().allows(&candidate.order), "no activity before one that it follows");
            let makespan = scheduler.cost(&mut candidate);
            let ends = scheduler.finishes();
            let start = |at: usize| ends[at] - project.durations[at];
            let in_order = |at: usize| project.before[at].iter().all(|first| ends[*first as usize] <= start(at));
            assert!((0..project.len()).all(in_order), "each begins when what it follows is finished");
            assert!(fits(&project, &(0..project.len()).map(|at| Some(start(at))).collect::<Vec<_>>()));
            assert_eq!(ends.iter().max().map(|end| f64::from(*end)), Some(makespan));
            assert!(makespan >= f64::from(project.critical_path()));
        }
    }
}

#[test]
fn the_same_seed_finds_the_same_and_more_time_nothing_worse() {
    let project = project(30, 5);
    assert_eq!(makespan(&project, 300, 9), makespan(&project, 300, 9));
    let by_budget: Vec<u32> = [20, 100, 500, 2_000].map(|budget| makespan(&project, budget, 9)).into();
    assert!(by_budget.is_sorted_by(|a, b| a >= b), "{by_budget:?}");
}

#[test]
fn a_search_without_time_still_has_an_answer() {
    let project = project(10, 1);
    let mut scheduler = Scheduler::new(&project);
    let found = search(&mut scheduler, breeding(1), u64::MAX, &mut |_| ControlFlow::Break(()));
    assert_eq!(found.len(), 1);
    let empty = Project { durations: vec![], before: vec![], demands: vec![], capacities: vec![1] };
    let found = search(&mut Scheduler::new(&empty), breeding(1), 50, &mut |_| ControlFlow::Continue(()));
    assert_eq!(found[0].0, 0.0);
}

#[test]
fn children_keep_every_gene_once_and_behind_those_it_follows() {
    let project = project(20, 8);
    let shape = Shape::new(project.before.clone(), vec![3, 7]);
    let mut dice = Dice::new(1, 1);
    let weight: Vec<f64> = (0..20).map(|_| dice.unit()).collect();
    let parent = |dice: &mut Dice| Candidate { order: shape.by_regret(&weight, 1.0, dice), on: vec![true; 20] };
    let (mother, father) = (parent(&mut dice), parent(&mut dice));
    let mut child = mother.clone();
    let mut switched = 0;
    for _ in 0..500 {
        cross(&mother, &father, cut(20, 5, &mut dice), &mut child);
        assert!(shape.allows(&child.order));
        mutate(&shape, &mut child, 0.1, &mut dice);
        assert!(shape.allows(&child.order), "moving breaks nothing: {:?}", child.order);
        let off: Vec<usize> = (0..20).filter(|gene| !child.on[*gene]).collect();
        assert!(off.iter().all(|gene| shape.optional.contains(&(*gene as u32))), "only what is optional is left out");
        switched += off.len();
    }
    assert!(switched > 50, "what is optional is switched: {switched}");
    assert!(!shape.allows(&child.order[1..]) && !shape.allows(&[child.order[0]; 20]));
}

#[test]
fn what_lies_between_moves_up() {
    let mut order = [0, 1, 2, 3, 4];
    shift(&mut order, 1, 3);
    assert_eq!(order, [0, 2, 3, 1, 4]);
    shift(&mut order, 3, 1);
    assert_eq!(order, [0, 1, 2, 3, 4]);
}
