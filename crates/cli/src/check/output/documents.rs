//! Documents for programs: a single document, an array, or one document per line.

use serde::Serialize;
use words::{Language, document};

use super::{Checked, Output, Sink};
use crate::{check::baseline::Comparison, exit_status::PluginState, failure::Failure, print};

/// A document of `check --format json`, with the changes if there is a baseline.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    report: document::Document<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes>,
}

/// Changes since the baseline; `since` is null for a domain that the baseline does not contain.
#[derive(Serialize)]
struct Changes {
    since: Option<evidence::Timestamp>,
    /// The verdict of the baseline, if it was different.
    verdict_before: Option<&'static str>,
    new: Vec<&'static str>,
    gone: Vec<&'static str>,
}

impl<'a> Document<'a> {
    fn new(checked: &'a Checked, language: Language) -> Self {
        Self {
            report: document::document(&checked.report, &checked.evidence, language),
            changes: checked.comparison.as_ref().map(Changes::new),
        }
    }
}

impl Changes {
    fn new(comparison: &Comparison) -> Self {
        let Comparison::Known(known) = comparison else {
            return Self { since: None, verdict_before: None, new: Vec::new(), gone: Vec::new() };
        };
        let changes = known.changes();
        let ids = |findings: &[&checker::Finding]| findings.iter().map(|finding| finding.rule.id).collect();
        Self {
            since: Some(known.since),
            verdict_before: changes.verdict.map(checker::Verdict::id),
            new: ids(&changes.new),
            gone: ids(&changes.gone),
        }
    }
}

/// One document for one domain, or an array for several domains and for a list.
pub(super) struct Documents {
    language: Language,
    is_list: bool,
    /// The first document, kept until there is a second one.
    first: Option<String>,
    printed: usize,
}

impl Documents {
    pub(super) const fn new(language: Language, is_list: bool) -> Self {
        Self { language, is_list, first: None, printed: 0 }
    }

    /// Prints the next element of the array.
    fn print_element(&mut self, document: &str) -> Result<(), Failure> {
        let separator = if self.printed == 0 { "[\n  " } else { ",\n  " };
        self.printed += 1;
        // JSON escapes line endings in strings, so each of these is between members.
        print::print_text(&[separator, &document.replace('\n', "\n  ")].concat())
    }
}

impl Output for Documents {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        let document = serde_json::to_string_pretty(&Document::new(checked, self.language));
        let document = document.map_err(|error| Failure::Write(error.into()))?;
        if self.printed == 0 && self.first.is_none() && !self.is_list {
            self.first = Some(document);
            return Ok(());
        }
        if let Some(first) = self.first.take() {
            self.print_element(&first)?;
        }
        self.print_element(&document)
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        match (self.first, self.printed) {
            (Some(only), _) => print::print_text(&(only + "\n"))?,
            (None, 0) => print::print_text("[]\n")?,
            (None, _) => print::print_text("\n]\n")?,
        }
        Ok(None)
    }
}

/// Returns a document in one line, including its line ending.
pub(in crate::check) fn json_line(checked: &Checked, language: Language) -> Result<Vec<u8>, Failure> {
    let line = serde_json::to_vec(&Document::new(checked, language));
    let mut line = line.map_err(|error| Failure::Write(error.into()))?;
    line.push(b'\n');
    Ok(line)
}

/// One document per line, in the order in which checks end.
pub(super) struct JsonLines {
    sink: Sink,
    language: Language,
}

impl JsonLines {
    pub(super) const fn new(sink: Sink, language: Language) -> Self {
        Self { sink, language }
    }
}

impl Output for JsonLines {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        self.sink.write_row(&json_line(checked, self.language)?)
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        Ok(None)
    }
}
