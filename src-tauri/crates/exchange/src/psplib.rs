//! Projects of the library PSPLIB (Kolisch and Sprecher 1996) in its `.sm` form: one mode, renewable resources. For
//! measuring the search against the world's best known schedules, not for plans.
//!
//! A file is hostile until read: sizes are bounded, every number is checked, and what is wrong is said with its line.

use std::collections::BTreeMap;

use advice::search::{MOST, Project, Shape};
use thiserror::Error;

/// The most activities that are read; the library's largest have 122.
const MAX_ACTIVITIES: usize = 10_000;
/// The most resources that are read; the library's have 4.
const MAX_RESOURCES: usize = 64;
/// The longest that all activities may take one after another.
const MAX_HORIZON: u32 = 1_000_000;

/// Why a file is not a project.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}{problem}")]
pub struct PsplibError {
    /// `line N: `, or nothing where the fault is in no one line.
    place: String,
    problem: String,
}

fn at(line: usize, problem: impl Into<String>) -> PsplibError {
    PsplibError { place: format!("line {line}: "), problem: problem.into() }
}

fn whole(problem: impl Into<String>) -> PsplibError {
    PsplibError { place: String::new(), problem: problem.into() }
}

/// Reads a project.
///
/// # Errors
/// A sentence that says what is wrong with the file, and where.
pub fn psplib(bytes: &[u8]) -> Result<Project, PsplibError> {
    let text = std::str::from_utf8(bytes).map_err(|_| whole("the file is not text: is it a PSPLIB file (.sm)?"))?;
    let precedence = section(text, "PRECEDENCE RELATIONS")?;
    let requests = section(text, "REQUESTS/DURATIONS")?;
    let available = section(text, "RESOURCEAVAILABILITIES")?;
    let capacities = capacities(&available)?;
    let (durations, demands) = requested(&requests, &capacities)?;
    let before = followed(&precedence, durations.len())?;
    let project = Project { durations, before, demands, capacities };
    let n_ordered = Shape::new(project.before.clone(), Vec::new()).grow(|_| 0).len();
    if n_ordered < project.len() {
        return Err(whole("the precedence relations close a circle: no activity of it can ever start"));
    }
    Ok(project)
}

/// Best known makespans by the name of the instance, from lines `instance,makespan` below a header.
///
/// # Errors
/// The first line that is no such pair.
pub fn best_known(bytes: &[u8]) -> Result<BTreeMap<String, u32>, PsplibError> {
    let text = std::str::from_utf8(bytes).map_err(|_| whole("the list of best known makespans is not text"))?;
    let mut best = BTreeMap::new();
    for (idx, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let pair = line.split_once(',').and_then(|(name, makespan)| Some((name, makespan.trim().parse().ok()?)));
        let (name, makespan) = pair.ok_or_else(|| at(idx + 1, "expected `instance,makespan`"))?;
        best.insert(name.trim().to_owned(), makespan);
    }
    Ok(best)
}

/// The lines of a section that begin with a number, with the number of the line: headings and rulers are skipped.
type Rows<'a> = Vec<(usize, Vec<&'a str>)>;

fn section<'a>(text: &'a str, heading: &str) -> Result<Rows<'a>, PsplibError> {
    let mut lines = text.lines().enumerate();
    lines
        .find(|(_, line)| line.trim_start().starts_with(heading))
        .ok_or_else(|| whole(format!("the section `{heading}` is missing: is it a single-mode PSPLIB file (.sm)?")))?;
    let inside = lines.take_while(|(_, line)| !line.starts_with("***"));
    let rows = inside.map(|(idx, line)| (idx + 1, line.split_whitespace().collect::<Vec<_>>()));
    Ok(rows.filter(|(_, words)| words.first().is_some_and(|word| word.parse::<f64>().is_ok())).collect())
}

fn number(line: usize, word: Option<&&str>, what: &str, most: u32) -> Result<u32, PsplibError> {
    let word = word.ok_or_else(|| at(line, format!("the {what} is missing")))?;
    let number: Option<u32> = word.parse().ok().filter(|number| *number <= most);
    number.ok_or_else(|| at(line, format!("the {what} is `{word}`: expected a whole number from 0 to {most}")))
}

fn capacities(rows: &Rows<'_>) -> Result<Vec<u32>, PsplibError> {
    let (line, words) = rows.first().ok_or_else(|| whole("no resource has an availability"))?;
    if words.len() > MAX_RESOURCES {
        return Err(at(*line, format!("there are {} resources, and at most {MAX_RESOURCES} are read", words.len())));
    }
    words.iter().map(|word| number(*line, Some(word), "availability", MOST)).collect()
}

type Requested = (Vec<u32>, Vec<Vec<u32>>);

/// Durations and demands, in the order of the activities.
fn requested(rows: &Rows<'_>, capacities: &[u32]) -> Result<Requested, PsplibError> {
    if rows.is_empty() || rows.len() > MAX_ACTIVITIES {
        let n = rows.len();
        return Err(whole(format!("there are {n} activities with a duration: expected 1 to {MAX_ACTIVITIES}")));
    }
    let (mut durations, mut demands) = (Vec::new(), Vec::new());
    for (idx, (line, words)) in rows.iter().enumerate() {
        activity(*line, words, idx)?;
        if number(*line, words.get(1), "mode", 100)? != 1 {
            return Err(at(*line, "only projects with one mode for each activity are read"));
        }
        durations.push(number(*line, words.get(2), "duration", MAX_HORIZON)?);
        let demand =
            |(at_resource, capacity): (usize, &u32)| number(*line, words.get(3 + at_resource), "demand", *capacity);
        demands.push(capacities.iter().enumerate().map(demand).collect::<Result<Vec<u32>, _>>()?);
    }
    if durations.iter().map(|duration| u64::from(*duration)).sum::<u64>() > u64::from(MAX_HORIZON) {
        return Err(whole(format!("the durations add up to more than {MAX_HORIZON}")));
    }
    Ok((durations, demands))
}

/// What each activity follows.
fn followed(rows: &Rows<'_>, n: usize) -> Result<Vec<Vec<u32>>, PsplibError> {
    if rows.len() != n {
        return Err(whole(format!("{} activities have precedence relations and {n} a duration", rows.len())));
    }
    let mut before = vec![Vec::new(); n];
    for (idx, (line, words)) in rows.iter().enumerate() {
        activity(*line, words, idx)?;
        let n_next = number(*line, words.get(2), "number of successors", n as u32)? as usize;
        if words.len() != 3 + n_next {
            let found = words.len().saturating_sub(3);
            return Err(at(*line, format!("the number of successors is {n_next}, but {found} are named")));
        }
        for word in &words[3..] {
            let next = number(*line, Some(word), "successor", n as u32)? as usize;
            if next == 0 || next == idx + 1 {
                return Err(at(*line, format!("activity {} cannot be followed by {next}", idx + 1)));
            }
            let firsts: &mut Vec<u32> = &mut before[next - 1];
            if firsts.last() != Some(&(idx as u32)) {
                firsts.push(idx as u32);
            }
        }
    }
    Ok(before)
}

/// Activities are numbered from 1 without gaps.
fn activity(line: usize, words: &[&str], idx: usize) -> Result<(), PsplibError> {
    let number = number(line, words.first(), "number of the activity", MAX_ACTIVITIES as u32)?;
    if number as usize == idx + 1 {
        Ok(())
    } else {
        Err(at(line, format!("expected activity {} here, not {number}", idx + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "\
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       1    1
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    1
************************************************************************
";

    fn fault(from: &str, to: &str) -> String {
        assert!(SMALL.contains(from), "{from} stands in the file");
        psplib(SMALL.replacen(from, to, 1).as_bytes()).expect_err("it is spoilt").to_string()
    }

    #[test]
    fn a_project_is_read() {
        let project = psplib(SMALL.as_bytes()).unwrap();
        assert_eq!(project.durations, [0, 3, 4, 0]);
        assert_eq!(project.before, [vec![], vec![0], vec![0], vec![1, 2]]);
        assert_eq!(project.demands[2], [1, 1]);
        assert_eq!((project.capacities.as_slice(), project.critical_path()), (&[2, 1][..], 4));
    }

    #[test]
    fn a_spoilt_file_is_refused_with_a_sentence() {
        expect_test::expect![[r#"
            the section `PRECEDENCE RELATIONS` is missing: is it a single-mode PSPLIB file (.sm)?
            line 5: the number of successors is 1, but 2 are named
            line 5: the successor is `9`: expected a whole number from 0 to 4
            line 4: activity 2 cannot be followed by 2
            the precedence relations close a circle: no activity of it can ever start
            line 12: the duration is `-3`: expected a whole number from 0 to 1000000
            line 12: the duration is `1e9`: expected a whole number from 0 to 1000000
            line 12: the demand is `3`: expected a whole number from 0 to 2
            line 13: only projects with one mode for each activity are read
            line 13: expected activity 3 here, not 7
            line 18: the availability is `99999`: expected a whole number from 0 to 32767
            the durations add up to more than 1000000
            the file is not text: is it a PSPLIB file (.sm)?
        "#]]
        .assert_eq(
            &([
                fault("PRECEDENCE", "PRECEDENT"),
                fault("   3        1          1           4", "   3        1          1           4 2"),
                fault("   3        1          1           4", "   3        1          1           9"),
                fault("   2        1          1           4", "   2        1          1           2"),
                fault("   4        1          0", "   4        1          1           3"),
                fault("1     3  ", "1    -3  "),
                fault("1     3  ", "1   1e9  "),
                fault("3       2", "3       3"),
                fault("  3      1     4", "  3      2     4"),
                fault("  3      1     4", "  7      1     4"),
                fault("    2    1\n", "99999    1\n"),
                fault("1     4  ", "1 999999 "),
                psplib(&[0xff, 0xfe, 0]).expect_err("no text").to_string(),
            ]
            .join("\n")
                + "\n"),
        );
    }

    #[test]
    fn best_known_makespans_are_read() {
        let best = best_known(b"instance,makespan\nj301_1,43\n\nj302_1, 47\n").unwrap();
        assert_eq!(best.get("j302_1"), Some(&47));
        let fault = best_known(b"instance,makespan\nj301_1;43\n").expect_err("no comma");
        assert_eq!(fault.to_string(), "line 2: expected `instance,makespan`");
    }
}
