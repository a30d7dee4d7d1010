//! Effects of each action on the state.

use evidence::Evidence;
use mta_sts::{Domain, DomainError};
use proxy_api::Config;

use super::{Check, EarlierChecks, KeptDomain, State, allow_networks};
use crate::{
    draft::Draft,
    resolver::{ResolverChoice, ResolverTrial, is_usable},
    route::Route,
    shared::Shared,
};

/// The field and navigation.
impl State {
    pub(super) fn type_text(&mut self, typed: String) {
        self.session.typed = typed;
        self.notices.domain_problem = None;
    }

    /// Rejects the typed text. The earlier check is hidden, since it does not answer the new text.
    pub(super) fn reject_domain(&mut self, problem: DomainError) {
        self.notices.domain_problem = Some(problem);
        self.session.check = None;
    }

    pub(super) fn navigate(&mut self, route: Route) {
        if !route.is_separate_page() {
            self.notices.not_in_history = None;
            self.notices.save_failed = false;
            self.notices.evicted.clear();
        }
        match &route {
            route if route.is_separate_page() => {}
            Route::Home => {
                self.session.run += 1;
                self.session.check = None;
                self.session.typed.clear();
            }
            _ => self.session.run += 1,
        }
        self.notices.domain_problem = None;
        self.notices.file_problem = None;
        self.session.route = route;
    }

    /// Goes back to a page. A check that is still on show stays; otherwise the field shows the domain to check.
    pub(super) fn navigate_back(&mut self, route: Route) {
        if self.still_shows(&route) {
            self.session.route = route;
            return;
        }
        if let Route::Check { domain, .. } = &route {
            self.session.typed.clone_from(domain);
        }
        self.navigate(route);
    }

    fn still_shows(&self, route: &Route) -> bool {
        match (route, &self.session.check) {
            (route, _) if route.is_separate_page() => true,
            (Route::Check { domain, kept }, Some(check)) => {
                let moment = check.kept.then(|| check.evidence.started.to_string());
                check.domain.as_str() == domain && moment == *kept && !self.is_from_link()
            }
            (Route::Snapshot { .. }, Some(_)) => self.session.route == *route && self.is_from_link(),
            _ => false,
        }
    }
}

/// The check.
impl State {
    pub(super) fn start_check(&mut self, run: u64, domain: Domain, evidence: Shared<Evidence>) {
        if run == self.session.run {
            self.notices.domain_problem = None;
            self.notices.save_failed = false;
            self.notices.evicted.clear();
            self.notices.unreadable_in_file = 0;
            // The check before this one may be missing from them.
            self.session.earlier_checks = None;
            self.session.check = Some(Check::running(domain, self.with_context(evidence)));
        }
    }

    /// Adds an answer. Second opinions may arrive after the check has ended.
    pub(super) fn add_answer(&mut self, run: u64, evidence: Shared<Evidence>) {
        let evidence = self.with_context(evidence);
        let is_current = run == self.session.run;
        if let Some(check) = self.session.check.as_mut().filter(|check| is_current && !check.kept) {
            check.update(evidence);
        }
    }

    pub(super) fn end_check(&mut self, run: u64, took_ms: u32, failed_resolvers: Vec<String>) {
        let is_current = run == self.session.run;
        if let Some(check) = self.session.check.as_mut().filter(|check| is_current && check.running) {
            check.running = false;
            check.took_ms = took_ms;
            check.failed_resolvers.clone_from(&failed_resolvers);
            self.session.failed_resolvers = failed_resolvers;
        }
    }

    pub(super) fn open_kept_check(&mut self, run: u64, evidence: &Shared<Evidence>) {
        let Ok(domain) = evidence.domain.parse::<Domain>() else { return };
        if run != self.session.run {
            return;
        }
        self.notices.domain_problem = None;
        self.session.typed = evidence.typed.clone().unwrap_or_else(|| evidence.domain.clone());
        self.session.check = Some(Check::kept(domain, evidence.clone()));
    }

    /// Stores the server's configuration. Judges a check that started earlier again, as the server's networks may
    /// matter.
    pub(super) fn set_server_config(&mut self, config: Config) {
        let check = self.session.check.as_mut().filter(|check| !check.kept && !config.allow_net.is_empty());
        if let Some(check) = check {
            check.update(Shared::new(allow_networks(Evidence::clone(&check.evidence), &config)));
        }
        self.session.server_config = Some(Shared::new(config));
        self.session.server_was_asked = true;
    }

    /// Returns the evidence together with the server's networks and the history from earlier checks.
    fn with_context(&self, evidence: Shared<Evidence>) -> Shared<Evidence> {
        let earlier = self.session.earlier_checks.as_ref();
        let earlier = earlier.filter(|earlier| earlier.domain == evidence.domain && !earlier.is_empty());
        let config = self.session.server_config.as_ref().filter(|config| !config.allow_net.is_empty());
        if earlier.is_none() && config.is_none() {
            return evidence;
        }
        let evidence = Evidence::clone(&evidence);
        let evidence = match earlier {
            Some(earlier) => earlier.with_earlier_history(evidence),
            None => evidence,
        };
        Shared::new(match config {
            Some(config) => allow_networks(evidence, config),
            None => evidence,
        })
    }
}

/// Earlier checks and files.
impl State {
    pub(super) fn set_history(&mut self, history: Vec<KeptDomain>) {
        self.session.history = Shared::new(history);
        self.session.history_was_present |= !self.session.history.is_empty();
    }

    /// Stores the earlier checks, and judges the check on show with them. A kept check already has the history of its
    /// time.
    pub(super) fn set_earlier_checks(&mut self, earlier: Shared<EarlierChecks>) {
        self.session.earlier_checks = Some(earlier);
        let shown = self.session.check.as_ref().filter(|check| !check.kept).map(|check| check.evidence.clone());
        let Some(evidence) = shown.map(|shown| self.with_context(shown)) else { return };
        // Without earlier checks, the evidence stays the same.
        if let Some(check) = self.session.check.as_mut().filter(|check| check.evidence != evidence) {
            check.update(evidence);
        }
    }

    /// Opens the evidence in a link. It is not stored.
    pub(super) fn open_link(&mut self, run: u64, evidence: Shared<Evidence>) {
        self.open_kept_check(run, &evidence);
        self.notices.file_problem = None;
        self.session.from_link = Some(evidence);
    }

    pub(super) fn open_file(&mut self, evidence: Shared<Evidence>, unreadable: usize) {
        self.notices.file_problem = None;
        self.notices.unreadable_in_file = unreadable;
        self.session.from_file = Some(evidence);
    }

    pub(super) fn edit_draft(&mut self, change: fn(&mut Draft, String), typed: String) {
        let mut draft = Draft::clone(&self.session.draft);
        change(&mut draft, typed);
        self.set_draft(draft);
    }

    /// Opens a draft from a file. If opened on another page, it has no type yet.
    pub(super) fn open_draft(&mut self, file: String, text: Vec<u8>) {
        let source = self.session.draft.source.filter(|_| self.session.route == Route::Lint);
        self.set_draft(Draft { source, ..self.session.draft.with_file(file, text) });
    }

    fn set_draft(&mut self, draft: Draft) {
        self.notices.file_problem = None;
        self.session.draft = Shared::new(draft);
    }
}

/// The resolver.
impl State {
    pub(super) fn choose_resolver(&mut self, choice: ResolverChoice) {
        self.remember_address(std::slice::from_ref(&choice));
        self.settings.resolver = choice;
        self.session.resolver_trial = ResolverTrial::Running;
    }

    /// Sets the resolvers to compare with. This clears an error about an invalid address.
    pub(super) fn compare_with(&mut self, compared: Vec<ResolverChoice>) {
        self.remember_address(&compared);
        self.settings.compared = compared;
        if self.session.resolver_trial == ResolverTrial::InvalidAddress {
            self.session.resolver_trial = ResolverTrial::None;
        }
    }

    pub(super) fn end_resolver_trial(&mut self, choice: &ResolverChoice, trial: ResolverTrial) {
        if *choice == self.settings.resolver {
            self.session.resolver_trial = trial;
        }
    }

    fn remember_address(&mut self, choices: &[ResolverChoice]) {
        let usable = choices.iter().find_map(|choice| match choice {
            ResolverChoice::Custom(url) if is_usable(url) => Some(url),
            _ => None,
        });
        if let Some(url) = usable {
            self.settings.address.clone_from(url);
        }
    }
}
