//! Readiness of this server: a resolver answers, and the server is not stopping.

use std::time::{Duration, Instant};

use evidence::{DnsQuestion, RecordKind};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::dns::Upstream;

/// Time for which a result is reused, so that frequent requests cause no further DNS questions.
const CACHE_TIME: Duration = Duration::from_secs(5);

/// Name to look up: every resolver of the public DNS knows it, and others deny it. Either is an answer.
const PROBE_NAME: &str = "example.com";

/// Readiness of the server: the signal to stop, and the last known state of its resolvers.
#[derive(Debug)]
pub(crate) struct Readiness {
    stopping: CancellationToken,
    /// Whether a resolver answered last time, and when that was.
    last_result: Mutex<Option<(Instant, bool)>>,
}

/// Reason why the server is not ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unready {
    /// The server was told to stop.
    Stopping,
    /// No resolver answers.
    Resolver,
}

impl Readiness {
    pub(crate) fn new(stopping: CancellationToken) -> Self {
        Self { stopping, last_result: Mutex::default() }
    }

    pub(crate) async fn check(&self, upstream: &Upstream) -> Result<(), Unready> {
        if self.stopping.is_cancelled() {
            return Err(Unready::Stopping);
        }
        let question = DnsQuestion { name: PROBE_NAME.into(), kind: RecordKind::A };
        let asked = async { upstream.ask(&question).await.is_ok() };
        if self.resolver_answers(Instant::now(), asked).await { Ok(()) } else { Err(Unready::Resolver) }
    }

    /// Returns the last result while it is recent, or else asks and stores the new one.
    async fn resolver_answers(&self, now: Instant, asked: impl Future<Output = bool>) -> bool {
        let mut last_result = self.last_result.lock().await;
        match *last_result {
            Some((since, answers)) if now.duration_since(since) < CACHE_TIME => answers,
            _ => last_result.insert((now, asked.await)).1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use super::*;

    #[tokio::test]
    async fn an_answer_holds_for_its_time_however_often_it_is_asked_for() {
        let readiness = Readiness::new(CancellationToken::new());
        let began = Instant::now();
        let cases = [
            (0, true, true),
            (3, false, true),
            (4, false, true),
            (5, false, false),
            (9, true, false),
            (10, true, true),
        ];
        for (seconds, would_be, expected) in cases {
            let now = began + Duration::from_secs(seconds);
            assert_eq!(readiness.resolver_answers(now, ready(would_be)).await, expected, "after {seconds} s");
        }
    }
}
