//! An example for each rule: the smallest text or situation that it applies to, stored as the values of its headline.

use checker::{Arg, Finding, Rule};
use evidence::Timestamp;

use crate::{Language, Sentence, report};

/// One line for each rule, with fields separated by tabs: id, domain, text, and the values that the headline uses.
///
/// The lines come from the examples of the rules. `MTA_STS_WRITE=1 cargo test -p words --test rules_page` regenerates
/// the file.
const EXAMPLES: &str = include_str!("../examples.tsv");

/// The separator between the names of a list.
const LIST_SEPARATOR: char = '|';

/// An example of a finding of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The rule's headline for the example.
    pub headline: Sentence,
    /// The faulty line, if the headline does not show it.
    pub text: Option<&'static str>,
}

/// Returns the example of a rule.
#[must_use]
pub fn rule_example(rule: &'static Rule, language: Language) -> Option<Example> {
    let row = EXAMPLES.lines().find_map(|line| line.strip_prefix(rule.id)?.strip_prefix('\t'))?;
    let mut fields = row.split('\t');
    let (domain, text) = (fields.next()?, fields.next()?);
    let mut finding = Finding::new(rule);
    finding.args.0.extend(fields.filter_map(|field| value(rule, field)));
    let headline = report::finding_with(domain, None, &finding, language).headline;
    Some(Example { headline, text: Some(text).filter(|text| !text.is_empty()) })
}

/// Reads a field such as `host:mx1.example.com`. The sign after the name determines the kind of value.
fn value(rule: &'static Rule, field: &str) -> Option<(&'static str, Arg)> {
    let (name, rest) = field.split_at(field.find(|c: char| !c.is_ascii_lowercase())?);
    let name = *rule.args.iter().find(|known| **known == name)?;
    let mut rest = rest.chars();
    let (sign, text) = (rest.next()?, rest.as_str());
    let number = || text.parse().ok();
    let arg = match sign {
        '#' => Arg::Number(number()?),
        '@' => Arg::Date(Timestamp::from_unix(number()?)),
        '~' => Arg::Duration(number()?),
        '*' => Arg::List(text.split(LIST_SEPARATOR).map(str::to_owned).collect()),
        _ => Arg::Text(text.to_owned()),
    };
    Some((name, arg))
}
