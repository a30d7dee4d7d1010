//! Stored evidence: by itself, as a member of the output of `check --format json`, in a list of either, or one per
//! line.
//!
//! Each part of the file is parsed once and never tried as another format. The time and memory for a hostile file are
//! therefore proportional to its size.

use std::path::Path;

use evidence::Evidence;
use mta_sts::Domain;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{failure::Failure, input};

/// The maximum number of characters in a message.
const MAX_MESSAGE_CHARS: usize = 200;

/// Returns all evidence in a file, with its domains.
pub(crate) fn read_evidence_file(path: &Path) -> Result<Vec<(Domain, Evidence)>, Failure> {
    with_domains(path, &input::read_evidence(path)?)
}

/// Returns the same for the results of a run over a list, which may be larger.
pub(crate) fn read_results_file(path: &Path) -> Result<Vec<(Domain, Evidence)>, Failure> {
    with_domains(path, &input::read_results(path)?)
}

fn with_domains(path: &Path, json: &[u8]) -> Result<Vec<(Domain, Evidence)>, Failure> {
    let not_evidence = |why: String| Failure::NotEvidence { path: path.to_owned(), why };
    let all = documents(json).map_err(not_evidence)?;
    let about = |evidence: Evidence| Ok((evidence.domain.parse()?, evidence));
    let all: Result<Vec<_>, mta_sts::DomainError> = all.into_iter().map(about).collect();
    all.map_err(|error| not_evidence(error.to_string()))
}

/// Returns the evidence in one document, a list of documents, or one document per line. There must be at least one.
fn documents(json: &[u8]) -> Result<Vec<Evidence>, String> {
    let values: Result<Vec<&RawValue>, _> = serde_json::Deserializer::from_slice(json).into_iter().collect();
    match values.map_err(|error| error.to_string())?.as_slice() {
        [] => Err("it is empty".into()),
        [file] => parse_document_or_list(file),
        lines => parse_each(lines, "document"),
    }
}

fn parse_document_or_list(file: &RawValue) -> Result<Vec<Evidence>, String> {
    if !is_list(file) {
        return Ok(vec![document(file)?]);
    }
    let items: Vec<&RawValue> = serde_json::from_str(file.get()).map_err(|error| without_place(&error))?;
    if items.is_empty() {
        return Err("the list is empty".into());
    }
    parse_each(&items, "item")
}

fn parse_each(documents: &[&RawValue], name: &str) -> Result<Vec<Evidence>, String> {
    let numbered = documents.iter().enumerate();
    numbered.map(|(index, item)| document(item).map_err(|why| format!("{name} {}: {why}", index + 1))).collect()
}

/// A document of `check`, with only the member that matters here. Bare evidence has no such member.
#[derive(Deserialize)]
#[serde(expecting = "evidence, or what `check --format json` prints")]
struct Document<'a> {
    #[serde(borrow)]
    evidence: Option<&'a RawValue>,
}

/// Returns the evidence that is a member of an object, or the object itself.
fn document(json: &RawValue) -> Result<Evidence, String> {
    let found: Document<'_> = object(json)?;
    object(found.evidence.unwrap_or(json))
}

/// Reads an object. Without this check, serde would also accept a list for a struct.
fn object<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, String> {
    if is_list(json) {
        return Err("expected an object, found a list".into());
    }
    serde_json::from_str(json.get()).map_err(|error| without_place(&error))
}

fn is_list(json: &RawValue) -> bool {
    json.get().starts_with('[')
}

/// Returns the error in a part of the file. serde counts lines and columns from the start of the part, which the user
/// does not see.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    shortened(text.strip_suffix(&place).unwrap_or(&text))
}

/// Returns the start of a message, which may quote any length of the file.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_MESSAGE_CHARS) {
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
        assert!(why.starts_with("invalid type: string \"あ") && why.chars().count() == MAX_MESSAGE_CHARS + 1, "{why}");
    }
}
