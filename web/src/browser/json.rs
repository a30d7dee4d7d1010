//! JSON by the browser, and files to save.

use evidence::Evidence;
use js_sys::{Array, JSON, Reflect};
use lean::Value;
use mta_sts::Domain;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{task, window::window};
use crate::store::FileProblem;

/// Returns a value as indented JSON.
#[must_use]
pub fn to_text(value: &impl Serialize) -> Option<String> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from_f64(2.0)).ok()?;
    Some(String::from(text) + "\n")
}

/// Checks in a file.
#[derive(Debug, Default)]
pub struct FileChecks {
    /// Readable checks.
    pub checks: Vec<Evidence>,
    /// Number of unreadable values that look like a check.
    pub unreadable: usize,
    /// Reason why there is no readable check.
    pub problem: Option<FileProblem>,
}

/// Largest number of checks that are read from one file: half of the history's limit.
const MAX_CHECKS: u32 = 20_000;

/// Number of checks that are read in one step. The page does other work between steps.
const CHECKS_PER_STEP: usize = 50;

/// Largest number of answers of one check. Real checks have dozens; a hundred mail servers give some hundreds.
const MAX_ENTRIES: u32 = 2_000;

/// Reads the evidence in a text that this page or `mta-sts check` wrote. The text is one document, an array, or one
/// document per line (JSON Lines).
pub async fn read_checks(text: &str) -> FileChecks {
    let (all, broken_lines) = parse_documents(text);
    let inner = |value: JsValue| member(&value, "evidence").unwrap_or(value);
    let candidates: Vec<JsValue> = all.iter().take(MAX_CHECKS as usize).map(inner).filter(looks_like_a_check).collect();
    if all.length() > MAX_CHECKS || candidates.iter().any(has_too_many_entries) {
        return FileChecks { problem: Some(FileProblem::TooMany), ..FileChecks::default() };
    }
    let count = candidates.len();
    let mut checks: Vec<Evidence> = Vec::new();
    for step in candidates.chunks(CHECKS_PER_STEP) {
        checks.extend(step.iter().cloned().filter_map(read_value).filter(has_domain));
        if count > CHECKS_PER_STEP {
            task::pause(0).await;
        }
    }
    let problem = (count > 0 && checks.is_empty()).then_some(FileProblem::Unreadable);
    FileChecks { unreadable: count - checks.len() + broken_lines, checks, problem }
}

/// Customers of one domain.
pub type DomainCustomers = (String, Vec<String>);

/// Largest number of customers that are read for one domain.
const MAX_CUSTOMERS: usize = 100;

/// Reads the customers in a text that the page about many domains wrote.
#[must_use]
pub fn read_customers(text: &str) -> Vec<DomainCustomers> {
    let (all, _) = parse_documents(text);
    let customers = |document: JsValue| {
        let domain = Reflect::get(&document, &"domain".into()).ok()?.as_string()?;
        let names: Array = member(&document, "customers")?.dyn_into().ok()?;
        Some((domain, names.iter().take(MAX_CUSTOMERS).filter_map(|name| name.as_string()).collect()))
    };
    all.iter().take(MAX_CHECKS as usize).filter_map(customers).collect()
}

/// Parses one document, an array, or JSON Lines. Returns the documents and the number of broken lines.
fn parse_documents(text: &str) -> (Array, usize) {
    match JSON::parse(text) {
        Ok(value) => (value.dyn_into::<Array>().unwrap_or_else(|one| Array::of1(&one)), 0),
        Err(_) => parse_lines(text),
    }
}

/// Parses JSON Lines. Returns the documents and the number of broken lines, which is 0 if there is no document at all.
fn parse_lines(text: &str) -> (Array, usize) {
    let (documents, mut broken) = (Array::new(), 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match JSON::parse(line) {
            Ok(document) if document.is_object() => drop(documents.push(&document)),
            _ => broken += 1,
        }
    }
    let is_json_lines = documents.length() > 0;
    (documents, if is_json_lines { broken } else { 0 })
}

fn has_domain(evidence: &Evidence) -> bool {
    evidence.domain.parse::<Domain>().is_ok()
}

fn looks_like_a_check(value: &JsValue) -> bool {
    Reflect::get(value, &"domain".into()).is_ok_and(|domain| domain.is_string())
}

fn has_too_many_entries(value: &JsValue) -> bool {
    let entries = member(value, "entries").and_then(|entries| entries.dyn_into::<Array>().ok());
    entries.is_some_and(|entries| entries.length() > MAX_ENTRIES)
}

/// Reads a JavaScript value, if it has the form of `T`.
pub(super) fn read_value<T: lean::Read>(value: JsValue) -> Option<T> {
    T::read(&to_value(value)?).ok()
}

/// Converts a JavaScript value to JSON. Returns `None` if it is nested too deeply.
pub(super) fn to_value(value: JsValue) -> Option<Value> {
    serde_wasm_bindgen::from_value(value).ok()
}

fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(JsValue::is_object)
}

/// Offers a text as a file to save.
pub fn save(name: &str, text: &str) -> Option<()> {
    save_parts(name, &[text])
}

/// Offers a text in parts as a file to save.
pub fn save_parts(name: &str, parts: &[impl AsRef<str>]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(match name.rsplit('.').next() {
        Some("json") => "application/json",
        Some("csv") => "text/csv;charset=utf-8",
        Some("ics") => "text/calendar;charset=utf-8",
        Some("md") => "text/markdown;charset=utf-8",
        _ => "text/plain;charset=utf-8",
    });
    let parts: Array = parts.iter().map(|part| JsValue::from_str(part.as_ref())).collect();
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = window()?.document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url).ok()
}
