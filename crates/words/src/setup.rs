//! The set-up of MTA-STS step by step: a place for the file, its name and certificate, then the records to publish.

use checker::{IndexedFinding, Owner, Patch, Report, Rule, Target, rules};

use crate::{Key, Language, Sentence, Value, args, key};

/// One step.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The id for identifiers in the page.
    pub id: &'static str,
    /// The party that can do it.
    pub owner: Owner,
    /// The action.
    pub headline: String,
    /// Its purpose.
    pub why: Sentence,
    /// The advice.
    pub fix: Sentence,
    /// The text to publish, if the step has one.
    pub patch: Option<&'a Patch>,
}

/// Returns every step, in the order in which to do them. Empty if MTA-STS is set up.
#[must_use]
pub fn steps(report: &Report, language: Language) -> Vec<Step<'_>> {
    if report.setup.is_empty() {
        return Vec::new();
    }
    let before = [&SITE, &ADDRESS, &CERTIFICATE].map(|words| (words, None));
    let publish = report.setup.iter().map(|patch| (words_of(report, patch), Some(patch)));
    before.into_iter().chain(publish).map(|(words, patch)| step(report, words, patch, language)).collect()
}

/// Returns a sentence about the steps and why their order matters.
#[must_use]
pub fn lead(report: &Report, language: Language) -> Sentence {
    language.sentence(key::PAGE_SETUP_LEAD, args!["records" => record_count(report)])
}

/// The number of DNS records that a set-up from nothing adds: the address of the policy host, the STS record, and the TLSRPT
/// record unless a valid one exists.
pub(crate) fn record_count(report: &Report) -> usize {
    2 + usize::from(report.lacks_tls_rpt)
}

fn step<'a>(report: &Report, words: &Words, patch: Option<&'a Patch>, language: Language) -> Step<'a> {
    let (url, host) = (report.domain.policy_url(), report.domain.policy_host());
    let args = |wanted: &[&str]| -> Vec<(&'static str, Value<'_>)> {
        let exists = if report.policy_host_exists { "yes" } else { "no" };
        let names = [("domain", report.domain.as_str()), ("url", &url), ("host", &host), ("exists", exists)];
        names
            .into_iter()
            .filter(|(name, _)| wanted.contains(name))
            .map(|(name, text)| (name, Value::Text(text)))
            .collect()
    };
    Step {
        id: words.id,
        owner: words.owner,
        headline: language.message(words.headline, &[]),
        why: language.sentence(words.why, &args(&["domain", "host"])),
        fix: language.sentence(words.fix, &args(&["url", "host", "exists"])),
        patch,
    }
}

/// Findings that state no more than the step that fixes them.
static FINDINGS_STATED_BY_STEPS: [&Rule; 2] = [&rules::RECORD_MISSING, &rules::TLSRPT_MISSING];

/// Returns the errors that a set-up text fixes, other than its absence.
#[must_use]
pub fn errors_fixed_by<'a>(report: &'a Report, patch: &Patch) -> Vec<IndexedFinding<'a>> {
    report.set_up_by(patch).filter(|found| !FINDINGS_STATED_BY_STEPS.contains(&found.finding.rule)).collect()
}

/// The texts about a step.
struct Words {
    id: &'static str,
    owner: Owner,
    headline: Key,
    why: Key,
    fix: Key,
}

static SITE: Words = Words {
    id: "site",
    owner: Owner::WebHost,
    headline: key::PAGE_SETUP_SITE,
    why: key::PAGE_SETUP_SITE_WHY,
    fix: key::PAGE_SETUP_SITE_FIX,
};

static ADDRESS: Words = Words {
    id: "address",
    owner: Owner::Dns,
    headline: key::PAGE_SETUP_ADDRESS,
    why: key::PAGE_SETUP_ADDRESS_WHY,
    fix: key::PAGE_SETUP_ADDRESS_FIX,
};

static CERTIFICATE: Words = Words {
    id: "certificate",
    owner: Owner::WebHost,
    headline: key::PAGE_SETUP_CERTIFICATE,
    why: key::PAGE_SETUP_CERTIFICATE_WHY,
    fix: key::PAGE_SETUP_CERTIFICATE_FIX,
};

static FILE: Words = Words {
    id: "policy",
    owner: Owner::PolicyFile,
    headline: key::PAGE_SETUP_FILE,
    why: key::PAGE_SETUP_FILE_WHY,
    fix: key::PAGE_SETUP_FILE_FIX,
};

static RECORD: Words = Words {
    id: "record",
    owner: Owner::Dns,
    headline: key::PAGE_SETUP_RECORD,
    why: key::PAGE_SETUP_RECORD_WHY,
    fix: key::PAGE_SETUP_RECORD_FIX,
};

static REPORTS: Words = Words {
    id: "tlsrpt",
    owner: Owner::Dns,
    headline: key::PAGE_SETUP_REPORTS,
    why: key::PAGE_SETUP_REPORTS_WHY,
    fix: key::PAGE_SETUP_REPORTS_FIX,
};

fn words_of(report: &Report, patch: &Patch) -> &'static Words {
    match &patch.target {
        Target::PolicyFile | Target::PolicyLines => &FILE,
        Target::Txt { name } if *name == report.domain.sts_name() => &RECORD,
        Target::Txt { .. } | Target::Tlsa { .. } | Target::Cname { .. } => &REPORTS,
    }
}
