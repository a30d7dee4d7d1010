//! A report as text: for terminals, and in Markdown for tickets.

mod lines;

use std::fmt::Write;

use checker::{Finding, Owner, Patch, Report, Severity, Stop, Verdict, Work};

use crate::{Language, args, key, report, setup};

pub use lines::{width, wrap};

/// A report for a terminal: at most 80 columns wherever the words allow.
#[must_use]
pub fn text(report: &Report, language: Language) -> String {
    let mut page = Terminal { language, text: String::new() };
    page.verdict(report);
    page.way(report);
    page.work(report);
    page.delivery(report);
    page.also(report);
    page.good(report);
    page.unseen(report);
    page.text
}

/// What to send to whoever can mend a part of it: their findings with the exact texts to publish, in plain text. `link` leads
/// to the same check. `None` where they have nothing to do.
#[must_use]
pub fn message(report: &Report, owner: Owner, language: Language, link: &str) -> Option<String> {
    let work = report.work().into_iter().find(|work| work.owner == owner)?;
    let mut page = Terminal { language, text: String::new() };
    page.opening(report);
    page.steps(report, &work, 0);
    page.line(&language.say(key::MESSAGE_AGAIN, &[]), 0);
    page.text.push_str(link);
    page.text.push('\n');
    Some(page.text)
}

/// What to send to whoever sets MTA-STS up where there is none: every text to publish, in order. `link` leads to the same check.
/// `None` where it is set up.
#[must_use]
pub fn setup_message(report: &Report, language: Language, link: &str) -> Option<String> {
    if report.setup.is_empty() {
        return None;
    }
    let mut page = Terminal { language, text: String::new() };
    page.setup(report);
    page.line(&language.say(key::MESSAGE_AGAIN, &[]), 0);
    page.text.push_str(link);
    page.text.push('\n');
    Some(page.text)
}

struct Terminal {
    language: Language,
    text: String,
}

impl Terminal {
    /// The first line serves as the subject of a mail.
    fn opening(&mut self, report: &Report) {
        let headline = report::verdict(report, self.language).headline.to_string();
        let domain = report.domain.as_str();
        let date = report.checked_at;
        self.text += &self.language.say(key::MESSAGE_SUBJECT, args!["domain" => domain, "headline" => &headline]);
        self.text += "\n\n";
        self.line(&self.language.say(key::MESSAGE_INTRO, args!["domain" => domain, "date" => date]), 0);
        self.text.push('\n');
    }

    fn setup(&mut self, report: &Report) {
        let (language, domain) = (self.language, report.domain.as_str());
        let headline = language.say(key::MESSAGE_SETUP, &[]);
        self.text += &language.say(key::MESSAGE_SUBJECT, args!["domain" => domain, "headline" => &headline]);
        self.text += "\n\n";
        self.line(&language.say(key::MESSAGE_SETUP_INTRO, args!["domain" => domain]), 0);
        self.text.push('\n');
        for (index, patch) in report.setup.iter().enumerate() {
            let step = setup::step(report, patch, language);
            self.line(&format!("{}. {}", index + 1, step.headline), 0);
            self.line(&format!("{}{}{}", step.why, language.blank(), step.fix), 3);
            self.line(&format!("{}:", report::patch(patch, language)), 3);
            self.verbatim(&patch.text, 5);
            self.text.push('\n');
        }
        self.line(&language.say(key::PAGE_SETUP_THEN, &[]), 0);
        self.text.push('\n');
    }

    fn verdict(&mut self, report: &Report) {
        let words = report::verdict(report, self.language);
        self.line(&words.headline.to_string(), 0);
        self.line(&words.lead.to_string(), 0);
        for fact in facts(report, self.language) {
            self.line(&fact, 0);
        }
    }

    fn way(&mut self, report: &Report) {
        if report.stops.is_empty() {
            return;
        }
        self.heading(key::TEXT_WAY);
        let names: Vec<String> = report.stops.iter().map(|stop| report::stop_name(stop.part, self.language)).collect();
        let column = names.iter().map(|name| width(name)).max().unwrap_or(0);
        for (stop, name) in report.stops.iter().zip(&names) {
            let pad = " ".repeat(column - width(name));
            let line = [sign(stop), " ", name, &pad, "  ", &detail(report, stop, self.language)].concat();
            self.line(&line, 2);
        }
    }

    fn work(&mut self, report: &Report) {
        let work = report.work();
        if work.is_empty() {
            return;
        }
        self.heading(key::TEXT_DO);
        for work in work {
            self.owner(work.owner);
            self.steps(report, &work, 4);
        }
    }

    fn steps(&mut self, report: &Report, work: &Work<'_>, indent: usize) {
        for step in &work.steps {
            self.finding(report, step.finding, step.patch, indent);
        }
        if let Some(record) = work.then_record {
            self.next_id(record);
        }
    }

    fn owner(&mut self, owner: Owner) {
        self.line(&report::owner(owner, self.language), 2);
        self.text.push('\n');
    }

    fn finding(&mut self, report: &Report, finding: &Finding, patch: Option<&Patch>, indent: usize) {
        let words = report::finding(report, finding, self.language);
        let severity = report::severity(finding.rule.severity, self.language);
        self.line(&format!("{severity}: {}", words.headline), indent);
        for sentence in words.why.iter().chain(&words.fix) {
            self.line(&sentence.to_string(), indent + 2);
        }
        if !finding.further.is_empty() {
            self.line(&report::further(finding.further.len(), self.language), indent + 2);
        }
        for patch in patches(report, finding, patch) {
            self.line(&format!("{}:", report::patch(patch, self.language)), indent + 2);
            self.verbatim(&patch.text, indent + 4);
        }
        self.line(&rests_on(finding), indent + 2);
        self.text.push('\n');
    }

    fn next_id(&mut self, record: &Patch) {
        let words = report::next_id(self.language);
        self.line(&words.headline.to_string(), 4);
        self.line(&words.lead.to_string(), 6);
        self.line(&format!("{}:", report::patch(record, self.language)), 6);
        self.verbatim(&record.text, 8);
        self.text.push('\n');
    }

    fn delivery(&mut self, report: &Report) {
        if report.delivery.is_empty() {
            return;
        }
        self.heading(key::TEXT_DELIVERY);
        for row in &report.delivery {
            let preference = self.language.say(key::TEXT_PREFERENCE, args!["preference" => row.preference]);
            let tls = report::tls(row.tls, self.language);
            let label = self.language.say(key::TEXT_TLS, &[]);
            self.line(&format!("{}  ({preference}, {label}: {tls})", crate::visible(&row.mx)), 2);
            self.line(&report::delivery(report, row, self.language).to_string(), 4);
            if let Some(remembering) = report::remembering(report, row, self.language) {
                let label = self.language.say(key::TEXT_REMEMBERING, &[]);
                self.line(&format!("{label}: {remembering}"), 4);
            }
        }
    }

    /// Findings that leave nothing to do.
    fn also(&mut self, report: &Report) {
        let also: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|finding| !finding.is_work() && finding.rule.severity != Severity::Pass)
            .collect();
        if also.is_empty() {
            return;
        }
        self.heading(key::TEXT_ALSO);
        for finding in also {
            self.finding(report, finding, finding.patch.as_ref(), 2);
        }
    }

    fn good(&mut self, report: &Report) {
        if report.of(Severity::Pass).next().is_none() {
            return;
        }
        self.heading(key::TEXT_GOOD);
        for finding in report.of(Severity::Pass) {
            self.line(&report::finding(report, finding, self.language).headline.to_string(), 2);
        }
    }

    fn unseen(&mut self, report: &Report) {
        if report.unseen.is_empty() {
            return;
        }
        self.heading(key::TEXT_UNSEEN);
        let words: Vec<_> = report.unseen.iter().map(|one| report::unseen(one, self.language)).collect();
        for (index, one) in words.iter().enumerate() {
            self.line(&one.question.to_string(), 2);
            if words.get(index + 1).is_none_or(|next| (&next.why, &next.hint) != (&one.why, &one.hint)) {
                self.line(&format!("{}{}{}", one.why, self.language.blank(), one.hint), 4);
            }
        }
        self.line(&report::unseen_note(self.language), 2);
    }

    fn heading(&mut self, key: crate::Key) {
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
        self.text.push('\n');
        self.line(&self.language.say(key, &[]), 0);
    }

    fn line(&mut self, words: &str, indent: usize) {
        self.text.push_str(&wrap(words, indent));
    }

    fn verbatim(&mut self, text: &str, indent: usize) {
        for line in text.lines() {
            let _ = writeln!(self.text, "{:indent$}{}", "", crate::visible(line));
        }
    }
}

/// A report in Markdown.
#[must_use]
pub fn markdown(report: &Report, language: Language) -> String {
    let mut page = Markdown { language, text: String::new() };
    page.verdict(report);
    page.work(report);
    page.delivery(report);
    page.also(report);
    page.unseen(report);
    page.text
}

struct Markdown {
    language: Language,
    text: String,
}

impl Markdown {
    fn verdict(&mut self, report: &Report) {
        let words = report::verdict(report, self.language);
        self.paragraph(&format!("## {}", words.headline.markdown()));
        self.paragraph(&words.lead.markdown());
        self.paragraph(&facts(report, self.language).join(" · "));
    }

    fn work(&mut self, report: &Report) {
        let work = report.work();
        if work.is_empty() && report.verdict == Verdict::Unknown {
            return;
        }
        if work.is_empty() {
            let nothing = self.language.say(key::TEXT_NOTHING, &[]);
            return self.paragraph(&nothing);
        }
        self.heading(key::TEXT_DO);
        for work in work {
            self.owner(work.owner);
            for step in &work.steps {
                self.finding(report, step.finding, step.patch);
            }
            if let Some(record) = work.then_record {
                self.next_id(record);
            }
        }
    }

    fn owner(&mut self, owner: Owner) {
        self.paragraph(&format!("#### {}", report::owner(owner, self.language)));
    }

    fn finding(&mut self, report: &Report, finding: &Finding, patch: Option<&Patch>) {
        let words = report::finding(report, finding, self.language);
        let severity = report::severity(finding.rule.severity, self.language);
        self.paragraph(&format!("**{severity}:** {}", words.headline.markdown()));
        for sentence in words.why.iter().chain(&words.fix) {
            self.paragraph(&sentence.markdown());
        }
        if !finding.further.is_empty() {
            self.paragraph(&report::further(finding.further.len(), self.language));
        }
        for patch in patches(report, finding, patch) {
            self.patch(&report::patch(patch, self.language).markdown(), &patch.text);
        }
        self.paragraph(&rests_on(finding));
    }

    fn next_id(&mut self, record: &Patch) {
        let words = report::next_id(self.language);
        self.paragraph(&format!("**{}**", words.headline.markdown()));
        self.paragraph(&words.lead.markdown());
        self.patch(&report::patch(record, self.language).markdown(), &record.text);
    }

    fn delivery(&mut self, report: &Report) {
        if report.delivery.is_empty() {
            return;
        }
        self.heading(key::TEXT_DELIVERY);
        for row in &report.delivery {
            let words = report::delivery(report, row, self.language);
            let preference = self.language.say(key::TEXT_PREFERENCE, args!["preference" => row.preference]);
            let _ = writeln!(self.text, "- {preference}: {}", words.markdown());
            if let Some(remembering) = report::remembering(report, row, self.language) {
                let label = self.language.say(key::TEXT_REMEMBERING, &[]);
                let _ = writeln!(self.text, "  {label}: {}", remembering.markdown());
            }
        }
        self.text.push('\n');
    }

    fn also(&mut self, report: &Report) {
        let quiet = |finding: &&Finding| !finding.is_work() && finding.rule.severity != Severity::Pass;
        if !report.findings.iter().any(|finding| quiet(&finding)) {
            return;
        }
        self.heading(key::TEXT_ALSO);
        for finding in report.findings.iter().filter(quiet) {
            let words = report::finding(report, finding, self.language);
            let _ = writeln!(self.text, "- {}", words.headline.markdown());
        }
        self.text.push('\n');
    }

    fn unseen(&mut self, report: &Report) {
        if report.unseen.is_empty() {
            return;
        }
        self.heading(key::TEXT_UNSEEN);
        for unseen in &report.unseen {
            let words = report::unseen(unseen, self.language);
            let (question, why) = (words.question.markdown(), words.why.markdown());
            let _ = writeln!(self.text, "- {question}: {why}{}{}", self.language.blank(), words.hint.markdown());
        }
        self.text.push('\n');
        self.paragraph(&report::unseen_note(self.language));
    }

    fn heading(&mut self, key: crate::Key) {
        let words = self.language.say(key, &[]);
        self.paragraph(&format!("### {words}"));
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            let _ = writeln!(self.text, "{words}\n");
        }
    }

    /// A block whose fence is longer than any run of backticks inside.
    fn patch(&mut self, target: &str, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        self.paragraph(&format!("{target}:"));
        self.paragraph(&format!("{fence}text\n{}\n{fence}", text.trim_end()));
    }
}

/// Mode, validity and id on one line, the moment of the check on another.
fn facts(report: &Report, language: Language) -> Vec<String> {
    let fact = |key, value: &str| [&language.say(key, &[]), ": ", value].concat();
    let policy = report.policy.as_ref().map(|policy| {
        let mode = fact(key::TEXT_MODE, policy.mode.id());
        let age = fact(key::TEXT_VALID_FOR, &report::age(policy.max_age, language));
        let id = fact(key::TEXT_ID, &crate::visible(&policy.id));
        [mode, age, id].join(" · ")
    });
    policy.into_iter().chain([fact(key::TEXT_CHECKED, &report.checked_at.to_string())]).collect()
}

/// What to publish for a finding: its own patch, or, where MTA-STS is not set up, all that has to be published.
fn patches<'a>(report: &'a Report, finding: &Finding, patch: Option<&'a Patch>) -> Vec<&'a Patch> {
    if finding.rule.id == "record-missing" && !report.setup.is_empty() {
        report.setup.iter().collect()
    } else {
        patch.into_iter().collect()
    }
}

fn detail(report: &Report, stop: &Stop, language: Language) -> String {
    report::stop(report, stop, language).detail.to_string()
}

/// A mark that differs in shape, for readers without colours.
const fn sign(stop: &Stop) -> &'static str {
    match stop.state {
        checker::State::Good => "✓",
        checker::State::Care => "!",
        checker::State::Bad => "✗",
        checker::State::Unseen => "?",
        checker::State::Open => "…",
        checker::State::Idle => "-",
    }
}

fn rests_on(finding: &Finding) -> String {
    let reference = finding.rule.citations.first().map(ToString::to_string).unwrap_or_default();
    [&reference, " · ", finding.rule.id].concat()
}
