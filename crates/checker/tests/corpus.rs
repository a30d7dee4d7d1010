//! Real policies and records, where they are at hand: nothing panics, and what is wrong with them stays what it was.
//!
//! The data is other people's and not part of this repository. `MTA_STS_CORPUS` names the folder; the figures alone are kept in
//! `tests/corpus.md`. Write them anew with `MTA_STS_CORPUS_WRITE=1`.

#![expect(clippy::disallowed_methods, reason = "this test reads files; the judge does not")]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use checker::{Finding, Severity, lint_policy, lint_record, lint_tls_rpt};
use evidence::Timestamp;
use mta_sts::{Domain, Outcome};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus.md");

/// The outcome by the grammar, and what was found.
type Judged = (Outcome, Vec<Finding>);

/// What one kind of text amounts to.
#[derive(Default)]
struct Tally {
    texts: usize,
    outcomes: BTreeMap<&'static str, usize>,
    faults: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn add(&mut self, outcome: &'static str, findings: &[Finding]) {
        self.texts += 1;
        *self.outcomes.entry(outcome).or_default() += 1;
        let told = findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning);
        let mut ids: Vec<&'static str> = told.map(|finding| finding.rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            *self.faults.entry(id).or_default() += 1;
        }
    }

    fn print(&self, title: &str, page: &mut String) {
        writeln!(page, "\n## {title}\n\n{} texts\n\n| outcome | texts |\n|---|---|", self.texts).expect("a String");
        for (outcome, count) in &self.outcomes {
            writeln!(page, "| {outcome} | {count} |").expect("a String");
        }
        writeln!(page, "\n| error or warning | texts with it |\n|---|---|").expect("a String");
        let mut faults: Vec<_> = self.faults.iter().collect();
        faults.sort_by_key(|(id, count)| (usize::MAX - *count, *id));
        for (id, count) in faults {
            writeln!(page, "| `{id}` | {count} |").expect("a String");
        }
    }
}

fn domain() -> Domain {
    "example.com".parse().expect("a domain")
}

fn now() -> Timestamp {
    "2026-06-10T00:00:00Z".parse().expect("a moment")
}

fn policies(corpus: &Path) -> Tally {
    let mut tally = Tally::default();
    for name in first_column(&corpus.join("policies/index.tsv")) {
        let body = fs::read(corpus.join("policies").join(&name)).expect("a file of the index");
        let lint = lint_policy(&domain(), &body, &[], now());
        tally.add(if lint.policy.is_some() { "valid" } else { "invalid" }, &lint.findings);
    }
    tally
}

fn records(corpus: &Path, file: &str, judge: impl Fn(&[Vec<u8>]) -> Judged) -> Tally {
    let mut tally = Tally::default();
    for text in first_column(&corpus.join(file)) {
        let (outcome, findings) = judge(&[text.into_bytes()]);
        tally.add(outcome.id(), &findings);
    }
    tally
}

/// The first column of a table with a head.
fn first_column(table: &Path) -> Vec<String> {
    let text = fs::read_to_string(table).expect("a table of the corpus");
    text.lines().skip(1).filter_map(|line| line.split('\t').next().map(str::to_owned)).collect()
}

#[test]
fn real_policies_and_records_are_judged_as_before() {
    let Some(corpus) = std::env::var_os("MTA_STS_CORPUS").map(PathBuf::from) else {
        return println!("MTA_STS_CORPUS is not set: no corpus of real policies here");
    };
    let mut page = "# Real policies and records\n\nFigures alone; the data is other people's. `crates/checker/tests/corpus.rs` checks them.\n".to_owned();
    policies(&corpus).print("Policy files", &mut page);
    let sts = |texts: &[Vec<u8>]| {
        let (reading, findings) = lint_record(&domain(), texts, now());
        (reading.outcome, findings)
    };
    records(&corpus, "txt_mta_sts.tsv", sts).print("STS records", &mut page);
    let tls_rpt = |texts: &[Vec<u8>]| {
        let (reading, findings) = lint_tls_rpt(&domain(), texts, now());
        (reading.outcome, findings)
    };
    records(&corpus, "txt_tlsrpt.tsv", tls_rpt).print("TLS reporting records", &mut page);
    if std::env::var_os("MTA_STS_CORPUS_WRITE").is_some() {
        fs::write(TABLE, &page).expect("the table can be written");
    }
    assert_eq!(page, fs::read_to_string(TABLE).unwrap_or_default(), "the figures differ from {TABLE}");
}
