//! Detection of a network that blocks port 25. Home and cloud providers often drop such connections silently. Then
//! every MX host looks dead even if it is up.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::select_ok;
use tokio::time::{Instant, timeout};

use super::Target;
use crate::{
    connect::{Candidate, select_candidates},
    deadlines::Deadlines,
    network::Network,
};

/// Time for which a result is reused, so that the reference hosts are rarely connected to.
const CACHE_TIME: Duration = Duration::from_secs(600);

/// Mail servers that are almost always up, and whether they could be reached.
#[derive(Debug)]
pub(super) struct ReferenceHosts {
    hosts: Vec<String>,
    /// Whether any could be reached last time, and when that was.
    last_result: Mutex<Option<(Instant, bool)>>,
    /// Held during a test, so that probes that fail together cause one.
    testing: tokio::sync::Mutex<()>,
}

impl ReferenceHosts {
    pub(super) fn new(hosts: Vec<String>) -> Self {
        Self { hosts, last_result: Mutex::default(), testing: tokio::sync::Mutex::default() }
    }

    /// Notes that an MX host was connected to, so port 25 is open.
    pub(super) fn record_reached(&self, target: &Target) {
        if !target.in_lab {
            self.set_last_result(true);
        }
    }

    /// Returns whether no reference host can be connected to. `false` if none is configured, or for the laboratory,
    /// which has a network of its own.
    pub(super) async fn none_reachable(&self, target: &Target, deadlines: Deadlines) -> bool {
        if target.in_lab || self.hosts.is_empty() {
            return false;
        }
        let _one_at_a_time = self.testing.lock().await;
        if let Some(reached) = self.last_result() {
            return !reached;
        }
        let reached = self.any_can_connect(&target.network, deadlines).await;
        self.set_last_result(reached);
        !reached
    }

    fn last_result(&self) -> Option<bool> {
        let last_result = *self.last_result.lock().unwrap_or_else(PoisonError::into_inner);
        last_result.filter(|(when, _)| when.elapsed() < CACHE_TIME).map(|(_, reached)| reached)
    }

    fn set_last_result(&self, reached: bool) {
        *self.last_result.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), reached));
    }

    async fn any_can_connect(&self, network: &Arc<Network>, deadlines: Deadlines) -> bool {
        let attempts = self.hosts.iter().map(|host| can_connect(network.clone(), host.clone(), deadlines.connect));
        let reached = timeout(deadlines.overall, select_ok(attempts)).await.is_ok_and(|outcome| outcome.is_ok());
        tracing::info!(reached, "tested whether port 25 is open from this network");
        reached
    }
}

type Attempt = Pin<Box<dyn Future<Output = Result<(), ()>> + Send>>;

/// Connects to the first address that the guard accepts, and does nothing else.
fn can_connect(network: Arc<Network>, host: String, limit: Duration) -> Attempt {
    Box::pin(async move {
        let found = network.addresses(&host).await.map_err(drop)?;
        let first = select_candidates(&found.v4_first(), &network.guard, 1);
        let first = first.into_iter().find_map(Candidate::tried);
        network.connector.connect(first.ok_or(())?, network.smtp_port, limit).await.map(drop).map_err(drop)
    })
}
