//! The results of an earlier run as CSV, and their comparison with later checks.

use std::cmp::Reverse;

use evidence::Timestamp;

use crate::{Record, Trend, domain_list::table, record::unguarded};

/// The columns without which a table is not one of results.
const NEEDED: [&str; 4] = ["domain", "verdict", "severity", "checked_at"];

/// The word for a check that saw too little.
const UNKNOWN: &str = "unknown";

/// Returns the rows of a CSV file that this program wrote. Returns `None` for any other text.
#[must_use]
pub fn read_result_table(text: &str) -> Option<Vec<Record>> {
    let text = text.trim_start_matches('\u{feff}');
    // Spreadsheets of some countries save with semicolons, and copy with tabs.
    let delimiter = table::delimiter(text).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().ok()?.clone();
    let position = |name: &str| headings.iter().position(|heading| heading == name);
    if NEEDED.iter().any(|name| position(name).is_none()) {
        return None;
    }
    let rows = reader.records().filter_map(Result::ok).map(|row| {
        let cell = |name: &str| position(name).and_then(|at| row.get(at)).unwrap_or_default();
        Record::from_cells(|name| unguarded(cell(name)).to_owned())
    });
    Some(rows.flatten().collect())
}

impl Record {
    /// Creates a record from the cells under [`HEADER`](crate::HEADER). Returns `None` if they state no time.
    #[must_use]
    pub fn from_cells(cell: impl Fn(&str) -> String) -> Option<Self> {
        let record = Self {
            domain: cell("domain"),
            verdict: cell("verdict"),
            severity: cell("severity"),
            errors: cell("errors").parse().unwrap_or_default(),
            warnings: cell("warnings").parse().unwrap_or_default(),
            finding: cell("finding"),
            headline: cell("headline"),
            next_step: cell("next_step"),
            owner: cell("owner"),
            checked_at: cell("checked_at"),
            finding_severity: cell("finding_severity"),
            verdict_text: cell("verdict_text"),
            owner_text: cell("owner_text"),
        };
        record.checked_at.parse::<Timestamp>().is_ok().then_some(record)
    }

    /// Returns the direction of the change to a later check: the effect on mail counts first, then the number of errors
    /// and warnings. Returns `None` if one of the checks saw too little.
    #[must_use]
    pub fn trend_to(&self, now: &Self) -> Option<Trend> {
        if [self, now].iter().any(|record| record.verdict == UNKNOWN) {
            return None;
        }
        let harm = |record: &Self| (Reverse(severity_rank(&record.severity)), record.errors, record.warnings);
        Some(match harm(now).cmp(&harm(self)) {
            std::cmp::Ordering::Greater => Trend::Worse,
            std::cmp::Ordering::Less => Trend::Better,
            std::cmp::Ordering::Equal if self.verdict != now.verdict || self.finding != now.finding => Trend::Changed,
            std::cmp::Ordering::Equal => Trend::Same,
        })
    }
}

/// Returns the position of a severity, from the worst.
fn severity_rank(word: &str) -> usize {
    ["error", "warning", "notice", "pass"].iter().position(|known| *known == word).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HEADER, csv_line};

    fn record(verdict: &str, severity: &str, errors: usize, finding: &str) -> Record {
        Record {
            domain: "a.example".into(),
            verdict: verdict.into(),
            severity: severity.into(),
            errors,
            finding: finding.into(),
            checked_at: "2026-06-01T09:00:00Z".into(),
            ..Record::default()
        }
    }

    #[test]
    fn written_results_are_read_back_with_further_columns() {
        let record = record("refusing", "error", 2, "mx-certificate-expired");
        let header = csv_line(HEADER.iter().chain(&["customer"]));
        let row = csv_line(record.cells().into_iter().chain(["Acme, Inc.".into()]));
        assert_eq!(read_result_table(&format!("\u{feff}{header}{row}")), Some(vec![record]));
        for other in ["", "a.example\n", "domain,verdict\na.example,refusing\n", "{\"schema\":1}\n"] {
            assert_eq!(read_result_table(other), None, "{other}");
        }
    }

    #[test]
    fn results_that_a_spreadsheet_saved_with_semicolons_or_tabs_are_read_back() {
        let record = Record { headline: "=1, -2".into(), ..record("refusing", "error", 2, "mx-certificate-expired") };
        for delimiter in [";", "\t"] {
            let line = |cells: Vec<String>| cells.join(delimiter) + "\r\n";
            let cells = record.cells().map(|cell| if cell == "=1, -2" { "'=1, -2".into() } else { cell.into_owned() });
            let text = line(HEADER.map(str::to_owned).into()) + &line(cells.into());
            assert_eq!(read_result_table(&text), Some(vec![record.clone()]), "{text}");
        }
    }

    #[test]
    fn the_effect_on_mail_decides_before_the_number_of_findings() {
        let good = record("enforced", "pass", 0, "");
        let hint = record("enforced", "pass", 1, "tlsrpt-missing");
        let other = record("enforced", "pass", 1, "tlsrpt-invalid");
        let ignored = record("ineffective", "warning", 1, "record-invalid");
        let refused = record("refusing", "error", 1, "policy-mx-not-covered");
        let unknown = record("unknown", "unknown", 0, "");
        for (before, now, trend) in [
            (&good, &good, Some(Trend::Same)),
            (&good, &hint, Some(Trend::Worse)),
            (&hint, &other, Some(Trend::Changed)),
            (&hint, &ignored, Some(Trend::Worse)),
            (&refused, &ignored, Some(Trend::Better)),
            (&refused, &unknown, None),
            (&unknown, &refused, None),
        ] {
            assert_eq!(before.trend_to(now), trend, "{before:?} {now:?}");
        }
    }
}
