//! Middleware for all requests, as a single layer: a router copies all layers below each layer for every request.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    body,
    client_identity::{ClientAddress, TrustedProxies},
    limits::responses::ResponseLimiter,
    metrics::{InFlight, Metrics},
    request_checks::{refuse_other_site, refuse_unknown_host},
};

/// Checks of a request, headers of its response, and logging and metrics of both.
#[derive(Debug)]
pub(crate) struct Middleware {
    /// Host names that the server answers to. Empty: any.
    pub hosts: Vec<String>,
    /// Origins whose pages may use the server.
    pub origins: Vec<HeaderValue>,
    /// Security headers of every response.
    pub security_headers: Vec<(HeaderName, HeaderValue)>,
    pub proxies: TrustedProxies,
    pub metrics: Metrics,
    pub responses: ResponseLimiter,
    pub logs_clients: bool,
}

/// Checks a request, records its client, and counts the response.
pub(crate) async fn handle(State(this): State<Arc<Middleware>>, mut request: Request, next: Next) -> Response {
    let log = this.start_log(&mut request);
    let refusal = refuse_unknown_host(&this.hosts, &request).or_else(|| refuse_other_site(&this.origins, &request));
    let mut response = match refusal {
        Some(refusal) => refusal,
        None => this.respond(log.client, request, next).await,
    };
    let headers = response.headers_mut();
    headers.reserve(this.security_headers.len());
    for (name, value) in &this.security_headers {
        headers.insert(name, value.clone());
    }
    this.record(&log, response.status());
    response
}

/// Request data needed for logging the response.
struct RequestLog {
    client: ClientAddress,
    method: Method,
    route: Option<MatchedPath>,
    started: Instant,
    _in_flight: InFlight,
}

impl Middleware {
    /// Handles a request within the limits on responses. The response counts until its last byte is sent.
    async fn respond(&self, client: ClientAddress, request: Request, next: Next) -> Response {
        match self.responses.acquire(client.0) {
            Ok(None) => next.run(request).await,
            Ok(Some(permit)) => next.run(request).await.map(|content| body::with_guard(content, permit)),
            Err(refusal) => {
                self.metrics.record_refusal(refusal.kind());
                // An idle connection would keep its place from a client with fewer responses.
                ([(header::CONNECTION, "close")], refusal).into_response()
            }
        }
    }

    fn start_log(&self, request: &mut Request) -> RequestLog {
        let client = self.proxies.client_address(request);
        let extensions = request.extensions_mut();
        extensions.insert(client);
        RequestLog {
            client,
            route: extensions.get::<MatchedPath>().cloned(),
            method: request.method().clone(),
            started: Instant::now(),
            _in_flight: self.metrics.track_request(),
        }
    }

    fn record(&self, log: &RequestLog, status: StatusCode) {
        let (time, route) = (log.started.elapsed(), log.route.as_ref().map_or("page", MatchedPath::as_str));
        self.metrics.record_response(route, status, time);
        let (method, client) = (&log.method, self.logs_clients.then(|| tracing::field::display(log.client.0)));
        tracing::debug!(target: "access", %method, route, status = status.as_u16(), ms = time.as_secs_f64() * 1000.0, client);
    }
}

/// Returns the security headers of every response.
///
/// Where no other origin may read the responses, none may embed them either (Fetch §3.7).
pub(crate) fn security_headers(
    content_security_policy: HeaderValue,
    is_for_others: bool,
) -> Vec<(HeaderName, HeaderValue)> {
    let corp = (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    let always = SECURITY_HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    let csp = (header::CONTENT_SECURITY_POLICY, content_security_policy);
    [csp].into_iter().chain(always).chain((!is_for_others).then_some(corp)).collect()
}

/// Security headers that all servers send.
const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];
