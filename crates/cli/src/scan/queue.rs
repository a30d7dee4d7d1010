//! A run in the store that workers share.

use std::time::Duration;

use redis::{
    AsyncCommands, Client, Cmd, ErrorKind, FromRedisValue, RedisError, RedisResult, Script, ScriptInvocation,
    ServerErrorKind, TlsCertificates,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use tokio::time::sleep;

use super::scripts;
use crate::{arguments::QueueOptions, failure::Failure, network::read_pem};

/// The time within which the store has to answer.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(10);

/// The interval between attempts while the store is unavailable.
const RETRY_INTERVAL: Duration = Duration::from_millis(500);

/// The maximum number of uncollected results. Workers wait when it is reached.
const MAX_RESULTS: usize = 10_000;

/// The number of results to read per request. Each has some tens of kilobytes.
const RESULTS_PER_REQUEST: usize = 100;

/// The key of the set of runs, ordered by the time of their first domain.
const RUNS: &str = "mta-sts:scan-runs";

/// A run in the store. Once connected, it waits if the store is unavailable.
#[derive(Clone)]
pub(super) struct Queue {
    connection: ConnectionManager,
    run: String,
}

/// A domain that a worker has taken.
#[derive(Debug)]
pub(super) struct Taken {
    pub id: String,
    pub domain: String,
    pub typed: String,
    /// The number of workers that took it, including this one.
    pub deliveries: u64,
}

/// The result for a domain.
#[derive(Debug)]
pub(super) struct Collected {
    pub id: String,
    pub domain: String,
    pub document: Vec<u8>,
}

/// The progress of a run, in domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// All added domains.
    pub added: u64,
    /// Checked domains.
    pub checked: u64,
    /// Domains that are not checked yet.
    pub open: u64,
    /// Results that are not collected yet.
    pub uncollected: u64,
}

impl Queue {
    /// Connects to the run that the options name, or to `default`, or else to the newest run.
    ///
    /// # Errors
    ///
    /// Returns [`Failure::Queue`] if the store cannot be reached, and [`Failure::NoRun`] if it has no run.
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
            .set_connection_timeout(Some(RESPONSE_TIMEOUT))
            .set_response_timeout(Some(RESPONSE_TIMEOUT))
            .set_number_of_retries(0);
        let client = client.map_err(failure)?;
        let mut connection = ConnectionManager::new_with_config(client, config).await.map_err(failure)?;
        let run = match options.run.clone().or(default) {
            Some(run) => run,
            None => newest(&mut connection).await.map_err(failure)?.ok_or(Failure::NoRun { run: None })?,
        };
        Ok(Self { connection, run })
    }

    /// Returns the name of the run.
    pub(super) fn run(&self) -> &str {
        &self.run
    }

    /// Checks that the run exists.
    ///
    /// # Errors
    ///
    /// Returns [`Failure::NoRun`] if the run has no domain.
    pub(super) async fn check_exists(&self) -> Result<(), Failure> {
        let progress = self.progress().await?;
        if progress.added == 0 { Err(Failure::NoRun { run: Some(self.run.clone()) }) } else { Ok(()) }
    }

    /// Waits until the run has a domain.
    pub(super) async fn wait_for_domains(&self) -> Result<(), Failure> {
        while self.progress().await?.added == 0 {
            sleep(RETRY_INTERVAL).await;
        }
        Ok(())
    }

    /// Adds domains, each with its text in the list. Returns how many are new.
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

    /// Reports that a worker still has these domains.
    pub(super) async fn report_taken(&self, worker: &str, ids: &[String]) -> Result<(), Failure> {
        let script = Script::new(scripts::KEEP);
        let mut call = self.call(&script, &["queue"]);
        call.arg(worker).arg(ids);
        self.invoke::<u64>(&call).await.map(drop)
    }

    /// Stores a result.
    pub(super) async fn store_result(&self, taken: &Taken, document: &[u8]) -> Result<(), Failure> {
        let script = Script::new(scripts::FINISH);
        let mut call = self.call(&script, &["queue", "checked", "results"]);
        call.arg(&taken.id).arg(&taken.domain).arg(document);
        self.invoke::<u64>(&call).await.map(drop)
    }

    /// Returns the progress of the run.
    pub(super) async fn progress(&self) -> Result<Progress, Failure> {
        let script = Script::new(scripts::STATE);
        let call = self.call(&script, &["domains", "checked", "queue", "results"]);
        let (added, checked, open, uncollected) = self.invoke(&call).await?;
        Ok(Progress { added, checked, open, uncollected })
    }

    /// Returns the oldest results that are not collected yet.
    pub(super) async fn results(&self) -> Result<Vec<Collected>, Failure> {
        let script = Script::new(scripts::RESULTS);
        let mut call = self.call(&script, &["results"]);
        call.arg(RESULTS_PER_REQUEST);
        let found: Vec<(String, String, Vec<u8>)> = self.invoke(&call).await?;
        Ok(found.into_iter().map(|(id, domain, document)| Collected { id, domain, document }).collect())
    }

    /// Removes results from the store.
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

    /// Returns the full name of a key. All keys of a run are on one node of a cluster.
    fn key(&self, part: &str) -> String {
        format!("mta-sts:scan:{{{}}}:{part}", self.run)
    }

    /// Runs a script as soon as the store is available. Every script may run twice without harm.
    async fn invoke<T: FromRedisValue>(&self, call: &ScriptInvocation<'_>) -> Result<T, Failure> {
        let mut notice = RetryNotice::default();
        loop {
            match call.invoke_async(&mut self.connection.clone()).await {
                Err(error) if notice.wait_if_temporary(&error).await => {}
                answer => return answer.map_err(failure),
            }
        }
    }

    /// Runs a command in the same way.
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
    /// Waits briefly and returns `true` if the failure is temporary.
    async fn wait_if_temporary(&mut self, error: &RedisError) -> bool {
        if !is_temporary(error) {
            return false;
        }
        if !std::mem::replace(&mut self.is_shown, true) {
            anstream::eprintln!("mta-sts: {error}");
        }
        sleep(RETRY_INTERVAL).await;
        true
    }
}

async fn newest(connection: &mut ConnectionManager) -> RedisResult<Option<String>> {
    let runs: Vec<String> = connection.zrevrange(RUNS, 0, 0).await?;
    Ok(runs.into_iter().next())
}

/// Returns whether a failure is temporary: the store is unreachable, is starting, or is being replaced by another.
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
