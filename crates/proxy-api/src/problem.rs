//! Errors of the proxy about itself or the request: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// The body of every error answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Problem {
    /// The kind of problem, machine-readable (RFC 9457 §3.1.1, a relative URI reference).
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The same in a few English words (§3.1.3).
    pub title: String,
    /// HTTP status (§3.1.2).
    pub status: u16,
    /// The problem of this request, and what to do (§3.1.4).
    pub detail: String,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// 400: the name or the query is malformed.
    Malformed,
    /// 403: the server was called by a name that is not its own.
    Refused,
    /// 404: there is no such thing here.
    NotFound,
    /// 405: the method is not served.
    Method,
    /// 429: too many requests of this client; `Retry-After` says when to come back.
    TooMany,
    /// 503: the server is overloaded, or its resolver does not answer.
    Unavailable,
}
