//! The reasons of an answer, each declared once: number, id, source, weight, check, example.

mod numbers;

use mta_sts::Mode;

use crate::{
    Cause, DAY, Enforce, Group, LiveTls, PolicyType,
    facts::{Facts, RECENT_DAYS},
};

pub use numbers::Numbers;

/// The number of days that reports have to cover.
pub const MIN_DAYS: i64 = 14;

/// The number of senders that have to report.
pub const MIN_SENDERS: usize = 2;

/// After this many days, the newest report says little about the present.
const MAX_REPORT_AGE_DAYS: i64 = 7;

/// A reason of an answer.
pub struct Reason {
    /// The number that people cite, `E1` to `E12`. Several reasons of one kind share it.
    pub number: u8,
    /// Its name.
    pub id: &'static str,
    /// The RFC sections it is based on.
    pub source: &'static str,
    /// The answer it leads to. [`Enforce::Yes`] marks a remark.
    pub weighs: Enforce,
    /// Reports and a live check that produce this reason, in the syntax of this module's tests.
    pub example: &'static str,
    pub(crate) check: fn(&Facts<'_>) -> Option<Numbers>,
}

impl Reason {
    /// Returns the reason of this name.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        REASONS.iter().find(|reason| reason.id == id)
    }
}

impl std::fmt::Debug for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "E{} {}", self.number, self.id)
    }
}

impl PartialEq for Reason {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Reason {}

macro_rules! reasons {
    ($($number:literal $id:literal $source:literal $weighs:ident $check:ident $example:literal;)+) => {
        /// Every reason, by number.
        pub static REASONS: &[Reason] = &[$(Reason {
            number: $number, id: $id, source: $source, weighs: Enforce::$weighs, example: $example, check: $check,
        },)+];
    };
}

reasons! {
    1 "recent-failures" "RFC 8461 §5, RFC 8460 §4.3" NotYet recent_failures
        "5 A testing 10/3 certificate-expired@mx1";
    1 "mail-refused" "RFC 8461 §5" NotYet mail_refused
        "5 A enforce 10/3 certificate-expired@mx1";
    2 "fixed-since" "RFC 8460 §4.3" Yes fixed_since
        "1 A testing 10/3 certificate-expired@mx1; 2-30 A testing 9/0";
    2 "not-seen-fixed" "RFC 8460 §4.3" Unknown not_seen_fixed
        "1 A testing 10/3 certificate-expired@mx1; 2-30 B testing 9/0";
    3 "host-is-gone" "RFC 8461 §4.1" Yes host_is_gone
        "5 A testing 10/3 certificate-expired@old; live testing mx1=valid";
    4 "policy-not-fetched" "RFC 8461 §3.3, RFC 8460 §4.3.2.2" NotYet policy_not_fetched
        "5 A testing 0/3 sts-policy-fetch-error@";
    5 "too-few-days" "RFC 8460 §4.1" Unknown too_few_days
        "1-13 A testing 9/0; 1-13 B testing 9/0";
    5 "too-few-senders" "RFC 8460 §1" Unknown too_few_senders
        "1-20 A testing 9/0";
    5 "reports-are-old" "RFC 8460 §4.1" Unknown reports_are_old
        "1-20 A testing 9/0; 1-20 B testing 9/0; live testing mx1=valid now=40";
    6 "names-not-checked" "RFC 8460 §4.4" Unknown names_not_checked
        "1-20 A no-policy-found 9/0";
    7 "older-policy" "RFC 8460 §4.4" Unknown older_policy
        "1-20 A testing 9/0; live testing mx1=valid mx2=valid";
    8 "live-check-missing" "RFC 8460 §4.4" Unknown live_check_missing
        "1-20 A testing 9/0; 1-20 B testing 9/0";
    8 "mx-fails-now" "RFC 8461 §4.2" NotYet mx_fails_now
        "1-20 A testing 9/0; live testing mx1=valid mx2=none";
    8 "mx-not-seen" "RFC 8461 §4.2" Unknown mx_not_seen
        "1-20 A testing 9/0; live testing mx1=valid mx2=unseen";
    9 "mx-not-covered" "RFC 8461 §4.1" NotYet mx_not_covered
        "1-20 A testing 9/0; live testing mx1=valid mx2=unlisted";
    10 "one-network-failure" "RFC 8460 §4.3.3" Yes one_network_failure
        "5 A testing 9/1 validation-failure@mx1:io-timeout";
    11 "dane-failures" "RFC 7672 §2.2, RFC 8460 §4.3.2.1" Yes dane_failures
        "5 A tlsa 9/1 tlsa-invalid@mx1";
    12 "reports-are-a-sample" "RFC 8460 §3" Yes always
        "5 A testing 9/0";
}

fn is_enforced(facts: &Facts<'_>) -> bool {
    facts.mode == Some(Mode::Enforce)
}

/// Returns the present failures without an explanation, for E1 and E10.
fn open_failures<'a>(facts: &'a Facts<'_>) -> Vec<&'a Group> {
    let open = |group: &&Group| facts.is_recent(group) && !facts.is_gone(group);
    let open: Vec<&Group> = facts.refusals().filter(open).collect();
    if is_one_network_failure(&open) { Vec::new() } else { open }
}

fn is_one_network_failure(groups: &[&Group]) -> bool {
    matches!(groups, [group] if group.sessions == 1 && group.cause == Cause::Network)
}

fn recent_failures(facts: &Facts<'_>) -> Option<Numbers> {
    if is_enforced(facts) { None } else { Numbers::from_groups(open_failures(facts)) }
}

fn mail_refused(facts: &Facts<'_>) -> Option<Numbers> {
    if is_enforced(facts) { Numbers::from_groups(open_failures(facts)) } else { None }
}

fn earlier_failures(facts: &Facts<'_>, fixed: bool) -> Option<Numbers> {
    let past = |group: &&Group| !facts.is_recent(group) && !facts.is_gone(group) && facts.is_fixed(group) == fixed;
    Numbers::from_groups(facts.refusals().filter(past))
}

fn fixed_since(facts: &Facts<'_>) -> Option<Numbers> {
    earlier_failures(facts, true)
}

fn not_seen_fixed(facts: &Facts<'_>) -> Option<Numbers> {
    earlier_failures(facts, false)
}

fn host_is_gone(facts: &Facts<'_>) -> Option<Numbers> {
    Numbers::from_groups(facts.refusals().filter(|group| facts.is_gone(group)))
}

fn policy_not_fetched(facts: &Facts<'_>) -> Option<Numbers> {
    let unfetched =
        |group: &&Group| group.result_type.is_policy_fetch() && group.sessions > 0 && facts.is_recent(group);
    Numbers::from_groups(facts.groups.iter().filter(unfetched))
}

fn too_few_days(facts: &Facts<'_>) -> Option<Numbers> {
    let few = facts.days < MIN_DAYS && has_names_checked(facts);
    few.then(|| Numbers { days: facts.days, ..Numbers::default() })
}

fn too_few_senders(facts: &Facts<'_>) -> Option<Numbers> {
    let few = facts.senders < MIN_SENDERS && has_names_checked(facts);
    few.then(|| Numbers { sessions: facts.senders as u64, ..Numbers::default() })
}

fn reports_are_old(facts: &Facts<'_>) -> Option<Numbers> {
    let (now, newest) = (facts.live?.now?, facts.newest?);
    let days = (now.unix_seconds() - newest.unix_seconds()).div_euclid(DAY);
    (days > MAX_REPORT_AGE_DAYS).then(|| Numbers { days, last: Some(newest), ..Numbers::default() })
}

fn has_names_checked(facts: &Facts<'_>) -> bool {
    facts.sts.successful.saturating_add(facts.sts.failed) > 0
}

fn names_not_checked(facts: &Facts<'_>) -> Option<Numbers> {
    let sessions = facts.totals.successful;
    (!has_names_checked(facts)).then(|| Numbers { sessions, ..Numbers::default() })
}

fn older_policy(facts: &Facts<'_>) -> Option<Numbers> {
    let senders = facts.senders_with_older_policy.clone();
    (!senders.is_empty()).then(|| Numbers { senders, days: facts.days, ..Numbers::default() })
}

fn live_check_missing(facts: &Facts<'_>) -> Option<Numbers> {
    facts.live.is_none().then(Numbers::default)
}

fn mx_fails_now(facts: &Facts<'_>) -> Option<Numbers> {
    hosts(facts.live?.hosts(|mx| matches!(mx.tls, LiveTls::Invalid | LiveTls::None)))
}

fn mx_not_seen(facts: &Facts<'_>) -> Option<Numbers> {
    let live = facts.live?;
    let unseen = live.hosts(|mx| mx.tls == LiveTls::Unseen);
    if live.mx.is_empty() { Some(Numbers::default()) } else { hosts(unseen) }
}

fn mx_not_covered(facts: &Facts<'_>) -> Option<Numbers> {
    hosts(facts.live?.hosts(|mx| !mx.is_listed))
}

fn one_network_failure(facts: &Facts<'_>) -> Option<Numbers> {
    let recent: Vec<&Group> =
        facts.refusals().filter(|group| facts.is_recent(group) && !facts.is_gone(group)).collect();
    if is_one_network_failure(&recent) { Numbers::from_groups(recent) } else { None }
}

fn dane_failures(facts: &Facts<'_>) -> Option<Numbers> {
    let of_dane = |group: &&Group| group.policy_type == PolicyType::Tlsa && group.sessions > 0;
    Numbers::from_groups(facts.groups.iter().filter(of_dane))
}

fn always(_: &Facts<'_>) -> Option<Numbers> {
    Some(Numbers { days: RECENT_DAYS, ..Numbers::default() })
}

fn hosts(mut hosts: Vec<String>) -> Option<Numbers> {
    hosts.sort();
    (!hosts.is_empty()).then(|| Numbers { hosts, ..Numbers::default() })
}

#[cfg(test)]
#[path = "reasons/tests.rs"]
mod tests;
