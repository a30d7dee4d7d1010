//! Examples in a short syntax:
//! `first-last sender type-or-mode successful/failed [result-type@host[:reason]]; …; live mode host=state … [now=day]`.
//! Days are those of January 2026. The reported policy has `mx: mx1`; a live policy lists all hosts that are not
//! `unlisted`.

use super::*;
use crate::{Collection, Limits, Live, LiveMx, ReportTime, ReportedPolicy, read};

const DOMAIN: &str = "kestrel.test";

/// 2025-12-31.
const DAY_ZERO: i64 = 20_453;

fn host(name: &str) -> String {
    format!("{name}.{DOMAIN}")
}

fn parse(example: &str) -> (Collection, Option<Live>) {
    let (mut collection, mut live) = (Collection::default(), None);
    for part in example.split("; ") {
        let words: Vec<&str> = part.split(' ').collect();
        match words.as_slice() {
            ["live", mode, states @ ..] => live = Some(live_check(mode, states)),
            [days, sender, kind, counts, failure @ ..] => {
                let (first, last) = days.split_once('-').unwrap_or((days, days));
                for day in first.parse().unwrap()..=last.parse::<i64>().unwrap() {
                    let json = report(day, sender, kind, counts, failure.first().copied());
                    collection.extend(read("example.json", json.as_bytes(), &Limits::default()).reports);
                }
            }
            _ => panic!("{part}"),
        }
    }
    (collection, live)
}

fn report(day: i64, sender: &str, kind: &str, counts: &str, failure: Option<&str>) -> String {
    let start = ReportTime::from_day(DAY_ZERO + day).unwrap();
    let (successful, failed) = counts.split_once('/').unwrap();
    let (policy_type, string) = match kind {
        "tlsa" | "no-policy-found" => (kind, String::new()),
        mode => (
            "sts",
            format!(r#","policy-string":["version: STSv1","mode: {mode}","mx: {}","max_age: 86400"]"#, host("mx1")),
        ),
    };
    let details = failure.map_or_else(String::new, |failure| {
        let (result_type, rest) = failure.split_once('@').unwrap();
        let (at, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let at = if at.is_empty() { String::new() } else { host(at) };
        format!(
            r#"{{"result-type":"{result_type}","receiving-mx-hostname":"{at}","failed-session-count":{failed},"failure-reason-code":"{reason}"}}"#
        )
    });
    let end = start.plus_seconds(DAY - 1).unwrap();
    format!(
        r#"{{"organization-name":"{sender}","report-id":"{day}","date-range":{{"start-datetime":"{start}","end-datetime":"{end}"}},
        "policies":[{{"policy":{{"policy-type":"{policy_type}","policy-domain":"{DOMAIN}"{string}}},
        "summary":{{"total-successful-session-count":{successful},"total-failure-session-count":{failed}}},"failure-details":[{details}]}}]}}"#
    )
}

fn live_check(mode: &str, states: &[&str]) -> Live {
    let mut live = Live::default();
    for state in states {
        match state.split_once('=').unwrap() {
            ("now", day) => live.now = ReportTime::from_day(DAY_ZERO + day.parse::<i64>().unwrap()),
            (name, state) => live.mx.push(LiveMx {
                host: host(name),
                is_listed: state != "unlisted",
                tls: match state {
                    "none" => LiveTls::None,
                    "invalid" => LiveTls::Invalid,
                    "unseen" => LiveTls::Unseen,
                    _ => LiveTls::Valid,
                },
            }),
        }
    }
    let mode = Mode::ALL.into_iter().find(|one| one.id() == mode);
    live.policy = Some(ReportedPolicy {
        mode,
        mx: live.hosts(|mx| mx.is_listed).into_iter().map(Into::into).collect(),
        max_age: Some(86_400),
    });
    live
}

fn answer(example: &str) -> (Enforce, Vec<&'static str>) {
    let (collection, live) = parse(example);
    let answer = collection.answer(DOMAIN, live.as_ref());
    (answer.enforce, answer.reasons.iter().map(|given| given.reason.id).collect())
}

#[test]
fn every_reason_is_found_in_its_example() {
    for reason in REASONS {
        let (enforce, reasons) = answer(reason.example);
        assert!(reasons.contains(&reason.id), "{}: {reasons:?}", reason.id);
        assert!(enforce >= reason.weighs, "{}: {enforce:?}", reason.id);
    }
}

#[test]
fn ids_differ_and_numbers_ascend() {
    assert!(REASONS.windows(2).all(|pair| pair[0].number <= pair[1].number));
    let mut ids: Vec<_> = REASONS.iter().map(|reason| reason.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), REASONS.len());
}

#[test]
fn two_weeks_of_two_senders_and_a_good_live_check_are_enough() {
    let good = "1-14 A testing 9/0; 1-14 B testing 5/0; live testing mx1=valid now=16";
    assert_eq!(answer(good), (Enforce::Yes, vec!["reports-are-a-sample"]));
}

#[test]
fn successes_of_other_policy_types_are_not_evidence() {
    let (enforce, reasons) = answer("1-20 A no-policy-found 9/0; 1-20 B tlsa 5/0; live testing mx1=valid");
    assert_eq!(enforce, Enforce::Unknown);
    assert!(reasons.contains(&"names-not-checked"));
}

#[test]
fn an_entry_without_sessions_is_not_evidence() {
    let (_, reasons) = answer("1-20 A testing 0/0; live testing mx1=valid");
    assert!(reasons.contains(&"names-not-checked"), "{reasons:?}");
}

#[test]
fn a_failure_at_a_former_mx_host_does_not_block() {
    let (enforce, reasons) = answer(
        "1-20 A testing 9/0; 1-20 B testing 9/0; 19 C testing 1/4 certificate-expired@old; live testing mx1=valid",
    );
    assert_eq!(enforce, Enforce::Yes, "{reasons:?}");
    assert!(reasons.contains(&"host-is-gone"));
}

#[test]
fn several_network_failures_block() {
    let (enforce, reasons) = answer(
        "1-20 A testing 9/0; 1-20 B testing 9/0; 21 A testing 1/4 validation-failure@mx1:io-timeout; live testing mx1=valid",
    );
    assert_eq!(enforce, Enforce::NotYet, "{reasons:?}");
}

#[test]
fn a_warning_of_a_host_outside_the_policy_blocks() {
    let (enforce, reasons) = answer("5 A testing 9/0 validation-failure@mx7:mtasts-policy-mx-mismatch");
    assert_eq!(enforce, Enforce::NotYet, "{reasons:?}");
}
