//! Reports as CSV (RFC 4180). Summaries and failures have separate rows, so that no session is counted twice.

use std::{borrow::Cow, io};

use csv::Writer;
use smol_str::SmolStr;

use crate::{Cause, Collection, Failure, PolicyEntry, Report};

/// Names of the columns.
pub const COLUMNS: [&str; 17] = [
    "row",
    "organization",
    "report_id",
    "start",
    "end",
    "policy_type",
    "policy_domain",
    "mode",
    "successful",
    "failed",
    "result_type",
    "failed_sessions",
    "receiving_mx",
    "receiving_ip",
    "sending_mta_ip",
    "reason",
    "owner",
];

/// Writes all reports: a `summary` row for each policy, then a `failure` row for each of its failures.
///
/// # Errors
/// Returns the errors of the writer.
pub fn write_csv(collection: &Collection, output: impl io::Write) -> io::Result<()> {
    let mut writer = Writer::from_writer(output);
    writer.write_record(COLUMNS)?;
    for report in collection.reports() {
        for entry in &report.policies {
            writer.write_record(summary(report, entry).each_ref().map(|cell| safe(cell).into_owned()))?;
            for one in &entry.failures {
                writer.write_record(failure(report, entry, one).each_ref().map(|cell| safe(cell).into_owned()))?;
            }
        }
    }
    writer.flush()
}

type Row = [String; COLUMNS.len()];

fn text(text: &Option<SmolStr>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

fn begin(row: &str, report: &Report, entry: &PolicyEntry) -> Row {
    let mode = entry.policy.as_ref().and_then(|policy| policy.mode).map(mta_sts::Mode::id);
    let moment = |moment: Option<crate::ReportTime>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let mut cells = Row::default();
    cells[0] = row.to_owned();
    cells[1] = text(&report.organization);
    cells[2] = text(&report.report_id);
    (cells[3], cells[4]) = (moment(report.start), moment(report.end));
    cells[5] = entry.policy_type.id().to_owned();
    cells[6] = entry.policy_domain().unwrap_or_default().to_owned();
    cells[7] = mode.unwrap_or_default().to_owned();
    cells
}

fn summary(report: &Report, entry: &PolicyEntry) -> Row {
    let mut cells = begin("summary", report, entry);
    (cells[8], cells[9]) = (entry.successful.to_string(), entry.failed.to_string());
    cells
}

fn failure(report: &Report, entry: &PolicyEntry, failure: &Failure) -> Row {
    let mut cells = begin("failure", report, entry);
    (cells[10], cells[11]) = (failure.result_type.id().to_owned(), failure.count.to_string());
    (cells[12], cells[13]) = (text(&failure.receiving_mx), text(&failure.receiving_ip));
    (cells[14], cells[15]) = (text(&failure.sending_mta_ip), text(&failure.reason));
    cells[16] = Cause::from_failure(entry, failure).owner().id().to_owned();
    cells
}

/// Makes a cell safe. Spreadsheets execute texts that begin like a formula (OWASP, "CSV Injection"), so an apostrophe
/// marks them as text. Control characters other than line endings have no meaning in a table and are removed.
fn safe(cell: &str) -> Cow<'_, str> {
    let clean: Cow<'_, str> = if cell.contains(|c: char| c.is_control() && c != '\n') {
        cell.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>().into()
    } else {
        cell.into()
    };
    if clean.starts_with(['=', '+', '-', '@', '\n', '＝', '＋', '－', '＠']) {
        format!("'{clean}").into()
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, read};

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, written) in [
            ("mx1.example", "mx1.example"),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("\t=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-1", "'-1"),
            ("a\u{1b}[31m", "a[31m"),
        ] {
            assert_eq!(safe(cell), written);
        }
    }

    #[test]
    fn a_summary_has_one_row_however_many_failures_it_has() {
        let json = br#"{"organization-name":"A, B","report-id":"1","policies":[{"policy":{"policy-type":"sts","policy-domain":"d.example"},
            "summary":{"total-successful-session-count":5,"total-failure-session-count":3},
            "failure-details":[{"result-type":"certificate-expired","failed-session-count":2},{"failed-session-count":1}]}]}"#;
        let collection: Collection = read("a.json", json, &Limits::default()).reports.into_iter().collect();
        let mut written = Vec::new();
        write_csv(&collection, &mut written).unwrap();
        let text = String::from_utf8(written).unwrap();
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                r#"summary,"A, B",1,,,sts,d.example,,5,3,,,,,,,"#,
                r#"failure,"A, B",1,,,sts,d.example,,,,certificate-expired,2,,,,,mail"#,
                r#"failure,"A, B",1,,,sts,d.example,,,,unknown,1,,,,,unknown"#,
            ]
        );
    }
}
