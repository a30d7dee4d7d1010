//! The pages about TLS reports and bounces as HTML, rendered natively.
#![cfg(not(target_arch = "wasm32"))]

use web::{
    Shared,
    components::Links,
    loader,
    reports::{
        ReportsModule, ReportsPageState,
        pasted::{self, Pasted},
    },
    resolver::ResolverChoice,
    route::Route,
    store::State,
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

#[derive(Properties, PartialEq)]
struct Props {
    module: ReportsModule,
    page_state: ReportsPageState,
}

#[component]
fn Page(Props { module, page_state }: &Props) -> Html {
    if page_state.route == Route::Bounce { (module.bounce)(page_state) } else { (module.reports)(page_state) }
}

async fn shown(route: Route, language: Language) -> String {
    let module = loader::load_reports().await.expect("all is in one file");
    let state = State::new(language, route, String::new(), ResolverChoice::Automatic);
    let page_state = ReportsPageState::new(&state, &Links::default());
    LocalServerRenderer::<Page>::with_props(Props { module, page_state }).hydratable(false).render().await
}

async fn explained(text: &str, language: Language) -> String {
    let explanation = Some(Shared::new(bounce::explain(text.as_bytes())));
    pasted::keep_text(&Pasted { text: text.to_owned(), file: None, explanation });
    shown(Route::Bounce, language).await
}

#[tokio::test(flavor = "current_thread")]
async fn a_bounce_says_what_failed_who_must_act_and_what_to_check() {
    let html = explained("450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.", Language::En).await;
    for said in [
        "data-bounce=\"exo-sts-mx\"",
        "data-act=\"recipient\"",
        "Exchange Online",
        "href=\"/?domain=kestrel.test&amp;lang=en#look-mx,policy",
        "data-copy=\"message\"",
        "nothing is uploaded",
        "href=\"/learn/help-desk\"",
    ] {
        assert!(html.contains(said), "{said} is not in {html}");
    }
    let html = explained("450 4.4.8 MX hosts of 'kestrel.test' failed MTA-STS validation.", Language::Ja).await;
    assert!(html.contains("についてのエラーです"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_was_pasted_is_text_and_nothing_else() {
    let html =
        explained("<script>alert(1)</script> 450 4.4.8 MX hosts of '\"><img src=x onerror=y>' failed", Language::En)
            .await;
    assert!(!html.contains("<script>") && !html.contains("<img"), "{html}");
    assert!(html.contains("data-bounce=\"unknown\""), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn another_kind_of_text_links_to_the_page_that_reads_it() {
    let html = explained("version: STSv1\nmode: enforce\nmx: mx1.kestrel.test\nmax_age: 86400\n", Language::En).await;
    assert!(html.contains("data-looks=\"policy\"") && html.contains("/lint?lang=en"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn before_there_are_files_the_page_for_reports_says_where_to_drop_them() {
    for (language, said) in [(Language::En, "Drop TLS reports here"), (Language::Ja, "TLS レポートをドロップ")]
    {
        let html = shown(Route::Reports, language).await;
        assert!(html.contains(said) && html.contains("data-open=\"reports\""), "{html}");
    }
}
