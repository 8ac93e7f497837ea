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
    #[arg(long, global = true, value_name = "DATE", value_parser = today)]
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
  plimsoll baseline q3.plimsoll --make Q1      freeze its dates; they are held against it from then on
  plimsoll baseline q3.plimsoll --sign Q1 --as Ben   sign it as somebody who works on this machine
  plimsoll diff q3.plimsoll@Q1 q3.plimsoll     what was changed since, in words
  plimsoll scenario q3.plimsoll --compare Pay  what that scenario does to dates, flags and cost
  plimsoll check q3.plimsoll@Pay               the flags of the plan as that scenario has it
  plimsoll decisions q3.plimsoll --export docs/decisions   its decision records, as Markdown
  plimsoll waive q3.plimsoll --debt \"slow CI\" --reason \"after summer\" --until 2027-06-30
  plimsoll reorder q3.plimsoll --seconds 10    a better order, and what it wins
  plimsoll merge q3.plimsoll q3-ben.plimsoll   what somebody else did to a copy of it
  plimsoll export q3.plimsoll --format html --out q3.html
  plimsoll when --history closed.csv --remaining 40   from closing dates alone";

const WHEN: &str = "The answer replays the last 26 weeks, drawn at random ten thousand times, each time at a pace that
drifts: faster or slower as a whole, as far as the team's own past forecasts turned out wrong. Days on
which very many were closed at once count as three busy days. Histories of less than four weeks give
their rate alone, and an answer as wide as is usual: 85% by 1.6 and 95% by 2.5 times the 50% span.

Examples:
  plimsoll when --history closed.csv --remaining 40 --from 2026-11-24
  plimsoll when --history closed.csv --by 2027-03-31
  plimsoll when --rate 5 --remaining 40 --from 2026-11-24";

const BACKTEST: &str =
    "Every two weeks of the past, as many as the mean of the last 26 weeks would close in 4, 8, 13 and 26
weeks are forecast with what was known that morning. A forecast is judged if its horizon ends within
the file; what is unfinished at the end of the file is a miss. Right is a 50% date that came true half
of the time, an 85% date 85% of the time, a 95% date 95% of the time. Loss is how far off the dates
were (pinball loss, mean of the three, in horizons); less is better. Plain is the same without drift.

Example:
  plimsoll backtest --history team-a.csv team-b.csv --json";

const TEAM: &str = "The password comes from PGPASSWORD, from ~/.pgpass (or PGPASSFILE), or is asked for; never from the address or an
argument. The connection is encrypted and the server's certificate verified by the system's authorities, or by those in the
file that `?sslrootcert=FILE` names. `?sslmode=disable` is for this machine alone; sockets (`?host=/run/postgresql`) need none.

Examples:
  plimsoll team init postgres://keeper@db.example/plans --let-share ana
  plimsoll team share q3.plimsoll postgres://ana@db.example/plans
  plimsoll team admit postgres://ana@db.example/plans Q3 --role PM --as ben --author HEX
  plimsoll team open postgres://ben@db.example/plans Q3 q3.plimsoll
  plimsoll team sync q3.plimsoll
  plimsoll team report postgres://ana@db.example/plans";

/// Who does it.
#[derive(Debug, clap::Args)]
pub struct By {
    /// In the name of this one of those who work on this machine (`plimsoll authors`); unless given, of whoever was at the
    /// keyboard last
    #[arg(long = "as", value_name = "NAME")]
    pub author: Option<String>,
}

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
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Read a CSV of issues (Jira, Linear, any with titles), a plan exported as JSON, or a team's delivery history, into a plan
    Import {
        /// The plan file
        plan: PathBuf,
        /// The file to read
        file: PathBuf,
        /// The file tells when work was created, begun and closed, or how reviews went: any CSV with such columns, or
        /// the JSON of `gh pr list` or `gh issue list`
        #[arg(long, requires = "team")]
        history: bool,
        /// Whose history it is: the name of a team, or a part of it
        #[arg(long, requires = "history")]
        team: Option<String>,
        /// Only say what would be created, changed, skipped and not understood
        #[arg(long)]
        dry_run: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Take in what a colleague's copy of the plan has beyond it
    Merge {
        /// The plan file
        plan: PathBuf,
        /// The copy, which stays as it is
        copy: PathBuf,
        /// Admit somebody whose changes are in it first: their key, its first digits or their name, and the role
        #[arg(long, value_name = "KEY=ROLE", value_parser = admission)]
        admit: Vec<(String, plan::Role)>,
        /// Only say what would come in, and where the two collide
        #[arg(long)]
        dry_run: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// List who may change a plan, and what is kept aside because its author may not; or decide about it
    Members {
        /// The plan file
        plan: PathBuf,
        /// What to decide
        #[command(flatten)]
        of: Members,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Print the plan's flags, the most pressing first
    Check {
        /// The plan: a file, or FILE@NAME as the baseline or the scenario of that name has it
        plan: PathBuf,
        /// End with exit code 2 if a flag of this severity or above stands
        #[arg(long, value_enum)]
        fail_on: Option<Severity>,
        /// Print with each flag its numbers, their source, what clears it and what its first way out comes to
        #[arg(long)]
        explain: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print when each item will be finished, and how sure that is
    Forecast {
        /// The plan: a file, or FILE@NAME as the baseline or the scenario of that name has it
        plan: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Explain one item: its chances, what slows it, what would bring it forward, what its slip would do; one debt: its price
    /// in person-days, in days of each promise and in cost of delay; or one team: where its capacity goes, and its record
    Explain {
        /// The plan: a file, or FILE@NAME as the baseline or the scenario of that name has it
        plan: PathBuf,
        /// The item, debt or team: its title, enough of it to tell it apart, or its id
        what: String,
        /// Show what happens if an item slips by so many days
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
        /// Since the plan stood as when this day began (YYYY-MM-DD), or as this baseline froze it
        #[arg(long, value_name = "DATE|BASELINE", group = "earlier")]
        since: Option<String>,
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
    /// List the baselines: who signed them, and how far each date has moved since
    Baseline {
        /// The plan file
        plan: PathBuf,
        /// Freeze the plan and its dates as they stand, under this name
        #[arg(long, value_name = "NAME", conflicts_with = "sign")]
        make: Option<String>,
        /// Sign the baseline of this name, in your name and role; one person signs as PM and another as EM
        #[arg(long, value_name = "NAME")]
        sign: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// List who works on this machine, each with a key of their own; or let somebody else work here too
    Authors {
        /// Let somebody of this name work here
        #[arg(long, value_name = "NAME", requires = "role")]
        add: Option<String>,
        /// As what they act
        #[arg(long, value_name = "ROLE", value_parser = role, requires = "add")]
        role: Option<plan::Role>,
        /// Call somebody who works here something else: `--rename Benn --to Ben`
        #[arg(long, value_name = "NAME", requires = "to", conflicts_with = "add")]
        rename: Option<String>,
        /// What they are called from then on
        #[arg(long, value_name = "NAME", requires = "rename")]
        to: Option<String>,
        /// Take somebody off the list; their key stays in its file
        #[arg(long, value_name = "NAME", conflicts_with_all = ["add", "rename"])]
        remove: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List the scenarios: what-if versions of the plan that lie beside it, each with its changes and its conflicts
    #[command(group = clap::ArgGroup::new("doing").args(["make", "compare", "take", "delete"]))]
    Scenario {
        /// The plan file
        plan: PathBuf,
        /// Make a scenario of the plan as it stands, under this name; `FILE@NAME` then means the plan as it has it
        #[arg(long, value_name = "NAME")]
        make: Option<String>,
        /// Compare the scenario of this name with the plan: dates, chances, capacity, flags and cost, change by change
        #[arg(long, value_name = "NAME")]
        compare: Option<String>,
        /// Take the scenario of this name over into the plan, as one step that can be undone
        #[arg(long, value_name = "NAME")]
        take: Option<String>,
        /// Delete the scenario of this name; the plan stays as it is
        #[arg(long, value_name = "NAME")]
        delete: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// List the technical decisions; read them from decision records (MADR), or write them as such, one file each
    Decisions {
        /// The plan file
        plan: PathBuf,
        /// Read these files, or all Markdown files of a folder, into the plan
        #[arg(long, value_name = "FILE|DIR", num_args = 1.., conflicts_with = "export")]
        import: Vec<PathBuf>,
        /// Only say what would be created, changed, skipped and not understood
        #[arg(long, requires = "import")]
        dry_run: bool,
        /// Write them into this folder
        #[arg(long, value_name = "DIR")]
        export: Option<PathBuf>,
        /// Print JSON
        #[arg(long, conflicts_with_all = ["import", "export"])]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// List what was accepted; or accept a flag or a debt, with a reason and the last day it holds
    Waive {
        /// The plan file
        plan: PathBuf,
        /// Accept the flag of this rule, such as `worth-paying`
        #[arg(long, value_name = "RULE", requires = "reason", requires = "until", conflicts_with = "debt")]
        flag: Option<String>,
        /// Of several flags of the rule, the one whose sentence has these words
        #[arg(long, value_name = "WORDS", requires = "flag")]
        of: Option<String>,
        /// Keep this debt on purpose: its title, or enough of it to tell it apart
        #[arg(long, value_name = "TITLE", requires = "reason", requires = "until")]
        debt: Option<String>,
        /// Why it is accepted
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// The last day it holds
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<Day>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Say what differs between two plans, or between two versions of one
    Diff {
        /// The plan to begin from: a file, or FILE@NAME for the plan as that baseline froze it or that scenario has it
        #[arg(value_name = "A")]
        first: String,
        /// The plan to compare with it, written in the same way
        #[arg(value_name = "B")]
        second: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the plan for others: JSON comes back by import, HTML is one file for leadership
    Export {
        /// The plan: a file, or FILE@NAME as the baseline or the scenario of that name has it
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
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Say when so many will be done, or how many by a day, from the days on which things were closed in the past
    #[command(after_help = WHEN)]
    When {
        /// The closing dates: one a line, or a table with a column `Closed`, `Resolved`, `Completed` or `Done`
        #[arg(long, value_name = "FILE", required_unless_present = "rate", conflicts_with = "rate")]
        history: Option<PathBuf>,
        /// Instead of a history: how many you expect to close a week. The answer is then as wide as is usual
        #[arg(long, value_name = "N")]
        rate: Option<f64>,
        /// How many are still to be done
        #[arg(long, value_name = "N", required_unless_present = "by")]
        remaining: Option<u32>,
        /// The first day of work on them; nothing closed on that day or later is looked at. The day after the last
        /// closing unless given
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Say how many will be done by the end of this day, and how likely it is that all are
        #[arg(long, value_name = "DATE", value_parser = day)]
        by: Option<Day>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Hold past forecasts against what happened: how often the dates came true that `when` would have given
    #[command(after_help = BACKTEST)]
    Backtest {
        /// Closing dates, as for `when`; several files are also scored together
        #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
        history: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Keep many plans in a team store: the company's own PostgreSQL, 13 or newer
    #[command(subcommand, after_help = TEAM)]
    Team(Team),
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
        /// Let others in the network join a live session of the plan; else only this machine can
        #[arg(long)]
        lan: bool,
        /// Let live sessions go through this relay where there is no direct way: `https://relay.example.com`; implies --lan
        #[arg(long)]
        relay: Option<app::Relay>,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
}

impl Command {
    /// In whose name it is done, if that is said.
    pub fn author(&self) -> Option<&str> {
        let by = match self {
            Command::New { by, .. }
            | Command::Import { by, .. }
            | Command::Merge { by, .. }
            | Command::Members { by, .. }
            | Command::Baseline { by, .. }
            | Command::Scenario { by, .. }
            | Command::Decisions { by, .. }
            | Command::Waive { by, .. }
            | Command::Reorder { by, .. }
            | Command::Serve { by, .. }
            | Command::Team(
                Team::Share { by, .. } | Team::Open { by, .. } | Team::Sync { by, .. } | Team::Key { by },
            ) => by,
            Command::Check { .. }
            | Command::Forecast { .. }
            | Command::Explain { .. }
            | Command::Why { .. }
            | Command::Authors { .. }
            | Command::Diff { .. }
            | Command::Export { .. }
            | Command::When { .. }
            | Command::Backtest { .. }
            | Command::Bench(_)
            | Command::Team(
                Team::Init { .. } | Team::List { .. } | Team::Admit { .. } | Team::Dismiss { .. } | Team::Report { .. },
            ) => return None,
        };
        by.author.as_deref()
    }
}

/// What can be decided about the members of a plan. A KEY is an author key as `plimsoll team key` prints it; its first digits
/// or a name do for somebody who is known.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub struct Members {
    /// Decide that the plan has members: you own it, and whoever changed it so far is one
    #[arg(long, conflicts_with_all = ["admit", "owner", "not_owner", "remove", "lost"])]
    pub found: bool,
    /// Admit somebody, or let a member be something else
    #[arg(long, value_name = "KEY", requires = "role", conflicts_with_all = ["owner", "not_owner", "remove", "lost"])]
    pub admit: Option<String>,
    /// What they are called; what they call themselves unless given
    #[arg(long, value_name = "NAME", requires = "admit")]
    pub name: Option<String>,
    /// What they may be: a Viewer only looks on
    #[arg(long, value_parser = role, requires = "admit")]
    pub role: Option<plan::Role>,
    /// Let a member own the plan too: admit, remove, set roles
    #[arg(long, value_name = "KEY", conflicts_with_all = ["not_owner", "remove", "lost"])]
    pub owner: Option<String>,
    /// Let a member own the plan no longer
    #[arg(long, value_name = "KEY", conflicts_with_all = ["remove", "lost"])]
    pub not_owner: Option<String>,
    /// Let somebody be a member no longer; what is known of their changes stays
    #[arg(long, value_name = "KEY", conflicts_with = "lost")]
    pub remove: Option<String>,
    /// The key that a member lost
    #[arg(long, value_name = "KEY", requires = "by")]
    pub lost: Option<String>,
    /// The key under which they go on
    #[arg(long, value_name = "KEY", requires = "lost")]
    pub by: Option<String>,
}

/// What can be done with a team store. Addresses are `postgres://you@host/database`, without a password.
#[derive(Debug, Subcommand)]
pub enum Team {
    /// Make the tables in a database, or bring them up to date; done by the database's owner
    Init {
        /// Where the store is to be
        url: String,
        /// Let these database roles share plans there
        #[arg(long, value_name = "DBROLE", num_args = 1..)]
        let_share: Vec<String>,
    },
    /// List the plans there that you may see, and who belongs to them
    List {
        /// Where the store is
        url: String,
    },
    /// Put a plan there, with all of its history; you then say who belongs to it
    Share {
        /// The plan file
        plan: PathBuf,
        /// Where the store is
        url: String,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Make a plan file of a plan that is there
    Open {
        /// Where the store is
        url: String,
        /// The plan: its title, or the first digits of its name as `list` shows them
        plan: String,
        /// The plan file to make
        file: PathBuf,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Bring a plan file and its store to the same
    Sync {
        /// The plan file, which was shared there or opened from there
        plan: PathBuf,
        /// In whose name
        #[command(flatten)]
        by: By,
    },
    /// Let a database role belong to a plan, or be something else in it
    Admit {
        /// Where the store is
        url: String,
        /// The plan, as for `open`
        plan: String,
        /// What they may be: a Viewer only looks on
        #[arg(long, value_parser = role)]
        role: plan::Role,
        /// The database role that they log in as
        #[arg(long = "as", value_name = "DBROLE")]
        dbrole: String,
        /// The key that they sign with, as `plimsoll team key` prints it at theirs; a Viewer needs none
        #[arg(long, value_name = "HEX")]
        author: Option<String>,
    },
    /// Let a database role belong to a plan no longer; what they have changed stays
    Dismiss {
        /// Where the store is
        url: String,
        /// The plan, as for `open`
        plan: String,
        /// The database role
        #[arg(long = "as", value_name = "DBROLE")]
        dbrole: String,
    },
    /// Print what every plan there comes to: debt, its interest, promises at risk, and how old the figures are
    Report {
        /// Where the store is
        url: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the key that you sign your changes with, for whoever admits you
    Key {
        /// In whose name
        #[command(flatten)]
        by: By,
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

fn role(text: &str) -> Result<plan::Role, String> {
    let found = plan::Role::ALL.into_iter().find(|role| role.word().eq_ignore_ascii_case(text));
    found.ok_or_else(|| "write PM, EM, Contributor or Viewer".to_owned())
}

fn admission(text: &str) -> Result<(String, plan::Role), String> {
    let (key, word) = text.split_once('=').ok_or("write KEY=ROLE, such as 3f2a90c1=PM")?;
    Ok((key.to_owned(), role(word)?))
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "write the day as YYYY-MM-DD, such as 2027-03-31".to_owned())
}

/// A day of the calendar that plans live in.
fn today(text: &str) -> Result<Day, String> {
    let day = day(text)?;
    match (plan::FIRST_DAY..=plan::LAST_DAY).contains(&day) {
        true => Ok(day),
        false => Err(format!("choose a day between {} and {}", plan::FIRST_DAY, plan::LAST_DAY)),
    }
}
