//! Worlds: small files that say what the internet around a domain looks like.
//!
//! A world is a recorded [`Transport`] for tests and demos; the crate `lab` makes a real little internet out of it. The
//! format, JSON, is that of the catalogue's fixtures: `"NAME TYPE"` members under `dns` (an absent one means: no such
//! records), policy hosts under `https`, MX hosts under `smtp`.

use std::{collections::BTreeMap, net::IpAddr};

use mta_sts::Domain;
use proxy_api::{
    Attempt, Certificate, Connect, Header, Http, Interruption, Octets, POLICY_LIMIT, PolicySighting, Stage, TlsFailure,
    TlsSighting, TlsVersion, Trust,
};
use serde::{Deserialize, Serialize};

use crate::{
    Answer, Blind, DAY, DnsAnswer, DnsQuestion, Evidence, ExtendedError, Outcome, Question, Rcode, Record, RecordKind,
    Reply, Timestamp, Tlsa, Transport, Via, canonical,
};

/// What the internet around a domain looks like.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// The policy domain, as A-labels.
    pub domain: String,
    /// What the user types, if that is something else.
    #[serde(default)]
    pub typed: Option<String>,
    /// The moment of the check; whoever plays the world says it where this is absent.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// DNS answers by `"NAME TYPE"`.
    #[serde(default)]
    pub dns: BTreeMap<String, DnsEntry>,
    /// HTTPS servers by host name.
    #[serde(default)]
    pub https: BTreeMap<String, HttpsHost>,
    /// Mail servers by host name.
    #[serde(default)]
    pub smtp: BTreeMap<String, SmtpHost>,
    /// The proxy of the check is out of order.
    #[serde(default)]
    pub proxy_down: bool,
    /// The resolver of the check is out of order.
    #[serde(default)]
    pub resolver_down: bool,
    /// What judging it must give; without it, the world is no example.
    #[serde(default)]
    pub expect: Option<Expect>,
}

/// What judging a world must give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The verdict.
    pub verdict: String,
    /// The ids of all errors and warnings, in alphabetical order.
    pub findings: Vec<String>,
}

/// One DNS answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DnsEntry {
    /// Mnemonic of the response code; NOERROR where absent.
    #[serde(default)]
    pub rcode: Option<String>,
    /// The records.
    #[serde(default)]
    pub rrs: Vec<RecordText>,
    /// Time to live, in seconds.
    #[serde(default)]
    pub ttl: Option<u32>,
    /// The AD bit.
    #[serde(default)]
    pub ad: bool,
    /// Codes of extended errors.
    #[serde(default)]
    pub ede: Vec<u16>,
    /// Names that CNAME records lead through.
    #[serde(default)]
    pub chain: Vec<String>,
}

/// One record: `[10, "mx1.example."]`, `["character", "strings"]` or `"192.0.2.1"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordText {
    /// MX.
    Mx(u16, String),
    /// TLSA: usage, selector, matching type, association data in hexadecimal.
    Tlsa(u8, u8, u8, String),
    /// TXT.
    Txt(Vec<String>),
    /// A or AAAA.
    Address(IpAddr),
}

/// One HTTPS server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpsHost {
    /// What connecting to its IPv4 addresses gives: `ok`, `refused`, `timeout`, …
    #[serde(default = "ok")]
    pub ipv4: String,
    /// What connecting to its IPv6 addresses gives.
    #[serde(default = "ok")]
    pub ipv6: String,
    /// Its TLS.
    pub tls: Tls,
    /// The application protocols that it agrees on; `http/1.1` where absent.
    #[serde(default)]
    pub alpn: Vec<String>,
    /// HTTP status; 0 if no answer comes.
    #[serde(default)]
    pub status: u16,
    /// Headers.
    #[serde(default)]
    pub headers: BTreeMap<String, Option<String>>,
    /// The body.
    #[serde(default)]
    pub body: String,
    /// The body as hexadecimal octets, in place of `body`.
    #[serde(default)]
    pub body_hex: Option<String>,
    /// A long body, in place of `body`.
    #[serde(default)]
    pub body_repeat: Option<Repeat>,
    /// What goes wrong instead of an answer: `timeout`.
    #[serde(default)]
    pub error: Option<String>,
    /// Time until the answer is complete, in milliseconds.
    #[serde(default)]
    pub elapsed_ms: u64,
}

fn ok() -> String {
    "ok".into()
}

/// A body made of a prefix and a line, many times.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Repeat {
    /// What stands first.
    pub prefix: String,
    /// What is repeated.
    pub line: String,
    /// How often.
    pub times: usize,
}

/// TLS of a server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Whether a handshake is completed.
    #[serde(default = "yes")]
    pub ok: bool,
    /// The alert that ends the handshake, if none is completed.
    #[serde(default)]
    pub error: Option<String>,
    /// The newest version that the server speaks.
    #[serde(default)]
    pub version: Option<TlsVersion>,
    /// DNS names in the certificate.
    #[serde(default)]
    pub names: Vec<String>,
    /// Common name in the certificate.
    #[serde(default)]
    pub cn: Option<String>,
    /// Begin of validity: a moment, or days from now such as `-30d`.
    #[serde(default)]
    pub not_before: Option<String>,
    /// End of validity, likewise.
    #[serde(default)]
    pub not_after: Option<String>,
    /// How the chain ends: `trusted`, `self-signed`, `untrusted-root`, `incomplete`.
    #[serde(default)]
    pub chain: Option<String>,
}

const fn yes() -> bool {
    true
}

/// One mail server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpHost {
    /// What connecting gives.
    #[serde(default = "ok")]
    pub connect: String,
    /// The greeting.
    #[serde(default)]
    pub greeting: Option<String>,
    /// The EHLO keywords.
    #[serde(default)]
    pub ehlo: Vec<String>,
    /// The reply to STARTTLS.
    #[serde(default)]
    pub starttls: Option<String>,
    /// Its TLS.
    #[serde(default)]
    pub tls: Option<Tls>,
}

impl World {
    /// The moment of the check: the world's own, or the one given.
    #[must_use]
    pub fn moment(&self, otherwise: Timestamp) -> Timestamp {
        self.now.unwrap_or(otherwise)
    }

    /// Empty evidence about the world's domain.
    #[must_use]
    pub fn evidence(&self, domain: &Domain, now: Timestamp) -> Evidence {
        Evidence::new(domain, self.typed.as_deref().unwrap_or(&self.domain), self.moment(now))
    }

    /// The DNS answer of this world.
    #[must_use]
    pub fn dns_answer(&self, question: &DnsQuestion) -> DnsAnswer {
        let key = format!("{} {}", question.name, question.kind.name());
        let entry = self.dns.iter().find(|(name, _)| canonical_key(name) == key).map(|(_, entry)| entry);
        match entry {
            Some(entry) => entry.answer(question.kind),
            None => DnsAnswer { rcode: Rcode::NOERROR, ..DnsAnswer::default() },
        }
    }

    /// What fetching the policy shows in this world.
    #[must_use]
    pub fn policy_sighting(&self, domain: &str, now: Timestamp) -> PolicySighting {
        let host = format!("mta-sts.{domain}");
        let addresses = |kind| self.dns_answer(&DnsQuestion { name: host.clone(), kind });
        let (a, aaaa) = (addresses(RecordKind::A), addresses(RecordKind::Aaaa));
        let server = self.https.get(&host);
        let attempts: Vec<Attempt> =
            a.addresses().chain(aaaa.addresses()).map(|address| attempt(address, server)).collect();
        let connected = attempts.iter().any(|attempt| attempt.connect == Connect::Ok);
        let mut sighting = PolicySighting {
            url: format!("https://{host}/.well-known/mta-sts.txt"),
            interruption: None,
            attempts,
            tls: None,
            http: None,
            elapsed_ms: server.map_or(0, |server| server.elapsed_ms),
            stages: Vec::new(),
            second_looks: Vec::new(),
            age_s: 0,
        };
        match server.filter(|_| connected) {
            Some(server) => server.answer(&mut sighting, now),
            None if !sighting.attempts.is_empty() => sighting.interruption = Some(Interruption::NotConnected),
            None if a.rcode == Rcode::NXDOMAIN => sighting.interruption = Some(Interruption::NoSuchHost),
            None => sighting.interruption = Some(Interruption::NoAddress),
        }
        sighting
    }

    fn outcome(&self, question: &Question, now: Timestamp) -> Outcome {
        let down = || Outcome::Blind(Blind::Unreachable { detail: "out of order in this world".into() });
        match question {
            Question::Dns(_) if self.resolver_down => down(),
            Question::Dns(dns) => Outcome::Answer(Answer::Dns(self.dns_answer(dns))),
            Question::Policy { .. } if self.proxy_down => down(),
            Question::Policy { domain } => Outcome::Answer(Answer::Policy(Box::new(self.policy_sighting(domain, now)))),
            Question::Mail { .. } => Outcome::Blind(Blind::NotOffered),
        }
    }
}

/// A world played at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Played<'a> {
    /// The world.
    pub world: &'a World,
    /// The moment.
    pub now: Timestamp,
}

impl Transport for Played<'_> {
    async fn ask(&self, question: &Question) -> Reply {
        Reply { outcome: self.world.outcome(question, self.now), via: Via::World, at: self.now }
    }
}

fn canonical_key(key: &str) -> String {
    match key.split_once(' ') {
        Some((name, kind)) => format!("{} {kind}", canonical(name)),
        None => key.to_owned(),
    }
}

fn attempt(address: IpAddr, server: Option<&HttpsHost>) -> Attempt {
    let word = server.map_or("refused", |server| if address.is_ipv4() { &server.ipv4 } else { &server.ipv6 });
    let connect = match word {
        "ok" => Connect::Ok,
        "timeout" => Connect::Timeout,
        "reset" => Connect::Reset,
        "unreachable" => Connect::Unreachable,
        "no-route" => Connect::NoRoute,
        "not-public" => Connect::NotPublic,
        _ => Connect::Refused,
    };
    Attempt { address, connect }
}

impl DnsEntry {
    fn answer(&self, kind: RecordKind) -> DnsAnswer {
        DnsAnswer {
            rcode: rcode(self.rcode.as_deref()),
            authenticated: self.ad,
            chain: self.chain.iter().map(|name| canonical(name)).collect(),
            records: self.rrs.iter().filter_map(|record| record.record(kind)).collect(),
            ttl: self.ttl,
            extended_errors: self.ede.iter().map(|&code| ExtendedError { code, text: String::new() }).collect(),
        }
    }
}

impl RecordText {
    /// The record, if it is of this type.
    #[must_use]
    pub fn record(&self, kind: RecordKind) -> Option<Record> {
        match (self, kind) {
            (Self::Mx(preference, host), RecordKind::Mx) => {
                Some(Record::Mx { preference: *preference, exchange: canonical(host) })
            }
            (Self::Tlsa(usage, selector, matching, data), RecordKind::Tlsa) => Some(Record::Tlsa(Tlsa {
                usage: *usage,
                selector: *selector,
                matching: *matching,
                data: Octets(hex_octets(data)),
            })),
            (Self::Txt(strings), RecordKind::Txt) => {
                Some(Record::Txt(strings.iter().map(|text| Octets::from(text.as_str())).collect()))
            }
            (Self::Address(IpAddr::V4(address)), RecordKind::A) => Some(Record::A(*address)),
            (Self::Address(IpAddr::V6(address)), RecordKind::Aaaa) => Some(Record::Aaaa(*address)),
            _ => None,
        }
    }
}

fn rcode(name: Option<&str>) -> Rcode {
    match name {
        Some("SERVFAIL") => Rcode::SERVFAIL,
        Some("NXDOMAIN") => Rcode::NXDOMAIN,
        Some("REFUSED") => Rcode::REFUSED,
        _ => Rcode::NOERROR,
    }
}

/// Octets written as pairs of hexadecimal digits; what is no pair counts as zero.
fn hex_octets(hex: &str) -> Vec<u8> {
    let octet = |at: usize| u8::from_str_radix(hex.get(at..at + 2).unwrap_or("00"), 16).unwrap_or_default();
    (0..hex.len() / 2).map(|pair| octet(pair * 2)).collect()
}

impl HttpsHost {
    /// The octets of the body.
    #[must_use]
    pub fn octets(&self) -> Vec<u8> {
        if let Some(hex) = &self.body_hex {
            hex_octets(hex)
        } else if let Some(repeat) = &self.body_repeat {
            [repeat.prefix.as_str(), &repeat.line.repeat(repeat.times)].concat().into_bytes()
        } else {
            self.body.clone().into_bytes()
        }
    }

    fn answer(&self, sighting: &mut PolicySighting, now: Timestamp) {
        let mut tls = self.tls.sighting(now);
        if !self.alpn.is_empty() && !self.alpn.iter().any(|protocol| protocol == "http/1.1") {
            tls.alpn = self.alpn.first().cloned();
        }
        let failed = tls.failure.is_some();
        sighting.tls = Some(tls);
        if failed {
            sighting.interruption = Some(Interruption::NoTls);
        } else if self.error.as_deref() == Some("timeout") {
            sighting.interruption = Some(Interruption::Timeout { stage: Stage::Head });
        } else if self.status == 0 {
            sighting.interruption = Some(Interruption::Closed { stage: Stage::Head });
        } else {
            sighting.http = Some(self.http());
        }
    }

    fn http(&self) -> Http {
        let mut body = self.octets();
        let length = body.len();
        body.truncate(POLICY_LIMIT);
        let header = |(name, value): (&String, &Option<String>)| {
            value.clone().map(|value| Header { name: name.to_ascii_lowercase(), value })
        };
        Http {
            status: self.status,
            version: "HTTP/1.1".into(),
            headers: self.headers.iter().filter_map(header).collect(),
            truncated: length > body.len(),
            length: length as u64,
            body: Octets(body),
        }
    }
}

impl Tls {
    /// The first and last moment of the certificate's validity; 30 days before and 60 days after now where absent.
    #[must_use]
    pub fn validity(&self, now: Timestamp) -> (Timestamp, Timestamp) {
        let of = |text: &Option<String>, days: i64| {
            text.as_deref().and_then(|text| moment(text, now)).unwrap_or_else(|| now.plus(days * DAY))
        };
        (of(&self.not_before, -30), of(&self.not_after, 60))
    }

    /// How the chain ends.
    #[must_use]
    pub fn trust(&self) -> Trust {
        match self.chain.as_deref() {
            Some("self-signed") => Trust::SelfSigned,
            Some("incomplete") => Trust::Incomplete,
            Some("untrusted-root") => Trust::UntrustedRoot,
            _ => Trust::Trusted,
        }
    }

    fn sighting(&self, now: Timestamp) -> TlsSighting {
        if !self.ok {
            let failure = TlsFailure::Alert(self.error.clone().unwrap_or_else(|| "handshake_failure".into()));
            return TlsSighting {
                version: None,
                alpn: None,
                chain: Vec::new(),
                trust: None,
                verifier: None,
                failure: Some(failure),
            };
        }
        TlsSighting {
            version: Some(self.version.unwrap_or(TlsVersion::Tls13)),
            alpn: Some("http/1.1".into()),
            chain: vec![self.certificate(now)],
            trust: Some(self.trust()),
            verifier: None,
            failure: None,
        }
    }

    fn certificate(&self, now: Timestamp) -> Certificate {
        let (not_before, not_after) = self.validity(now);
        let common_name = self.cn.clone().or_else(|| self.names.first().cloned());
        let subject = common_name.as_ref().map(|name| format!("CN={name}")).unwrap_or_default();
        Certificate {
            issuer: if self.trust() == Trust::SelfSigned { subject.clone() } else { "CN=Example CA".into() },
            subject,
            common_name,
            names: self.names.clone(),
            not_before: not_before.unix(),
            not_after: not_after.unix(),
            sha256: String::new(),
            digests: None,
            key: String::new(),
        }
    }
}

/// A moment, or one relative to now: `+60d`, `-3d`.
fn moment(text: &str, now: Timestamp) -> Option<Timestamp> {
    match text.strip_suffix('d').and_then(|days| days.parse::<i64>().ok()) {
        Some(days) => Some(now.plus(days.checked_mul(DAY)?)),
        None => text.parse().ok(),
    }
}
