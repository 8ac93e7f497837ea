//! Which plan is meant: a file, or `FILE@NAME` for the plan as a baseline of that name froze it, or as a scenario has it.

use std::path::Path;

use app::{App, Code, Moment, Request, UiError};

use crate::{baseline, scenario};

/// Opens the plan that is meant. A file whose own name has an `@` is that file.
pub fn open(app: &App, meant: &str) -> Result<(), UiError> {
    let (path, name) = match meant.rsplit_once('@') {
        Some((path, name)) if !Path::new(meant).exists() => (path, Some(name)),
        _ => (meant, None),
    };
    app.call(Request::Open { path: path.to_owned() })?;
    let Some(name) = name else { return Ok(()) };
    let request = match (baseline::find(app, name), scenario::find(app, name)) {
        (Ok(id), Err(_)) => Request::StepBack { moment: Moment::Baseline { id } },
        (Err(_), Ok(id)) => Request::EnterScenario { id },
        (Ok(_), Ok(_)) => {
            return Err(UiError {
                code: Code::Refused,
                message: format!("both a baseline and a scenario are called “{name}”: rename the scenario"),
            });
        }
        (Err(unknown), Err(_)) if scenario::names(app)?.is_empty() => return Err(unknown),
        (Err(_), Err(unknown)) if baseline::names(app)?.is_empty() => return Err(unknown),
        (Err(_), Err(_)) => {
            let names = [baseline::names(app)?, scenario::names(app)?].concat();
            let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            return Err(UiError {
                code: Code::Refused,
                message: format!("the plan has no baseline or scenario “{name}”: choose one of {}", names.join(", ")),
            });
        }
    };
    app.call(request).map(|_| ())
}
