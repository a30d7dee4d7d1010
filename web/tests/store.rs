//! The store: what happens, and what becomes of it.

use evidence::{Answer, DnsAnswer, Evidence, Outcome, Question, RecordKind, Reply, Timestamp, Unobserved, Via};
use mta_sts::{Domain, DomainError};
use proxy_api::{Config, Limits};
use web::{
    Shared,
    resolver::{Endpoint, ResolverChoice, ResolverTrial},
    route::Route,
    store::{Action, EarlierChecks, EvictedChecks, FileProblem, KeptCheck, MissingCheck, State},
};
use words::Language;

fn home() -> State {
    State::new(Language::En, Route::Home, String::new(), ResolverChoice::Automatic)
}

fn route(domain: &str) -> Route {
    Route::Check { domain: domain.into(), kept: None }
}

fn comparing(compared: Vec<ResolverChoice>) -> State {
    home().reduce(Action::ComparisonChosen(compared))
}

fn after(state: State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state, State::reduce)
}

fn empty(domain: &str) -> Evidence {
    Evidence::new(&domain.parse().expect("a domain"), domain, Timestamp::from_unix(1_800_000_000))
}

fn began(run: u64, domain: &str) -> Action {
    Action::CheckStarted {
        run,
        domain: domain.parse::<Domain>().expect("a domain"),
        evidence: Shared::new(empty(domain)),
    }
}

fn answered(run: u64, domain: &str) -> Action {
    let mut evidence = empty(domain);
    let question = Question::dns(&format!("_mta-sts.{domain}"), RecordKind::Txt);
    let outcome = Outcome::Answer(Answer::Dns(DnsAnswer::default()));
    evidence.push(question, Reply { outcome, via: Via::World, at: evidence.started });
    Action::CheckAnswered { run, evidence: Shared::new(evidence) }
}

fn ended(run: u64) -> Action {
    Action::CheckEnded { run, took_ms: 400, failed_resolvers: vec!["One".into()] }
}

/// What a server offers: whether a resolver, and which networks it connects to.
fn offer(resolver: bool, networks: &[&str]) -> Config {
    Config {
        version: String::new(),
        probe: false,
        resolver,
        lab: Vec::new(),
        allow_net: networks.iter().map(|&network| network.into()).collect(),
        limits: Limits { policy_octets: 0, deadline_ms: 0 },
    }
}

#[test]
fn a_check_fills_in_answer_by_answer() {
    let state = after(home(), [Action::Navigated(route("one.example")), began(1, "one.example")]);
    let open = state.session.check.as_ref().unwrap().report().open.clone();
    let state = state.reduce(answered(1, "one.example"));
    let check = state.session.check.as_ref().unwrap();
    assert!(check.running && check.evidence.entries.len() == 1 && !open.is_empty());
    let state = state.reduce(ended(1));
    let check = state.session.check.unwrap();
    assert!(!check.running);
    assert_eq!((check.took_ms, check.failed_resolvers), (400, vec!["One".to_owned()]));
    assert_eq!(state.session.failed_resolvers, ["One"]);
}

#[test]
fn a_late_answer_changes_nothing() {
    let state = after(
        home(),
        [
            Action::Navigated(route("one.example")),
            began(1, "one.example"),
            Action::Navigated(route("two.example")),
            began(2, "two.example"),
            answered(1, "one.example"),
            ended(1),
        ],
    );
    let check = state.session.check.unwrap();
    assert_eq!(check.domain.as_str(), "two.example");
    assert!(check.running && check.evidence.entries.is_empty());
}

#[test]
fn a_check_that_begins_late_is_not_shown() {
    let state = after(
        home(),
        [Action::Navigated(route("one.example")), Action::Navigated(Route::Home), began(1, "one.example")],
    );
    assert!(state.session.check.is_none());
}

#[test]
fn an_opinion_after_the_end_is_seen_and_one_of_an_older_run_is_not() {
    let done = [Action::Navigated(route("one.example")), began(1, "one.example"), ended(1)];
    let check = after(home(), done.clone().into_iter().chain([answered(1, "one.example")])).session.check.unwrap();
    assert!(!check.running && !check.evidence.entries.is_empty());
    let check = after(home(), done.into_iter().chain([answered(0, "one.example")])).session.check.unwrap();
    assert!(check.evidence.entries.is_empty());
}

#[test]
fn an_invalid_domain_hides_the_old_answer_until_the_next_input() {
    let state = after(
        home(),
        [Action::Navigated(route("one.example")), began(1, "one.example"), Action::DomainRejected(DomainError::Empty)],
    );
    assert_eq!(state.notices.domain_problem, Some(DomainError::Empty));
    assert!(state.session.check.is_none());
    assert_eq!(state.reduce(Action::FieldTyped("a".into())).notices.domain_problem, None);
}

#[test]
fn a_look_at_another_page_does_not_end_a_check() {
    let state = after(
        home(),
        [
            Action::Navigated(route("one.example")),
            began(1, "one.example"),
            Action::Navigated(Route::About),
            answered(1, "one.example"),
            Action::NavigatedBack(route("one.example")),
        ],
    );
    assert_eq!(state.session.run, 1);
    assert_eq!(state.session.check.unwrap().evidence.entries.len(), 1);
}

#[test]
fn back_to_another_domain_asks_again() {
    let state = after(
        home(),
        [Action::Navigated(route("one.example")), began(1, "one.example"), Action::NavigatedBack(route("two.example"))],
    );
    assert_eq!((state.session.run, state.session.typed.as_str()), (2, "two.example"));
}

#[test]
fn a_kept_check_is_judged_again_and_says_that_it_was_kept() {
    let route = Route::Check { domain: "one.example".into(), kept: Some("2027-01-15T08:00:00Z".into()) };
    let state = after(
        home(),
        [Action::Navigated(route), Action::KeptCheckOpened { run: 1, evidence: Shared::new(empty("one.example")) }],
    );
    let check = state.session.check.unwrap();
    assert!(check.kept && !check.running);
    assert_eq!(state.session.typed, "one.example");
}

#[test]
fn a_trial_of_another_resolver_says_nothing_about_this_one() {
    let own = Action::ResolverChosen(ResolverChoice::ThisServer);
    let late =
        Action::ResolverTried { choice: ResolverChoice::Automatic, trial: ResolverTrial::Failed(Unobserved::Timeout) };
    let state = after(home(), [own, late]);
    assert_eq!(state.session.resolver_trial, ResolverTrial::Running);
    let state =
        state.reduce(Action::ResolverTried { choice: ResolverChoice::ThisServer, trial: ResolverTrial::Answered(12) });
    assert_eq!(state.session.resolver_trial, ResolverTrial::Answered(12));
}

/// What is kept of a domain: one check that saw nothing.
fn earlier(domain: &str) -> Action {
    let checks = vec![KeptCheck::from_evidence(1, empty(domain))];
    Action::EarlierChecksLoaded(Shared::new(EarlierChecks::new(domain.into(), checks)))
}

#[test]
fn stored_checks_of_another_domain_are_not_history_of_this_check() {
    let shown = after(home(), [Action::Navigated(route("one.example")), began(1, "one.example")]);
    assert!(shown.clone().reduce(earlier("one.example")).earlier_checks().is_some());
    assert!(shown.clone().reduce(earlier("two.example")).earlier_checks().is_none());
    let again = after(shown, [earlier("one.example"), began(1, "one.example")]);
    assert!(again.earlier_checks().is_none(), "the check before is read anew");
}

#[test]
fn a_snapshot_link_is_shown_and_marked_and_is_not_a_stored_check() {
    let snapshot = Route::Snapshot { packed: "1.x".into() };
    let kept = || Some("2027-01-15T08:00:00Z".to_owned());
    let evidence = Shared::new(empty("one.example"));
    let opened = Action::LinkOpened { run: 1, evidence };
    let state = after(home(), [Action::Navigated(snapshot.clone()), opened]);
    assert!(state.is_from_link() && !state.is_from_file());
    let same = state.clone().reduce(Action::NavigatedBack(snapshot));
    assert!(same.is_from_link() && same.session.run == state.session.run, "nothing is read again");
    let stored = Route::Check { domain: "one.example".into(), kept: kept() };
    assert_eq!(state.clone().reduce(Action::NavigatedBack(stored)).session.run, state.session.run + 1, "another check");
    let late = state.clone().reduce(Action::Navigated(route("two.example")));
    let late = late.reduce(Action::LinkOpened { run: 1, evidence: Shared::new(empty("three.example")) });
    assert_ne!(late.session.typed, "three.example", "a link that was left changes nothing");
}

#[test]
fn dropped_checks_are_reported_only_with_the_check_that_dropped_them() {
    let evicted = EvictedChecks { domain: "old.example".into(), checks: 2, latest: Timestamp::default() };
    let state = after(
        home(),
        [Action::Navigated(route("one.example")), began(1, "one.example"), Action::ChecksEvicted(vec![evicted])],
    );
    assert_eq!(state.notices.evicted.len(), 1);
    assert!(state.reduce(Action::Navigated(route("two.example"))).notices.evicted.is_empty());
}

#[test]
fn a_file_says_how_many_of_its_checks_could_not_be_read_until_the_next_check() {
    let kept = Route::Check { domain: "one.example".into(), kept: Some("2027-01-15T08:00:00Z".into()) };
    let opened = Action::FileOpened { evidence: Shared::new(empty("one.example")), unreadable: 2 };
    let state = after(home(), [Action::FileRejected(FileProblem::TooLarge), opened, Action::Navigated(kept)]);
    assert_eq!((state.notices.unreadable_in_file, state.notices.file_problem), (2, None));
    assert_eq!(after(state, [began(1, "two.example")]).notices.unreadable_in_file, 0);
}

#[test]
fn a_failed_save_is_reported_only_with_its_check() {
    let began = [Action::Navigated(route("one.example")), began(1, "one.example"), ended(1), Action::SaveFailed];
    let state = after(home(), began);
    assert!(state.clone().reduce(Action::Navigated(Route::About)).notices.save_failed);
    assert!(!state.reduce(Action::Navigated(route("two.example"))).notices.save_failed);
}

#[test]
fn a_missing_check_is_explained_until_the_next_check() {
    let state = home().reduce(Action::CheckNotFound(MissingCheck::Unreadable));
    let beside = state.clone().reduce(Action::Navigated(Route::About));
    assert_eq!(beside.notices.not_in_history, Some(MissingCheck::Unreadable));
    assert_eq!(state.reduce(Action::Navigated(route("two.example"))).notices.not_in_history, None);
}

#[test]
fn networks_that_the_server_connects_to_count_from_when_it_says_so() {
    let config = |networks: &[&str]| offer(false, networks);
    let allowed = |state: &State| state.session.check.as_ref().map(|check| check.evidence.allowed.len());
    let went = || after(home(), [Action::Navigated(route("a.example")), began(1, "a.example")]);
    let late =
        after(went(), [answered(1, "a.example"), Action::ServerConfigLoaded(config(&["10.0.0.0/8", "nonsense"]))]);
    assert_eq!(allowed(&late), Some(1));
    assert_eq!(allowed(&late.reduce(answered(1, "a.example"))), Some(1));
    assert_eq!(allowed(&after(went(), [Action::ServerConfigLoaded(config(&[])), answered(1, "a.example")])), Some(0));
}

#[test]
fn lists_wait_for_the_server_until_it_answers_or_fails_to() {
    assert!(!home().session.server_was_asked);
    let silent = home().reduce(Action::ServerConfigFailed);
    assert!(silent.session.server_was_asked && silent.session.server_config.is_none());
    assert!(home().reduce(Action::ServerConfigLoaded(offer(false, &[]))).session.server_was_asked);
}

#[test]
fn a_server_that_offers_no_resolver_is_not_asked_for_its_opinion() {
    let own = "https://checker.example";
    let compares = comparing(vec![ResolverChoice::ThisServer, ResolverChoice::Public(&doh::RESOLVERS[1])]);
    let names = |state: &State| -> Vec<String> {
        state.resolvers("one.example", own).1.into_iter().map(|endpoint| endpoint.name).collect()
    };
    let google = doh::RESOLVERS[1].name;
    assert_eq!(names(&compares), ["checker.example", google], "the server has not sent its configuration yet");
    for (resolver, asked) in [(true, vec!["checker.example", google]), (false, vec![google])] {
        let state = compares.clone().reduce(Action::ServerConfigLoaded(offer(resolver, &[])));
        assert_eq!(names(&state), asked);
    }
}

#[test]
fn a_demo_domain_is_asked_of_its_own_server_alone() {
    let compares = comparing(vec![ResolverChoice::Public(&doh::RESOLVERS[1])]);
    let own = "https://checker.example";
    assert_eq!(compares.resolvers("good.test", own), (vec![Endpoint::this_server(own)], Vec::new()));
}

#[test]
fn ones_own_resolver_stays_at_hand_when_another_one_is_chosen() {
    let custom = |url: &str| ResolverChoice::Custom(url.to_owned());
    let state = after(
        home(),
        [Action::ResolverChosen(custom("https://dns.example/q")), Action::ResolverChosen(ResolverChoice::Automatic)],
    );
    assert_eq!(state.settings.address, "https://dns.example/q");
    assert_eq!(
        state.clone().reduce(Action::ResolverChosen(custom("http://far.example/"))).settings.address,
        "https://dns.example/q"
    );
    assert_eq!(
        state.reduce(Action::ComparisonChosen(vec![custom("https://two.example/")])).settings.address,
        "https://two.example/"
    );
}
