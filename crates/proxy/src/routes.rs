//! The server's paths.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{ConnectInfo, Path, RawQuery, Request, State, rejection::PathRejection},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{Next, from_fn, map_response},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use checker::{Blind, DnsAnswer, DnsQuestion};
use mta_sts::Domain;
use proxy_api::{
    CONFIG_PATH, Config, DNS_QUERY_PATH, Limits, MX_PATH, MailSighting, POLICY_LIMIT, POLICY_PATH, PolicySighting,
};
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{
    Settings, Unusable,
    clients::{Clients, Excess},
    dns::Upstream,
    fetch::Fetcher,
    flights::Flights,
    hosts, page,
    probe::{self, Prober, Standing, Target},
    problem,
};

/// DNS questions that are forwarded at once.
const QUESTIONS: usize = 256;

/// What every request shares.
struct Office {
    fetcher: Fetcher,
    policies: Flights<PolicySighting>,
    /// Whoever talks to MX hosts; nobody where the operator does not want that.
    prober: Option<Prober>,
    hosts: Flights<MailSighting>,
    clients: Arc<Clients>,
    upstream: Upstream,
    config: Config,
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
        policies: Flights::new(settings.fetches),
        prober: settings.probe.then(|| settings.prober()).transpose()?,
        hosts: Flights::new(settings.probes),
        clients: Clients::new(settings.clients),
        upstream: settings.upstream()?,
        config: config(settings),
        questions: Semaphore::new(QUESTIONS),
    };
    let offers = Router::new()
        .route(&format!("{POLICY_PATH}{{domain}}"), get(policy))
        .route(&format!("{MX_PATH}{{domain}}/{{host}}"), get(mail))
        .route(CONFIG_PATH, get(offered))
        .route(DNS_QUERY_PATH, get(dns_query))
        .route("/healthz", get(|| async { "ok" }))
        .route("/api", get(problem::not_found))
        .route("/api/{*rest}", get(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(cors(&settings.allow_origins)?)
        .with_state(Arc::new(office));
    let names: Arc<[String]> = settings.hosts.as_slice().into();
    let is_for_others = !settings.allow_origins.is_empty();
    Ok(page::serve(offers, settings.dist.as_deref())
        .layer(from_fn(move |request, next| called_by_name(names.clone(), request, next)))
        .layer(map_response(move |response| harden(response, is_for_others))))
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

/// The other end of the TCP connection.
type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// Whose request it is. All that come some other way than by TCP are one client.
fn client(peer: Peer) -> IpAddr {
    peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |Extension(ConnectInfo(address))| address.ip())
}

async fn policy(
    State(office): State<Arc<Office>>,
    peer: Peer,
    domain: Result<Path<String>, PathRejection>,
) -> Response {
    let domain = match domain
        .map_err(|rejection| rejection.body_text())
        .and_then(|Path(name)| name.parse::<Domain>().map_err(|error| error.to_string()))
    {
        Ok(domain) => domain,
        Err(why) => return problem::malformed(why),
    };
    let _admission = match office.clients.admit(client(peer), Instant::now()) {
        Ok(admission) => admission,
        Err(excess) => return too_many(excess),
    };
    let (fetcher, wanted) = (office.fetcher.clone(), domain.clone());
    let look = || async move { fetcher.policy(&wanted).await };
    match office.policies.join(domain.as_str(), look).await {
        Some(sighting) => fresh(Json(&*sighting)),
        None => problem::unavailable("too many policies are being fetched"),
    }
}

async fn mail(
    State(office): State<Arc<Office>>,
    peer: Peer,
    names: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let Some(prober) = &office.prober else { return problem::not_found().await };
    let names = names.map_err(|rejection| rejection.body_text());
    let (domain, host) = match names.and_then(|Path((domain, host))| probe::names(&domain, &host)) {
        Ok(names) => names,
        Err(why) => return problem::malformed(why),
    };
    let _admission = match office.clients.admit(client(peer), Instant::now()) {
        Ok(admission) => admission,
        Err(excess) => return too_many(excess),
    };
    match prober.standing(&domain, &host).await {
        Standing::Exchange(target) => talked(&office.hosts, prober.clone(), target).await,
        Standing::Stranger => problem::refused(format!("{host} is no MX host of {domain}")),
        Standing::Unknown { detail } => fresh(Json(&probe::unknown(&host, detail))),
    }
}

async fn talked(hosts: &Flights<MailSighting>, prober: Prober, target: Target) -> Response {
    let key = target.key();
    match hosts.join(&key, || async move { prober.visit(&target).await }).await {
        Some(sighting) => fresh(Json(&*sighting)),
        None => problem::unavailable("too many MX hosts are being talked to"),
    }
}

fn too_many(excess: Excess) -> Response {
    match excess {
        Excess::AtOnce => {
            problem::too_many("too many hosts are being looked at for you", problem::RETRY_AFTER_S.into())
        }
        Excess::TooOften(wait) => problem::too_many("you have asked for too many hosts", wait.as_secs() + 1),
    }
}

async fn offered(State(office): State<Arc<Office>>) -> Response {
    fresh(Json(&office.config))
}

async fn dns_query(State(office): State<Arc<Office>>, RawQuery(query): RawQuery) -> Response {
    let (id, question) = match question(query.as_deref()) {
        Ok(asked) => asked,
        Err(why) => return problem::malformed(why),
    };
    let Ok(_permit) = office.questions.try_acquire() else {
        return problem::unavailable("too many questions are being forwarded");
    };
    match office.upstream.exchange(&question).await {
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

/// Answers nobody who called this server by a name that is not its own.
async fn called_by_name(names: Arc<[String]>, request: Request, next: Next) -> Response {
    if hosts::is_served(&names, &request) {
        return next.run(request).await;
    }
    problem::refused(format!("this server answers to {} only", names.join(", ")))
}

/// Where no other origin may read the answers, none may embed them either (Fetch §3.7).
async fn harden(mut response: Response, is_for_others: bool) -> Response {
    if !is_for_others {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        response.headers_mut().insert(name, HeaderValue::from_static("same-origin"));
    }
    for (name, value) in HARDENING {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
