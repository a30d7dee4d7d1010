//! Parsing in one process: ours and `mail-auth`, in alternating turns.

use std::{env, fs, hint::black_box, io::Read, path::Path};

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use mail_auth_reports::report::tlsrpt::TlsReport;
use tls_report::Limits;

use crate::files::Set;

/// Maximum size of a decompressed mail in bytes.
const MAIL_LIMIT: usize = 32 << 20;

/// Measures every set, and the corpus if there is one.
pub fn run(sets: &[Set], rounds: usize) -> Result<()> {
    println!("parsing  {rounds} rounds\n");
    println!("{:<20}{:>8}{:>24}{:>24}{:>8}", "", "reports", "mta-sts-checker", "mail-auth", "ratio");
    let corpus = corpus()?;
    for set in sets.iter().chain(&corpus) {
        println!("{}", row(set, rounds));
    }
    println!();
    Ok(())
}

fn row(set: &Set, rounds: usize) -> String {
    let files: Vec<&(String, Vec<u8>)> =
        set.files.iter().filter(|(name, bytes)| mail_auth_reads(name, bytes) && ours_reads(name, bytes)).collect();
    let pass = |parse: fn(&str, &[u8]) -> bool| {
        let files = files.clone();
        move || {
            for (name, bytes) in &files {
                black_box(parse(name, black_box(bytes)));
            }
        }
    };
    let (ours, theirs) = (pass(ours_reads), pass(mail_auth_reads));
    let results = mta_sts_bench::run(&[&ours, &theirs], files.len().max(1), rounds);
    let time = |at: usize| {
        let time = results[at].time;
        format!("{:.2} µs [{:.2}–{:.2}]", time.median / 1e3, time.low / 1e3, time.high / 1e3)
    };
    format!("{:<20}{:>8}{:>24}{:>24}{:>8.2}", set.name, files.len(), time(0), time(1), 1.0 / results[1].ratio)
}

/// Returns whether our reader finds a report.
fn ours_reads(name: &str, bytes: &[u8]) -> bool {
    !black_box(tls_report::read(name, bytes, &Limits::default())).reports.is_empty()
}

/// Returns whether `mail-auth` finds a report.
fn mail_auth_reads(name: &str, bytes: &[u8]) -> bool {
    black_box(read_with_mail_auth(name, bytes)).is_some()
}

/// Reads a report with `mail-auth`. It supports gzip only inside mails, so this does what its users write themselves.
pub fn read_with_mail_auth(name: &str, bytes: &[u8]) -> Option<TlsReport> {
    if name.ends_with(".eml") {
        return TlsReport::parse_rfc5322(bytes, MAIL_LIMIT).ok();
    }
    if !name.ends_with(".gz") {
        return TlsReport::parse_json(bytes).ok();
    }
    let mut json = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut json).ok()?;
    TlsReport::parse_json(&json).ok()
}

/// Returns real reports, if a corpus is named.
fn corpus() -> Result<Option<Set>> {
    let Some(folder) = env::var_os("MTA_STS_CORPUS").filter(|folder| !folder.is_empty()) else { return Ok(None) };
    let folder = Path::new(&folder).join("tlsrpt");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    files.sort();
    Ok(Some(Set { name: "corpus", files }))
}
