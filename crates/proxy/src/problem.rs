//! Errors as `application/problem+json` (RFC 9457).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use proxy_api::{Problem, ProblemKind};

/// Seconds after which clients may retry with an overloaded server.
pub(crate) const RETRY_AFTER_S: u16 = 5;

pub(crate) fn malformed(detail: impl ToString) -> Response {
    problem(ProblemKind::Malformed, StatusCode::BAD_REQUEST, "The request is malformed", detail)
}

pub(crate) async fn not_found() -> Response {
    problem(ProblemKind::NotFound, StatusCode::NOT_FOUND, "Not found", "/api/v1/config lists what this server offers")
}

pub(crate) async fn method_not_allowed() -> Response {
    problem(ProblemKind::Method, StatusCode::METHOD_NOT_ALLOWED, "Method not allowed", "use GET")
}

pub(crate) fn unavailable(detail: impl ToString) -> Response {
    let mut response =
        problem(ProblemKind::Unavailable, StatusCode::SERVICE_UNAVAILABLE, "Temporarily unavailable", detail);
    response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_S.into());
    response
}

/// Response 429: the client has to wait `retry_after_s` seconds.
pub(crate) fn too_many_requests(detail: impl ToString, retry_after_s: u64) -> Response {
    let mut response = problem(ProblemKind::TooMany, StatusCode::TOO_MANY_REQUESTS, "Too many requests", detail);
    response.headers_mut().insert(header::RETRY_AFTER, retry_after_s.into());
    response
}

pub(crate) fn forbidden(detail: impl ToString) -> Response {
    problem(ProblemKind::Refused, StatusCode::FORBIDDEN, "Refused", detail)
}

fn problem(kind: ProblemKind, status: StatusCode, title: &str, detail: impl ToString) -> Response {
    let problem = Problem { kind, title: title.into(), status: status.as_u16(), detail: detail.to_string() };
    let mut response = (status, Json(problem)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
