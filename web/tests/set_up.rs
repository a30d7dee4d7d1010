//! The page that sets a domain up as HTML, rendered natively.
#![cfg(not(target_arch = "wasm32"))]

use checker::{
    run_check,
    world::{World, WorldTransport},
};
use evidence::Timestamp;
use mta_sts::Domain;
use setup::look_up_caa;
use web::{
    Shared,
    components::{Clock, Links},
    pages::SetUpPage,
    resolver::ResolverChoice,
    route::Route,
    set_up::{SetUpActions, SetUpPageState},
    store::{Action, Check, State},
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

/// A browser on Monday 1 June 2026, 09:00 UTC, that answers nothing.
const ACTIONS: SetUpActions = SetUpActions {
    now: || Timestamp::from_unix(1_780_304_400),
    clock: Clock {
        exact: |moment, _| moment.to_string(),
        time: |moment, _| moment.to_string(),
        day: |moment, _| moment.to_string(),
    },
    domain: |typed| typed.parse().ok(),
    check: |_, _, _| (),
    look_up: |_, _, _| (),
    unicode: |_| None,
    local_day: |moment| moment.iso_date().replace('-', ""),
    put_address: |_, _| (),
    push_address: |_, _| (),
    on_back: |_| Box::new(|| ()),
    link: |answers, language| format!("https://checker.test/setup?lang={}#{answers}", language.tag()),
    save: |_, _| (),
    kept: |_| (),
    keep: |_, _| (),
};

#[derive(Properties, PartialEq)]
struct Props {
    page_state: SetUpPageState,
}

#[component]
fn Page(Props { page_state }: &Props) -> Html {
    html! { <SetUpPage page_state={page_state.clone()} actions={ACTIONS} /> }
}

/// The page with the check of a demo domain on show, at these answers.
async fn shown(answers: &str, check: Option<Check>, language: Language) -> String {
    let route = Route::SetUp { answers: answers.to_owned() };
    let mut state = State::new(language, route, String::new(), ResolverChoice::Automatic);
    state.session.check = check;
    let page_state = SetUpPageState::new(&Shared::new(state), &Links::default());
    LocalServerRenderer::<Page>::with_props(Props { page_state }).hydratable(false).render().await
}

/// Answers are in the address, not in the route: the route of the link "Set up" is the one on show.
#[test]
fn a_link_to_the_page_on_show_is_noticed() {
    let route = Route::SetUp { answers: String::new() };
    let first = State::new(Language::En, route.clone(), String::new(), ResolverChoice::Automatic);
    let again = first.clone().reduce(Action::Navigated(route.clone()));
    let back = first.clone().reduce(Action::NavigatedBack(route));
    let page = |state: State| SetUpPageState::new(&Shared::new(state), &Links::default());
    assert!(page(first.clone()) != page(again) && page(first) == page(back));
}

async fn check(name: &str) -> Check {
    seen(name, false).await
}

/// With the CAA records of the policy host, as a look-up of the page has them.
async fn check_with_caa(name: &str) -> Check {
    seen(name, true).await
}

async fn seen(name: &str, with_caa: bool) -> Check {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/checker/worlds/").to_owned() + name + ".json";
    let text = std::fs::read_to_string(path).expect("a world file");
    let world: World = serde_json::from_str(&text).expect("a world");
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = Timestamp::from_unix(1_780_304_400);
    let transport = WorldTransport { world: &world, now };
    let mut seen = run_check(&domain, world.initial_evidence(&domain, now), &transport, |_| {}).await;
    if with_caa {
        seen.extend(look_up_caa(&domain, &transport).await);
    }
    let mut check = Check::running(domain, Shared::new(seen));
    check.running = false;
    check
}

fn expect(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_beginning_asks_for_a_domain_and_nothing_else() {
    for (language, title) in [(Language::En, "Set up MTA-STS"), (Language::Ja, "MTA-STS を設定する")] {
        let html = shown("", None, language).await;
        expect(&html, &[title, "id=\"set-up-domain\"", "id=\"set-up-hosts\"", "data-look-up"]);
        assert!(!html.contains("class=\"there\"") && !html.contains("set-up-problem"), "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_there_stands_above_every_stage() {
    for stage in ["domain", "servers", "reports", "place", "panel", "publish", "testing"] {
        let answers = format!("domain=absent.test&place=nginx&begun=2026-06-01T09:00:00Z&stage={stage}");
        let html = shown(&answers, Some(check("absent").await), Language::En).await;
        expect(
            &html,
            &["1 mail server, certificate valid", "No TLS reporting record", "No policy file and no STS record"],
        );
        expect(&html, &[&format!("data-stage=\"{stage}\""), "aria-current=\"step\""]);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_recipe_has_the_domain_and_its_mail_servers_filled_in() {
    let answers = "domain=absent.test&place=nginx&target=192.0.2.10&begun=2026-06-01T09:00:00Z&stage=place";
    let html = shown(answers, Some(check("absent").await), Language::En).await;
    expect(
        &html,
        &["server_name mta-sts.absent.test;", "mx: mx1.absent.test", "mode: testing", "data-trap=\"redirect\""],
    );
    expect(&html, &["--resolve"]);
    assert!(!html.contains("class=\"hit\""), "a trap is shown only where the answer makes it one: {html}");
}

#[tokio::test(flavor = "current_thread")]
async fn entries_are_shown_as_the_panel_wants_them() {
    let answers = |panel: &str| {
        format!("domain=absent.test&place=nginx&target=192.0.2.10&panel={panel}&begun=2026-06-01T09:00:00Z&stage=panel")
    };
    let html = shown(&answers("desec"), Some(check("absent").await), Language::En).await;
    expect(&html, &[">\"v=STSv1; id=20260601090000Z;\"<"]);
    let html = shown(&answers("cloudflare"), Some(check("absent").await), Language::En).await;
    expect(&html, &[">v=STSv1; id=20260601090000Z;<", "data-form=\"octodns\"", "data-entry=\"policy-host\""]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_panel_has_its_own_words_and_a_service_shows_type_and_value() {
    let answers = |more: &str| format!("domain=absent.test&{more}&begun=2026-06-01T09:00:00Z&stage=panel");
    let onamae = "place=nginx&target=192.0.2.10&panel=onamae";
    let html = shown(&answers(onamae), Some(check("absent").await), Language::Ja).await;
    expect(&html, &["<dt>TYPE</dt>", "<dt>ホスト名</dt>", "<dt>VALUE</dt>"]);
    let html = shown(&answers("place=sophos&panel=cloudflare"), Some(check("absent").await), Language::En).await;
    expect(&html, &["as the service shows (usually CNAME)", "Copy the value from the service.", "data-note=\"entry\""]);
    assert!(!html.contains("<dd>TXT</dd>"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_recipe_says_where_its_text_goes_and_what_happens_by_itself() {
    let answers = "domain=absent.test&place=caddy&target=192.0.2.10&begun=2026-06-01T09:00:00Z&stage=place";
    let html = shown(answers, Some(check("absent").await), Language::En).await;
    expect(
        &html,
        &["Add this block to your", "data-extent=\"block\"", "does this by itself. Wait a minute, then check."],
    );
    expect(&html, &["mta-sts.absent.test  A  192.0.2.10", "Before DNS points there, IPv4", "data-tried=\"true\""]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_link_that_holds_no_set_up_says_so_and_shows_nothing_of_it() {
    let html = shown("domain=%3Cscript%3Ealert(1)%3C%2Fscript%3E", None, Language::En).await;
    expect(&html, &["data-problem=\"link\""]);
    assert!(!html.contains("alert(1)"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn publishing_shows_the_single_next_entry() {
    let answers = "domain=absent.test&reports=tls%40absent.test&place=nginx&begun=2026-06-01T09:00:00Z&stage=publish";
    let html = shown(answers, Some(check("absent").await), Language::En).await;
    expect(&html, &["data-outcome=\"ready\"", "data-next=\"tlsrpt\"", "v=TLSRPTv1; rua=mailto:tls@absent.test;"]);
    assert_eq!(html.matches("data-entry=").count(), 1, "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn caa_records_are_compared_with_the_chosen_host() {
    let answers = |place: &str, stage: &str| {
        format!("domain=absent.test&place={place}&begun=2026-06-01T09:00:00Z&reports=tls@absent.test&stage={stage}")
    };
    for (place, verdict, said) in [
        ("nginx", "allowed", "allow a certificate authority of this host"),
        ("aws-s3-cloudfront", "forbidden", "amazontrust.com"),
        ("firebase", "limited", "only"),
    ] {
        let html = shown(&answers(place, "place"), Some(check_with_caa("absent").await), Language::En).await;
        expect(&html, &[&format!("data-caa=\"{verdict}\""), "data-there=\"caa\"", said, "letsencrypt.org"]);
        assert!(!html.contains("data-trap=\"caa\""), "what was looked up is not asked: {html}");
    }
    let html = shown(&answers("nginx", "place"), Some(check("absent").await), Language::En).await;
    assert!(html.contains("data-trap=\"caa\"") && !html.contains("data-caa"), "{html}");
    let html =
        shown(&answers("aws-s3-cloudfront", "publish"), Some(check_with_caa("absent").await), Language::Ja).await;
    expect(&html, &["data-outcome=\"ready\"", "data-cause=\"caa-forbids\" data-effect=\"warns\""]);
}

#[tokio::test(flavor = "current_thread")]
async fn another_entry_at_the_policy_host_is_named() {
    let answers = "domain=wrong-name.test&place=nginx&target=203.0.113.9&begun=2026-06-01T09:00:00Z&stage=publish&reports=mailto:tlsrpt@wrong-name.test";
    let html = shown(answers, Some(check_with_caa("wrong-name").await), Language::En).await;
    expect(
        &html,
        &["data-cause=\"host-elsewhere\"", "192.0.2.24", "wildcard", "data-next=\"policy-host\"", "203.0.113.9"],
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_domain_that_needs_no_set_up_or_accepts_no_mail_says_so() {
    for (name, parts) in [
        (
            "good",
            [
                "data-standing=\"protected\"",
                "/change?lang=en#domain=good.test\"",
                "#domain=good.test&amp;goal=remove\"",
            ],
        ),
        ("testing", ["data-standing=\"in-testing\"", "data-onward=\"testing\"", ""]),
        // It is no mistake, so it looks like none.
        ("null-mx", ["data-obstacle=\"no-mail\" class=\"notice marked\"", "data-other-domain", ""]),
    ] {
        let answers = format!("domain={name}.test&begun=2026-06-01T09:00:00Z");
        expect(&shown(&answers, Some(check(name).await), Language::En).await, &parts);
    }
    let answers = "domain=testing.test&begun=2026-06-01T09:00:00Z&stage=testing";
    let html = shown(answers, Some(check("testing").await), Language::En).await;
    assert!(!html.contains("set-up-problem"), "nothing is missing before the last step: {html}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_answers_without_the_policy_is_not_as_expected() {
    for (name, cause, finding) in [
        ("policy-404", "file-not-served", "policy-http-not-found"),
        ("html-page", "file-html", "policy-body-is-html"),
        ("mode-typo", "file-invalid", "/rules/policy-"),
        ("bad-id", "record-faulty", "/rules/record-"),
    ] {
        let answers =
            format!("domain={name}.test&reports=tls@{name}.test&place=nginx&begun=2026-06-01T09:00:00Z&stage=publish");
        let html = shown(&answers, Some(check(name).await), Language::En).await;
        expect(&html, &[&format!("data-cause=\"{cause}\" data-effect=\"warns\""), finding, "Not right yet"]);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_mail_server_that_is_not_ready_has_its_reason() {
    for (name, finding) in [("mx-expired", "mx-cert-expired"), ("mx-no-starttls", "mx-starttls-missing")] {
        let answers = format!("domain={name}.test&begun=2026-06-01T09:00:00Z&stage=servers");
        let html = shown(&answers, Some(check(name).await), Language::En).await;
        expect(&html, &[&format!("data-finding=\"{finding}\""), "data-look-again"]);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_named_mail_server_that_mx_records_name_is_as_ready_as_without_the_name() {
    for (hosts, modes) in [("10 mx1.good.test.", 2), ("mx9.good.test", 1)] {
        let answers = format!("domain=good.test&hosts={hosts}&begun=2026-06-01T09:00:00Z&stage=servers");
        let html = shown(&answers, Some(check("good").await), Language::En).await;
        assert_eq!(html.matches("name=\"mode\"").count(), modes, "{hosts}: {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn the_list_of_places_folds_once_one_is_chosen() {
    let place = |place: &str| format!("domain=absent.test&place={place}&begun=2026-06-01T09:00:00Z&stage=place");
    let html = shown(&place(""), Some(check("absent").await), Language::En).await;
    expect(&html, &["data-place=\"nginx\"", "data-not-sure"]);
    let html = shown(&place("nginx"), Some(check("absent").await), Language::En).await;
    expect(&html, &["data-chosen-place", "data-list-places", "data-recipe=\"nginx\""]);
    assert!(!html.contains("data-place=\"caddy\""), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn steps_are_ticked_off_only_by_the_look_up() {
    let answers = "domain=absent.test&place=nginx&begun=2026-06-01T09:00:00Z&stage=publish";
    let html = shown(answers, Some(check("absent").await), Language::En).await;
    let progress: Vec<&str> =
        html.split("data-progress=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(progress, ["done", "done", "skipped", "open", "open", "ahead", "ahead"]);
    expect(&html, &["Place of the file<span class=\"hidden\">: </span><small>not published yet</small>"]);
}

#[tokio::test(flavor = "current_thread")]
async fn an_answer_to_a_trap_is_in_the_address() {
    let answers = "domain=absent.test&place=nginx&begun=2026-06-01T09:00:00Z&stage=place&traps=redirect.yes";
    expect(&shown(answers, Some(check("absent").await), Language::En).await, &["class=\"hit\""]);
}
