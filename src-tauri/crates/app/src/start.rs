//! Where a user begins: who is there, which plan is open or was lately, and what is remembered of preferences.

use crate::app::{Access, App};
use crate::error::UiError;
use crate::reply::Reply;
use crate::state::Within;
use crate::views::StartView;

impl App {
    pub(crate) fn start_view(&self, access: Access) -> StartView {
        let authors = self.authors();
        let state = self.state();
        let files = access == Access::Local;
        StartView {
            author: state.at_the_keyboard(),
            authors,
            recent: if files { state.settings.recent.clone() } else { Vec::new() },
            preferences: state.settings.preferences.clone(),
            open: state.workspace.as_ref().map(|workspace| {
                if files {
                    workspace.path().display().to_string()
                } else {
                    workspace.sound().plan.settings.title.clone()
                }
            }),
            viewing: state.viewing().map(|past| past.view.clone()),
            within: state.within().map(Within::view),
            new_path: if files {
                self.options.documents.join("Roadmap.plimsoll").display().to_string()
            } else {
                String::new()
            },
            files,
            today: state.viewing().map_or_else(|| self.today(), |past| past.day),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    pub(crate) fn set_preference(&self, access: Access, key: String, value: String) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            state.settings.prefer(key, value)?;
            state.settings.save(&self.options.data)?;
        }
        Ok(Reply::Start(self.start_view(access)))
    }
}
