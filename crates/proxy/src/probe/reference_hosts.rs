//! Whether this machine's network lets anybody out to port 25. Providers of homes and clouds often do not, by letting such
//! connections go unanswered. Then every MX host looks dead, and none is.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use futures_util::future::select_ok;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::Target;
use crate::{
    connect::{Candidate, candidates},
    deadlines::Deadlines,
    network::Network,
};

/// What was found out is believed for so long, so that the reference hosts are asked rarely.
const REMEMBERED: Duration = Duration::from_secs(600);

/// Mail servers that are up as good as always, and whether they could be reached.
#[derive(Debug)]
pub(super) struct ReferenceHosts {
    hosts: Vec<String>,
    /// When it was found out, and whether any could be reached.
    known: Mutex<Option<(Instant, bool)>>,
}

impl ReferenceHosts {
    pub(super) fn new(hosts: Vec<String>) -> Self {
        Self { hosts, known: Mutex::default() }
    }

    /// An MX host was connected to, so others can be.
    pub(super) async fn reached(&self, target: &Target) {
        if !target.in_lab {
            *self.known.lock().await = Some((Instant::now(), true));
        }
    }

    /// Whether no reference host can be connected to. Where there is none, that is not known and not said; the laboratory has
    /// a network of its own, and it is not asked there.
    pub(super) async fn all_silent(&self, target: &Target, deadlines: Deadlines) -> bool {
        if target.in_lab || self.hosts.is_empty() {
            return false;
        }
        let mut known = self.known.lock().await;
        let fresh = known.filter(|(when, _)| when.elapsed() < REMEMBERED);
        let (_, reached) = match fresh {
            Some(fresh) => fresh,
            None => *known.insert((Instant::now(), self.any_connects(&target.network, deadlines).await)),
        };
        !reached
    }

    async fn any_connects(&self, network: &Arc<Network>, deadlines: Deadlines) -> bool {
        let attempts = self.hosts.iter().map(|host| connects(network.clone(), host.clone(), deadlines.connect));
        let reached = timeout(deadlines.overall, select_ok(attempts)).await.is_ok_and(|outcome| outcome.is_ok());
        tracing::info!(reached, "asked whether port 25 is open to this network");
        reached
    }
}

type Attempt = Pin<Box<dyn Future<Output = Result<(), ()>> + Send>>;

/// Connects to the first address that may be connected to, and leaves it at that.
fn connects(network: Arc<Network>, host: String, limit: Duration) -> Attempt {
    Box::pin(async move {
        let found = network.addresses(&host).await.map_err(drop)?;
        let first = candidates(&found.v4_first(), &network.guard, 1);
        let first = first.into_iter().find_map(Candidate::tried);
        network.dial.connect(first.ok_or(())?, network.smtp_port, limit).await.map(drop).map_err(drop)
    })
}
