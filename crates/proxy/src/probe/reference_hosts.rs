//! Detection of a network that blocks port 25. Home and cloud providers often drop such connections silently. Then
//! every MX host looks dead even if it is up.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use futures_util::future::select_ok;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

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
}

impl ReferenceHosts {
    pub(super) fn new(hosts: Vec<String>) -> Self {
        Self { hosts, last_result: Mutex::default() }
    }

    /// Notes that an MX host was connected to, so port 25 is open.
    pub(super) async fn record_reached(&self, target: &Target) {
        if !target.in_lab {
            *self.last_result.lock().await = Some((Instant::now(), true));
        }
    }

    /// Returns whether no reference host can be connected to. `false` if none is configured, or for the laboratory,
    /// which has a network of its own.
    pub(super) async fn none_reachable(&self, target: &Target, deadlines: Deadlines) -> bool {
        if target.in_lab || self.hosts.is_empty() {
            return false;
        }
        let mut last_result = self.last_result.lock().await;
        let fresh = last_result.filter(|(when, _)| when.elapsed() < CACHE_TIME);
        let (_, reached) = match fresh {
            Some(fresh) => fresh,
            None => *last_result.insert((Instant::now(), self.any_can_connect(&target.network, deadlines).await)),
        };
        !reached
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
        network.dial.connect(first.ok_or(())?, network.smtp_port, limit).await.map(drop).map_err(drop)
    })
}
