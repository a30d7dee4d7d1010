//! Routes of the server.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderValue, Method, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::FutureExt;
use proxy_api::{CONFIG_PATH, DNS_QUERY_PATH, MX_PATH, POLICY_PATH};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{
    dns_query::dns_query,
    limits::responses::ResponseLimiter,
    middleware::{self, Middleware, security_headers},
    observe, page, problem,
    readiness::Unready,
    request_checks::HEALTH_PATHS,
    security_txt::{self, security_txt},
    settings::Settings,
    settings_error::SettingsError,
    state::AppState,
};

/// Creates the whole server as a router. It needs a Tokio runtime with time and network.
///
/// # Errors
///
/// [`SettingsError`] if a setting cannot be used.
pub fn app(settings: &Settings) -> Result<Router, SettingsError> {
    let origins = origins(&settings.allow_origins)?;
    let router = Router::new()
        .route(&format!("{POLICY_PATH}{{domain}}"), get(observe::get_policy))
        .route(&format!("{MX_PATH}{{domain}}/{{host}}"), get(observe::get_mx_host))
        .route(CONFIG_PATH, get(config))
        .route(DNS_QUERY_PATH, get(dns_query))
        .route(security_txt::PATH, get(security_txt))
        .route(HEALTH_PATHS[0], get(|| async { "ok" }))
        .route(HEALTH_PATHS[1], get(ready))
        .route("/api", get(problem::not_found))
        .route("/api/{*rest}", get(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .with_state(Arc::new(AppState::new(settings)?));
    // Without foreign origins, no response depends on the origin.
    let router = if origins.is_empty() { router } else { router.layer(cors(&origins)) };
    let security_headers = security_headers(content_security_policy(settings.open), !origins.is_empty());
    let middleware = Middleware {
        hosts: settings.hosts.clone(),
        origins,
        security_headers,
        proxies: settings.listener_config.proxies.clone(),
        metrics: settings.listener_config.metrics.clone(),
        responses: ResponseLimiter::new(settings.max_responses),
        logs_clients: settings.log_clients,
    };
    let router = page::add_page(router, settings.dist.as_deref());
    Ok(router.layer(from_fn_with_state(Arc::new(middleware), middleware::handle)))
}

/// Parses the origins whose pages may read the responses.
fn origins(origins: &[String]) -> Result<Vec<HeaderValue>, SettingsError> {
    origins.iter().map(|origin| origin_value(origin)).collect()
}

/// Creates the CORS layer: pages of exactly these origins may read the responses and `Retry-After`, with GET only.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    let layer = CorsLayer::new().allow_origin(AllowOrigin::list(origins.to_vec())).allow_methods([Method::GET]);
    layer.expose_headers([header::RETRY_AFTER]).vary([header::ORIGIN])
}

/// Parses an origin: scheme, host and perhaps port, as browsers write them (RFC 6454 §6.2). A final slash is accepted.
fn origin_value(origin: &str) -> Result<HeaderValue, SettingsError> {
    let unusable = || SettingsError::Origin(origin.into());
    let plain = origin.strip_suffix('/').unwrap_or(origin).to_ascii_lowercase();
    let host = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).ok_or_else(unusable)?;
    if host.is_empty() || host.contains(['/', '?', '#', '@', '*', ' ']) {
        return Err(unusable());
    }
    HeaderValue::from_str(&plain).map_err(|_| unusable())
}

async fn ready(State(state): State<Arc<AppState>>) -> Response {
    match state.readiness.check(&state.upstream).boxed().await {
        Ok(()) => "ready".into_response(),
        Err(Unready::Stopping) => problem::unavailable("this server is about to stop"),
        Err(Unready::Resolver) => problem::unavailable("no resolver answers"),
    }
}

async fn config(State(state): State<Arc<AppState>>) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(&state.config)).into_response()
}

/// Returns the Content-Security-Policy of every response. Pages may connect to any https resolver, since the user may
/// choose one. Pages of a server for its own machine may also connect to http on the loopback, for laboratories. The
/// one Trusted Types policy is for the two workers (web/start.js).
fn content_security_policy(is_own_machine: bool) -> HeaderValue {
    let loopback = if is_own_machine { " http://127.0.0.1:* http://localhost:*" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self' https:{loopback}; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         manifest-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types mta-sts-worker"
    );
    HeaderValue::try_from(policy).expect("the policy is printable ASCII")
}
