//! The application behind the door: what it holds, and the one way in which the open plan is changed.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ed25519_dalek::SigningKey;
use live::Reach;
use plan::{Day, Role};

use crate::asking::Asking;
use crate::authors::{self, Other};
use crate::background;
use crate::error::{Code, UiError, no_plan};
use crate::judge::Judge;
use crate::past::Past;
use crate::reorder::Searcher;
use crate::reply::{Event, Reply, Topic};
use crate::scenario::Within;
use crate::settings::{self, Settings};
use crate::team::Teamed;
use crate::together::Together;
use crate::views::AuthorView;
use crate::workspace::Workspace;

/// How the program was started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where this installation keeps its key and its settings.
    pub data: PathBuf,
    /// Where new plans are proposed.
    pub documents: PathBuf,
    /// Today, instead of the clock's: makes every answer reproducible.
    pub today: Option<Day>,
    /// Keys every draw of the forecast.
    pub seed: u32,
    /// From where a live session can be reached.
    pub reach: Reach,
}

impl Options {
    /// The user's own folders on this machine, the clock's today.
    ///
    /// # Errors
    /// If the machine knows no home for its user.
    pub fn of_this_machine() -> Result<Options, UiError> {
        let data = dirs::data_dir().ok_or_else(|| UiError {
            code: Code::Failed,
            message: "this machine knows no home folder: set HOME to one".to_owned(),
        })?;
        let documents = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(|| data.clone());
        Ok(Options { data: data.join("plimsoll"), documents, today: None, seed: SEED, reach: Reach::Network })
    }
}

/// The seed unless one is given.
pub const SEED: u32 = 1;

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The user of this machine: may name its paths.
    Local,
    /// Somebody through a socket: the open plan, and no paths.
    Guest,
}

/// The application behind the door.
pub struct App {
    pub(crate) options: Options,
    pub(crate) judge: Arc<Judge>,
    /// Judges the moment of the past or the scenario that is looked at, so that the plan is there at once on returning.
    pub(crate) aside: Arc<Judge>,
    pub(crate) asking: Asking,
    pub(crate) searcher: Searcher,
    pub(crate) together: Arc<Together>,
    pub(crate) teamed: Arc<Teamed>,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) emit: Arc<dyn Fn(Event) + Send + Sync>,
}

pub(crate) struct State {
    pub(crate) settings: Settings,
    /// Who is at the keyboard, if it is not the first author of this machine.
    pub(crate) at: Option<Other>,
    /// What whoever is at the keyboard signs with.
    pub(crate) key: SigningKey,
    pub(crate) workspace: Option<Workspace>,
    /// The moment of its past that is looked at.
    pub(crate) past: Option<Past>,
    /// The scenario that is looked at and edited.
    pub(crate) within: Option<Within>,
    /// How many versions beside the plan as it is now were looked at.
    pub(crate) asides: u32,
}

impl App {
    /// Starts the application; `emit` is told what went stale.
    ///
    /// # Errors
    /// If the data folder cannot be made or the key in it cannot be read.
    pub fn start(options: Options, emit: impl Fn(Event) + Send + Sync + 'static) -> Result<App, UiError> {
        background::step_back();
        fs::create_dir_all(&options.data).map_err(|error| UiError {
            code: Code::Failed,
            message: format!("cannot make the data folder `{}`: {error}", options.data.display()),
        })?;
        let settings = settings::load(&options.data);
        let (at, key) = authors::last_at(&options.data, settings.at.as_deref())?;
        let emit: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(emit);
        let tell = Arc::clone(&emit);
        let judge = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let aside = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let asking = Asking::new(move || tell(Event::Changed { topics: vec![Topic::Answers] }));
        let tell = Arc::clone(&emit);
        let searcher = Searcher::new(move || tell(Event::Changed { topics: vec![Topic::Reorder] }));
        let state = State { settings, at, key, workspace: None, past: None, within: None, asides: 0 };
        let state = Arc::new(Mutex::new(state));
        let (together, teamed) = (Arc::default(), Arc::default());
        Ok(App { options, judge, aside, asking, searcher, together, teamed, state, emit })
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A request that panicked changed nothing it had not committed: the next one may go on.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn seed(&self) -> u32 {
        self.options.seed
    }

    pub(crate) fn today(&self) -> Day {
        self.options.today.unwrap_or_else(|| Day(chrono::Local::now().date_naive()))
    }

    pub(crate) fn changed(&self, topics: &[Topic]) {
        (self.emit)(Event::Changed { topics: topics.to_vec() });
    }

    pub(crate) fn author(&self) -> AuthorView {
        let unnamed = || AuthorView { name: "Somebody".to_owned(), role: Role::Contributor };
        let who = self.state().at_the_keyboard().unwrap_or_else(unnamed);
        self.in_session(self.as_member(who))
    }

    /// Lets `doing` change the open plan, judges what came of it, and says what went stale. Refused while a moment of the
    /// past is looked at.
    pub(crate) fn act(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        self.state().writable()?;
        self.act_now(doing)
    }

    /// Does the same whatever is looked at.
    pub(crate) fn act_now(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        let who = self.author();
        self.may_edit(&who)?;
        self.introduce(&who)?;
        let (done, left) = {
            let mut state = self.state();
            let workspace = state.workspace.as_mut().ok_or_else(no_plan)?;
            let done = doing(workspace, &who)?;
            if done.is_some() {
                self.judge.judge(workspace.version(), workspace.sound(), self.today(), self.options.seed);
            }
            let left = done.is_some() && state.follow(&self.aside, self.today(), self.options.seed);
            (done, left)
        };
        if left {
            self.changed(&[Topic::Start, Topic::Answers]);
        }
        if done.is_some() {
            self.changed(&[Topic::Plan, Topic::Forecast]);
            self.together.stir();
            self.teamed.stir();
        }
        Ok(Reply::Done(done.unwrap_or_default()))
    }
}

pub(crate) fn open(workspace: &Option<Workspace>) -> Result<&Workspace, UiError> {
    workspace.as_ref().ok_or_else(no_plan)
}
