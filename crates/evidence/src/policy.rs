//! Result of fetching one policy: `GET /api/v1/policy/{domain}`.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::{RawBytes, TlsHandshake};

/// Maximum octets read of a policy body (64 KiB, the limit that RFC 8461 §3.3 suggests).
pub const POLICY_LIMIT: usize = 65_536;

/// One attempt to fetch `https://mta-sts.<domain>/.well-known/mta-sts.txt` as a sender would (RFC 8461 §3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct PolicyFetch {
    /// The requested URL, built from the domain and never taken from the caller.
    pub url: String,
    /// The policy host's addresses and the connection result of each. Limited in number.
    pub attempts: Vec<Attempt>,
    /// The TLS result of the connection that was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsHandshake>,
    /// The HTTP result. Requested even if the certificate does not verify, so that every fault is reported at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
    /// The point where the exchange ended early, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruption: Option<Interruption>,
    /// Time from the first look-up to the last octet, in milliseconds. The look-up is the proxy's own; the stages show
    /// the policy host's share.
    pub elapsed_ms: u64,
    /// Time of each stage reached, in milliseconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<(Stage, u64)>,
    /// Comparison fetches, if the main fetch needed an explanation.
    #[serde(rename = "second_looks", default, skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<ComparisonFetch>,
    /// The start of the observation by the proxy's clock, in seconds since 1970-01-01T00:00:00Z. Absent in old
    /// evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<i64>,
    /// Age of a cached observation in seconds.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub age_s: u64,
    /// Bytes from the policy host that the proxy omitted here, because it keeps a limited number.
    #[serde(default, skip_serializing_if = "crate::is_zero")]
    pub omitted_bytes: u64,
}

/// A comparison fetch, made after the main fetch to explain its result. Senders do not make one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct ComparisonFetch {
    /// The difference from the main fetch.
    pub at: ComparisonTarget,
    /// The HTTP result; absent if no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
}

/// The one difference between a [`ComparisonFetch`] and the main fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum ComparisonTarget {
    /// Another address of the policy host.
    Address(IpAddr),
    /// Another port of the policy host that accepted a connection. No request was sent.
    Port(u16),
    /// Another URL, from a fixed list of locations where policies are placed by mistake.
    Url(String),
    /// The same URL, with a browser's `User-Agent`.
    AsBrowser,
}

/// One connection attempt to an address of the policy host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Attempt {
    /// The address that the proxy resolved and checked.
    pub address: IpAddr,
    /// The result of connecting to port 443.
    pub connect: Connect,
}

/// The result of one TCP connection attempt.
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
    /// The network reports that the host is unreachable.
    Unreachable,
    /// The proxy itself has no route for this address family. This says nothing about the host.
    NoRoute,
    /// The address is not public, so the proxy did not connect (see its `--allow-net`).
    NotPublic,
    /// Not tried, because enough other addresses were.
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
    /// The response's status and headers.
    Head,
    /// The response's body.
    Body,
}

/// The point where an exchange ended early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Interruption {
    /// The policy host's name does not exist (NXDOMAIN).
    NoSuchHost,
    /// The name exists, but has no address.
    NoAddress,
    /// The proxy's own look-up failed. This says nothing about the domain.
    LookupFailed {
        /// What went wrong, for the evidence.
        detail: String,
    },
    /// No connection to any address succeeded; see the attempts.
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
    /// The response is not HTTP, or exceeds the proxy's limits on responses. The detail says which.
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
    /// Protocol of the response: `HTTP/1.1`.
    pub version: String,
    /// Headers in the order received, with lower-case names. Invalid UTF-8 in values becomes replacement characters.
    pub headers: Vec<Header>,
    /// The first [`POLICY_LIMIT`](crate::POLICY_LIMIT) octets of the body, not decompressed.
    pub body: RawBytes,
    /// Number of body octets received. It exceeds the length of `body` if the body was truncated.
    pub length: u64,
    /// Whether the body is longer than the limit.
    pub truncated: bool,
}

impl Http {
    /// Returns the first value of a header, by its lower-case name.
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
