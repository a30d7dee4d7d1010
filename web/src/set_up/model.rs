//! What the page shows, and what changes it. No browser, no clock: moments are given.

mod planned;

use std::rc::Rc;

use checker::Report;
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use setup::{Texts, TextsError, policy_host_entries};
use yew::Reducible;

use super::{Answers, Live, Stage, Zone};
use crate::shared::Shared;

/// Why the page cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// What stands in the field is no domain.
    Domain,
    /// The link holds no answers.
    Link,
    /// A value is none that senders take.
    TextsError(TextsError),
    /// The host is neither an address nor a name.
    Target,
    /// No place was chosen.
    Place,
}

/// The reader's answer to the question of a trap.
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

    /// The word in sentences and tests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// What stands in the field for the domain.
    pub typed: String,
    /// What the reader answered.
    pub answers: Answers,
    /// What is live, once a look-up saw it.
    pub live: Option<Live>,
    /// The domain that is being looked up.
    pub looking: Option<Domain>,
    /// The number of the look-up, which begins when it changes.
    pub request: u32,
    /// Why the page cannot go on.
    pub problem: Option<Problem>,
    /// How often the reader went to another stage: each gets the focus.
    pub moves: u32,
    /// Answers to the questions of traps, by id.
    pub traps: Vec<(&'static str, TrapAnswer)>,
    /// The domain whose answers this set-up took over.
    pub taken_from: Option<String>,
    /// Whether the reader answered something here. Answers that a link brought are not kept before.
    pub was_answered: bool,
}

/// What happens.
#[derive(Debug)]
pub enum ModelAction {
    /// A link with other answers was opened.
    LinkOpened(String),
    /// The text in the field for the domain changed.
    DomainTyped(String),
    /// Another field changed: how its text is put into the answers, and the text.
    Typed(fn(&mut Answers, String), String),
    /// The form with the domain was sent; with what reads the domain, the answers that are kept (the latest first), and this moment.
    Sent(fn(&str) -> Option<Domain>, Vec<Answers>, Timestamp),
    /// The reader goes to a stage.
    Went(Stage),
    /// A look-up ended.
    Seen(Box<Live>),
    /// What is live is to be looked up again.
    LookAgain,
    /// The question of a trap was answered.
    TrapAnswered(&'static str, TrapAnswer),
    /// Another domain is to be set up with the same answers.
    Another,
}

impl Model {
    /// The beginning: what the address says, with the check that is on show.
    #[must_use]
    pub fn new(text: &str, check: Option<(&Domain, Shared<Evidence>)>) -> Self {
        let mut model = Self::default();
        if let Some((domain, evidence)) = check {
            model.typed = domain.to_string();
            model.answers.domain = domain.to_string();
            model.live = Some(Live::seen(domain.clone(), evidence, Zone::default()));
            // Name servers and CAA records are no part of a check.
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
        self.looking = Some(domain);
        self.request += 1;
    }

    fn send(&mut self, domain: Option<Domain>, kept: &[Answers], now: Timestamp) {
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

    /// Begins a set-up, or goes on with the one that is kept of this domain. Another domain takes over the answers for the latest.
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

    fn see(&mut self, live: Live) {
        if self.looking.as_ref() != Some(&live.domain) {
            return;
        }
        self.looking = None;
        let live = match self.live_of_domain() {
            Some(earlier) => live.after(earlier),
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
            // The set-up of a domain whose check was on show begins with that check.
            self.answers.begun = self.answers.begun.or_else(|| self.live_of_domain().map(Live::seen_at));
            self.answers.stage = stage;
            self.moves += 1;
        }
    }

    /// What must be answered before a stage.
    fn problem_before(&self, stage: Stage) -> Option<Problem> {
        if let Err(why) = Texts::new(&self.desired(&self.hosts(), &self.answers.report_list())) {
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

    /// What is live of the domain that is set up.
    #[must_use]
    pub fn live_of_domain(&self) -> Option<&Live> {
        self.live.as_ref().filter(|live| live.domain.as_str() == self.answers.domain)
    }

    /// The report of the domain that is set up.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.live_of_domain().map(|live| &*live.report)
    }

    /// The answer to the question of a trap.
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
            // What was typed last may not be drawn yet: the model has it.
            ModelAction::Sent(read, kept, now) => {
                model.was_answered = true;
                model.send(read(&model.typed), &kept, now);
            }
            ModelAction::Went(stage) => {
                model.was_answered = true;
                model.go_to_stage(stage);
            }
            ModelAction::Seen(live) => model.see(*live),
            ModelAction::LookAgain if model.looking.is_some() => {}
            ModelAction::LookAgain => model.look_up(),
            ModelAction::TrapAnswered(id, answer) => {
                model.traps.retain(|(trap, _)| *trap != id);
                model.traps.push((id, answer));
            }
            ModelAction::Another => {
                let taken_from = Some(model.answers.domain.clone());
                model = Self {
                    answers: model.answers.for_another_domain(),
                    taken_from,
                    moves: model.moves + 1,
                    ..Self::default()
                };
            }
        }
        Rc::new(model)
    }
}

#[cfg(test)]
mod tests;
