//! The user's answers, as stored after the `#` of the address: `domain=example.com&place=nginx&stage=place`.

use evidence::Timestamp;
use mta_sts::{Domain, Mode};
use setup::{Panel, Recipe, Service, Target, panel, recipe, service};

use super::Stage;
use crate::url::{form_encoded, form_fields};

/// Largest size of answers read from an address, in bytes. Real ones have a few hundred.
const MAX_BYTES: usize = 8 * 1024;

/// The user's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The domain, as typed.
    pub domain: String,
    /// MX hosts that replace those in DNS, separated by commas or blanks.
    pub hosts: String,
    /// The desired mode.
    pub mode: Mode,
    /// Addresses for TLS reports, separated by commas or blanks.
    pub reports: String,
    /// The id of the recipe or service.
    pub place: String,
    /// The address or name of the policy file's host, if known.
    pub target: String,
    /// The id of the chosen DNS panel.
    pub panel: String,
    /// The start of the set-up. The record's `id` is derived from it, so that the `id` stays the same.
    pub begun: Option<Timestamp>,
    /// The first time that everything was seen published.
    pub published: Option<Timestamp>,
    /// The current stage.
    pub stage: Stage,
}

/// The location of the policy file.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A host that the user sets up.
    Recipe(&'static Recipe),
    /// A policy service.
    Service(&'static Service),
}

impl Default for Answers {
    fn default() -> Self {
        let empty = String::new;
        Self {
            domain: empty(),
            hosts: empty(),
            mode: Mode::Testing,
            reports: empty(),
            place: empty(),
            target: empty(),
            panel: empty(),
            begun: None,
            published: None,
            stage: Stage::Domain,
        }
    }
}

impl Answers {
    /// Reads answers. Ignores unknown fields and impossible values. Returns `None` if no domain is named.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let mut answers = Self::default();
        for (name, value) in form_fields(text) {
            match name.as_str() {
                "domain" => answers.domain = value,
                "hosts" => answers.hosts = value,
                "mode" if value == Mode::Enforce.id() => answers.mode = Mode::Enforce,
                "reports" => answers.reports = value,
                "place" => answers.place = value,
                "target" => answers.target = value,
                "panel" => answers.panel = value,
                "begun" => answers.begun = value.parse().ok(),
                "published" => answers.published = value.parse().ok(),
                "stage" => answers.stage = Stage::by_id(&value).unwrap_or_default(),
                _ => {}
            }
        }
        answers.domain = answers.domain.parse::<Domain>().ok()?.to_string();
        Some(answers)
    }

    /// Returns the answers as text that [`Answers::read`] reads.
    #[must_use]
    pub fn to_text(&self) -> String {
        let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string()).unwrap_or_default();
        let mode = if self.mode == Mode::Enforce { self.mode.id() } else { "" };
        let stage = if self.stage == Stage::Domain { "" } else { self.stage.id() };
        form_encoded(&[
            ("domain", &self.domain),
            ("hosts", &self.hosts),
            ("mode", mode),
            ("reports", &self.reports),
            ("place", &self.place),
            ("target", &self.target),
            ("panel", &self.panel),
            ("begun", &moment(self.begun)),
            ("published", &moment(self.published)),
            ("stage", stage),
        ])
    }

    /// Returns the answers that apply to another domain of the same customer.
    #[must_use]
    pub fn for_another_domain(&self) -> Self {
        Self {
            reports: self.reports.clone(),
            place: self.place.clone(),
            target: self.target.clone(),
            panel: self.panel.clone(),
            ..Self::default()
        }
    }

    /// Returns the MX hosts that the user named.
    #[must_use]
    pub fn host_list(&self) -> Vec<String> {
        list(&self.hosts)
    }

    /// Returns the report addresses. Adds a missing `mailto:` to a mailbox.
    #[must_use]
    pub fn report_list(&self) -> Vec<String> {
        let whole = |address: String| match address.contains('@') && !address.contains(':') {
            true => ["mailto:", &address].concat(),
            false => address,
        };
        list(&self.reports).into_iter().map(whole).collect()
    }

    /// Returns the addresses or names of the host. Returns `None` if one of them is neither.
    #[must_use]
    pub fn targets(&self) -> Option<Vec<Target>> {
        list(&self.target).iter().map(|text| Target::parse(text).ok()).collect()
    }

    /// Returns the location of the policy file, if chosen.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        recipe(&self.place).map(Place::Recipe).or_else(|| service(&self.place).map(Place::Service))
    }

    /// Returns the DNS panel, if chosen.
    #[must_use]
    pub fn panel(&self) -> Option<&'static Panel> {
        panel(&self.panel)
    }
}

fn list(text: &str) -> Vec<String> {
    let separates = |sign: char| sign.is_whitespace() || sign == ',' || sign == ';' || sign == '、';
    text.split(separates).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_back_from_the_address() {
        let answers = Answers {
            domain: "example.com".into(),
            hosts: "mx1.example.com, mx2.example.com".into(),
            mode: Mode::Enforce,
            reports: "mailto:a+b@example.com, https://r.example/x?y=1&z=%2c".into(),
            place: "nginx".into(),
            target: "192.0.2.1".into(),
            panel: "cloudflare".into(),
            begun: Some(Timestamp::from_unix(1_767_225_600)),
            published: None,
            stage: Stage::Publish,
        };
        assert_eq!(Answers::read(&answers.to_text()), Some(answers.clone()));
        assert_eq!(answers.report_list(), ["mailto:a+b@example.com", "https://r.example/x?y=1&z=%2c"]);
        assert_eq!(Answers { domain: "a.example".into(), ..Answers::default() }.to_text(), "domain=a.example");
    }

    #[test]
    fn what_no_page_wrote_is_not_read() {
        for text in ["", "stage=place", "domain=", "domain=<script>", "domain=a b", &"domain=a.example&x=1".repeat(999)]
        {
            assert_eq!(Answers::read(text), None, "{text:.40}");
        }
        let read = Answers::read("domain=a.example&stage=moon&mode=none&begun=yesterday").expect("a domain");
        assert_eq!((read.stage, read.mode, read.begun), (Stage::Domain, Mode::Testing, None));
    }

    #[test]
    fn a_list_takes_commas_blanks_and_lines() {
        let answers = Answers {
            hosts: "a.example,b.example\nc.example、d.example".into(),
            reports: "tls@a.example".into(),
            target: "192.0.2.1 2001:db8::1".into(),
            ..Answers::default()
        };
        assert_eq!(answers.host_list().len(), 4);
        assert_eq!(answers.report_list(), ["mailto:tls@a.example"]);
        assert_eq!(answers.targets().map(|targets| targets.len()), Some(2));
        assert_eq!(Answers { target: "x y".into(), ..answers }.targets(), None);
    }
}
