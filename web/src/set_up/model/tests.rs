//! Tests of the set-up model, action by action.

use evidence::{Answer, DnsAnswer, Outcome, Question, RawBytes, Rcode, Record, RecordKind, Reply, Via};
use mta_sts::Mode;
use setup::TextsError;

use super::*;
use crate::set_up::Progress;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn after(model: Model, actions: Vec<ModelAction>) -> Model {
    Rc::unwrap_or_clone(actions.into_iter().fold(Rc::new(model), Reducible::reduce))
}

fn sent(domain: &str) -> Vec<ModelAction> {
    let typed = ModelAction::DomainTyped(domain.to_owned());
    vec![typed, ModelAction::DomainSubmitted(|typed| typed.parse().ok(), Vec::new(), at("2026-06-01T09:00:00Z"))]
}

fn typed(set: fn(&mut Answers, String), text: &str) -> ModelAction {
    ModelAction::Typed(set, text.to_owned())
}

/// The end of a look-up that got one answer.
fn seen(domain: &str, name: &str, kind: RecordKind, answer: DnsAnswer) -> ModelAction {
    let domain: Domain = domain.parse().expect("a domain");
    let mut evidence = Evidence::new(&domain, domain.as_str(), at("2026-06-01T09:00:00Z"));
    let outcome = Outcome::Answer(Answer::Dns(answer));
    evidence.push(Question::dns(name, kind), Reply { outcome, via: Via::Here, at: at("2026-06-01T09:00:00Z") });
    ModelAction::LookUpEnded(Box::new(Live::from_look_up(domain, Shared::new(evidence), Zone::default())))
}

#[test]
fn a_domain_is_looked_up_and_its_record_keeps_the_id_of_the_beginning() {
    let model = after(Model::default(), sent("example.com"));
    assert_eq!((model.looking_up.as_ref().map(Domain::as_str), model.request), (Some("example.com"), 1));
    let model = after(model, vec![typed(|answers, text| answers.hosts = text, "mx1.example.com")]);
    let texts = model.texts().expect("texts");
    assert_eq!(texts.record, "v=STSv1; id=20260601090000Z;");
    let model = after(model, sent("example.com"));
    assert_eq!(model.texts().expect("texts").record, texts.record);
}

#[test]
fn the_page_goes_on_only_with_what_senders_take() {
    let model = after(Model::default(), sent("no domain"));
    assert_eq!((model.problem, model.request), (Some(Problem::Domain), 0));
    let mut model = after(Model::default(), sent("example.com"));
    for (action, stage, problem) in [
        (None, Stage::Panel, Some(Problem::TextsError(TextsError::NoMx))),
        (
            Some(typed(|answers, text| answers.hosts = text, "mx1.example.com not a host!")),
            Stage::Servers,
            Some(Problem::HostName("not".into())),
        ),
        (Some(typed(|answers, text| answers.hosts = text, "mx1.example.com")), Stage::Reports, None),
        (
            Some(typed(|answers, text| answers.reports = text, "ftp://example.com")),
            Stage::Place,
            Some(Problem::TextsError(TextsError::Reports("ftp://example.com".into()))),
        ),
        (Some(typed(|answers, text| answers.reports = text, "tls@example.com")), Stage::Place, None),
        (None, Stage::Publish, Some(Problem::PolicyHosting)),
        (Some(typed(|answers, text| answers.place = text, "nginx")), Stage::Panel, None),
        (
            Some(typed(|answers, text| answers.target = text, "my server")),
            Stage::Publish,
            Some(Problem::Target("my".into())),
        ),
        (
            Some(typed(|answers, text| answers.target = text, "192.0.2.1, 10.0.0.5")),
            Stage::Testing,
            Some(Problem::PrivateAddress("10.0.0.5".into())),
        ),
        (Some(typed(|answers, text| answers.target = text, "192.0.2.1")), Stage::Publish, None),
    ] {
        model = after(model, action.into_iter().chain([ModelAction::StageChosen(stage)]).collect());
        let there = problem.as_ref().map_or(stage, Problem::stage);
        assert_eq!((model.problem.clone(), model.answers.stage), (problem, there), "{stage:?}");
    }
    assert_eq!(model.entries().len(), 3, "reports, address, record");
}

#[test]
fn enforce_is_not_offered_for_hosts_that_were_not_looked_at() {
    let mut model = after(Model::default(), sent("example.com"));
    model.answers.mode = Some(Mode::Enforce);
    model.answers.hosts = "mx1.example.com".into();
    assert_eq!((model.offers_enforce(), model.mode()), (false, Mode::Testing));
}

#[test]
fn another_domain_takes_over_what_the_customer_answered() {
    let latest =
        Answers::read("domain=one.example&reports=mailto:tls@one.example&place=nginx&begun=2026-05-01T00:00:00Z");
    let model = Model { typed: "two.example".into(), ..Model::default() };
    let send = ModelAction::DomainSubmitted(
        |typed| typed.parse().ok(),
        latest.into_iter().collect(),
        at("2026-06-01T09:00:00Z"),
    );
    let model = after(model, vec![send]);
    assert_eq!(model.resumed, Some(Resumed::Other("one.example".into())));
    assert_eq!(
        model.answers.to_text(),
        "domain=two.example&reports=mailto%3Atls%40one.example&place=nginx&begun=2026-06-01T09%3A00%3A00Z"
    );
}

#[test]
fn another_domain_in_the_field_begins_anew_when_it_is_sent() {
    let model = after(Model::default(), sent("one.example"));
    let model = after(
        model,
        vec![typed(|answers, text| answers.place = text, "nginx"), ModelAction::DomainTyped("two".into())],
    );
    assert_eq!(model.answers.domain, "one.example", "typing alone changes nothing");
    let model = after(model, sent("two.example"));
    assert_eq!(model.resumed, Some(Resumed::Other("one.example".into())));
    assert_eq!((model.answers.place.as_str(), model.answers.stage), ("nginx", Stage::Domain));
}

#[test]
fn the_same_domain_goes_on_with_what_was_kept_of_it() {
    let kept: Vec<Answers> =
        ["domain=two.example&place=caddy", "domain=one.example&place=nginx&begun=2026-05-01T00:00:00Z"]
            .into_iter()
            .filter_map(Answers::read)
            .collect();
    let model = Model { typed: "one.example".into(), ..Model::default() };
    let send = ModelAction::DomainSubmitted(|typed| typed.parse().ok(), kept, at("2026-06-01T09:00:00Z"));
    let model = after(model, vec![send]);
    assert_eq!((model.answers.begun, model.answers.place.as_str()), (Some(at("2026-05-01T00:00:00Z")), "nginx"));
    assert_eq!(model.resumed, Some(Resumed::Own { hosts_typed: false }));
}

#[test]
fn mail_servers_that_were_just_typed_replace_stored_ones() {
    let kept = Answers::read("domain=one.example&hosts=old.example&place=nginx&begun=2026-05-01T00:00:00Z");
    let send = ModelAction::DomainSubmitted(
        |typed| typed.parse().ok(),
        kept.into_iter().collect(),
        at("2026-06-01T09:00:00Z"),
    );
    let model = Model { typed: "one.example".into(), ..Model::default() };
    let model = after(model, vec![typed(|answers, text| answers.hosts = text, "new.example"), send]);
    assert_eq!(model.resumed, Some(Resumed::Own { hosts_typed: true }));
    assert_eq!((model.hosts(), model.answers.place.as_str()), (vec!["new.example".to_owned()], "nginx"));
}

#[test]
fn the_published_reporting_record_is_kept_in_place_of_addresses_of_another_domain() {
    let kept = Answers::read("domain=one.example&reports=mailto:tls@one.example&begun=2026-05-01T00:00:00Z");
    let send = ModelAction::DomainSubmitted(
        |typed| typed.parse().ok(),
        kept.into_iter().collect(),
        at("2026-06-01T09:00:00Z"),
    );
    let model = after(Model { typed: "two.example".into(), ..Model::default() }, vec![send]);
    assert_eq!(model.answers.reports, "mailto:tls@one.example");
    let text = RawBytes(b"v=TLSRPTv1; rua=mailto:own@two.example;".to_vec());
    let answer = DnsAnswer { records: vec![Record::Txt(vec![text])], ..DnsAnswer::default() };
    let model = after(model, vec![seen("two.example", "_smtp._tls.two.example", RecordKind::Txt, answer)]);
    assert_eq!(model.answers.reports, "");
}

#[test]
fn a_domain_that_does_not_exist_is_not_stored() {
    let answer = DnsAnswer { rcode: Rcode::NXDOMAIN, ..DnsAnswer::default() };
    let gone = seen("one.example", "one.example", RecordKind::Mx, answer);
    let model = after(Model::default(), sent("one.example").into_iter().chain([gone]).collect());
    assert_eq!((model.obstacle(), model.text_to_store()), (Some(Obstacle::NoDomain), None));
    let found = seen("two.example", "two.example", RecordKind::Mx, DnsAnswer::default());
    let model = after(Model::default(), sent("two.example").into_iter().chain([found]).collect());
    assert_eq!((model.obstacle(), model.text_to_store().is_some()), (None, true));
}

#[test]
fn going_back_changes_the_step_and_keeps_later_answers() {
    let model = after(Model::default(), sent("one.example"));
    let model = after(model, vec![typed(|answers, text| answers.hosts = text, "mx.example")]);
    let before = model.answers.to_text();
    let steps = model.history_steps;
    let model = after(model, vec![ModelAction::StageChosen(Stage::Servers)]);
    assert_eq!(model.history_steps, steps + 1, "a step of its own");
    let on_servers = model.answers.to_text();
    let model = after(model, vec![ModelAction::StageChosen(Stage::Reports)]);
    let model = after(model, vec![typed(|answers, text| answers.reports = text, "tls@one.example")]);
    let steps = model.history_steps;
    let model = after(model, vec![ModelAction::LinkOpened(on_servers)]);
    assert_eq!((model.answers.stage, model.answers.reports.as_str()), (Stage::Servers, "tls@one.example"));
    assert_eq!(model.history_steps, steps, "no step of its own");
    let model = after(model, vec![ModelAction::LinkOpened(before)]);
    assert_eq!(model.answers.stage, Stage::Domain);
}

#[test]
fn another_domain_leaves_the_old_set_up_behind() {
    let model = after(Model::default(), sent("one.example"));
    let (old, steps) = (model.answers.to_text(), model.history_steps);
    let model = after(model, vec![ModelAction::AnotherDomainStarted]);
    assert_eq!((model.answers.domain.as_str(), model.answers.begun), ("", None));
    assert_eq!(model.history_steps, steps + 1);
    let model = after(model, vec![ModelAction::LinkOpened(old)]);
    assert_eq!(model.answers.domain, "one.example", "back to the old one");
    assert_eq!(after(model, vec![ModelAction::LinkOpened(String::new())]).answers, Answers::default());
}

#[test]
fn a_problem_of_a_field_is_shown_when_the_user_leaves_it() {
    let model = after(Model::default(), vec![typed(|answers, text| answers.hosts = text, "10")]);
    assert_eq!(model.shown_problem(Field::Hosts), None);
    let model = after(model, vec![ModelAction::FieldLeft(Field::Hosts)]);
    assert_eq!(model.shown_problem(Field::Hosts), Some(Problem::HostName("10".into())));
    let model = after(model, sent("one.example"));
    assert_eq!((model.problem, model.request), (Some(Problem::HostName("10".into())), 0), "nothing is looked up");
}

#[test]
fn a_recipe_stays_while_the_address_of_its_host_is_wrong() {
    let answers = "domain=one.example&hosts=mx.one.example&place=nginx&begun=2026-05-01T00:00:00Z&target=";
    for (target, problem) in [
        ("192.0.2.300", Some(Problem::Target("192.0.2.300".into()))),
        ("https://one.example/", Some(Problem::Target("https://one.example/".into()))),
        ("10.0.0.5", Some(Problem::PrivateAddress("10.0.0.5".into()))),
        (
            "mta-sts.one.example",
            Some(Problem::TextsError(TextsError::TargetIsPolicyHost("mta-sts.one.example".into()))),
        ),
        ("192.0.2.1", None),
    ] {
        let model = Model::new(&[answers, &crate::url::percent_encoded(target)].concat(), None);
        assert_eq!(model.shown_problem(Field::Target), problem, "{target}");
        assert!(model.set_up().is_some() && !model.entries().is_empty(), "{target}");
    }
}

#[test]
fn a_step_that_was_passed_is_done_only_after_a_look_up() {
    let text = "domain=one.example&hosts=mx.one.example&place=nginx&begun=2026-05-01T00:00:00Z&stage=publish";
    let model = Model::new(text, None);
    let progress = [Stage::Servers, Stage::Reports, Stage::Place, Stage::Publish].map(|stage| model.progress(stage));
    assert_eq!(progress, [Progress::Open, Progress::Skipped, Progress::Open, Progress::Ahead]);
}

#[test]
fn answers_of_a_link_are_not_kept_before_the_reader_answers_something() {
    let link = "domain=one.example&reports=mailto:x@evil.example&place=nginx&begun=2026-05-01T00:00:00Z";
    let model = after(Model::new(link, None), vec![ModelAction::LinkOpened(link.to_owned())]);
    assert!(!model.was_answered);
    let model = after(model, vec![ModelAction::StageChosen(Stage::Domain)]);
    assert!(model.was_answered);
    assert_eq!(model.text_to_store(), None, "the domain was not found yet");
}

#[test]
fn a_host_that_was_not_seen_this_time_changes_no_plan() {
    let model = Model { answers: Answers { mode: Some(Mode::Enforce), ..Answers::default() }, ..Model::default() };
    assert_eq!((model.offers_enforce(), model.mode()), (false, Mode::Enforce));
    let named = Answers { hosts: "mx.example".into(), ..model.answers.clone() };
    assert_eq!(Model { answers: named, ..model }.mode(), Mode::Testing);
}

#[test]
fn the_check_on_show_is_there_at_once_and_what_it_lacks_is_looked_up() {
    let domain: Domain = "one.example".parse().expect("a domain");
    let evidence = Shared::new(Evidence::new(&domain, "one.example", at("2026-06-01T09:00:00Z")));
    let model = Model::new("", Some((&domain, evidence)));
    assert!(model.live_of_domain().is_some());
    assert_eq!((model.looking_up, model.request), (Some(domain), 1));
}
