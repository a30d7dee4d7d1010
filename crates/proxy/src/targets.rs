//! How often a domain is looked at, so that no stranger uses this server against somebody else's.

use std::time::{Duration, Instant};

use crate::rate::{Ledger, Rate};

/// The targets of late.
#[derive(Debug)]
pub(crate) struct Targets {
    rate: Rate,
    debts: Ledger<String>,
}

impl Targets {
    pub(crate) fn new(rate: Rate) -> Self {
        Self { rate, debts: Ledger::default() }
    }

    /// Counts a look at this target, or says how long it has to be left alone.
    pub(crate) fn approach(&self, target: &str) -> Result<(), Duration> {
        self.debts.pay(self.rate, &target.to_owned(), 1, Instant::now())
    }
}
