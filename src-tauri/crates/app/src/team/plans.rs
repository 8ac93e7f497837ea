//! Plans in a team store: putting them there, getting them from there, and keeping the open one in sync.
//!
//! Which store a plan is in, this installation remembers in its settings and not in the plan file: a copy that is mailed
//! would give the address and the database role away, and whoever got it would come to the store in somebody else's name.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use live::team::{Address, Error, Follow, Password, Synced, Team};
use plan::{Author, Role};

use super::arriving::Arriving;
use super::ask::{Secret, TeamAsk, TeamDone, TeamReply};
use super::figures;
use crate::app::{Access, App};
use crate::error::{Code, UiError, failed, refused};
use crate::files::with_extension;
use crate::judge::Judged;
use crate::reply::{Reply, Topic};
use crate::together::shared::SharedPlan;
use crate::views;
use crate::workspace::{Workspace, author};

impl App {
    /// Asks a team store: the one at this address, or the one that the open plan is in.
    pub(crate) fn team(
        &self,
        access: Access,
        at: Option<&str>,
        secret: Option<Secret>,
        ask: TeamAsk,
    ) -> Result<Reply, UiError> {
        if ask == TeamAsk::Key {
            return done(author(&self.key()).hex(), Vec::new());
        }
        if ask == TeamAsk::Standing {
            return self.standing();
        }
        let (address, plan) = match (at, self.kept_in()) {
            (Some(text), _) => (text.parse::<Address>().map_err(not_done)?, None),
            (None, Ok((plan, text))) => (text.parse().map_err(not_done)?, Some(plan)),
            (None, Err(_)) if ask == TeamAsk::Follow => return self.standing(),
            (None, Err(error)) => return Err(error),
        };
        let kept = |plan: Option<String>| plan.map_or_else(|| self.kept_in().map(|(plan, _)| plan), Ok);
        let password = self.password(&address, secret)?;
        let connect = || Team::connect(&address, password.as_ref()).map_err(not_done);
        match ask {
            TeamAsk::Init { sharers } => {
                Team::init(&address, password.as_ref(), &sharers).map_err(not_done)?;
                let share = match sharers.as_slice() {
                    [] => "let people share plans there by `plimsoll team init … --let-share DBROLE`".to_owned(),
                    names => format!("{} may share plans there", names.join(", ")),
                };
                done(format!("The team store is ready: {share}"), Vec::new())
            }
            TeamAsk::Plans => {
                let plans = connect()?.plans().map_err(not_done)?;
                answer(TeamReply::Plans(plans.into_iter().map(views::team_plan).collect()))
            }
            TeamAsk::Report => {
                let rows = connect()?.report().map_err(not_done)?;
                answer(TeamReply::Report(rows.into_iter().map(views::team_row).collect()))
            }
            TeamAsk::Share => self.share_with_team(connect()?),
            TeamAsk::Open { plan, path } => self.open_from_team(access, connect()?, &plan, &path),
            TeamAsk::Sync => {
                let plan = kept(plan)?;
                self.sync_with_team(connect()?, &plan, "")
            }
            TeamAsk::Follow => self.follow(address, password, kept(plan)?),
            TeamAsk::Admit { plan, dbrole, author, role } => {
                self.admit_to_team(connect()?, &plan, &dbrole, author.as_deref(), role)
            }
            TeamAsk::Bring { author } => {
                let plan = kept(plan)?;
                self.bring_to_team(connect()?, &plan, &author)
            }
            TeamAsk::Dismiss { plan, dbrole } => self.dismiss_from_team(connect()?, &plan, &dbrole),
            TeamAsk::Standing | TeamAsk::Key => unreachable!("answered above, without a store"),
        }
    }

    /// The plan's name in its store, and the store's address.
    pub(super) fn kept_in(&self) -> Result<(String, String), UiError> {
        let state = self.state();
        let file = state.open()?.file();
        let is_here = |plan: &str| Author::from_hex(plan).is_some_and(|hash| file.has(hash.0).unwrap_or(false));
        let found = state.settings.stores.iter().find(|(plan, _)| is_here(plan));
        found.map(|(plan, address)| (plan.clone(), address.clone())).ok_or_else(|| {
            refused("the plan is in no team store that this installation knows: share it, or open it from there")
        })
    }

    fn keep_in(&self, plan: &str, address: &Address) -> Result<(), UiError> {
        let mut state = self.state();
        state.settings.stores.insert(plan.to_owned(), address.to_string());
        state.settings.save(&self.options.data)
    }

    /// What was just typed, what was typed before, or what the machine keeps.
    fn password(&self, address: &Address, secret: Option<Secret>) -> Result<Option<Password>, UiError> {
        let mut typed = self.teamed.typed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Secret(password)) = secret {
            typed.insert(address.to_string(), Password(password));
        }
        match typed.get(&address.to_string()) {
            Some(password) => Ok(Some(password.clone())),
            None => Password::kept(address).map_err(not_done),
        }
    }

    fn share_with_team(&self, mut team: Team) -> Result<Reply, UiError> {
        let (path, root, title) = {
            let state = self.state();
            let workspace = state.open()?;
            let title = workspace.sound().plan.settings.title.clone();
            (workspace.path().to_owned(), workspace.file().root().map_err(failed)?, title)
        };
        let root = root.ok_or_else(|| refused("there is nothing in the plan to share yet: give it a title first"))?;
        let role = self.author().role;
        if role == Role::Viewer {
            return Err(refused("a Viewer does not share plans: say in the settings in which role you act"));
        }
        let plan = Author(root).hex();
        if team.has(&plan).map_err(not_done)? {
            self.keep_in(&plan, team.address())?;
            let first = format!("“{title}” is in the team store already, and this copy goes on with it. ");
            return self.sync_with_team(team, &plan, &first);
        }
        let log = SharedPlan::new(self, path);
        let synced = team.share(&plan, &title, author(&self.key()), role, &*log).map_err(not_done)?;
        self.keep_in(&plan, team.address())?;
        self.leave_figures(&team, &plan)?;
        self.changed(&[Topic::Session]);
        done(format!("“{title}” is in the team store, with {}", views::changes(synced.pushed)), Vec::new())
    }

    fn open_from_team(&self, access: Access, mut team: Team, named: &str, path: &str) -> Result<Reply, UiError> {
        let path = with_extension(path)?;
        let listed = team.find(named).map_err(not_done)?;
        let arriving = Arriving(Mutex::new(Workspace::create(&path, self.key())?));
        let synced = team.sync(&listed.plan, &arriving).map_err(not_done);
        let workspace = arriving.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let root = Author::from_hex(&listed.plan).is_some_and(|hash| workspace.file().has(hash.0).unwrap_or(false));
        let arrived = synced.and_then(|synced| {
            let left_out = || synced.left_out.first().map(|why| format!(" ({why})")).unwrap_or_default();
            root.then_some(()).ok_or_else(|| refused(&format!("the plan did not arrive whole{}", left_out())))?;
            Ok(synced)
        });
        let synced = arrived.inspect_err(|_| {
            // Nothing was in it that is not in the store.
            let _ = fs::remove_file(workspace.path());
        })?;
        self.keep_in(&listed.plan, team.address())?;
        let path = workspace.path().display().to_string();
        self.show(access, workspace)?;
        done(format!("“{}” is in `{path}`, with {}", listed.title, views::changes(synced.pulled)), synced.left_out)
    }

    /// Brings the open plan and the store to the same; `first` says what was done before, or nothing.
    pub(super) fn sync_with_team(&self, mut team: Team, plan: &str, first: &str) -> Result<Reply, UiError> {
        let synced = self.sync(&mut team, plan)?;
        self.leave_figures(&team, plan)?;
        self.changed(&[Topic::Session]);
        let (sentence, stuck) = (format!("{first}{}", synced.sentence()), self.stuck(&synced.stuck));
        answer(TeamReply::Done(TeamDone { sentence, left_out: synced.left_out, stuck }))
    }

    pub(super) fn sync(&self, team: &mut Team, plan: &str) -> Result<Synced, UiError> {
        let path = self.state().open()?.path().to_owned();
        team.sync(plan, &*SharedPlan::new(self, path)).map_err(not_done)
    }

    /// Leaves what the plan comes to in the store; who may only look on has nothing to say of it.
    fn leave_figures(&self, team: &Team, plan: &str) -> Result<(), UiError> {
        let judged = self.judged()?;
        let changes = self.state().open()?.document().version().values().sum();
        let summary = figures::figures(&judged, self.today(), self.seed(), changes);
        match team.summarise(plan, &summary) {
            Ok(()) | Err(Error::NotAllowed { .. }) => Ok(()),
            Err(error) => Err(not_done(error)),
        }
    }

    fn follow(&self, address: Address, password: Option<Password>, plan: String) -> Result<Reply, UiError> {
        let path = self.state().open()?.path().to_owned();
        let log = SharedPlan::new(self, path.clone());
        let (state, judge, today, seed) = (Arc::clone(&self.state), Arc::clone(&self.judge), self.today(), self.seed());
        let figures = move || {
            let (version, changes) = {
                let state = state.lock().unwrap_or_else(PoisonError::into_inner);
                let workspace = state.workspace.as_ref().filter(|workspace| workspace.path() == path.as_path())?;
                (workspace.version(), workspace.document().version().values().sum())
            };
            let is_now = |judged: &Arc<Judged>| judged.full && judged.version == version;
            judge.latest().filter(is_now).map(|judged| figures::figures(&judged, today, seed, changes))
        };
        let follow = Follow::start(address, password, plan, log, figures);
        *self.teamed.follow.lock().unwrap_or_else(PoisonError::into_inner) = Some(follow);
        self.standing()
    }

    fn standing(&self) -> Result<Reply, UiError> {
        let kept = self.kept_in().ok().map(|(_, address)| address);
        let version = self.state().workspace.as_ref().map(|workspace| workspace.document().version());
        let follow = self.teamed.follow.lock().unwrap_or_else(PoisonError::into_inner);
        let standing = version.zip(follow.as_ref()).map(|(version, follow)| follow.standing(&version));
        let stuck = standing.as_ref().map(|standing| self.stuck(&standing.stuck)).unwrap_or_default();
        answer(TeamReply::Standing(views::team_standing(kept, standing, stuck)))
    }
}

fn answer(reply: TeamReply) -> Result<Reply, UiError> {
    Ok(Reply::Team(Box::new(reply)))
}

pub(super) fn done(sentence: String, left_out: Vec<String>) -> Result<Reply, UiError> {
    answer(TeamReply::Done(TeamDone { sentence, left_out, stuck: Vec::new() }))
}

pub(super) fn not_done(error: Error) -> UiError {
    let code = match &error {
        error if error.asks_for_password() => Code::Password,
        error if error.passes() => Code::Failed,
        _ => Code::Refused,
    };
    UiError { code, message: error.to_string() }
}
