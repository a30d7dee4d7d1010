//! `mta-sts lint`: texts before they are published.

use std::path::Path;

use checker::{
    Finding, Form, PolicyInForce, Severity, Source, Written, lint_policy, lint_record, lint_tls_rpt, owner_domain,
    relocate, written,
};
use mta_sts::{Domain, Mode};
use serde::Serialize;
use words::{Language, document, report, text::wrap, visible};

use crate::{
    arguments::{Lint, NOBODYS, Plain, PolicyFile, Texts},
    ending::Ending,
    failure::Failure,
    input::{self, STANDARD_INPUT},
    print,
    transport::now,
};

pub(crate) fn run(arguments: &Lint, language: Language) -> Result<Ending, Failure> {
    match arguments {
        Lint::Record(arguments) => record(arguments, language),
        Lint::Policy(arguments) => policy(arguments, language),
        Lint::Tlsrpt(arguments) => tls_rpt(arguments, language),
    }
}

fn record(arguments: &Texts, language: Language) -> Result<Ending, Failure> {
    let given = Given::read(arguments, Source::Record)?;
    let (reading, findings) = lint_record(&given.domain, &given.octets(), now());
    let headline = words::lint::record(&reading, &findings, given.records.len(), language);
    let lint = given.linted(headline.to_string(), reading.outcome.id(), findings, language);
    lint.print(arguments.shape.format, language, Value::Record { id: reading.id() })
}

fn tls_rpt(arguments: &Texts, language: Language) -> Result<Ending, Failure> {
    let given = Given::read(arguments, Source::TlsRpt)?;
    let (reading, findings) = lint_tls_rpt(&given.domain, &given.octets(), now());
    let rua: Vec<String> = reading.rua.iter().map(|rua| rua.uri.clone()).collect();
    let headline = words::lint::tls_rpt(&reading, given.records.len(), language);
    let lint = given.linted(headline.to_string(), reading.outcome.id(), findings, language);
    lint.print(arguments.shape.format, language, Value::TlsRpt { rua })
}

fn policy(arguments: &PolicyFile, language: Language) -> Result<Ending, Failure> {
    let body = input::read(&arguments.file)?;
    let found = lint_policy(&arguments.about.domain, &body, &arguments.mx, now());
    let lint = Linted {
        domain: &arguments.about.domain,
        headline: words::lint::policy(&found, language).to_string(),
        notes: Vec::new(),
        read_as: None,
        outcome: if found.reading.is_valid() { "valid" } else { "invalid" },
        mode: found.policy.as_ref().map(|policy| policy.mode),
        findings: found.findings,
        source: Some(&arguments.file),
    };
    lint.print(arguments.shape.format, language, Value::Policy { policy: found.policy.as_ref().map(Policy::of) })
}

/// Records that were given.
struct Given {
    source: Source,
    records: Vec<Written>,
    /// The domain that was told, or the one that the records are for.
    domain: Domain,
}

impl Given {
    /// Each argument holds a record, as its value or in presentation form; `-` stands for standard input, which may hold several.
    fn read(arguments: &Texts, source: Source) -> Result<Self, Failure> {
        let mut records = Vec::new();
        for text in &arguments.texts {
            if text == STANDARD_INPUT {
                records.extend(written(&input::read(Path::new(STANDARD_INPUT))?, source));
            } else {
                records.extend(written(text.as_encoded_bytes(), source));
            }
        }
        let told = &arguments.about.domain;
        let owner = owner_domain(&records).filter(|_| told.as_str() == NOBODYS);
        Ok(Self { source, records, domain: owner.unwrap_or_else(|| told.clone()) })
    }

    fn octets(&self) -> Vec<Vec<u8>> {
        self.records.iter().map(|record| record.text.clone()).collect()
    }

    /// With findings that name places in what was given.
    fn linted(
        &self,
        headline: String,
        outcome: &'static str,
        mut findings: Vec<Finding>,
        language: Language,
    ) -> Linted<'_> {
        relocate(&mut findings, &self.records);
        let notes = words::lint::notes(&self.records, self.source, &self.domain, language);
        let is_in_presentation_form = self.records.iter().any(|record| record.form != Form::Value);
        Linted {
            domain: &self.domain,
            headline,
            notes: notes.iter().map(ToString::to_string).collect(),
            read_as: is_in_presentation_form.then_some("presentation"),
            outcome,
            mode: None,
            findings,
            source: None,
        }
    }
}

/// What was found in a text.
struct Linted<'a> {
    domain: &'a Domain,
    headline: String,
    /// How it was read, where that is worth knowing.
    notes: Vec<String>,
    read_as: Option<&'static str>,
    outcome: &'static str,
    mode: Option<Mode>,
    findings: Vec<Finding>,
    /// The file, where there is one.
    source: Option<&'a Path>,
}

/// The document of one `lint`.
#[derive(Serialize)]
struct Document<'a> {
    outcome: &'static str,
    #[serde(flatten)]
    value: Value<'a>,
    /// `presentation`, where it is in that form.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_as: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    problems: Vec<document::Finding<'a>>,
}

/// What the text says.
#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Record { id: Option<&'a str> },
    TlsRpt { rua: Vec<String> },
    Policy { policy: Option<Policy<'a>> },
}

/// A policy, as `check` prints it, but for the `id`, which is not in the file.
#[derive(Serialize)]
struct Policy<'a> {
    mode: &'static str,
    max_age: u64,
    mx: &'a [String],
}

impl<'a> Policy<'a> {
    fn of(policy: &'a PolicyInForce) -> Self {
        Self { mode: policy.mode.id(), max_age: policy.max_age, mx: &policy.mx }
    }
}

impl Linted<'_> {
    fn print(&self, format: Plain, language: Language, value: Value<'_>) -> Result<Ending, Failure> {
        match format {
            Plain::Json => print::json(&self.document(language, value))?,
            Plain::Text => print::text(&self.text(language))?,
        }
        Ok(Ending::of_findings(&self.findings))
    }

    /// What is good is no problem.
    fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.rule.severity != Severity::Pass)
    }

    fn document<'a>(&'a self, language: Language, value: Value<'a>) -> Document<'a> {
        let domain = self.domain.as_str();
        let problem = |finding: &'a Finding| document::finding_with(domain, self.mode, finding, language);
        let problems = self.problems().map(problem).collect();
        Document { outcome: self.outcome, value, read_as: self.read_as, notes: &self.notes, problems }
    }

    fn text(&self, language: Language) -> String {
        let problems = self.problems().map(|finding| self.problem(finding, language));
        let notes = self.notes.iter().map(|note| wrap(note, 0));
        [wrap(&self.headline, 0)].into_iter().chain(notes).chain(problems).collect::<Vec<_>>().join("\n")
    }

    /// Place and headline as editors read them, then the reasons.
    fn problem(&self, finding: &Finding, language: Language) -> String {
        let words = report::finding_with(self.domain.as_str(), self.mode, finding, language);
        let severity = report::severity(finding.rule.severity, language);
        let headline = wrap(&format!("{}{severity}: {}", self.place(finding), words.headline), 0);
        let style = print::of_severity(finding.rule.severity);
        let mut text: String = headline.lines().map(|line| print::paint(style, line) + "\n").collect();
        for sentence in words.why.iter().chain(&words.fix) {
            text.push_str(&wrap(&sentence.to_string(), 4));
        }
        text.push_str(&wrap(&report::further(finding.further.len(), language).unwrap_or_default(), 4));
        text.push_str(&patch(finding, language));
        text.push_str(&wrap(&rests_on(finding), 4));
        text
    }

    /// `mta-sts.txt:3:1: ` or, for the second of several records, `TXT 2:8: `.
    fn place(&self, finding: &Finding) -> String {
        let Some(place) = finding.place else { return String::new() };
        match self.source {
            Some(path) => format!("{}:{}:{}: ", visible(&path.display().to_string()), place.line, place.column),
            None => format!("TXT {}:{}: ", place.record + 1, place.column),
        }
    }
}

fn patch(finding: &Finding, language: Language) -> String {
    let Some(patch) = &finding.patch else { return String::new() };
    let title = wrap(&format!("{}{}", report::patch(patch, None, language), language.colon().trim_end()), 4);
    let lines = patch.text.lines().map(|line| format!("      {}\n", visible(line)));
    title + &lines.collect::<String>()
}

fn rests_on(finding: &Finding) -> String {
    let citation = finding.rule.citations.first().map(ToString::to_string);
    citation.into_iter().chain([finding.rule.id.to_owned()]).collect::<Vec<_>>().join(" · ")
}
