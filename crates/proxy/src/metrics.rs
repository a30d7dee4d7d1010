//! Prometheus metrics of the server. No label tells who asked, or for which domain.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
    },
    registry::Registry,
};

use crate::request_checks::refuse_unknown_host;

/// Upper bounds of the histogram's buckets in seconds: responses from the cache, from nearby hosts, from distant hosts,
/// and from slow hosts.
const DURATION_BUCKETS_S: [f64; 10] = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0, 60.0];

/// Metrics of one server.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Instruments>);

#[derive(Debug)]
struct Instruments {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram>,
    in_flight: Gauge,
    observations: Family<ObservationLabels, Counter>,
    cache_hits: Counter,
    refusals: Family<Refused, Counter>,
    shared_store: SharedStore,
    shared_store_failures: Counter,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ObservationLabels {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refused {
    because: &'static str,
}

impl Default for Instruments {
    fn default() -> Self {
        let mut instruments = Self {
            registry: Registry::with_prefix("mta_sts"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(DURATION_BUCKETS_S)),
            in_flight: Gauge::default(),
            observations: Family::default(),
            cache_hits: Counter::default(),
            refusals: Family::default(),
            shared_store: SharedStore::default(),
            shared_store_failures: Counter::default(),
        };
        instruments.register();
        instruments
    }
}

impl Instruments {
    fn register(&mut self) {
        let all = &mut self.registry;
        all.register("requests", "Requests answered, by route and status", self.requests.clone());
        all.register("request_duration_seconds", "Time until the response header", self.seconds.clone());
        all.register("requests_in_flight", "Requests in progress", self.in_flight.clone());
        all.register("looks", "Fetches and probes of policy hosts and MX hosts, by outcome", self.observations.clone());
        all.register("memory_hits", "Observations served from the cache", self.cache_hits.clone());
        all.register("refusals", "Requests and connections refused", self.refusals.clone());
        all.register_collector(Box::new(self.shared_store.clone()));
        all.register("shared_limits_failures", "Failures of the shared limits", self.shared_store_failures.clone());
    }
}

impl Metrics {
    /// Creates the router that serves `/metrics` to Prometheus.
    ///
    /// It answers only under these host names, as the server itself does, or under any name if the list is empty.
    pub fn app(&self, hosts: &[String]) -> Router {
        let (metrics, names): (Self, Arc<[String]>) = (self.clone(), hosts.into());
        Router::new().route("/metrics", get(move || async move { metrics.page() })).layer(from_fn(
            move |request, next: Next| {
                let refusal = refuse_unknown_host(&names, &request);
                async { if let Some(refusal) = refusal { refusal } else { next.run(request).await } }
            },
        ))
    }

    fn page(&self) -> Response {
        let mut text = String::new();
        match encode(&mut text, &self.0.registry) {
            Ok(()) => ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
                .into_response(),
            Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response(),
        }
    }

    /// Counts a request as in flight until the result is dropped.
    pub(crate) fn track_request(&self) -> InFlight {
        self.0.in_flight.inc();
        InFlight(self.clone())
    }

    pub(crate) fn record_response(&self, route: &str, status: StatusCode, time: Duration) {
        let route = Route { route: route.to_owned() };
        self.0.seconds.get_or_create(&route).observe(time.as_secs_f64());
        self.0.requests.get_or_create(&Request { route: route.route, status: status.as_u16() }).inc();
    }

    pub(crate) fn record_refusal(&self, because: &'static str) {
        self.0.refusals.get_or_create(&Refused { because }).inc();
    }

    pub(crate) fn record_observation(&self, kind: &'static str, outcome: &'static str) {
        self.0.observations.get_or_create(&ObservationLabels { kind, outcome }).inc();
    }

    pub(crate) fn record_cache_hit(&self) {
        self.0.cache_hits.inc();
    }

    pub(crate) fn record_shared_store_answer(&self, is_up: bool) {
        self.0.shared_store.0.store(if is_up { UP } else { DOWN }, Ordering::Relaxed);
        if !is_up {
            self.0.shared_store_failures.inc();
        }
    }
}

/// Whether the shared store answered last time. A server without one has no such metric.
#[derive(Clone, Debug, Default)]
struct SharedStore(Arc<AtomicU8>);

const DOWN: u8 = 1;
const UP: u8 = 2;

impl Collector for SharedStore {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let up = ConstGauge::new(match self.0.load(Ordering::Relaxed) {
            DOWN => 0_i64,
            UP => 1,
            _ => return Ok(()),
        });
        let help = "Whether the shared store answered of late";
        up.encode(encoder.encode_descriptor("shared_limits_up", help, None, up.metric_type())?)
    }
}

/// Request in flight. Dropping it ends the count.
#[derive(Debug)]
pub(crate) struct InFlight(Metrics);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.0.in_flight.dec();
    }
}
