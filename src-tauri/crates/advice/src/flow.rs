//! The tightest place between work and the people who can do it: the parts whose demand is largest against all that
//! their holders, shared with the other parts, can serve. Knows numbers only.

/// Parts of work and the people they hang on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bottleneck {
    /// Demand over the most that these people can serve; infinite where they can serve nothing.
    pub load: f64,
    /// The parts, by index.
    pub parts: Vec<usize>,
    /// The people, by index.
    pub people: Vec<usize>,
}

/// The bottlenecks of this work, the tightest first; each part is in at most one. `can[part]` names who can do a part.
///
/// Loads come from a maximum flow from parts to people: as long as the demand does not flow through the people's
/// capacity times a load, its minimum cut names the parts that hold it up, and their load is tried next. What is left
/// once those parts and people are taken out is looked at in the same way.
pub(crate) fn bottlenecks(demand: &[f64], can: &[Vec<usize>], capacity: &[f64]) -> Vec<Bottleneck> {
    let mut found = Vec::new();
    let mut parts: Vec<usize> = (0..demand.len()).filter(|part| demand[*part] > 0.0).collect();
    let mut gone = vec![false; capacity.len()];
    while !parts.is_empty() {
        let holders: Vec<Vec<usize>> =
            parts.iter().map(|part| can[*part].iter().copied().filter(|person| !gone[*person]).collect()).collect();
        let tight = tightest(&parts.iter().map(|part| demand[*part]).collect::<Vec<_>>(), &holders, capacity);
        for person in &tight.people {
            gone[*person] = true;
        }
        let taken: Vec<usize> = tight.parts.iter().map(|index| parts[*index]).collect();
        parts.retain(|part| !taken.contains(part));
        found.push(Bottleneck { parts: taken, ..tight });
    }
    found
}

fn tightest(demand: &[f64], can: &[Vec<usize>], capacity: &[f64]) -> Bottleneck {
    let bottleneck = |parts: Vec<usize>| {
        let mut people: Vec<usize> = parts.iter().flat_map(|part| can[*part].iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        let wanted: f64 = parts.iter().map(|part| demand[*part]).sum();
        let there: f64 = people.iter().map(|person| capacity[*person]).sum();
        Bottleneck { load: if there > 0.0 { wanted / there } else { f64::INFINITY }, parts, people }
    };
    let mut tight = bottleneck((0..demand.len()).collect());
    // Each cut is a strictly tighter set, so that there are at most as many rounds as parts.
    for _ in 0..demand.len() {
        if tight.load.is_infinite() {
            break;
        }
        let cut = cut(demand, can, &capacity.iter().map(|there| there * tight.load).collect::<Vec<_>>());
        if cut.is_empty() {
            break;
        }
        let next = bottleneck(cut);
        if next.load <= tight.load * (1.0 + 1e-9) {
            break;
        }
        tight = next;
    }
    tight
}

/// The parts on the source's side of a minimum cut; none if all demand flows.
fn cut(demand: &[f64], can: &[Vec<usize>], capacity: &[f64]) -> Vec<usize> {
    let slack = 1e-9 * demand.iter().sum::<f64>();
    let mut flow: Vec<Vec<f64>> = can.iter().map(|people| vec![0.0; people.len()]).collect();
    let mut served = vec![0.0; capacity.len()];
    loop {
        let left: Vec<f64> = demand.iter().zip(&flow).map(|(wanted, flow)| wanted - flow.iter().sum::<f64>()).collect();
        // Breadth first over the residual network: how each part and person was reached.
        let mut part_from: Vec<Option<Option<(usize, usize)>>> =
            left.iter().map(|left| (*left > slack).then_some(None)).collect();
        let mut person_from: Vec<Option<(usize, usize)>> = vec![None; capacity.len()];
        let mut open: Vec<usize> = (0..demand.len()).filter(|part| part_from[*part].is_some()).collect();
        let mut end = None;
        let mut next = 0;
        while next < open.len() && end.is_none() {
            let part = open[next];
            next += 1;
            for (slot, person) in can[part].iter().enumerate() {
                if person_from[*person].is_some() {
                    continue;
                }
                person_from[*person] = Some((part, slot));
                if capacity[*person] - served[*person] > slack {
                    end = Some(*person);
                    break;
                }
                for (other, people) in can.iter().enumerate() {
                    let back = people.iter().position(|held| held == person);
                    if let Some(back) = back.filter(|back| flow[other][*back] > slack)
                        && part_from[other].is_none()
                    {
                        part_from[other] = Some(Some((*person, back)));
                        open.push(other);
                    }
                }
            }
        }
        let Some(end) = end else {
            open.sort_unstable();
            return open;
        };
        // Walk the path back twice: how much fits, then push it.
        let mut steps = Vec::new();
        let mut person = end;
        let start = loop {
            let (part, slot) = person_from[person].expect("a person on the path was reached through a part");
            steps.push((part, slot, true));
            match part_from[part].expect("a part on the path was reached") {
                None => break part,
                Some((through, back)) => {
                    steps.push((part, back, false));
                    person = through;
                }
            }
        };
        let mut fits = left[start].min(capacity[end] - served[end]);
        for (part, slot, forward) in &steps {
            if !forward {
                fits = fits.min(flow[*part][*slot]);
            }
        }
        for (part, slot, forward) in steps {
            flow[part][slot] += if forward { fits } else { -fits };
        }
        served[end] += fits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loads(demand: &[f64], can: &[&[usize]], capacity: &[f64]) -> Vec<(f64, Vec<usize>, Vec<usize>)> {
        let can: Vec<Vec<usize>> = can.iter().map(|people| people.to_vec()).collect();
        let round = |load: f64| (load * 1000.0).round() / 1000.0;
        bottlenecks(demand, &can, capacity).into_iter().map(|b| (round(b.load), b.parts, b.people)).collect()
    }

    #[test]
    fn one_skill_is_the_narrow_place_though_the_team_has_time() {
        // Rust wants 9 of the 10 days of its one holder; the rest of the team is nearly free.
        assert_eq!(
            loads(&[9.0, 2.0], &[&[0], &[0, 1, 2]], &[10.0, 10.0, 10.0]),
            [(0.9, vec![0], vec![0]), (0.1, vec![1], vec![1, 2])]
        );
    }

    #[test]
    fn work_that_anyone_can_do_goes_round_the_holder() {
        assert_eq!(loads(&[5.0, 15.0], &[&[0], &[0, 1]], &[10.0, 10.0]), [(1.0, vec![0, 1], vec![0, 1])]);
    }

    #[test]
    fn shared_holders_are_counted_once() {
        // Two skills, each with room on paper, hang on the same person.
        assert_eq!(
            loads(&[6.0, 6.0, 1.0], &[&[0], &[0], &[0, 1]], &[10.0, 10.0]),
            [(1.2, vec![0, 1], vec![0]), (0.1, vec![2], vec![1])]
        );
    }

    #[test]
    fn nobody_there_is_beyond_any_load() {
        assert_eq!(loads(&[1.0], &[&[0]], &[0.0]), [(f64::INFINITY, vec![0], vec![0])]);
        assert_eq!(loads(&[], &[], &[5.0]), []);
    }

    #[test]
    fn agrees_with_the_tightest_of_all_subsets() {
        // A small counting generator instead of luck: the same cases on every machine.
        let mut state = 7_u32;
        let mut draw = |n: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % n
        };
        for _ in 0..300 {
            let (parts, people) = (1 + draw(4) as usize, 1 + draw(4) as usize);
            let demand: Vec<f64> = (0..parts).map(|_| f64::from(1 + draw(20))).collect();
            let capacity: Vec<f64> = (0..people).map(|_| f64::from(1 + draw(20))).collect();
            let can: Vec<Vec<usize>> = (0..parts)
                .map(|_| {
                    let mut who: Vec<usize> = (0..people).filter(|_| draw(2) == 0).collect();
                    if who.is_empty() {
                        who.push(draw(people as u32) as usize);
                    }
                    who
                })
                .collect();
            let best = (1_u32..1 << parts)
                .map(|set| {
                    let inside = |part: usize| set & (1 << part) != 0;
                    let wanted: f64 = (0..parts).filter(|part| inside(*part)).map(|part| demand[part]).sum();
                    let held = |person: usize| (0..parts).any(|part| inside(part) && can[part].contains(&person));
                    let there: f64 = (0..people).filter(|person| held(*person)).map(|person| capacity[person]).sum();
                    wanted / there
                })
                .fold(0.0, f64::max);
            let found = bottlenecks(&demand, &can, &capacity)[0].load;
            assert!((found - best).abs() < 1e-6, "{demand:?} {can:?} {capacity:?}: found {found}, best {best}");
        }
    }
}
