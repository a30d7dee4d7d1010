//! Repairs a TLS reporting record: keeps the addresses and extension fields of a broken one (RFC 8460 §3).

use std::fmt::Write as _;

use mta_sts::{Domain, Outcome, TlsRptDraft, TlsRptReading, print_tls_rpt};

use crate::facts::{Facts, records::TlsRptRecord, txt_use::TxtUse};

/// Returns the text of a reporting record with the addresses of the current one, or with a default address. Returns
/// `None` if our own parser would object to it.
pub(super) fn repaired_tls_rpt(facts: &Facts<'_>) -> Option<String> {
    let meant = facts.tls_rpt.as_ref().map(meant_texts).unwrap_or_default();
    let text = tls_rpt_text(facts.domain, &meant)?;
    (TlsRptReading::read(&[&text]).outcome == Outcome::Valid).then_some(text)
}

/// Returns a TLS reporting record with the addresses and extension fields of these texts. If they hold no address at all, it
/// has a default one. Returns `None` if an intended address is unclear.
pub(crate) fn tls_rpt_text(domain: &Domain, meant: &[Vec<u8>]) -> Option<String> {
    let mut draft = TlsRptDraft::salvaged(meant);
    if draft.is_unclear {
        return None;
    }
    if draft.addresses.is_empty() {
        draft.addresses.push(format!("mailto:tlsrpt@{domain}"));
    }
    let mut text = print_tls_rpt(&draft.addresses.join(","));
    for field in draft.fields {
        let _ = write!(text, " {field};");
    }
    Some(text)
}

/// Returns the texts that are, or were meant to be, reporting records. Other records hold addresses of other parties.
/// If these texts hold no address, every record without another recognised use counts, because its version may be
/// wrong.
fn meant_texts(record: &TlsRptRecord) -> Vec<Vec<u8>> {
    let reading = &record.reading;
    let is_near = |at: &usize| reading.problems.iter().any(|problem| problem.record == *at);
    let meant = (0..record.texts.as_slice().len()).filter(|at| reading.candidates.contains(at) || is_near(at));
    let meant: Vec<Vec<u8>> = meant.map(|at| record.texts.record_text(at).to_vec()).collect();
    let draft = TlsRptDraft::salvaged(&meant);
    if draft.is_unclear || !draft.addresses.is_empty() {
        return meant;
    }
    let is_for_reports = |text: &&Vec<u8>| matches!(TxtUse::recognize(text), None | Some(TxtUse::TlsRpt));
    record.texts.as_slice().iter().filter(is_for_reports).cloned().collect()
}
