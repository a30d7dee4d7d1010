//! A report as one document, as printed by `check --format json`.
//!
//! Fields are added, never renamed or removed.

use checker::{Arg, rfc::Citation, rules};
use evidence::{Evidence, Timestamp};
use mta_sts::Mode;
use serde::Serialize;

use crate::{Language, report};

/// The version of the document format.
const SCHEMA: u32 = 1;

/// A report with its texts and its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// The version of the document format.
    pub schema: u32,
    /// The policy domain, as A-labels.
    pub domain: &'a str,
    /// The domain as U-labels, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unicode: Option<&'a str>,
    /// When the check started.
    pub checked_at: Timestamp,
    /// The verdict in one word.
    pub verdict: &'static str,
    /// The worst effect on mail from any standard sender, whatever the verdict: `error` (refused, delayed or bounced),
    /// `warning` (delivered, but not as the policy asks, or not by every sender), `notice` (delivered without
    /// protection, as intended), `pass` (protected) or `unknown`. It is the colour of the page's banner.
    pub severity: &'static str,
    /// The id of the finding that causes the severity, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<&'static str>,
    /// The effect on mail, in one sentence.
    pub headline: String,
    /// The cause, and its consequence.
    pub lead: String,
    /// The policy that senders apply.
    pub policy: Option<Policy<'a>>,
    /// A sender's action per MX host.
    pub delivery: Vec<Delivery<'a>>,
    /// The findings.
    pub findings: Vec<Finding<'a>>,
    /// Texts to publish for a domain without MTA-STS, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub setup: Vec<Publish<'a>>,
    /// The missing observations.
    pub unseen: Vec<Unseen>,
    /// Every question and answer.
    pub evidence: &'a Evidence,
}

/// The policy that senders apply.
#[derive(Clone, Debug, Serialize)]
pub struct Policy<'a> {
    /// The `id` of the record.
    pub id: &'a str,
    /// The mode.
    pub mode: &'static str,
    /// Seconds for which senders cache the policy.
    pub max_age: u64,
    /// The patterns.
    pub mx: &'a [String],
}

/// A sender's action with mail for one MX host.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery<'a> {
    /// The MX host.
    pub mx: &'a str,
    /// Its preference.
    pub preference: u16,
    /// Whether the policy lists it.
    pub listed: Option<bool>,
    /// `valid`, `invalid`, `none` or `unseen`.
    pub tls: &'static str,
    /// `deliver`, `refuse`, `deliver-and-report` or `unknown`.
    pub outcome: &'static str,
    /// The outcome for a sender that ignores an error for which others reject the policy. Left out if senders agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lenient: Option<&'static str>,
    /// The outcome for a sender that verifies DANE: `deliver` or `refuse`. Left out if DANE does not decide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dane: Option<&'static str>,
    /// The ids of the findings behind it.
    pub because: &'a [&'static str],
    /// The outcome in one sentence.
    pub words: String,
    /// The action of a sender with a cached earlier policy, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remembering: Option<String>,
    /// The operator of the host, if its name shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<&'static str>,
}

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct Finding<'a> {
    /// The rule.
    pub id: &'static str,
    /// `error`, `warning`, `notice` or `pass`.
    pub severity: &'static str,
    /// The part of the set-up.
    pub stage: &'static str,
    /// The finding in one line.
    pub headline: String,
    /// Why it matters, and the effect on mail.
    pub why: Option<String>,
    /// The action.
    pub fix: Option<String>,
    /// The `result-type` under which senders report it (RFC 8460 §4.3), if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_report_result: Option<&'static str>,
    /// The behaviour of real senders in this case. Left out if none is documented.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub senders: Vec<Behaviour>,
    /// The party that can do it.
    pub owner: &'static str,
    /// Its citation.
    pub reference: String,
    /// Its place in a text.
    pub place: Option<TextLocation>,
    /// The number of further places with the same error.
    #[serde(skip_serializing_if = "is_zero")]
    pub further: usize,
    /// The text to publish.
    pub patch: Option<&'a str>,
}

/// Senders that handle an error in the same way.
#[derive(Clone, Debug, Serialize)]
pub struct Behaviour {
    /// `accepts`, `rejects`, `first`, `last`, `cuts`, `any-depth`, `one-label`, `any-success` or `reports`.
    pub habit: &'static str,
    /// The senders that do it.
    pub senders: Vec<Sender>,
}

/// One sender.
#[derive(Clone, Debug, Serialize)]
pub struct Sender {
    /// The name of its software, or of the service.
    pub name: &'static str,
    /// Where the behaviour is documented.
    pub source: &'static str,
}

/// A place in a text.
#[derive(Clone, Debug, Serialize)]
pub struct TextLocation {
    /// `record`, `policy` or `tlsrpt`.
    pub source: &'static str,
    /// The index of the record, if there are several, from 0.
    #[serde(skip_serializing_if = "is_zero")]
    pub record: usize,
    /// Offset of its start in octets.
    pub start: usize,
    /// Offset of its end in octets.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in octets, from 1.
    pub column: usize,
}

/// A missing observation.
#[derive(Clone, Debug, Serialize)]
pub struct Unseen {
    /// The question.
    pub question: String,
    /// Why there is no answer.
    pub why: String,
    /// A hint at what to try.
    pub hint: String,
}

/// One text to publish.
#[derive(Clone, Debug, Serialize)]
pub struct Publish<'a> {
    /// Where to publish it, as text.
    pub target: String,
    /// The text.
    pub text: &'a str,
}

fn setup<'a>(report: &checker::Report, patch: &'a checker::Patch, language: Language) -> Publish<'a> {
    Publish { target: report::patch_label(patch, Some(&report.domain), language).to_string(), text: &patch.text }
}

/// Converts a report to one document, with its texts.
#[must_use]
pub fn document<'a>(report: &'a checker::Report, evidence: &'a Evidence, language: Language) -> Document<'a> {
    let words = report::verdict_headline(report, language);
    Document {
        schema: SCHEMA,
        domain: report.domain.as_str(),
        unicode: unicode(report),
        checked_at: report.checked_at,
        verdict: report.verdict.id(),
        severity: report.impact.id(),
        cause: report.cause().map(|cause| cause.rule.id),
        headline: words.headline.to_string(),
        lead: words.why(language).to_string(),
        policy: report.policy.as_ref().map(policy),
        delivery: report.delivery.iter().map(|row| delivery(report, row, language)).collect(),
        findings: report.findings.iter().map(|one| finding(report, one, language)).collect(),
        setup: report.setup.iter().map(|patch| setup(report, patch, language)).collect(),
        unseen: report.unseen.iter().map(|one| unseen(one, language)).collect(),
        evidence,
    }
}

/// Converts one finding of a report.
#[must_use]
pub fn finding<'a>(report: &checker::Report, finding: &'a checker::Finding, language: Language) -> Finding<'a> {
    shaped(finding, &report::finding_words(report, finding, language))
}

/// Converts a finding that belongs to no report, such as a problem of `lint`.
#[must_use]
pub fn finding_with<'a>(
    domain: &str,
    mode: Option<Mode>,
    finding: &'a checker::Finding,
    language: Language,
) -> Finding<'a> {
    shaped(finding, &report::finding_with(domain, mode, finding, language))
}

fn shaped<'a>(finding: &'a checker::Finding, words: &report::FindingWords) -> Finding<'a> {
    let rule = finding.rule;
    Finding {
        id: rule.id,
        severity: rule.severity.id(),
        stage: rule.stage.id(),
        headline: words.headline.to_string(),
        why: words.why.as_ref().map(ToString::to_string),
        fix: words.fix.as_ref().map(ToString::to_string),
        tls_report_result: rule.tls_report,
        senders: rule.senders.iter().map(behaviour).collect(),
        owner: rule.owner.id(),
        reference: rule.citations.first().map(Citation::to_string).unwrap_or_default(),
        place: finding.place.map(place),
        further: finding.further.len(),
        patch: finding.patch.as_ref().map(|patch| patch.text.as_str()),
    }
}

fn behaviour(group: &checker::Behaviour) -> Behaviour {
    let sender = |sender: &checker::Sender| Sender { name: sender.name(), source: sender.source() };
    Behaviour { habit: group.reaction.id(), senders: group.senders.iter().map(sender).collect() }
}

fn policy(policy: &checker::PolicyInForce) -> Policy<'_> {
    Policy { id: &policy.id, mode: policy.mode.id(), max_age: policy.max_age, mx: &policy.mx }
}

fn delivery<'a>(report: &checker::Report, row: &'a checker::Delivery, language: Language) -> Delivery<'a> {
    Delivery {
        mx: &row.mx,
        preference: row.preference,
        listed: row.listed,
        tls: row.tls.id(),
        outcome: row.action.id(),
        lenient: row.lenient.map(checker::Action::id),
        dane: row.dane.map(checker::Action::id),
        because: &row.because,
        words: report::delivery_sentence(report, row, language).to_string(),
        remembering: report::saved_policy_delivery(report, row, language).map(|said| said.to_string()),
        provider: row.provider.map(|provider| provider.name),
    }
}

const fn place(place: checker::TextLocation) -> TextLocation {
    TextLocation {
        source: place.source.id(),
        record: place.record,
        start: place.span.start,
        end: place.span.end,
        line: place.line,
        column: place.column,
    }
}

fn unseen(unseen: &checker::Unseen, language: Language) -> Unseen {
    let words = report::unseen_words(unseen, language);
    let why = words.why.followed_by(
        language.sentence_separator(),
        crate::Sentence(vec![crate::SentencePart::Text(report::unseen_note(language))]),
    );
    Unseen { question: words.question.to_string(), why: why.to_string(), hint: words.hint.to_string() }
}

/// Returns the domain as U-labels. The judge has no IDNA tables of its own, so they come from the finding about the
/// conversion.
pub(crate) fn unicode(report: &checker::Report) -> Option<&str> {
    let finding = report.findings.iter().find(|finding| finding.rule == &rules::DOMAIN_IDN_CONVERTED)?;
    match finding.args.value("unicode")? {
        Arg::Text(text) => Some(text),
        _ => None,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}
