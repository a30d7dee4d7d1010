//! Checks that apply to every path: requests under a foreign host name and requests from other sites' pages are
//! refused.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{host_header, problem};

/// Health-check paths. They answer under any name, since a load balancer asks by address, and reveal nothing else.
pub(crate) const HEALTH_PATHS: [&str; 2] = ["/healthz", "/readyz"];

/// Paths that make the server connect to other hosts.
const API_PATHS: [&str; 2] = ["/api", "/dns-query"];

/// Refuses a request under a name that is not the server's own, unless it is a health check. The refusal does not
/// reveal the server's names.
pub(crate) fn refuse_unknown_host(names: &[String], request: &Request) -> Option<Response> {
    let is_answered = host_header::is_served(names, request) || HEALTH_PATHS.contains(&request.uri().path());
    (!is_answered).then(|| problem::forbidden("this server does not answer to this name"))
}

/// Refuses an API request that another site's page caused, unless its origin may read the responses. Browsers declare
/// this (Fetch Metadata §2.3); other clients do not.
pub(crate) fn refuse_other_site(origins: &[HeaderValue], request: &Request) -> Option<Response> {
    let path = request.uri().path();
    let is_api =
        API_PATHS.iter().any(|api| path.strip_prefix(api).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let is_refused = is_api && is_of_another_site(request.headers()) && !is_allowed(origins, request.headers());
    is_refused.then(|| problem::forbidden("the pages of other sites may not use this server"))
}

fn is_of_another_site(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().any(|site| site == "cross-site" || site == "same-site")
}

fn is_allowed(origins: &[HeaderValue], headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origins.contains(origin))
}
