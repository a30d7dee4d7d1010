//! Every form decodes its own example with both regex engines.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use std::collections::BTreeMap;

use bounce::{FORMS, explain};
use regex_syntax::hir::{Hir, HirKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Data {
    forms: Vec<Entry>,
    context: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    regex: String,
    sample: String,
    captures: BTreeMap<String, String>,
    #[serde(default)]
    needles: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
}

fn data() -> Data {
    serde_json::from_str(include_str!("../forms.json")).unwrap()
}

macro_rules! groups {
    ($regex:expr, $text:expr) => {{
        let regex = $regex;
        let found = regex.captures($text);
        let group = |name: &str| Some((name.to_owned(), found.as_ref()?.name(name)?.as_str().to_owned()));
        regex.capture_names().flatten().filter_map(group).collect::<BTreeMap<_, _>>()
    }};
}

#[test]
fn both_engines_find_the_same_in_every_example() {
    let data = data();
    for entry in data.forms.iter().chain(&data.context) {
        assert_eq!(groups!(regex::Regex::new(&entry.regex).unwrap(), &entry.sample), entry.captures, "{}", entry.id);
        assert_eq!(
            groups!(regex_lite::Regex::new(&entry.regex).unwrap(), &entry.sample),
            entry.captures,
            "{}",
            entry.id
        );
    }
}

#[test]
fn every_example_is_explained_by_its_own_form() {
    for (entry, form) in data().forms.iter().zip(&FORMS) {
        let explanation = explain(entry.sample.as_bytes());
        let ids: Vec<_> = explanation.messages.iter().map(|message| message.form.id).collect();
        assert_eq!(ids, [entry.id.as_str()], "{}", entry.sample);
        let message = &explanation.messages[0];
        assert_eq!(form.id, entry.id);
        assert_eq!(message.responsible, form.responsible, "{}", entry.id);
        for (name, found) in
            [("domain", &message.domain), ("mx", &message.mx), ("ip", &message.ip), ("code", &message.code)]
        {
            if let Some(captured) = entry.captures.get(name) {
                assert_eq!(found.as_ref(), Some(captured), "{} {name}", entry.id);
            }
        }
        if entry.sample.contains("ada@kestrel.test") {
            assert_eq!(message.recipient.as_deref(), Some("ada@kestrel.test"), "{}", entry.id);
            assert_eq!(message.domain.as_deref(), Some("kestrel.test"), "{}", entry.id);
        }
        if let Some(code) = entry.codes.iter().find(|code| entry.sample.contains(*code)) {
            assert!(
                entry.codes.iter().any(|code| Some(code) == message.code.as_ref()),
                "{}: {code}, {:?}",
                entry.id,
                message.code
            );
        }
    }
}

#[test]
fn every_match_contains_a_needle_of_its_form() {
    for entry in data().forms {
        let pattern = entry.regex.strip_prefix("(?i)").unwrap_or(&entry.regex);
        let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
        assert!(
            !entry.needles.is_empty() && requires_needle(&hir, &entry.needles),
            "{}: {:?}",
            entry.id,
            entry.needles
        );
    }
}

/// Returns whether each match of an expression contains one of these texts, in lower case.
fn requires_needle(hir: &Hir, needles: &[String]) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0).to_lowercase();
            needles.iter().any(|needle| text.contains(needle))
        }
        HirKind::Concat(parts) => parts.iter().any(|part| requires_needle(part, needles)),
        HirKind::Alternation(parts) => parts.iter().all(|part| requires_needle(part, needles)),
        HirKind::Capture(capture) => requires_needle(&capture.sub, needles),
        HirKind::Repetition(repetition) => repetition.min > 0 && requires_needle(&repetition.sub, needles),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

#[test]
fn every_pattern_compiles_within_the_size_limit() {
    for entry in data().forms.iter().chain(&data().context) {
        let size = regex::RegexBuilder::new(&entry.regex).size_limit(1 << 20).build();
        assert!(size.is_ok(), "{}", entry.id);
    }
}
