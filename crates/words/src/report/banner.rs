//! The answer in the banner: the worst effect on mail in one sentence, its cause, and its consequence in two lines.

use checker::{Arg, Finding, ImpactKind, Report, Severity, Stage, Verdict, rules};

use super::{ReportFacts, finding_values, finding_words, question_sentence, sentence_or_empty};
use crate::{Key, Language, Sentence, Value, args, key};

/// The texts of the banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannerWords {
    /// The effect on mail.
    pub headline: Sentence,
    /// The cause: the headline of the finding behind it. `None` if there is none, or if the headline already states it.
    pub cause: Option<Sentence>,
    /// The consequence.
    pub lead: Sentence,
}

impl BannerWords {
    /// Returns cause and lead as one paragraph.
    #[must_use]
    pub fn why(&self, language: Language) -> Sentence {
        match &self.cause {
            Some(cause) => cause.clone().followed_by(language.full_stop(), self.lead.clone()),
            None => self.lead.clone(),
        }
    }
}

/// Returns the answer in one sentence about mail, and the reason.
#[must_use]
pub fn verdict_headline(report: &Report, language: Language) -> BannerWords {
    answer(report, "verdict-", language)
}

/// Returns the same for a hypothetical policy.
#[must_use]
pub fn hypothetical_headline(report: &Report, language: Language) -> BannerWords {
    let imagined = Key::by_id(&["what-if-", report.verdict.id()].concat()).is_some();
    answer(report, if imagined { "what-if-" } else { "verdict-" }, language)
}

/// Returns the answer in a few words, for a row of a list. `severity` is that of the worst effect on mail: a domain that
/// wants no mail and one whose mail reaches no server have the same verdict.
#[must_use]
pub fn row_word(verdict: Verdict, kind: ImpactKind, severity: Option<Severity>, language: Language) -> String {
    let fails = verdict == Verdict::NoMail && severity == Some(Severity::Error);
    match kind {
        ImpactKind::Verdict => {
            let attribute = if fails { ".fails" } else { "" };
            sentence_or_empty(language, &["page-verdict-", verdict.id(), attribute], &[]).to_string()
        }
        kind => sentence_or_empty(language, &["harm-", kind.id(), ".row"], &[]).to_string(),
    }
}

/// Returns the texts shown in place of the verdict while answers are missing.
#[must_use]
pub fn provisional_headline(report: &Report, language: Language) -> BannerWords {
    let args = args!["domain" => report.domain.as_str(), "open" => report.open.len()];
    let lead = match report.open.as_slice() {
        [last] => language
            .sentence(key::VERDICT_OPEN_LAST, args)
            .followed_by(language.label_separator(), question_sentence(last, language)),
        _ => language.sentence(key::VERDICT_OPEN_LEAD, args),
    };
    BannerWords { headline: language.sentence(key::VERDICT_OPEN, args), cause: None, lead }
}

/// Returns whether DANE protects the mail of a domain without MTA-STS, from senders that verify it.
pub(super) fn is_dane_alone(report: &Report) -> bool {
    report.verdict == Verdict::Absent && report.has_finding(&rules::DANE_OK)
}

/// Returns the finding about TLSA records at an alias of an MX host, which only some senders use, if nothing else protects
/// the mail.
fn dane_at_alias(report: &Report) -> Option<&Finding> {
    let is_alias = |finding: &&Finding| matches!(finding.args.value("alias"), Some(Arg::Text(alias)) if alias == "yes");
    let alias =
        || report.findings.iter().filter(|finding| finding.rule == &rules::DANE_ADDRESSES_INSECURE).find(is_alias);
    (report.verdict == Verdict::Absent && !is_dane_alone(report)).then(alias).flatten()
}

/// Returns the finding that the record's `id` did not change with the policy. Senders that cached the earlier policy do
/// not notice the change.
pub(super) fn unnoticed_change(report: &Report) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.rule == &rules::ID_NOT_BUMPED && report.policy.is_some())
}

fn answer(report: &Report, kind: &str, language: Language) -> BannerWords {
    let facts = ReportFacts::new(report);
    let (headline, lead) = match report.impact.kind {
        ImpactKind::Verdict => (verdict_sentence(&facts, kind, language), verdict_lead(&facts, kind, language)),
        ImpactKind::Exception => (harm_sentence(&facts, "", language), verdict_lead(&facts, kind, language)),
        _ => (harm_sentence(&facts, "", language), harm_sentence(&facts, ".lead", language)),
    };
    BannerWords { headline, cause: cause(report, language), lead: with_parent(report, lead, language) }
}

/// Returns the headline of the causing finding, unless the headline of the banner already states it.
fn cause(report: &Report, language: Language) -> Option<Sentence> {
    let stated = [&rules::DOMAIN_NXDOMAIN, &rules::MX_MISSING_NO_ADDRESS];
    let cause = report.cause().filter(|cause| !stated.contains(&cause.rule))?;
    Some(finding_words(report, cause, language).headline)
}

fn verdict_sentence(facts: &ReportFacts<'_>, kind: &str, language: Language) -> Sentence {
    let attribute = match facts.report {
        report if is_dane_alone(report) => ".dane",
        report if report.is_policy_only() => ".policy-only",
        _ => "",
    };
    sentence_or_empty(language, &[kind, facts.report.verdict.id(), attribute], &facts.args())
}

/// Returns the meaning of the verdict for senders, and further facts.
fn verdict_lead(facts: &ReportFacts<'_>, kind: &str, language: Language) -> Sentence {
    let report = facts.report;
    let attribute = if is_dane_alone(report) { ".dane-lead" } else { ".lead" };
    let lead = sentence_or_empty(language, &[kind, report.verdict.id(), attribute], &facts.args());
    more_sentences(facts, language)
        .into_iter()
        .fold(lead, |lead, next| lead.followed_by(language.sentence_separator(), next))
}

fn more_sentences(facts: &ReportFacts<'_>, language: Language) -> Vec<Sentence> {
    let report = facts.report;
    let mut sentences = Vec::new();
    if report.verdict == Verdict::Enforced && facts.unseen > 0 {
        sentences.push(language.sentence(key::VERDICT_ENFORCED_UNSEEN, &facts.args()));
    }
    if !facts.dane.is_empty() {
        sentences.push(language.sentence(key::VERDICT_DANE_TOO, args!["hosts" => facts.dane.as_slice()]));
    }
    if let Some(alias) = dane_at_alias(report) {
        sentences.push(language.sentence(key::VERDICT_DANE_ALIAS, &finding_values(alias)));
    }
    if let Some(finding) = unnoticed_change(report) {
        sentences.push(language.sentence(key::VERDICT_UNNOTICED, &finding_values(finding)));
    } else if report.has_finding(&rules::REMOVAL_IN_PROGRESS) {
        sentences.push(language.sentence(key::VERDICT_DISABLED_REMEMBERED, &[]));
    }
    if report.verdict == Verdict::Ineffective && !facts.forbidden.is_empty() {
        let hosts = args!["hosts" => facts.forbidden.as_slice()];
        sentences.push(language.sentence(key::VERDICT_INEFFECTIVE_LENIENT, hosts));
    }
    if report.verdict == Verdict::Testing && !facts.failing.is_empty() {
        sentences.push(language.sentence(key::VERDICT_TESTING_FAILING, &facts.failing_args()));
    }
    sentences
}

/// Puts a sentence about the parent domain first if mail addresses probably end in it.
fn with_parent(report: &Report, lead: Sentence, language: Language) -> Sentence {
    let Some(parent) = &report.mail_parent else { return lead };
    let end = format!("@{parent}");
    let parent = args!["parent" => parent.as_str(), "end" => &end];
    language.sentence(key::VERDICT_PARENT, parent).followed_by(language.sentence_separator(), lead)
}

/// Returns a sentence about harm that the verdict does not state.
fn harm_sentence(facts: &ReportFacts<'_>, attribute: &str, language: Language) -> Sentence {
    let report = facts.report;
    let hosts = if report.impact.kind == ImpactKind::Dane { &facts.dane } else { &facts.saved };
    let mut args = report.cause().map(finding_values).unwrap_or_default();
    args.retain(|(name, _)| *name == "fails");
    args.extend([
        ("domain", Value::Text(report.domain.as_str())),
        ("verdict", Value::Text(report.verdict.id())),
        ("hosts", Value::List(hosts)),
        ("refused", Value::from(hosts.len())),
        ("total", Value::from(report.delivery.len())),
        ("some", Value::Text(if hosts.len() < report.delivery.len() { "yes" } else { "no" })),
        ("part", Value::Text(report.cause().map_or("other", affected_part))),
    ]);
    sentence_or_empty(language, &["harm-", report.impact.kind.id(), attribute], &args)
}

/// Returns the part of the set-up that a finding is about while a policy is in force.
const fn affected_part(cause: &Finding) -> &'static str {
    match cause.rule.stage {
        Stage::Record | Stage::PolicyHost | Stage::Policy => "policy",
        Stage::Mx | Stage::Tls => "hosts",
        Stage::TlsRpt => "reports",
        Stage::Consistency => "saved",
        Stage::Dns | Stage::Dane => "other",
    }
}
