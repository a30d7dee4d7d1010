//! The words about each text that a domain without MTA-STS publishes.

use checker::{IndexedFinding, Owner, Patch, Report, Rule, Target, rules};

use crate::{Key, Language, Sentence, Value, key};

/// The words about one step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Who can do it.
    pub owner: Owner,
    /// What to do.
    pub headline: String,
    /// Its purpose.
    pub why: Sentence,
    /// What to mind.
    pub fix: Sentence,
}

/// The words about a text that has to be published.
#[must_use]
pub fn setup_step(report: &Report, patch: &Patch, language: Language) -> Step {
    let (owner, [headline, why, fix]) = keys(report, patch);
    let (url, host) = (report.domain.policy_url(), report.domain.policy_host());
    let named = |key: Key, wanted: &[&str]| {
        let names = [("domain", report.domain.as_str()), ("url", &url), ("host", &host)];
        let args: Vec<_> = names.into_iter().filter(|(name, _)| wanted.contains(name)).collect();
        language.sentence(key, &args.iter().map(|(name, text)| (*name, Value::Text(text))).collect::<Vec<_>>())
    };
    Step {
        owner,
        headline: language.message(headline, &[]),
        why: named(why, &["domain"]),
        fix: named(fix, &["url", "host"]),
    }
}

/// Findings that say no more than the step that fixes them.
static SAID: [&Rule; 2] = [&rules::RECORD_MISSING, &rules::TLSRPT_MISSING];

/// The faults that a set-up text fixes, other than its absence.
#[must_use]
pub fn published_beside<'a>(report: &'a Report, patch: &Patch) -> Vec<IndexedFinding<'a>> {
    report.set_up_by(patch).filter(|found| !SAID.contains(&found.finding.rule)).collect()
}

fn keys(report: &Report, patch: &Patch) -> (Owner, [Key; 3]) {
    match &patch.target {
        Target::PolicyFile | Target::PolicyLines => {
            (Owner::PolicyFile, [key::PAGE_SETUP_FILE, key::PAGE_SETUP_FILE_WHY, key::PAGE_SETUP_FILE_FIX])
        }
        Target::Txt { name } if *name == report.domain.sts_name() => {
            (Owner::Dns, [key::PAGE_SETUP_RECORD, key::PAGE_SETUP_RECORD_WHY, key::PAGE_SETUP_RECORD_FIX])
        }
        Target::Txt { .. } | Target::Tlsa { .. } | Target::Cname { .. } => {
            (Owner::Dns, [key::PAGE_SETUP_REPORTS, key::PAGE_SETUP_REPORTS_WHY, key::PAGE_SETUP_REPORTS_FIX])
        }
    }
}
