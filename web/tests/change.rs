//! The page that plans a change as HTML, rendered natively.
#![cfg(not(target_arch = "wasm32"))]

use evidence::Timestamp;
use web::{
    Shared,
    change::{ChangeDesk, ChangeVisit},
    components::Links,
    pages::ChangePage,
    resolver::Choice,
    route::Route,
    store::State,
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

/// A browser on Monday 1 June 2026, 09:00 UTC, that answers nothing.
const DESK: ChangeDesk = ChangeDesk {
    now: || Timestamp::from_unix(1_780_304_400),
    domain: |typed| typed.parse().ok(),
    look_up: |_, _, _| (),
    put_address: |_, _| (),
    link: |plan, language| format!("https://checker.test/change?lang={}#{plan}", language.tag()),
    save: |_, _| (),
    kept: |_| (),
    keep: |_, _| (),
};

const STATE: &str =
    "mx=10,mx1.oldmail.test&policy=enforce,604800,mx1.oldmail.test&id=20260114093000Z&ttl=3600,3600,3600";
const MOVE: &str =
    "domain=lakeside-clinic.test&goal=move-mx=mx1.newmail.test,mx2.newmail.test&start=2026-06-01T09:00:00Z";

#[derive(Properties, PartialEq)]
struct Props {
    visit: ChangeVisit,
}

#[component]
fn Page(Props { visit }: &Props) -> Html {
    html! { <ChangePage visit={visit.clone()} desk={DESK} /> }
}

async fn shown(plan: &str, language: Language) -> String {
    let route = Route::Change { plan: plan.to_owned() };
    let state = Shared::new(State::new(language, route, String::new(), Choice::Automatic));
    let visit = ChangeVisit::new(&state, &Links::default());
    LocalServerRenderer::<Page>::with_props(Props { visit }).hydratable(false).render().await
}

fn expect(html: &str, all: &[&str]) {
    for said in all {
        assert!(html.contains(said), "{said} is not in {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_plan_in_the_address_has_its_end_its_steps_and_its_timeline() {
    let html = shown(&format!("{MOVE}&{STATE}"), Language::En).await;
    expect(
        &html,
        &[
            "Move mail for",
            "Sat 13 Jun 2026 16:00 UTC",
            "id=\"step-12\"",
            "data-step=\"copies\"",
            "<ins>mx: mx1.newmail.test\n</ins>",
            "v=STSv1; id=20260601090000Z;",
            "<ins>10 mx1.newmail.test.\n</ins>",
            "wait: 7 days",
            "data-lane=\"expiry\"",
            "data-harm=\"0\"",
            "data-form=\"safe\"",
            "data-form=\"short\"",
            "data-save=\"ics\"",
        ],
    );
    assert_eq!(html.matches("data-patch=\"mx\"").count(), 3, "two steps and the way back");
    assert!(!html.contains(" style="), "styles stand in the style sheet");
}

#[tokio::test(flavor = "current_thread")]
async fn at_its_start_a_plan_says_what_an_early_change_of_mx_does() {
    let html = shown(&format!("{MOVE}&{STATE}"), Language::En).await;
    expect(&html, &["data-early=\"skipped\"", "until Mon 8 Jun 2026 10:00 UTC", "Waits until its copy expires"]);
}

#[tokio::test(flavor = "current_thread")]
async fn japanese_has_japans_time_everywhere() {
    let html = shown(&format!("{MOVE}&{STATE}"), Language::Ja).await;
    expect(&html, &["最も早い終了", "2026年6月14日（日）01:00（日本時間）", "期限が切れるまで保持する", "6/2"]);
    assert!(!html.contains("UTC"), "one clock for all dates");
}

#[tokio::test(flavor = "current_thread")]
async fn without_a_plan_the_form_asks_for_domain_and_goal() {
    for (language, said) in [(Language::En, "Plan a change"), (Language::Ja, "変更を計画する")] {
        let html = shown("", language).await;
        expect(&html, &[said, "id=\"change-domain\"", "id=\"change-goal\"", "id=\"change-value\"", "data-make"]);
        assert!(!html.contains("change-problem"), "{html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_goal_of_a_finding_is_filled_in() {
    let html = shown("domain=example.com&goal=repair", Language::En).await;
    expect(&html, &["value=\"example.com\"", "<option value=\"repair\" selected", "Checking example.com"]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_link_that_holds_no_plan_says_so_and_shows_nothing_of_it() {
    let html = shown("domain=<script>alert(1)</script>", Language::En).await;
    expect(&html, &["data-problem=\"link\""]);
    assert!(!html.contains("<script"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_goal_that_does_not_fit_says_why() {
    let html =
        shown(&format!("domain=a.test&goal=add-mx=mx1.oldmail.test&start=2026-06-01T09:00:00Z&{STATE}"), Language::En)
            .await;
    expect(&html, &["data-problem=\"impossible\"", "The domain is already as"]);
}

#[tokio::test(flavor = "current_thread")]
async fn every_goal_has_a_title_and_a_plan() {
    for (goal, title) in [
        ("add-mx=mx2.a.test", "Add"),
        ("rename-mx=mx1.oldmail.test,mx2.a.test", "Replace"),
        ("mode=testing", "back to testing"),
        ("max-age=86400", "Change"),
        ("renew-certificate=mx1.oldmail.test", "Replace the certificate of"),
        ("move-host=192.0.2.1", "Move the policy host"),
        ("to-service=_mta-sts.s.test,mta-sts.s.test", "Hand the policy"),
        ("to-own=192.0.2.1", "Take the policy"),
        ("repair", "Repair the policy"),
        ("remove", "Remove MTA-STS from"),
        ("park", "Give up"),
    ] {
        let plan = format!("domain=a.test&goal={goal}&start=2026-06-01T09:00:00Z&host=192.0.2.9&{STATE}");
        let html = shown(&plan, Language::En).await;
        let words = title.split(' ').collect::<Vec<_>>();
        assert!(words.iter().all(|word| html.contains(word)) && html.contains("id=\"step-1\""), "{goal}: {html}");
    }
}
