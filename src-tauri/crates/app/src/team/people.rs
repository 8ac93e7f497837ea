//! Who belongs to a plan in a team store. What the store says of somebody the plan says too, where whoever says it owns the
//! open plan; elsewhere the answer says what is left to do.

use live::team::{Error, Stuck, Team};
use plan::{Author, Role};

use super::ask::StuckView;
use super::plans::{done, not_done};
use crate::app::App;
use crate::error::UiError;
use crate::members::ask::{MembersAsk, NewMember};
use crate::reply::Reply;
use crate::views;
use crate::who::short;
use crate::workspace::Workspace;

/// What the open plan lets whoever asks say of its members.
enum Say {
    /// It is another plan, or they own none of it.
    Nothing,
    /// It is open to everybody, so there is nothing to say.
    Open,
    /// They own it.
    All,
}

impl App {
    /// Lets a database role belong to a plan, and the plan itself admit whoever signs with the key.
    pub(super) fn admit_to_team(
        &self,
        mut team: Team,
        named: &str,
        dbrole: &str,
        author: Option<&str>,
        role: Role,
    ) -> Result<Reply, UiError> {
        let key = author.map(key).transpose()?;
        let plan = team.find(named).map_err(not_done)?;
        team.admit(&plan.plan, dbrole, key, role).map_err(not_done)?;
        let also = match (key, self.may_say(&plan.plan)) {
            (None, _) | (Some(_), Say::Open) => "",
            (Some(_), Say::Nothing) => {
                "; an owner of the plan admits them there too, in Members or by `plimsoll members`"
            }
            (Some(key), Say::All) => {
                self.admit_to_plan(key, dbrole, role)?;
                // Whoever opens it from there finds themselves a member.
                self.sync(&mut team, &plan.plan)?;
                ", and is a member of the plan"
            }
        };
        done(format!("{dbrole} belongs to “{}” as {}{also}", plan.title, role.word()), Vec::new())
    }

    /// Lets a database role belong to a plan no longer, and the plan itself remove whoever signs with its keys.
    pub(super) fn dismiss_from_team(&self, mut team: Team, named: &str, dbrole: &str) -> Result<Reply, UiError> {
        let plan = team.find(named).map_err(not_done)?;
        let mut keys = team.keys_of(&plan.plan, dbrole).map_err(not_done)?;
        if !team.dismiss(&plan.plan, dbrole).map_err(not_done)? {
            return done(format!("{dbrole} did not belong to “{}”", plan.title), Vec::new());
        }
        let me = self.state().workspace.as_ref().map(Workspace::me);
        keys.retain(|key| Some(*key) != me);
        let also = match self.may_say(&plan.plan) {
            _ if keys.is_empty() => String::new(),
            Say::Open => String::new(),
            Say::Nothing => {
                "; an owner of the plan removes them there too, in Members or by `plimsoll members`".to_owned()
            }
            Say::All => {
                // What they have brought there by now counts, so it is fetched before the plan draws the line.
                self.sync(&mut team, &plan.plan)?;
                let also = self.remove_from_plan(&keys)?;
                self.sync(&mut team, &plan.plan)?;
                also
            }
        };
        let gone = format!("{dbrole} belongs to “{}” no longer; what they have changed stays", plan.title);
        done(format!("{gone}{also}"), Vec::new())
    }

    /// Lets the changes of somebody without a login go to the store of the open plan through one's own: as those of a guest
    /// in a live session. Each copy verifies for itself that they are theirs.
    pub(super) fn bring_to_team(&self, team: Team, plan: &str, author: &str) -> Result<Reply, UiError> {
        let key = key(author)?;
        let user = team.user().to_owned();
        team.admit(plan, &user, Some(key), Role::Contributor).map_err(not_done)?;
        let (name, is_known) = {
            let state = self.state();
            let workspace = state.open()?;
            (called(workspace, key), workspace.document().plan().members.known.contains_key(&key))
        };
        if !is_known && matches!(self.may_say(plan), Say::All) {
            self.admit_to_plan(key, &name, Role::Contributor)?;
        }
        self.sync_with_team(team, plan, &format!("What {name} changes goes there through `{user}`. "))
    }

    /// What whoever asks may say of the members of this plan.
    fn may_say(&self, plan: &str) -> Say {
        let is_open = self.kept_in().is_ok_and(|(open, _)| open == plan);
        let state = self.state();
        let Some(workspace) = state.workspace.as_ref().filter(|_| is_open) else { return Say::Nothing };
        let members = &workspace.document().plan().members;
        match (members.founder, members.is_owner(workspace.me())) {
            (None, _) => Say::Open,
            (Some(_), true) => Say::All,
            (Some(_), false) => Say::Nothing,
        }
    }

    /// Who is known by a name keeps it.
    fn admit_to_plan(&self, key: Author, otherwise: &str, role: Role) -> Result<(), UiError> {
        self.act_now(|workspace, who| {
            let name = workspace.name_of(key).unwrap_or_else(|| otherwise.to_owned());
            let member = NewMember { key: key.hex(), name, role };
            workspace.set_members(&MembersAsk::Admit { member }, who)
        })
        .map(|_| ())
    }

    /// Answers in words whom the plan removed and whom it did not.
    fn remove_from_plan(&self, keys: &[Author]) -> Result<String, UiError> {
        let mut also = String::new();
        for key in keys {
            let (name, is_member) = {
                let state = self.state();
                let workspace = state.open()?;
                let member = workspace.document().plan().members.known.get(key);
                (called(workspace, *key), member.is_some_and(|member| member.role.is_some()))
            };
            if !is_member {
                continue;
            }
            let ask = MembersAsk::Remove { key: key.hex() };
            also += &match self.act_now(|workspace, who| workspace.set_members(&ask, who)) {
                Ok(_) => format!("; {name} is no member of the plan any more"),
                Err(error) => format!("; {name} stays a member of the plan: {}", error.message),
            };
        }
        Ok(also)
    }

    /// Whose changes stay here, in words.
    pub(super) fn stuck(&self, stuck: &[Stuck]) -> Vec<StuckView> {
        let state = self.state();
        let name = |author| state.workspace.as_ref().map_or_else(|| short(author), |open| called(open, author));
        stuck.iter().map(|each| views::stuck(each, &name(each.author))).collect()
    }
}

/// What somebody is called, by the first digits of their key if by nothing else.
fn called(workspace: &Workspace, author: Author) -> String {
    workspace.name_of(author).unwrap_or_else(|| short(author))
}

fn key(digits: &str) -> Result<Author, UiError> {
    Author::from_hex(&digits.trim().to_lowercase()).ok_or_else(|| not_done(Error::NotAKey))
}
