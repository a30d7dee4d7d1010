//! What fetching one policy showed: `GET /api/v1/policy/{domain}`.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{Octets, TlsHandshake};

/// A policy body beyond this many octets is not read (64 KiB, the limit that RFC 8461 §3.3 suggests).
pub const POLICY_LIMIT: usize = 65_536;

/// One attempt to fetch `https://mta-sts.<domain>/.well-known/mta-sts.txt` as a sender would (RFC 8461 §3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct PolicyFetch {
    /// The address that was asked for; built from the domain, never taken from the caller.
    pub url: String,
    /// The addresses that the policy host resolved to, and what connecting to each gave; of very many, not all.
    pub attempts: Vec<Attempt>,
    /// What TLS showed on the connection that was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsHandshake>,
    /// What HTTP showed. Asked for even if the certificate does not verify, so that every fault can be named at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
    /// Where the exchange ended early, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruption: Option<Interruption>,
    /// Time from the first look-up to the last octet, in milliseconds. The look-up is the proxy's own; the stages tell how much of
    /// this was the policy host's.
    pub elapsed_ms: u64,
    /// Time per stage that was reached, in milliseconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<(Stage, u64)>,
    /// Comparison fetches, if the main fetch needed an explanation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second_looks: Vec<ComparisonFetch>,
    /// When the proxy began to look, by its own clock: seconds since 1970-01-01T00:00:00Z. Absent in evidence of old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<i64>,
    /// Age in seconds of an observation that the proxy remembered.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub age_s: u64,
    /// Bytes of what the policy host sent that the proxy left out here, since it keeps a limited number.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub omitted_bytes: u64,
}

/// A comparison fetch: made after the main fetch to explain its result. Senders do not do this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct ComparisonFetch {
    /// The difference from the main fetch.
    pub at: ComparisonTarget,
    /// What HTTP showed there; absent where no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
}

/// The one difference between a [`ComparisonFetch`] and the main fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum ComparisonTarget {
    /// Another address of the policy host.
    Address(IpAddr),
    /// Another port of the policy host, where one connected: nothing was asked there.
    Port(u16),
    /// Another URL, from a fixed list of places where policies are put by mistake.
    Url(String),
    /// The same URL, with a browser's `User-Agent`.
    AsBrowser,
}

/// One address of the policy host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Attempt {
    /// The address that the proxy resolved and checked.
    pub address: IpAddr,
    /// What connecting to port 443 gave.
    pub connect: Connect,
}

/// The end of one TCP connection attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Connect {
    /// Connected.
    Ok,
    /// The port is closed.
    Refused,
    /// The connection was reset.
    Reset,
    /// No answer before the deadline of this stage.
    Timeout,
    /// The network reports that there is no way to the host.
    Unreachable,
    /// The proxy itself has no route for this address family: says nothing about the host.
    NoRoute,
    /// The address is not public, so the proxy did not connect (see its `--allow-net`).
    NotPublic,
    /// Not tried: enough other addresses were.
    NotTried,
}

/// A stage of the fetch, in order. Each has its own deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Looking up the addresses of the policy host.
    Resolve,
    /// Connecting.
    Connect,
    /// The TLS handshake.
    Tls,
    /// The answer's status and headers.
    Head,
    /// The answer's body.
    Body,
}

/// Where an exchange ended before it was complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Interruption {
    /// The policy host's name does not exist (NXDOMAIN).
    NoSuchHost,
    /// The name exists, but has no address.
    NoAddress,
    /// The proxy's own look-up failed: says nothing about the domain.
    LookupFailed {
        /// What went wrong, for the evidence.
        detail: String,
    },
    /// No address could be connected to; see the attempts.
    NotConnected,
    /// The TLS handshake was not completed; see [`TlsHandshake::failure`].
    NoTls,
    /// The deadline of this stage passed.
    Timeout {
        /// The stage.
        stage: Stage,
    },
    /// The connection broke.
    Closed {
        /// The stage.
        stage: Stage,
    },
    /// The response is not HTTP, or exceeds the proxy's limits on responses; the detail says which.
    NotHttp {
        /// The fault in words, for the evidence.
        detail: String,
    },
}

/// An HTTP response of any status. Redirects are not followed (RFC 8461 §3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Http {
    /// Status code.
    pub status: u16,
    /// Protocol of the answer: `HTTP/1.1`.
    pub version: String,
    /// Headers in the order received, names in lower case; values that are not UTF-8 with replacement characters.
    pub headers: Vec<Header>,
    /// The first [`POLICY_LIMIT`](crate::POLICY_LIMIT) octets of the body, not decompressed.
    pub body: Octets,
    /// Octets of the body that were seen to exist: more than `body` holds if it was cut.
    pub length: u64,
    /// Whether the body is longer than the limit.
    pub truncated: bool,
}

impl Http {
    /// The first value of a header, by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
    }
}

/// One header field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Header {
    /// Name, lower case.
    pub name: String,
    /// Value.
    pub value: String,
}
