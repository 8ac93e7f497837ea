//! How a promise stands, in a glyph and a word.

use serde::Serialize;

/// How something stands: a glyph and a word, never colour alone.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Status {
    pub class: &'static str,
    pub glyph: &'static str,
    pub word: &'static str,
}

/// How a promise stands, given its chance, if anybody has said what it takes, and the confidence it was made at.
pub(crate) fn status(on_time: Option<f64>, confidence: f64, is_never: bool) -> Status {
    match on_time {
        _ if is_never => Status { class: "blocked", glyph: "■", word: "Blocked" },
        Some(chance) if chance < 0.5 => Status { class: "risk", glyph: "▲", word: "At risk" },
        Some(chance) if chance < confidence => Status { class: "watch", glyph: "◐", word: "Watch" },
        Some(_) => Status { class: "track", glyph: "●", word: "On track" },
        None => Status { class: "none", glyph: "", word: "Not estimated" },
    }
}
