//! `mta-sts scan work`: checks the domains of a run alongside any number of other workers.

use std::{
    collections::HashSet,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use evidence::Evidence;
use futures_util::{StreamExt, stream::FuturesUnordered};
use mta_sts::Domain;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::JoinSet,
    time::{interval, sleep},
};
use words::Language;

use super::queue::{Queue, Taken};
use crate::{
    arguments::ScanWork,
    check::{check_one, result_line},
    exit_status::ExitStatus,
    failure::Failure,
    network,
    stop_signals::StopSignals,
    transport::{LocalTransport, now},
};

/// The interval between requests for work while there is none.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The time for the last request to the queue after a stop. The store may be gone.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// The number of workers that may stop while they have a domain. After that, the domain is not checked again, and its
/// verdict is `unknown`.
const MAX_DELIVERIES: u64 = 5;

pub(super) async fn run(arguments: &ScanWork, language: Language) -> Result<ExitStatus, Failure> {
    let queue = Queue::connect(&arguments.queue, None).await?;
    let stop = StopSignals::listen().map_err(Failure::Runtime)?;
    if arguments.keep_running {
        tokio::select! {
            waited = queue.wait_for_domains() => waited?,
            () = stop.clone().requested(1) => return Ok(ExitStatus::NoErrors),
        }
    } else {
        queue.check_exists().await?;
    }
    let connected = network::connect_with_limits(&arguments.network, &arguments.queue, arguments.target_rate).await?;
    let (net, other) = connected.transports()?;
    let (net, other) = (net.with_probe_cache(), other.map(|other| other.with_probe_cache()));
    let worker = Worker {
        queue,
        name: proxy::random_name(),
        gone_after: Duration::from_secs(arguments.take_over_after.into()),
        keeps_running: arguments.keep_running,
        taken_ids: Arc::default(),
    };
    let (sender, mut work) = mpsc::channel(arguments.jobs.into());
    let mut tasks = JoinSet::new();
    tasks.spawn(worker.clone().keep_taken());
    tasks.spawn(worker.clone().take_domains(arguments.jobs.into(), sender, stop));
    let check = Check { net: &net, others: other.as_slice(), arguments, language };
    let mut running = FuturesUnordered::new();
    let mut is_open = true;
    while is_open || !running.is_empty() {
        tokio::select! {
            taken = work.recv(), if is_open => match taken {
                Some((taken, permit)) => running.push(worker.finish(&check, taken, permit)),
                None => is_open = false,
            },
            Some(finished) = running.next() => finished?,
            Some(ended) = tasks.join_next() => ended.map_err(|error| Failure::Runtime(error.into()))??,
        }
    }
    Ok(ExitStatus::NoErrors)
}

/// The settings for checking domains.
struct Check<'c> {
    net: &'c LocalTransport,
    others: &'c [LocalTransport],
    arguments: &'c ScanWork,
    language: Language,
}

/// One of the workers of a run.
#[derive(Clone)]
struct Worker {
    queue: Queue,
    name: String,
    gone_after: Duration,
    keeps_running: bool,
    /// Ids of the domains that it has taken.
    taken_ids: Arc<Mutex<HashSet<String>>>,
}

impl Worker {
    /// Takes domains as checks end, until all domains are checked or the worker is stopped. A stop gives a request to
    /// the queue [`STOP_LIMIT`] to end: a domain in a lost reply would wait for the next worker.
    async fn take_domains(
        self,
        jobs: usize,
        sender: mpsc::Sender<(Taken, OwnedSemaphorePermit)>,
        stop: StopSignals,
    ) -> Result<(), Failure> {
        let (jobs, mut cursor) = (Arc::new(Semaphore::new(jobs)), "0-0".to_owned());
        let mut stopped = pin!(stop.clone().requested(1));
        let mut overdue = pin!(async {
            stop.requested(1).await;
            sleep(STOP_LIMIT).await;
        });
        loop {
            let first = tokio::select! {
                biased;
                () = &mut stopped => return Ok(()),
                permit = jobs.clone().acquire_owned() => permit,
            };
            let Ok(first) = first else { return Ok(()) };
            let further = std::iter::from_fn(|| jobs.clone().try_acquire_owned().ok());
            let mut permits: Vec<OwnedSemaphorePermit> = std::iter::once(first).chain(further).collect();
            let taken = tokio::select! {
                taken = self.queue.take(&self.name, permits.len(), self.gone_after, &mut cursor) => taken?,
                () = &mut overdue => return Ok(()),
            };
            if taken.is_empty() {
                drop(permits);
                tokio::select! {
                    () = &mut stopped => return Ok(()),
                    is_finished = self.is_finished() => if is_finished? { return Ok(()) },
                }
                tokio::select! {
                    () = &mut stopped => return Ok(()),
                    () = sleep(POLL_INTERVAL) => continue,
                }
            }
            self.taken_ids().extend(taken.iter().map(|taken| taken.id.clone()));
            for (taken, permit) in taken.into_iter().zip(permits.drain(..)) {
                if sender.send((taken, permit)).await.is_err() {
                    return Ok(());
                }
            }
        }
    }

    /// Returns whether all domains are checked, and the worker may end.
    async fn is_finished(&self) -> Result<bool, Failure> {
        Ok(!self.keeps_running && self.queue.progress().await?.open == 0)
    }

    /// Reports at intervals that this worker is not gone.
    async fn keep_taken(self) -> Result<(), Failure> {
        let mut ticks = interval(self.gone_after / 4);
        loop {
            ticks.tick().await;
            let taken_ids: Vec<String> = self.taken_ids().iter().cloned().collect();
            if !taken_ids.is_empty() {
                self.queue.report_taken(&self.name, &taken_ids).await?;
            }
        }
    }

    /// Checks a domain and stores the result.
    async fn finish(&self, check: &Check<'_>, taken: Taken, permit: OwnedSemaphorePermit) -> Result<(), Failure> {
        let line = check.result(&taken).await?;
        self.queue.store_result(&taken, &line).await?;
        self.taken_ids().remove(&taken.id);
        drop(permit);
        Ok(())
    }

    fn taken_ids(&self) -> MutexGuard<'_, HashSet<String>> {
        self.taken_ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Check<'_> {
    /// Returns the result for a domain as a line. It is empty if another program queued a text that is not a domain.
    async fn result(&self, taken: &Taken) -> Result<Vec<u8>, Failure> {
        let Ok(domain) = taken.domain.parse::<Domain>() else { return Ok(Vec::new()) };
        let network = &self.arguments.network;
        let evidence = if taken.deliveries > MAX_DELIVERIES {
            Evidence::new(&domain, &taken.typed, now())
        } else {
            check_one(&domain, &taken.typed, network, self.net, self.others).await
        };
        result_line(&domain, evidence, self.language)
    }
}
