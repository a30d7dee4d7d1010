//! The state of the page, and what changes it. No web types, no clock, no randomness.

mod action;
mod check;
mod kept_check;
mod kept_domain;
mod update;

use evidence::Evidence;
use mta_sts::DomainError;
use proxy_api::Config;
use words::Language;

use crate::{
    draft::Draft,
    resolver::{Choice, Endpoint, Trial, comparison_endpoints, is_demo},
    route::Route,
    shared::Shared,
};

pub use action::{Action, FileProblem, Missing};
pub use check::Check;
pub use kept_check::{EarlierChecks, KeptCheck, ReadEvidence};
pub use kept_domain::{BYTE_LIMIT, CHECKS_PER_DOMAIN, DOMAIN_LIMIT, EvictedChecks, KeptDomain, KeptHead};

/// All that the page shows follows from this.
#[derive(Clone, Debug)]
pub struct State {
    /// What the reader chose, and the browser remembers.
    pub settings: Settings,
    /// What this visit is about.
    pub session: Session,
    /// Problems that the page reports to the reader.
    pub notices: Notices,
}

/// What the reader chose, and the browser remembers.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language of every word.
    pub language: Language,
    /// Whose resolver is asked.
    pub choice: Choice,
    /// Who else is asked, to compare.
    pub compared: Vec<Choice>,
    /// The reader's own resolver, chosen or not; empty if none was ever named.
    pub address: String,
    /// Whether checks are kept from now on.
    pub keeps: bool,
    /// Whether the key `/` leads to the field.
    pub shortcut: bool,
}

/// What this visit is about.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the reader is.
    pub route: Route,
    /// What stands in the field.
    pub typed: String,
    /// The number of the latest run. An answer of another one changes nothing.
    pub run: u64,
    /// The check that is shown.
    pub check: Option<Check>,
    /// Resolvers that did not answer the last time: they are asked last.
    pub failed_resolvers: Vec<String>,
    /// What the server offers; `None` until it said so, or if there is none.
    pub server_config: Option<Shared<Config>>,
    /// It said what it offers, or that question failed.
    pub server_was_asked: bool,
    /// What became of trying the chosen resolver.
    pub trial: Trial,
    /// Domains whose checks this browser keeps, those that were checked last first. Read where they are shown.
    pub history: Shared<Vec<KeptDomain>>,
    /// What this browser keeps of the domain on show, once that is read.
    pub earlier: Option<Shared<EarlierChecks>>,
    /// There are earlier checks, or were before they were deleted: what stands where does not change under the reader.
    pub history_was_present: bool,
    /// The browser has no network.
    pub offline: bool,
    /// The text that is judged before it is published. It leaves this page neither with the address nor otherwise.
    pub draft: Shared<Draft>,
    /// Evidence from a file, which the browser need not keep.
    pub from_file: Option<Shared<Evidence>>,
    /// Evidence from a link, which the browser does not keep.
    pub from_link: Option<Shared<Evidence>>,
}

/// Problems that the page reports to the reader.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Why what stands in the field is no domain.
    pub problem: Option<DomainError>,
    /// The browser refused to keep the latest check.
    pub save_failed: bool,
    /// What had to go so that the latest check could be kept.
    pub evicted: Vec<EvictedChecks>,
    /// Why the check that the address asks for is not shown.
    pub not_in_history: Option<Missing>,
    /// Why the latest file shows nothing.
    pub file_problem: Option<FileProblem>,
    /// Checks in the latest file that could not be read, beside the one that is shown.
    pub unreadable_in_file: usize,
}

impl State {
    /// The state in the beginning.
    #[must_use]
    pub fn new(language: Language, route: Route, typed: String, choice: Choice) -> Self {
        let settings =
            Settings { language, choice, compared: Vec::new(), address: String::new(), keeps: true, shortcut: true };
        Self { settings, session: Session::new(route, typed), notices: Notices::default() }
    }

    /// Whether a check runs, or is about to begin.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        match &self.session.check {
            Some(check) => check.running,
            None => matches!(self.session.route, Route::Check { kept: None, .. }) && self.notices.problem.is_none(),
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn reduce(mut self, action: Action) -> Self {
        match action {
            Action::Typed(typed) => self.type_text(typed),
            Action::DomainRejected(problem) => self.reject(problem),
            Action::LanguageChosen(language) => self.settings.language = language,
            Action::Navigated(route) => self.navigate(route),
            Action::Returned(route) => self.return_to(route),
            Action::CheckStarted { run, domain, evidence } => self.begin(run, domain, evidence),
            Action::CheckAnswered { run, evidence } => self.add_answer(run, evidence),
            Action::CheckEnded { run, took_ms, failed_resolvers } => self.end(run, took_ms, failed_resolvers),
            Action::KeptCheckOpened { run, evidence } => self.open_kept(run, &evidence),
            Action::LinkOpened { run, evidence } => self.open_link(run, evidence),
            Action::ServerConfigLoaded(config) => self.learn_server_config(config),
            Action::ServerConfigFailed => self.session.server_was_asked = true,
            Action::ResolverChosen(choice) => self.choose_resolver(choice),
            Action::ComparisonChosen(compared) => self.compare_with(compared),
            Action::ResolverTried { choice, trial } => self.end_trial(&choice, trial),
            Action::HistoryLoaded(history) => self.load_history(history),
            Action::EarlierChecksLoaded(earlier) => self.load_earlier(earlier),
            Action::ChecksEvicted(evicted) => self.notices.evicted = evicted,
            Action::KeepingChanged(keeps) => self.settings.keeps = keeps,
            Action::NetworkChanged(offline) => self.session.offline = offline,
            Action::ShortcutChanged(shortcut) => self.settings.shortcut = shortcut,
            Action::SaveFailed => self.notices.save_failed = true,
            Action::CheckNotFound(missing) => self.notices.not_in_history = Some(missing),
            Action::FileOpened { evidence, unreadable } => self.open_file(evidence, unreadable),
            Action::FileRejected(problem) => self.notices.file_problem = Some(problem),
            Action::DraftEdited((change, typed)) => self.edit_draft(change, typed),
            Action::DraftOpened { file, text } => self.open_draft(file, text),
        }
        self
    }

    /// Resolvers to ask about a domain: the first with its fallbacks, and those to compare with. Only the page's server knows demo
    /// domains; a resolver that failed before is asked last. `own` is where that server is.
    #[must_use]
    pub fn resolvers(&self, domain: &str, own: &str) -> (Vec<Endpoint>, Vec<Endpoint>) {
        if is_demo(domain) {
            return (Choice::Own.endpoints(own), Vec::new());
        }
        let failed = |endpoint: &Endpoint| self.session.failed_resolvers.contains(&endpoint.name);
        let (last, mut first): (Vec<_>, Vec<_>) = self.settings.choice.endpoints(own).into_iter().partition(failed);
        first.extend(last);
        let offers_none = self.session.server_config.as_ref().is_some_and(|config| !config.resolver);
        let is_there = |choice: &&Choice| !(offers_none && **choice == Choice::Own);
        let compared: Vec<Choice> = self.settings.compared.iter().filter(is_there).cloned().collect();
        let others = comparison_endpoints(&mut first, &compared, own);
        (first, others)
    }

    /// What the browser keeps of the domain on show, once that is read.
    #[must_use]
    pub fn earlier(&self) -> Option<&Shared<EarlierChecks>> {
        let check = self.session.check.as_ref()?;
        self.session.earlier.as_ref().filter(|earlier| earlier.domain == check.domain.as_str())
    }

    /// Whether the check on show came from a file.
    #[must_use]
    pub fn is_from_file(&self) -> bool {
        self.shows(self.session.from_file.as_ref())
    }

    /// Whether the check on show came from a link.
    #[must_use]
    pub fn is_from_link(&self) -> bool {
        self.shows(self.session.from_link.as_ref())
    }

    fn shows(&self, evidence: Option<&Shared<Evidence>>) -> bool {
        self.session.check.as_ref().is_some_and(|check| check.kept && evidence == Some(&check.evidence))
    }
}

impl Session {
    fn new(route: Route, typed: String) -> Self {
        Self {
            route,
            typed,
            run: 0,
            check: None,
            failed_resolvers: Vec::new(),
            server_config: None,
            server_was_asked: false,
            trial: Trial::None,
            history: Shared::default(),
            earlier: None,
            history_was_present: false,
            offline: false,
            draft: Shared::default(),
            from_file: None,
            from_link: None,
        }
    }
}

/// Evidence with the networks that a server connects to although they are not public; what is no network is left out.
#[must_use]
pub fn allow_networks(evidence: Evidence, config: &Config) -> Evidence {
    let networks: Vec<_> = config.allow_net.iter().filter_map(|network| network.parse().ok()).collect();
    if networks.is_empty() { evidence } else { evidence.with_allowed_networks(&networks) }
}
