//! The words of the command line.

use std::path::PathBuf;

use app::Format;
use clap::{Parser, Subcommand, ValueEnum};
use plan::Day;

/// Roadmap plans that weigh technical debt: check, forecast, import, export and serve them without a window.
#[derive(Debug, Parser)]
#[command(name = "plimsoll", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Forecast as if today were this day (YYYY-MM-DD), so that the answer can be reproduced
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,

    /// Draw the forecast's luck from this seed
    #[arg(long, global = true, value_name = "N", default_value_t = app::SEED)]
    pub seed: u32,
}

const EXAMPLES: &str = "Examples:
  plimsoll new --sample harbour.plimsoll       a plan to try things on
  plimsoll check harbour.plimsoll              which promises do not hold, and why
  plimsoll check q3.plimsoll --fail-on critical   exit code 2 if a critical flag stands
  plimsoll explain q3.plimsoll checkout        why its date is what it is, and what would help
  plimsoll why q3.plimsoll --since 2026-11-02  why the plan moved since then
  plimsoll reorder q3.plimsoll --seconds 10    a better order, and what it wins
  plimsoll export q3.plimsoll --format html --out q3.html";

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new plan
    New {
        /// Fill it with the sample: three teams, their roadmap and their debt
        #[arg(long)]
        sample: bool,
        /// The plan file to make
        plan: PathBuf,
    },
    /// Read a Jira CSV export, or a plan exported as JSON, into a plan
    Import {
        /// The plan file
        plan: PathBuf,
        /// The file to read
        file: PathBuf,
        /// Only say what would be created, changed, skipped and not understood
        #[arg(long)]
        dry_run: bool,
    },
    /// Print the plan's flags, the most pressing first
    Check {
        /// The plan file
        plan: PathBuf,
        /// End with exit code 2 if a flag of this severity or above stands
        #[arg(long, value_enum)]
        fail_on: Option<Severity>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print when each item will be finished, and how sure that is
    Forecast {
        /// The plan file
        plan: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Explain the date of one item: its chances, what slows it, what would bring it forward, what its slip would do
    Explain {
        /// The plan file
        plan: PathBuf,
        /// The item: its title, enough of it to tell it apart, or its id
        item: String,
        /// Show what happens if it slips by so many days
        #[arg(long, value_name = "DAYS", default_value_t = 21)]
        slip: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Tell why a date moved since an earlier version, cause by cause
    #[command(group = clap::ArgGroup::new("earlier").required(true))]
    Why {
        /// The plan file
        plan: PathBuf,
        /// The item, as for `explain`; the whole plan unless given
        item: Option<String>,
        /// Since the plan stood as when this day began (YYYY-MM-DD)
        #[arg(long, value_name = "DATE", value_parser = day, group = "earlier")]
        since: Option<Day>,
        /// Since the plan stood as before its latest N changes
        #[arg(long, value_name = "N", group = "earlier")]
        back: Option<u32>,
        /// Since the plan stood as in this other plan file
        #[arg(long, value_name = "FILE", group = "earlier")]
        than: Option<PathBuf>,
        /// The day on which the other plan file is looked at; today unless given
        #[arg(long, value_name = "DATE", value_parser = day, requires = "than")]
        then: Option<Day>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the plan for others: JSON comes back by import, HTML is one file for leadership
    Export {
        /// The plan file
        plan: PathBuf,
        /// In which form
        #[arg(long, value_enum)]
        format: ExportFormat,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Search a better order: which items first, which debts to pay, what to cut; prints it with its gain
    Reorder {
        /// The plan file
        plan: PathBuf,
        /// Search for at most so long
        #[arg(long, value_name = "S", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=3600))]
        seconds: u32,
        /// Try at most so many orders: the answer can be reproduced where these end the search and not the clock
        #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
        orders: u32,
        /// Put the better order into the plan, as one step that can be undone
        #[arg(long)]
        apply: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Measure the program against known results
    #[command(subcommand)]
    Bench(Bench),
    /// Open the plan in a browser on this machine; prints the address, ends with Ctrl+C
    Serve {
        /// The plan file
        plan: PathBuf,
        /// The port to listen on; any free one unless given
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Schedule the projects of a folder (PSPLIB, `.sm`) by the search that orders plans: their makespans, and how far they lie
    /// above the critical path and above the best known, where a `best-known.csv` lies in the folder or beside it
    Psplib {
        /// The folder
        dir: PathBuf,
        /// Make at most so many schedules of each project; 5000 unless the time is given
        #[arg(long, value_name = "N")]
        schedules: Option<u32>,
        /// Search each project for so long at most
        #[arg(long, value_name = "S", value_parser = seconds)]
        seconds: Option<f64>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// How much a flag matters.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Severity {
    /// Worth knowing
    Note,
    /// Worth an answer
    Warning,
    /// Not to be signed as it is
    Critical,
}

impl From<Severity> for advice::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Note => advice::Severity::Note,
            Severity::Warning => advice::Severity::Warning,
            Severity::Critical => advice::Severity::Critical,
        }
    }
}

/// A form for others.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExportFormat {
    /// The whole plan; comes back by import
    Json,
    /// A text to paste
    Md,
    /// One file for leadership
    Html,
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Json => Format::Json,
            ExportFormat::Md => Format::Markdown,
            ExportFormat::Html => Format::Html,
        }
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "write the time in seconds, up to 86400".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "write the day as YYYY-MM-DD, such as 2027-03-31".to_owned())
}
