//! The banner, the path and the table of deliveries as HTML, rendered natively from the example worlds.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, path::Path};

use checker::{
    run_check,
    world::{World, WorldTransport},
};
use evidence::{Evidence, Timestamp};
use mta_sts::Domain;
use web::{
    Shared,
    components::{Links, VerdictCard, deliveries, mail_path, verdict_card},
    store::Check,
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

#[derive(Properties, PartialEq)]
struct Props {
    language: Language,
    evidence: Shared<Evidence>,
    running: bool,
}

#[component]
fn Banner(Props { language, evidence, running }: &Props) -> Html {
    let check = check_of(evidence, *running);
    let card = VerdictCard {
        language: *language,
        check: &check,
        unicode_domain: None,
        checked_at: "29 Nov 2026, 08:00",
        origin: "https://checker.example",
        changes_line: Html::default(),
        deferred_notices: None,
        tools: Html::default(),
        offline: false,
        links: &Links::default(),
    };
    html! {
        <>
            {verdict_card(&card)}
            {mail_path(*language, check.report(), &Links::default())}
            {deliveries(*language, check.report())}
        </>
    }
}

fn check_of(evidence: &Shared<Evidence>, running: bool) -> Check {
    let domain: Domain = evidence.domain.parse().expect("a domain");
    let mut check = Check::running(domain, evidence.clone());
    (check.running, check.took_ms) = (running, 100);
    check
}

async fn played(name: &str) -> Evidence {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/checker/worlds").join(format!("{name}.json"));
    let world: World = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("a world");
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = world.check_time(Timestamp::from_unix(1_795_000_000));
    run_check(&domain, world.initial_evidence(&domain, now), &WorldTransport { world: &world, now }, |_| ()).await
}

async fn rendered(world: &str, language: Language, running: bool) -> String {
    let evidence = Shared::new(played(world).await);
    LocalServerRenderer::<Banner>::with_props(Props { language, evidence, running }).hydratable(false).render().await
}

#[tokio::test(flavor = "current_thread")]
async fn colour_cause_path_and_table_follow_the_senders_that_verify_dane() {
    for language in Language::ALL {
        let html = rendered("dane-mismatch", language, false).await;
        for part in [
            r#"class="verdict bad""#,
            r#"data-cause="dane-tlsa-mismatch""#,
            r#"data-stop="tls" data-state="bad""#,
            r#"data-cell="dane""#,
        ] {
            assert_eq!(html.matches(part).count(), 1, "{part} in {html}");
        }
        assert!(!rendered("dane", language, false).await.contains(r#"data-cell="dane""#), "a column that says nothing");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn mail_that_is_refused_looks_unlike_a_policy_that_is_ignored() {
    let banner = async |world| {
        let html = rendered(world, Language::En, false).await;
        let class = html.split(r#"class="verdict "#).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        let before_figure = html.split(r#"" class="figure""#).next().filter(|before| before.len() < html.len());
        let figure = before_figure.and_then(|before| before.rsplit("d=\"").next()).map(str::to_owned);
        (class.expect("a class"), figure.expect("a mark"))
    };
    let mut looks = Vec::new();
    for (world, class) in [("mx-not-listed", "bad"), ("expired", "care"), ("testing", "info"), ("good", "good")] {
        let look = banner(world).await;
        assert_eq!(look.0, class, "{world}");
        assert!(!looks.contains(&look.1), "{world} has the mark of another");
        looks.push(look.1);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_check_that_runs_has_no_moment_yet_and_one_that_is_done_can_be_repeated() {
    let running = rendered("good", Language::En, true).await;
    assert!(!running.contains(r#"data-fact="checked""#) && !running.contains(r#"class="tools""#), "{running}");
    let done = rendered("good", Language::En, false).await;
    assert!(done.contains(r#"data-fact="checked""#) && done.contains(r#"class="tools""#), "{done}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_stops_of_the_path_are_a_list_and_no_headings() {
    let html = rendered("good", Language::En, false).await;
    let path = html.split(r#"class="way""#).nth(1).and_then(|rest| rest.split("</section>").next()).expect("a path");
    assert_eq!(path.matches("data-stop=").count(), 5);
    assert!(!path.contains("<h3"), "{path}");
}
