//! A report as text: for terminals, in Markdown for tickets, and as letters to whoever can fix a part of it.

mod letter;
mod lines;
mod markdown;
mod terminal;

use checker::{Delivery, Finding, Report, Severity};

use crate::{Language, Said, args, key, report};

pub use letter::{message, setup_message};
pub use lines::{width, wrap};
pub use markdown::markdown;
pub use terminal::{mail, text};

/// Domain, mode, validity and id on one line, the moment of the check on another.
fn facts(report: &Report, language: Language) -> Vec<String> {
    let fact = |key, value: &str| [&language.say(key, &[]), language.colon(), value].concat();
    let policy = report.policy.as_ref().map(|policy| {
        let mode = fact(key::TEXT_MODE, policy.mode.id());
        let age = fact(key::TEXT_VALID_FOR, &report::age(policy.max_age, language));
        let id = fact(key::TEXT_ID, &crate::visible(&policy.id));
        [mode, age, id].join(" · ")
    });
    let domain = fact(key::TEXT_DOMAIN, report.domain.as_str());
    let checked = fact(key::TEXT_CHECKED, &report.checked_at.to_string());
    [domain].into_iter().chain(policy).chain([checked]).collect()
}

/// Findings that ask for nothing and confirm nothing.
fn also(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| !finding.is_work() && finding.rule.severity != Severity::Pass)
}

/// What comes after all other work, the set-up included.
fn afterwards(report: &Report, language: Language) -> Option<String> {
    let set_up = (!report.setup.is_empty()).then(|| language.say(key::PAGE_SETUP_THEN, &[]));
    set_up.or_else(|| report::afterwards(report, language).map(|words| words.to_string()))
}

/// What a sender does with mail for a host, and TLS of that host.
fn outcome(row: &Delivery, language: Language) -> String {
    let (label, tls) = (language.say(key::TEXT_TLS, &[]), report::tls(row.tls, language));
    [&report::action(row, language), " · ", &label, language.colon(), &tls].concat()
}

/// What senders do that remember an earlier policy; nobody remembers one of a domain that is not known to have had any.
fn saved_policy_deliveries(report: &Report, language: Language) -> Vec<Said> {
    if report.may_be_remembered { report::saved_policy_deliveries(report, language) } else { Vec::new() }
}

fn preference(row: &Delivery, language: Language) -> String {
    language.say(key::TEXT_PREFERENCE, args!["preference" => row.preference])
}

fn rests_on(finding: &Finding) -> String {
    let reference = finding.rule.citations.first().map(ToString::to_string).unwrap_or_default();
    [&reference, " · ", finding.rule.id].concat()
}
