//! Whether this server can do its work: a resolver answers, and nobody has told it to stop.

use std::time::{Duration, Instant};

use checker::{DnsQuestion, RecordKind};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::dns::Upstream;

/// How long an answer holds, so that whoever asks often does not make the resolver work.
const HOLDS: Duration = Duration::from_secs(5);

/// What every resolver of the public DNS knows, and others deny: either is an answer.
const NAME: &str = "example.com";

/// Whether the server is ready, and since when that is known.
#[derive(Debug)]
pub(crate) struct Readiness {
    stopping: CancellationToken,
    known: Mutex<Option<(Instant, bool)>>,
}

/// Why the server is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unready {
    /// It was told to stop.
    Stopping,
    /// No resolver answers.
    Resolver,
}

impl Readiness {
    pub(crate) fn new(stopping: CancellationToken) -> Self {
        Self { stopping, known: Mutex::default() }
    }

    pub(crate) async fn check(&self, upstream: &Upstream) -> Result<(), Unready> {
        if self.stopping.is_cancelled() {
            return Err(Unready::Stopping);
        }
        let mut known = self.known.lock().await;
        let answers = match *known {
            Some((since, answers)) if since.elapsed() < HOLDS => answers,
            _ => upstream.ask(&DnsQuestion { name: NAME.into(), kind: RecordKind::A }).await.is_ok(),
        };
        *known = Some((Instant::now(), answers));
        if answers { Ok(()) } else { Err(Unready::Resolver) }
    }
}
