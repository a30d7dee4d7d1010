//! How fast many domains are checked: as fast as resolvers and the proxy accept.
//!
//! Two things adapt. The gap between two requests grows whenever a server answers 429 or 503, and shrinks while all goes well. The
//! number of domains that are checked side by side shrinks as well, and also while the resolver answers slowly.

use std::{cell::RefCell, rc::Rc};

use evidence::{Blind, Outcome, Question, Reply, Transport};

use crate::deferred::LocalBoxFuture;

/// Domains that are checked side by side in the beginning.
const FIRST_JOBS: usize = 4;

/// Domains that are checked side by side at most.
const MOST_JOBS: usize = 8;

/// Milliseconds between two requests after the first "too many requests".
const FIRST_GAP: f64 = 50.0;

/// Milliseconds between two requests at most.
const MOST_GAP: f64 = 4_000.0;

/// Seconds to wait after "too many requests" where the server does not say how long.
const WAIT_S: u32 = 2;

/// Seconds to wait at most, whatever the server says: the reader can always stop.
const MOST_WAIT_S: u32 = 600;

/// Milliseconds after which the answer of a resolver is slow.
const SLOW: f64 = 2_500.0;

/// Answers in good time after which it goes faster.
const CALM: usize = 40;

/// How often a question is asked that the server is too busy for.
const ATTEMPTS: usize = 6;

/// The present speed. Moments are milliseconds of one clock.
#[derive(Clone, Debug)]
pub struct Pace {
    jobs: usize,
    gap: f64,
    /// When the next request may go.
    next: f64,
    /// Until when nothing may go.
    held_until: f64,
    /// Answers in good time since the last change.
    calm: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { jobs: FIRST_JOBS, gap: 0.0, next: 0.0, held_until: 0.0, calm: 0 }
    }
}

impl Pace {
    /// Domains to check side by side.
    #[must_use]
    pub const fn jobs(&self) -> usize {
        self.jobs
    }

    /// Milliseconds until requests go again, if a server asked to wait.
    #[must_use]
    pub fn held_for(&self, now: f64) -> Option<f64> {
        (self.held_until > now).then_some(self.held_until - now)
    }

    /// Milliseconds that the next request has to wait. Each call takes the place of one request.
    pub fn reserve(&mut self, now: f64) -> f64 {
        let at = self.next.max(self.held_until).max(now);
        self.next = at + self.gap;
        at - now
    }

    /// A server answered that there are too many requests.
    pub fn back_off(&mut self, now: f64, retry_after_s: Option<u32>) {
        let wait = f64::from(retry_after_s.unwrap_or(WAIT_S).clamp(1, MOST_WAIT_S)) * 1_000.0;
        let is_first = self.held_until <= now;
        self.held_until = self.held_until.max(now + wait);
        self.calm = 0;
        // The requests that were under way together are one warning.
        if is_first {
            self.gap = (self.gap * 2.0).clamp(FIRST_GAP, MOST_GAP);
            self.jobs = (self.jobs / 2).max(1);
            self.next = self.held_until;
        }
    }

    /// A resolver answered after so many milliseconds.
    pub fn answered(&mut self, took: f64) {
        if took >= SLOW {
            self.jobs = (self.jobs - 1).max(1);
            self.calm = 0;
            return;
        }
        self.calm += 1;
        if self.calm >= CALM {
            self.calm = 0;
            self.jobs = (self.jobs + 1).min(MOST_JOBS);
            self.gap = if self.gap > FIRST_GAP / 2.0 { self.gap * 0.75 } else { 0.0 };
        }
    }
}

/// The clock that pauses are measured with.
#[derive(Clone, Copy, Debug)]
pub struct PaceClock {
    /// Milliseconds since some moment.
    pub now: fn() -> f64,
    /// Waits so many milliseconds.
    pub pause: fn(i32) -> LocalBoxFuture<()>,
}

/// The speed of all checks of a run together.
#[derive(Clone, Debug)]
pub struct Pacer {
    pace: Rc<RefCell<Pace>>,
    clock: PaceClock,
}

impl Pacer {
    /// A new run.
    #[must_use]
    pub fn new(clock: PaceClock) -> Self {
        Self { pace: Rc::default(), clock }
    }

    /// Domains to check side by side.
    #[must_use]
    pub fn jobs(&self) -> usize {
        self.pace.borrow().jobs()
    }

    /// Seconds until requests go again, if a server asked to wait.
    #[must_use]
    pub fn held_for_s(&self) -> Option<u64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes at most, and positive")]
        self.pace.borrow().held_for((self.clock.now)()).map(|wait| (wait / 1_000.0).ceil() as u64)
    }

    /// Waits until a request may go.
    async fn turn(&self) {
        loop {
            let wait = self.pace.borrow_mut().reserve((self.clock.now)());
            if wait > 0.0 {
                #[expect(clippy::cast_possible_truncation, reason = "minutes at most")]
                (self.clock.pause)(wait.ceil() as i32).await;
            }
            // A server may have asked to wait longer meanwhile.
            if self.pace.borrow().held_for((self.clock.now)()).is_none() {
                return;
            }
        }
    }
}

/// A transport that keeps to the speed of its run.
#[derive(Clone, Debug)]
pub struct Paced<T> {
    net: T,
    pacer: Pacer,
}

impl<T> Paced<T> {
    /// Asks through this transport.
    pub const fn new(net: T, pacer: Pacer) -> Self {
        Self { net, pacer }
    }
}

impl<T: Transport> Transport for Paced<T> {
    async fn ask(&self, question: &Question) -> Reply {
        let mut attempts = 0;
        loop {
            self.pacer.turn().await;
            let clock = self.pacer.clock;
            let asked = (clock.now)();
            let reply = self.net.ask(question).await;
            attempts += 1;
            let Outcome::Blind(Blind::Busy { retry_after_s }) = reply.outcome else {
                if matches!(question, Question::Dns(_)) {
                    self.pacer.pace.borrow_mut().answered((clock.now)() - asked);
                }
                return reply;
            };
            self.pacer.pace.borrow_mut().back_off((clock.now)(), retry_after_s);
            if attempts == ATTEMPTS {
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

    /// Time passes only while somebody waits.
    const CLOCK: PaceClock =
        PaceClock { now: || NOW.get(), pause: |wait| Box::pin(async move { NOW.set(NOW.get() + f64::from(wait)) }) };

    /// Is too busy until a moment, and takes so long for an answer.
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
            let why = if is_busy { Blind::Busy { retry_after_s: self.retry_after_s } } else { Blind::Timeout };
            Reply { outcome: Outcome::Blind(why), via: Via::Resolver("r".into()), at: Timestamp::default() }
        }
    }

    fn question() -> Question {
        Question::Dns(DnsQuestion { name: "example.com".into(), kind: RecordKind::A })
    }

    async fn ask(server: &Server, times: usize) -> (Pacer, Vec<f64>) {
        NOW.set(0.0);
        let pacer = Pacer::new(CLOCK);
        let net = Paced::new(server, pacer.clone());
        for _ in 0..times {
            net.ask(&question()).await;
        }
        (pacer, server.asked.take())
    }

    fn server(busy_until: f64, retry_after_s: Option<u32>, takes: f64) -> Server {
        Server { busy_until, retry_after_s, takes, asked: RefCell::default() }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn nothing_goes_before_the_time_that_the_server_names() {
        let (pacer, asked) = ask(&server(1.0, Some(7), 0.0), 3).await;
        assert_eq!(asked, [0.0, 7_000.0, 7_050.0, 7_100.0], "and then one after the other");
        assert_eq!(pacer.jobs(), FIRST_JOBS / 2);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn a_server_that_stays_busy_is_asked_ever_more_rarely_and_then_given_up() {
        let (_, asked) = ask(&server(f64::INFINITY, None, 0.0), 1).await;
        assert_eq!(asked.len(), ATTEMPTS);
        assert!(asked.windows(2).all(|pair| pair[1] - pair[0] >= f64::from(WAIT_S) * 1_000.0), "{asked:?}");
    }

    #[tokio::test(flavor = "current_thread")]
    async fn slow_answers_mean_fewer_domains_at_a_time_and_quick_ones_more() {
        assert_eq!(ask(&server(0.0, None, SLOW), 2).await.0.jobs(), FIRST_JOBS - 2);
        assert_eq!(ask(&server(0.0, None, SLOW), 20).await.0.jobs(), 1);
        assert_eq!(ask(&server(0.0, None, 10.0), 40 * CALM).await.0.jobs(), MOST_JOBS);
    }

    #[test]
    fn several_warnings_of_one_moment_count_once_and_calm_ends_the_gap() {
        let mut pace = Pace::default();
        for _ in 0..5 {
            pace.back_off(0.0, Some(1));
        }
        assert!((pace.gap - FIRST_GAP).abs() < f64::EPSILON, "{pace:?}");
        for _ in 0..10 * CALM {
            pace.answered(1.0);
        }
        assert!(pace.gap == 0.0 && pace.jobs() == MOST_JOBS, "{pace:?}");
        pace.back_off(0.0, Some(1_000_000));
        assert_eq!(pace.held_for(0.0), Some(f64::from(MOST_WAIT_S) * 1_000.0));
    }
}
