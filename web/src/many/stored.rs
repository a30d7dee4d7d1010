//! The stored form of a run: one text for the run, one per row, and one per check to compare with. A finished row is thus
//! written alone. Stored texts are read as if anyone could have written them.

use std::{
    collections::{BTreeMap, HashSet},
    rc::Rc,
};

use bulk::{HEADER, Record};
use evidence::Evidence;
use lean::{Read, Value};
use mta_sts::Domain;
use serde::{Deserialize, Serialize};

use super::{
    baseline::EarlierCheck,
    outcome::Outcome,
    run::{Phase, Row, RowState, Run},
    view::{CompareFile, View},
};

/// Largest size of all stored checks to compare with, in bytes.
const MAX_EARLIER_BYTES: usize = 64 << 20;

/// Stored data about the run as a whole.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) name: Option<String>,
    pub(super) started: i64,
    pub(super) cancelled: bool,
    /// Build of the page that judged the rows.
    pub(super) build: String,
}

/// Stored data about what a run is compared with.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Comparison {
    /// Start time of the run to compare with, if the reader chose one.
    pub(super) run: Option<i64>,
    /// Name of the file to compare with, if the reader chose one.
    pub(super) file: Option<String>,
    /// Whether all checks of that file are stored, too.
    pub(super) has_earlier: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredRow {
    domain: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unicode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
    /// Customer in rows that earlier builds stored.
    #[serde(default, skip_serializing)]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    customers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<serde_json::Value>,
    /// Identifier of the comparison that the outcome is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comparison: Option<String>,
}

impl Head {
    pub(super) fn new(run: &Run, build: String) -> Self {
        Self { name: run.name.clone(), started: run.started, cancelled: run.phase == Phase::Cancelled, build }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Comparison {
    pub(super) fn new(view: &View, has_earlier: bool) -> Self {
        let file = view.compared_file.as_ref().map(|file| file.name.clone());
        Self { run: view.compared, file, has_earlier }
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Parses a comparison. A text that cannot be read is the latest check of each domain.
    pub(super) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Returns the file to compare with, and whether its content is gone.
    pub(super) fn compare_file(&self) -> Option<CompareFile> {
        let (is_gone, is_stored) = (!self.has_earlier, self.has_earlier);
        Some(CompareFile { name: self.file.clone()?, is_gone, is_stored })
    }
}

/// Returns a row as text. `comparison_id` identifies what its outcome is compared with.
pub(super) fn row_to_text(row: &Row, comparison_id: &str) -> String {
    let stored = StoredRow {
        domain: row.domain.clone(),
        unicode: row.unicode.clone(),
        typed: (row.typed != row.domain).then(|| row.typed.clone()),
        label: None,
        customers: row.customers.clone(),
        outcome: row.outcome().and_then(|outcome| serde_json::to_value(outcome).ok()),
        comparison: row.outcome().map(|_| comparison_id.to_owned()),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

/// A row that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadRow {
    /// The row. What it was compared with is left out if that is another comparison.
    pub(super) row: Row,
    /// Whether its outcome is from another comparison.
    pub(super) is_outdated: bool,
}

/// Parses a row of a comparison. Returns `None` without a domain. An outcome that this build cannot read is checked again.
pub(super) fn row_from_text(text: &str, comparison_id: &str) -> Option<ReadRow> {
    let stored: StoredRow = serde_json::from_str(text).ok()?;
    let domain = stored.domain.parse::<Domain>().ok().filter(|domain| domain.as_str() == stored.domain)?.to_string();
    let mut outcome: Option<Outcome> = stored.outcome.and_then(|outcome| serde_json::from_value(outcome).ok());
    let is_outdated = outcome.is_some() && stored.comparison.as_deref() != Some(comparison_id);
    if let Some(outcome) = outcome.as_mut().filter(|_| is_outdated) {
        outcome.before = None;
    }
    let state = outcome.map_or(RowState::Waiting, |outcome| RowState::Done(outcome.into()));
    let typed = stored.typed.unwrap_or_else(|| domain.clone());
    let customers = stored.label.into_iter().chain(stored.customers).collect();
    let row = Row { domain, unicode: stored.unicode, typed, customers, state };
    Some(ReadRow { row, is_outdated })
}

/// Reads the rows of a stored run: each domain once.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    /// Identifier of the run's comparison.
    comparison_id: String,
    /// The rows so far.
    pub(super) rows: Vec<Row>,
    known: HashSet<String>,
    /// Whether a text was left out, so that the numbers of the rows are others than those stored.
    pub(super) left_out: bool,
    /// Whether an outcome is from another comparison.
    pub(super) is_outdated: bool,
}

impl RowReader {
    /// Creates a reader for the rows of a comparison.
    pub(super) fn new(comparison_id: String) -> Self {
        Self { comparison_id, ..Self::default() }
    }

    /// Adds the row in a text, if it has a further domain.
    pub(super) fn add(&mut self, text: &str) {
        match row_from_text(text, &self.comparison_id) {
            Some(read) if self.known.insert(read.row.domain.clone()) => {
                self.is_outdated |= read.is_outdated;
                self.rows.push(read.row);
            }
            _ => self.left_out = true,
        }
    }
}

/// Returns the texts of checks to compare with, under the numbers of their rows. Sets `is_full` if they exceed what is
/// stored.
pub(super) fn earlier_texts<'a>(
    checks: impl Iterator<Item = (usize, &'a EarlierCheck)>,
    is_full: &mut bool,
) -> impl Iterator<Item = (usize, String)> {
    let mut bytes = 0;
    checks.map_while(move |(at, check)| {
        let text = earlier_to_text(check);
        bytes += text.len();
        *is_full |= bytes > MAX_EARLIER_BYTES;
        (!*is_full).then_some((at, text))
    })
}

/// Returns a check to compare with as text.
fn earlier_to_text(check: &EarlierCheck) -> String {
    match check {
        EarlierCheck::Evidence(evidence) => serde_json::to_string(&BTreeMap::from([("evidence", &**evidence)])),
        EarlierCheck::Record(record) => {
            let cells: BTreeMap<_, _> = HEADER.into_iter().zip(record.cells()).collect();
            serde_json::to_string(&BTreeMap::from([("record", cells)]))
        }
    }
    .unwrap_or_default()
}

/// Parses the check to compare a domain with.
pub(super) fn earlier_from_text(text: &str, domain: &str) -> Option<EarlierCheck> {
    #[derive(Deserialize)]
    struct Stored {
        evidence: Option<Value>,
        record: Option<BTreeMap<String, String>>,
    }
    let stored: Stored = serde_json::from_str(text).ok()?;
    let check = match (stored.evidence, stored.record) {
        (Some(evidence), _) => EarlierCheck::Evidence(Rc::new(Evidence::read(&evidence).ok()?)),
        (None, cells) => {
            let cells = cells?;
            let cell = |name: &str| cells.get(name).cloned().unwrap_or_default();
            EarlierCheck::Record(Rc::new(Record::from_cells(cell)?))
        }
    };
    (check.domain() == domain).then_some(check)
}

#[cfg(test)]
mod tests {
    use evidence::Timestamp;

    use super::*;
    use crate::many::{baseline::Baseline, outcome::EarlierOutcome};

    fn row(state: RowState) -> Row {
        Row {
            domain: "xn--r8jz45g.example".into(),
            unicode: Some("例え.example".into()),
            typed: "https://例え.example/".into(),
            customers: vec!["Acme, Inc.".into(), "Lima".into()],
            state,
        }
    }

    #[test]
    fn a_row_survives_storing() {
        let outcome = Outcome { verdict: "refusing".into(), key: Some(7), ..Outcome::default() };
        for state in [RowState::Waiting, RowState::Done(outcome.into())] {
            let text = row_to_text(&row(state.clone()), "c");
            assert_eq!(row_from_text(&text, "c"), Some(ReadRow { row: row(state), is_outdated: false }));
        }
    }

    #[test]
    fn a_customer_that_an_earlier_build_stored_is_kept() {
        let read = row_from_text(r#"{"domain":"a.example","label":"Acme"}"#, "").expect("a row");
        assert_eq!(read.row.customers, ["Acme"]);
    }

    #[test]
    fn an_outcome_of_another_comparison_is_not_shown_as_one_of_this() {
        let before = EarlierOutcome { started: 5, ..EarlierOutcome::default() };
        let outcome = Outcome { verdict: "refusing".into(), before: Some(before), ..Outcome::default() };
        let text = row_to_text(&row(RowState::Done(outcome.clone().into())), "of a.json");
        let same = row_from_text(&text, "of a.json").expect("a row");
        assert_eq!((same.row.outcome(), same.is_outdated), (Some(&outcome), false));
        let other = row_from_text(&text, "of b.json").expect("a row");
        assert_eq!((other.row.outcome(), other.is_outdated), (Some(&Outcome { before: None, ..outcome }), true));

        let mut reader = RowReader::new("of b.json".into());
        reader.add(&row_to_text(&Row { domain: "a.example".into(), ..Row::default() }, "of a.json"));
        assert!(!reader.is_outdated, "a row that waits has no outcome");
        reader.add(&text);
        assert!(reader.is_outdated);
    }

    #[test]
    fn stored_rows_that_anyone_could_have_written_are_harmless() {
        for text in ["", "{}", "null", "[]", "7", r#"{"domain":7}"#, r#"{"domain":"a b"}"#, r#"{"domain":"A.example"}"#]
        {
            assert_eq!(row_from_text(text, ""), None, "{text}");
        }
        let deep = format!(r#"{{"domain":"a.example","outcome":{}1{}}}"#, "[".repeat(9_000), "]".repeat(9_000));
        assert_eq!(row_from_text(&deep, ""), None);
        for outcome in ["7", "[]", "{}", r#"{"errors":-1}"#, r#"{"errors":99999999999999999999}"#] {
            let text = format!(r#"{{"domain":"a.example","outcome":{outcome}}}"#);
            let read = row_from_text(&text, "").expect("a row");
            assert_eq!((read.row.state, read.is_outdated), (RowState::Waiting, false), "{outcome}");
        }
    }

    #[test]
    fn each_domain_is_restored_once_and_gaps_are_noticed() {
        let texts = |domains: &[&str]| {
            let mut reader = RowReader::default();
            domains.iter().for_each(|domain| reader.add(&format!(r#"{{"domain":"{domain}"}}"#)));
            (reader.rows.len(), reader.left_out)
        };
        assert_eq!(texts(&["a.example", "b.example"]), (2, false));
        assert_eq!(texts(&["a.example", "-", "b.example", "a.example"]), (2, true));
    }

    #[test]
    fn the_file_to_compare_with_survives_storing_and_is_gone_if_its_checks_are_not_stored() {
        let file = CompareFile { name: "earlier.json".into(), is_gone: false, is_stored: true };
        let view = View { compared_file: Some(file.clone()), ..View::default() };
        let text = |has_earlier| Comparison::new(&view, has_earlier).to_text();
        let read = |text: &str| Comparison::from_text(text).compare_file();
        assert_eq!(read(&text(true)), Some(file.clone()));
        assert_eq!(read(&text(false)), Some(CompareFile { is_gone: true, is_stored: false, ..file }));
        for text in ["", "{}", "7", r#"{"run":null,"file":7,"has_earlier":true}"#] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    fn check() -> Evidence {
        let domain: Domain = "a.example".parse().expect("a domain");
        Evidence::new(&domain, "a.example", Timestamp::from_unix(1_780_000_000))
    }

    #[test]
    fn checks_to_compare_with_survive_storing_for_their_own_domain_alone() {
        let text =
            "domain,verdict,severity,checked_at,headline\na.example,enforced,pass,2026-06-01T09:00:00Z,\"=x, y\"\n";
        let table = Baseline::from_table(None, text).expect("results");
        let checks = Baseline::from_checks(None, vec![check()]).expect("checks");
        for check in [&table, &checks].map(|run| run.get("a.example").expect("a check")) {
            let text = earlier_to_text(check);
            let read = earlier_from_text(&text, "a.example").expect("a check");
            assert_eq!(format!("{read:?}"), format!("{check:?}"));
            assert!(earlier_from_text(&text, "b.example").is_none(), "{text}");
        }
        let hostile =
            ["", "{}", "[]", r#"{"record":{}}"#, r#"{"record":7}"#, r#"{"evidence":{}}"#, r#"{"evidence":[]}"#];
        for text in hostile {
            assert!(earlier_from_text(text, "a.example").is_none(), "{text}");
        }
    }

    #[test]
    fn checks_to_compare_with_are_stored_up_to_a_limit() {
        let check = EarlierCheck::Record(Rc::new(Record { headline: "x".repeat(9 << 20), ..Record::default() }));
        let mut is_full = false;
        let stored = earlier_texts(std::iter::repeat_n(&check, 10).enumerate(), &mut is_full).count();
        assert_eq!((stored, is_full), (7, true));
        let mut is_full = false;
        assert_eq!(earlier_texts([(3, &check)].into_iter(), &mut is_full).map(|(at, _)| at).collect::<Vec<_>>(), [3]);
        assert!(!is_full);
    }
}
