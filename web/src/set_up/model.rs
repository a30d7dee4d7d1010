//! The state of the set-up page and the actions that change it. It uses no browser and no clock: callers supply the time.

mod planned;

use std::rc::Rc;

use checker::Report;
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use setup::{Texts, TextsError, policy_host_entries};
use yew::Reducible;

use super::{Answers, Live, Stage, Zone};
use crate::shared::Shared;

/// The problem that stops the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The domain field holds no valid domain.
    Domain,
    /// The link holds no answers.
    Link,
    /// A value that senders do not accept.
    TextsError(TextsError),
    /// The host is neither an address nor a name.
    Target,
    /// No place was chosen.
    Place,
}

/// The user's answer to the question of a trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrapAnswer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure.
    Unsure,
}

impl TrapAnswer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The id used in sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// The state of the set-up page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The text in the domain field.
    pub typed: String,
    /// The user's answers.
    pub answers: Answers,
    /// The live state, once looked up.
    pub live: Option<Live>,
    /// The domain of the look-up in progress.
    pub looking_up: Option<Domain>,
    /// The number of the look-up. A change starts another one.
    pub request: u32,
    /// The problem that stops the user.
    pub problem: Option<Problem>,
    /// The number of stage changes. Each one moves the focus.
    pub stage_changes: u32,
    /// Answers to the questions of traps, by id.
    pub traps: Vec<(&'static str, TrapAnswer)>,
    /// The domain whose answers this set-up copied.
    pub taken_from: Option<String>,
    /// Whether the user answered anything here. Answers from a link are not stored before that.
    pub was_answered: bool,
}

/// An action that changes the model.
#[derive(Debug)]
pub enum ModelAction {
    /// A link with other answers was opened.
    LinkOpened(String),
    /// The text in the domain field changed.
    DomainTyped(String),
    /// The text of another field changed. Holds the setter of the answer, and the text.
    Typed(fn(&mut Answers, String), String),
    /// The domain form was submitted. Holds the domain parser, the stored answers (the latest first) and the current time.
    DomainSubmitted(fn(&str) -> Option<Domain>, Vec<Answers>, Timestamp),
    /// The user chose a stage.
    StageChosen(Stage),
    /// A look-up finished.
    LookUpEnded(Box<Live>),
    /// The user asked for another look-up.
    LookAgain,
    /// The user answered the question of a trap.
    TrapAnswered(&'static str, TrapAnswer),
    /// The user starts another domain with the same answers.
    AnotherDomainStarted,
}

impl Model {
    /// Creates the model from the answers in the address and the check on show.
    #[must_use]
    pub fn new(text: &str, check: Option<(&Domain, Shared<Evidence>)>) -> Self {
        let mut model = Self::default();
        if let Some((domain, evidence)) = check {
            model.typed = domain.to_string();
            model.answers.domain = domain.to_string();
            model.live = Some(Live::from_look_up(domain.clone(), evidence, Zone::default()));
            // A check holds no name servers and no CAA records.
            model.look_up();
        }
        model.open_link(text);
        model
    }

    fn open_link(&mut self, text: &str) {
        self.problem = None;
        if text.is_empty() {
            return;
        }
        match Answers::read(text) {
            Some(answers) => {
                let is_same = answers.domain == self.answers.domain;
                self.typed.clone_from(&answers.domain);
                self.answers = answers;
                if !is_same || self.live.as_ref().is_none_or(|live| live.name_servers.is_empty()) {
                    self.look_up();
                }
            }
            None => self.problem = Some(Problem::Link),
        }
    }

    fn look_up(&mut self) {
        let Ok(domain) = self.answers.domain.parse() else { return };
        self.looking_up = Some(domain);
        self.request += 1;
    }

    fn submit_domain(&mut self, domain: Option<Domain>, kept: &[Answers], now: Timestamp) {
        let Some(domain) = domain else {
            self.problem = Some(Problem::Domain);
            return;
        };
        self.problem = None;
        self.typed = domain.to_string();
        if self.answers.begun.is_some() && self.answers.domain != domain.as_str() {
            let before = std::mem::take(&mut self.answers);
            self.begin(&domain, before.hosts.clone(), &[kept, &[before]].concat(), now);
        } else if self.answers.begun.is_none() {
            let hosts = std::mem::take(&mut self.answers.hosts);
            self.begin(&domain, hosts, kept, now);
        }
        self.look_up();
    }

    /// Begins a set-up, or resumes the stored one for this domain. Another domain copies the answers of the latest.
    fn begin(&mut self, domain: &Domain, hosts: String, kept: &[Answers], now: Timestamp) {
        if let Some(own) = kept.iter().find(|kept| kept.domain == domain.as_str() && kept.begun.is_some()) {
            self.answers = own.clone();
            return;
        }
        let latest = kept.first().cloned();
        let own = self.answers.for_another_domain();
        let latest = latest.filter(|latest| own == Answers::default() && latest.domain != domain.as_str());
        let taken =
            latest.as_ref().map(|latest| latest.for_another_domain()).filter(|taken| *taken != Answers::default());
        self.taken_from = latest.filter(|_| taken.is_some()).map(|latest| latest.domain);
        self.answers = Answers { domain: domain.to_string(), hosts, begun: Some(now), ..taken.unwrap_or(own) };
    }

    fn end_look_up(&mut self, live: Live) {
        if self.looking_up.as_ref() != Some(&live.domain) {
            return;
        }
        self.looking_up = None;
        let live = match self.live_of_domain() {
            Some(earlier) => live.with_earlier_history(earlier),
            None => live,
        };
        if self.answers.stage > Stage::Domain {
            self.answers.begun = self.answers.begun.or(Some(live.seen_at()));
        }
        if self.answers.panel.is_empty() {
            self.answers.panel = live.panel().map(|panel| panel.id.to_owned()).unwrap_or_default();
        }
        self.live = Some(live);
        if self.is_published() && self.answers.published.is_none() {
            self.answers.published = self.live.as_ref().map(Live::seen_at);
        }
    }

    fn go_to_stage(&mut self, stage: Stage) {
        self.problem = if stage > Stage::Servers { self.problem_before(stage) } else { None };
        if self.problem.is_none() {
            // The set-up of a domain whose check was on show begins at the time of that check.
            self.answers.begun = self.answers.begun.or_else(|| self.live_of_domain().map(Live::seen_at));
            self.answers.stage = stage;
            self.stage_changes += 1;
        }
    }

    /// Returns the problem to solve before a stage.
    fn problem_before(&self, stage: Stage) -> Option<Problem> {
        if let Err(why) = Texts::new(&self.desired_policy(&self.hosts(), &self.answers.report_list())) {
            let is_of_reports = matches!(why, TextsError::Reports(_));
            if !is_of_reports || stage > Stage::Reports {
                return Some(Problem::TextsError(why));
            }
        }
        if stage > Stage::Place {
            if self.answers.place().is_none() {
                return Some(Problem::Place);
            }
            let Some(targets) = self.answers.targets() else { return Some(Problem::Target) };
            let domain = self.answers.domain.parse().ok()?;
            if let Err(why) = policy_host_entries(&domain, &targets) {
                return Some(Problem::TextsError(why));
            }
        }
        None
    }

    /// Returns the live state of the current domain.
    #[must_use]
    pub fn live_of_domain(&self) -> Option<&Live> {
        self.live.as_ref().filter(|live| live.domain.as_str() == self.answers.domain)
    }

    /// Returns the report of the current domain.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.live_of_domain().map(|live| &*live.report)
    }

    /// Returns the answer to the question of a trap.
    #[must_use]
    pub fn trap_answer(&self, id: &str) -> Option<TrapAnswer> {
        self.traps.iter().find(|(trap, _)| *trap == id).map(|(_, answer)| *answer)
    }
}

impl Reducible for Model {
    type Action = ModelAction;

    fn reduce(self: Rc<Self>, action: ModelAction) -> Rc<Self> {
        let mut model = (*self).clone();
        match action {
            ModelAction::LinkOpened(text) => {
                model.was_answered = false;
                model.open_link(&text);
            }
            ModelAction::DomainTyped(text) => (model.typed, model.problem) = (text, None),
            ModelAction::Typed(set, text) => {
                set(&mut model.answers, text);
                (model.problem, model.was_answered) = (None, true);
            }
            // The last typed text may not be rendered yet, so the model's own text is used.
            ModelAction::DomainSubmitted(read, kept, now) => {
                model.was_answered = true;
                model.submit_domain(read(&model.typed), &kept, now);
            }
            ModelAction::StageChosen(stage) => {
                model.was_answered = true;
                model.go_to_stage(stage);
            }
            ModelAction::LookUpEnded(live) => model.end_look_up(*live),
            ModelAction::LookAgain if model.looking_up.is_some() => {}
            ModelAction::LookAgain => model.look_up(),
            ModelAction::TrapAnswered(id, answer) => {
                model.traps.retain(|(trap, _)| *trap != id);
                model.traps.push((id, answer));
            }
            ModelAction::AnotherDomainStarted => {
                let taken_from = Some(model.answers.domain.clone());
                model = Self {
                    answers: model.answers.for_another_domain(),
                    taken_from,
                    stage_changes: model.stage_changes + 1,
                    ..Self::default()
                };
            }
        }
        Rc::new(model)
    }
}

#[cfg(test)]
mod tests;
