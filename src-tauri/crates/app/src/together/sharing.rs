//! Working on one plan with others, live: sharing it, joining, leaving, and how far it has come.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use live::{Error, Me, PlanKey, Reach, Relay, Session, Ticket};

use crate::app::{Access, App};
use crate::error::{Code, UiError, failed, no_plan, refused};
use crate::files::with_extension;
use crate::reply::{Reply, Topic};
use crate::together::shared::SharedPlan;
use crate::views::{self, PresenceView, SessionView};
use crate::who::AuthorView;
use crate::workspace::{Workspace, author};

/// The most people a ticket lets in.
const MOST_USES: u32 = 15;
/// The longest that a ticket holds: a week.
const MOST_MINUTES: u32 = 7 * 24 * 60;
/// How long a whole plan may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(60);

impl App {
    pub(crate) fn share(&self, uses: u32, minutes: u32) -> Result<Reply, UiError> {
        if !(1..=MOST_USES).contains(&uses) || !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(refused(&format!(
                "a ticket lets in 1 to {MOST_USES} people, for a minute to a week: choose within that"
            )));
        }
        let session = match self.together.under_way() {
            Some((_, seen)) if !seen.hosting => {
                return Err(refused(
                    "you are in somebody else's session: leave it first, or ask its host for a ticket",
                ));
            }
            Some((session, _)) => session,
            None => self.host()?,
        };
        if let Err(error) = session.invite(uses, Duration::from_secs(60 * u64::from(minutes))) {
            // Without a ticket nobody can ever be in it.
            if session.seen(&live::Version::new()).invitation.is_none() {
                self.together.leave();
            }
            return Err(not_started(error));
        }
        self.changed(&[Topic::Session]);
        self.session()
    }

    fn host(&self) -> Result<Arc<Session>, UiError> {
        self.together.leave();
        let (path, root) = {
            let state = self.state();
            let workspace = state.open()?;
            (workspace.path().to_owned(), workspace.file().root().map_err(failed)?)
        };
        let root = root.ok_or_else(|| refused("there is nothing in the plan to share yet: give it a title first"))?;
        let log = SharedPlan::new(self, path);
        let session = Session::host(log, &self.key().to_bytes(), self.me(), PlanKey(root), self.reach()?);
        let session = Arc::new(session.map_err(not_started)?);
        *self.together.session() = Some(Arc::clone(&session));
        Ok(session)
    }

    pub(crate) fn join(&self, access: Access, ticket: &str, path: Option<&str>) -> Result<Reply, UiError> {
        let ticket = Ticket::parse(ticket).map_err(not_started)?;
        if self.together.under_way().is_some() {
            return Err(refused("you are in a session already: leave it first"));
        }
        let known = {
            let state = self.state();
            match &state.workspace {
                Some(workspace) if workspace.file().has(ticket.plan.0).map_err(failed)? => {
                    Some(workspace.path().to_owned())
                }
                Some(_) => return Err(not_started(Error::OtherPlan)),
                None => None,
            }
        };
        self.together.leave();
        match (known, path) {
            (Some(plan), _) => self.join_with(&plan, ticket)?,
            (None, Some(path)) => self.join_anew(access, path, ticket)?,
            (None, None) => {
                let message = "say where your copy of the plan is to be saved".to_owned();
                return Err(UiError { message, ..no_plan() });
            }
        }
        self.changed(&[Topic::Session]);
        self.session()
    }

    /// Joins with the open plan, which is at `path`.
    fn join_with(&self, path: &Path, ticket: Ticket) -> Result<(), UiError> {
        let log = SharedPlan::new(self, path.to_owned());
        let joined = Session::join(log, &self.key().to_bytes(), self.me(), ticket, self.reach()?);
        let (session, _) = joined.map_err(not_started)?;
        *self.together.session() = Some(Arc::new(session));
        Ok(())
    }

    /// Joins without a plan: a new file gets all of it before it is shown, or is gone again.
    fn join_anew(&self, access: Access, path: &str, ticket: Ticket) -> Result<(), UiError> {
        let path = with_extension(path)?;
        let plan = ticket.plan;
        let reach = self.reach()?;
        let workspace = Workspace::create(&path, self.key())?;
        let path = workspace.path().to_owned();
        self.state().workspace = Some(workspace);
        let log = SharedPlan::new(self, path.clone());
        let arrived = Session::join(log, &self.key().to_bytes(), self.me(), ticket, reach)
            .map_err(not_started)
            .and_then(|(session, version)| {
                let is_it = |file: &Workspace| file.file().has(plan.0).unwrap_or(false);
                let all = session.caught_up(&version, ARRIVAL) && self.state().open().is_ok_and(is_it);
                all.then_some(session)
                    .ok_or_else(|| refused("the plan did not arrive: ask for a new ticket and join again"))
            });
        match arrived {
            Ok(session) => {
                *self.together.session() = Some(Arc::new(session));
                self.announce(access).map(|_| ())
            }
            Err(error) => {
                self.state().workspace = None;
                // Nothing was in it yet that is not at the host.
                let _ = std::fs::remove_file(&path);
                Err(error)
            }
        }
    }

    /// How far this machine may be reached: as the program was started, and through the relay that its user has named.
    fn reach(&self) -> Result<Reach, UiError> {
        match (&self.options.reach, &self.state().settings.relay) {
            (Reach::Network, Some(relay)) => Ok(Reach::Relayed(relay.parse().map_err(not_started)?)),
            (reach, _) => Ok(reach.clone()),
        }
    }

    pub(crate) fn set_relay(&self, relay: Option<&str>) -> Result<Reply, UiError> {
        if self.together.under_way().is_some() {
            return Err(refused("a session is under way: end it first, then choose its relay"));
        }
        if self.options.reach != Reach::Network {
            return Err(refused(
                "how far this program may be reached was said when it was started: start it with `--lan` to choose a relay here, or with `--relay`",
            ));
        }
        let named = relay.map(str::trim).filter(|text| !text.is_empty());
        let relay: Option<Relay> = named.map(str::parse).transpose().map_err(not_started)?;
        {
            let mut state = self.state();
            state.settings.relay = relay.map(|relay| relay.to_string());
            state.settings.save(&self.options.data)?;
        }
        self.changed(&[Topic::Session]);
        self.session()
    }

    pub(crate) fn leave_session(&self) -> Result<Reply, UiError> {
        self.together.leave();
        self.changed(&[Topic::Session]);
        self.session()
    }

    pub(crate) fn session(&self) -> Result<Reply, UiError> {
        let relay = match &self.options.reach {
            Reach::Loopback => None,
            Reach::Network => self.state().settings.relay.clone(),
            Reach::Relayed(relay) => Some(relay.to_string()),
        };
        let Some(session) = self.together.current() else {
            return Ok(Reply::Session(Box::new(SessionView { relay, ..SessionView::none() })));
        };
        let (version, sound) = {
            let state = self.state();
            let workspace = state.open()?;
            (workspace.document().version(), workspace.sound())
        };
        let view = views::session(&session.seen(&version), author(&self.key()), &sound.plan);
        Ok(Reply::Session(Box::new(SessionView { relay, ..view })))
    }

    pub(crate) fn set_presence(&self, presence: Option<PresenceView>) -> Result<Reply, UiError> {
        if let Some(session) = self.together.current() {
            session.set_presence(presence.map(|presence| presence.told()));
        }
        Ok(Reply::Done(String::new()))
    }

    fn me(&self) -> Me {
        let AuthorView { name, role } = self.author();
        Me { name, role }
    }
}

fn not_started(error: Error) -> UiError {
    let code = match error {
        Error::Unreachable | Error::ByRelay { .. } | Error::NoRelay { .. } | Error::Network { .. } => Code::Failed,
        Error::NotATicket
        | Error::CutTicket
        | Error::OtherVersion
        | Error::NotARelay { .. }
        | Error::OtherPlan
        | Error::Expired
        | Error::Refused(_)
        | Error::Garbled => Code::Refused,
    };
    UiError { code, message: error.to_string() }
}
