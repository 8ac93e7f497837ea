//! The status bar: saved, forecast, flags, what undo and redo would do.

use serde::{Deserialize, Serialize};

use advice::Severity;

use super::Seen;

/// The status bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct StatusView {
    /// The plan's name.
    pub title: String,
    /// The time of the last change, `HH:MM`; `None` before the first.
    pub saved: Option<String>,
    /// How far the forecast is.
    pub forecast: ForecastState,
    /// Flags that stand, by severity: critical, warning, note; `None` until the plan has been looked at.
    pub flags: Option<(u32, u32, u32)>,
    /// How many flags and debts are accepted today.
    pub accepted: u32,
    /// What undo would take back.
    pub undo: Option<String>,
    /// What redo would do again.
    pub redo: Option<String>,
    /// "2 changes of yours wait for Ana to admit you"; empty if none waits.
    pub waiting: String,
    /// How many changes are kept aside, because their authors may not make them.
    pub aside: u32,
}

/// How far the forecast is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ForecastState {
    /// None yet, for this version of the plan.
    Running,
    /// A first look; the full run follows.
    Preview {
        /// Its trials.
        trials: u32,
    },
    /// The full run.
    Full {
        /// Its trials.
        trials: u32,
        /// How long it took.
        millis: u32,
    },
}

/// How many flags stand, by severity: critical, warning, note; `None` until the plan has been looked at.
pub fn standing_flags(seen: &Seen<'_>) -> Option<(u32, u32, u32)> {
    seen.judged?;
    let mut counts = (0, 0, 0);
    for flag in seen.standing() {
        match flag.severity {
            Severity::Critical => counts.0 += 1,
            Severity::Warning => counts.1 += 1,
            Severity::Note => counts.2 += 1,
        }
    }
    Some(counts)
}

/// How far the forecast is with the version of the plan that is seen.
pub fn forecast_state(seen: &Seen<'_>) -> ForecastState {
    match seen.judged {
        Some(judged) if !seen.stale() => {
            let trials = judged.forecast.assumptions.trials;
            if judged.full {
                ForecastState::Full { trials, millis: judged.millis }
            } else {
                ForecastState::Preview { trials }
            }
        }
        _ => ForecastState::Running,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::views::flags;

    #[test]
    fn until_the_plan_has_been_looked_at_nobody_says_that_it_has_no_flags() {
        let plan = plan::fixture::plan("team core\nitem login team core effort 5").unwrap();
        let sound = crate::workspace::sound::repaired(&plan, Arc::default());
        let today = plan::Day::new(2026, 11, 23).unwrap();
        let seen = Seen { sound: &sound, version: 1, judged: None, today };
        assert_eq!((standing_flags(&seen), flags(&seen).known), (None, false));
    }
}
