//! Repairs a policy file: keeps every readable field (crate `mta-sts`), and adds what is missing.

use mta_sts::{MAX_AGE_LIMIT, Mode, MxPattern, PolicyDraft, PolicyProblem, PolicyReading};

use crate::facts::{Facts, mail::MailRouting, provider::provider_of};

/// Default `max_age` in seconds: one week (RFC 8461 §3.2 has "weeks or greater").
pub(super) const WEEK: u64 = 604_800;

/// Adds missing fields: mode testing, a `max_age` of a week (a day in mode none), and uncovered MX hosts. Corrects an
/// unlikely `max_age` without a unit. A domain with a null MX and no `mx` lines gets mode none. If the MX hosts are unknown, the
/// result may lack an `mx` line and is not offered.
pub(super) fn complete_draft(mut draft: PolicyDraft, facts: &Facts<'_>) -> PolicyDraft {
    let mode = *draft.mode.get_or_insert(Mode::Testing);
    let age = draft.max_age.unwrap_or(if mode == Mode::None { 86_400 } else { WEEK });
    draft.max_age = Some(if draft.max_age_has_unit { age.min(MAX_AGE_LIMIT) } else { sensible(age, mode) });
    if mode != Mode::None {
        for host in facts.mx_hosts() {
            let covers = |pattern: &String| MxPattern::parse(pattern).is_ok_and(|pattern| pattern.matches(&host.name));
            if !draft.mx.iter().any(covers) {
                let added = patterns_beside(&host.name, &draft.mx);
                draft.mx.extend(added);
            }
        }
        if draft.mx.is_empty() && facts.mail == MailRouting::Null {
            draft.mode = Some(Mode::None);
        }
    }
    draft
}

/// Returns the file as text, or `None` if our own parser would object to it.
#[must_use]
pub fn print_policy(draft: &PolicyDraft) -> Option<String> {
    let text = draft.print(WEEK);
    is_sound(&text).then_some(text)
}

/// Returns the `mx` patterns to list for an MX host: those of its provider, or its own name.
#[must_use]
pub fn patterns_for(host: &str) -> Vec<String> {
    let parsed = |patterns: Vec<String>| -> Vec<MxPattern> {
        patterns.iter().filter_map(|pattern| MxPattern::parse(pattern).ok()).collect()
    };
    let known = provider_of(host).map(|provider| parsed(provider.patterns_for(host))).unwrap_or_default();
    let covers = known.iter().any(|pattern| pattern.matches(host));
    let patterns = if covers { known } else { parsed(vec![host.to_owned()]) };
    patterns.iter().map(ToString::to_string).collect()
}

/// Number of a provider's hosts that a policy lists by name if it does not want the provider's wildcard.
const NAMED_HOSTS: usize = 2;

/// Returns the patterns for an MX host that these patterns lack. A policy that lists hosts of its provider one by one gets the
/// host's own name, so that each host has its own line.
pub(super) fn patterns_beside(host: &str, listed: &[String]) -> Vec<String> {
    let is_wildcard = |pattern: &&MxPattern| pattern.to_string().starts_with("*.");
    let parsed = |pattern: &String| MxPattern::parse(pattern).ok();
    let patterns = patterns_for(host);
    let known: Vec<MxPattern> = patterns.iter().filter_map(parsed).collect();
    let wildcard = known.iter().filter(is_wildcard).find(|pattern| pattern.matches(host));
    let named = wildcard.map_or(0, |wildcard| listed.iter().filter(|name| wildcard.matches(name)).count());
    let added = if named < NAMED_HOSTS { patterns } else { vec![host.to_owned()] };
    added.into_iter().filter(|pattern| !listed.contains(pattern)).collect()
}

/// Returns the `max_age` that was probably intended, in seconds. Values of 1 to 366 count as days. Zero and other
/// values below a day become a week, and the limit of the RFC applies. In mode none, values below a day and above a
/// week become a day.
fn sensible(age: u64, mode: Mode) -> u64 {
    match age {
        _ if mode == Mode::None && age > WEEK => 86_400,
        _ if mode == Mode::None => age.max(86_400),
        0 => WEEK,
        1..=366 => (age * 86_400).clamp(86_400, MAX_AGE_LIMIT),
        367..86_400 => WEEK,
        _ => age.min(MAX_AGE_LIMIT),
    }
}

fn is_sound(text: &str) -> bool {
    let reading = PolicyReading::read(text.as_bytes());
    let harmless = |kind| matches!(kind, PolicyProblem::Unknown);
    reading.is_valid() && reading.problems.iter().all(|problem| harmless(problem.kind))
}
