//! A TLS reporting record put right: the addresses of a broken one are kept (RFC 8460 §3).

use std::collections::BTreeSet;

use mta_sts::{Outcome, TlsRptReading, print_tls_rpt};

use crate::facts::{Facts, records::TlsRptRecord};

/// The text of a reporting record with the addresses that the present one holds, or a customary one; `None` where our own parser
/// would object to it.
pub(super) fn tls_rpt_text(facts: &Facts<'_>) -> Option<String> {
    let salvaged = facts.tls_rpt.as_ref().and_then(|record| salvage_rua(&meant_texts(record)));
    let uris = salvaged.unwrap_or_else(|| format!("mailto:tlsrpt@{}", facts.domain));
    let text = print_tls_rpt(&uris);
    (TlsRptReading::read(&[&text]).outcome == Outcome::Valid).then_some(text)
}

/// The records that are, or were meant to be, reporting records: others hold other people's addresses.
fn meant_texts(record: &TlsRptRecord) -> Vec<Vec<u8>> {
    let near = record.reading.problems.iter().map(|problem| problem.record);
    let meant: BTreeSet<usize> = record.reading.candidates.iter().copied().chain(near).collect();
    meant.into_iter().map(|at| record.texts.text(at).to_vec()).collect()
}

/// Words of a record that may be addresses; more are nobody's intention.
const WORDS: usize = 40;

/// The report addresses in records that are not valid, as far as they can be made out.
fn salvage_rua(texts: &[Vec<u8>]) -> Option<String> {
    let text = String::from_utf8_lossy(
        texts.iter().find(|text| text.contains(&b'@') || text.windows(5).any(|w| w == b"https"))?,
    );
    let words =
        text.split([';', ',', ' ', '\t', '"', '\\', '=']).map(str::trim).filter(|word| !word.is_empty()).take(WORDS);
    let uris: Vec<String> = words.filter_map(rua).collect();
    (!uris.is_empty()).then(|| uris.join(","))
}

/// A word as a report address, if it is one.
fn rua(word: &str) -> Option<String> {
    let word = word.split('!').next().unwrap_or_default();
    let bare = word.trim_start_matches("mailto:").trim_start_matches('/');
    let uri = if let Some(rest) = word.strip_prefix("http://").or_else(|| word.strip_prefix("https://")) {
        format!("https://{rest}")
    } else if bare.contains('@') {
        format!("mailto:{bare}")
    } else {
        return None;
    };
    (TlsRptReading::read(&[print_tls_rpt(&uri)]).outcome == Outcome::Valid).then_some(uri)
}
