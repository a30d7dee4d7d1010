//! A report as text: for terminals, in Markdown for tickets, and as messages to the owners and the customer.

mod customer;
mod letter;
mod lines;
mod markdown;
mod terminal;

use checker::{Action, Delivery, Finding, Report, Severity};

use crate::{Language, Sentence, args, key, report};

pub use customer::customer_message;
pub use letter::{owner_message, setup_message};
pub use lines::{display_width, wrap_lines};
pub use markdown::markdown;
pub use terminal::{mail_text, terminal_text};

/// Returns domain, mode, validity and id on one line, and the time of the check on another.
fn facts(report: &Report, language: Language) -> Vec<String> {
    let fact = |key, value: &str| [&language.message(key, &[]), language.label_separator(), value].concat();
    let policy = report.policy.as_ref().map(|policy| {
        let mode = fact(key::TEXT_MODE, policy.mode.id());
        let age = fact(key::TEXT_VALID_FOR, &report::duration_text(policy.max_age, language));
        let id = fact(key::TEXT_ID, &crate::make_visible(&policy.id));
        [mode, age, id].join(" · ")
    });
    let domain = fact(key::TEXT_DOMAIN, report.domain.as_str());
    let checked = fact(key::TEXT_CHECKED, &report.checked_at.to_string());
    [domain].into_iter().chain(policy).chain([checked]).collect()
}

/// Returns findings that neither require action nor confirm anything.
fn other_findings(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().filter(|finding| !finding.is_work() && finding.rule.severity != Severity::Pass)
}

/// Returns the step after all tasks, including the set-up.
fn step_after_tasks(report: &Report, language: Language) -> Option<String> {
    let set_up = (!report.setup.is_empty()).then(|| language.message(key::PAGE_SETUP_THEN, &[]));
    set_up.or_else(|| report::next_steps(report, language).map(|words| words.to_string()))
}

/// Returns a sender's action with mail for a host, the TLS state of the host, and a refusal by DANE.
fn outcome(row: &Delivery, language: Language) -> String {
    let label = |key, words: &str| [" · ", &language.message(key, &[]), language.label_separator(), words].concat();
    let tls = label(key::TEXT_TLS, &report::tls_label(row.tls, language));
    let refuses = row.dane == Some(Action::Refuse);
    let refusal = || label(key::STAGE_DANE, &language.message(key::ACTION_REFUSE, &[]));
    let dane = if refuses { refusal() } else { String::new() };
    [report::action_label(row, language), tls, dane].concat()
}

/// Returns the action of senders with a cached earlier policy. Empty for a domain without a known earlier policy.
fn saved_policy_deliveries(report: &Report, language: Language) -> Vec<Sentence> {
    if report.may_be_remembered { report::saved_policy_deliveries(report, language) } else { Vec::new() }
}

fn preference(row: &Delivery, language: Language) -> String {
    language.message(key::TEXT_PREFERENCE, args!["preference" => row.preference])
}

fn citation_and_rule(finding: &Finding) -> String {
    let reference = finding.rule.citations.first().map(ToString::to_string).unwrap_or_default();
    [&reference, " · ", finding.rule.id].concat()
}
