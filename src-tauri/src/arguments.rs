//! The command line: which plan the window opens on.

use plan::Day;
use std::ffi::OsString;
use std::path::PathBuf;

const HELP: &str = "\
Plan a roadmap with its technical debt in sight.

usage: plimsoll-desktop [--sample] [--today DATE] [PLAN]

  PLAN            the plan to open; without it, the window offers what there is
  --sample        make PLAN from the sample first, if it is not there yet
  --today DATE    forecast as if today were this day (YYYY-MM-DD), so that the answer can be reproduced
  --report-ready  print `ready` when the window can be used, for scripts that wait for it
  --version       print the version
  --help          print this

The command `plimsoll` does the same work without a window.";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Arguments {
    /// Open the window.
    Open(Opening),
    /// Print this and end.
    Answer(String),
}

/// How the window opens.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The plan to open.
    pub plan: Option<PathBuf>,
    /// Whether the plan is made from the sample when it is not there.
    pub sample: bool,
    /// The day to take for today, instead of the clock's.
    pub today: Option<Day>,
    /// Whether to say on standard output when the window can be used.
    pub report_ready: bool,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence about the argument that was not understood.
pub fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Arguments, String> {
    let mut opening = Opening::default();
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(Arguments::Answer(HELP.to_owned())),
            Some("--version" | "-V") => {
                return Ok(Arguments::Answer(format!("Plimsoll {}", env!("CARGO_PKG_VERSION"))));
            }
            Some("--sample") => opening.sample = true,
            Some("--today") => {
                let day = arguments.next().and_then(|day| day.to_str()?.parse().ok());
                opening.today = Some(day.ok_or("--today needs a day, such as 2027-03-31: see --help")?);
            }
            Some("--report-ready") => opening.report_ready = true,
            Some(flag) if flag.starts_with('-') => return Err(format!("`{flag}` is not known: see --help")),
            _ if opening.plan.is_some() => return Err("only one plan can be opened at a time: see --help".to_owned()),
            _ => opening.plan = Some(PathBuf::from(argument)),
        }
    }
    if opening.sample && opening.plan.is_none() {
        return Err("--sample needs the path of the plan to make: see --help".to_owned());
    }
    Ok(Arguments::Open(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &str) -> Result<Arguments, String> {
        parse(words.split_whitespace().map(OsString::from))
    }

    #[test]
    fn a_plan_may_be_named() {
        let today = Day::new(2027, 3, 31);
        let opening = Opening { plan: Some("a.plimsoll".into()), sample: true, today, report_ready: false };
        assert_eq!(parse_words("--today 2027-03-31 --sample a.plimsoll"), Ok(Arguments::Open(opening)));
        assert_eq!(parse_words(""), Ok(Arguments::Open(Opening::default())));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(parse_words("--smaple"), Err("`--smaple` is not known: see --help".to_owned()));
        assert_eq!(parse_words("a b"), Err("only one plan can be opened at a time: see --help".to_owned()));
        assert!(parse_words("--today").is_err(), "a day has to follow");
        assert!(parse_words("--sample").is_err(), "a sample has to be put somewhere");
    }
}
