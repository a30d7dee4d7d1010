//! Limits and observations that several servers share in Redis or Valkey, so that they act as one behind a load
//! balancer.
//!
//! The store is not needed for checks to work. While it is down, every server uses its own limits and cache, and
//! reports that in log and metrics. Limits and observations have a connection each, so a large observation does not
//! delay a limit.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use redis::{
    Client, RedisResult, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use crate::{metrics::Metrics, settings_error::SettingsError};

mod limits;
mod observations;

pub use limits::random_name;
pub(crate) use limits::{KeyTimeAhead, SharedLimits, limit_key};
pub(crate) use observations::SharedObservations;

/// Time limit for the store to answer. A slower store would be of no use.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(250);

/// Time for which the store is not asked again after it did not answer.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Connects to the store at this URL: `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` with TLS. TLS is
/// verified against these roots, in PEM, or else those of the Web PKI. The connection is made when it is first needed.
/// Needs a Tokio runtime.
///
/// # Errors
///
/// [`SettingsError`] if the URL or a root cannot be used.
pub(crate) fn connect(
    url: &str,
    roots: Option<Vec<u8>>,
    metrics: &Metrics,
) -> Result<(SharedLimits, SharedObservations), SettingsError> {
    let limits = Store::new(url, roots.clone(), metrics.clone())?;
    let observations = Store::new(url, roots, metrics.clone())?;
    Ok((SharedLimits::new(limits), SharedObservations::new(observations)))
}

/// Connection to the store.
#[derive(Clone)]
struct Store {
    connection: ConnectionManager,
    health: Arc<Health>,
}

/// Whether the store is answering.
#[derive(Debug)]
struct Health {
    metrics: Metrics,
    is_down: AtomicBool,
    retry_at: Mutex<Option<Instant>>,
}

impl Store {
    fn new(url: &str, roots: Option<Vec<u8>>, metrics: Metrics) -> Result<Self, SettingsError> {
        let unusable = |error: redis::RedisError| SettingsError::SharedLimits(error.to_string());
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(ANSWER_TIMEOUT))
            .set_response_timeout(Some(ANSWER_TIMEOUT))
            .set_number_of_retries(0);
        let client = match roots {
            Some(pem) => Client::build_with_tls(url, TlsCertificates { client_tls: None, root_cert: Some(pem) }),
            None => Client::open(url),
        };
        let client = client.map_err(unusable)?;
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(unusable)?;
        let health = Health { metrics, is_down: AtomicBool::new(false), retry_at: Mutex::default() };
        Ok(Self { connection, health: Arc::new(health) })
    }

    async fn ask<T>(&self, answer: impl Future<Output = RedisResult<T>>) -> Option<T> {
        if self.health.is_backing_off() {
            self.health.metrics.record_shared_store_answer(false);
            return None;
        }
        let answer = tokio::time::timeout(ANSWER_TIMEOUT, answer).await;
        self.health.note(match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer in time".to_owned()),
        })
    }
}

impl Health {
    fn is_backing_off(&self) -> bool {
        self.retry_at().is_some_and(|retry_at| Instant::now() < retry_at)
    }

    fn note<T>(&self, answer: Result<T, String>) -> Option<T> {
        let was_down = self.is_down.swap(answer.is_err(), Ordering::Relaxed);
        self.metrics.record_shared_store_answer(answer.is_ok());
        match answer {
            Ok(answer) => {
                if was_down {
                    tracing::info!("the shared store is back");
                }
                Some(answer)
            }
            Err(error) => {
                if !was_down {
                    tracing::warn!(error, "the shared store is away; this server goes by its own limits");
                }
                *self.retry_at() = Some(Instant::now() + RETRY_AFTER);
                None
            }
        }
    }

    fn retry_at(&self) -> MutexGuard<'_, Option<Instant>> {
        self.retry_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("health", &self.health).finish_non_exhaustive()
    }
}
