//! A report in Markdown, for tickets.

use std::fmt::Write;

use checker::{Finding, Owner, Patch, Report, Task, Verdict};
use mta_sts::Domain;

use super::{citation_and_rule, facts, other_findings, outcome, preference, saved_policy_deliveries, step_after_tasks};
use crate::{Language, key, report, setup};

/// Formats a report in Markdown. `link` leads to the same check, if there is a page for it.
#[must_use]
pub fn markdown(report: &Report, language: Language, link: Option<&str>) -> String {
    let mut page = Markdown { language, text: String::new() };
    page.verdict(report, link);
    page.setup(report);
    page.work(report);
    page.delivery(report);
    page.other_findings(report);
    page.unseen(report);
    page.text
}

struct Markdown {
    language: Language,
    text: String,
}

impl Markdown {
    fn verdict(&mut self, report: &Report, link: Option<&str>) {
        let words = report::verdict_headline(report, self.language);
        self.paragraph(&format!("## {}", words.headline.to_markdown()));
        self.paragraph(&facts(report, self.language).join(" · "));
        if let Some(link) = link {
            self.paragraph(&format!("{} <{link}>", self.language.message(key::MESSAGE_AGAIN, &[])));
        }
        self.paragraph(&words.why(self.language).to_markdown());
    }

    fn setup(&mut self, report: &Report) {
        if report.setup.is_empty() {
            return;
        }
        self.heading(key::PAGE_SETUP);
        self.paragraph(&setup::lead(report, self.language).to_markdown());
        for (index, step) in setup::steps(report, self.language).into_iter().enumerate() {
            self.paragraph(&format!(
                "**{}. {}** ({})",
                index + 1,
                step.headline,
                report::owner_label(step.owner, self.language)
            ));
            self.paragraph(
                &[&step.why.to_markdown(), self.language.sentence_separator(), &step.fix.to_markdown()].concat(),
            );
            if let Some(patch) = step.patch {
                for besides in setup::errors_fixed_by(report, patch) {
                    self.headline(report, besides.finding);
                }
                self.patch(None, patch);
            }
        }
    }

    fn work(&mut self, report: &Report) {
        let work = report.tasks_by_owner();
        if work.is_empty() {
            return self.no_tasks(report);
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
        if let Some(words) = step_after_tasks(report, self.language) {
            self.paragraph(&words);
        }
    }

    fn no_tasks(&mut self, report: &Report) {
        if report.is_settled() {
            self.paragraph(&self.language.message(key::TEXT_NOTHING, &[]));
        } else if let Some(words) = report::next_steps(report, self.language) {
            self.heading(key::TEXT_DO);
            self.paragraph(&words.to_markdown());
        } else if report.verdict != Verdict::Unknown {
            self.paragraph(&step_after_tasks(report, self.language).unwrap_or_default());
        }
    }

    fn owner(&mut self, owner: Owner) {
        self.paragraph(&format!("#### {}", report::owner_label(owner, self.language)));
    }

    fn step(&mut self, report: &Report, step: &Task<'_>) {
        let first = step.first.finding;
        let words = report::finding_words(report, first, self.language);
        self.headline(report, first);
        for sentence in words.why.iter().chain(&words.fix) {
            self.paragraph(&sentence.to_markdown());
        }
        self.related_finding(report, step);
        self.paragraph(&report::more_places(step.further_places(), self.language).unwrap_or_default());
        if step.waits_for_file {
            self.paragraph(&self.language.message(key::STEP_AFTER_FILE, &[]));
        }
        if let Some(patch) = &step.patch {
            self.patch(Some(&report.domain), patch);
        } else if let Some(command) = checker::command_for(report, first) {
            self.verbatim(&self.language.message(key::STEP_COMMAND, &[]), &command);
        }
        self.paragraph(&citation_and_rule(first));
    }

    fn headline(&mut self, report: &Report, finding: &Finding) {
        let words = report::finding_words(report, finding, self.language);
        let severity = report::severity_label(finding.rule.severity, self.language);
        self.paragraph(&format!("**{severity}**{}{}", self.language.label_separator(), words.headline.to_markdown()));
    }

    fn related_finding(&mut self, report: &Report, step: &Task<'_>) {
        if step.others.is_empty() {
            return;
        }
        self.paragraph(&report::related_title(step, self.language));
        for other in &step.others {
            let words = report::related_finding(report, step, *other, self.language);
            let why = words.why.map(|why| [self.language.full_stop(), &why.to_markdown()].concat()).unwrap_or_default();
            let _ = writeln!(self.text, "- {}{why}", words.headline.to_markdown());
        }
        self.text.push('\n');
    }

    fn next_id(&mut self, report: &Report, record: Option<&Patch>) {
        let words = report::next_id(report, self.language);
        self.paragraph(&format!("**{}**", words.headline.to_markdown()));
        self.paragraph(&words.lead.to_markdown());
        if let Some(record) = record {
            self.patch(Some(&report.domain), record);
        }
    }

    fn delivery(&mut self, report: &Report) {
        if report.delivery.is_empty() {
            return;
        }
        self.heading(key::TEXT_DELIVERY);
        for row in &report.delivery {
            let (preference, host) =
                (preference(row, self.language), crate::sentence_parts::code_span(&crate::make_visible(&row.mx)));
            let _ = writeln!(
                self.text,
                "- {preference} {host}{}{}",
                self.language.label_separator(),
                outcome(row, self.language)
            );
        }
        self.text.push('\n');
        for words in report::delivery_sentences(report, self.language) {
            self.paragraph(&words.to_markdown());
        }
        for words in report::dane_deliveries(report, self.language) {
            let label = self.language.message(key::TEXT_DANE, &[]);
            self.paragraph(&[&label, self.language.label_separator(), &words.to_markdown()].concat());
        }
        for words in saved_policy_deliveries(report, self.language) {
            let label = self.language.message(key::TEXT_REMEMBERING, &[]);
            self.paragraph(&[&label, self.language.label_separator(), &words.to_markdown()].concat());
        }
    }

    fn other_findings(&mut self, report: &Report) {
        if other_findings(report).next().is_none() {
            return;
        }
        self.heading(key::TEXT_ALSO);
        for finding in other_findings(report) {
            let words = report::finding_words(report, finding, self.language);
            let _ = writeln!(self.text, "- {}", words.headline.to_markdown());
        }
        self.text.push('\n');
    }

    fn unseen(&mut self, report: &Report) {
        if report.unseen.is_empty() {
            return;
        }
        self.heading(key::TEXT_UNSEEN);
        let (blank, colon) = (self.language.sentence_separator(), self.language.label_separator());
        for unseen in &report.unseen {
            let words = report::unseen_words(unseen, self.language);
            let (question, why) = (words.question.to_markdown(), words.why.to_markdown());
            let _ = writeln!(self.text, "- {question}{colon}{why}{blank}{}", words.hint.to_markdown());
        }
        self.text.push('\n');
        self.paragraph(&report::unseen_note(self.language));
    }

    fn heading(&mut self, key: crate::Key) {
        let words = self.language.message(key, &[]);
        self.paragraph(&format!("### {words}"));
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            let _ = writeln!(self.text, "{words}\n");
        }
    }

    fn patch(&mut self, domain: Option<&Domain>, patch: &Patch) {
        let place = report::patch_label(patch, domain, self.language).to_markdown();
        self.verbatim(&[&place, self.language.label_separator().trim_end()].concat(), &patch.text);
    }

    /// Writes a code block with a fence longer than any run of backticks inside.
    fn verbatim(&mut self, title: &str, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        self.paragraph(title);
        self.paragraph(&format!("{fence}text\n{}\n{fence}", text.trim_end()));
    }
}
