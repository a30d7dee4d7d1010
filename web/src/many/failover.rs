//! Failover between resolvers in a long run. Occasional failures are tolerated; a resolver that keeps failing is
//! replaced.

use std::{cell::Cell, rc::Rc};

use evidence::{Outcome, Question, Reply, Transport, Unobserved};

/// Number of consecutive failures after which a resolver is replaced.
const MAX_CONSECUTIVE_FAILURES: usize = 3;

/// Transports to ask, in order.
#[derive(Clone, Debug)]
pub struct Failover<T> {
    transports: Rc<[T]>,
    current: Rc<Cell<usize>>,
    failures: Rc<Cell<usize>>,
}

impl<T> Failover<T> {
    /// Creates a failover between these transports, in this order. There is at least one.
    #[must_use]
    pub fn new(transports: Vec<T>) -> Self {
        Self { transports: transports.into(), current: Rc::default(), failures: Rc::default() }
    }

    fn record_outcome(&self, at: usize, failed: bool) {
        if at != self.current.get() {
            return;
        }
        let failures = if failed { self.failures.get() + 1 } else { 0 };
        self.failures.set(failures);
        if failures >= MAX_CONSECUTIVE_FAILURES && at + 1 < self.transports.len() {
            self.current.set(at + 1);
            self.failures.set(0);
        }
    }
}

/// Returns whether another resolver may know more. A busy one is only waited for.
const fn is_failure(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Unobserved(why) if !matches!(why, Unobserved::Busy { .. }))
}

impl<T: Transport> Transport for Failover<T> {
    async fn ask(&self, question: &Question) -> Reply {
        let first = self.current.get();
        if !matches!(question, Question::Dns(_)) {
            return self.transports[first].ask(question).await;
        }
        let mut at = first;
        loop {
            let reply = self.transports[at].ask(question).await;
            let failed = is_failure(&reply.outcome);
            self.record_outcome(at, failed);
            if !failed || at + 1 == self.transports.len() {
                return reply;
            }
            at += 1;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use evidence::{DnsQuestion, RecordKind, Timestamp, Via};

    use super::*;

    struct Resolver(&'static str, Option<Unobserved>, Cell<usize>);

    impl Transport for Resolver {
        async fn ask(&self, _: &Question) -> Reply {
            self.2.set(self.2.get() + 1);
            let why = self.1.clone().unwrap_or(Unobserved::NotOffered);
            let outcome = match self.1 {
                None => Outcome::Answer(evidence::Answer::Dns(evidence::DnsAnswer::default())),
                Some(_) => Outcome::Unobserved(why),
            };
            Reply { outcome, via: Via::Resolver(self.0.into()), at: Timestamp::default() }
        }
    }

    async fn asked(first: Option<Unobserved>, times: usize) -> (usize, usize) {
        let transport =
            Failover::new(vec![Resolver("a", first, Cell::default()), Resolver("b", None, Cell::default())]);
        for _ in 0..times {
            transport.ask(&Question::Dns(DnsQuestion { name: "example.com".into(), kind: RecordKind::A })).await;
        }
        (transport.transports[0].2.get(), transport.transports[1].2.get())
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_resolver_that_keeps_failing_is_replaced_but_a_busy_one_is_not() {
        assert_eq!(asked(Some(Unobserved::Timeout), 10).await, (MAX_CONSECUTIVE_FAILURES, 10));
        assert_eq!(asked(Some(Unobserved::Busy { retry_after_s: None }), 10).await, (10, 0));
        assert_eq!(asked(None, 10).await, (10, 0));
    }
}
