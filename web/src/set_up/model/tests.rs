//! Tests of the set-up model, action by action.

use mta_sts::Mode;

use super::*;

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
        (None, Stage::Reports, Some(Problem::TextsError(TextsError::NoMx))),
        (Some(typed(|answers, text| answers.hosts = text, "mx1.example.com")), Stage::Reports, None),
        (
            Some(typed(|answers, text| answers.reports = text, "ftp://example.com")),
            Stage::Place,
            Some(Problem::TextsError(TextsError::Reports("ftp://example.com".into()))),
        ),
        (Some(typed(|answers, text| answers.reports = text, "tls@example.com")), Stage::Place, None),
        (None, Stage::Panel, Some(Problem::Place)),
        (Some(typed(|answers, text| answers.place = text, "nginx")), Stage::Panel, None),
        (Some(typed(|answers, text| answers.target = text, "my server")), Stage::Publish, Some(Problem::Target)),
        (Some(typed(|answers, text| answers.target = text, "192.0.2.1")), Stage::Publish, None),
    ] {
        let before = model.answers.stage;
        model = after(model, action.into_iter().chain([ModelAction::StageChosen(stage)]).collect());
        let there = if problem.is_none() { stage } else { before };
        assert_eq!((model.problem.clone(), model.answers.stage), (problem, there), "{stage:?}");
    }
    assert_eq!(model.entries().len(), 3, "reports, address, record");
}

#[test]
fn enforce_is_not_offered_for_hosts_that_were_not_looked_at() {
    let mut model = after(Model::default(), sent("example.com"));
    model.answers.mode = Mode::Enforce;
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
    assert_eq!(model.taken_from.as_deref(), Some("one.example"));
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
    assert_eq!(model.taken_from.as_deref(), Some("one.example"));
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
    assert_eq!(model.taken_from, None);
}

#[test]
fn answers_of_a_link_are_not_kept_before_the_reader_answers_something() {
    let link = "domain=one.example&reports=mailto:x@evil.example&place=nginx&begun=2026-05-01T00:00:00Z";
    let model = after(Model::new(link, None), vec![ModelAction::LinkOpened(link.to_owned())]);
    assert!(!model.was_answered);
    assert!(after(model, vec![ModelAction::StageChosen(Stage::Domain)]).was_answered);
}

#[test]
fn a_host_that_was_not_seen_this_time_changes_no_plan() {
    let model = Model { answers: Answers { mode: Mode::Enforce, ..Answers::default() }, ..Model::default() };
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
