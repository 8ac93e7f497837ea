//! Technical decisions: accepted together with the dates of what they shape, as forecast that day; taken in from files and
//! written as files.

use std::fs;
use std::path::Path;

use exchange::TextFile;
use forecast::{Forecast, When};
use plan::{Assign, Day, DecisionId, DecisionRecord, DecisionState, Field, ItemId, Kind, Op, Plan, Slot, Value};

use crate::app::App;
use crate::error::{Code, UiError, in_words, refused};
use crate::import::read;
use crate::reply::Reply;
use crate::request::Source;
use crate::views;

/// The ending of a decision's file.
const ENDING: &str = ".md";

impl App {
    /// Does what accepts decisions, and keeps with them the dates of the items they shape.
    pub(crate) fn accept_decision(&self, op: &Op) -> Result<Reply, UiError> {
        {
            let state = self.state();
            state.writable()?;
            state.on_the_plan("a decision is accepted with the dates of the plan")?;
        }
        self.accepts_in_time(op)?;
        self.introduce(&self.author())?;
        let judged = self.judged()?;
        self.act(|workspace, who| {
            if workspace.version() != judged.version {
                return Err(refused("the plan has moved on while its dates were reckoned: accept the decision again"));
            }
            workspace.act(&with_dates(op, workspace.document().plan(), &judged.forecast)?, who)
        })
    }

    pub(crate) fn decisions(&self) -> Result<Reply, UiError> {
        self.see(|seen, looked| Reply::Decisions(views::decisions(&seen, looked.document)))
    }

    /// Reads files, or all Markdown files of folders, into the plan's decisions.
    pub(crate) fn import_decisions(&self, sources: Vec<Source>, apply: bool) -> Result<Reply, UiError> {
        let files = gathered(sources)?;
        let import = {
            let state = self.state();
            state.on_the_plan("decisions are read into the plan")?;
            exchange::decisions(&files, &self.looked(&state)?.sound.plan)
        };
        let report = import.report.clone();
        if let Some(op) = import.into_op().filter(|_| apply) {
            self.edit(op)?;
        }
        Ok(Reply::Import(report))
    }

    /// The decisions that are looked at as files; into a folder, if one is named.
    pub(crate) fn export_decisions(&self, folder: Option<&str>) -> Result<Reply, UiError> {
        let files = exchange::decision_files(&self.looked(&self.state())?.sound.plan);
        let Some(folder) = folder else { return Ok(Reply::Files(files)) };
        let cannot = |what: &Path, error: std::io::Error| UiError {
            code: Code::Failed,
            message: format!("cannot write `{}`: {}; choose another folder", what.display(), in_words(&error)),
        };
        let folder = Path::new(folder);
        fs::create_dir_all(folder).map_err(|error| cannot(folder, error))?;
        for file in &files {
            let path = folder.join(&file.name);
            fs::write(&path, &file.text).map_err(|error| cannot(&path, error))?;
        }
        Ok(Reply::Files(files))
    }
}

/// Whether it says of a decision that it is accepted.
pub(crate) fn accepts_a_decision(op: &Op) -> bool {
    match op {
        Op::Create { entity, values } => {
            entity.kind == Kind::Decision && values.iter().any(|assign| is_accepted(assign.field, &assign.value))
        }
        Op::Set { slot, value } => slot.entity.kind == Kind::Decision && is_accepted(slot.field, value),
        Op::Delete { .. } | Op::Move { .. } => false,
        Op::All { ops, .. } => ops.iter().any(accepts_a_decision),
    }
}

fn is_accepted(field: Field, value: &Value) -> bool {
    field == Field::State && *value == Value::Text(DecisionState::Accepted.word().to_owned())
}

/// The same, with the day where none is given, and with the dates of what the newly accepted decisions shape.
fn with_dates(op: &Op, plan: &Plan, forecast: &Forecast) -> Result<Op, UiError> {
    let dated = dated(op, plan, forecast.assumptions.today);
    let decided = plan::decide(plan, &dated).map_err(|refusal| refused(&refusal.to_string()))?;
    let mut after = plan.clone();
    for (slot, value) in &decided.edits {
        after.set(slot, value);
    }
    let newly = after.decisions.values().filter(|decision| {
        let before = plan.decisions.get(&decision.id).filter(|before| before.alive);
        let was = before.map_or(DecisionState::Proposed, |before| before.state);
        decision.alive && decision.state == DecisionState::Accepted && was != DecisionState::Accepted
    });
    let kept: Vec<Op> = newly.flat_map(|decision| dates(decision, forecast)).collect();
    let label = match op {
        Op::Set { slot, .. } => format!("Accept {}", after.title(slot.entity).unwrap_or_default()),
        Op::Create { .. } | Op::Delete { .. } | Op::Move { .. } | Op::All { .. } => decided.label,
    };
    Ok(Op::All { label, ops: std::iter::once(dated).chain(kept).collect() })
}

/// What is accepted without its day is decided today: only here is there a clock to read.
fn dated(op: &Op, plan: &Plan, today: Day) -> Op {
    match op {
        Op::Set { slot, value } if slot.entity.kind == Kind::Decision && is_accepted(slot.field, value) => {
            let known = plan.decisions.get(&DecisionId(slot.entity.id)).and_then(|decision| decision.decided_on);
            if known.is_some() {
                return op.clone();
            }
            let day = Slot { field: Field::DecidedOn, ..slot.clone() };
            Op::All { label: String::new(), ops: vec![Op::Set { slot: day, value: Value::Day(today) }, op.clone()] }
        }
        Op::Create { entity, values } if accepts_a_decision(op) => {
            let given = values.iter().any(|assign| assign.field == Field::DecidedOn);
            let day = Assign::of(Field::DecidedOn, Value::Day(today));
            let day = Some(day).filter(|_| !given);
            Op::Create { entity: *entity, values: day.into_iter().chain(values.iter().cloned()).collect() }
        }
        Op::All { label, ops } => {
            Op::All { label: label.clone(), ops: ops.iter().map(|op| dated(op, plan, today)).collect() }
        }
        Op::Create { .. } | Op::Set { .. } | Op::Delete { .. } | Op::Move { .. } => op.clone(),
    }
}

/// The dates of what a decision shapes; those of an earlier acceptance are let go.
fn dates(decision: &DecisionRecord, forecast: &Forecast) -> Vec<Op> {
    let set = |field, item: ItemId, day: When| {
        let slot = Slot { entity: decision.id.into(), field, key: item.to_string() };
        Op::Set { slot, value: day.map_or(Value::Nothing, Value::Day) }
    };
    let old = decision.dates.keys().filter(|item| !decision.shapes.contains(item));
    let gone = old.flat_map(|item| [set(Field::P50, *item, None), set(Field::P85, *item, None)]);
    let shaped = decision.shapes.iter().filter_map(|item| Some((*item, &forecast.items.get(item)?.outlook.as_planned)));
    let kept = shaped.flat_map(|(item, finish)| [set(Field::P50, item, finish.p50), set(Field::P85, item, finish.p85)]);
    gone.chain(kept).collect()
}

/// The text of every file, those of a folder in the order of their names.
fn gathered(sources: Vec<Source>) -> Result<Vec<TextFile>, UiError> {
    let mut files = Vec::new();
    for source in sources {
        let folder = match &source {
            Source::Path { path } if Path::new(path).is_dir() => Some(path.clone()),
            Source::Path { .. } | Source::Bytes { .. } => None,
        };
        let sources = match folder {
            Some(folder) => in_folder(&folder)?,
            None => vec![source],
        };
        for source in sources {
            let (name, bytes) = read(source)?;
            let text = String::from_utf8(bytes).map_err(|_| {
                refused(&format!("cannot import `{name}`: it is no text in UTF-8; save it so and try again"))
            })?;
            files.push(TextFile { name, text });
        }
    }
    Ok(files)
}

fn in_folder(folder: &str) -> Result<Vec<Source>, UiError> {
    let failed = |error| UiError {
        code: Code::Failed,
        message: format!("cannot read `{folder}`: {}; choose another folder", in_words(&error)),
    };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .map(|path| path.display().to_string())
        .filter(|path| path.to_lowercase().ends_with(ENDING))
        .collect();
    if paths.is_empty() {
        return Err(refused(&format!(
            "there is no Markdown file (`{ENDING}`) in `{folder}`: choose the folder of the decisions"
        )));
    }
    paths.sort();
    Ok(paths.into_iter().map(|path| Source::Path { path }).collect())
}
