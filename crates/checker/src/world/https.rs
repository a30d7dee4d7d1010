//! HTTPS servers in a world file, and the result of fetching a policy from them.

use std::{collections::BTreeMap, net::IpAddr};

use evidence::{
    Attempt, ComparisonFetch, ComparisonTarget, Connect, DnsQuestion, Header, Http, Interruption, POLICY_LIMIT,
    PolicyFetch, RawBytes, Rcode, RecordKind, Stage, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::{Tls, World, octets::hex_octets};

/// One HTTPS server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpsHost {
    /// The result of connecting to its IPv4 addresses: `ok`, `refused`, `timeout`, …
    #[serde(default = "ok")]
    pub ipv4: String,
    /// The result of connecting to its IPv6 addresses.
    #[serde(default = "ok")]
    pub ipv6: String,
    /// Its TLS.
    pub tls: Tls,
    /// The application protocols that it supports; `http/1.1` if absent.
    #[serde(default)]
    pub alpn: Vec<String>,
    /// HTTP status; 0 if no response arrives.
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
    /// The failure instead of a response: `timeout`.
    #[serde(default)]
    pub error: Option<String>,
    /// Time until the response is complete, in milliseconds.
    #[serde(default)]
    pub elapsed_ms: u64,
    /// Ports that accept connections while 443 does not.
    #[serde(default)]
    pub other_ports: Vec<u16>,
    /// Other URLs that respond with status 200, and their bodies.
    #[serde(default)]
    pub also_at: BTreeMap<String, String>,
    /// The status that a browser gets instead, with the same body.
    #[serde(default)]
    pub browser_status: Option<u16>,
    /// The body that IPv6 addresses serve instead.
    #[serde(default)]
    pub body_ipv6: Option<String>,
}

/// A body made of a prefix and a line that repeats.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Repeat {
    /// Text at the start.
    pub prefix: String,
    /// The repeated text.
    pub line: String,
    /// The number of repetitions.
    pub times: usize,
}

impl World {
    /// Returns the result of fetching the policy in this world.
    #[must_use]
    pub fn policy_observation(&self, domain: &str, now: Timestamp) -> PolicyFetch {
        let host = format!("mta-sts.{domain}");
        let addresses = |kind| self.dns_answer(&DnsQuestion { name: host.clone(), kind });
        let (a, aaaa) = (addresses(RecordKind::A), addresses(RecordKind::Aaaa));
        let server = self.https.get(&host);
        let attempts: Vec<Attempt> =
            a.addresses().chain(aaaa.addresses()).map(|address| attempt(address, server)).collect();
        let connected = attempts.iter().any(|attempt| attempt.connect == Connect::Ok);
        let mut observation = PolicyFetch {
            url: format!("https://{host}/.well-known/mta-sts.txt"),
            interruption: None,
            attempts,
            tls: None,
            http: None,
            elapsed_ms: server.map_or(0, |server| server.elapsed_ms),
            stages: Vec::new(),
            comparisons: Vec::new(),
            seen_at: Some(now.unix_seconds()),
            age_s: 0,
            omitted_bytes: 0,
        };
        match server.filter(|_| connected) {
            Some(server) => server.answer(&mut observation, now),
            None if !observation.attempts.is_empty() => observation.interruption = Some(Interruption::NotConnected),
            None if a.rcode == Rcode::NXDOMAIN => observation.interruption = Some(Interruption::NoSuchHost),
            None => observation.interruption = Some(Interruption::NoAddress),
        }
        observation.comparisons = server.map(|server| server.comparisons(&observation)).unwrap_or_default();
        observation
    }
}

fn attempt(address: IpAddr, server: Option<&HttpsHost>) -> Attempt {
    let word = server.map_or("refused", |server| if address.is_ipv4() { &server.ipv4 } else { &server.ipv6 });
    Attempt { address, connect: connect_outcome(word) }
}

/// Returns the result of connecting, by its word.
pub(super) fn connect_outcome(word: &str) -> Connect {
    match word {
        "ok" => Connect::Ok,
        "timeout" => Connect::Timeout,
        "reset" => Connect::Reset,
        "unreachable" => Connect::Unreachable,
        "no-route" => Connect::NoRoute,
        "not-public" => Connect::NotPublic,
        _ => Connect::Refused,
    }
}

pub(super) fn ok() -> String {
    "ok".into()
}

impl HttpsHost {
    /// Returns the octets of the body.
    #[must_use]
    pub fn body_octets(&self) -> Vec<u8> {
        if let Some(hex) = &self.body_hex {
            hex_octets(hex)
        } else if let Some(repeat) = &self.body_repeat {
            [repeat.prefix.as_str(), &repeat.line.repeat(repeat.times)].concat().into_bytes()
        } else {
            self.body.clone().into_bytes()
        }
    }

    fn answer(&self, observation: &mut PolicyFetch, now: Timestamp) {
        let mut tls = self.tls.observation(now);
        if !self.alpn.is_empty() && !self.alpn.iter().any(|protocol| protocol == "http/1.1") {
            tls.alpn = self.alpn.first().cloned();
        }
        let failed = tls.failure.is_some();
        observation.tls = Some(tls);
        if failed {
            observation.interruption = Some(Interruption::NoTls);
        } else if self.error.as_deref() == Some("timeout") {
            observation.interruption = Some(Interruption::Timeout { stage: Stage::Head });
        } else if self.status == 0 {
            observation.interruption = Some(Interruption::Closed { stage: Stage::Head });
        } else {
            observation.http = Some(self.http());
        }
    }

    /// Returns the comparison fetches, if their results differ.
    fn comparisons(&self, observation: &PolicyFetch) -> Vec<ComparisonFetch> {
        if observation.interruption == Some(Interruption::NotConnected) {
            let port = |port: &u16| ComparisonFetch { at: ComparisonTarget::Port(*port), http: None };
            return self.other_ports.iter().map(port).collect();
        }
        let Some(main) = &observation.http else { return Vec::new() };
        let with =
            |body: &str| Http { body: RawBytes::from(body), length: body.len() as u64, status: 200, ..main.clone() };
        let elsewhere = self.also_at.iter().map(|(url, body)| (ComparisonTarget::Url(url.clone()), with(body)));
        let browser = self.browser_status.map(|status| (ComparisonTarget::AsBrowser, Http { status, ..main.clone() }));
        let ipv6 = observation.attempts.iter().map(|attempt| attempt.address).find(IpAddr::is_ipv6);
        let other = self.body_ipv6.as_ref().zip(ipv6).map(|(body, ipv6)| (ComparisonTarget::Address(ipv6), with(body)));
        let looks = elsewhere.chain(browser).chain(other);
        looks.map(|(at, http)| ComparisonFetch { at, http: Some(http) }).collect()
    }

    fn http(&self) -> Http {
        let mut body = self.body_octets();
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
            body: RawBytes(body),
        }
    }
}
