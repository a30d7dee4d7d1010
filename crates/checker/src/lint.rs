//! Judging a text that is not published yet: records and policy files as arguments, not as answers.
//!
//! The same rules as in a check look at it. A world is made in which everything else is as it should be, and only the
//! findings about the text itself are kept.

use std::collections::BTreeSet;

use evidence::{
    Answer, Attempt, Connect, DAY, DnsAnswer, Evidence, Header, Http, Octets, Outcome, POLICY_LIMIT, PolicyFetch,
    Question, Record, RecordKind, Reply, Timestamp, Via,
};
use mta_sts::{Domain, PolicyReading, RecordReading, TlsRptReading};

use crate::{
    Case, Effect, Finding, Patch, Severity, Source, Stage,
    certificate::flawless,
    judge::findings,
    plan::PROBE_LABEL,
    repair::setup,
    report::PolicyInForce,
    verdict::{in_force, loses_senders},
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
        push_mx(&mut seen, domain, mx);
    }
    let stages = [Stage::PolicyHost, Stage::Policy, Stage::Mx];
    let told = |finding: &Finding| finding.rule.id != "policy-host-ok" && finding.rule.id != "mx-ok";
    let findings = of_stages(domain, &seen, &stages).into_iter().filter(told).map(without_preference).collect();
    let case = Case::new(domain, &seen);
    let uncovered = case.coverage.as_ref().map(|coverage| coverage.uncovered.as_slice()).unwrap_or_default();
    let uncovered = uncovered.iter().map(|uncovered| uncovered.host.name.clone()).collect();
    PolicyLint { reading: PolicyReading::read(body), policy: in_force(&case), uncovered, findings }
}

/// Hosts that are given have an order, and no preference.
fn without_preference(mut finding: Finding) -> Finding {
    for (_, value) in finding.args.0.iter_mut().filter(|(name, _)| *name == "preference") {
        *value = "none".into();
    }
    finding
}

/// What [`lint_policy`] found.
#[derive(Clone, Debug)]
pub struct PolicyLint {
    /// The file as it was read.
    pub reading: PolicyReading,
    /// The policy that senders apply; `None` where the file is not valid.
    pub policy: Option<PolicyInForce>,
    /// The MX hosts given that it does not cover, in their order.
    pub uncovered: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl PolicyLint {
    /// Which senders apply it.
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach::of(self.reading.is_valid(), &self.findings)
    }
}

/// Which senders use a text as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All that keep to the RFC.
    All,
    /// Some: others drop it for a fault in it.
    Some,
    /// None that keep to the RFC.
    None,
}

impl Reach {
    /// Of a text that is valid by grammar or not, and in which this was found. A fault that some senders overlook leaves them
    /// a policy, unless another one has every sender drop it.
    #[must_use]
    pub fn of(is_valid: bool, findings: &[Finding]) -> Self {
        let drop_all = |one: &Finding| one.rule.severity == Severity::Error && one.rule.effect == Effect::NoPolicy;
        match findings.iter().any(loses_senders) {
            true if is_valid || !findings.iter().any(drop_all) => Self::Some,
            false if is_valid => Self::All,
            _ => Self::None,
        }
    }
}

/// Texts to begin with, in the order in which they are published: policy file, STS record, record for TLS reports.
#[must_use]
pub fn samples(domain: &Domain, mx: &[String], now: Timestamp) -> Vec<Patch> {
    let mut seen = Evidence::new(domain, domain.as_str(), now);
    let customary = [format!("mx1.{domain}")];
    push_mx(&mut seen, domain, if mx.is_empty() { &customary } else { mx });
    setup(&Case::new(domain, &seen))
}

/// What a text is meant to be, faults and all; `None` where nothing tells. A line that only a policy has outweighs what a
/// record begins with; a web page stands where a policy should.
#[must_use]
pub fn recognise(text: &[u8]) -> Option<Source> {
    if text.trim_ascii_start().starts_with(b"<") {
        return Some(Source::Policy);
    }
    let found: BTreeSet<Source> = text.split(|octet| b";\r\n\"".contains(octet)).filter_map(meant).collect();
    if let Some(source) = named(text).filter(|_| !found.contains(&Source::Policy)) {
        return Some(source);
    }
    [Source::Policy, Source::TlsRpt, Source::Record].into_iter().find(|source| found.contains(source))
}

/// What is at the one name that a text says, as a line of a zone does: beside it, other lines may have the same fields.
fn named(text: &[u8]) -> Option<Source> {
    let names = |label: &str| words(text).any(|word| word == label);
    match (names("_mta-sts"), names("_smtp")) {
        (true, false) => Some(Source::Record),
        (false, true) => Some(Source::TlsRpt),
        _ => None,
    }
}

/// What has a field of this name and value.
fn meant(piece: &[u8]) -> Option<Source> {
    let at = piece.iter().position(|octet| b":=".contains(octet))?;
    let (name, value) = (words(&piece[..at]).next_back()?, words(&piece[at + 1..]).next().unwrap_or_default());
    match name.as_str() {
        "version" | "mode" | "mx" | "max_age" | "max-age" | "maxage" => Some(Source::Policy),
        "rua" => Some(Source::TlsRpt),
        "v" if value.starts_with("tlsrpt") => Some(Source::TlsRpt),
        "v" if value.starts_with("sts") => Some(Source::Record),
        "id" => Some(Source::Record),
        _ => None,
    }
}

/// The words of a text in lower case, without quotation marks, byte order marks and whatever else is no part of them.
fn words(text: &[u8]) -> impl DoubleEndedIterator<Item = String> {
    let is_part = |octet: &u8| octet.is_ascii_alphanumeric() || b"_-".contains(octet);
    let words = text.split(move |octet| !is_part(octet)).filter(|word| !word.is_empty());
    words.map(|word| String::from_utf8_lossy(word).to_ascii_lowercase())
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

/// Hosts are preferred in the order in which they are given.
fn push_mx(seen: &mut Evidence, domain: &Domain, mx: &[String]) {
    let exchange = |(host, preference): (&String, u16)| Record::Mx { preference, exchange: evidence::canonical(host) };
    push_dns(seen, domain.as_str(), RecordKind::Mx, mx.iter().zip(0..=u16::MAX).map(exchange).collect());
}

fn reply(answer: Answer, at: Timestamp) -> Reply {
    Reply { outcome: Outcome::Answer(answer), via: Via::Here, at }
}

/// A body served as a policy host should.
fn served(domain: &Domain, body: &[u8], now: Timestamp) -> PolicyFetch {
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
    PolicyFetch {
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
        omitted_bytes: 0,
    }
}

#[cfg(test)]
mod tests {
    use mta_sts::Outcome;

    use super::*;

    #[test]
    fn a_text_is_recognised_although_it_is_wrong() {
        for (text, source) in [
            ("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n", Some(Source::Policy)),
            ("\u{feff}version: STSv1", Some(Source::Policy)),
            ("  Mode : enforce", Some(Source::Policy)),
            ("mode=enforce", Some(Source::Policy)),
            ("v=STSv1; mode: enforce\nmx: a.example", Some(Source::Policy)),
            ("version: STSv1 mode: none max_age: 1", Some(Source::Policy)),
            ("mx: rua.example", Some(Source::Policy)),
            ("\r\n<div id=\"v\">", Some(Source::Policy)),
            ("v=STSv1; id=20260101000000Z;", Some(Source::Record)),
            ("id = 1", Some(Source::Record)),
            ("\"V=stsv1 ; id=1\"", Some(Source::Record)),
            ("_mta-sts.example.com. 3600 IN TXT \"v=STSv1; id=1;\"", Some(Source::Record)),
            (
                "_dmarc TXT \"v=DMARC1; rua=mailto:a@example.com\"\n_mta-sts TXT \"v=STSv1; id=1;\"",
                Some(Source::Record),
            ),
            ("_smtp._tls TXT \"v=TLS\" \"RPTv1; r\" \"ua=mailto:a@example.com\"", Some(Source::TlsRpt)),
            (
                ";; ->>HEADER<<- opcode: QUERY, id: 1\n; EDNS: version: 0\n_mta-sts.a.example. 1 IN TXT \"v=STSv1; id=1\"",
                Some(Source::Record),
            ),
            ("v=spf1 -all\nv=STSv1; id=1", Some(Source::Record)),
            ("v=TLSRPTv1; rua=mailto:a@example.com", Some(Source::TlsRpt)),
            ("rua=https://example.com/mode:mx", Some(Source::TlsRpt)),
            ("v=TLSRPTv1", Some(Source::TlsRpt)),
            ("v=STSv1; rua=mailto:a@example.com", Some(Source::TlsRpt)),
            ("", None),
            ("v=spf1 mx -all", None),
            ("Hello", None),
        ] {
            assert_eq!(recognise(text.as_bytes()), source, "{text:?}");
        }
        assert_eq!(recognise(b"\xff\xfev\0=\0"), None);
    }

    #[test]
    fn some_senders_apply_what_others_drop() {
        let domain: Domain = "domain.example".parse().unwrap();
        let now = Timestamp::default();
        for (line, reach) in [
            ("max_age: 604800", Reach::All),
            ("mxs: mx2.domain.example\nmax_age: 604800", Reach::All),
            ("mx: mx2.domain.example.\nmax_age: 604800", Reach::Some),
            ("\nmax_age: 604800", Reach::Some),
            ("\nmax_age: soon", Reach::None),
            ("max_age: soon", Reach::None),
            ("", Reach::None),
        ] {
            let text = format!("version: STSv1\nmode: enforce\nmx: mx1.domain.example\n{line}\n");
            assert_eq!(lint_policy(&domain, text.as_bytes(), &[], now).reach(), reach, "{line:?}");
        }
        for (text, reach) in
            [("v=STSv1; id=1;", Reach::All), ("v=STSv1; id=1 ", Reach::Some), ("v=STSv1;", Reach::None)]
        {
            let (reading, findings) = lint_record(&domain, &[text.into()], now);
            assert_eq!(Reach::of(reading.outcome == Outcome::Valid, &findings), reach, "{text:?}");
        }
    }
}
