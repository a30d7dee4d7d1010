//! The user's answers, as stored after the `#` of the address: `domain=example.com&place=nginx&stage=place`.

use evidence::Timestamp;
use mta_sts::{Domain, Mode};
use setup::{Panel, Recipe, Service, Target, panel, recipe, service};

use super::{
    Stage, TrapAnswer,
    trap_answer::{TrapAnswers, read_trap_answers, trap_answers_text},
};
use crate::{
    host_names::host_words,
    url::{form_encoded, form_fields},
};

/// Largest size of answers read from an address, in bytes. Real ones have a few hundred.
const MAX_BYTES: usize = 8 * 1024;

/// The user's answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The domain, as typed.
    pub domain: String,
    /// MX hosts that replace those in DNS, as typed.
    pub hosts: String,
    /// The chosen mode. Without one, the mode of the published policy applies, or else testing.
    pub mode: Option<Mode>,
    /// Addresses for TLS reports, separated by commas or blanks.
    pub reports: String,
    /// The id of the recipe or service.
    pub place: String,
    /// The address or name of the policy file's host, if known.
    pub target: String,
    /// Answers to the questions of traps, by id.
    pub traps: TrapAnswers,
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
pub enum PolicyHosting {
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
            mode: None,
            reports: empty(),
            place: empty(),
            target: empty(),
            traps: TrapAnswers::new(),
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
                "mode" => answers.mode = [Mode::Testing, Mode::Enforce].into_iter().find(|mode| mode.id() == value),
                "reports" => answers.reports = value,
                "place" => answers.place = value,
                "target" => answers.target = value,
                "traps" => answers.traps = read_trap_answers(&value),
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
        let mode = self.mode.map_or("", Mode::id);
        let stage = if self.stage == Stage::Domain { "" } else { self.stage.id() };
        form_encoded(&[
            ("domain", &self.domain),
            ("hosts", &self.hosts),
            ("mode", mode),
            ("reports", &self.reports),
            ("place", &self.place),
            ("target", &self.target),
            ("traps", &trap_answers_text(&self.traps)),
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
            traps: self.traps.clone(),
            panel: self.panel.clone(),
            ..Self::default()
        }
    }

    /// Returns the MX hosts that the user named, or their patterns, in lower case without the final dot.
    #[must_use]
    pub fn host_list(&self) -> Vec<String> {
        host_words(&self.hosts).filter_map(host_name).collect()
    }

    /// Returns the first word in the field of MX hosts that is not a host name.
    #[must_use]
    pub fn wrong_host(&self) -> Option<String> {
        host_words(&self.hosts).find(|word| host_name(word).is_none()).map(str::to_owned)
    }

    /// Whether the user named MX hosts.
    #[must_use]
    pub fn names_hosts(&self) -> bool {
        !self.hosts.trim().is_empty()
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

    /// Returns the addresses or names of the host.
    ///
    /// # Errors
    /// The first word that is neither.
    pub fn targets(&self) -> Result<Vec<Target>, String> {
        list(&self.target).into_iter().map(|word| Target::parse(&word).map_err(|_| word)).collect()
    }

    /// Returns the answer to the question of a trap.
    #[must_use]
    pub fn trap_answer(&self, id: &str) -> Option<TrapAnswer> {
        self.traps.iter().find(|(trap, _)| *trap == id).map(|(_, answer)| *answer)
    }

    /// Returns the location of the policy file, if chosen.
    #[must_use]
    pub fn place(&self) -> Option<PolicyHosting> {
        recipe(&self.place).map(PolicyHosting::Recipe).or_else(|| service(&self.place).map(PolicyHosting::Service))
    }

    /// Returns the DNS panel, if chosen.
    #[must_use]
    pub fn panel(&self) -> Option<&'static Panel> {
        panel(&self.panel)
    }
}

/// Returns a typed host name or `*.` pattern as DNS has it. A single label is the name of no mail server.
fn host_name(word: &str) -> Option<String> {
    let (prefix, name) = word.strip_prefix("*.").map_or(("", word), |name| ("*.", name));
    let name: Domain = name.parse().ok()?;
    name.as_str().contains('.').then(|| [prefix, name.as_str()].concat())
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
            mode: Some(Mode::Enforce),
            reports: "mailto:a+b@example.com, https://r.example/x?y=1&z=%2c".into(),
            place: "nginx".into(),
            target: "192.0.2.1".into(),
            traps: vec![("redirect", TrapAnswer::Yes), ("caa", TrapAnswer::Unsure)],
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
        let read = Answers::read("domain=a.example&stage=moon&mode=none&begun=yesterday&traps=moon.yes+caa.maybe+caa")
            .expect("a domain");
        assert_eq!((read.stage, read.mode, read.begun, read.traps), (Stage::Domain, None, None, Vec::new()));
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
        assert_eq!(answers.targets().map(|targets| targets.len()), Ok(2));
        assert_eq!(Answers { target: "192.0.2.1 y".into(), ..answers }.targets(), Err("y".into()));
    }

    #[test]
    fn mail_servers_are_host_names_and_nothing_else() {
        for (typed, hosts, wrong) in [
            ("10 mx1.absent.test.", &["mx1.absent.test"][..], None),
            ("MX1.a.example *.b.example.", &["mx1.a.example", "*.b.example"], None),
            ("10", &[], Some("10")),
            ("192.0.2.1", &[], Some("192.0.2.1")),
            ("mx1.a.example not a host!", &["mx1.a.example"], Some("not")),
            (" ", &[], None),
        ] {
            let answers = Answers { hosts: typed.into(), ..Answers::default() };
            assert_eq!(
                (answers.host_list(), answers.wrong_host().as_deref()),
                (hosts.iter().map(|host| (*host).to_owned()).collect(), wrong),
                "{typed}"
            );
        }
    }
}
