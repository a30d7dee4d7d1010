//! Errors about the server itself or about the request: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// Body of every error response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
pub struct Problem {
    /// Machine-readable kind of problem (RFC 9457 §3.1.1, a relative URI reference).
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// Kind of problem in a few English words (§3.1.3).
    pub title: String,
    /// HTTP status (§3.1.2).
    pub status: u16,
    /// Cause and remedy for this request (§3.1.4).
    pub detail: String,
}

/// Kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, lean::Read)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// 400: the name or the query is malformed.
    Malformed,
    /// 403: the request's Host is not one of the server's own names.
    Refused,
    /// 404: the path does not exist.
    NotFound,
    /// 405: the method is not allowed.
    Method,
    /// 429: too many requests from this client. `Retry-After` says when to try again.
    TooMany,
    /// 503: the server is overloaded, or its resolver does not answer.
    Unavailable,
}
