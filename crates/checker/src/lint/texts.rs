//! Judges one text on evidence in which everything else is in order.

use std::sync::Arc;

use evidence::{
    Answer, Attempt, Connect, DAY, DnsAnswer, Evidence, Header, Http, Outcome, POLICY_LIMIT, PolicyFetch, Question,
    RawBytes, Record, RecordKind, Reply, Timestamp, Via,
};
use mta_sts::{Domain, PolicyReading, RecordReading, TlsRptReading, presentation_format::PastedPolicy};

use super::SenderAcceptance;
use crate::{
    advice::repair::setup_patches,
    facts::{Facts, certificate::valid_handshake, policy_file::PolicyInForce, questions::PROBE_LABEL},
    judge::check_rules_with_texts,
    patch::Patch,
    rule::{Finding, Stage},
    rules::{MX_OK, POLICY_HOST_OK},
};

/// Judges TXT records as one answer at `_mta-sts`.
#[must_use]
pub fn lint_record(domain: &Domain, records: &[Vec<u8>], now: Timestamp) -> (RecordReading, Vec<Finding>) {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    push_dns(&mut seen, &domain.sts_name(), RecordKind::Txt, texts(records));
    push_dns(&mut seen, &format!("{PROBE_LABEL}.{domain}"), RecordKind::Txt, Vec::new());
    (RecordReading::read(records), of_stages(domain, &seen, &[Stage::Record]))
}

/// Judges TXT records as one answer at `_smtp._tls`.
#[must_use]
pub fn lint_tls_rpt(domain: &Domain, records: &[Vec<u8>], now: Timestamp) -> (TlsRptReading, Vec<Finding>) {
    let mut seen = with_good_record(domain, now);
    push_dns(&mut seen, &domain.tls_rpt_name(), RecordKind::Txt, texts(records));
    (TlsRptReading::read(records), of_stages(domain, &seen, &[Stage::TlsRpt]))
}

/// Judges a policy file octet for octet, and whether it covers the given MX hosts.
#[must_use]
pub fn lint_policy(domain: &Domain, body: &[u8], mx: &[String], now: Timestamp) -> PolicyLint {
    let seen = evidence_of_policy(domain, served(domain, body, now), mx, now);
    judged_policy(&Facts::new(domain, &seen), PolicyReading::read(body), 200)
}

/// Judges a pasted policy file. The response that it was in may have had another status than 200.
pub(super) fn lint_pasted_policy(domain: &Domain, pasted: &PastedPolicy, mx: &[String], now: Timestamp) -> PolicyLint {
    let body = pasted.body.octets();
    let mut fetch = served(domain, body, now);
    let status = pasted.status.as_ref().map_or(200, |status| status.code);
    if let (Some(http), Some(given)) = (&mut fetch.http, &pasted.status) {
        http.status = given.code;
        let location = given.location.iter().map(|value| Header { name: "location".into(), value: value.clone() });
        http.headers.extend(location);
    }
    let seen = evidence_of_policy(domain, fetch, mx, now);
    judged_policy(&Facts::of_pasted_policy(domain, &seen), PolicyReading::read_pasted(body), status)
}

fn evidence_of_policy(domain: &Domain, fetch: PolicyFetch, mx: &[String], now: Timestamp) -> Evidence {
    let mut seen = with_good_record(domain, now);
    let question = Question::Policy { domain: domain.to_string() };
    seen.push(question, reply(Answer::Policy(Arc::new(fetch)), now));
    if !mx.is_empty() {
        push_mx(&mut seen, domain, mx);
    }
    seen
}

fn judged_policy(facts: &Facts<'_>, reading: PolicyReading, status: u16) -> PolicyLint {
    let stages = [Stage::PolicyHost, Stage::Policy, Stage::Mx];
    let told = |finding: &Finding| ![&POLICY_HOST_OK, &MX_OK].contains(&finding.rule);
    let findings = check_rules_with_texts(facts).into_iter().filter(|finding| stages.contains(&finding.rule.stage));
    let findings = findings.filter(told).map(without_preference).collect();
    let uncovered = facts.coverage.as_ref().map(|coverage| coverage.uncovered.as_slice()).unwrap_or_default();
    let uncovered = uncovered.iter().map(|uncovered| uncovered.host.name.clone()).collect();
    PolicyLint { reading, status, policy: facts.policy_in_force(), uncovered, findings }
}

/// Sets the preference in a finding to `none`. The given hosts have an order, but no preference.
fn without_preference(mut finding: Finding) -> Finding {
    for (_, value) in finding.args.0.iter_mut().filter(|(name, _)| *name == "preference") {
        *value = "none".into();
    }
    finding
}

/// The result of [`lint_policy`].
#[derive(Clone, Debug)]
pub struct PolicyLint {
    /// The parsed file.
    pub reading: PolicyReading,
    /// The status of the response with the file; 200 if the text does not tell.
    pub status: u16,
    /// The policy that senders apply; `None` if the file is not valid.
    pub policy: Option<PolicyInForce>,
    /// The given MX hosts that it does not cover, in their order.
    pub uncovered: Vec<String>,
    /// The findings.
    pub findings: Vec<Finding>,
}

impl PolicyLint {
    /// Returns whether senders that follow the RFC apply it. They use no response with another status than 200.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.status == 200 && self.reading.is_valid()
    }

    /// Returns which senders apply it.
    #[must_use]
    pub fn acceptance(&self) -> SenderAcceptance {
        SenderAcceptance::from_findings(self.is_valid(), &self.findings)
    }
}

/// Returns template texts, in the order of publication: policy file, STS record, record for TLS reports.
#[must_use]
pub fn sample_texts(domain: &Domain, mx: &[String], now: Timestamp) -> Vec<Patch> {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    let customary = [format!("mx1.{domain}")];
    push_mx(&mut seen, domain, if mx.is_empty() { &customary } else { mx });
    setup_patches(&Facts::new(domain, &seen))
}

fn of_stages(domain: &Domain, seen: &Evidence, stages: &[Stage]) -> Vec<Finding> {
    let found = check_rules_with_texts(&Facts::new(domain, seen));
    found.into_iter().filter(|finding| stages.contains(&finding.rule.stage)).collect()
}

fn with_good_record(domain: &Domain, now: Timestamp) -> Evidence {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    let record = mta_sts::print_record(&now.policy_id()).into_bytes();
    push_dns(&mut seen, &domain.sts_name(), RecordKind::Txt, texts(&[record]));
    seen
}

fn texts(records: &[Vec<u8>]) -> Vec<Record> {
    records.iter().map(|text| Record::Txt(vec![RawBytes(text.clone())])).collect()
}

fn push_dns(seen: &mut Evidence, name: &str, kind: RecordKind, records: Vec<Record>) {
    let answer = DnsAnswer { records, ..DnsAnswer::default() };
    let at = seen.started;
    seen.push(Question::dns(name, kind), reply(Answer::Dns(answer), at));
}

/// Adds MX records for the given hosts, in order of preference.
fn push_mx(seen: &mut Evidence, domain: &Domain, mx: &[String]) {
    let exchange =
        |(host, preference): (&String, u16)| Record::Mx { preference, exchange: evidence::canonical_name(host) };
    push_dns(seen, domain.as_str(), RecordKind::Mx, mx.iter().zip(0..=u16::MAX).map(exchange).collect());
}

fn reply(answer: Answer, at: Timestamp) -> Reply {
    Reply { outcome: Outcome::Answer(answer), via: Via::Here, at }
}

/// Returns the fetch of a body from a policy host without faults.
fn served(domain: &Domain, body: &[u8], now: Timestamp) -> PolicyFetch {
    let header = Header { name: "content-type".into(), value: "text/plain; charset=utf-8".into() };
    let http = Http {
        status: 200,
        version: "HTTP/1.1".into(),
        headers: vec![header],
        body: RawBytes(body.iter().copied().take(POLICY_LIMIT).collect()),
        length: body.len() as u64,
        truncated: body.len() > POLICY_LIMIT,
    };
    let address = std::net::Ipv4Addr::new(192, 0, 2, 1).into();
    PolicyFetch {
        url: domain.policy_url(),
        attempts: vec![Attempt { address, connect: Connect::Ok }],
        tls: Some(valid_handshake(&domain.policy_host(), now.plus_seconds(-DAY), now.plus_seconds(60 * DAY))),
        http: Some(http),
        interruption: None,
        elapsed_ms: 0,
        stages: Vec::new(),
        comparisons: Vec::new(),
        seen_at: Some(now.unix_seconds()),
        age_s: 0,
        omitted_bytes: 0,
    }
}

#[cfg(test)]
mod tests {
    use mta_sts::Outcome;

    use super::*;

    #[test]
    fn some_senders_apply_what_others_drop() {
        let domain: Domain = "domain.example".parse().unwrap();
        let now = Timestamp::default();
        for (line, reach) in [
            ("max_age: 604800", SenderAcceptance::All),
            ("mxs: mx2.domain.example\nmax_age: 604800", SenderAcceptance::All),
            ("mx: mx2.domain.example.\nmax_age: 604800", SenderAcceptance::Some),
            ("\nmax_age: 604800", SenderAcceptance::Some),
            ("\nmax_age: soon", SenderAcceptance::None),
            ("max_age: soon", SenderAcceptance::None),
            ("", SenderAcceptance::None),
        ] {
            let text = format!("version: STSv1\nmode: enforce\nmx: mx1.domain.example\n{line}\n");
            assert_eq!(lint_policy(&domain, text.as_bytes(), &[], now).acceptance(), reach, "{line:?}");
        }
        for (text, reach) in [
            ("v=STSv1; id=1;", SenderAcceptance::All),
            ("v=STSv1; id=1 ", SenderAcceptance::Some),
            ("v=STSv1;", SenderAcceptance::None),
        ] {
            let (reading, findings) = lint_record(&domain, &[text.into()], now);
            assert_eq!(
                SenderAcceptance::from_findings(reading.outcome == Outcome::Valid, &findings),
                reach,
                "{text:?}"
            );
        }
    }
}
