//! What is held behind the one lock: who works here, the open plan, and what of it is looked at. Requests, a live session and
//! a team store all work on this.

use std::sync::Arc;

use ed25519_dalek::SigningKey;
use plan::{Day, Document, ScenarioId};

use crate::authors::cards::Other;
use crate::error::{UiError, no_plan, refused};
use crate::judge::Judge;
use crate::settings::Settings;
use crate::views::{ViewingView, WithinView};
use crate::who::AuthorView;
use crate::workspace::Workspace;
use crate::workspace::sound::{Sound, repaired};

/// The versions of moments and scenarios lie above all that a workspace counts.
const ASIDE: u32 = 1 << 31;

pub(crate) struct State {
    pub settings: Settings,
    /// Who is at the keyboard, if it is not the first author of this machine.
    pub at: Option<Other>,
    /// What whoever is at the keyboard signs with.
    pub key: SigningKey,
    pub workspace: Option<Workspace>,
    pub look: Look,
    /// How many versions beside the plan as it is now were looked at.
    pub asides: u32,
}

/// What is looked at.
pub(crate) enum Look {
    /// The plan as it is.
    Now,
    /// A moment of its past, read only.
    Past(Box<Past>),
    /// A scenario of it; what is edited is the scenario.
    Within(Within),
}

/// A moment that is being looked at.
pub(crate) struct Past {
    pub view: ViewingView,
    pub day: Day,
    pub document: Document,
    pub sound: Arc<Sound>,
    pub version: u32,
}

/// The scenario that is looked at and edited instead of the plan.
pub(crate) struct Within {
    pub id: ScenarioId,
    pub title: String,
    pub sound: Arc<Sound>,
    pub version: u32,
}

impl State {
    /// Who is at the keyboard; `None` until they have said so.
    pub fn at_the_keyboard(&self) -> Option<AuthorView> {
        self.at.as_ref().map(|other| other.who.clone()).or_else(|| self.settings.author.clone())
    }

    /// The open plan.
    pub fn open(&self) -> Result<&Workspace, UiError> {
        self.workspace.as_ref().ok_or_else(no_plan)
    }

    /// The moment of the past that is looked at.
    pub fn viewing(&self) -> Option<&Past> {
        match &self.look {
            Look::Past(past) => Some(past),
            Look::Now | Look::Within(_) => None,
        }
    }

    /// The scenario that is looked at.
    pub fn within(&self) -> Option<&Within> {
        match &self.look {
            Look::Within(within) => Some(within),
            Look::Now | Look::Past(_) => None,
        }
    }

    /// Its id.
    pub fn scenario(&self) -> Option<ScenarioId> {
        self.within().map(|within| within.id)
    }

    /// Nothing is changed while a moment of the past is looked at.
    pub fn writable(&self) -> Result<(), UiError> {
        match self.viewing() {
            Some(Past { view: ViewingView { at, .. }, .. }) => {
                Err(refused(&format!("you are viewing the plan of {at}, read only: return to now to change it")))
            }
            None => Ok(()),
        }
    }

    /// Refused while a scenario is looked at: `why` says what belongs to the plan alone.
    pub fn on_the_plan(&self, why: &str) -> Result<(), UiError> {
        match self.within() {
            Some(within) => {
                Err(refused(&format!("you are in the scenario “{}”: {why}; return to the plan first", within.title)))
            }
            None => Ok(()),
        }
    }

    /// The next version of what is looked at beside the plan as it is now.
    pub fn next_aside(&mut self) -> u32 {
        self.asides += 1;
        ASIDE + self.asides
    }

    /// Looks at this scenario as it stands now, and has it judged; at the plan itself if it is gone.
    pub fn look_within(&mut self, id: ScenarioId, aside: &Judge, today: Day, seed: u32) {
        let version = self.next_aside();
        let within = self.workspace.as_ref().and_then(|workspace| {
            let scenario = workspace.scenario(id).ok()?;
            let plan = scenario.over(workspace.document().plan());
            let sound = Arc::new(repaired(&plan, Arc::clone(&workspace.sound().known)));
            Some(Within { id, title: scenario.title.clone(), sound, version })
        });
        self.look = match within {
            Some(within) => {
                aside.judge(version, Arc::clone(&within.sound), today, seed);
                Look::Within(within)
            }
            None => {
                aside.forget();
                Look::Now
            }
        };
    }

    /// The plan has changed, and so has the scenario that is looked at: it is judged anew. Answers whether it is gone.
    pub fn follow(&mut self, aside: &Judge, today: Day, seed: u32) -> bool {
        let Some(id) = self.scenario() else { return false };
        self.look_within(id, aside, today, seed);
        self.scenario().is_none()
    }
}

impl Within {
    /// For people.
    pub fn view(&self) -> WithinView {
        WithinView { id: self.id, name: self.title.clone() }
    }
}
