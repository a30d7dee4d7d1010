//! Requests that are refused whatever they ask for: under a name that is not the server's, or from the page of another site.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{host_names, problem};

/// Paths of the server's health. They answer under any name, since a load balancer asks by address, and reveal nothing else.
pub(crate) const HEALTH_PATHS: [&str; 2] = ["/healthz", "/readyz"];

/// Paths that make the server connect to others.
const API_PATHS: [&str; 2] = ["/api", "/dns-query"];

/// The refusal of a request under a name that is not the server's own, unless it is about the server's health. It does not say what
/// the server's names are.
pub(crate) fn under_unknown_host(names: &[String], request: &Request) -> Option<Response> {
    let is_answered = host_names::is_served(names, request) || HEALTH_PATHS.contains(&request.uri().path());
    (!is_answered).then(|| problem::refused("this server does not answer to this name"))
}

/// The refusal of a request to the API that the page of another site caused, unless its origin may read the answers. Browsers say
/// so (Fetch Metadata §2.3); what is no browser says nothing.
pub(crate) fn from_other_site(origins: &[HeaderValue], request: &Request) -> Option<Response> {
    let path = request.uri().path();
    let is_api =
        API_PATHS.iter().any(|api| path.strip_prefix(api).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let is_refused = is_api && is_of_another_site(request.headers()) && !is_allowed(origins, request.headers());
    is_refused.then(|| problem::refused("the pages of other sites may not use this server"))
}

fn is_of_another_site(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().any(|site| site == "cross-site" || site == "same-site")
}

fn is_allowed(origins: &[HeaderValue], headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origins.contains(origin))
}
