//! State that all requests share.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use evidence::POLICY_LIMIT;
use futures_util::future::BoxFuture;
use proxy_api::{Config, Limits};

use crate::{
    body::{self, BytesInFlight},
    cache::ObservationCache,
    dns::Upstream,
    fetch::Fetcher,
    guard::Guard,
    limits::{
        clients::{ClientLimiter, ClientPermit},
        fair_share::FairShare,
        rate::{Charge, Rate},
        rate_limiter::RateLimiter,
        targets::TargetLimiter,
        zones::ZoneLimiter,
    },
    lookup_rules::LookupRules,
    metrics::Metrics,
    observation::Observation,
    probe::Prober,
    readiness::Readiness,
    refusal::Refusal,
    refused_targets::RefusedTargets,
    settings::Settings,
    settings_error::SettingsError,
    shared_store,
    single_flight::SingleFlight,
};

/// Maximum DNS questions forwarded at once.
const MAX_QUESTIONS: usize = 256;

/// Maximum bytes of observations being sent: to one client, and to all.
const MAX_BYTES_PER_CLIENT: usize = 8 * 1024 * 1024;
const MAX_BYTES_IN_FLIGHT: usize = 48 * 1024 * 1024;

/// Rate limit for renewing one cached observation on request.
const FRESH_RATE: Rate = Rate { burst: 3, per_minute: 6 };

/// State that all requests share.
pub(crate) struct AppState {
    pub(crate) fetcher: Fetcher,
    pub(crate) policy_fetches: SingleFlight,
    /// `None` if the operator turned probes of mail servers off.
    pub(crate) prober: Option<Prober>,
    pub(crate) smtp_probes: SingleFlight,
    pub(crate) client_limiter: ClientLimiter,
    /// Rate and concurrency limits of connections to other people's hosts.
    pub(crate) target_limiter: Arc<TargetLimiter>,
    rates: Arc<RateLimiter>,
    pub(crate) lookup_rules: LookupRules,
    pub(crate) refused_targets: RefusedTargets,
    pub(crate) guard: Guard,
    pub(crate) upstream: Upstream,
    pub(crate) config: Config,
    pub(crate) dns_limiter: ClientLimiter,
    /// Rate limits of clients' questions about one zone.
    pub(crate) zone_limiter: ZoneLimiter,
    /// Slots of DNS questions that are forwarded at once.
    pub(crate) question_slots: FairShare,
    bytes_in_flight: BytesInFlight,
    /// Whether non-public addresses are withheld from clients. They then learn only what kind of address it is.
    pub(crate) withholds_addresses: bool,
    pub(crate) readiness: Readiness,
    /// Contact for administrators of other hosts.
    pub(crate) contact: Option<String>,
    metrics: Metrics,
}

impl AppState {
    pub(crate) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let metrics = settings.listener_config.metrics.clone();
        let store = settings
            .shared_limits
            .as_deref()
            .map(|url| shared_store::connect(url, settings.shared_limits_roots.clone(), &metrics));
        let (limits, observations) = store.transpose()?.unzip();
        let rates = Arc::new(RateLimiter::new(limits));
        let cache = ObservationCache::new(settings.cache_ttl, observations);
        let deadlines = settings.deadlines;
        let dns = settings.dns_clients;
        Ok(Self {
            fetcher: settings.fetcher()?,
            policy_fetches: SingleFlight::new(settings.max_fetches, deadlines.total(), cache.clone()),
            prober: settings.probe.then(|| settings.prober()).transpose()?,
            smtp_probes: SingleFlight::new(settings.max_probes, deadlines.total(), cache),
            client_limiter: ClientLimiter::new("observations", settings.clients, rates.clone()),
            target_limiter: Arc::new(TargetLimiter::new(settings.target_rate, rates.clone())),
            lookup_rules: settings.lookup_rules(),
            refused_targets: settings.refused_targets.clone(),
            guard: Guard::allowing(settings.allow_net.clone()),
            upstream: settings.upstream()?,
            config: config(settings),
            dns_limiter: ClientLimiter::new("questions", dns, rates.clone()),
            zone_limiter: ZoneLimiter::new(dns, rates.clone()),
            question_slots: FairShare::new(MAX_QUESTIONS),
            bytes_in_flight: BytesInFlight::new(MAX_BYTES_PER_CLIENT, MAX_BYTES_IN_FLIGHT),
            withholds_addresses: !settings.open,
            readiness: Readiness::new(settings.listener_config.stopping.clone()),
            contact: settings.contact.clone(),
            rates,
            metrics,
        })
    }

    /// Returns a cached observation, or makes one.
    ///
    /// The future of a fetch takes kilobytes, which every layer of the server would move. So it is created where it is
    /// needed, and boxed.
    pub(crate) async fn observe<S: Observation + 'static>(
        &self,
        fetches: &SingleFlight,
        target: ObservationTarget,
        (client, permit): (IpAddr, ClientPermit),
        fetch: impl FnOnce() -> BoxFuture<'static, Result<S, Duration>> + Send + 'static,
    ) -> Response {
        let ObservationTarget { key, host, is_fresh } = target;
        if !(is_fresh && self.may_be_fresh(&key).await)
            && let Some(known) = self.cached(fetches, &key).await
        {
            return self.send(known, client, permit);
        }
        let (metrics, targets, name) = (self.metrics.clone(), self.target_limiter.clone(), key.clone());
        let withholds_addresses = self.withholds_addresses;
        let counted = async move {
            targets.charge_name(client, &name, &host).await.map_err(Refusal::Target)?;
            let mut seen = fetch().await.map_err(Refusal::Target)?;
            metrics.record_observation(S::KIND, seen.outcome());
            if withholds_addresses {
                seen.withhold_addresses();
            }
            Ok(seen)
        };
        match fetches.run(&key, client, counted).await {
            Ok(json) => self.send((json, Duration::ZERO), client, permit),
            Err(refusal @ Refusal::Target(_)) => match self.cached(fetches, &key).await {
                Some(known) => self.send(known, client, permit),
                None => self.refuse(refusal),
            },
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// Refuses a request and counts the refusal.
    pub(crate) fn refuse(&self, refusal: Refusal) -> Response {
        self.metrics.record_refusal(refusal.kind());
        refusal.into_response()
    }

    /// Returns whether a cached observation may be renewed on request. A client that asks too often gets the cached
    /// one.
    async fn may_be_fresh(&self, key: &str) -> bool {
        let charge = Charge { kind: "fresh", class: 0, key: key.into(), rate: FRESH_RATE, times: 1 };
        self.rates.charge(&[charge]).await.is_ok()
    }

    async fn cached(&self, fetches: &SingleFlight, key: &str) -> Option<(Bytes, Duration)> {
        let known = fetches.cached(key).await?;
        self.metrics.record_cache_hit();
        Some(known)
    }

    /// Sends an observation. The client's request counts as under way until the last byte.
    fn send(&self, (json, age): (Bytes, Duration), client: IpAddr, permit: ClientPermit) -> Response {
        let Some(bytes) = self.bytes_in_flight.acquire(client, json.len()) else {
            return self.refuse(Refusal::Sending);
        };
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
        (headers, body::observation_body(&json, age, (permit, bytes))).into_response()
    }
}

/// Target of an observation.
#[derive(Clone, Debug)]
pub(crate) struct ObservationTarget {
    /// Key of the target. Requests with the same key are for the same target.
    pub(crate) key: String,
    /// Host that is connected to.
    pub(crate) host: String,
    /// Whether the request refuses a cached observation.
    pub(crate) is_fresh: bool,
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
