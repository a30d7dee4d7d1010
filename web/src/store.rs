//! The state of the page, and what changes it. No web types, no clock, no randomness.

use std::cell::OnceCell;

use checker::{Report, Verdict, judge};
use evidence::Evidence;
use mta_sts::{Domain, DomainError};
use proxy_api::Config;
use words::Language;

use crate::{
    Shared,
    draft::{Draft, Edit},
    resolver::{Choice, Endpoint, is_demo, is_usable, opinions},
    route::Route,
};

/// All that the page shows follows from this.
#[derive(Clone, Debug)]
pub struct State {
    /// The language of every word.
    pub language: Language,
    /// Where the reader is.
    pub route: Route,
    /// What stands in the field.
    pub typed: String,
    /// Why it is no domain.
    pub problem: Option<DomainError>,
    /// The number of the latest run. An answer of another one changes nothing.
    pub run: u64,
    /// Resolvers that did not answer the last time: they are asked last.
    pub failed_resolvers: Vec<String>,
    /// The check that is shown.
    pub check: Option<Check>,
    /// What the server offers; `None` until it said so, or if there is none.
    pub server_config: Option<Shared<Config>>,
    /// Whose resolver is asked.
    pub choice: Choice,
    /// Who else is asked, to compare.
    pub compared: Vec<Choice>,
    /// The reader's own resolver, chosen or not; empty if none was ever named.
    pub address: String,
    /// What became of trying it.
    pub trial: Trial,
    /// Earlier checks that this browser keeps, the latest first.
    pub history: Shared<Vec<KeptCheck>>,
    /// There are earlier checks, or were before they were deleted: what stands where does not change under the reader.
    pub history_was_present: bool,
    /// Whether checks are kept from now on.
    pub keeps: bool,
    /// The browser has no network.
    pub offline: bool,
    /// Whether the key `/` leads to the field.
    pub shortcut: bool,
    /// The browser refused to keep the latest check.
    pub save_failed: bool,
    /// The address asks for a check that is not kept here.
    pub not_in_history: bool,
    /// A file was given that holds nothing that the page can show.
    pub unreadable: bool,
    /// The text that is judged before it is published. It leaves this page neither with the address nor otherwise.
    pub draft: Shared<Draft>,
    /// Evidence from a file, which the browser need not keep.
    pub from_file: Option<Shared<Evidence>>,
}

/// A check, running or done.
#[derive(Clone, Debug)]
pub struct Check {
    /// The policy domain.
    pub domain: Domain,
    /// All that was asked and answered.
    pub evidence: Shared<Evidence>,
    /// What it amounts to.
    pub report: Shared<Report>,
    /// Whether answers are still to come.
    pub running: bool,
    /// It was done before, and kept by this browser.
    pub kept: bool,
    /// How long it took, in milliseconds; 0 while it runs and for one that was kept.
    pub took_ms: u32,
    /// Resolvers that were asked first and did not answer.
    pub failed_resolvers: Vec<String>,
}

/// An earlier check, judged by today's rules.
#[derive(Clone, Debug)]
pub struct KeptCheck {
    /// All that was asked and answered.
    pub evidence: Shared<Evidence>,
    verdict: OnceCell<Verdict>,
}

/// Trying a resolver that was chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Trial {
    /// Nothing was tried.
    #[default]
    None,
    /// It is being asked.
    Running,
    /// It answered, after so many milliseconds.
    Good(u32),
    /// It did not, for this reason.
    Bad(evidence::Blind),
    /// Its address is none that a page may ask.
    NotAnAddress,
}

/// What happens to the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// Somebody typed in the field.
    Typed(String),
    /// What was typed is no domain.
    Rejected(DomainError),
    /// A language was chosen.
    ChooseLanguage(Language),
    /// The reader went somewhere: whatever is there begins anew.
    Navigate(Route),
    /// The reader came back: what is still there stays.
    Returned(Route),
    /// A check began.
    Began {
        /// The number of the run.
        run: u64,
        /// The domain.
        domain: Domain,
        /// The empty record.
        evidence: Shared<Evidence>,
    },
    /// One more answer is there.
    Answered {
        /// The run that it belongs to.
        run: u64,
        /// Everything so far.
        evidence: Shared<Evidence>,
    },
    /// A check ended.
    Ended {
        /// The run.
        run: u64,
        /// How long it took, in milliseconds.
        took_ms: u32,
        /// Resolvers that did not answer.
        failed_resolvers: Vec<String>,
    },
    /// A check that was kept is shown.
    Opened {
        /// The number of the run, so that answers of an older one change nothing.
        run: u64,
        /// What was kept.
        evidence: Shared<Evidence>,
    },
    /// The server said what it offers.
    ServerConfig(Config),
    /// A resolver was chosen.
    Chose(Choice),
    /// Others to compare with were chosen.
    Compare(Vec<Choice>),
    /// Trying the resolver that was chosen came to something.
    Tried {
        /// The choice that was tried.
        choice: Choice,
        /// What it came to.
        trial: Trial,
    },
    /// The checks that the browser keeps, the latest first.
    HistoryLoaded(Vec<Evidence>),
    /// Checks are kept from now on, or are not.
    Keep(bool),
    /// The browser has no network from now on, or has one again.
    Offline(bool),
    /// The key `/` leads to the field from now on, or does not.
    Shortcut(bool),
    /// The browser refused to keep a check.
    SaveFailed,
    /// A check that the address asks for is not kept here.
    NotInHistory,
    /// Evidence came from a file.
    OpenedFile(Shared<Evidence>),
    /// A file came that holds none.
    Unreadable,
    /// Something in a field of the text that is not published yet is another one now.
    Drafted(Edit),
    /// A file came with such a text.
    OpenedDraft {
        /// Its name.
        file: String,
        /// Its first octets.
        text: Vec<u8>,
    },
}

/// Evidence with the networks that a server connects to although they are not public; what is no network is left out.
#[must_use]
pub fn allowing(evidence: Evidence, config: &Config) -> Evidence {
    let networks: Vec<_> = config.allow_net.iter().filter_map(|network| network.parse().ok()).collect();
    if networks.is_empty() { evidence } else { evidence.allowing(&networks) }
}

impl State {
    /// The state in the beginning.
    #[must_use]
    pub fn new(language: Language, route: Route, typed: String, choice: Choice) -> Self {
        Self {
            language,
            route,
            typed,
            problem: None,
            run: 0,
            failed_resolvers: Vec::new(),
            check: None,
            server_config: None,
            choice,
            compared: Vec::new(),
            address: String::new(),
            trial: Trial::None,
            history: Shared::new(Vec::new()),
            history_was_present: false,
            keeps: true,
            offline: false,
            shortcut: true,
            save_failed: false,
            not_in_history: false,
            unreadable: false,
            draft: Shared::new(Draft::default()),
            from_file: None,
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn reduce(mut self, action: Action) -> Self {
        match action {
            Action::Typed(typed) => {
                self.typed = typed;
                self.problem = None;
            }
            Action::Rejected(problem) => self.reject(problem),
            Action::ChooseLanguage(language) => self.language = language,
            Action::Navigate(route) => self.go(route),
            Action::Returned(route) if self.still_shows(&route) => self.route = route,
            Action::Returned(route) => self.come_back(route),
            Action::Began { run, domain, evidence } => self.begin(run, domain, evidence),
            Action::Answered { run, evidence } => self.answer(run, evidence),
            Action::Ended { run, took_ms, failed_resolvers } => self.end(run, took_ms, failed_resolvers),
            Action::Opened { run, evidence } => self.open(run, evidence),
            Action::ServerConfig(config) => self.offered(config),
            Action::Chose(choice) => {
                self.learn_address(std::slice::from_ref(&choice));
                self.choice = choice;
                self.trial = Trial::Running;
            }
            Action::Compare(compared) => {
                self.learn_address(&compared);
                self.compared = compared;
                // An address that is no good was not what is compared with now.
                if self.trial == Trial::NotAnAddress {
                    self.trial = Trial::None;
                }
            }
            Action::Tried { choice, trial } if choice == self.choice => self.trial = trial,
            Action::Tried { .. } => {}
            Action::HistoryLoaded(kept) => self.recall(kept),
            Action::Keep(keeps) => self.keeps = keeps,
            Action::Offline(offline) => self.offline = offline,
            Action::Shortcut(shortcut) => self.shortcut = shortcut,
            Action::SaveFailed => self.save_failed = true,
            Action::NotInHistory => self.not_in_history = true,
            Action::OpenedFile(evidence) => {
                self.unreadable = false;
                self.from_file = Some(evidence);
            }
            Action::Unreadable => self.unreadable = true,
            Action::Drafted((change, typed)) => {
                let mut draft = Draft::clone(&self.draft);
                change(&mut draft, typed);
                self.write(draft);
            }
            Action::OpenedDraft { file, text } => self.take(file, text),
        }
        self
    }

    /// Whom to ask about a domain: the first, with those who stand in for it, and those whose opinion is wanted, too. Demo domains
    /// are known to the page's server alone; a resolver that was silent before is asked last. `own` is where that server is.
    #[must_use]
    pub fn resolvers(&self, domain: &str, own: &str) -> (Vec<Endpoint>, Vec<Endpoint>) {
        if is_demo(domain) {
            return (Choice::Own.endpoints(own), Vec::new());
        }
        let mut first = self.choice.endpoints(own);
        first.sort_by_key(|endpoint| self.failed_resolvers.contains(&endpoint.name));
        let offers_none = self.server_config.as_ref().is_some_and(|server_config| !server_config.resolver);
        let is_there = |choice: &&Choice| !(offers_none && **choice == Choice::Own);
        let compared: Vec<Choice> = self.compared.iter().filter(is_there).cloned().collect();
        let others = opinions(&mut first, &compared, own);
        (first, others)
    }

    /// Where a file comes from elsewhere, nobody said yet what it is.
    fn take(&mut self, file: String, text: Vec<u8>) {
        let source = self.draft.source.filter(|_| self.route == Route::Lint);
        self.write(Draft { source, ..self.draft.with_file(file, text) });
    }

    fn write(&mut self, draft: Draft) {
        self.unreadable = false;
        self.draft = Shared::new(draft);
    }

    fn learn_address(&mut self, choices: &[Choice]) {
        let address = choices.iter().find_map(|choice| match choice {
            Choice::Custom(url) if is_usable(url) => Some(url.clone()),
            _ => None,
        });
        self.address = address.unwrap_or_else(|| std::mem::take(&mut self.address));
    }

    fn go(&mut self, route: Route) {
        self.not_in_history &= route.is_beside();
        match &route {
            Route::About | Route::Lint | Route::Rules | Route::Rule { .. } => {}
            Route::Home => {
                self.run += 1;
                self.check = None;
                self.typed.clear();
            }
            Route::Check { .. } => self.run += 1,
        }
        self.problem = None;
        self.unreadable = false;
        self.route = route;
    }

    /// Another check, or one that is gone: the field says which.
    fn come_back(&mut self, route: Route) {
        if let Route::Check { domain, .. } = &route {
            self.typed.clone_from(domain);
        }
        self.go(route);
    }

    /// Whether the check on show came from a file.
    #[must_use]
    pub fn is_from_file(&self) -> bool {
        self.check.as_ref().is_some_and(|check| check.kept && self.from_file.as_ref() == Some(&check.evidence))
    }

    fn still_shows(&self, route: &Route) -> bool {
        match (route, &self.check) {
            (route, _) if route.is_beside() => true,
            (Route::Check { domain, kept }, Some(check)) => {
                check.domain.as_str() == domain && check.kept == kept.is_some()
            }
            _ => false,
        }
    }

    /// What was asked before is no answer to what was typed now.
    fn reject(&mut self, problem: DomainError) {
        self.problem = Some(problem);
        self.check = None;
    }

    /// A check that began before the server said so may rest on its networks, too.
    fn offered(&mut self, config: Config) {
        if let Some(check) = self.check.as_mut().filter(|check| !check.kept && !config.allow_net.is_empty()) {
            check.see(Shared::new(allowing(Evidence::clone(&check.evidence), &config)));
        }
        self.server_config = Some(Shared::new(config));
    }

    /// What is known of before belongs to the check that is shown; one that was kept knows what was known then.
    fn recall(&mut self, kept: Vec<Evidence>) {
        self.history = Shared::new(
            kept.into_iter().filter(|kept| kept.domain.parse::<Domain>().is_ok()).map(KeptCheck::of).collect(),
        );
        self.history_was_present |= !self.history.is_empty();
        if let Some(shown) = self.check.as_ref().filter(|check| !check.kept).map(|check| check.evidence.clone()) {
            let evidence = self.seen_here(shown);
            if let Some(check) = self.check.as_mut() {
                check.see(evidence);
            }
        }
    }

    /// What was seen, with the networks that the server connects to and what earlier checks saw.
    fn seen_here(&self, evidence: Shared<Evidence>) -> Shared<Evidence> {
        let earlier =
            self.history.iter().map(|history| &history.evidence).filter(|history| history.domain == evidence.domain);
        let known = earlier.fold(None, |known: Option<Evidence>, history| {
            Some(checker::remember(known.unwrap_or_else(|| Evidence::clone(&evidence)), history))
        });
        match &self.server_config {
            Some(server_config) if !server_config.allow_net.is_empty() => {
                Shared::new(allowing(known.unwrap_or_else(|| Evidence::clone(&evidence)), server_config))
            }
            _ => known.map_or(evidence, Shared::new),
        }
    }

    fn begin(&mut self, run: u64, domain: Domain, evidence: Shared<Evidence>) {
        if run == self.run {
            self.problem = None;
            self.save_failed = false;
            self.check = Some(Check::new(domain, self.seen_here(evidence), true));
        }
    }

    /// Second opinions may come when the check has ended.
    fn answer(&mut self, run: u64, evidence: Shared<Evidence>) {
        let evidence = self.seen_here(evidence);
        if let Some(check) = self.check.as_mut().filter(|check| run == self.run && !check.kept) {
            check.see(evidence);
        }
    }

    fn end(&mut self, run: u64, took_ms: u32, failed_resolvers: Vec<String>) {
        if let Some(check) = self.check.as_mut().filter(|check| run == self.run && check.running) {
            check.running = false;
            check.took_ms = took_ms;
            check.failed_resolvers.clone_from(&failed_resolvers);
            self.failed_resolvers = failed_resolvers;
        }
    }

    fn open(&mut self, run: u64, evidence: Shared<Evidence>) {
        let Ok(domain) = evidence.domain.parse::<Domain>() else { return };
        if run != self.run {
            return;
        }
        self.problem = None;
        self.typed = evidence.typed.clone().unwrap_or_else(|| evidence.domain.clone());
        self.check = Some(Check { kept: true, ..Check::new(domain, evidence, false) });
    }
}

impl Check {
    fn new(domain: Domain, evidence: Shared<Evidence>, running: bool) -> Self {
        let report = Shared::new(judge(&domain, &evidence));
        Self { domain, evidence, report, running, kept: false, took_ms: 0, failed_resolvers: Vec::new() }
    }

    fn see(&mut self, evidence: Shared<Evidence>) {
        self.report = Shared::new(judge(&self.domain, &evidence));
        self.evidence = evidence;
    }
}

impl KeptCheck {
    fn of(evidence: Evidence) -> Self {
        Self { evidence: Shared::new(evidence), verdict: OnceCell::new() }
    }

    /// What it amounts to. Judged when somebody wants to know: most of those that are kept are never looked at.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let judged =
            || self.evidence.domain.parse().map_or(Verdict::Unknown, |domain| judge(&domain, &self.evidence).verdict);
        *self.verdict.get_or_init(judged)
    }
}
