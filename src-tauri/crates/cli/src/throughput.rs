//! Answers from closing dates, without a plan: `when` and `backtest`. Reads the files, asks the forecast, and puts the
//! answer in words; no arithmetic of its own.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use app::{Code, UiError, pace_basis, pace_counts, pace_dates, pace_record};
use exchange::{Closings, MAX_BYTES, check_size, closings};
use forecast::throughput::{self, History, HorizonScore, Pace, Score, WEEKS, pooled};
use forecast::words;
use plan::Day;
use serde_json::json;

/// Where the pace comes from: a file of closing dates, or one number.
pub struct Source {
    /// The file.
    pub history: Option<PathBuf>,
    /// Closings a week.
    pub rate: Option<f64>,
}

/// What is asked.
pub struct Question {
    /// How many are left.
    pub remaining: Option<u32>,
    /// The first day of work on them.
    pub from: Option<Day>,
    /// The day by which they are wanted.
    pub by: Option<Day>,
    /// Keys every draw.
    pub seed: u32,
}

/// When will so many be done, and how many by a day?
///
/// # Errors
/// If the file cannot be read as closing dates, or says nothing about that day; the sentence says what to do.
pub fn when(source: &Source, question: &Question, json: bool) -> Result<String, UiError> {
    let seed = question.seed;
    let (pace, known, notes) = match (&source.history, source.rate, question.from) {
        (Some(file), _, _) => from_file(file, question.from)?,
        (None, Some(rate), Some(from)) => {
            (Pace::at_rate(rate, from).map_err(|error| refused(&error.to_string()))?, None, Vec::new())
        }
        (None, _, _) => {
            return Err(refused("give a file with --history, or a rate with --rate and the day with --from"));
        }
    };
    if question.by.is_some_and(|by| by < pace.from) {
        return Err(refused(&format!("--by is before the first day of work, {}; give a later day", pace.from)));
    }
    let dates = question.remaining.map(|remaining| pace.when(remaining, seed));
    let counts = question.by.map(|by| pace.how_many(by, seed));
    let chance = question.by.zip(question.remaining).map(|(by, remaining)| pace.chance(remaining, by, seed));
    let record = known.map(|known| throughput::backtest(&known, seed));
    if json {
        return Ok(pretty(&json!({
            "from": pace.from,
            "remaining": question.remaining,
            "by": question.by,
            "seed": seed,
            "when": dates,
            "how_many": counts,
            "chance_by": chance,
            "basis": pace.basis(),
            "record": record,
            "notes": notes,
        })));
    }
    let mut text = String::new();
    if let Some((remaining, dates)) = question.remaining.zip(dates) {
        let _ = writeln!(text, "{remaining} more, from {}: {}", pace.from, pace_dates(&dates, pace.from));
    }
    if let Some((by, counts)) = question.by.zip(counts) {
        let _ = writeln!(text, "by {by}: {}", pace_counts(&counts));
    }
    if let Some(((by, remaining), chance)) = question.by.zip(question.remaining).zip(chance) {
        let _ = writeln!(text, "all {remaining} by {by}: {}", words::percent(chance));
    }
    let _ = writeln!(text, "{}", pace_basis(&pace.basis()));
    let asked = dates.map_or(question.by, |dates| dates.p50);
    if let Some(words) = record.and_then(|record| pace_record(&record, pace.from, asked)) {
        let _ = writeln!(text, "{words}");
    }
    for note in notes {
        let _ = writeln!(text, "note: {note}");
    }
    Ok(text)
}

/// Scores past forecasts of each file and of all together. The second answer is whether every file could be read.
pub fn backtest(files: &[PathBuf], seed: u32, json: bool) -> (String, bool) {
    let mut scored = Vec::new();
    let mut failed = Vec::new();
    for file in files {
        match read(file) {
            Ok((history, notes)) => scored.push((file, throughput::backtest(&history, seed), history, notes)),
            Err(error) => failed.push((file, error.message)),
        }
    }
    let records: Vec<_> = scored.iter().map(|(_, record, ..)| record.clone()).collect();
    let together = pooled(&records);
    if json {
        let of_file = |(file, record, history, notes): &(&PathBuf, throughput::Backtest, History, Vec<String>)| {
            json!({
                "file": file.display().to_string(),
                "first": history.first(),
                "last": history.last(),
                "closed": history.total(),
                "horizons": record.horizons,
                "notes": notes,
            })
        };
        let failures = failed.iter().map(|(file, error)| json!({ "file": file.display().to_string(), "error": error }));
        let text = pretty(&json!({
            "seed": seed,
            "files": scored.iter().map(of_file).collect::<Vec<_>>(),
            "failed": failures.collect::<Vec<_>>(),
            "pooled": together,
        }));
        return (text, failed.is_empty());
    }
    let mut text = String::new();
    for (file, record, history, notes) in &scored {
        let _ = writeln!(
            text,
            "{}: {} closed from {} to {}",
            file.display(),
            history.total(),
            history.first(),
            history.last()
        );
        table(&mut text, &record.horizons);
        for note in notes {
            let _ = writeln!(text, "  note: {note}");
        }
        text.push('\n');
    }
    for (file, error) in &failed {
        let _ = writeln!(text, "{}: left out: {error}\n", file.display());
    }
    if scored.len() > 1 {
        let _ = writeln!(text, "all {} files together", scored.len());
        table(&mut text, &together.horizons);
    }
    (text, failed.is_empty())
}

/// The pace a file shows, what of the file was known then, and what is to be said about it.
fn from_file(file: &Path, from: Option<Day>) -> Result<(Pace, Option<History>, Vec<String>), UiError> {
    let (history, mut notes) = read(file)?;
    let from = from.unwrap_or(history.last().plus(1));
    let pace = Pace::new(&history, from)
        .map_err(|error| refused(&format!("cannot forecast `{}` from {from}: {error}", file.display())))?;
    match history.total_from(from) {
        0 => {}
        later => notes.push(format!("{later} closed on {from} or later are not looked at")),
    }
    Ok((pace, history.before(from), notes))
}

fn read(file: &Path) -> Result<(History, Vec<String>), UiError> {
    let name = file.display();
    let mut bytes = Vec::new();
    // What a file says about its size is no promise: a device has none, and never ends.
    let limited = File::open(file).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    limited.map_err(|error| UiError {
        code: Code::Failed,
        message: format!("cannot read `{name}`: {}; choose another file", app::in_words(&error)),
    })?;
    let unreadable = |error: exchange::ImportError| refused(&format!("cannot read `{name}`: {error}"));
    check_size(bytes.len() as u64).map_err(unreadable)?;
    let Closings { dates, column, unread, doubtful } = closings(&bytes).map_err(unreadable)?;
    let history = History::new(&dates).ok_or_else(|| {
        refused(&format!("cannot use `{name}`: none of its dates lies between 1970 and 2200; see how they are written"))
    })?;
    let place = column.map_or_else(String::new, |column| format!(" under `{column}`"));
    let mut notes = Vec::new();
    if unread > 0 {
        notes.push(format!("{unread} cells{place} are no dates and were left out"));
    }
    if history.left_out > 0 {
        notes.push(format!("{} dates before 1970 or after 2200 were left out", history.left_out));
    }
    if let Some(cell) = doubtful {
        notes.push(format!("dates such as `{cell}`{place} are read as month first: nothing in the file tells"));
    }
    Ok((history, notes))
}

fn table(text: &mut String, horizons: &[HorizonScore]) {
    if horizons.iter().all(|score| score.cases == 0) {
        let _ = writeln!(text, "  too short to look back: a forecast needs {WEEKS} weeks behind it and 4 ahead");
        return;
    }
    let _ = writeln!(text, "  weeks  forecasts    50%   85%   95%   loss   plain  50%   85%   95%   loss");
    for score in horizons.iter().filter(|score| score.cases > 0) {
        let figures = |score: &Score| {
            let [p50, p85, p95] = [score.p50, score.p85, score.p95].map(words::percent);
            format!("{p50:>5} {p85:>5} {p95:>5}  {:.3}", score.pinball)
        };
        let _ = writeln!(
            text,
            "  {:>5}  {:>9}  {}       {}",
            score.weeks,
            score.cases,
            figures(&score.ours),
            figures(&score.plain)
        );
    }
}

fn refused(message: &str) -> UiError {
    UiError { code: Code::Refused, message: message.to_owned() }
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
