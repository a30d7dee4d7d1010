//! The state of the set-up page and the actions that change it. It uses no browser and no clock: callers supply the time.

mod journey;
mod planned;
mod problems;

use std::rc::Rc;

use checker::Report;
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use yew::Reducible;

use super::{Answers, Field, Live, Obstacle, Problem, Stage, TrapAnswer, Zone};
use crate::shared::Shared;

pub use planned::Server;

/// The origin of answers that the user did not give for this domain now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resumed {
    /// The stored answers for this domain.
    Own {
        /// Whether the mail servers are those that the user just typed.
        hosts_typed: bool,
    },
    /// The answers for another domain.
    Other(String),
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
    /// The fields that the user left. Only their problems are shown.
    pub left: Vec<Field>,
    /// The number of focus moves. Each one moves the focus to the title of the stage, or to the problem.
    pub focus_moves: u32,
    /// The number of steps that the browser's "back" goes through.
    pub history_steps: u32,
    /// Whether the focus moves when the look-up ends.
    focuses_result: bool,
    /// The origin of answers that were filled in.
    pub resumed: Option<Resumed>,
    /// Whether the list of places stays open although one is chosen.
    pub lists_places: bool,
    /// Whether the user answered anything here. Answers from a link are not stored before that.
    pub was_answered: bool,
}

/// An action that changes the model.
#[derive(Debug)]
pub enum ModelAction {
    /// A link with other answers was opened, or the browser went back or forward to them.
    LinkOpened(String),
    /// The text in the domain field changed.
    DomainTyped(String),
    /// The text of another field changed. Holds the setter of the answer, and the text.
    Typed(fn(&mut Answers, String), String),
    /// The user left a field.
    FieldLeft(Field),
    /// The domain form was submitted. Holds the domain parser, the stored answers (the latest first) and the current time.
    DomainSubmitted(fn(&str) -> Option<Domain>, Vec<Answers>, Timestamp),
    /// The user chose a stage.
    StageChosen(Stage),
    /// The user chose the place of the policy file, by id.
    PlaceChosen(&'static str),
    /// The user asked for the list of places.
    PlacesListed,
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

    /// Returns the reason why a set-up of the current domain cannot begin.
    #[must_use]
    pub fn obstacle(&self) -> Option<Obstacle> {
        self.live_of_domain()?.obstacle(self.answers.names_hosts())
    }

    /// Returns the answers to store: those for a domain that a look-up found, after the user answered something.
    #[must_use]
    pub fn text_to_store(&self) -> Option<String> {
        let is_found = self.live_of_domain().is_some() && self.obstacle().is_none();
        (self.was_answered && is_found).then(|| self.answers.to_text())
    }
}

impl Reducible for Model {
    type Action = ModelAction;

    fn reduce(self: Rc<Self>, action: ModelAction) -> Rc<Self> {
        let mut model = (*self).clone();
        match action {
            ModelAction::LinkOpened(text) => model.go_to_link(&text),
            ModelAction::DomainTyped(text) => (model.typed, model.problem) = (text, None),
            ModelAction::Typed(set, text) => {
                set(&mut model.answers, text);
                (model.problem, model.was_answered) = (None, true);
            }
            ModelAction::FieldLeft(field) if model.left.contains(&field) => {}
            ModelAction::FieldLeft(field) => model.left.push(field),
            // The last typed text may not be rendered yet, so the model's own text is used.
            ModelAction::DomainSubmitted(read, kept, now) => {
                model.was_answered = true;
                model.submit_domain(read(&model.typed), &kept, now);
            }
            ModelAction::StageChosen(stage) => {
                model.was_answered = true;
                model.go_to_stage(stage);
            }
            ModelAction::PlaceChosen(id) => {
                id.clone_into(&mut model.answers.place);
                (model.problem, model.was_answered, model.lists_places) = (None, true, false);
            }
            ModelAction::PlacesListed => model.lists_places = true,
            ModelAction::LookUpEnded(live) => model.end_look_up(*live),
            ModelAction::LookAgain if model.looking_up.is_some() => {}
            ModelAction::LookAgain => model.look_up(),
            ModelAction::TrapAnswered(id, answer) => {
                model.answers.traps.retain(|(trap, _)| *trap != id);
                model.answers.traps.push((id, answer));
                model.was_answered = true;
            }
            ModelAction::AnotherDomainStarted => model = model.for_another_domain(),
        }
        Rc::new(model)
    }
}

#[cfg(test)]
mod tests;
