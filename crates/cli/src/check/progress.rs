//! The progress of a list on standard error. It is only shown if standard error is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

const TEMPLATE: &str = "{pos}/{len} {wide_bar} {eta} {msg}";

/// The progress bar of a run.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Creates a bar for this many domains.
    pub(super) fn new(domains: usize) -> Self {
        let bar = ProgressBar::new(domains.try_into().unwrap_or(u64::MAX));
        // The template is a constant, and a test parses it.
        bar.set_style(ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Counts one domain, and prints its row while the bar is hidden.
    pub(super) fn finish_domain<T>(&self, domain: &str, print: impl FnOnce() -> T) -> T {
        self.0.set_message(domain.to_owned());
        self.0.inc(1);
        self.0.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_valid() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }
}
