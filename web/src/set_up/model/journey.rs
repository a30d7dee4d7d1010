//! The way through the stages: links, submitted domains, look-ups and steps.

use evidence::Timestamp;
use mta_sts::Domain;

use super::{Model, Resumed};
use crate::set_up::{Answers, Field, Live, Problem, Stage};

impl Model {
    pub(super) fn open_link(&mut self, text: &str) {
        self.problem = None;
        if text.is_empty() {
            return;
        }
        match Answers::read(text) {
            Some(answers) => {
                let is_same = answers.domain == self.answers.domain;
                self.typed.clone_from(&answers.domain);
                self.answers = answers;
                self.left = Field::ALL.to_vec();
                if !is_same || self.live.as_ref().is_none_or(|live| live.name_servers.is_empty()) {
                    self.look_up();
                }
            }
            None => self.stop(Problem::Link),
        }
    }

    /// Opens a link, or an earlier step of the set-up on show. Such a step keeps the answers that were given later.
    pub(super) fn go_to_link(&mut self, text: &str) {
        let of_link = Answers::read(text);
        let is_step = |link: &Answers| self.answers.begun.is_some() && same_set_up(link, &self.answers);
        if let Some(link) = of_link.filter(is_step) {
            (self.answers.stage, self.problem) = (link.stage, None);
            self.focus_moves += 1;
            return;
        }
        self.was_answered = false;
        if text.is_empty() {
            let empty = Self { focus_moves: self.focus_moves, history_steps: self.history_steps, ..Self::default() };
            *self = Self { request: self.request, ..empty };
        } else {
            self.resumed = None;
            self.open_link(text);
        }
    }

    pub(super) fn look_up(&mut self) {
        let Ok(domain) = self.answers.domain.parse() else { return };
        self.looking_up = Some(domain);
        self.request += 1;
    }

    pub(super) fn submit_domain(&mut self, domain: Option<Domain>, kept: &[Answers], now: Timestamp) {
        let Some(domain) = domain else {
            self.stop(Problem::Domain);
            return;
        };
        if let Some(problem) = self.field_problem(Field::Hosts) {
            self.stop(problem);
            return;
        }
        self.problem = None;
        self.typed = domain.to_string();
        if self.answers.begun.is_some() && self.answers.domain != domain.as_str() {
            let before = std::mem::take(&mut self.answers);
            self.begin(&domain, before.hosts.clone(), &[kept, &[before]].concat(), now);
        } else if self.answers.begun.is_none() {
            let hosts = std::mem::take(&mut self.answers.hosts);
            self.begin(&domain, hosts, kept, now);
        }
        self.focuses_result = true;
        self.look_up();
    }

    /// Begins a set-up, or resumes the stored one for this domain. Another domain copies the answers of the latest. Mail
    /// servers that the user typed replace stored ones.
    fn begin(&mut self, domain: &Domain, hosts: String, kept: &[Answers], now: Timestamp) {
        self.left = Field::ALL.to_vec();
        if let Some(own) = kept.iter().find(|kept| kept.domain == domain.as_str() && kept.begun.is_some()) {
            let hosts_typed = !hosts.trim().is_empty();
            self.resumed = Some(Resumed::Own { hosts_typed });
            self.answers = own.clone();
            if hosts_typed {
                self.answers.hosts = hosts;
            }
            return;
        }
        let latest = kept.first().cloned();
        let own = self.answers.for_another_domain();
        let latest = latest.filter(|latest| own == Answers::default() && latest.domain != domain.as_str());
        let taken =
            latest.as_ref().map(|latest| latest.for_another_domain()).filter(|taken| *taken != Answers::default());
        let is_new = own == Answers::default();
        let other = latest.filter(|_| taken.is_some()).map(|latest| Resumed::Other(latest.domain));
        self.resumed = other.or_else(|| self.resumed.take().filter(|_| !is_new));
        self.answers = Answers { domain: domain.to_string(), hosts, begun: Some(now), ..taken.unwrap_or(own) };
    }

    pub(super) fn end_look_up(&mut self, live: Live) {
        if self.looking_up.as_ref() != Some(&live.domain) {
            return;
        }
        self.looking_up = None;
        let is_first = self.live_of_domain().is_none();
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
        // The published record of this domain stays; the addresses of another domain do not replace it.
        if is_first && matches!(self.resumed, Some(Resumed::Other(_))) && live.report_record().is_some() {
            self.answers.reports.clear();
        }
        self.live = Some(live);
        if std::mem::take(&mut self.focuses_result) {
            self.focus_moves += 1;
        }
        if self.obstacle().is_none() && self.is_published() && self.answers.published.is_none() {
            self.answers.published = self.live.as_ref().map(Live::seen_at);
        }
    }

    /// Goes to a stage, or to the stage that something is missing in.
    pub(super) fn go_to_stage(&mut self, stage: Stage) {
        self.problem = self.problem_before(stage);
        // The set-up of a domain whose check was on show begins at the time of that check.
        self.answers.begun = self.answers.begun.or_else(|| self.live_of_domain().map(Live::seen_at));
        let stage = self.problem.as_ref().map_or(stage, |problem| problem.stage().min(stage));
        if stage != self.answers.stage {
            self.answers.stage = stage;
            self.history_steps += 1;
        }
        self.focus_moves += 1;
    }

    /// Returns a model that asks for another domain, with the answers that apply to it.
    pub(super) fn for_another_domain(&self) -> Self {
        let answers = self.answers.for_another_domain();
        let taken_from = (answers != Answers::default()).then(|| Resumed::Other(self.answers.domain.clone()));
        Self {
            answers,
            resumed: taken_from,
            focus_moves: self.focus_moves + 1,
            history_steps: self.history_steps + 1,
            request: self.request,
            ..Self::default()
        }
    }

    fn stop(&mut self, problem: Problem) {
        self.problem = Some(problem);
        self.focus_moves += 1;
    }
}

/// Whether answers belong to the same set-up.
fn same_set_up(one: &Answers, other: &Answers) -> bool {
    (&one.domain, one.begun) == (&other.domain, other.begun)
}
