//! Check of the Host that a request names. A stranger's page whose name was pointed at this machine (DNS rebinding) has
//! the server's origin in a browser's eyes. Only the requested name tells them apart.

use axum::{
    extract::Request,
    http::{header, uri::Authority},
};

/// Returns whether a request names one of these hosts, on any port. An empty list accepts any host.
pub(crate) fn is_served(hosts: &[String], request: &Request) -> bool {
    let is_listed = |host: &str| hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host));
    hosts.is_empty() || requested_host(request).is_some_and(|authority| is_listed(authority.host()))
}

/// Returns the host of a request: of an absolute target (RFC 9112 §3.2.2), or else of the Host header. A request with
/// several such headers, or with a user name before the host, has none: a proxy in between may have read another host.
fn requested_host(request: &Request) -> Option<Authority> {
    let mut headers = request.headers().get_all(header::HOST).iter();
    let (header, further) = (headers.next(), headers.next());
    let header = || header?.to_str().ok()?.parse().ok();
    let requested_host: Option<Authority> = request.uri().authority().cloned().or_else(header);
    requested_host.filter(|authority| further.is_none() && !authority.as_str().contains('@'))
}
