//! The server's paths.

use std::sync::Arc;

use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{Next, from_fn, map_response},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use evidence::{Blind, DnsAnswer, DnsQuestion, POLICY_LIMIT};
use futures_util::FutureExt;
use mta_sts::Domain;
use proxy_api::{CONFIG_PATH, Config, DNS_QUERY_PATH, Limits, MX_PATH, POLICY_PATH};
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{
    access_log::AccessLog,
    cache::ObservationCache,
    client_identity::ClientAddress,
    clients::ClientLimiter,
    dns::Upstream,
    fetch::Fetcher,
    host_names,
    metrics::Metrics,
    observation::Observation,
    page,
    probe::{self, MxLookup, Prober},
    problem,
    rate_limiter::RateLimiter,
    readiness::{Readiness, Unready},
    refusal::Refusal,
    settings::Settings,
    settings_error::SettingsError,
    shared_store::SharedStore,
    single_flight::SingleFlight,
};

/// DNS questions that are forwarded at once.
const MAX_QUESTIONS: usize = 256;

/// Whether the server lives, and whether it is ready. These answer under any name: a load balancer asks by address, and nothing
/// is told that would be of use to anybody else.
const HEALTH_PATHS: [&str; 2] = ["/healthz", "/readyz"];

/// What a look costs that may not come from memory, in looks that may.
const FRESH: u32 = 2;

/// What every request shares.
struct AppState {
    fetcher: Fetcher,
    policy_fetches: SingleFlight,
    /// Whoever smtp_probes to MX hosts; nobody where the operator does not want that.
    prober: Option<Prober>,
    smtp_probes: SingleFlight,
    client_limiter: ClientLimiter,
    /// How often each domain is looked at, so that no stranger uses this server against somebody else's.
    target_limiter: RateLimiter<String>,
    upstream: Upstream,
    config: Config,
    dns_limiter: ClientLimiter,
    questions: Semaphore,
    readiness: Readiness,
    metrics: Metrics,
}

/// The whole server. It needs a Tokio runtime with time and network.
///
/// # Errors
///
/// [`SettingsError`] if a setting cannot be used.
pub fn app(settings: &Settings) -> Result<Router, SettingsError> {
    let metrics = settings.listener_config.metrics.clone();
    let shared = settings
        .shared_limits
        .as_deref()
        .map(|url| SharedStore::at(url, settings.shared_limits_roots.clone(), metrics.clone()));
    let shared = shared.transpose()?;
    let cache = ObservationCache::new(settings.cache_ttl, shared.clone());
    let state = AppState {
        fetcher: settings.fetcher()?,
        policy_fetches: SingleFlight::new(settings.max_fetches, cache.clone()),
        prober: settings.probe.then(|| settings.prober()).transpose()?,
        smtp_probes: SingleFlight::new(settings.max_probes, cache),
        client_limiter: ClientLimiter::new("observations", settings.clients, shared.clone()),
        target_limiter: RateLimiter::new("target", settings.target_rate, shared.clone()),
        upstream: settings.upstream()?,
        config: config(settings),
        dns_limiter: ClientLimiter::new("questions", settings.dns_clients, shared),
        questions: Semaphore::new(MAX_QUESTIONS),
        readiness: Readiness::new(settings.listener_config.stopping.clone()),
        metrics,
    };
    let router = Router::new()
        .route(&format!("{POLICY_PATH}{{domain}}"), get(policy))
        .route(&format!("{MX_PATH}{{domain}}/{{host}}"), get(mail))
        .route(CONFIG_PATH, get(offered))
        .route(DNS_QUERY_PATH, get(dns_query))
        .route(HEALTH_PATHS[0], get(|| async { "ok" }))
        .route(HEALTH_PATHS[1], get(ready))
        .route("/api", get(problem::not_found))
        .route("/api/{*rest}", get(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(cors(&settings.allow_origins)?)
        .with_state(Arc::new(state));
    let names: Arc<[String]> = settings.hosts.as_slice().into();
    let is_for_others = !settings.allow_origins.is_empty();
    let observer = AccessLog {
        proxies: settings.listener_config.proxies.clone(),
        metrics: settings.listener_config.metrics.clone(),
        logs_clients: settings.log_clients,
    };
    Ok(page::serve(router, settings.dist.as_deref())
        .layer(from_fn(move |request, next| require_known_host(names.clone(), request, next)))
        .layer(map_response(move |response| add_security_headers(response, is_for_others)))
        .layer(from_fn(move |request, next| observer.clone().watch(request, next))))
}

fn config(settings: &Settings) -> Config {
    let deadline_ms = u64::try_from(settings.deadlines.overall.as_millis()).unwrap_or(u64::MAX);
    Config {
        version: settings.version.clone(),
        probe: settings.probe,
        resolver: true,
        lab: settings.lab.as_ref().map(|lab| lab.demos.clone()).unwrap_or_default(),
        allow_net: if settings.open {
            settings.allow_net.iter().map(ToString::to_string).collect()
        } else {
            Vec::new()
        },
        limits: Limits { policy_octets: POLICY_LIMIT, deadline_ms },
    }
}

/// Pages of exactly these origins may read the answers, with the time to wait, and nothing but GET is offered to them.
fn cors(origins: &[String]) -> Result<CorsLayer, SettingsError> {
    let origins: Result<Vec<HeaderValue>, SettingsError> = origins.iter().map(|origin| origin_value(origin)).collect();
    let layer = CorsLayer::new().allow_origin(AllowOrigin::list(origins?)).allow_methods([Method::GET]);
    Ok(layer.expose_headers([header::RETRY_AFTER]).vary([header::ORIGIN]))
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

async fn policy(
    State(state): State<Arc<AppState>>,
    Extension(caller): Extension<ClientAddress>,
    domain: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let domain = match domain
        .map_err(|rejection| rejection.body_text())
        .and_then(|Path(name)| name.parse::<Domain>().map_err(|error| error.to_string()))
    {
        Ok(domain) => domain,
        Err(why) => return problem::malformed(why),
    };
    let is_fresh = wants_fresh(query.as_deref());
    let _permit_of_client = match state.client_limiter.admit(caller.0, if is_fresh { FRESH } else { 1 }).await {
        Ok(permit) => permit,
        Err(refusal) => return state.refuse(refusal),
    };
    let (key, fetcher) = (format!("policy/{domain}"), state.fetcher.clone());
    let look = async move { fetcher.policy(&domain).await };
    state.look(&state.policy_fetches, key, is_fresh, look).await
}

async fn mail(
    State(state): State<Arc<AppState>>,
    Extension(caller): Extension<ClientAddress>,
    names: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(prober) = &state.prober else { return problem::not_found().await };
    let names = names.map_err(|rejection| rejection.body_text());
    let (domain, host) = match names.and_then(|Path((domain, host))| probe::names(&domain, &host)) {
        Ok(names) => names,
        Err(why) => return problem::malformed(why),
    };
    let is_fresh = wants_fresh(query.as_deref());
    let _permit_of_client = match state.client_limiter.admit(caller.0, if is_fresh { FRESH } else { 1 }).await {
        Ok(permit) => permit,
        Err(refusal) => return state.refuse(refusal),
    };
    let target = match prober.look_up(&domain, &host).await {
        MxLookup::Listed(target) => target,
        MxLookup::NotListed => return problem::refused(format!("{host} is no MX host of {domain}")),
        MxLookup::Failed { detail } => return fresh(Json(&probe::unknown(&host, detail))),
    };
    let (key, prober) = (format!("mx/{}", target.key()), prober.clone());
    let look = async move { prober.probe(&target).await };
    state.look(&state.smtp_probes, key, is_fresh, look).await
}

impl AppState {
    /// What is known of a target, or what a look at it shows.
    async fn look<S: Observation>(
        &self,
        flights: &SingleFlight,
        key: String,
        is_fresh: bool,
        look: impl Future<Output = S> + Send + 'static,
    ) -> Response {
        if !is_fresh && let Some(known) = self.get(flights, &key).await {
            return observation(known);
        }
        if let Err(wait) = self.target_limiter.check(&key, 1).await {
            let known = self.get(flights, &key).await;
            return known.map_or_else(|| self.refuse(Refusal::Target(wait)), observation);
        }
        let metrics = self.metrics.clone();
        let counted = look.inspect(move |seen| metrics.looked(S::KIND, seen.outcome()));
        flights.join(&key, counted).await.map_or_else(|| self.refuse(Refusal::Looks), observation)
    }

    async fn get(&self, flights: &SingleFlight, key: &str) -> Option<Bytes> {
        let known = flights.get(key).await?;
        self.metrics.cache_hit();
        Some(known)
    }

    /// Sends a request away, and counts it.
    fn refuse(&self, refusal: Refusal) -> Response {
        self.metrics.refused(refusal.kind());
        refusal.into_response()
    }
}

/// Whether memory will not do: `fresh=1` among the parameters.
fn wants_fresh(query: Option<&str>) -> bool {
    query.unwrap_or_default().split('&').any(|parameter| parameter == "fresh=1")
}

fn observation(json: Bytes) -> Response {
    fresh(([(header::CONTENT_TYPE, "application/json")], json))
}

async fn ready(State(state): State<Arc<AppState>>) -> Response {
    match state.readiness.check(&state.upstream).await {
        Ok(()) => "ready".into_response(),
        Err(Unready::Stopping) => problem::unavailable("this server is about to stop"),
        Err(Unready::Resolver) => problem::unavailable("no resolver answers"),
    }
}

async fn offered(State(state): State<Arc<AppState>>) -> Response {
    fresh(Json(&state.config))
}

async fn dns_query(
    State(state): State<Arc<AppState>>,
    Extension(caller): Extension<ClientAddress>,
    RawQuery(query): RawQuery,
) -> Response {
    let (id, question) = match question(query.as_deref()) {
        Ok(asked) => asked,
        Err(why) => return problem::malformed(why),
    };
    let _permit_of_client = match state.dns_limiter.admit(caller.0, 1).await {
        Ok(permit) => permit,
        Err(refusal) => return state.refuse(refusal),
    };
    let Ok(_permit) = state.questions.try_acquire() else {
        return state.refuse(Refusal::Questions);
    };
    match state.upstream.exchange(&question).await {
        Ok((response, answer)) => dns_message(with_id(id, &response), &answer),
        Err(blind) => problem::unavailable(why_blind(&blind)),
    }
}

/// The question in the parameter `dns` (RFC 8484 §4.1), and the id by which the asker knows it.
fn question(query: Option<&str>) -> Result<([u8; 2], DnsQuestion), String> {
    let parameters = query.unwrap_or_default().split('&');
    let message = parameters.filter_map(|parameter| parameter.strip_prefix("dns=")).next();
    let message = message.ok_or("the parameter dns is missing (RFC 8484 §4.1)")?;
    let message =
        URL_SAFE_NO_PAD.decode(message).map_err(|error| format!("dns is not base64url without padding: {error}"))?;
    let question = doh::decode_query(&message).map_err(|malformed| malformed.to_string())?;
    let id = message.first_chunk().copied().unwrap_or_default();
    Ok((id, question))
}

/// The message as an answer to the query with this id (RFC 1035 §4.1.1).
fn with_id(id: [u8; 2], message: &[u8]) -> Vec<u8> {
    [&id, message.get(2..).unwrap_or_default()].concat()
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
const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self' https: http://127.0.0.1:* http://localhost:*; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Answers nobody who called this server by a name that is not its own, except about its health.
async fn require_known_host(names: Arc<[String]>, request: Request, next: Next) -> Response {
    if host_names::is_served(&names, &request) || HEALTH_PATHS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    problem::refused(format!("this server answers to {} only", names.join(", ")))
}

/// Where no other origin may read the answers, none may embed them either (Fetch §3.7).
async fn add_security_headers(mut response: Response, is_for_others: bool) -> Response {
    if !is_for_others {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        response.headers_mut().insert(name, HeaderValue::from_static("same-origin"));
    }
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
