//! The one door, as the window reaches it: the command `call` goes in, the event `app` comes out.
//!
//! Calls run off the main thread, so a long one never freezes the window. The app's events pass through as they are;
//! beside them the shell tells of what only it can see: a menu choice, a dropped file, a plan opened from outside.

use crate::arguments::Opening;
use crate::menu;
use app::{App, Code, Event, Options, Reply, Request, Topic, UiError};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::{AppHandle, Emitter, Manager, State};

/// The one event: an [`Event`] of the app, or what the shell has to tell.
const EVENT: &str = "app";

/// The page's name for opening a plan; the path follows.
pub const OPEN: &str = "open_path:";

/// What the shell itself tells the window. It shares the event with [`Event`], so no two may have the same `type`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Told {
    /// A choice from the menu that is the page's to carry out.
    Menu {
        /// The page's name for what was chosen.
        id: String,
    },
    /// Files dropped on the window.
    Dropped {
        /// Where they are.
        paths: Vec<String>,
    },
}

impl Told {
    /// That the plan at `path` is to be opened.
    pub fn open(path: &Path) -> Told {
        Told::Menu { id: format!("{OPEN}{}", path.display()) }
    }
}

/// Answers a request of the window.
///
/// # Errors
/// What the app refuses, or that it broke down over this request.
#[tauri::command]
pub async fn call(door: State<'_, Arc<App>>, request: Request) -> Result<Reply, UiError> {
    let door = Arc::clone(&door);
    let answer = tauri::async_runtime::spawn_blocking(move || door.call(request)).await;
    answer.unwrap_or_else(|error| {
        let message = format!("something broke while answering; what was saved is safe: {error}");
        Err(UiError { code: Code::Failed, message })
    })
}

/// Starts the app on this user's data folder and connects its events to the window.
///
/// # Errors
/// When the data folder cannot be used.
pub fn install(handle: &AppHandle, opening: &Opening) -> Result<(), Box<dyn std::error::Error>> {
    let listener = handle.clone();
    let options = Options { today: opening.today, ..Options::of_this_machine()? };
    let app = App::start(options, move |event: Event| {
        let Event::Changed { topics } = &event;
        if topics.contains(&Topic::Start) {
            menu::refresh(&listener);
        }
        emit(&listener, &event);
    })?;
    handle.manage(Arc::new(app));
    Ok(())
}

/// Asks the app from within the shell.
///
/// # Errors
/// What the app refuses.
pub fn ask(handle: &AppHandle, request: Request) -> Result<Reply, UiError> {
    handle.state::<Arc<App>>().call(request)
}

/// Tells the window something that only the shell knows.
pub fn tell(handle: &AppHandle, told: Told) {
    emit(handle, &told);
}

/// Opens the plan that the command line names; the refusal if it cannot be opened.
pub fn open_first(handle: &AppHandle, opening: &Opening) -> Option<UiError> {
    let plan = absolute(opening.plan.as_ref()?, &std::env::current_dir().unwrap_or_default());
    let path = plan.display().to_string();
    let request = if opening.sample && !plan.exists() { Request::NewSample { path } } else { Request::Open { path } };
    ask(handle, request).err()
}

/// Lets go of the open plan, so that it is one tidy file.
pub fn close(handle: &AppHandle) {
    if let Err(error) = ask(handle, Request::Close)
        && error.code != Code::NoPlan
    {
        eprintln!("plimsoll-desktop: {error}");
    }
}

/// `path` as seen from `folder`.
pub fn absolute(path: &Path, folder: &Path) -> PathBuf {
    folder.join(path)
}

fn emit(handle: &AppHandle, payload: &(impl Serialize + Clone)) {
    // It fails only when the window is gone, and then there is nobody to tell.
    let _ = handle.emit(EVENT, payload);
}
