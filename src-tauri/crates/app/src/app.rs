//! The application behind the door: how it is started, and what it holds.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use live::Reach;
use plan::Day;

use crate::asking::Asking;
use crate::authors::cards;
use crate::background;
use crate::error::{Code, UiError};
use crate::judge::Judge;
use crate::reorder::Searcher;
use crate::reply::{Event, Topic};
use crate::settings;
use crate::state::{Look, State};
use crate::team::Teamed;
use crate::together::Together;

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

    /// Today, as this program was told or as the clock has it.
    pub(crate) fn today(&self) -> Day {
        self.today.unwrap_or_else(|| Day(chrono::Local::now().date_naive()))
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
        let (at, key) = cards::last_at(&options.data, settings.at.as_deref())?;
        let emit: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(emit);
        let tell = Arc::clone(&emit);
        let judge = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let aside = Arc::new(Judge::start(move || tell(Event::Changed { topics: vec![Topic::Forecast] })));
        let tell = Arc::clone(&emit);
        let asking = Asking::new(move || tell(Event::Changed { topics: vec![Topic::Answers] }));
        let tell = Arc::clone(&emit);
        let searcher = Searcher::new(move || tell(Event::Changed { topics: vec![Topic::Reorder] }));
        let state = State { settings, at, key, workspace: None, look: Look::Now, asides: 0 };
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
        self.options.today()
    }

    pub(crate) fn changed(&self, topics: &[Topic]) {
        (self.emit)(Event::Changed { topics: topics.to_vec() });
    }
}
