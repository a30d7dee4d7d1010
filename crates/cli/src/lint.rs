//! `mta-sts lint`: checks texts before they are published.

use std::path::Path;

use checker::{Finding, LintInput, Linted, PolicyInForce, Reading, Source, lint};
use mta_sts::Mode;
use serde::Serialize;
use words::{Language, document, make_visible, report, text::wrap_lines};

use crate::{
    arguments::{Lint, PLACEHOLDER_DOMAIN, PlainFormat, PolicyFile, Texts},
    exit_status::ExitStatus,
    failure::Failure,
    input::{self, STANDARD_INPUT},
    print,
    transport::now,
};

pub(crate) fn run(arguments: &Lint, language: Language) -> Result<ExitStatus, Failure> {
    match arguments {
        Lint::Record(arguments) => records(arguments, Source::Record, language),
        Lint::Policy(arguments) => policy(arguments, language),
        Lint::Tlsrpt(arguments) => records(arguments, Source::TlsRpt, language),
    }
}

/// Checks records. Each argument is one record, as its value or in a pasted form. `-` reads standard input, which may
/// contain several.
fn records(arguments: &Texts, source: Source, language: Language) -> Result<ExitStatus, Failure> {
    let mut texts = Vec::new();
    for text in &arguments.texts {
        if text != STANDARD_INPUT {
            texts.push(text.as_encoded_bytes().to_vec());
            continue;
        }
        let all = input::read_input(Path::new(STANDARD_INPUT))?;
        if arguments.exact { texts.extend(exact_lines(&all)) } else { texts.push(all) }
    }
    let domain = Some(&arguments.domain_option.domain).filter(|domain| domain.as_str() != PLACEHOLDER_DOMAIN);
    let linted = lint(&LintInput { source, texts: &texts, exact: arguments.exact, domain, mx: &[], now: now() });
    LintOutput { linted, file: None }.print(arguments.output.format, language)
}

/// Returns the lines of standard input, octet for octet. LF ends a line, and every other octet is part of it.
fn exact_lines(text: &[u8]) -> Vec<Vec<u8>> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let lines = text.split(|octet| *octet == b'\n');
    lines.filter(|_| !text.is_empty()).map(<[u8]>::to_vec).collect()
}

fn policy(arguments: &PolicyFile, language: Language) -> Result<ExitStatus, Failure> {
    let texts = [input::read_input(&arguments.file)?];
    let (domain, mx) = (Some(&arguments.domain_option.domain), arguments.mx.as_slice());
    let input = LintInput { source: Source::Policy, texts: &texts, exact: arguments.exact, domain, mx, now: now() };
    LintOutput { linted: lint(&input), file: Some(&arguments.file) }.print(arguments.output.format, language)
}

/// The result for a text, with its file name if it has one.
struct LintOutput<'a> {
    linted: Linted,
    file: Option<&'a Path>,
}

/// The document of `lint`.
#[derive(Serialize)]
struct Document<'a> {
    outcome: &'static str,
    #[serde(flatten)]
    value: Value<'a>,
    /// The syntax of the text: `value`, `presentation`, or the word for another form.
    read_as: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    problems: Vec<document::Finding<'a>>,
}

/// The content of the text.
#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Record { id: Option<&'a str> },
    TlsRpt { rua: Vec<String> },
    Policy { policy: Option<Policy<'a>> },
    Nothing {},
}

impl<'a> Value<'a> {
    fn from_linted(linted: &'a Linted) -> Self {
        match &linted.reading {
            Reading::Record(reading, _) => Self::Record { id: reading.id() },
            Reading::TlsRpt(reading, _) => {
                Self::TlsRpt { rua: reading.rua.iter().map(|rua| rua.uri.clone()).collect() }
            }
            Reading::Policy(lint) => Self::Policy { policy: lint.policy.as_ref().map(Policy::from_policy) },
            Reading::NothingKnown(_) | Reading::Unreadable(_) => Self::Nothing {},
        }
    }
}

/// A policy, as `check` prints it. The `id` is missing, because it is not in the file.
#[derive(Serialize)]
struct Policy<'a> {
    mode: &'static str,
    max_age: u64,
    mx: &'a [String],
}

impl<'a> Policy<'a> {
    fn from_policy(policy: &'a PolicyInForce) -> Self {
        Self { mode: policy.mode.id(), max_age: policy.max_age, mx: &policy.mx }
    }
}

impl LintOutput<'_> {
    fn print(&self, format: PlainFormat, language: Language) -> Result<ExitStatus, Failure> {
        match format {
            PlainFormat::Json => print::print_json(&self.document(language))?,
            PlainFormat::Text => print::print_text(&self.text(language))?,
        }
        Ok(if self.linted.is_judged() {
            ExitStatus::from_findings(self.linted.findings())
        } else {
            ExitStatus::Unknown
        })
    }

    fn mode(&self) -> Option<Mode> {
        self.linted.policy().map(|policy| policy.mode)
    }

    fn notes(&self, language: Language) -> Vec<String> {
        words::lint::reading_notes(&self.linted, language).iter().map(ToString::to_string).collect()
    }

    fn document(&self, language: Language) -> Document<'_> {
        let domain = self.linted.domain.as_str();
        let problem = |finding| document::finding_with(domain, self.mode(), finding, language);
        Document {
            outcome: self.linted.outcome(),
            value: Value::from_linted(&self.linted),
            read_as: self.linted.read_as,
            notes: self.notes(language),
            problems: self.linted.problems().map(problem).collect(),
        }
    }

    fn text(&self, language: Language) -> String {
        let headline = words::lint::lint_headline(&self.linted, language).to_string();
        let notes = self.notes(language).into_iter().map(|note| wrap_lines(&note, 0));
        // A line that several problems ask for is added once.
        let mut offered = Vec::new();
        let problems = self.linted.problems().map(|finding| {
            let is_new = finding.patch.as_ref().is_none_or(|patch| !offered.contains(&patch));
            offered.extend(finding.patch.as_ref());
            self.problem(finding, is_new, language)
        });
        [wrap_lines(&headline, 0)].into_iter().chain(notes).chain(problems).collect::<Vec<_>>().join("\n")
    }

    /// Formats a problem: place and headline in a format that editors can parse, then the reasons.
    fn problem(&self, finding: &Finding, offers_patch: bool, language: Language) -> String {
        let words = report::finding_with(self.linted.domain.as_str(), self.mode(), finding, language);
        let severity = report::severity_label(finding.rule.severity, language);
        let headline = wrap_lines(&format!("{}{severity}: {}", self.place(finding), words.headline), 0);
        let style = print::severity_style(finding.rule.severity);
        let mut text: String = headline.lines().map(|line| print::colour_line(style, line) + "\n").collect();
        for sentence in words.why.iter().chain(&words.fix) {
            text.push_str(&wrap_lines(&sentence.to_string(), 4));
        }
        text.push_str(&wrap_lines(&report::more_places(finding.further.len(), language).unwrap_or_default(), 4));
        if offers_patch {
            text.push_str(&patch(finding, language));
        }
        text.push_str(&wrap_lines(&citation_and_rule(finding), 4));
        text
    }

    /// Returns `mta-sts.txt:3:1: ` or, for the second of several records, `TXT 2:8: `.
    fn place(&self, finding: &Finding) -> String {
        let Some(place) = finding.place else { return String::new() };
        match self.file {
            Some(path) => format!("{}:{}:{}: ", make_visible(&path.display().to_string()), place.line, place.column),
            None => format!("TXT {}:{}: ", place.record + 1, place.column),
        }
    }
}

fn patch(finding: &Finding, language: Language) -> String {
    let Some(patch) = &finding.patch else { return String::new() };
    let title = wrap_lines(
        &format!("{}{}", report::patch_label(patch, None, language), language.label_separator().trim_end()),
        4,
    );
    let lines = patch.text.lines().map(|line| format!("      {}\n", make_visible(line)));
    title + &lines.collect::<String>()
}

fn citation_and_rule(finding: &Finding) -> String {
    let citation = finding.rule.citations.first().map(ToString::to_string);
    citation.into_iter().chain([finding.rule.id.to_owned()]).collect::<Vec<_>>().join(" · ")
}
