//! Who may do what in a live session: the host says so, and where the host owns the plan, the plan says so too.

use live::Session;
use plan::{Author, Role};

use crate::app::App;
use crate::error::{UiError, refused};
use crate::members::ask::{MembersAsk, NewMember};
use crate::reply::Reply;
use crate::who::AuthorView;
use crate::workspace::author;

impl App {
    /// Somebody as the host of the session lets them be.
    pub(crate) fn in_session(&self, who: AuthorView) -> AuthorView {
        let Some((_, seen)) = self.together.under_way() else { return who };
        let me = author(&self.key());
        match seen.people.iter().find(|person| person.author == me && !seen.hosting) {
            Some(person) => AuthorView { role: person.role, ..who },
            None => who,
        }
    }

    /// Refuses whoever may only look on in the session.
    pub(crate) fn may_edit(&self, who: &AuthorView) -> Result<(), UiError> {
        match self.together.under_way() {
            Some((_, seen)) if !seen.hosting && who.role == Role::Viewer => Err(refused(
                "you may only look on in this session: ask its host for another role, or leave it to edit your own copy",
            )),
            Some(_) | None => Ok(()),
        }
    }

    pub(crate) fn set_peer_role(&self, person: &str, role: Role) -> Result<Reply, UiError> {
        self.decide_about(person, |key, name| MembersAsk::Admit { member: NewMember { key, name, role } })?;
        self.as_host(person, |session, person| session.set_role(person, role))
    }

    pub(crate) fn remove_peer(&self, person: &str) -> Result<Reply, UiError> {
        // First out of the session: what is decided about them is not for them to hear here.
        let reply = self.as_host(person, Session::remove)?;
        self.decide_about(person, |key, _| MembersAsk::Remove { key })?;
        Ok(reply)
    }

    /// Lets the plan say of a guest what the host says, where the host may decide about its members.
    fn decide_about(&self, person: &str, ask: impl FnOnce(String, String) -> MembersAsk) -> Result<(), UiError> {
        let Some((_, seen)) = self.together.under_way().filter(|(_, seen)| seen.hosting) else { return Ok(()) };
        let guest = Author::from_hex(person)
            .and_then(|key| seen.people.into_iter().find(|guest| guest.author == key && !guest.host));
        let Some(guest) = guest else { return Ok(()) };
        let ask = ask(guest.author.hex(), guest.name);
        let may = {
            let state = self.state();
            let workspace = state.open()?;
            let members = &workspace.document().plan().members;
            let is_known = members.known.get(&guest.author).is_some_and(|member| member.role.is_some());
            members.is_owner(workspace.me()) && (is_known || matches!(ask, MembersAsk::Admit { .. }))
        };
        if may {
            self.act_now(|workspace, who| workspace.set_members(&ask, who))?;
        }
        Ok(())
    }

    fn as_host(&self, person: &str, doing: impl FnOnce(&Session, Author) -> bool) -> Result<Reply, UiError> {
        let Some((session, seen)) = self.together.under_way() else {
            return Err(refused("there is no session under way: share the plan first"));
        };
        if !seen.hosting {
            return Err(refused("only whoever shares the plan says who may do what: ask them"));
        }
        if !Author::from_hex(person).is_some_and(|person| doing(&session, person)) {
            return Err(refused("nobody of that name is a guest in this session"));
        }
        self.session()
    }
}
