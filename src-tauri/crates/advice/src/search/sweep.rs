//! Small problems are searched in full: every choice and every order that makes sense. What has been judged before costs
//! nothing again if the problem remembers it.

use super::candidate::{Candidate, Shape};
use super::run::{Problem, Run};

/// The most genes for which everything is tried: seven have five thousand orders.
const SMALL: usize = 7;

/// Tries everything there is, if the problem is small. `None` when the search is over.
pub(crate) fn sweep<P: Problem>(problem: &mut P, run: &mut Run<'_, '_>) -> Option<()> {
    let shape = problem.shape().clone();
    if shape.len() > SMALL {
        return Some(());
    }
    for choice in 0..1_u32 << shape.optional.len() {
        let mut on = vec![true; shape.len()];
        for (at, gene) in shape.optional.iter().enumerate() {
            on[*gene as usize] = choice >> at & 1 == 1;
        }
        let mut candidate = Candidate { order: Vec::with_capacity(shape.len()), on };
        every_order(problem, run, &shape, &mut candidate)?;
    }
    Some(())
}

/// Lengthens an order of what is on by each gene that may come next; what is off stands at the end.
fn every_order<P: Problem>(
    problem: &mut P,
    run: &mut Run<'_, '_>,
    shape: &Shape,
    candidate: &mut Candidate,
) -> Option<()> {
    let n = candidate.order.len();
    let next: Vec<u32> = (0..shape.len() as u32)
        .filter(|gene| candidate.on[*gene as usize] && !candidate.order.contains(gene))
        .collect();
    if next.is_empty() {
        let mut whole = candidate.clone();
        whole.order.extend((0..shape.len() as u32).filter(|gene| !candidate.on[*gene as usize]));
        run.judge(problem, &mut whole)?;
        return Some(());
    }
    for gene in next {
        let held = |first: &u32| candidate.on[*first as usize] && !candidate.order.contains(first);
        if !shape.before[gene as usize].iter().any(held) {
            candidate.order.push(gene);
            every_order(problem, run, shape, candidate)?;
            candidate.order.truncate(n);
        }
    }
    Some(())
}
