//! The stored form of a run: one text for the run and one per row. A finished row is thus written alone.

use serde::{Deserialize, Serialize};

use super::{
    outcome::Outcome,
    run::{Phase, Row, RowState, Run},
};

/// Stored data about the run as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) name: Option<String>,
    pub(super) started: i64,
    pub(super) cancelled: bool,
    /// Build of the page that judged the rows.
    pub(super) build: String,
    /// Start time of the run to compare with, if the reader chose one.
    pub(super) compared: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredRow {
    domain: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

impl Head {
    pub(super) fn from_run(run: &Run, build: String, compared: Option<i64>) -> Self {
        let cancelled = run.phase == Phase::Cancelled;
        Self { name: run.name.clone(), started: run.started, cancelled, build, compared }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Returns a row as text.
pub(super) fn row_to_text(row: &Row) -> String {
    let stored = StoredRow {
        domain: row.domain.clone(),
        typed: (row.typed != row.domain).then(|| row.typed.clone()),
        label: row.label.clone(),
        outcome: row.outcome().cloned(),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Parses a row. Returns `None` if this build cannot read it.
pub(super) fn row_from_text(text: &str) -> Option<Row> {
    let stored: StoredRow = serde_json::from_str(text).ok()?;
    let typed = stored.typed.unwrap_or_else(|| stored.domain.clone());
    let state = stored.outcome.map_or(RowState::Waiting, |outcome| RowState::Done(outcome.into()));
    Some(Row { domain: stored.domain, typed, label: stored.label, state })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_survives_storing() {
        let outcome = Outcome { verdict: "refusing".into(), key: Some(7), ..Outcome::default() };
        for state in [RowState::Waiting, RowState::Done(outcome.into())] {
            let row = Row {
                domain: "xn--r8jz45g.example".into(),
                typed: "例え.example".into(),
                label: Some("Acme, Inc.".into()),
                state,
            };
            assert_eq!(row_from_text(&row_to_text(&row)), Some(row));
        }
        assert_eq!(row_from_text("{}"), None);
    }
}
