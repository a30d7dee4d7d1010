//! The state of the page, and its changes. No web types, no clock, no randomness.

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
    resolver::{Endpoint, ResolverChoice, ResolverTrial, comparison_endpoints, is_demo},
    route::Route,
    shared::Shared,
};

pub use action::{Action, FileProblem, MissingCheck};
pub use check::Check;
pub use kept_check::{EarlierChecks, KeptCheck, ReadEvidence};
pub use kept_domain::{BYTE_LIMIT, CHECKS_PER_DOMAIN, DOMAIN_LIMIT, EvictedChecks, KeptDomain, KeptHead};

/// The whole state that the page renders.
#[derive(Clone, Debug)]
pub struct State {
    /// Choices of the reader that the browser stores.
    pub settings: Settings,
    /// State of this visit.
    pub session: Session,
    /// Problems to report to the reader.
    pub notices: Notices,
}

/// Choices of the reader that the browser stores.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Language of all texts.
    pub language: Language,
    /// The chosen resolver.
    pub resolver: ResolverChoice,
    /// Resolvers to compare with.
    pub compared: Vec<ResolverChoice>,
    /// Address of the reader's own resolver, selected or not; empty if none was ever entered.
    pub address: String,
    /// Whether new checks are kept.
    pub keeps_history: bool,
    /// Whether the key `/` focuses the field.
    pub shortcut: bool,
}

/// State of this visit.
#[derive(Clone, Debug)]
pub struct Session {
    /// Page on show.
    pub route: Route,
    /// Number of links followed. A link to the page on show begins it again.
    pub links_followed: u32,
    /// Text in the field.
    pub typed: String,
    /// Number of the latest run. Answers of other runs are ignored.
    pub run: u64,
    /// Check on show.
    pub check: Option<Check>,
    /// Resolvers that did not answer last time. They are asked last.
    pub failed_resolvers: Vec<String>,
    /// Configuration of the server; `None` until it is known, or if there is none.
    pub server_config: Option<Shared<Config>>,
    /// Whether the request for the configuration has ended, successfully or not.
    pub server_was_asked: bool,
    /// Result of trying the chosen resolver.
    pub resolver_trial: ResolverTrial,
    /// Domains with kept checks, the most recently checked first. Read only where they are shown.
    pub history: Shared<Vec<KeptDomain>>,
    /// Kept checks of the domain on show, once they are read.
    pub earlier_checks: Option<Shared<EarlierChecks>>,
    /// Whether there are earlier checks, or were before they were deleted. It keeps the layout from moving under the
    /// reader.
    pub history_was_present: bool,
    /// Whether the browser has no network.
    pub offline: bool,
    /// Text that is judged before it is published. It never leaves this page, not even in the address.
    pub draft: Shared<Draft>,
    /// Evidence from a file, which the browser may or may not have stored.
    pub from_file: Option<Shared<Evidence>>,
    /// Evidence from a link, which the browser does not store.
    pub from_link: Option<Shared<Evidence>>,
}

/// Problems to report to the reader.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Reason why the text in the field is not a domain.
    pub domain_problem: Option<DomainError>,
    /// Whether the browser refused to store the latest check.
    pub save_failed: bool,
    /// Checks deleted to make room for the latest one.
    pub evicted: Vec<EvictedChecks>,
    /// Reason why the check that the address names is not shown.
    pub not_in_history: Option<MissingCheck>,
    /// Reason why the latest file shows nothing.
    pub file_problem: Option<FileProblem>,
    /// Number of unreadable checks in the latest file, in addition to the one on show.
    pub unreadable_in_file: usize,
}

impl State {
    /// Returns the initial state.
    #[must_use]
    pub fn new(language: Language, route: Route, typed: String, resolver: ResolverChoice) -> Self {
        let settings = Settings {
            language,
            resolver,
            compared: Vec::new(),
            address: String::new(),
            keeps_history: true,
            shortcut: true,
        };
        Self { settings, session: Session::new(route, typed), notices: Notices::default() }
    }

    /// Returns whether a check is running or about to start.
    #[must_use]
    pub fn awaits_answer(&self) -> bool {
        match &self.session.check {
            Some(check) => check.running,
            None => {
                matches!(self.session.route, Route::Check { kept: None, .. }) && self.notices.domain_problem.is_none()
            }
        }
    }

    /// Returns the state after an action.
    #[must_use]
    pub fn reduce(mut self, action: Action) -> Self {
        match action {
            Action::FieldTyped(typed) => self.type_text(typed),
            Action::DomainRejected(problem) => self.reject_domain(problem),
            Action::LanguageChosen(language) => self.settings.language = language,
            Action::Navigated(route) => {
                self.session.links_followed += 1;
                self.navigate(route);
            }
            Action::NavigatedBack(route) => self.navigate_back(route),
            Action::CheckStarted { run, domain, evidence } => self.start_check(run, domain, evidence),
            Action::CheckAnswered { run, evidence } => self.add_answer(run, evidence),
            Action::CheckEnded { run, took_ms, failed_resolvers } => self.end_check(run, took_ms, failed_resolvers),
            Action::KeptCheckOpened { run, evidence } => self.open_kept_check(run, &evidence),
            Action::LinkOpened { run, evidence } => self.open_link(run, evidence),
            Action::ServerConfigLoaded(config) => self.set_server_config(config),
            Action::ServerConfigFailed => self.session.server_was_asked = true,
            Action::ResolverChosen(choice) => self.choose_resolver(choice),
            Action::ComparisonChosen(compared) => self.compare_with(compared),
            Action::ResolverTried { choice, trial } => self.end_resolver_trial(&choice, trial),
            Action::HistoryLoaded(history) => self.set_history(history),
            Action::EarlierChecksLoaded(earlier) => self.set_earlier_checks(earlier),
            Action::ChecksEvicted(evicted) => self.notices.evicted = evicted,
            Action::KeepHistoryChanged(keeps) => self.settings.keeps_history = keeps,
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

    /// Returns the resolvers to ask about a domain: the first with its fallbacks, and those to compare with. Only
    /// this server, whose base URL is `server`, knows demo domains. A resolver that failed before is asked last.
    #[must_use]
    pub fn resolvers(&self, domain: &str, server: &str) -> (Vec<Endpoint>, Vec<Endpoint>) {
        if is_demo(domain) {
            return (ResolverChoice::ThisServer.endpoints(server), Vec::new());
        }
        let failed = |endpoint: &Endpoint| self.session.failed_resolvers.contains(&endpoint.name);
        let (last, mut first): (Vec<_>, Vec<_>) =
            self.settings.resolver.endpoints(server).into_iter().partition(failed);
        first.extend(last);
        let offers_none = self.session.server_config.as_ref().is_some_and(|config| !config.resolver);
        let is_there = |choice: &&ResolverChoice| !(offers_none && **choice == ResolverChoice::ThisServer);
        let compared: Vec<ResolverChoice> = self.settings.compared.iter().filter(is_there).cloned().collect();
        let others = comparison_endpoints(&mut first, &compared, server);
        (first, others)
    }

    /// Returns the kept checks of the domain on show, once they are read.
    #[must_use]
    pub fn earlier_checks(&self) -> Option<&Shared<EarlierChecks>> {
        let check = self.session.check.as_ref()?;
        self.session.earlier_checks.as_ref().filter(|earlier| earlier.domain == check.domain.as_str())
    }

    /// Returns whether the check on show came from a file.
    #[must_use]
    pub fn is_from_file(&self) -> bool {
        self.shows(self.session.from_file.as_ref())
    }

    /// Returns whether the check on show came from a link.
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
            links_followed: 0,
            typed,
            run: 0,
            check: None,
            failed_resolvers: Vec::new(),
            server_config: None,
            server_was_asked: false,
            resolver_trial: ResolverTrial::None,
            history: Shared::default(),
            earlier_checks: None,
            history_was_present: false,
            offline: false,
            draft: Shared::default(),
            from_file: None,
            from_link: None,
        }
    }
}

/// Adds the non-public networks that the server may connect to. Invalid networks are left out.
#[must_use]
pub fn allow_networks(evidence: Evidence, config: &Config) -> Evidence {
    let networks: Vec<_> = config.allow_net.iter().filter_map(|network| network.parse().ok()).collect();
    if networks.is_empty() { evidence } else { evidence.with_allowed_networks(&networks) }
}
