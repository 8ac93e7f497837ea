//! The JSON lists that `gh pr list --json …` and `gh issue list --json …` write, as a table: each object a row.

use serde::Deserialize;

use crate::error::{ImportError, MAX_ROWS};
use crate::table::Table;

/// A pull request or an issue; of the many things that can be asked of it, those that a history is made of.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    #[serde(default)]
    number: Option<u64>,
    #[serde(default)]
    title: String,
    #[serde(alias = "created_at")]
    created_at: String,
    #[serde(default, alias = "closed_at")]
    closed_at: Option<String>,
    #[serde(default, alias = "merged_at")]
    merged_at: Option<String>,
    #[serde(default, alias = "state_reason")]
    state_reason: Option<String>,
    #[serde(default)]
    labels: Vec<Label>,
    #[serde(default)]
    reviews: Option<Vec<Review>>,
}

#[derive(Deserialize)]
struct Label {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    #[serde(default, alias = "submitted_at")]
    submitted_at: Option<String>,
}

/// The list as a table of reviews, if any of it was reviewed, else of work.
pub(super) fn table(text: &str) -> Result<Table, ImportError> {
    let not_a_list = |cause: String| ImportError::NotAList { cause };
    let listed: Vec<Listed> =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| not_a_list(error.to_string()))?;
    if listed.len() > MAX_ROWS {
        return Err(ImportError::TooMany { most: MAX_ROWS, what: "rows" });
    }
    let key = |one: &Listed| one.number.map(|number| format!("#{number}")).unwrap_or_default();
    if listed.iter().any(|one| one.reviews.is_some()) {
        let rows = listed.into_iter().map(|one| {
            let looked_at = one.reviews.iter().flatten().filter_map(|review| review.submitted_at.clone()).min();
            let (key, merged) = (key(&one), one.merged_at.unwrap_or_default());
            [key, one.title, one.created_at, looked_at.unwrap_or_default(), merged]
        });
        return Ok(Table::of(["number", "title", "createdAt", "firstReviewAt", "mergedAt"], rows));
    }
    let rows = listed.into_iter().map(|one| {
        let labels = one.labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>().join(", ");
        let key = key(&one);
        let closed = one.merged_at.or(one.closed_at).unwrap_or_default();
        [key, one.title, one.created_at, closed, labels, one.state_reason.unwrap_or_default().to_lowercase()]
    });
    Ok(Table::of(["number", "title", "createdAt", "closedAt", "labels", "stateReason"], rows))
}
