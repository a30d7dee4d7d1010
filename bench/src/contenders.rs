//! Measurements, and the parsers that take part.

use std::{hint::black_box, rc::Rc};

use checker::{lint_policy, lint_record, lint_tls_rpt};
use evidence::Timestamp;
use mail_auth::{
    dns::TxtRecordParser,
    mta_sts::{MtaStsRecord, TlsRptRecord},
};
use mta_sts::{Domain, MxPattern, Outcome, PolicyReading, RecordReading, TlsRptReading};

use crate::inputs::Inputs;

/// One task on all texts of a kind.
pub struct Measurement<'a> {
    /// Name of the task.
    pub name: &'static str,
    /// Texts that one pass handles.
    pub texts: usize,
    /// Parsers that do it. The first is this product.
    pub contenders: Vec<Contender<'a>>,
}

/// One parser for a task.
pub struct Contender<'a> {
    /// Name of the parser.
    pub parser: Parser,
    /// Number of texts that it accepts.
    pub accepts: usize,
    /// Closure that handles all texts once.
    pub run_once: Box<dyn Fn() + 'a>,
}

/// The parsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parser {
    /// This product.
    Ours,
    /// `mail-auth`, a library for mail servers.
    MailAuth,
    /// `mailrs-mta-sts`, a library for MTA-STS alone.
    MailrsMtaSts,
}

impl Parser {
    /// All parsers, in the order of the table's columns.
    pub const ALL: [Self; 3] = [Self::Ours, Self::MailAuth, Self::MailrsMtaSts];

    /// Returns the heading of its column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "mta-sts-checker",
            Self::MailAuth => "mail-auth",
            Self::MailrsMtaSts => "mailrs-mta-sts",
        }
    }
}

/// Returns every measurement, in the order of the table.
pub fn measurements(inputs: &Inputs) -> Vec<Measurement<'_>> {
    vec![
        policies("policies, all: parse", texts(&inputs.policies)),
        policies("policies, valid: parse", valid_policies(inputs)),
        judged_policies(inputs),
        records("records, all: parse", texts(&inputs.records)),
        records("records, valid: parse", valid_records(inputs)),
        judged_records(inputs),
        reporting("TLS reporting, all: parse", texts(&inputs.reporting)),
        reporting("TLS reporting, valid: parse", valid_reporting(inputs)),
        judged_reporting(inputs),
        matching(inputs),
    ]
}

fn policies<'a>(name: &'static str, texts: Vec<&'a str>) -> Measurement<'a> {
    measurement(name, &texts)
        .with(Parser::Ours, &texts, |text: &str| PolicyReading::read(text.as_bytes()), PolicyReading::is_valid)
        .with(Parser::MailrsMtaSts, &texts, mailrs_mta_sts::Policy::parse, Result::is_ok)
}

fn records<'a>(name: &'static str, texts: Vec<&'a str>) -> Measurement<'a> {
    measurement(name, &texts)
        .with(Parser::Ours, &texts, |text| RecordReading::read(&[text]), |reading| reading.outcome == Outcome::Valid)
        .with(Parser::MailAuth, &texts, |text| MtaStsRecord::parse(text.as_bytes()), Result::is_ok)
        .with(Parser::MailrsMtaSts, &texts, mailrs_mta_sts::StsRecord::parse, Result::is_ok)
}

fn reporting<'a>(name: &'static str, texts: Vec<&'a str>) -> Measurement<'a> {
    measurement(name, &texts)
        .with(Parser::Ours, &texts, |text| TlsRptReading::read(&[text]), |reading| reading.outcome == Outcome::Valid)
        .with(Parser::MailAuth, &texts, |text| TlsRptRecord::parse(text.as_bytes()), Result::is_ok)
}

fn judged_policies(inputs: &Inputs) -> Measurement<'_> {
    let (domain, now) = (example(), Timestamp::default());
    let judge = move |text: &str| lint_policy(&domain, text.as_bytes(), &[], now);
    let texts = texts(&inputs.policies);
    measurement("policies, all: parse and judge", &texts)
        .with(Parser::Ours, &texts, judge, |lint| lint.policy.is_some())
}

fn judged_records(inputs: &Inputs) -> Measurement<'_> {
    let (domain, now) = (example(), Timestamp::default());
    let judge = move |text: &str| lint_record(&domain, &[text.as_bytes().to_vec()], now);
    let texts = texts(&inputs.records);
    measurement("records, all: parse and judge", &texts)
        .with(Parser::Ours, &texts, judge, |(reading, _)| reading.outcome == Outcome::Valid)
}

fn judged_reporting(inputs: &Inputs) -> Measurement<'_> {
    let (domain, now) = (example(), Timestamp::default());
    let judge = move |text: &str| lint_tls_rpt(&domain, &[text.as_bytes().to_vec()], now);
    let texts = texts(&inputs.reporting);
    measurement("TLS reporting, all: parse and judge", &texts)
        .with(Parser::Ours, &texts, judge, |(reading, _)| reading.outcome == Outcome::Valid)
}

/// Measures matching. Patterns are stored as each parser stores them. Each is compared with a host it covers, one a
/// label deeper, and an unrelated one.
fn matching(inputs: &Inputs) -> Measurement<'_> {
    let readings = inputs.policies.iter().map(|text| PolicyReading::read(text.as_bytes()));
    let valid = readings.filter(PolicyReading::is_valid);
    let patterns = valid.flat_map(|reading| reading.policy.mx).map(|line| line.pattern);
    let pairs: Vec<Pair> = patterns.flat_map(|pattern| pairs_of(&pattern)).collect();
    let pairs: Rc<[Pair]> = pairs.into();
    let ours = matcher(Parser::Ours, &pairs, |pair| pair.pattern.matches(&pair.host));
    let mailrs =
        matcher(Parser::MailrsMtaSts, &pairs, |pair| mailrs_mta_sts::mx_matches(&pair.host, &pair.kept_as_text));
    Measurement { name: "mx pattern and host: match", texts: pairs.len(), contenders: vec![ours, mailrs] }
}

fn matcher(parser: Parser, pairs: &Rc<[Pair]>, matches: impl Fn(&Pair) -> bool + 'static) -> Contender<'static> {
    let accepts = pairs.iter().filter(|pair| matches(pair)).count();
    let pairs = Rc::clone(pairs);
    let run_once = move || {
        for pair in &*pairs {
            black_box(matches(black_box(pair)));
        }
    };
    Contender { parser, accepts, run_once: Box::new(run_once) }
}

/// Pattern as stored by either library, and a host.
struct Pair {
    pattern: MxPattern,
    kept_as_text: String,
    host: String,
}

fn pairs_of(pattern: &MxPattern) -> [Pair; 3] {
    let label = if pattern.wildcard { "mx1." } else { "" };
    [format!("{label}{}", pattern.host), format!("{label}deeper.{}", pattern.host), "mail.stranger.example".to_owned()]
        .map(|host| Pair { pattern: pattern.clone(), kept_as_text: pattern.to_string().to_ascii_lowercase(), host })
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn valid_policies(inputs: &Inputs) -> Vec<&str> {
    let valid =
        |text: &&str| PolicyReading::read(text.as_bytes()).is_valid() && mailrs_mta_sts::Policy::parse(text).is_ok();
    texts(&inputs.policies).into_iter().filter(valid).collect()
}

fn valid_records(inputs: &Inputs) -> Vec<&str> {
    let valid = |text: &&str| {
        RecordReading::read(&[text]).outcome == Outcome::Valid
            && MtaStsRecord::parse(text.as_bytes()).is_ok()
            && mailrs_mta_sts::StsRecord::parse(text).is_ok()
    };
    texts(&inputs.records).into_iter().filter(valid).collect()
}

fn valid_reporting(inputs: &Inputs) -> Vec<&str> {
    let valid = |text: &&str| {
        TlsRptReading::read(&[text]).outcome == Outcome::Valid && TlsRptRecord::parse(text.as_bytes()).is_ok()
    };
    texts(&inputs.reporting).into_iter().filter(valid).collect()
}

fn example() -> Domain {
    "example.com".parse().expect("a domain")
}

fn measurement<'a>(name: &'static str, texts: &[&str]) -> Measurement<'a> {
    Measurement { name, texts: texts.len(), contenders: Vec::new() }
}

impl<'a> Measurement<'a> {
    /// Adds a parser of texts. Its time includes creating and dropping the value.
    fn with<T>(
        mut self,
        parser: Parser,
        texts: &[&'a str],
        parse: impl Fn(&'a str) -> T + 'a,
        accepts: impl Fn(&T) -> bool,
    ) -> Self {
        let texts = texts.to_vec();
        let accepts = texts.iter().filter(|text| accepts(&parse(text))).count();
        let run_once = move || texts.iter().for_each(|text| drop(black_box(parse(black_box(text)))));
        self.contenders.push(Contender { parser, accepts, run_once: Box::new(run_once) });
        self
    }
}
