//! Files of other programs, taken into the plan: first what that would change, then in one step that undo takes back.

mod history;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use base64::Engine;
use exchange::{Import, MAX_BYTES};

use crate::app::App;
use crate::error::{Code, UiError, in_words, refused};
use crate::reply::Reply;
use crate::request::Source;
use crate::workspace::Workspace;

impl App {
    pub(crate) fn import(&self, source: Source, apply: bool) -> Result<Reply, UiError> {
        let (name, bytes) = read(source)?;
        let import = {
            let state = self.state();
            if apply {
                state.on_the_plan("a file is imported into the plan")?;
            }
            let workspace = state.open()?;
            understand(&name, &bytes, workspace)?
        };
        let report = import.report.clone();
        if let Some(op) = import.into_op().filter(|_| apply) {
            self.act(|workspace, who| workspace.act(&op, who))?;
        }
        Ok(Reply::Import(report))
    }
}

/// A plan exported as JSON, by its name or its first character; anything else is held to be a Jira export.
fn understand(name: &str, bytes: &[u8], workspace: &Workspace) -> Result<Import, UiError> {
    let sound = workspace.sound();
    let is_json = name.to_lowercase().ends_with(".json") || bytes.trim_ascii_start().first() == Some(&b'{');
    let import = if is_json {
        exchange::from_json(&String::from_utf8_lossy(bytes), &sound.plan)
    } else {
        exchange::jira(bytes, &sound.plan, &workspace.imported()?)
    };
    import.map_err(|error| {
        let instead = "it looks like a delivery history: import it for a team, under Delivery or with `--history`";
        let why = match (exchange::is_delivery(bytes), is_json) {
            (true, true) => instead.to_owned(),
            (true, false) => format!("{error}; {instead}"),
            (false, _) => error.to_string(),
        };
        refused(&format!("cannot import `{name}`: {why}"))
    })
}

/// The name of a file that somebody names or sends along, and what is in it.
pub(crate) fn read(source: Source) -> Result<(String, Vec<u8>), UiError> {
    match source {
        Source::Path { path } => {
            let failed = |error: std::io::Error| UiError {
                code: Code::Failed,
                message: format!("cannot read `{path}`: {}; choose another file", in_words(&error)),
            };
            let length = fs::metadata(&path).map_err(failed)?.len();
            exchange::check_size(length).map_err(|error| refused(&error.to_string()))?;
            let name =
                Path::new(&path).file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
            // What a file says about its size is no promise: a device has none, and never ends.
            let mut bytes = Vec::new();
            let limited = File::open(&path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
            limited.map_err(failed)?;
            exchange::check_size(bytes.len() as u64).map_err(|error| refused(&error.to_string()))?;
            Ok((name, bytes))
        }
        Source::Bytes { name, base64 } => {
            exchange::check_size(base64.len() as u64 / 4 * 3).map_err(|error| refused(&error.to_string()))?;
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(base64)
                .map_err(|_| refused("the file did not arrive whole: send it again"))?;
            Ok((name, bytes))
        }
    }
}
