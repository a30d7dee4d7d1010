//! The server's paths.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{from_fn, map_response},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::FutureExt;
use proxy_api::{CONFIG_PATH, DNS_QUERY_PATH, MX_PATH, POLICY_PATH};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{
    access_log::AccessLog,
    dns_query::dns_query,
    observe, page, problem,
    readiness::Unready,
    request_checks::{HEALTH_PATHS, require_known_host, require_own_site},
    security_txt::{self, security_txt},
    settings::Settings,
    settings_error::SettingsError,
    state::AppState,
};

/// The whole server. It needs a Tokio runtime with time and network.
///
/// # Errors
///
/// [`SettingsError`] if a setting cannot be used.
pub fn app(settings: &Settings) -> Result<Router, SettingsError> {
    let origins = origins(&settings.allow_origins)?;
    let router = Router::new()
        .route(&format!("{POLICY_PATH}{{domain}}"), get(observe::policy))
        .route(&format!("{MX_PATH}{{domain}}/{{host}}"), get(observe::mail))
        .route(CONFIG_PATH, get(config))
        .route(DNS_QUERY_PATH, get(dns_query))
        .route(security_txt::PATH, get(security_txt))
        .route(HEALTH_PATHS[0], get(|| async { "ok" }))
        .route(HEALTH_PATHS[1], get(ready))
        .route("/api", get(problem::not_found))
        .route("/api/{*rest}", get(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(cors(&origins))
        .with_state(Arc::new(AppState::new(settings)?));
    let (names, is_for_others): (Arc<[String]>, bool) = (settings.hosts.as_slice().into(), !origins.is_empty());
    let origins: Arc<[HeaderValue]> = origins.into();
    let policy = content_security_policy(settings.open);
    let access_log = AccessLog {
        proxies: settings.listener_config.proxies.clone(),
        metrics: settings.listener_config.metrics.clone(),
        logs_clients: settings.log_clients,
    };
    Ok(page::serve(router, settings.dist.as_deref())
        .layer(from_fn(move |request, next| require_own_site(origins.clone(), request, next)))
        .layer(from_fn(move |request, next| require_known_host(names.clone(), request, next)))
        .layer(map_response(move |response| add_security_headers(response, policy.clone(), is_for_others)))
        .layer(from_fn(move |request, next| access_log.clone().watch(request, next))))
}

/// The origins that may read the answers.
fn origins(origins: &[String]) -> Result<Vec<HeaderValue>, SettingsError> {
    origins.iter().map(|origin| origin_value(origin)).collect()
}

/// Pages of exactly these origins may read the answers, with the time to wait, and nothing but GET is offered to them.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    let layer = CorsLayer::new().allow_origin(AllowOrigin::list(origins.to_vec())).allow_methods([Method::GET]);
    layer.expose_headers([header::RETRY_AFTER]).vary([header::ORIGIN])
}

/// Scheme, host and perhaps port, as browsers write them (RFC 6454 §6.2); a final slash is forgiven.
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

/// The Content-Security-Policy of every response. Pages may connect to any https resolver, since the user may choose one; those of
/// a server for its own machine also to http on the loopback, for laboratories. The one Trusted Types policy is for the
/// two workers (web/start.js).
fn content_security_policy(is_own_machine: bool) -> HeaderValue {
    let loopback = if is_own_machine { " http://127.0.0.1:* http://localhost:*" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self' https:{loopback}; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         manifest-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types mta-sts-worker"
    );
    HeaderValue::try_from(policy).expect("the policy is printable ASCII")
}

/// What every response tells a browser besides its Content-Security-Policy.
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

/// Where no other origin may read the answers, none may embed them either (Fetch §3.7).
async fn add_security_headers(mut response: Response, policy: HeaderValue, is_for_others: bool) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    if !is_for_others {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        response.headers_mut().insert(name, HeaderValue::from_static("same-origin"));
    }
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
