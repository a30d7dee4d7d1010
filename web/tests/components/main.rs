//! Components as HTML, rendered natively from the example worlds.
#![cfg(not(target_arch = "wasm32"))]

mod lint;
mod omitted;
mod rules;

use std::{fs, path::Path};

use checker::{
    judge, run_check,
    world::{World, WorldTransport},
};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use web::{
    Shared,
    components::{
        ActionList, Clock, EvidenceProps, Links, deliveries, evidence_section, folded_findings, mail_path,
        unobserved_list,
    },
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

#[derive(Properties, PartialEq)]
struct Props {
    language: Language,
    evidence: Shared<Evidence>,
}

#[component]
fn Everything(Props { language, evidence }: &Props) -> Html {
    let domain: Domain = evidence.domain.parse().expect("a domain");
    let report = Shared::new(judge(&domain, evidence));
    let clock = Clock {
        exact: |moment, _| moment.to_string(),
        time: |moment, _| moment.to_string(),
        day: |moment, _| moment.to_string(),
    };
    let (evidence, failed_resolvers) = (evidence.clone(), Vec::new());
    let props = EvidenceProps { language: *language, evidence, report: report.clone(), failed_resolvers, clock };
    html! {
        <>
            {mail_path(*language, &report, &Links::default())}
            <ActionList language={*language} report={report.clone()} origin="https://checker.example" links={Links::default()} />
            {folded_findings(*language, &report, &Links::default())}
            {deliveries(*language, &report)}
            {unobserved_list(*language, &report, &Links::default())}
            {evidence_section(&props, true)}
        </>
    }
}

async fn played(world: &World) -> Evidence {
    let now = Timestamp::from_unix(1_795_000_000);
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = world.check_time(now);
    run_check(&domain, world.initial_evidence(&domain, now), &WorldTransport { world, now }, |_| ()).await
}

fn world(name: &str) -> World {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/checker/worlds").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a world")
}

async fn rendered(name: &str, language: Language) -> String {
    shown(&world(name), language).await
}

async fn shown(world: &World, language: Language) -> String {
    rendered_evidence(Shared::new(played(world).await), language).await
}

async fn rendered_evidence(evidence: Shared<Evidence>, language: Language) -> String {
    LocalServerRenderer::<Everything>::with_props(Props { language, evidence }).hydratable(false).render().await
}

fn count(html: &str, text: &str) -> usize {
    html.matches(text).count()
}

#[tokio::test(flavor = "current_thread")]
async fn hostile_texts_stay_texts() {
    for language in Language::ALL {
        let html = rendered("hostile", language).await;
        assert_eq!(count(&html, "<script"), 0);
        assert_eq!(count(&html, "<img"), 0);
        assert_eq!(count(&html, " style="), 0);
        assert!(!html.contains('\u{202e}') && !html.contains('\u{1b}') && !html.contains('\0'));
    }
}

#[tokio::test(flavor = "current_thread")]
async fn every_finding_has_its_id_and_severity() {
    let html = rendered("mx-not-listed", Language::En).await;
    assert!(html.contains(r#"data-finding="policy-mx-not-covered" data-severity="error""#), "{html}");
    assert!(html.contains(r##"href="/learn#"##), "a finding links to the page that explains its part: {html}");
    assert!(html.contains(r#"data-step="next-id""#));
    assert!(html.contains(r#"data-outcome="refuse""#));
    let copies = count(&html, r#"data-copy="record""#) + count(&html, r#"data-copy="file""#);
    assert_eq!(count(&html, "<figure"), copies);
    assert_eq!(count(&html, "data-message="), count(&html, "data-owner="), "each gets a message");
    assert_eq!(count(&html, "<ins>"), 1);
}

#[tokio::test(flavor = "current_thread")]
async fn one_text_to_publish_is_shown_once() {
    let html = rendered("hostile", Language::En).await;
    assert_eq!(count(&html, r#"data-patch="file""#), 1);
    assert_eq!(count(&html, r#"data-patch="txt""#), 1);
    let lists = html.split(r#"class="others""#).skip(1);
    let others: usize = lists.map(|rest| count(rest.split("</ul>").next().unwrap_or_default(), "data-finding=")).sum();
    assert_eq!(others, 6, "the others that it fixes stand with it");
}

#[tokio::test(flavor = "current_thread")]
async fn a_domain_without_anything_gets_one_message_with_everything() {
    for language in Language::ALL {
        let html = rendered("absent", language).await;
        assert_eq!(count(&html, r#"data-message="setup""#), 1);
        let message = html.split(r#"data-message="setup""#).nth(1).and_then(|rest| rest.split("</pre>").next());
        let message = message.expect("a message");
        for part in ["version: STSv1", "v=STSv1;", "v=TLSRPTv1;", "/.well-known/mta-sts.txt", "?domain=absent.test"] {
            assert_eq!(count(message, part), 1, "{part} in {message}");
        }
    }
}

/// Texts of the page that are words of ours in its language: not marked as names and values, nor as of another language.
fn words_of(html: &str) -> Vec<String> {
    let (mut texts, mut quiet, mut open) = (Vec::new(), None, Vec::new());
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("every tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default().to_owned();
        if tag.starts_with('/') {
            open.pop();
            quiet = quiet.filter(|depth| *depth <= open.len());
        } else if !tag.ends_with('/') && !["input", "br", "circle", "path", "rect", "polygon"].contains(&name.as_str())
        {
            open.push(name.clone());
            let is_value =
                tag.contains("translate=\"no\"") || tag.contains(" lang=\"") || name == "code" || name == "pre";
            quiet = quiet.or(is_value.then_some(open.len()));
        }
        if quiet.is_none() && !text.trim().is_empty() {
            texts.push(text.trim().to_owned());
        }
    }
    texts
}

/// Four small letters in a row: `TLS 1.3` and `RFC 8461` are the same in both languages, `refused` is not.
fn has_a_word(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_lowercase()).any(|run| run.len() >= 4)
}

#[tokio::test(flavor = "current_thread")]
async fn no_text_is_the_same_in_both_languages() {
    let mut faults = std::collections::BTreeSet::new();
    for world in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/checker/worlds")).expect("worlds") {
        let name = world.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned();
        let english = words_of(&rendered(&name, Language::En).await);
        let japanese = words_of(&rendered(&name, Language::Ja).await);
        let same = japanese.into_iter().filter(|text| has_a_word(text) && english.contains(text));
        faults.extend(same.map(|text| format!("{name}: {text}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_huge_file_is_cut_and_says_so() {
    let html = rendered("huge", Language::Ja).await;
    assert!(html.contains(r#"data-show="all""#));
    assert!(html.len() < 300_000, "{}", html.len());
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_in_order_needs_no_work() {
    let html = rendered("good", Language::En).await;
    assert_eq!(count(&html, r#"data-severity="error""#), 0);
    assert_eq!(count(&html, "data-owner="), 0);
    assert!(html.contains(r#"class="nothing""#));
}

#[tokio::test(flavor = "current_thread")]
async fn a_policy_that_protects_nothing_yet_shows_the_file_of_the_next_mode() {
    for (name, mode) in [("testing", "mode: enforce"), ("none", "mode: testing")] {
        let html = rendered(name, Language::En).await;
        assert_eq!(count(&html, r#"class="nothing""#), 0, "{name}");
        let (file, id) = (html.find(mode), html.find(r#"data-step="next-id""#));
        assert!(file.is_some() && file < id, "{name}: {html}");
        assert_eq!(count(&html, r#"data-finding="policy-mode-"#), 1, "{name}: it is shown once");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn places_that_are_not_listed_are_counted_once() {
    let mut many = world("good");
    let body = format!("version: STSv1\n{}mode: enforce\nmx: mx1.good.test\nmax_age: 1209600\n", "\n".repeat(9));
    many.https.get_mut("mta-sts.good.test").expect("the policy host").body = body;
    let html = shown(&many, Language::En).await;
    assert_eq!(count(&html, "<p>And in 4 more places.</p>"), 1, "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_place_in_a_record_has_its_line_and_column() {
    let html = lint::linted(b"v=STSv1; id=2026-01-01;", Language::En).await;
    assert!(html.contains("STS record, line 1, column 13"), "{html}");
    let html = rendered("bad-id", Language::Ja).await;
    assert!(html.contains("STS レコード、1 行目"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_fault_without_a_text_to_publish_comes_with_a_command_that_shows_it() {
    let html = rendered("expired", Language::En).await;
    assert!(html.contains("-verify_hostname mta-sts.expired.test"), "{html}");
    assert_eq!(count(&html, r#"data-copy="command""#), 1);
}

#[tokio::test(flavor = "current_thread")]
async fn a_domain_without_anything_is_set_up_in_three_steps() {
    for language in Language::ALL {
        let html = rendered("absent", language).await;
        let steps = ["policy", "record", "tlsrpt"].map(|step| html.find(&format!(r#"data-step="{step}""#)));
        assert!(steps[0].is_some() && steps.is_sorted(), "{html}");
        assert_eq!(count(&html, r#"data-step="record" data-finding="record-missing""#), 1);
        assert_eq!(count(&html, r#"data-finding="record-missing""#), 1);
        assert_eq!(count(&html, "<figure"), 3);
        assert_eq!(count(&html, "data-copy="), 10, "the file, two records in four forms, and the message");
        assert_eq!(count(&html, "data-owner="), 0);
    }
}
