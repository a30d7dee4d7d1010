//! The store that workers share: one run in it.

use std::time::Duration;

use redis::{
    AsyncCommands, Client, Cmd, ErrorKind, FromRedisValue, RedisError, RedisResult, Script, ScriptInvocation,
    ServerErrorKind, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::time::sleep;

use super::scripts;
use crate::{arguments::QueueOptions, failure::Failure, network::read_pem};

/// Time that the store has for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Time between two tries while the store is away.
const PAUSE: Duration = Duration::from_millis(500);

/// Results that wait for being collected at most; workers wait then.
const MAX_RESULTS: usize = 10_000;

/// Results that are read at a time: each has some tens of kilobytes.
const RESULTS_AT_ONCE: usize = 100;

/// Key of the runs by the time of their first domain.
const RUNS: &str = "mta-sts:scan-runs";

/// A run in the store. Once connected, it waits for a store that is away.
#[derive(Clone)]
pub(super) struct Queue {
    connection: ConnectionManager,
    run: String,
}

/// A domain that a worker has.
#[derive(Debug)]
pub(super) struct Taken {
    pub id: String,
    pub domain: String,
    pub typed: String,
    /// How many workers had it, this one included.
    pub deliveries: u64,
}

/// A result.
#[derive(Debug)]
pub(super) struct Collected {
    pub id: String,
    pub domain: String,
    pub document: Vec<u8>,
}

/// How far a run is, in domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// All that were added.
    pub added: u64,
    /// Those that were checked.
    pub checked: u64,
    /// Those that are not.
    pub open: u64,
    /// Results that wait for being collected.
    pub uncollected: u64,
}

impl Queue {
    /// Connects to the run that the options name, or to `default`, or else to the newest.
    ///
    /// # Errors
    ///
    /// [`Failure::Queue`] if the store cannot be reached, and [`Failure::NoRun`] if it has no run.
    pub(super) async fn connect(options: &QueueOptions, default: Option<String>) -> Result<Self, Failure> {
        let roots = options.queue_ca_file.as_deref().map(read_pem).transpose()?;
        let client = match roots {
            Some(pem) => Client::build_with_tls(
                options.queue.as_str(),
                TlsCertificates { client_tls: None, root_cert: Some(pem) },
            ),
            None => Client::open(options.queue.as_str()),
        };
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        let client = client.map_err(failure)?;
        let mut connection = ConnectionManager::new_with_config(client, config).await.map_err(failure)?;
        let run = match options.run.clone().or(default) {
            Some(run) => run,
            None => newest(&mut connection).await.map_err(failure)?.ok_or(Failure::NoRun { run: None })?,
        };
        Ok(Self { connection, run })
    }

    /// The name of the run.
    pub(super) fn run(&self) -> &str {
        &self.run
    }

    /// Makes sure that the run exists.
    ///
    /// # Errors
    ///
    /// [`Failure::NoRun`] if it has no domain.
    pub(super) async fn require(&self) -> Result<(), Failure> {
        let progress = self.progress().await?;
        if progress.added == 0 { Err(Failure::NoRun { run: Some(self.run.clone()) }) } else { Ok(()) }
    }

    /// Waits until the run has a domain.
    pub(super) async fn wait_for_domains(&self) -> Result<(), Failure> {
        while self.progress().await?.added == 0 {
            sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Adds domains, each with what the list says; returns how many are new.
    pub(super) async fn add(&self, domains: &[(&str, &str)]) -> Result<u64, Failure> {
        let mut register = redis::cmd("ZADD");
        register.arg(RUNS).arg("NX").arg(crate::transport::now().unix_seconds()).arg(&self.run);
        self.command::<u64>(&register).await?;
        let script = Script::new(scripts::ADD);
        let mut call = self.call(&script, &["domains", "queue"]);
        for (domain, typed) in domains {
            call.arg(*domain).arg(*typed);
        }
        self.invoke(&call).await
    }

    /// Takes domains; see [`scripts::TAKE`].
    pub(super) async fn take(
        &self,
        worker: &str,
        count: usize,
        gone_after: Duration,
        cursor: &mut String,
    ) -> Result<Vec<Taken>, Failure> {
        let script = Script::new(scripts::TAKE);
        let mut call = self.call(&script, &["queue", "results"]);
        call.arg(worker).arg(count).arg(millis(gone_after)).arg(&*cursor).arg(MAX_RESULTS);
        let (next, taken): (String, Vec<(String, String, String, u64)>) = self.invoke(&call).await?;
        *cursor = next;
        Ok(taken.into_iter().map(|(id, domain, typed, deliveries)| Taken { id, domain, typed, deliveries }).collect())
    }

    /// Says that a worker still has these domains.
    pub(super) async fn keep(&self, worker: &str, ids: &[String]) -> Result<(), Failure> {
        let script = Script::new(scripts::KEEP);
        let mut call = self.call(&script, &["queue"]);
        call.arg(worker).arg(ids);
        self.invoke::<u64>(&call).await.map(drop)
    }

    /// Stores a result.
    pub(super) async fn finish(&self, taken: &Taken, document: &[u8]) -> Result<(), Failure> {
        let script = Script::new(scripts::FINISH);
        let mut call = self.call(&script, &["queue", "checked", "results"]);
        call.arg(&taken.id).arg(&taken.domain).arg(document);
        self.invoke::<u64>(&call).await.map(drop)
    }

    /// How far the run is.
    pub(super) async fn progress(&self) -> Result<Progress, Failure> {
        let script = Script::new(scripts::STATE);
        let call = self.call(&script, &["domains", "checked", "queue", "results"]);
        let (added, checked, open, uncollected) = self.invoke(&call).await?;
        Ok(Progress { added, checked, open, uncollected })
    }

    /// The oldest results that were not collected.
    pub(super) async fn results(&self) -> Result<Vec<Collected>, Failure> {
        let script = Script::new(scripts::RESULTS);
        let mut call = self.call(&script, &["results"]);
        call.arg(RESULTS_AT_ONCE);
        let found: Vec<(String, String, Vec<u8>)> = self.invoke(&call).await?;
        Ok(found.into_iter().map(|(id, domain, document)| Collected { id, domain, document }).collect())
    }

    /// Takes results out of the store.
    pub(super) async fn remove(&self, ids: &[String]) -> Result<(), Failure> {
        let mut remove = redis::cmd("XDEL");
        remove.arg(self.key("results")).arg(ids);
        self.command::<u64>(&remove).await.map(drop)
    }

    fn call<'s>(&self, script: &'s Script, keys: &[&str]) -> ScriptInvocation<'s> {
        let mut call = script.prepare_invoke();
        for key in keys {
            call.key(self.key(key));
        }
        call
    }

    /// All keys of a run are on one node of a cluster.
    fn key(&self, part: &str) -> String {
        format!("mta-sts:scan:{{{}}}:{part}", self.run)
    }

    /// Runs a script as soon as the store can. Everything that is asked may be asked twice.
    async fn invoke<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T, Failure> {
        let mut notice = RetryNotice::default();
        loop {
            match call.invoke_async(&mut self.connection.clone()).await {
                Err(error) if notice.wait_if_temporary(&error).await => {}
                answer => return answer.map_err(failure),
            }
        }
    }

    /// Runs a command, likewise.
    async fn command<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Failure> {
        let mut notice = RetryNotice::default();
        loop {
            match command.query_async(&mut self.connection.clone()).await {
                Err(error) if notice.wait_if_temporary(&error).await => {}
                answer => return answer.map_err(failure),
            }
        }
    }
}

/// The notice that the store does not answer, shown once while a command is repeated.
#[derive(Default)]
struct RetryNotice {
    is_shown: bool,
}

impl RetryNotice {
    /// Waits a moment and returns `true` if the failure is temporary.
    async fn wait_if_temporary(&mut self, error: &RedisError) -> bool {
        if !is_temporary(error) {
            return false;
        }
        if !std::mem::replace(&mut self.is_shown, true) {
            anstream::eprintln!("mta-sts: {error}");
        }
        sleep(PAUSE).await;
        true
    }
}

async fn newest(connection: &mut ConnectionManager) -> RedisResult<Option<String>> {
    let runs: Vec<String> = connection.zrevrange(RUNS, 0, 0).await?;
    Ok(runs.into_iter().next())
}

/// Whether a failure is temporary: the store is unreachable, starts, or is replaced by another.
fn is_temporary(error: &RedisError) -> bool {
    use ServerErrorKind::{BusyLoading, ClusterDown, MasterDown, ReadOnly, TryAgain};
    match error.kind() {
        ErrorKind::Io => true,
        ErrorKind::Server(kind) => matches!(kind, BusyLoading | ClusterDown | MasterDown | ReadOnly | TryAgain),
        _ => error.is_connection_dropped(),
    }
}

fn failure(error: RedisError) -> Failure {
    Failure::Queue { why: error.to_string() }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
