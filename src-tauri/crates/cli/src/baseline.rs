//! Baselines on the command line: listed with who signed them and how far the dates have moved, made, signed.

use std::fmt::Write;

use app::{App, BaselineView, BaselinesView, PlanView, Reply, Request, UiError};
use plan::BaselineId;

/// The baseline of this name.
pub fn find(app: &App, name: &str) -> Result<BaselineId, UiError> {
    let known = all(app)?.baselines;
    let low = |text: &str| text.trim().to_lowercase();
    let found = known.iter().find(|baseline| low(&baseline.name) == low(name));
    found.map(|baseline| baseline.id).ok_or_else(|| UiError {
        code: app::Code::Refused,
        message: match known.iter().map(|baseline| format!("“{}”", baseline.name)).collect::<Vec<_>>() {
            names if names.is_empty() => {
                format!("the plan has no baseline “{name}”, nor any other: make one with `plimsoll baseline PLAN --make NAME`")
            }
            names => format!("the plan has no baseline “{name}”: choose one of {}", names.join(", ")),
        },
    })
}

/// What the baselines are called.
pub fn names(app: &App) -> Result<Vec<String>, UiError> {
    Ok(all(app)?.baselines.into_iter().map(|baseline| baseline.name).collect())
}

/// The baselines with what became of their dates.
pub fn list(app: &App, as_json: bool) -> Result<String, UiError> {
    // How far the dates have moved is that of the full run.
    app.judged()?;
    let view = all(app)?;
    if as_json {
        let text = serde_json::to_string_pretty(&view).expect("a view is made of texts and numbers");
        return Ok(format!("{text}\n"));
    }
    if view.baselines.is_empty() {
        return Ok("the plan has no baseline yet\n".to_owned());
    }
    let Reply::Plan(plan) = app.call(Request::Plan)? else {
        unreachable!("the door answers a question about the plan with the plan")
    };
    Ok(view.baselines.iter().fold(String::new(), |text, baseline| text + &about(baseline, &plan)))
}

fn about(baseline: &BaselineView, plan: &PlanView) -> String {
    let signed = baseline.signed.iter().map(|signed| signed.words.as_str()).collect::<Vec<_>>().join("; ");
    let mut text = format!("{}, made on {}: {signed}\n", baseline.name, baseline.made);
    for id in &plan.ranked {
        if let (Some(item), Some(since)) = (plan.plan.items.get(id), baseline.since.get(id)) {
            let _ = writeln!(text, "  {:>7}  {}", since.short, item.title);
        }
    }
    text
}

fn all(app: &App) -> Result<BaselinesView, UiError> {
    let Reply::Baselines(view) = app.call(Request::Baselines)? else {
        unreachable!("the door answers a question about baselines with the baselines")
    };
    Ok(view)
}
