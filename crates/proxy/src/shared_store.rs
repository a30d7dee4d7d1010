//! Limits and observations that several servers share, in Redis or Valkey, so that behind a load balancer they act as one.
//!
//! No check fails for it: while the store is away, every server goes by what it knows itself, and says so in log and numbers.
//! Limits and observations have a connection each: a large observation keeps no limit waiting.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use axum::body::Bytes;
use redis::{
    AsyncCommands, Client, RedisResult, Script, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use ring::rand::{SecureRandom, SystemRandom};

use crate::{metrics::Metrics, rate::Charge, settings_error::SettingsError};

/// Time that the store has for an answer. It is near, or of no use.
const PATIENCE: Duration = Duration::from_millis(250);

/// Time for which a store that did not answer is left alone.
const REST: Duration = Duration::from_secs(1);

/// Bytes of an observation that are stored and read at most.
const MAX_OBSERVATION: usize = 512 * 1024;

/// Bytes before an observation: its lifetime in milliseconds, and a space.
const MAX_PREFIX: usize = 21;

/// Time between two signs of life of a server.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Seconds after which a server without a sign of life counts no more.
const GONE_AFTER_S: u64 = 20;

/// GCRA for several keys at once, by the store's own clock in microseconds; see `rate`. For each key: cost, burst tolerance, and
/// by how much the key is ahead as far as the server knows, which a store that was restarted has forgotten. Returns the time to
/// wait, then by how much each key is ahead.
const CHARGE: &str = "
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local wait, before, after = 0, {}, {}
    for i, key in ipairs(KEYS) do
        local cost, tolerance, known = tonumber(ARGV[3*i-2]), tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i])
        before[i] = math.max(tonumber(redis.call('GET', key)) or now, now + known)
        after[i] = before[i] + cost
        wait = math.max(wait, after[i] - now - tolerance)
    end
    local answer = {wait}
    for i, key in ipairs(KEYS) do
        local arrival = wait > 0 and before[i] or after[i]
        if arrival > now then
            redis.call('SET', key, string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
        end
        answer[i + 1] = arrival - now
    end
    return answer";

/// A sign of life of a server; returns how many servers gave one of late.
const HEARTBEAT_SCRIPT: &str = "
    local now = tonumber(redis.call('TIME')[1])
    redis.call('ZADD', KEYS[1], now, ARGV[1])
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
    redis.call('EXPIRE', KEYS[1], ARGV[2])
    return redis.call('ZCARD', KEYS[1])";

/// The limits that all servers count together.
#[derive(Clone, Debug)]
pub(crate) struct SharedLimits {
    store: Store,
    servers: Arc<AtomicU32>,
}

/// The observations that all servers know.
#[derive(Clone, Debug)]
pub(crate) struct SharedObservations {
    store: Store,
}

/// Connects to the store at this URL: `redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` with TLS, which is verified
/// against these roots, PEM, or else those of the Web PKI. Connects when it is first needed. It needs a Tokio runtime.
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
    let servers = Arc::new(AtomicU32::new(1));
    tokio::spawn(give_signs_of_life(limits.clone(), Arc::downgrade(&servers)));
    Ok((SharedLimits { store: limits, servers }, SharedObservations { store: observations }))
}

impl SharedLimits {
    /// Adds to all of these counts or to none: the time to wait, zero if there is none, and by how much each is ahead then. `None`
    /// if the store is away.
    pub(crate) async fn charge(&self, charges: &[Charge], known: &[Duration]) -> Option<(Duration, Vec<Duration>)> {
        let (mut connection, script) = (self.store.connection.clone(), Script::new(CHARGE));
        let mut call = script.prepare_invoke();
        for (charge, known) in charges.iter().zip(known) {
            call.key(format!("mta-sts:limit:{}:{}", charge.kind, charge.key));
            call.arg(micros(charge.rate.cost(charge.times))).arg(micros(charge.rate.burst_tolerance()));
            call.arg(micros(*known));
        }
        let answer: Vec<u64> = self.store.ask(call.invoke_async(&mut connection)).await?;
        let (wait, debts) = answer.split_first()?;
        Some((Duration::from_micros(*wait), debts.iter().copied().map(Duration::from_micros).collect()))
    }

    /// Servers that gave a sign of life of late, this one included.
    pub(crate) fn servers(&self) -> u32 {
        self.servers.load(Ordering::Relaxed).max(1)
    }
}

/// Tells the store that this server lives, and learns how many others do, as long as anybody wants to know.
async fn give_signs_of_life(store: Store, servers: Weak<AtomicU32>) {
    let (name, script) = (random_name(), Script::new(HEARTBEAT_SCRIPT));
    while let Some(servers) = servers.upgrade() {
        let mut connection = store.connection.clone();
        let mut call = script.key("mta-sts:servers");
        call.arg(&name).arg(GONE_AFTER_S);
        let count: RedisResult<u32> = match tokio::time::timeout(PATIENCE, call.invoke_async(&mut connection)).await {
            Ok(count) => count,
            Err(_) => Ok(0),
        };
        // What was known stays known while the store is away.
        if let Ok(count @ 1..) = count {
            servers.store(count, Ordering::Relaxed);
        }
        drop(servers);
        tokio::time::sleep(HEARTBEAT).await;
    }
}

fn random_name() -> String {
    let mut name = [0; 16];
    // Without random numbers the servers of one machine count as one, and each takes a larger share.
    let _ = SystemRandom::new().fill(&mut name);
    format!("{}-{}", std::process::id(), name.map(|byte| format!("{byte:02x}")).concat())
}

impl SharedObservations {
    /// What one of the servers saw of late, with its age. `None` if the store is away.
    pub(crate) async fn get(&self, key: &str) -> Option<Option<(Bytes, Duration)>> {
        let (mut connection, key) = (self.store.connection.clone(), observation_key(key));
        let mut query = redis::pipe();
        let end = isize::try_from(MAX_OBSERVATION + MAX_PREFIX).unwrap_or(isize::MAX);
        query.getrange(&key, 0, end).pttl(&key);
        let (found, left_ms): (Vec<u8>, i64) = self.store.ask(query.query_async(&mut connection)).await?;
        Some(read_stored(found, left_ms))
    }

    /// Lets all servers know what was seen. What is too large stays with this server.
    pub(crate) async fn insert(&self, key: &str, json: &Bytes, lifetime: Duration) {
        if json.len() > MAX_OBSERVATION {
            return;
        }
        let mut connection = self.store.connection.clone();
        let stored = [format!("{} ", lifetime.as_millis()).as_bytes(), json].concat();
        let kept = connection.pset_ex::<_, _, ()>(observation_key(key), stored, millis(lifetime));
        let _noted_in_health = self.store.ask(kept).await;
    }
}

/// A connection to the store.
#[derive(Clone)]
struct Store {
    connection: ConnectionManager,
    health: Arc<Health>,
}

/// How the store has answered of late.
#[derive(Debug)]
struct Health {
    metrics: Metrics,
    is_away: AtomicBool,
    rests_until: Mutex<Option<Instant>>,
}

impl Store {
    fn new(url: &str, roots: Option<Vec<u8>>, metrics: Metrics) -> Result<Self, SettingsError> {
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
        Ok(Self { connection, health: Arc::new(health) })
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
                    tracing::info!("the shared store is back");
                }
                Some(answer)
            }
            Err(error) => {
                if !was_away {
                    tracing::warn!(error, "the shared store is away; this server goes by its own limits");
                }
                *self.until() = Some(Instant::now() + REST);
                None
            }
        }
    }

    fn until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.rests_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("health", &self.health).finish_non_exhaustive()
    }
}

/// Where an observation is stored. Servers of another version may write observations differently.
fn observation_key(key: &str) -> String {
    format!("mta-sts:seen:{}:{key}", env!("CARGO_PKG_VERSION"))
}

/// An observation as it was stored, after its lifetime in milliseconds, of which so many are left; and its age.
fn read_stored(stored: Vec<u8>, left_ms: i64) -> Option<(Bytes, Duration)> {
    let end = stored.iter().position(|byte| *byte == b' ')?;
    let lifetime_ms: u64 = std::str::from_utf8(&stored[..end]).ok()?.parse().ok()?;
    let age = Duration::from_millis(lifetime_ms.saturating_sub(u64::try_from(left_ms).ok()?));
    let json = Bytes::from(stored).slice(end + 1..);
    // One that was cut is no object any more.
    json.ends_with(b"}").then_some((json, age))
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
    fn what_is_stored_has_its_age_by_the_time_that_is_left() {
        let cases = [
            ("30000 {\"a\":1}", 30_000, Some(("{\"a\":1}", 0))),
            ("30000 {\"a\":1}", 18_000, Some(("{\"a\":1}", 12))),
            ("30000 {\"a\":1}", 40_000, Some(("{\"a\":1}", 0))),
            // Gone between the two questions, or never to go; neither is ours.
            ("30000 {\"a\":1}", -2, None),
            ("30000 {\"a\":1}", -1, None),
            ("30000 {\"a\":1", 1, None),
            ("{\"a\":1}", 1, None),
            ("long {\"a\":1}", 1, None),
            ("", 1, None),
        ];
        for (stored, left_ms, expected) in cases {
            let read = read_stored(stored.as_bytes().to_vec(), left_ms);
            let expected = expected.map(|(json, age)| (Bytes::from(json), Duration::from_secs(age)));
            assert_eq!(read, expected, "{stored} {left_ms}");
        }
    }
}
