//! Rate limits that several servers can share.

use std::{
    fmt::Display,
    hash::Hash,
    time::{Duration, Instant},
};

use crate::{
    rate::{GcraTable, Rate},
    shared_store::SharedStore,
};

/// What is owed for one kind of request, shared with other servers where there is a store for that.
#[derive(Debug)]
pub(crate) struct RateLimiter<K> {
    kind: &'static str,
    rate: Rate,
    here: GcraTable<K>,
    shared: Option<SharedStore>,
}

impl<K: Clone + Display + Eq + Hash> RateLimiter<K> {
    pub(crate) fn new(kind: &'static str, rate: Rate, shared: Option<SharedStore>) -> Self {
        Self { kind, rate, here: GcraTable::default(), shared }
    }

    /// Counts so many requests, or says how long to wait for that.
    pub(crate) async fn check(&self, key: &K, times: u32) -> Result<(), Duration> {
        if let Some(shared) = &self.shared
            && let Some(answer) = shared.check(&format!("{}:{key}", self.kind), self.rate, times).await
        {
            return answer;
        }
        self.here.check(self.rate, key, times, Instant::now())
    }
}
