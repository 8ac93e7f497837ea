//! Plan files: made, opened, closed and copied. One is open at a time.

use std::fs;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use plan::{EntityId, Field, Op, Plan, Slot, Value};

use crate::app::{Access, App};
use crate::error::{UiError, failed, refused};
use crate::reply::{Reply, Topic};
use crate::sample;
use crate::state::Look;
use crate::workspace::Workspace;

impl App {
    pub(crate) fn new_plan(&self, access: Access, path: &str) -> Result<Reply, UiError> {
        let path = with_extension(path)?;
        let name = path.file_stem().map_or_else(|| "Roadmap".into(), |stem| stem.to_string_lossy().into_owned());
        let named = Op::Set { slot: Slot::of(EntityId::PLAN, Field::Title), value: Value::Text(name) };
        let who = self.author();
        let workspace = made(&path, self.key(), |workspace| {
            workspace.act(&Op::All { label: "New plan".to_owned(), ops: vec![named] }, &who).map(|_| ())
        })?;
        self.show(access, workspace)
    }

    pub(crate) fn new_sample(&self, access: Access, path: &str) -> Result<Reply, UiError> {
        let (path, key, who) = (with_extension(path)?, self.key(), self.author());
        let workspace = made(&path, key.clone(), |workspace| sample::sample(workspace, self.today(), key, &who))?;
        self.show(access, workspace)
    }

    /// Goes on in a plan of one's own: what the open one says, as the first change of a new plan.
    pub(crate) fn save_as_new(&self, access: Access, path: &str) -> Result<Reply, UiError> {
        let path = with_extension(path)?;
        let json = exchange::to_json(&self.looked(&self.state())?.sound.plan);
        let import = exchange::from_json(&json, &Plan::default())
            .map_err(|error| refused(&format!("the plan cannot be saved as a new one: {error}")))?;
        let who = self.author();
        let workspace = made(&path, self.key(), |workspace| {
            let Some(op) = import.into_op() else { return Ok(()) };
            let op = Op::All { label: "New plan from another".to_owned(), ops: vec![op] };
            workspace.act(&op, &who).map(|_| ())
        })?;
        self.show(access, workspace)
    }

    pub(crate) fn open_plan(&self, access: Access, path: &Path) -> Result<Reply, UiError> {
        let already = self.state().workspace.as_ref().is_some_and(|workspace| same_file(workspace.path(), path));
        if already {
            return Ok(Reply::Start(self.start_view(access)));
        }
        let workspace = Workspace::open(path, self.key())?;
        self.show(access, workspace)
    }

    /// Makes this the open plan.
    pub(crate) fn show(&self, access: Access, workspace: Workspace) -> Result<Reply, UiError> {
        self.together.leave();
        self.teamed.leave();
        self.state().workspace = Some(workspace);
        self.announce(access)
    }

    /// Judges the open plan anew and tells everybody that it is another one.
    pub(crate) fn announce(&self, access: Access) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            self.judge.forget();
            self.asking.forget();
            self.searcher.end(false);
            let workspace = state.open()?;
            let (version, sound, path) = (workspace.version(), workspace.sound(), workspace.path().to_owned());
            state.settings.opened(&path, &sound.plan.settings.title);
            state.look = Look::Now;
            self.judge.judge(version, sound, self.today(), self.seed());
            state.settings.save(&self.options.data)?;
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Session]);
        Ok(Reply::Start(self.start_view(access)))
    }

    pub(crate) fn close(&self, access: Access) -> Result<Reply, UiError> {
        self.together.leave();
        self.teamed.leave();
        self.judge.forget();
        self.asking.forget();
        self.searcher.end(false);
        {
            let mut state = self.state();
            state.workspace = None;
            state.look = Look::Now;
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Session]);
        Ok(Reply::Start(self.start_view(access)))
    }

    pub(crate) fn save_copy(&self, path: &Path) -> Result<Reply, UiError> {
        let path = with_extension(&path.display().to_string())?;
        let state = self.state();
        state.open()?.file().save_copy(&path).map_err(failed)?;
        Ok(Reply::Text(path.display().to_string()))
    }
}

/// A new plan file with what is filled in; it is gone again where that fails, so that no half of a plan is left.
fn made(
    path: &Path,
    key: SigningKey,
    fill: impl FnOnce(&mut Workspace) -> Result<(), UiError>,
) -> Result<Workspace, UiError> {
    let mut workspace = Workspace::create(path, key)?;
    if let Err(error) = fill(&mut workspace) {
        drop(workspace);
        // What is left of it says nothing that the error does not.
        let _ = fs::remove_file(path);
        return Err(error);
    }
    Ok(workspace)
}

/// The path with the ending of plan files.
pub(crate) fn with_extension(path: &str) -> Result<PathBuf, UiError> {
    if path.trim().is_empty() {
        return Err(refused("say where the plan is to be saved"));
    }
    let path = PathBuf::from(path);
    let ends_right = path.extension().is_some_and(|extension| extension == "plimsoll");
    Ok(if ends_right { path } else { PathBuf::from(format!("{}.plimsoll", path.display())) })
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
