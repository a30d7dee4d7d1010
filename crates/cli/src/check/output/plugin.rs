//! A monitoring plugin for Nagios, Icinga and similar systems: one line, performance data, and its own exit status.
//!
//! <https://www.monitoring-plugins.org/doc/guidelines.html>

use bulk::Row;
use checker::{Severity, Verdict};
use words::{Language, args, key, report};

use super::{Checked, Output};
use crate::{exit_status::PluginState, failure::Failure, print};

/// The maximum number of lines after the first, one for each domain with a problem. Monitoring systems keep a few
/// kilobytes.
const MAX_DETAIL_LINES: usize = 50;

/// The state of all domains so far.
pub(super) struct Plugin {
    language: Language,
    state: PluginState,
    /// The first headline of the worst state.
    headline: String,
    details: Vec<String>,
    domains: usize,
    errors: usize,
    warnings: usize,
    unknown: usize,
}

impl Plugin {
    pub(super) const fn new(language: Language) -> Self {
        Self {
            language,
            state: PluginState::Ok,
            headline: String::new(),
            details: Vec::new(),
            domains: 0,
            errors: 0,
            warnings: 0,
            unknown: 0,
        }
    }

    fn text(&self) -> String {
        let headline = match (self.domains, self.state) {
            (0, _) | (2.., PluginState::Ok) => self.language.message(key::CLI_LIST_SUM, args!["count" => self.domains]),
            _ => self.headline.clone(),
        };
        let data = format!(
            "errors={};;0 warnings={};0 unknown={} domains={}",
            self.errors, self.warnings, self.unknown, self.domains
        );
        let first = format!("MTA-STS {}: {} | {data}\n", self.state.word(), escape_pipes(&headline));
        let details = if self.domains > 1 { self.details.as_slice() } else { &[] };
        [first].into_iter().chain(details.iter().map(|line| escape_pipes(line) + "\n")).collect()
    }
}

impl Output for Plugin {
    fn add(&mut self, Checked { report, .. }: &Checked) -> Result<(), Failure> {
        let row = Row::new(report);
        self.domains += 1;
        self.errors += usize::from(row.errors > 0);
        self.warnings += usize::from(row.errors == 0 && row.warnings > 0);
        self.unknown += usize::from(report.verdict == Verdict::Unknown);
        let state = state(row.worst_fault(), report.verdict);
        let line = format!("{}: {}", report.domain, report::verdict_headline(report, self.language).headline);
        if state > self.state || self.headline.is_empty() {
            self.headline.clone_from(&line);
        }
        if state != PluginState::Ok && self.details.len() < MAX_DETAIL_LINES {
            self.details.push(line);
        }
        self.state = self.state.max(state);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        print::print_text(&self.text())?;
        Ok(Some(self.state))
    }
}

/// Formats the line of a run that failed in this program.
pub(in crate::check) fn failure(words: &str) -> String {
    format!("MTA-STS {}: {}\n", PluginState::Unknown.word(), escape_pipes(words))
}

fn state(worst: Option<Severity>, verdict: Verdict) -> PluginState {
    match (worst, verdict) {
        (Some(Severity::Error), _) => PluginState::Critical,
        (_, Verdict::Unknown) => PluginState::Unknown,
        (Some(Severity::Warning), _) => PluginState::Warning,
        _ => PluginState::Ok,
    }
}

/// Replaces pipes. A pipe starts the performance data, so no text may contain one.
fn escape_pipes(text: &str) -> String {
    text.replace('|', "¦")
}
