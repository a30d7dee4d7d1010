//! Requests that are refused whatever they ask for: under a name that is not the server's, or from the page of another site.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{host_names, problem};

/// Paths of the server's health. They answer under any name, since a load balancer asks by address, and reveal nothing else.
pub(crate) const HEALTH_PATHS: [&str; 2] = ["/healthz", "/readyz"];

/// Paths that make the server connect to others.
const API_PATHS: [&str; 2] = ["/api", "/dns-query"];

/// Refuses requests under a name that is not the server's own, except about its health. It does not say what its names are.
pub(crate) async fn require_known_host(names: Arc<[String]>, request: Request, next: Next) -> Response {
    if host_names::is_served(&names, &request) || HEALTH_PATHS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    problem::refused("this server does not answer to this name")
}

/// Refuses requests to the API that the page of another site caused, unless its origin may read the answers. Browsers say so
/// (Fetch Metadata §2.3); what is no browser says nothing.
pub(crate) async fn require_own_site(origins: Arc<[HeaderValue]>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api =
        API_PATHS.iter().any(|api| path.strip_prefix(api).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if is_api && is_of_another_site(request.headers()) && !is_allowed(&origins, request.headers()) {
        return problem::refused("the pages of other sites may not use this server");
    }
    next.run(request).await
}

fn is_of_another_site(headers: &HeaderMap) -> bool {
    headers.get_all("sec-fetch-site").iter().any(|site| site == "cross-site" || site == "same-site")
}

fn is_allowed(origins: &[HeaderValue], headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origins.contains(origin))
}
