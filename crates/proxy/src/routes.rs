//! The server's paths.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use checker::{Blind, DnsAnswer, DnsQuestion};
use mta_sts::Domain;
use proxy_api::{CONFIG_PATH, Config, DNS_QUERY_PATH, Limits, POLICY_LIMIT, POLICY_PATH};
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{Settings, Unusable, dns::Upstream, fetch::Fetcher, page, problem};

/// DNS questions that are forwarded at once.
const QUESTIONS: usize = 256;

/// What every request shares.
struct Office {
    fetcher: Fetcher,
    upstream: Upstream,
    config: Config,
    fetches: Semaphore,
    questions: Semaphore,
}

/// The whole server. It needs a Tokio runtime with time and network.
///
/// # Errors
///
/// [`Unusable`] if a setting cannot be used.
pub fn app(settings: &Settings) -> Result<Router, Unusable> {
    let office = Office {
        fetcher: settings.fetcher()?,
        upstream: settings.upstream()?,
        config: config(settings),
        fetches: Semaphore::new(settings.fetches),
        questions: Semaphore::new(QUESTIONS),
    };
    let offers = Router::new()
        .route(&format!("{POLICY_PATH}{{domain}}"), get(policy))
        .route(CONFIG_PATH, get(offered))
        .route(DNS_QUERY_PATH, get(dns_query))
        .route("/healthz", get(|| async { "ok" }))
        .route("/api", get(problem::not_found))
        .route("/api/{*rest}", get(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(cors(&settings.allow_origins)?)
        .with_state(Arc::new(office));
    Ok(page::serve(offers, settings.dist.as_deref()).layer(map_response(harden)))
}

fn config(settings: &Settings) -> Config {
    let deadline_ms = u64::try_from(settings.deadlines.overall.as_millis()).unwrap_or(u64::MAX);
    Config {
        version: settings.version.clone(),
        probe: false,
        resolver: true,
        lab: settings.lab.as_ref().map(|lab| lab.demos.clone()).unwrap_or_default(),
        allow_net: settings.allow_net.iter().map(ToString::to_string).collect(),
        limits: Limits { policy_octets: POLICY_LIMIT, deadline_ms },
    }
}

/// Pages of exactly these origins may read the answers, and nothing but GET is offered to them.
fn cors(origins: &[String]) -> Result<CorsLayer, Unusable> {
    let origins: Result<Vec<HeaderValue>, Unusable> = origins.iter().map(|origin| origin_value(origin)).collect();
    Ok(CorsLayer::new().allow_origin(AllowOrigin::list(origins?)).allow_methods([Method::GET]).vary([header::ORIGIN]))
}

/// Scheme, host and perhaps port, as browsers write them (RFC 6454 §6.2); a final slash is forgiven.
fn origin_value(origin: &str) -> Result<HeaderValue, Unusable> {
    let unusable = || Unusable::Origin(origin.into());
    let plain = origin.strip_suffix('/').unwrap_or(origin).to_ascii_lowercase();
    let host = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).ok_or_else(unusable)?;
    if host.is_empty() || host.contains(['/', '?', '#', '@', '*', ' ']) {
        return Err(unusable());
    }
    HeaderValue::from_str(&plain).map_err(|_| unusable())
}

async fn policy(State(office): State<Arc<Office>>, domain: Result<Path<String>, PathRejection>) -> Response {
    let domain = match domain
        .map_err(|rejection| rejection.body_text())
        .and_then(|Path(name)| name.parse::<Domain>().map_err(|error| error.to_string()))
    {
        Ok(domain) => domain,
        Err(why) => return problem::malformed(why),
    };
    let Ok(_permit) = office.fetches.try_acquire() else {
        return problem::unavailable("too many policies are being fetched");
    };
    fresh(Json(office.fetcher.policy(&domain).await))
}

async fn offered(State(office): State<Arc<Office>>) -> Response {
    fresh(Json(&office.config))
}

async fn dns_query(State(office): State<Arc<Office>>, RawQuery(query): RawQuery) -> Response {
    let question = match question(query.as_deref()) {
        Ok(question) => question,
        Err(why) => return problem::malformed(why),
    };
    let Ok(_permit) = office.questions.try_acquire() else {
        return problem::unavailable("too many questions are being forwarded");
    };
    match office.upstream.exchange(&question).await {
        Ok((response, answer)) => dns_message(response, &answer),
        Err(blind) => problem::unavailable(why_blind(&blind)),
    }
}

/// The question in the parameter `dns` (RFC 8484 §4.1).
fn question(query: Option<&str>) -> Result<DnsQuestion, String> {
    let parameters = query.unwrap_or_default().split('&');
    let message = parameters.filter_map(|parameter| parameter.strip_prefix("dns=")).next();
    let message = message.ok_or("the parameter dns is missing (RFC 8484 §4.1)")?;
    let message =
        URL_SAFE_NO_PAD.decode(message).map_err(|error| format!("dns is not base64url without padding: {error}"))?;
    doh::decode_query(&message).map_err(|malformed| malformed.to_string())
}

/// The message, fresh for as long as its smallest time to live (RFC 8484 §5.1).
fn dns_message(message: Vec<u8>, answer: &DnsAnswer) -> Response {
    let freshness = answer.ttl.map_or_else(|| "no-store".into(), |ttl| format!("max-age={ttl}"));
    ([(header::CONTENT_TYPE, doh::ACCEPT.to_owned()), (header::CACHE_CONTROL, freshness)], Bytes::from(message))
        .into_response()
}

/// What is ours to tell a stranger; addresses and words of the operator's resolver are not.
const fn why_blind(blind: &Blind) -> &'static str {
    match blind {
        Blind::Timeout => "the server's resolver did not answer in time",
        Blind::Malformed { .. } => "the server's resolver gave an answer that cannot be read",
        _ => "the server's resolver could not be asked",
    }
}

fn fresh(content: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], content).into_response()
}

/// What every response tells a browser. Pages may connect to any https resolver, since the user may choose one, and to http on
/// the loopback, for laboratories.
const HARDENING: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self' https: http://127.0.0.1:* http://localhost:*; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

async fn harden(mut response: Response) -> Response {
    for (name, value) in HARDENING {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
