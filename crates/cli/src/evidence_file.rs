//! Stored evidence: by itself, as a member of what `check --format json` printed, a list of either, or one of them a line.
//!
//! Each part of the file is read once as what it is, and never tried as something else: a hostile file costs time and memory in
//! proportion to its size.

use std::path::Path;

use evidence::Evidence;
use mta_sts::Domain;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{failure::Failure, input};

/// Characters of a message.
const MESSAGE_LIMIT: usize = 200;

/// All evidence in a file, with the domains that it is about.
pub(crate) fn read_evidence_file(path: &Path) -> Result<Vec<(Domain, Evidence)>, Failure> {
    about_domains(path, &input::read_evidence(path)?)
}

/// The same of the results of a run over a list, which may be larger.
pub(crate) fn results(path: &Path) -> Result<Vec<(Domain, Evidence)>, Failure> {
    about_domains(path, &input::read_results(path)?)
}

fn about_domains(path: &Path, json: &[u8]) -> Result<Vec<(Domain, Evidence)>, Failure> {
    let not_evidence = |why: String| Failure::NotEvidence { path: path.to_owned(), why };
    let all = documents(json).map_err(not_evidence)?;
    let about = |evidence: Evidence| Ok((evidence.domain.parse()?, evidence));
    let all: Result<Vec<_>, mta_sts::DomainError> = all.into_iter().map(about).collect();
    all.map_err(|error| not_evidence(error.to_string()))
}

/// The evidence in one document, a list of documents, or one document a line; at least one.
fn documents(json: &[u8]) -> Result<Vec<Evidence>, String> {
    let values: Result<Vec<&RawValue>, _> = serde_json::Deserializer::from_slice(json).into_iter().collect();
    match values.map_err(|error| error.to_string())?.as_slice() {
        [] => Err("it is empty".into()),
        [file] => one_or_many(file),
        lines => of_each(lines, "document"),
    }
}

fn one_or_many(file: &RawValue) -> Result<Vec<Evidence>, String> {
    if !is_list(file) {
        return Ok(vec![document(file)?]);
    }
    let items: Vec<&RawValue> = serde_json::from_str(file.get()).map_err(|error| without_place(&error))?;
    if items.is_empty() {
        return Err("the list is empty".into());
    }
    of_each(&items, "item")
}

fn of_each(documents: &[&RawValue], name: &str) -> Result<Vec<Evidence>, String> {
    let numbered = documents.iter().enumerate();
    numbered.map(|(index, item)| document(item).map_err(|why| format!("{name} {}: {why}", index + 1))).collect()
}

/// A document of `check`, as far as it matters here. Bare evidence has no such member.
#[derive(Deserialize)]
#[serde(expecting = "evidence, or what `check --format json` prints")]
struct Document<'a> {
    #[serde(borrow)]
    evidence: Option<&'a RawValue>,
}

/// The evidence that an object has as a member, or is itself.
fn document(json: &RawValue) -> Result<Evidence, String> {
    let found: Document<'_> = object(json)?;
    object(found.evidence.unwrap_or(json))
}

/// Reads an object. Without this check, serde would also take a list for a struct.
fn object<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, String> {
    if is_list(json) {
        return Err("expected an object, found a list".into());
    }
    serde_json::from_str(json.get()).map_err(|error| without_place(&error))
}

fn is_list(json: &RawValue) -> bool {
    json.get().starts_with('[')
}

/// The fault in a part of the file. serde counts lines and columns from the start of the part, which the user does not see.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    shortened(text.strip_suffix(&place).unwrap_or(&text))
}

/// The beginning of a message, which may quote any length of the file.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MESSAGE_LIMIT) {
        Some((end, _)) => text[..end].to_owned() + "…",
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIDENCE: &str = r#"{"format":1,"domain":"a.example","started":"2026-01-31T12:00:00Z","entries":[]}"#;

    fn count(json: &str) -> Result<usize, String> {
        documents(json.as_bytes()).map(|all| all.len())
    }

    #[test]
    fn evidence_is_found_by_itself_in_a_document_and_in_a_list_of_either() {
        let document = format!(r#"{{"schema":1,"domain":"a.example","findings":[[]],"evidence": {EVIDENCE} }}"#);
        assert_eq!(count(EVIDENCE), Ok(1));
        assert_eq!(count(&document), Ok(1));
        assert_eq!(count(&format!(" [ {EVIDENCE}, {document} ]\n")), Ok(2));
        assert_eq!(count(&format!("{document}\n{EVIDENCE}\n")), Ok(2));
    }

    #[test]
    fn anything_else_is_refused_with_what_is_wrong_and_where() {
        let nested = format!("[{EVIDENCE},[{EVIDENCE}]]");
        let cases = [
            ("", "it is empty"),
            ("{}\n[]", "document 1: missing field `domain`"),
            ("{\n  x", "key must be a string at line 2 column 3"),
            ("[]", "the list is empty"),
            ("\"x\"", "invalid type: string \"x\", expected evidence, or what `check --format json` prints"),
            ("{}", "missing field `domain`"),
            ("[{}]", "item 1: missing field `domain`"),
            (r#"{"evidence":null}"#, "missing field `domain`"),
            (r#"{"evidence":[1]}"#, "expected an object, found a list"),
            (nested.as_str(), "item 2: expected an object, found a list"),
        ];
        for (json, why) in cases {
            assert_eq!(count(json), Err(why.into()), "{json}");
        }
    }

    #[test]
    fn a_message_quotes_only_a_little_of_the_file() {
        let why = count(&format!("\"{}\"", "あ".repeat(100_000))).unwrap_err();
        assert!(why.starts_with("invalid type: string \"あ") && why.chars().count() == MESSAGE_LIMIT + 1, "{why}");
    }
}
