//! Progress of a list on standard error. There is none where standard error is not a terminal.

use indicatif::{ProgressBar, ProgressStyle};

const TEMPLATE: &str = "{pos}/{len} {wide_bar} {eta} {msg}";

/// The progress bar of a run.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for this many domains.
    pub(super) fn new(domains: usize) -> Self {
        let bar = ProgressBar::new(domains.try_into().unwrap_or(u64::MAX));
        // The template is ours, and a test reads it.
        bar.set_style(ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Counts one domain, and prints its row without the bar in between.
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
