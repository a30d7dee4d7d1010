//! Why a request is sent away for now, and when it may come again.

use std::time::Duration;

use axum::response::{IntoResponse, Response};

use crate::problem;

/// Why a request has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Too many requests of this client are under way.
    AtOnce,
    /// The client has used up what it may ask for, until this time has passed.
    TooOften(Duration),
    /// The domain was looked at so often, whoever asked, that it is left alone until this time has passed.
    Target(Duration),
    /// Too many looks are under way.
    Looks,
    /// Too many DNS questions are under way.
    Questions,
}

impl Refusal {
    /// One word, for the statistics.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::AtOnce => "client-at-once",
            Self::TooOften(_) => "client-too-often",
            Self::Target(_) => "target",
            Self::Looks => "looks",
            Self::Questions => "questions",
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let after = |wait: Duration| wait.as_secs() + 1;
        match self {
            Self::AtOnce => problem::too_many("you have too many requests in progress", problem::RETRY_AFTER_S.into()),
            Self::TooOften(wait) => problem::too_many("you have sent too many requests", after(wait)),
            Self::Target(wait) => problem::too_many("this domain was checked too often", after(wait)),
            Self::Looks => problem::unavailable("this server is checking too many hosts"),
            Self::Questions => problem::unavailable("this server is forwarding too many DNS questions"),
        }
    }
}
