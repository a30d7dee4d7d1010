//! A report for a terminal, and the same for a mail message.

use std::fmt::Write;

use checker::{Finding, Owner, PartStatus, Patch, Report, Severity, Task};
use mta_sts::Domain;

use super::{
    citation_and_rule, display_width, facts, other_findings, outcome, preference, saved_policy_deliveries,
    step_after_tasks, wrap_lines,
};
use crate::{Language, key, report, setup};

/// Formats a report for a terminal, in at most 80 columns where possible.
#[must_use]
pub fn terminal_text(report: &Report, language: Language) -> String {
    Terminal { language, link: None, text: String::new() }.render(report)
}

/// Formats a report for a mail message. Mail programs wrap lines and copy leading spaces, so a paragraph is one line.
/// `link` leads to the same check.
#[must_use]
pub fn mail_text(report: &Report, language: Language, link: &str) -> String {
    Terminal { language, link: Some(link), text: String::new() }.render(report)
}

struct Terminal<'a> {
    language: Language,
    /// The link of a mail message; `None` for a terminal.
    link: Option<&'a str>,
    text: String,
}

impl Terminal<'_> {
    fn render(mut self, report: &Report) -> String {
        self.verdict(report);
        self.mail_path(report);
        self.setup(report);
        self.work(report);
        self.delivery(report);
        self.other_findings(report);
        self.passed_checks(report);
        self.unseen(report);
        self.text
    }

    fn verdict(&mut self, report: &Report) {
        let words = report::verdict_headline(report, self.language);
        self.line(&words.headline.to_string(), 0);
        self.line(&words.cause.unwrap_or_default().to_string(), 0);
        self.line(&words.lead.to_string(), 0);
        for fact in facts(report, self.language) {
            self.line(&fact, 0);
        }
        if let Some(link) = self.link {
            self.text.push('\n');
            self.line(&self.language.message(key::MESSAGE_AGAIN, &[]), 0);
            self.line(link, 0);
        }
    }

    fn mail_path(&mut self, report: &Report) {
        if report.mail_path.is_empty() {
            return;
        }
        self.heading(key::TEXT_WAY);
        let names: Vec<String> =
            report.mail_path.iter().map(|stop| report::part_name(stop.part, self.language)).collect();
        let column = names.iter().map(|name| display_width(name)).max().unwrap_or(0);
        for (stop, name) in report.mail_path.iter().zip(&names) {
            let pad = " ".repeat(column - display_width(name));
            let line = [sign(stop), " ", name, &pad, "  ", &detail(report, stop, self.language)].concat();
            self.line(&line, 2);
        }
    }

    fn setup(&mut self, report: &Report) {
        if report.setup.is_empty() {
            return;
        }
        self.heading(key::PAGE_SETUP);
        self.line(&setup::lead(report, self.language).to_string(), 2);
        self.text.push('\n');
        for (index, step) in setup::steps(report, self.language).into_iter().enumerate() {
            self.line(
                &format!("{}. {} ({})", index + 1, step.headline, report::owner_label(step.owner, self.language)),
                4,
            );
            self.line(&format!("{}{}{}", step.why, self.language.sentence_separator(), step.fix), 6);
            if let Some(patch) = step.patch {
                for besides in setup::errors_fixed_by(report, patch) {
                    self.headline(report, besides.finding, 6);
                }
                self.patch(None, patch, 6);
            }
            self.text.push('\n');
        }
        self.step_after_tasks(report, 2);
    }

    fn work(&mut self, report: &Report) {
        let work = report.tasks_by_owner();
        if work.is_empty() && report::next_steps(report, self.language).is_none() {
            return;
        }
        self.heading(key::TEXT_DO);
        for work in work {
            self.owner(work.owner);
            for step in &work.tasks {
                self.step(report, step);
            }
            if let Some(record) = work.then_record {
                self.next_id(report, record.patch());
            }
        }
        if report.setup.is_empty() {
            self.step_after_tasks(report, 2);
        }
    }

    fn step_after_tasks(&mut self, report: &Report, indent: usize) {
        if let Some(words) = step_after_tasks(report, self.language) {
            self.line(&words, indent);
        }
    }

    fn owner(&mut self, owner: Owner) {
        self.line(&report::owner_label(owner, self.language), 2);
        self.text.push('\n');
    }

    fn step(&mut self, report: &Report, step: &Task<'_>) {
        let first = step.first.finding;
        self.words(report, first, 4);
        self.related_finding(report, step);
        self.further(step.further_places(), 6);
        if step.waits_for_file {
            self.line(&self.language.message(key::STEP_AFTER_FILE, &[]), 6);
        }
        if let Some(patch) = &step.patch {
            self.patch(Some(&report.domain), patch, 6);
        } else if let Some(command) = checker::command_for(report, first) {
            self.line(&self.language.message(key::STEP_COMMAND, &[]), 6);
            self.verbatim(&command, 8);
        }
        self.line(&citation_and_rule(first), 6);
        self.text.push('\n');
    }

    fn related_finding(&mut self, report: &Report, step: &Task<'_>) {
        if !step.others.is_empty() {
            self.line(&report::related_title(step, self.language), 6);
        }
        for other in &step.others {
            let words = report::related_finding(report, step, *other, self.language);
            let why = words.why.map(|why| [self.language.full_stop(), &why.to_string()].concat()).unwrap_or_default();
            self.line(&["- ", &words.headline.to_string(), &why].concat(), 6);
        }
    }

    /// Writes a finding that is not a step.
    fn finding(&mut self, report: &Report, finding: &Finding) {
        self.words(report, finding, 2);
        self.further(finding.further.len(), 4);
        if let Some(patch) = &finding.patch {
            self.patch(Some(&report.domain), patch, 4);
        } else if let Some(command) = checker::command_for(report, finding) {
            self.line(&self.language.message(key::STEP_COMMAND, &[]), 4);
            self.verbatim(&command, 6);
        }
        self.line(&citation_and_rule(finding), 4);
        self.text.push('\n');
    }

    fn words(&mut self, report: &Report, finding: &Finding, indent: usize) {
        let words = report::finding_words(report, finding, self.language);
        self.headline(report, finding, indent);
        for sentence in words.why.iter().chain(&words.fix) {
            self.line(&sentence.to_string(), indent + 2);
        }
    }

    /// Writes the number of further places below the listed ones.
    fn further(&mut self, count: usize, indent: usize) {
        if let Some(words) = report::more_places(count, self.language) {
            self.line(&words, indent);
        }
    }

    fn headline(&mut self, report: &Report, finding: &Finding, indent: usize) {
        let words = report::finding_words(report, finding, self.language);
        let severity = report::severity_label(finding.rule.severity, self.language);
        self.line(&format!("{severity}{}{}", self.language.label_separator(), words.headline), indent);
    }

    fn next_id(&mut self, report: &Report, record: Option<&Patch>) {
        let words = report::next_id(report, self.language);
        self.line(&words.headline.to_string(), 4);
        self.line(&words.lead.to_string(), 6);
        if let Some(record) = record {
            self.patch(Some(&report.domain), record, 6);
        }
        self.text.push('\n');
    }

    fn delivery(&mut self, report: &Report) {
        if report.delivery.is_empty() {
            return;
        }
        self.heading(key::TEXT_DELIVERY);
        let (language, colon) = (self.language, self.language.label_separator());
        for row in &report.delivery {
            let (preference, host) = (preference(row, language), crate::make_visible(&row.mx));
            self.line(&format!("{preference} {host}{colon}{}", outcome(row, language)), 2);
        }
        for words in report::delivery_sentences(report, language) {
            self.line(&words.to_string(), 4);
        }
        for words in report::dane_deliveries(report, language) {
            self.line(&format!("{}{colon}{words}", language.message(key::TEXT_DANE, &[])), 4);
        }
        for words in saved_policy_deliveries(report, language) {
            self.line(&format!("{}{colon}{words}", language.message(key::TEXT_REMEMBERING, &[])), 4);
        }
    }

    fn other_findings(&mut self, report: &Report) {
        if other_findings(report).next().is_none() {
            return;
        }
        self.heading(key::TEXT_ALSO);
        for finding in other_findings(report) {
            self.finding(report, finding);
        }
    }

    fn passed_checks(&mut self, report: &Report) {
        if report.findings_with(Severity::Pass).next().is_none() {
            return;
        }
        self.heading(key::TEXT_GOOD);
        for finding in report.findings_with(Severity::Pass) {
            self.line(&report::finding_words(report, finding, self.language).headline.to_string(), 2);
        }
    }

    fn unseen(&mut self, report: &Report) {
        if report.unseen.is_empty() {
            return;
        }
        self.heading(key::TEXT_UNSEEN);
        let words: Vec<_> = report.unseen.iter().map(|one| report::unseen_words(one, self.language)).collect();
        for (index, one) in words.iter().enumerate() {
            self.line(&one.question.to_string(), 2);
            if words.get(index + 1).is_none_or(|next| (&next.why, &next.hint) != (&one.why, &one.hint)) {
                self.line(&format!("{}{}{}", one.why, self.language.sentence_separator(), one.hint), 4);
            }
        }
        self.line(&report::unseen_note(self.language), 2);
    }

    fn heading(&mut self, key: crate::Key) {
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
        self.text.push('\n');
        self.line(&self.language.message(key, &[]), 0);
    }

    fn line(&mut self, words: &str, indent: usize) {
        if self.link.is_none() {
            self.text.push_str(&wrap_lines(words, indent));
        } else if !words.is_empty() {
            self.text.push_str(words);
            self.text.push('\n');
        }
    }

    fn patch(&mut self, domain: Option<&Domain>, patch: &Patch, indent: usize) {
        let place = report::patch_label(patch, domain, self.language).to_string();
        self.line(&[&place, self.language.label_separator().trim_end()].concat(), indent);
        self.verbatim(&patch.text, indent + 2);
    }

    fn verbatim(&mut self, text: &str, indent: usize) {
        let indent = if self.link.is_none() { indent } else { 0 };
        for line in text.lines() {
            let _ = writeln!(self.text, "{:indent$}{}", "", crate::make_visible(line));
        }
    }
}

fn detail(report: &Report, stop: &PartStatus, language: Language) -> String {
    report::part_words(report, stop, language).detail.to_string()
}

/// Returns a mark that differs in shape, for readers who see no colours.
const fn sign(stop: &PartStatus) -> &'static str {
    match stop.state {
        checker::PartState::Ok => "✓",
        checker::PartState::Warning => "!",
        checker::PartState::Error => "✗",
        checker::PartState::Unseen => "?",
        checker::PartState::Pending => "…",
        checker::PartState::NotApplicable => "-",
    }
}
