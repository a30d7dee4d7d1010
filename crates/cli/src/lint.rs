//! `mta-sts lint`: texts before they are published.

use std::path::Path;

use checker::{Finding, LintInput, Linted, PolicyInForce, Reading, Source, lint};
use mta_sts::Mode;
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
        Lint::Record(arguments) => records(arguments, Source::Record, language),
        Lint::Policy(arguments) => policy(arguments, language),
        Lint::Tlsrpt(arguments) => records(arguments, Source::TlsRpt, language),
    }
}

/// Each argument holds a record, as its value or as somebody pasted it; `-` stands for standard input, which may hold several.
fn records(arguments: &Texts, source: Source, language: Language) -> Result<Ending, Failure> {
    let mut texts = Vec::new();
    for text in &arguments.texts {
        if text != STANDARD_INPUT {
            texts.push(text.as_encoded_bytes().to_vec());
            continue;
        }
        let all = input::read(Path::new(STANDARD_INPUT))?;
        if arguments.exact { texts.extend(exact_lines(&all)) } else { texts.push(all) }
    }
    let domain = Some(&arguments.about.domain).filter(|domain| domain.as_str() != NOBODYS);
    let linted = lint(&LintInput { source, texts: &texts, exact: arguments.exact, domain, mx: &[], now: now() });
    Given { linted, file: None }.print(arguments.shape.format, language)
}

/// The lines of standard input, octet for octet: LF ends one, and everything else is part of it.
fn exact_lines(text: &[u8]) -> Vec<Vec<u8>> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let lines = text.split(|octet| *octet == b'\n');
    lines.filter(|_| !text.is_empty()).map(<[u8]>::to_vec).collect()
}

fn policy(arguments: &PolicyFile, language: Language) -> Result<Ending, Failure> {
    let texts = [input::read(&arguments.file)?];
    let (domain, mx) = (Some(&arguments.about.domain), arguments.mx.as_slice());
    let input = LintInput { source: Source::Policy, texts: &texts, exact: arguments.exact, domain, mx, now: now() };
    Given { linted: lint(&input), file: Some(&arguments.file) }.print(arguments.shape.format, language)
}

/// What was found in a text, and the file that it is from, where there is one.
struct Given<'a> {
    linted: Linted,
    file: Option<&'a Path>,
}

/// The document of one `lint`.
#[derive(Serialize)]
struct Document<'a> {
    outcome: &'static str,
    #[serde(flatten)]
    value: Value<'a>,
    /// How it is written: `value`, `presentation`, or the word of another form.
    read_as: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    problems: Vec<document::Finding<'a>>,
}

/// What the text says.
#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Record { id: Option<&'a str> },
    TlsRpt { rua: Vec<String> },
    Policy { policy: Option<Policy<'a>> },
    Nothing {},
}

impl<'a> Value<'a> {
    fn of(linted: &'a Linted) -> Self {
        match &linted.reading {
            Reading::Record(reading, _) => Self::Record { id: reading.id() },
            Reading::TlsRpt(reading, _) => {
                Self::TlsRpt { rua: reading.rua.iter().map(|rua| rua.uri.clone()).collect() }
            }
            Reading::Policy(lint) => Self::Policy { policy: lint.policy.as_ref().map(Policy::of) },
            Reading::NothingKnown(_) | Reading::Unreadable(_) => Self::Nothing {},
        }
    }
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

impl Given<'_> {
    fn print(&self, format: Plain, language: Language) -> Result<Ending, Failure> {
        match format {
            Plain::Json => print::json(&self.document(language))?,
            Plain::Text => print::text(&self.text(language))?,
        }
        Ok(if self.linted.is_judged() { Ending::of_findings(self.linted.findings()) } else { Ending::Untold })
    }

    fn mode(&self) -> Option<Mode> {
        self.linted.policy().map(|policy| policy.mode)
    }

    fn notes(&self, language: Language) -> Vec<String> {
        words::lint::notes(&self.linted, language).iter().map(ToString::to_string).collect()
    }

    fn document(&self, language: Language) -> Document<'_> {
        let domain = self.linted.domain.as_str();
        let problem = |finding| document::finding_with(domain, self.mode(), finding, language);
        Document {
            outcome: self.linted.outcome(),
            value: Value::of(&self.linted),
            read_as: self.linted.read_as,
            notes: self.notes(language),
            problems: self.linted.problems().map(problem).collect(),
        }
    }

    fn text(&self, language: Language) -> String {
        let headline = words::lint::headline(&self.linted, language).to_string();
        let notes = self.notes(language).into_iter().map(|note| wrap(&note, 0));
        let problems = self.linted.problems().map(|finding| self.problem(finding, language));
        [wrap(&headline, 0)].into_iter().chain(notes).chain(problems).collect::<Vec<_>>().join("\n")
    }

    /// Place and headline as editors read them, then the reasons.
    fn problem(&self, finding: &Finding, language: Language) -> String {
        let words = report::finding_with(self.linted.domain.as_str(), self.mode(), finding, language);
        let severity = report::severity(finding.rule.severity, language);
        let headline = wrap(&format!("{}{severity}: {}", self.place(finding), words.headline), 0);
        let style = print::of_severity(finding.rule.severity);
        let mut text: String = headline.lines().map(|line| print::paint(style, line) + "\n").collect();
        for sentence in words.why.iter().chain(&words.fix) {
            text.push_str(&wrap(&sentence.to_string(), 4));
        }
        text.push_str(&wrap(&report::more_places(finding.further.len(), language).unwrap_or_default(), 4));
        text.push_str(&patch(finding, language));
        text.push_str(&wrap(&rests_on(finding), 4));
        text
    }

    /// `mta-sts.txt:3:1: ` or, for the second of several records, `TXT 2:8: `.
    fn place(&self, finding: &Finding) -> String {
        let Some(place) = finding.place else { return String::new() };
        match self.file {
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
