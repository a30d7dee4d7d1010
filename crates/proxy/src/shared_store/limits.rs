//! Limits that all servers count together.
//!
//! The first charge gives a store a number, its generation. A store with another generation than before has lost its
//! data. Until all servers have uploaded their counts again, each server uses its own share of the limits.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use redis::Script;
use ring::rand::{SecureRandom, SystemRandom};
use tokio::{sync::Notify, time::timeout};

use super::{ANSWER_TIMEOUT, Store};
use crate::limits::rate::{Charge, Key};

/// Time between two heartbeats of a server.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(5);

/// Seconds without a heartbeat after which a server no longer counts.
const GONE_AFTER_S: u64 = 20;

/// Time in which all servers upload their counts to a new generation of the store: two heartbeats, and a little more.
const SETTLING_TIME: Duration = Duration::from_secs(12);

/// Maximum counts uploaded to a new generation, the largest first, and the batch size.
const MAX_UPLOADED: usize = 20_000;
const UPLOAD_BATCH: usize = 500;

/// Key of the store's generation.
const GENERATION: &str = "mta-sts:generation";

/// Key of the servers' heartbeats.
const SERVERS: &str = "mta-sts:servers";

/// Lua prologue: sets `now`, in microseconds by the store's clock, and `generation`, from `KEYS[1]`.
const PREAMBLE: &str = "
    local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local generation = tonumber(redis.call('GET', KEYS[1]) or 0)
    if generation == 0 then
        generation = now
        redis.call('SET', KEYS[1], string.format('%.0f', generation))
    end
    local function set(key, arrival)
        if arrival > now then
            redis.call('SET', key, string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
        end
    end";

/// Lua script: GCRA for several keys at once; see `rate`. Arguments are the generation that the server knows and, for
/// each key, cost, burst tolerance and the time by which the key is ahead as far as the server knows. Returns the
/// generation. If the server knows it, also returns the time to wait and the time by which each key is ahead.
const CHARGE_SCRIPT: &str = "
    local known_generation = tonumber(ARGV[1])
    if known_generation ~= 0 and known_generation ~= generation then return {generation} end
    local wait, before, after = 0, {}, {}
    for i = 1, #KEYS - 1 do
        local cost, tolerance, known = tonumber(ARGV[3*i-1]), tonumber(ARGV[3*i]), tonumber(ARGV[3*i+1])
        before[i] = math.max(tonumber(redis.call('GET', KEYS[i+1])) or now, now + known)
        after[i] = before[i] + cost
        wait = math.max(wait, after[i] - now - tolerance)
    end
    local answer = {generation, wait}
    for i = 1, #KEYS - 1 do
        local arrival = wait > 0 and before[i] or after[i]
        set(KEYS[i+1], arrival)
        answer[i + 2] = arrival - now
    end
    return answer";

/// Lua script: takes over the times by which keys are ahead as far as a server knows. Returns the generation.
const UPLOAD_SCRIPT: &str = "
    for i = 1, #KEYS - 1 do
        set(KEYS[i+1], math.max(tonumber(redis.call('GET', KEYS[i+1])) or now, now + tonumber(ARGV[i])))
    end
    return generation";

/// Lua script: records a server's heartbeat. Returns the generation, and the number of servers with a recent heartbeat.
const HEARTBEAT_SCRIPT: &str = "
    redis.call('ZADD', KEYS[2], time[1], ARGV[1])
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', time[1] - ARGV[2])
    redis.call('EXPIRE', KEYS[2], ARGV[2])
    return {generation, redis.call('ZCARD', KEYS[2])}";

/// Limits that all servers count together.
#[derive(Clone, Debug)]
pub(crate) struct SharedLimits {
    store: Store,
    servers: Arc<AtomicU32>,
    generation: Arc<Generation>,
}

/// Key and the time by which it is ahead.
pub(crate) type KeyTimeAhead = (String, Duration);

impl SharedLimits {
    pub(super) fn new(store: Store) -> Self {
        Self { store, servers: Arc::new(AtomicU32::new(1)), generation: Arc::default() }
    }

    /// Adds to all of these counts or to none. Returns the time to wait, zero if there is none, and the time by which
    /// each key is then ahead. `None` if the store is down, or not all servers have uploaded their counts yet.
    pub(crate) async fn charge(&self, charges: &[Charge], known: &[Duration]) -> Option<(Duration, Vec<Duration>)> {
        if self.generation.is_settling() {
            return None;
        }
        let (mut connection, script) = (self.store.connection.clone(), script(CHARGE_SCRIPT));
        let mut call = script.key(GENERATION);
        call.arg(self.generation.id());
        for (charge, known) in charges.iter().zip(known) {
            call.key(limit_key(charge.kind, &charge.key));
            call.arg(micros(charge.rate.cost(charge.times))).arg(micros(charge.rate.burst_tolerance()));
            call.arg(micros(*known));
        }
        let answer: Vec<u64> = self.store.ask(call.invoke_async(&mut connection)).await?;
        let (generation, counts) = answer.split_first()?;
        self.note_generation(*generation);
        let (wait, times_ahead) = counts.split_first()?;
        Some((Duration::from_micros(*wait), times_ahead.iter().copied().map(Duration::from_micros).collect()))
    }

    /// Returns the number of servers with a recent heartbeat, including this one.
    pub(crate) fn servers(&self) -> u32 {
        self.servers.load(Ordering::Relaxed).max(1)
    }

    /// Synchronises with the other servers: sends heartbeats, counts the servers, and uploads `times_ahead` to a new
    /// generation of the store. Ends when `times_ahead` returns `None`.
    pub(crate) async fn synchronize(self, times_ahead: impl Fn() -> Option<Vec<KeyTimeAhead>> + Send) {
        let name = random_name();
        let mut was_settling = false;
        loop {
            self.send_heartbeat(&name).await;
            let Some(mut times_ahead) = times_ahead() else { return };
            let is_settling = self.generation.is_settling();
            if is_settling || was_settling {
                times_ahead.sort_by_key(|(_, time_ahead)| std::cmp::Reverse(*time_ahead));
                times_ahead.truncate(MAX_UPLOADED);
                self.upload(&times_ahead).await;
            }
            was_settling = is_settling;
            let _either = timeout(HEARTBEAT_INTERVAL, self.generation.changed.notified()).await;
        }
    }

    async fn send_heartbeat(&self, name: &str) {
        let (mut connection, script) = (self.store.connection.clone(), script(HEARTBEAT_SCRIPT));
        let mut call = script.key(GENERATION);
        call.key(SERVERS).arg(name).arg(GONE_AFTER_S);
        let answer = timeout(ANSWER_TIMEOUT, call.invoke_async::<(u64, u32)>(&mut connection)).await;
        let Ok(Ok((generation, count))) = answer else { return };
        self.note_generation(generation);
        // While a new generation settles, it does not know all servers.
        let known = if self.generation.is_settling() { self.servers() } else { 1 };
        self.servers.store(count.max(known), Ordering::Relaxed);
    }

    async fn upload(&self, times_ahead: &[KeyTimeAhead]) {
        for part in times_ahead.chunks(UPLOAD_BATCH) {
            let (mut connection, script) = (self.store.connection.clone(), script(UPLOAD_SCRIPT));
            let mut call = script.key(GENERATION);
            for (key, time_ahead) in part {
                call.key(key).arg(micros(*time_ahead));
            }
            let uploaded: Option<u64> = self.store.ask(call.invoke_async(&mut connection)).await;
            if uploaded.is_none() {
                return;
            }
        }
    }

    /// Notes the store's generation. A server on its own already knows all counts, so it need not wait for others.
    fn note_generation(&self, id: u64) {
        if self.generation.note(id, self.servers() > 1) {
            tracing::warn!("the shared store lost its data; servers upload what they know");
        }
    }
}

/// Generation of the store, as far as this server knows.
#[derive(Debug, Default)]
struct Generation {
    state: Mutex<GenerationState>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct GenerationState {
    /// Zero until the store is reached.
    id: u64,
    settles_until: Option<Instant>,
}

impl Generation {
    fn id(&self) -> u64 {
        self.state().id
    }

    fn is_settling(&self) -> bool {
        self.state().settles_until.is_some_and(|until| Instant::now() < until)
    }

    /// Notes the store's generation. Returns whether it has changed.
    fn note(&self, id: u64, settles: bool) -> bool {
        let mut state = self.state();
        let is_other = state.id != 0 && state.id != id;
        state.id = id;
        if is_other {
            state.settles_until = settles.then(|| Instant::now() + SETTLING_TIME);
            self.changed.notify_one();
        }
        is_other
    }

    fn state(&self) -> MutexGuard<'_, GenerationState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the store key of a count.
pub(crate) fn limit_key(kind: &str, key: &Key) -> String {
    format!("mta-sts:limit:{kind}:{key}")
}

fn script(body: &str) -> Script {
    Script::new(&[PREAMBLE, body].concat())
}

/// Returns a name that no other process has.
#[must_use]
pub fn random_name() -> String {
    let mut name = [0; 16];
    // Without random numbers, servers on different machines may count as one. Each then takes a larger share.
    let _ = SystemRandom::new().fill(&mut name);
    format!("{}-{}", std::process::id(), name.map(|byte| format!("{byte:02x}")).concat())
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_generation_than_the_one_known_settles() {
        let generation = Generation::default();
        assert!(!generation.note(7, true) && !generation.is_settling(), "the first is new to this server alone");
        assert!(!generation.note(7, true) && !generation.is_settling());
        assert!(generation.note(8, true) && generation.is_settling());
        assert!(!generation.note(8, true) && generation.id() == 8);
    }

    #[test]
    fn one_server_alone_need_not_wait_for_others() {
        let generation = Generation::default();
        generation.note(7, false);
        assert!(generation.note(8, false) && !generation.is_settling());
    }
}
