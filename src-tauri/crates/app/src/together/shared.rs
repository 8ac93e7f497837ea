//! The open plan as a live session sees it: its log, behind the same lock as the door. What comes in goes the way of every
//! merge: verified, folded, committed, and only then shown.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use live::{Log, Tips, Version};
use plan::{Author, Change, ChangeId, Role, Tip};

use crate::app::{App, Options};
use crate::error::{UiError, failed};
use crate::judge::Judge;
use crate::members::ask::{MembersAsk, NewMember};
use crate::reply::{Event, Topic};
use crate::state::State;
use crate::team::Teamed;
use crate::together::Together;
use crate::who::AuthorView;
use crate::workspace::Workspace;

/// The plan at this path, for as long as it is the open one.
pub struct SharedPlan {
    path: PathBuf,
    state: Arc<Mutex<State>>,
    judge: Arc<Judge>,
    aside: Arc<Judge>,
    emit: Arc<dyn Fn(Event) + Send + Sync>,
    // Weak, for each of the two may hold this.
    together: Weak<Together>,
    teamed: Weak<Teamed>,
    options: Options,
}

impl SharedPlan {
    /// The plan at `path`.
    pub fn new(app: &App, path: PathBuf) -> Arc<SharedPlan> {
        Arc::new(SharedPlan {
            path,
            state: Arc::clone(&app.state),
            judge: Arc::clone(&app.judge),
            aside: Arc::clone(&app.aside),
            emit: Arc::clone(&app.emit),
            together: Arc::downgrade(&app.together),
            teamed: Arc::downgrade(&app.teamed),
            options: app.options.clone(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the live session have what came from the team store, and the other way round.
    fn pass_on(&self) {
        if let Some(together) = self.together.upgrade() {
            together.stir();
        }
        if let Some(teamed) = self.teamed.upgrade() {
            teamed.stir();
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Workspace) -> Result<T, UiError>) -> Result<T, String> {
        let mut state = self.state();
        let open = state.workspace.as_mut().filter(|workspace| workspace.path() == self.path);
        let workspace = open.ok_or_else(|| "the plan was closed".to_owned())?;
        work(workspace).map_err(|error| error.message)
    }
}

impl Log for SharedPlan {
    fn tips(&self) -> Result<Tips, String> {
        self.with(|workspace| Ok(workspace.document().tips().clone()))
    }

    fn beyond(&self, version: &Version, most: u32) -> Result<Vec<Change>, String> {
        self.with(|workspace| workspace.file().beyond(version, most).map_err(failed))
    }

    fn forked(&self, tips: &Tips) -> Result<Option<String>, String> {
        self.with(|workspace| {
            for (author, Tip { seq, hash }) in tips {
                let id = ChangeId { author: *author, seq: *seq };
                let file = workspace.file();
                if file.hash_of(id).map_err(failed)?.is_some_and(|ours| ours != *hash) {
                    return Ok(Some(forked(file.entry(id).map_err(failed)?.map(|entry| entry.name), *author)));
                }
            }
            Ok(None)
        })
    }

    fn founder(&self) -> Option<Author> {
        self.with(|workspace| Ok(workspace.document().founder())).ok().flatten()
    }

    fn take(&self, changes: Vec<Change>) -> Result<Vec<String>, String> {
        let today = self.options.today();
        let (left_out, is_new) = self.with(|workspace| {
            let before = workspace.version();
            let left_out = workspace.take_in(changes)?;
            let is_new = workspace.version() != before;
            if is_new {
                self.judge.judge(workspace.version(), workspace.sound(), today, self.options.seed);
            }
            Ok((left_out, is_new))
        })?;
        let mut topics = vec![Topic::Plan, Topic::Forecast];
        if is_new && self.state().follow(&self.aside, today, self.options.seed) {
            topics.extend([Topic::Start, Topic::Answers]);
        }
        (self.emit)(Event::Changed { topics });
        if is_new {
            self.pass_on();
        }
        Ok(left_out)
    }

    fn welcome(&self, author: Author, name: &str, role: Role) -> Option<Role> {
        let who = self.state().settings.author.clone();
        let welcomed = self.with(|workspace| {
            let members = &workspace.document().plan().members;
            match (members.founder, members.known.get(&author)) {
                (None, _) => Ok((Some(role), false)),
                (Some(founder), _) if founder == author => Ok((Some(role), false)),
                (Some(_), Some(member)) => Ok((member.role, false)),
                (Some(_), None) if !members.is_owner(workspace.me()) => Ok((Some(role), false)),
                (Some(_), None) => {
                    let member = NewMember { key: author.hex(), name: name.to_owned(), role };
                    let who = who.unwrap_or_else(|| AuthorView { name: String::new(), role: Role::Contributor });
                    workspace.set_members(&MembersAsk::Admit { member }, &who)?;
                    self.judge.judge(workspace.version(), workspace.sound(), self.options.today(), self.options.seed);
                    Ok((Some(role), true))
                }
            }
        });
        match welcomed {
            Ok((role, is_new)) => {
                if is_new {
                    (self.emit)(Event::Changed { topics: vec![Topic::Plan, Topic::Forecast] });
                }
                role
            }
            // Then they are a guest, whose changes wait.
            Err(_) => Some(role),
        }
    }

    fn stirred(&self) {
        (self.emit)(Event::Changed { topics: vec![Topic::Session] });
    }
}

fn forked(name: Option<String>, author: Author) -> String {
    let name = name.unwrap_or_else(|| format!("{author:?}"));
    format!("{name} has changed two copies of the plan under one key; merge one into the other there, then join again")
}
