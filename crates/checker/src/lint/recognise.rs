//! Recognises a text: policy file, STS record or TLS reporting record.

use std::collections::BTreeSet;

use mta_sts::{
    Foreign, PolicyDraft, PolicyProblem, PolicyReading, RecordReading, TlsRptReading, plain_text,
    presentation_format::{Content, Kind, PolicyFormat, decoded_text, read, read_policy},
};

use crate::Source;

/// Returns the kind of a text, even if it has faults, or `None` if unrecognised. A line that only occurs in policies
/// outweighs the start of a record. A web page without a record counts as a policy file.
#[must_use]
pub fn recognise_source(text: &[u8]) -> Option<Source> {
    let decoded = decoded_text(text);
    by_fields(&plain_text(&decoded)).or_else(|| by_reading(text))
}

/// Returns the kind of a text whose fields only appear once it is read as pasted.
fn by_reading(text: &[u8]) -> Option<Source> {
    let pasted = read_policy(text);
    let is_policy = || match pasted.format {
        PolicyFormat::Foreign(_) => {
            let draft = PolicyDraft::salvaged(pasted.body.octets());
            draft.mode.is_some() && !draft.mx.is_empty()
        }
        _ => PolicyReading::read(pasted.body.octets()).policy.mode.is_some(),
    };
    if pasted.unreadable.is_none() && is_policy() {
        return Some(Source::Policy);
    }
    let texts = |kind| -> Vec<Vec<u8>> {
        let Content::Records(records) = read(text, kind).content else { return Vec::new() };
        records.iter().map(|record| record.text.octets().to_vec()).collect()
    };
    if !RecordReading::read(&texts(Kind::Sts)).candidates.is_empty() {
        return Some(Source::Record);
    }
    (!TlsRptReading::read(&texts(Kind::TlsRpt)).candidates.is_empty()).then_some(Source::TlsRpt)
}

/// Returns the kind of a text by its fields and names.
fn by_fields(text: &[u8]) -> Option<Source> {
    if is_page(text) || is_foreign_policy(text) {
        return Some(Source::Policy);
    }
    let found: BTreeSet<Source> = text.split(|octet| b";\r\n\"".contains(octet)).filter_map(meant).collect();
    if let Some(source) = named(text).filter(|_| !found.contains(&Source::Policy)) {
        return Some(source);
    }
    [Source::Policy, Source::TlsRpt, Source::Record].into_iter().find(|source| found.contains(source))
}

/// Returns whether a text is a web page without a record.
fn is_page(text: &[u8]) -> bool {
    let lower = text.to_ascii_lowercase();
    let has = |version: &[u8]| lower.windows(version.len()).any(|window| window == version);
    lower.trim_ascii_start().starts_with(b"<") && !has(b"v=stsv1") && !has(b"v=tlsrptv1")
}

/// Returns the kind of record that a name in a zone line indicates, if there is one such name. Other lines may contain
/// the same fields.
fn named(text: &[u8]) -> Option<Source> {
    let names = |label: &str| words(text).any(|word| word == label);
    match (names("_mta-sts"), names("_smtp")) {
        (true, false) => Some(Source::Record),
        (false, true) => Some(Source::TlsRpt),
        _ => None,
    }
}

/// Returns the kind of text that has a field of this name and value.
fn meant(piece: &[u8]) -> Option<Source> {
    let at = piece.iter().position(|octet| b":=".contains(octet))?;
    let (name, value) = (words(&piece[..at]).next_back()?, words(&piece[at + 1..]).next().unwrap_or_default());
    match name.as_str() {
        // Tools print versions of their own.
        "version" if !value.contains("sts") => None,
        "version" | "mode" | "mx" | "max_age" | "max-age" | "maxage" => Some(Source::Policy),
        "rua" => Some(Source::TlsRpt),
        "v" if value.starts_with("tlsrpt") => Some(Source::TlsRpt),
        "v" if value.starts_with("sts") => Some(Source::Record),
        "id" => Some(Source::Record),
        _ => None,
    }
}

/// Returns the words of a text in lower case, without quotation marks, byte order marks and punctuation.
fn words(text: &[u8]) -> impl DoubleEndedIterator<Item = String> {
    let is_part = |octet: &u8| octet.is_ascii_alphanumeric() || b"_-".contains(octet);
    let words = text.split(move |octet| !is_part(octet)).filter(|word| !word.is_empty());
    words.map(|word| String::from_utf8_lossy(word).to_ascii_lowercase())
}

/// Returns whether a text has the fields of a policy in another format, or is the URL of a policy file.
fn is_foreign_policy(text: &[u8]) -> bool {
    let first = PolicyReading::read(text).problems.first().map(|problem| problem.kind);
    match first {
        Some(PolicyProblem::Foreign(Foreign::Url)) => text.trim_ascii_end().ends_with(b"/mta-sts.txt"),
        Some(PolicyProblem::Foreign(
            Foreign::Json | Foreign::Xml | Foreign::Yaml | Foreign::Markdown | Foreign::Csv,
        )) => {
            let draft = PolicyDraft::salvaged(text);
            draft.mode.is_some() || !draft.mx.is_empty()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_recognised_although_it_is_wrong() {
        for (text, source) in [
            ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n", Some(Source::Policy)),
            ("\u{feff}version: STSv1", Some(Source::Policy)),
            ("  Mode : enforce", Some(Source::Policy)),
            ("mode=enforce", Some(Source::Policy)),
            ("v=STSv1; mode: enforce\nmx: a.example", Some(Source::Policy)),
            ("version: STSv1 mode: none max_age: 1", Some(Source::Policy)),
            ("mx: rua.example", Some(Source::Policy)),
            ("\r\n<div id=\"v\">", Some(Source::Policy)),
            ("v=STSv1; id=20260101000000Z;", Some(Source::Record)),
            ("id = 1", Some(Source::Record)),
            ("\"V=stsv1 ; id=1\"", Some(Source::Record)),
            ("_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"", Some(Source::Record)),
            (
                "_dmarc TXT \"v=DMARC1; rua=mailto:a@example.com\"\n_mta-sts TXT \"v=STSv1; id=1;\"",
                Some(Source::Record),
            ),
            ("_smtp._tls TXT \"v=TLS\" \"RPTv1; r\" \"ua=mailto:a@example.com\"", Some(Source::TlsRpt)),
            (
                ";; ->>HEADER<<- opcode: QUERY, id: 1\n; EDNS: version: 0\n_mta-sts.a.example. 1 IN TXT \"v=STSv1; id=1\"",
                Some(Source::Record),
            ),
            ("v=spf1 -all\nv=STSv1; id=1", Some(Source::Record)),
            ("v=TLSRPTv1; rua=mailto:a@example.com", Some(Source::TlsRpt)),
            ("rua=https://example.com/mode:mx", Some(Source::TlsRpt)),
            ("v=TLSRPTv1", Some(Source::TlsRpt)),
            ("v=STSv1; rua=mailto:a@example.com", Some(Source::TlsRpt)),
            ("ｖ＝ＴＬＳＲＰＴｖ１；　ｒｕａ＝ｍａｉｌｔｏ：ａ＠ｅｘａｍｐｌｅ．ｃｏｍ", Some(Source::TlsRpt)),
            ("", None),
            ("v=spf1 mx -all", None),
            ("Hello", None),
            ("{\"mode\": \"enforce\", \"mx\": [\"a.example\"]}", Some(Source::Policy)),
            ("{\"a\": 1}", None),
            ("| version | STSv1 |\n| mode | enforce |\n", Some(Source::Policy)),
            ("| Type | Name |\n|---|---|\n| A | mx |\n", None),
            ("https://mta-sts.a.example/.well-known/mta-sts.txt", Some(Source::Policy)),
            ("  TXT(\"_mta-sts\", \"v=STSv1; id=1\"),", Some(Source::Record)),
        ] {
            assert_eq!(recognise_source(text.as_bytes()), source, "{text:?}");
        }
        assert_eq!(recognise_source(b"\xff\xfev\0=\0"), None);
    }
}
