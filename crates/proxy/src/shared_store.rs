//! Limits and memory that several servers have in common, in Redis or Valkey, so that behind a load balancer they act as one.
//!
//! No check fails for it: while the store is away, every server goes by what it knows itself, and says so in log and numbers.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::body::Bytes;
use redis::{
    AsyncCommands, Client, RedisResult, Script, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

use crate::{age::aged, metrics::Metrics, rate::Rate, settings_error::SettingsError};

/// Time that the store has for an answer. It is near, or of no use.
const PATIENCE: Duration = Duration::from_millis(250);

/// Time for which a store that did not answer is left alone.
const REST: Duration = Duration::from_secs(1);

/// The generic cell rate algorithm, by the store's own clock in microseconds; see `rate`. Returns the time to wait.
const CHECK: &str = "
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local arrival = math.max(tonumber(redis.call('GET', KEYS[1])) or now, now) + ARGV[1]
    local beyond = arrival - now - ARGV[2]
    if beyond > 0 then return beyond end
    redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
    return 0";

/// The store.
#[derive(Clone)]
pub(crate) struct SharedStore {
    connection: ConnectionManager,
    check: Script,
    health: Arc<Health>,
}

/// How the store has answered of late.
#[derive(Debug)]
struct Health {
    metrics: Metrics,
    is_away: AtomicBool,
    rests_until: Mutex<Option<Instant>>,
}

impl SharedStore {
    /// The store at this URL: `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` with TLS, which is verified against
    /// these roots, PEM, or else those of the Web PKI. Connects when it is first needed. It needs a Tokio runtime.
    pub(crate) fn at(url: &str, roots: Option<Vec<u8>>, metrics: Metrics) -> Result<Self, SettingsError> {
        let unusable = |error: redis::RedisError| SettingsError::SharedLimits(error.to_string());
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        let client = match roots {
            Some(pem) => Client::build_with_tls(url, TlsCertificates { client_tls: None, root_cert: Some(pem) }),
            None => Client::open(url),
        };
        let client = client.map_err(unusable)?;
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(unusable)?;
        let health = Health { metrics, is_away: AtomicBool::new(false), rests_until: Mutex::default() };
        Ok(Self { connection, check: Script::new(CHECK), health: Arc::new(health) })
    }

    /// Counts so many requests of a key, or says how long to wait for that. `None` if the store is away.
    pub(crate) async fn check(&self, key: &str, rate: Rate, times: u32) -> Option<Result<(), Duration>> {
        let mut connection = self.connection.clone();
        let mut call = self.check.key(format!("mta-sts:paid-until:{key}"));
        call.arg(micros(rate.emission_interval() * times)).arg(micros(rate.burst_tolerance()));
        let wait: u64 = self.ask(call.invoke_async(&mut connection)).await?;
        Some(if wait == 0 { Ok(()) } else { Err(Duration::from_micros(wait)) })
    }

    /// What one of the servers saw of late, with its age. `None` if the store is away.
    pub(crate) async fn get(&self, key: &str) -> Option<Option<Bytes>> {
        let (mut connection, key) = (self.connection.clone(), seen(key));
        let mut look = redis::pipe();
        look.get(&key).pttl(&key);
        let (found, left_ms): (Option<Vec<u8>>, i64) = self.ask(look.query_async(&mut connection)).await?;
        Some(found.and_then(|stored| told(&stored, left_ms)))
    }

    /// Lets all servers know what was seen.
    pub(crate) async fn insert(&self, key: &str, json: &Bytes, lifetime: Duration) {
        let mut connection = self.connection.clone();
        let stored = [format!("{} ", lifetime.as_millis()).as_bytes(), json].concat();
        let kept = connection.pset_ex::<_, _, ()>(seen(key), stored, millis(lifetime));
        let _told_by_health = self.ask(kept).await;
    }

    async fn ask<T>(&self, answer: impl Future<Output = RedisResult<T>>) -> Option<T> {
        if self.health.is_resting() {
            self.health.metrics.shared_answers(false);
            return None;
        }
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        self.health.note(match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("no answer in time".to_owned()),
        })
    }
}

impl Health {
    fn is_resting(&self) -> bool {
        self.until().is_some_and(|until| Instant::now() < until)
    }

    fn note<T>(&self, answer: Result<T, String>) -> Option<T> {
        let was_away = self.is_away.swap(answer.is_err(), Ordering::Relaxed);
        self.metrics.shared_answers(answer.is_ok());
        match answer {
            Ok(answer) => {
                if was_away {
                    tracing::info!("the shared limits are back");
                }
                Some(answer)
            }
            Err(error) => {
                if !was_away {
                    tracing::warn!(error, "the shared limits are away; this server goes by its own");
                }
                *self.until() = Some(Instant::now() + REST);
                None
            }
        }
    }

    fn until(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.rests_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for SharedStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SharedStore").field("health", &self.health).finish_non_exhaustive()
    }
}

/// Where an observation is. Servers of another version may speak of it otherwise.
fn seen(key: &str) -> String {
    format!("mta-sts:seen:{}:{key}", env!("CARGO_PKG_VERSION"))
}

/// A observation as it was stored, its lifetime in milliseconds before it, of which so many are left.
fn told(stored: &[u8], left_ms: i64) -> Option<Bytes> {
    let end = stored.iter().position(|octet| *octet == b' ')?;
    let lifetime_ms: u64 = std::str::from_utf8(&stored[..end]).ok()?.parse().ok()?;
    let age = Duration::from_millis(lifetime_ms.saturating_sub(u64::try_from(left_ms).ok()?));
    Some(aged(&Bytes::copy_from_slice(&stored[end + 1..]), age))
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_tells_its_age_by_the_time_that_is_left() {
        let cases = [
            ("30000 {\"a\":1}", 30_000, Some("{\"a\":1}")),
            ("30000 {\"a\":1}", 18_000, Some("{\"a\":1,\"age_s\":12}")),
            ("30000 {\"a\":1}", 40_000, Some("{\"a\":1}")),
            // Gone between the two questions, or never to go; neither is ours.
            ("30000 {\"a\":1}", -2, None),
            ("30000 {\"a\":1}", -1, None),
            ("{\"a\":1}", 1, None),
            ("long {\"a\":1}", 1, None),
            ("", 1, None),
        ];
        for (stored, left_ms, expected) in cases {
            assert_eq!(told(stored.as_bytes(), left_ms).as_deref(), expected.map(str::as_bytes), "{stored} {left_ms}");
        }
    }
}
