//! Refusals of requests, and when to retry.

use std::time::Duration;

use axum::response::{IntoResponse, Response};

use crate::problem;

/// Reason why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The client has too many requests under way.
    ClientConcurrency,
    /// The client has exceeded its rate, and may retry after this time.
    ClientRate(Duration),
    /// The host, or an address that it shares with others, was connected to too often. Retry after this time.
    Target(Duration),
    /// The host's administrators asked the operator not to check it.
    OptedOut,
    /// Too many fetches and probes are under way.
    Busy,
    /// Too many responses, or too many bytes of them, are being sent.
    Sending,
    /// Too many DNS questions are under way.
    Questions,
    /// The client, or all clients together, asked too many questions about this zone. Retry after this time.
    Zone(Duration),
}

impl Refusal {
    /// Returns the kind of refusal as a metric label.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::ClientConcurrency => "client-at-once",
            Self::ClientRate(_) => "client-too-often",
            Self::Target(_) => "target",
            Self::OptedOut => "opted-out",
            Self::Busy => "looks",
            Self::Sending => "sending",
            Self::Questions => "questions",
            Self::Zone(_) => "zone",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let after = |wait: Duration| wait.as_secs() + 1;
        match self {
            Self::ClientConcurrency => {
                problem::too_many_requests("you have too many requests in progress", problem::RETRY_AFTER_S.into())
            }
            Self::ClientRate(wait) => problem::too_many_requests("you have sent too many requests", after(wait)),
            Self::Target(wait) => problem::too_many_requests("this host was checked too often", after(wait)),
            Self::OptedOut => problem::forbidden("this host's administrators asked not to be checked by this server"),
            Self::Busy => problem::unavailable("this server is checking too many hosts"),
            Self::Sending => problem::unavailable("this server is sending too many answers"),
            Self::Questions => problem::unavailable("this server is forwarding too many DNS questions"),
            Self::Zone(wait) => {
                problem::too_many_requests("too many questions were asked about this domain", after(wait))
            }
        }
    }
}
