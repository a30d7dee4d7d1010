//! Time limits of fetches and probes, and what is said where one does not take place.

use std::time::Duration;

use proxy_api::deadlines::{COMPARISONS, HOST, LOOKUP};

/// Sentence of a host all of whose addresses the operator denies.
pub(crate) const DENIED_ADDRESSES: &str = "this server does not connect to the addresses of this host";

/// Resolvers whose silence is waited for; with more of them, the look-up ends before the last was asked.
pub(crate) const SILENT_RESOLVERS: u32 = 3;

/// Time limits of one fetch or probe.
///
/// An expired limit is reported as the remote host's fault, so all limits except `resolve` are long: senders wait a minute for
/// the whole policy (RFC 8461 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For each resolver to answer.
    pub resolve: Duration,
    /// For each address to connect; those of a policy host are tried side by side.
    pub connect: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
    /// For each reply of a mail server. Some let newcomers wait for the greeting on purpose.
    pub reply: Duration,
    /// For status and headers.
    pub head: Duration,
    /// For the body.
    pub body: Duration,
    /// For the fetch that counts, from the first attempt to connect. The look-up before it and comparisons after it are extra.
    pub overall: Duration,
}

impl Deadlines {
    /// For a fetch or a probe as a whole.
    pub(crate) const fn longest(self) -> Duration {
        self.resolve.saturating_mul(SILENT_RESOLVERS).saturating_add(self.overall).saturating_add(COMPARISONS)
    }
}

impl Default for Deadlines {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            resolve: LOOKUP / SILENT_RESOLVERS,
            connect: seconds(15),
            tls: seconds(15),
            reply: seconds(30),
            head: HOST,
            body: HOST,
            overall: HOST,
        }
    }
}

#[cfg(test)]
mod tests {
    use proxy_api::deadlines::{ANSWER, OBSERVATION, REQUEST};

    use super::*;
    use crate::{connections::ConnectionLimits, fetch};

    #[test]
    fn each_deadline_is_longer_than_the_one_it_waits_for() {
        let given = Deadlines::default();
        assert_eq!(given.resolve * SILENT_RESOLVERS, LOOKUP);
        let parts = [given.connect, given.tls, given.reply, given.head, given.body];
        assert!(parts.into_iter().all(|part| part <= given.overall));
        assert!(fetch::COMPARISON_TIME <= COMPARISONS, "comparisons end by themselves");
        assert_eq!(given.longest(), OBSERVATION);
        assert!(REQUEST >= LOOKUP + OBSERVATION && ANSWER > REQUEST);
        assert!(ConnectionLimits::default().last_answer >= ANSWER);
    }
}
