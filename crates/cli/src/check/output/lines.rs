//! One line per domain for people, and the totals at the end.

use std::collections::BTreeMap;

use anstyle::Style;
use checker::{Finding, Severity, Verdict};
use words::{Language, args, key, report};

use super::{Checked, Output};
use crate::{
    check::baseline::Comparison,
    exit_status::PluginState,
    failure::Failure,
    print::{self, colour_line, severity_style},
};

/// Lines for domains, and the number of domains for each verdict.
pub(super) struct Lines {
    language: Language,
    verdicts: BTreeMap<Verdict, usize>,
}

impl Lines {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, verdicts: BTreeMap::new() }
    }

    /// Formats a finding of a report in one line.
    fn finding(&self, checked: &Checked, sign: &str, finding: &Finding) -> String {
        let words = report::finding_words(&checked.report, finding, self.language).headline;
        colour_line(severity_style(finding.rule.severity), &format!("    {sign} {words}")) + "\n"
    }

    /// Formats the changes since the baseline, one per line.
    fn changes(&self, checked: &Checked) -> String {
        let Some(Comparison::Known(known)) = &checked.comparison else { return String::new() };
        let changes = known.changes();
        let new = changes.new.iter().map(|finding| self.finding(checked, "+", finding));
        let gone = changes.gone.iter().map(|finding| {
            let words = report::finding_words(&checked.report, finding, self.language).headline;
            format!("    - {words}\n")
        });
        new.chain(gone).collect()
    }
}

impl Output for Lines {
    fn add(&mut self, checked: &Checked) -> Result<(), Failure> {
        *self.verdicts.entry(checked.report.verdict).or_default() += 1;
        let severity = checked.report.impact.severity;
        let words = report::verdict_headline(&checked.report, self.language).headline;
        let line = format!("{} {}: {words}", mark(severity), checked.report.domain);
        print::print_text(
            &[colour_line(severity.map_or_else(Style::new, severity_style), &line), "\n".into(), self.changes(checked)]
                .concat(),
        )
    }

    fn finish(self: Box<Self>) -> Result<Option<PluginState>, Failure> {
        let total: usize = self.verdicts.values().sum();
        let sum = self.language.message(key::CLI_LIST_SUM, args!["count" => total]);
        let verdicts: Vec<String> =
            self.verdicts.iter().map(|(verdict, count)| format!("{} {count}", verdict.id())).collect();
        let line = if verdicts.is_empty() { sum } else { [&sum, " ", &verdicts.join(", ")].concat() };
        print::print_text(&format!("\n{line}\n"))?;
        Ok(None)
    }
}

/// Returns the sign for the worst effect on mail. A check with too few observations has neither a tick nor a cross.
const fn mark(severity: Option<Severity>) -> char {
    match severity {
        Some(Severity::Error) => '✗',
        Some(Severity::Warning) => '!',
        Some(Severity::Notice) => '·',
        Some(Severity::Pass) => '✓',
        None => '?',
    }
}
