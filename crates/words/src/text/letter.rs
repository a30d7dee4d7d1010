//! Messages to the owners. Mail programs wrap lines and copy leading spaces. A paragraph is therefore one line, and
//! text to copy is not indented.

use checker::{Owner, OwnerTasks, Patch, Report, Task};
use mta_sts::Domain;

use super::citation_and_rule;
use crate::{Key, Language, args, document, key, report, setup};

/// Returns the message to one owner, in plain text: the tasks in order, with the exact texts to publish. The first line
/// is a subject, and `link` leads to the same check. Returns `None` if the owner has no tasks.
#[must_use]
pub fn owner_message(report: &Report, owner: Owner, language: Language, link: &str) -> Option<String> {
    let work = report.tasks_by_owner().into_iter().find(|work| work.owner == owner)?;
    let mut letter = Letter::new(report, language);
    letter.opening(report, &work);
    letter.steps(report, &work);
    letter.closing(link);
    Some(letter.text)
}

/// Returns the message for setting up MTA-STS: every text to publish, in order. `link` leads to the same check. Returns
/// `None` if MTA-STS is set up.
#[must_use]
pub fn setup_message(report: &Report, language: Language, link: &str) -> Option<String> {
    if report.setup.is_empty() {
        return None;
    }
    let mut letter = Letter::new(report, language);
    letter.setup(report);
    letter.closing(link);
    Some(letter.text)
}

struct Letter {
    language: Language,
    /// The domain; an internationalised one in both forms.
    domain: String,
    text: String,
}

impl Letter {
    fn new(report: &Report, language: Language) -> Self {
        let domain = match document::unicode(report) {
            Some(unicode) => format!("{} ({unicode})", report.domain),
            None => report.domain.to_string(),
        };
        Self { language, domain, text: String::new() }
    }

    fn opening(&mut self, report: &Report, work: &OwnerTasks<'_>) {
        let Some(step) = work.tasks.first() else { return self.opening_for_id(report) };
        let headline = report::finding_words(report, step.first.finding, self.language).headline;
        self.subject(&headline.to_string());
        self.introduction(report, key::MESSAGE_INTRO);
        self.text.push('\n');
    }

    /// Writes the opening for a change of the `id` only. DNS has no problem of its own, so the message gives the change
    /// of the file as the reason.
    fn opening_for_id(&mut self, report: &Report) {
        let domain = self.domain.clone();
        self.paragraph(&self.language.message(key::MESSAGE_SUBJECT_ID, args!["domain" => &domain]));
        self.introduction(report, key::MESSAGE_INTRO_ID);
        for step in report.tasks_by_owner().iter().flat_map(|work| &work.tasks).filter(|step| step.changes_file()) {
            let words = report::finding_words(report, step.first.finding, self.language);
            self.line(&["- ", &words.headline.to_string()].concat());
        }
        self.text.push('\n');
    }

    fn steps(&mut self, report: &Report, work: &OwnerTasks<'_>) {
        let several = work.tasks.len() + usize::from(work.then_record.is_some()) > 1;
        for (at, step) in work.tasks.iter().enumerate() {
            self.step(report, step, &number(at, several));
        }
        if let Some(record) = work.then_record {
            self.next_id(report, record.patch(), &number(work.tasks.len(), several));
        } else if let Some(record) = work.next_record {
            self.sentence_with_record(&report::message_to_dns_owner(report, self.language).to_string(), record.patch());
        }
    }

    fn step(&mut self, report: &Report, step: &Task<'_>, number: &str) {
        let (language, first) = (self.language, step.first.finding);
        let words = report::finding_words(report, first, language);
        self.line(&[number, &words.headline.to_string()].concat());
        for sentence in words.why.iter().chain(&words.fix) {
            self.line(&sentence.to_string());
        }
        self.related_finding(report, step);
        if let Some(words) = report::more_places(step.further_places(), language) {
            self.line(&words);
        }
        self.text.push('\n');
        if step.waits_for_file {
            self.paragraph(&language.message(key::STEP_AFTER_FILE, &[]));
        }
        if let Some(patch) = &step.patch {
            self.patch(Some(&report.domain), patch);
        } else if let Some(command) = checker::command_for(report, first) {
            self.verbatim(&language.message(key::STEP_COMMAND, &[]), &command);
        }
        self.paragraph(&citation_and_rule(first));
    }

    fn related_finding(&mut self, report: &Report, step: &Task<'_>) {
        if !step.others.is_empty() {
            self.line(&report::related_title(step, self.language));
        }
        for other in &step.others {
            let words = report::related_finding(report, step, *other, self.language);
            let why = words.why.map(|why| [self.language.full_stop(), &why.to_string()].concat()).unwrap_or_default();
            self.line(&["- ", &words.headline.to_string(), &why].concat());
        }
    }

    fn next_id(&mut self, report: &Report, record: Option<&Patch>, number: &str) {
        let words = report::next_id(report, self.language);
        self.line(&[number, &words.headline.to_string()].concat());
        self.sentence_with_record(&words.lead.to_string(), record);
    }

    /// Writes a sentence with the record below it.
    fn sentence_with_record(&mut self, words: &str, record: Option<&Patch>) {
        match record {
            Some(record) => self.verbatim(words, &record.text),
            None => self.paragraph(words),
        }
    }

    fn setup(&mut self, report: &Report) {
        let language = self.language;
        self.subject(&language.message(key::MESSAGE_SETUP, &[]));
        self.introduction(report, key::MESSAGE_SETUP_INTRO);
        self.text.push('\n');
        self.paragraph(&setup::lead(report, language).to_string());
        for (index, step) in setup::steps(report, language).into_iter().enumerate() {
            self.line(&format!("{}. {}", index + 1, step.headline));
            self.line(&format!("{}{}{}", step.why, language.sentence_separator(), step.fix));
            let besides = step.patch.map(|patch| setup::errors_fixed_by(report, patch)).unwrap_or_default();
            for besides in besides {
                let words = report::finding_words(report, besides.finding, language);
                self.line(&["- ", &words.headline.to_string()].concat());
            }
            self.text.push('\n');
            if let Some(patch) = step.patch {
                self.patch(None, patch);
            }
        }
        self.paragraph(&language.message(key::PAGE_SETUP_THEN, &[]));
    }

    /// Writes the first line, which is the subject of the message.
    fn subject(&mut self, headline: &str) {
        let args = args!["domain" => &self.domain, "headline" => headline];
        let subject = self.language.message(key::MESSAGE_SUBJECT, args);
        self.paragraph(&subject);
    }

    /// Writes the greeting, and a sentence that names the domain and the day of the check.
    fn introduction(&mut self, report: &Report, key: Key) {
        self.paragraph(&self.language.message(key::MESSAGE_GREETING, &[]));
        let args = args!["domain" => &self.domain, "date" => report.checked_at];
        let introduction = self.language.message(key, args);
        self.line(&introduction);
    }

    fn closing(&mut self, link: &str) {
        self.line(&self.language.message(key::MESSAGE_AGAIN, &[]));
        self.line(link);
    }

    fn patch(&mut self, domain: Option<&Domain>, patch: &Patch) {
        let place = report::patch_label(patch, domain, self.language).to_string();
        self.verbatim(&[&place, self.language.label_separator().trim_end()].concat(), &patch.text);
    }

    /// Writes a text to copy, with nothing before it on its lines.
    fn verbatim(&mut self, title: &str, text: &str) {
        self.paragraph(title);
        for line in text.lines() {
            self.line(&crate::make_visible(line));
        }
        self.text.push('\n');
    }

    fn paragraph(&mut self, words: &str) {
        self.line(words);
        self.text.push('\n');
    }

    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }
}

/// Returns the number of an item. A single item has no number.
fn number(at: usize, several: bool) -> String {
    if several { format!("{}. ", at + 1) } else { String::new() }
}
