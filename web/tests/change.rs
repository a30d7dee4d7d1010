//! The page that plans a change as HTML, rendered natively.
#![cfg(not(target_arch = "wasm32"))]

use checker::{
    run_check,
    world::{World, WorldTransport},
};
use evidence::Timestamp;
use mta_sts::Domain;
use serde_json::{Value, json};
use web::{
    Shared,
    change::{ChangeActions, ChangePageState},
    components::Links,
    pages::ChangePage,
    resolver::ResolverChoice,
    route::Route,
    store::{Check, State},
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

/// A browser on Monday 1 June 2026, 09:00 UTC, that answers nothing.
const ACTIONS: ChangeActions = ChangeActions {
    now: || Timestamp::from_unix(1_780_304_400),
    parse_domain: |typed| typed.parse().ok(),
    check_domain: |_, _, _| (),
    replace_url: |_, _| (),
    plan_url: |plan, language| format!("https://checker.test/change?lang={}#{plan}", language.tag()),
    save_file: |_, _| (),
    load_plans: |_| (),
    save_plans: |_, _| (),
};

const STATE: &str =
    "mx=10,mx1.oldmail.test&policy=enforce,604800,mx1.oldmail.test&id=20260114093000Z&ttl=3600,3600,3600";
const MOVE: &str =
    "domain=lakeside-clinic.test&goal=move-mx=mx1.newmail.test,mx2.newmail.test&start=2026-06-01T09:00:00Z";

#[derive(Properties, PartialEq)]
struct Props {
    page_state: ChangePageState,
}

#[component]
fn Page(Props { page_state }: &Props) -> Html {
    html! { <ChangePage page_state={page_state.clone()} actions={ACTIONS} /> }
}

async fn shown(plan: &str, language: Language) -> String {
    shown_beside(plan, None, language).await
}

async fn shown_beside(plan: &str, check: Option<Check>, language: Language) -> String {
    let route = Route::Change { plan: plan.to_owned() };
    let mut state = State::new(language, route, String::new(), ResolverChoice::Automatic);
    state.session.check = check;
    let state = Shared::new(state);
    let page_state = ChangePageState::new(&state, &Links::default());
    LocalServerRenderer::<Page>::with_props(Props { page_state }).hydratable(false).render().await
}

/// A check of the good domain on Wednesday 3 June 2026, 16:00 UTC, after a change.
async fn checked(change: impl FnOnce(&mut Value)) -> Check {
    let mut world: Value = serde_json::from_str(include_str!("../../crates/checker/worlds/good.json")).expect("JSON");
    world["now"] = json!("2026-06-03T16:00:00Z");
    change(&mut world);
    let world: World = serde_json::from_value(world).expect("a world");
    let domain: Domain = world.domain.parse().expect("a domain");
    let now = Timestamp::from_unix(1_780_502_400);
    let begun = world.initial_evidence(&domain, now);
    let evidence = run_check(&domain, begun, &WorldTransport { world: &world, now }, |_| ()).await;
    let mut check = Check::running(domain, Shared::new(evidence));
    check.running = false;
    check
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
    expect(&html, &["value=\"example.com\"", "<option value=\"12\" selected", "Checking example.com"]);
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
    expect(&html, &["data-problem=\"impossible\"", "the domain is already in this state"]);
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
        ("remove", "Remove MTA-STS from"),
        ("park", "Give up"),
    ] {
        let plan = format!("domain=a.test&goal={goal}&start=2026-06-01T09:00:00Z&host=192.0.2.9&{STATE}");
        let html = shown(&plan, Language::En).await;
        let words = title.split(' ').collect::<Vec<_>>();
        assert!(words.iter().all(|word| html.contains(word)) && html.contains("id=\"step-1\""), "{goal}: {html}");
    }
}

/// Mail moves to the server that the good domain has.
const RETURN: &str = "domain=good.test&goal=move-mx=mx1.good.test&start=2026-06-01T09:00:00Z&mx=10,old.good.test\
    &policy=enforce,604800,old.good.test&id=20260114093000Z&ttl=3600,3600,3600";

#[tokio::test(flavor = "current_thread")]
async fn mx_that_changed_too_early_comes_first_with_its_harm_its_repair_and_its_end() {
    let check = checked(|_| ()).await;
    let html = shown_beside(RETURN, Some(check.clone()), Language::En).await;
    expect(
        &html,
        &[
            "id=\"change-compare\" data-progress=\"too-early\"",
            "Step 9 · done too early",
            "data-patch=\"repair\"",
            "<ins>20 old.good.test.\n</ins>",
            "Senders with a policy from before this plan refuse",
            "Wed 10 Jun 2026 19:00 UTC at the earliest, if the late steps are done now.",
            "Step 2 · late",
        ],
    );
    let html = shown_beside(RETURN, Some(check), Language::Ja).await;
    expect(&html, &["早すぎた手順", "それまで MX に戻すメールサーバー"]);
}

#[tokio::test(flavor = "current_thread")]
async fn each_mx_record_to_restore_is_marked_on_its_own() {
    let two = RETURN.replace("mx=10,old.good.test", "mx=10,old.good.test;20,old2.good.test");
    let two = two.replace("604800,old.good.test", "604800,old.good.test;old2.good.test");
    let html = shown_beside(&two, Some(checked(|_| ()).await), Language::En).await;
    expect(&html, &["<ins>20 old.good.test.\n</ins><ins>30 old2.good.test.\n</ins>"]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_late_step_moves_those_after_it() {
    let old =
        |world: &mut Value| world["dns"]["good.test MX"] = json!({ "rrs": [[10, "old.good.test."]], "ttl": 3600 });
    let html = shown_beside(RETURN, Some(checked(old).await), Language::En).await;
    expect(
        &html,
        &[
            "data-progress=\"late\"",
            "A step is late",
            "Step 3 · after step 2",
            "<del>Mon 8 Jun 2026 12:00 UTC</del>",
            "<ins>Wed 10 Jun 2026 19:00 UTC</ins>",
        ],
    );
}

#[tokio::test(flavor = "current_thread")]
async fn the_domain_of_the_check_on_show_is_filled_in_with_its_state() {
    let html = shown_beside("", Some(checked(|_| ()).await), Language::En).await;
    expect(&html, &["value=\"good.test\"", "id=\"change-live\"", "10 mx1.good.test", "1209600"]);
}
