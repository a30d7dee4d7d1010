//! The stored form of a run: one text for the run and one per row. A finished row is thus written alone.

use serde::{Deserialize, Serialize};

use super::{
    outcome::Outcome,
    run::{Phase, Row, RowState, Run},
    view::View,
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
    /// Name of the file to compare with, if the reader chose one.
    #[serde(default)]
    pub(super) compared_file: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredRow {
    domain: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unicode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

impl Head {
    pub(super) fn new(run: &Run, build: String, view: &View) -> Self {
        let cancelled = run.phase == Phase::Cancelled;
        let (compared, compared_file) = (view.compared, view.compared_file.clone());
        Self { name: run.name.clone(), started: run.started, cancelled, build, compared, compared_file }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Returns a row as text.
pub(super) fn row_to_text(row: &Row) -> String {
    let stored = StoredRow {
        domain: row.domain.clone(),
        unicode: row.unicode.clone(),
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
    Some(Row { domain: stored.domain, unicode: stored.unicode, typed, label: stored.label, state })
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
                unicode: Some("例え.example".into()),
                typed: "https://例え.example/".into(),
                label: Some("Acme, Inc.".into()),
                state,
            };
            assert_eq!(row_from_text(&row_to_text(&row)), Some(row));
        }
        assert_eq!(row_from_text("{}"), None);
    }

    #[test]
    fn the_name_of_a_compared_file_survives_storing_and_may_be_missing() {
        let view = View { compared_file: Some("earlier.json".into()), ..View::default() };
        let text = Head::new(&Run::default(), "b".into(), &view).to_text();
        let read = |text: &str| serde_json::from_str::<Head>(text).expect("a head").compared_file;
        assert_eq!(read(&text).as_deref(), Some("earlier.json"));
        let older = r#"{"name":null,"started":1,"cancelled":false,"build":"b","compared":null}"#;
        assert_eq!(read(older), None);
    }
}
