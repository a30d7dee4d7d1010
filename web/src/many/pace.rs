//! Pacing of a run over many domains: as fast as resolvers and the proxy accept.
//!
//! Two values adapt. The gap between two requests grows whenever a server answers 429 or 503, and shrinks while all
//! goes well. The number of concurrent checks shrinks at the same time, and also while the resolver answers slowly.

use std::{cell::RefCell, rc::Rc};

use evidence::{Outcome, Question, Reply, Transport, Unobserved};

use crate::deferred::LocalBoxFuture;

/// Number of concurrent checks at the start.
const FIRST_JOBS: usize = 4;

/// Largest number of concurrent checks.
const MAX_JOBS: usize = 8;

/// Gap between two requests after the first "too many requests", in milliseconds.
const FIRST_GAP_MS: f64 = 50.0;

/// Longest gap between two requests, in milliseconds.
const MAX_GAP_MS: f64 = 4_000.0;

/// Seconds to wait after "too many requests" without `Retry-After`.
const DEFAULT_WAIT_S: u32 = 2;

/// Longest wait in seconds, whatever the server says. The reader can stop at any time.
const MAX_WAIT_S: u32 = 600;

/// Response time from which a resolver counts as slow, in milliseconds.
const SLOW_ANSWER_MS: f64 = 2_500.0;

/// Number of fast answers after which the pace increases.
const FAST_ANSWERS_TO_SPEED_UP: usize = 40;

/// Largest number of attempts at a question while the server is too busy.
const MAX_ATTEMPTS: usize = 6;

/// The current pace. Times are milliseconds of one clock.
#[derive(Clone, Debug)]
pub struct Pace {
    jobs: usize,
    gap: f64,
    /// Time of the next request.
    next: f64,
    /// Time until which no request may be sent.
    held_until: f64,
    /// Number of fast answers since the last change.
    fast_answers: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { jobs: FIRST_JOBS, gap: 0.0, next: 0.0, held_until: 0.0, fast_answers: 0 }
    }
}

impl Pace {
    /// Returns the number of concurrent checks.
    #[must_use]
    pub const fn jobs(&self) -> usize {
        self.jobs
    }

    /// Returns the milliseconds until requests continue, if a server asked to wait.
    #[must_use]
    pub fn held_for(&self, now: f64) -> Option<f64> {
        (self.held_until > now).then_some(self.held_until - now)
    }

    /// Reserves a slot for a request. Returns the milliseconds until that slot.
    pub fn reserve(&mut self, now: f64) -> f64 {
        let at = self.next.max(self.held_until).max(now);
        self.next = at + self.gap;
        at - now
    }

    /// Slows down after an answer of "too many requests".
    pub fn back_off(&mut self, now: f64, retry_after_s: Option<u32>) {
        let wait = f64::from(retry_after_s.unwrap_or(DEFAULT_WAIT_S).clamp(1, MAX_WAIT_S)) * 1_000.0;
        let is_first = self.held_until <= now;
        self.held_until = self.held_until.max(now + wait);
        self.fast_answers = 0;
        // Concurrent requests that are refused together count as one warning.
        if is_first {
            self.gap = (self.gap * 2.0).clamp(FIRST_GAP_MS, MAX_GAP_MS);
            self.jobs = (self.jobs / 2).max(1);
            self.next = self.held_until;
        }
    }

    /// Counts an answer of a resolver that took this many milliseconds.
    pub fn record_answer(&mut self, took: f64) {
        if took >= SLOW_ANSWER_MS {
            self.jobs = (self.jobs - 1).max(1);
            self.fast_answers = 0;
            return;
        }
        self.fast_answers += 1;
        if self.fast_answers >= FAST_ANSWERS_TO_SPEED_UP {
            self.fast_answers = 0;
            self.jobs = (self.jobs + 1).min(MAX_JOBS);
            self.gap = if self.gap > FIRST_GAP_MS / 2.0 { self.gap * 0.75 } else { 0.0 };
        }
    }
}

/// Clock and timer of the pacing.
#[derive(Clone, Copy, Debug)]
pub struct PaceClock {
    /// Returns milliseconds since an arbitrary time.
    pub now: fn() -> f64,
    /// Waits this many milliseconds.
    pub pause: fn(i32) -> LocalBoxFuture<()>,
}

/// The pace that all checks of a run share.
#[derive(Clone, Debug)]
pub struct Pacer {
    pace: Rc<RefCell<Pace>>,
    clock: PaceClock,
}

impl Pacer {
    /// Creates the pace of a new run.
    #[must_use]
    pub fn new(clock: PaceClock) -> Self {
        Self { pace: Rc::default(), clock }
    }

    /// Returns the number of concurrent checks.
    #[must_use]
    pub fn jobs(&self) -> usize {
        self.pace.borrow().jobs()
    }

    /// Returns the seconds until requests continue, if a server asked to wait.
    #[must_use]
    pub fn held_for_s(&self) -> Option<u64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes at most, and positive")]
        self.pace.borrow().held_for((self.clock.now)()).map(|wait| (wait / 1_000.0).ceil() as u64)
    }

    /// Waits until a request may be sent.
    async fn wait_for_slot(&self) {
        loop {
            let wait = self.pace.borrow_mut().reserve((self.clock.now)());
            if wait > 0.0 {
                #[expect(clippy::cast_possible_truncation, reason = "minutes at most")]
                (self.clock.pause)(wait.ceil() as i32).await;
            }
            // Meanwhile, a server may have asked to wait longer.
            if self.pace.borrow().held_for((self.clock.now)()).is_none() {
                return;
            }
        }
    }
}

/// A transport that follows the pace of its run.
#[derive(Clone, Debug)]
pub struct Paced<T> {
    transport: T,
    pacer: Pacer,
}

impl<T> Paced<T> {
    /// Creates a paced transport.
    pub const fn new(transport: T, pacer: Pacer) -> Self {
        Self { transport, pacer }
    }
}

impl<T: Transport> Transport for Paced<T> {
    async fn ask(&self, question: &Question) -> Reply {
        let mut attempts = 0;
        loop {
            self.pacer.wait_for_slot().await;
            let clock = self.pacer.clock;
            let asked = (clock.now)();
            let reply = self.transport.ask(question).await;
            attempts += 1;
            let Outcome::Unobserved(Unobserved::Busy { retry_after_s }) = reply.outcome else {
                if matches!(question, Question::Dns(_)) {
                    self.pacer.pace.borrow_mut().record_answer((clock.now)() - asked);
                }
                return reply;
            };
            self.pacer.pace.borrow_mut().back_off((clock.now)(), retry_after_s);
            if attempts == MAX_ATTEMPTS {
                return reply;
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::cell::Cell;

    use evidence::{DnsQuestion, RecordKind, Timestamp, Via};

    use super::*;

    thread_local! {
        static NOW: Cell<f64> = const { Cell::new(0.0) };
    }

    /// A clock that advances only while someone waits.
    const CLOCK: PaceClock =
        PaceClock { now: || NOW.get(), pause: |wait| Box::pin(async move { NOW.set(NOW.get() + f64::from(wait)) }) };

    /// A server that is busy until `busy_until`, and takes `takes` milliseconds per answer.
    struct Server {
        busy_until: f64,
        retry_after_s: Option<u32>,
        takes: f64,
        asked: RefCell<Vec<f64>>,
    }

    impl Transport for &Server {
        async fn ask(&self, _: &Question) -> Reply {
            self.asked.borrow_mut().push(NOW.get());
            let is_busy = NOW.get() < self.busy_until;
            NOW.set(NOW.get() + self.takes);
            let why =
                if is_busy { Unobserved::Busy { retry_after_s: self.retry_after_s } } else { Unobserved::Timeout };
            Reply { outcome: Outcome::Unobserved(why), via: Via::Resolver("r".into()), at: Timestamp::default() }
        }
    }

    fn question() -> Question {
        Question::Dns(DnsQuestion { name: "example.com".into(), kind: RecordKind::A })
    }

    async fn ask(server: &Server, times: usize) -> (Pacer, Vec<f64>) {
        NOW.set(0.0);
        let pacer = Pacer::new(CLOCK);
        let transport = Paced::new(server, pacer.clone());
        for _ in 0..times {
            transport.ask(&question()).await;
        }
        (pacer, server.asked.take())
    }

    fn server(busy_until: f64, retry_after_s: Option<u32>, takes: f64) -> Server {
        Server { busy_until, retry_after_s, takes, asked: RefCell::default() }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn no_request_is_sent_before_the_time_that_the_server_names() {
        let (pacer, asked) = ask(&server(1.0, Some(7), 0.0), 3).await;
        assert_eq!(asked, [0.0, 7_000.0, 7_050.0, 7_100.0], "and then one after the other");
        assert_eq!(pacer.jobs(), FIRST_JOBS / 2);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_busy_server_is_asked_less_and_less_often_and_then_given_up() {
        let (_, asked) = ask(&server(f64::INFINITY, None, 0.0), 1).await;
        assert_eq!(asked.len(), MAX_ATTEMPTS);
        assert!(asked.windows(2).all(|pair| pair[1] - pair[0] >= f64::from(DEFAULT_WAIT_S) * 1_000.0), "{asked:?}");
    }

    #[tokio::test(flavor = "current_thread")]
    async fn slow_answers_mean_fewer_domains_at_a_time_and_quick_ones_more() {
        assert_eq!(ask(&server(0.0, None, SLOW_ANSWER_MS), 2).await.0.jobs(), FIRST_JOBS - 2);
        assert_eq!(ask(&server(0.0, None, SLOW_ANSWER_MS), 20).await.0.jobs(), 1);
        assert_eq!(ask(&server(0.0, None, 10.0), 40 * FAST_ANSWERS_TO_SPEED_UP).await.0.jobs(), MAX_JOBS);
    }

    #[test]
    fn simultaneous_warnings_count_once_and_fast_answers_end_the_gap() {
        let mut pace = Pace::default();
        for _ in 0..5 {
            pace.back_off(0.0, Some(1));
        }
        assert!((pace.gap - FIRST_GAP_MS).abs() < f64::EPSILON, "{pace:?}");
        for _ in 0..10 * FAST_ANSWERS_TO_SPEED_UP {
            pace.record_answer(1.0);
        }
        assert!(pace.gap == 0.0 && pace.jobs() == MAX_JOBS, "{pace:?}");
        pace.back_off(0.0, Some(1_000_000));
        assert_eq!(pace.held_for(0.0), Some(f64::from(MAX_WAIT_S) * 1_000.0));
    }
}
