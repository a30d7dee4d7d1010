//! Time limits towards other hosts: resolvers, policy hosts and mail servers.

use std::time::Duration;

use proxy_api::deadlines::{COMPARISONS_DEADLINE, HOST_DEADLINE, LOOKUP_DEADLINE};

/// Silent resolvers that a look-up waits for. If more are configured, the look-up ends before the last is asked.
pub(crate) const SILENT_RESOLVERS: u32 = 3;

/// Time for a resolver to answer, where a caller gives none.
pub(crate) const RESOLVER_TIMEOUT: Duration = Duration::from_secs(5);

/// Time after which a query is sent again, since datagrams can get lost.
pub(crate) const DATAGRAM_RESEND_AFTER: Duration = Duration::from_millis(1500);

/// Time left for other addresses once one has connected. A slower address is reported as timed out.
pub(crate) const CONNECT_GRACE: Duration = Duration::from_secs(3);

/// Time limit of a comparison fetch, from its connection to its last byte.
pub(crate) const COMPARISON_TIMEOUT: Duration = Duration::from_secs(5);

/// Time left for a comparison once the main fetch has ended.
pub(crate) const COMPARISON_GRACE: Duration = Duration::from_secs(1);

/// Time limit for the reply to QUIT, which is not worth a longer wait.
pub(crate) const QUIT_TIMEOUT: Duration = Duration::from_secs(2);

/// Time limits of one fetch or probe.
///
/// An expired limit is reported as the remote host's fault, so all limits except `resolve` are long: senders wait a
/// minute for the whole policy (RFC 8461 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For each resolver to answer.
    pub resolve: Duration,
    /// For each address to connect. The addresses of a policy host are tried concurrently.
    pub connect: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
    /// For each reply of a mail server. Some delay the greeting to new clients on purpose.
    pub reply: Duration,
    /// For status and headers.
    pub head: Duration,
    /// For the body.
    pub body: Duration,
    /// For the main fetch, from the first attempt to connect. The look-up before it and comparisons after it are extra.
    pub overall: Duration,
}

impl Deadlines {
    /// Returns the limit for a whole fetch or probe.
    pub(crate) const fn total(self) -> Duration {
        self.resolve.saturating_mul(SILENT_RESOLVERS).saturating_add(self.overall).saturating_add(COMPARISONS_DEADLINE)
    }
}

impl Default for Deadlines {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            resolve: LOOKUP_DEADLINE / SILENT_RESOLVERS,
            connect: seconds(15),
            tls: seconds(15),
            reply: seconds(30),
            head: HOST_DEADLINE,
            body: HOST_DEADLINE,
            overall: HOST_DEADLINE,
        }
    }
}

#[cfg(test)]
mod tests {
    use proxy_api::deadlines::{ANSWER_DEADLINE, OBSERVATION_DEADLINE, REQUEST_DEADLINE};

    use super::*;
    use crate::{connections::ConnectionLimits, fetch};

    #[test]
    fn each_deadline_is_longer_than_the_one_it_waits_for() {
        let given = Deadlines::default();
        assert_eq!(given.resolve * SILENT_RESOLVERS, LOOKUP_DEADLINE);
        let parts = [given.connect, given.tls, given.reply, given.head, given.body];
        assert!(parts.into_iter().all(|part| part <= given.overall));
        assert!(fetch::COMPARISON_TIME <= COMPARISONS_DEADLINE, "comparisons end by themselves");
        assert_eq!(given.total(), OBSERVATION_DEADLINE);
        assert!(REQUEST_DEADLINE >= LOOKUP_DEADLINE + OBSERVATION_DEADLINE && ANSWER_DEADLINE > REQUEST_DEADLINE);
        assert!(ConnectionLimits::default().last_answer >= ANSWER_DEADLINE);
    }
}
