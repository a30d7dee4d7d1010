//! Duration of each stage, and the time left.

use std::{future::Future, time::Duration};

use evidence::Stage;
use tokio::time::{Instant, error::Elapsed, timeout};

pub(super) struct Stopwatch {
    began: Instant,
    overall: Duration,
    /// Start of the overall time limit.
    running: Option<Instant>,
    ended: Option<Instant>,
    stages: Vec<(Stage, u64)>,
}

impl Stopwatch {
    /// Starts timing. The overall limit does not run yet.
    pub(super) fn start(overall: Duration) -> Self {
        Self { began: Instant::now(), overall, running: None, ended: None, stages: Vec::new() }
    }

    /// Starts the overall limit: from now on, the remote host is waited for.
    pub(super) fn start_overall_limit(&mut self) {
        self.running = Some(Instant::now());
    }

    /// Returns the limit for a stage: its own, or what is left overall.
    pub(super) fn limit(&self, own: Duration) -> Duration {
        let Some(running) = self.running else { return own };
        own.min(self.overall.saturating_sub(running.elapsed()))
    }

    /// Times a stage that enforces its limit itself.
    pub(super) async fn time_stage<T>(&mut self, stage: Stage, work: impl Future<Output = T>) -> T {
        let began = Instant::now();
        let output = work.await;
        self.stages.push((stage, milliseconds(began.elapsed())));
        output
    }

    /// Times a stage and ends it at its limit.
    pub(super) async fn limit_stage<T>(
        &mut self,
        stage: Stage,
        own: Duration,
        work: impl Future<Output = T>,
    ) -> Result<T, Elapsed> {
        let limit = self.limit(own);
        self.time_stage(stage, timeout(limit, work)).await
    }

    /// Stops timing; later stages are not counted.
    pub(super) fn stop(&mut self) {
        self.ended = Some(Instant::now());
    }

    /// Returns the duration of each stage and of the whole, in milliseconds.
    pub(super) fn into_durations(self) -> (Vec<(Stage, u64)>, u64) {
        let ended = self.ended.unwrap_or_else(Instant::now);
        (self.stages, milliseconds(ended.duration_since(self.began)))
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(overall: Duration) -> Stopwatch {
        let mut stopwatch = Stopwatch::start(overall);
        stopwatch.start_overall_limit();
        stopwatch
    }

    #[test]
    fn a_stage_has_its_own_time_or_what_is_left() {
        let stopwatch = running(Duration::from_secs(3600));
        assert_eq!(stopwatch.limit(Duration::from_secs(5)), Duration::from_secs(5));
        assert!(stopwatch.limit(Duration::MAX) <= Duration::from_secs(3600));
        assert_eq!(running(Duration::ZERO).limit(Duration::from_secs(5)), Duration::ZERO);
    }

    #[test]
    fn what_is_ours_takes_nothing_from_the_overall_time() {
        assert_eq!(Stopwatch::start(Duration::ZERO).limit(Duration::from_secs(5)), Duration::from_secs(5));
    }

    #[tokio::test]
    async fn a_stage_without_time_ends_and_is_counted() {
        let mut stopwatch = running(Duration::ZERO);
        assert!(stopwatch.limit_stage(Stage::Head, Duration::MAX, std::future::pending::<()>()).await.is_err());
        assert_eq!(stopwatch.time_stage(Stage::Body, async { 7 }).await, 7);
        let stages: Vec<Stage> = stopwatch.into_durations().0.into_iter().map(|(stage, _)| stage).collect();
        assert_eq!(stages, [Stage::Head, Stage::Body]);
    }
}
