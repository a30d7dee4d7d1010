//! Broken JSON: read where the meaning is certain, with a note, and otherwise refused with place and cause.

use proptest::prelude::*;
use tls_report::{Collection, FaultCause, JsonFault, NoteId, Report, SkipReason};

use crate::bombs::{read_default, skip_reasons};

const REPORT: &str = r#"{
  "organization-name": "A",
  "report-id": "1",
  "policies": [
    {
      "policy": { "policy-type": "sts", "policy-domain": "d.example", "policy-string": ["mode: testing"] },
      "summary": { "total-successful-session-count": 7, "total-failure-session-count": 12 },
      "failure-details": [
        { "result-type": "certificate-expired", "failed-session-count": 12, "receiving-mx-helo": "mx\nPIPELINING" }
      ]
    }
  ]
}"#;

fn only_report(text: &str) -> Report {
    let mut reading = read_default("a.json", text.as_bytes());
    assert!(reading.skipped.is_empty() && reading.reports.len() == 1, "{text} {:?}", reading.skipped);
    reading.reports.remove(0)
}

fn without_notes(report: Report) -> Report {
    Report { notes: Vec::new(), ..report }
}

#[test]
fn faults_whose_meaning_is_certain_are_read_and_noted() {
    for (from, to, note) in [
        ("12 }", "12, }", NoteId::TrailingComma),
        ("    }\n  ]", "    },\n  ],", NoteId::TrailingComma),
        (": 7,", ": 007,", NoteId::LeadingZeros),
        (r"\n", "\n", NoteId::ControlCharacter),
    ] {
        let broken = REPORT.replace(from, to);
        assert_ne!(broken, REPORT);
        let report = only_report(&broken);
        assert!(report.notes.iter().any(|found| found.id == note), "{to}: {:?}", report.notes);
        assert_eq!(without_notes(report), without_notes(only_report(REPORT)), "{to}");
    }
}

#[test]
fn a_count_that_is_no_number_leaves_out_its_entry_alone() {
    for word in ["NaN", "Infinity", "-Infinity"] {
        let report = only_report(&REPORT.replace(": 7,", &format!(": {word},")));
        let notes: Vec<NoteId> = report.notes.iter().map(|note| note.id).collect();
        assert!(notes.contains(&NoteId::ValueReplaced) && notes.contains(&NoteId::CountInvalid), "{word}: {notes:?}");
        assert!(report.policies.is_empty());
    }
}

#[test]
fn what_is_not_certain_is_refused_with_its_place() {
    use FaultCause::{EndsEarly, MissingColon, MissingComma, MissingName, MissingValue, OpenText};
    for (from, to, line, column, cause) in [
        ("\"report-id\": \"1\",", "\"report-id\" \"1\",", 3, 15, MissingColon),
        ("\"1\",", "\"1\"", 4, 3, MissingComma),
        ("\"1\",", "\"1,", 3, 19, OpenText),
        ("\"1\",", "\"1\", 'a': 1,", 3, 21, MissingName),
        (": 7,", ": ,", 7, 54, MissingValue),
    ] {
        let broken = REPORT.replacen(from, to, 1);
        assert_ne!(broken, REPORT);
        let reading = read_default("a.json", broken.as_bytes());
        assert!(reading.reports.is_empty());
        let [skipped] = reading.skipped.as_slice() else { panic!("{to}: {:?}", reading.skipped) };
        let fault = JsonFault { line, column, cause };
        assert_eq!((skipped.why, skipped.fault), (SkipReason::BrokenJson, Some(fault)), "{to}");
    }
    let cut = &REPORT[..REPORT.find("12 }").unwrap()];
    for cut in [cut.to_owned(), cut.replace(": 7,", ": 007,")] {
        let reading = read_default("a.json", cut.as_bytes());
        let [skipped] = reading.skipped.as_slice() else { panic!("{:?}", reading.skipped) };
        let fault = skipped.fault.expect("a place");
        assert_eq!((skipped.why, fault.line, fault.cause), (SkipReason::CutJson, 7, EndsEarly), "{cut}");
    }
}

#[test]
fn a_repair_leaves_other_documents_alone() {
    let (broken, second) = (REPORT.replace("12 }", "12,}"), REPORT.replace("\"1\"", "\"2\""));
    for text in [format!("{broken}\n{second}"), format!("{second}{broken}"), format!("{{\"a\":\"x\n{second}\n{broken}")]
    {
        let reading = read_default("a.json", text.as_bytes());
        let collection: Collection = reading.reports.into_iter().collect();
        assert_eq!((collection.len(), collection.totals().failed), (2, 24), "{text}");
    }
    let cut = "{\"a\":\"x\n".repeat(3_000) + REPORT;
    let reading = read_default("a.json", cut.as_bytes());
    assert_eq!((reading.reports.len(), skip_reasons(&reading).len()), (1, 3_000));
}

/// Returns the report with faults whose meaning is certain, one for each bit of `faults`, in turn.
fn broken(faults: u64) -> String {
    let (mut text, mut at, mut is_text) = (String::new(), 0, false);
    let mut characters = REPORT.chars().peekable();
    let mut take = || {
        at = (at + 1) % 64;
        faults >> at & 1 == 1
    };
    while let Some(character) = characters.next() {
        is_text ^= character == '"';
        match character {
            '\\' if characters.peek() == Some(&'n') && take() => {
                characters.next();
                text.push('\n');
                continue;
            }
            '}' | ']' if !is_text && take() => text.push(','),
            '7' | '1' if !is_text && take() => text.push_str("00"),
            _ => {}
        }
        text.push(character);
    }
    text
}

proptest! {
    #[test]
    fn repaired_faults_change_no_value(faults in any::<u64>()) {
        let report = only_report(&broken(faults));
        prop_assert_eq!(without_notes(report), without_notes(only_report(REPORT)));
    }
}
