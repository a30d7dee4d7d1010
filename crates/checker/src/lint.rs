//! Judging a text that is not published yet: records and policy files as arguments, not as answers.
//!
//! The same rules as in a check look at it. A world is made in which everything else is as it should be, and only the
//! findings about the text itself are kept.

use mta_sts::{Domain, PolicyReading, RecordReading, TlsRptReading};
use proxy_api::{Attempt, Connect, Header, Http, Octets, POLICY_LIMIT, PolicySighting};

use crate::{
    Answer, Case, DAY, DnsAnswer, Evidence, Finding, Outcome, Question, Record, RecordKind, Reply, Stage, Timestamp,
    Via, certificate::flawless, judge::findings, plan::PROBE_LABEL, report::PolicyInForce, verdict::in_force,
};

/// What is wrong with TXT records that are one answer at `_mta-sts`.
#[must_use]
pub fn lint_record(domain: &Domain, records: &[Vec<u8>], now: Timestamp) -> (RecordReading, Vec<Finding>) {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    push_dns(&mut seen, &domain.sts_name(), RecordKind::Txt, texts(records));
    push_dns(&mut seen, &format!("{PROBE_LABEL}.{domain}"), RecordKind::Txt, Vec::new());
    (RecordReading::read(records), of_stages(domain, &seen, &[Stage::Record]))
}

/// What is wrong with TXT records that are one answer at `_smtp._tls`.
#[must_use]
pub fn lint_tls_rpt(domain: &Domain, records: &[Vec<u8>], now: Timestamp) -> (TlsRptReading, Vec<Finding>) {
    let mut seen = with_good_record(domain, now);
    push_dns(&mut seen, &domain.tls_rpt_name(), RecordKind::Txt, texts(records));
    (TlsRptReading::read(records), of_stages(domain, &seen, &[Stage::TlsRpt]))
}

/// What is wrong with a policy file, octet for octet; with MX hosts given, also whether it covers them.
#[must_use]
pub fn lint_policy(domain: &Domain, body: &[u8], mx: &[String], now: Timestamp) -> PolicyLint {
    let mut seen = with_good_record(domain, now);
    let question = Question::Policy { domain: domain.to_string() };
    seen.push(question, reply(Answer::Policy(Box::new(served(domain, body, now))), now));
    if !mx.is_empty() {
        let exchange = |host: &String| Record::Mx { preference: 10, exchange: crate::canonical(host) };
        push_dns(&mut seen, domain.as_str(), RecordKind::Mx, mx.iter().map(exchange).collect());
    }
    let stages = [Stage::PolicyHost, Stage::Policy, Stage::Mx];
    let told = |finding: &Finding| finding.rule.id != "policy-host-ok" && finding.rule.id != "mx-ok";
    let findings = of_stages(domain, &seen, &stages).into_iter().filter(told).collect();
    let policy = in_force(&Case::new(domain, &seen));
    PolicyLint { reading: PolicyReading::read(body), policy, findings }
}

/// What [`lint_policy`] found.
#[derive(Clone, Debug)]
pub struct PolicyLint {
    /// The file as it was read.
    pub reading: PolicyReading,
    /// The policy that senders apply; `None` where the file is not valid.
    pub policy: Option<PolicyInForce>,
    /// What was found.
    pub findings: Vec<Finding>,
}

fn of_stages(domain: &Domain, seen: &Evidence, stages: &[Stage]) -> Vec<Finding> {
    let found = findings(&Case::new(domain, seen));
    found.into_iter().filter(|finding| stages.contains(&finding.rule.stage)).collect()
}

fn with_good_record(domain: &Domain, now: Timestamp) -> Evidence {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    let record = mta_sts::print_record(&now.policy_id()).into_bytes();
    push_dns(&mut seen, &domain.sts_name(), RecordKind::Txt, texts(&[record]));
    seen
}

fn texts(records: &[Vec<u8>]) -> Vec<Record> {
    records.iter().map(|text| Record::Txt(vec![Octets(text.clone())])).collect()
}

fn push_dns(seen: &mut Evidence, name: &str, kind: RecordKind, records: Vec<Record>) {
    let answer = DnsAnswer { records, ..DnsAnswer::default() };
    let at = seen.started;
    seen.push(Question::dns(name, kind), reply(Answer::Dns(answer), at));
}

fn reply(answer: Answer, at: Timestamp) -> Reply {
    Reply { outcome: Outcome::Answer(answer), via: Via::Here, at }
}

/// A body served as a policy host should.
fn served(domain: &Domain, body: &[u8], now: Timestamp) -> PolicySighting {
    let header = Header { name: "content-type".into(), value: "text/plain; charset=utf-8".into() };
    let http = Http {
        status: 200,
        version: "HTTP/1.1".into(),
        headers: vec![header],
        body: Octets(body.iter().copied().take(POLICY_LIMIT).collect()),
        length: body.len() as u64,
        truncated: body.len() > POLICY_LIMIT,
    };
    let address = std::net::Ipv4Addr::new(192, 0, 2, 1).into();
    PolicySighting {
        url: domain.policy_url(),
        attempts: vec![Attempt { address, connect: Connect::Ok }],
        tls: Some(flawless(&domain.policy_host(), now.plus(-DAY), now.plus(60 * DAY))),
        http: Some(http),
        interruption: None,
        elapsed_ms: 0,
        stages: Vec::new(),
        second_looks: Vec::new(),
        seen_at: Some(now.unix()),
        age_s: 0,
    }
}
