//! The page about many domains as HTML, rendered natively.
#![cfg(not(target_arch = "wasm32"))]

mod export;

use std::rc::Rc;

use mta_sts::Uts46;
use web::{
    Shared,
    components::{Clock, Links},
    many::{
        ManyActions, ManyPageState, RunnerActions,
        input::Input,
        outcome::{EarlierOutcome, Outcome, Texts},
        run::{Phase, Row, RowState},
        view::{CompareFile, View},
    },
    pages::ManyPage,
    resolver::ResolverChoice,
    route::Route,
    store::State,
};
use words::Language;
use yew::{LocalServerRenderer, prelude::*};

const CLOCK: Clock = Clock {
    exact: |moment, _| moment.to_string(),
    day: |moment, _| moment.to_string()[..10].to_owned(),
    time: |moment, _| moment.to_string(),
};

const RUNNER: RunnerActions = RunnerActions {
    watch: |_| (),
    configure: |_| (),
    start: |_| (),
    pause: || (),
    resume: || (),
    cancel: || (),
    retry: |_| (),
    restart: || (),
    clear: || (),
    compare: |_| (),
    compare_with_file: |_, _| (),
    load_detail: |_, _| (),
    save_documents: |_, _, _| (),
};

const ACTIONS: ManyActions = ManyActions {
    chosen_files: |_| Vec::new(),
    set_drop_handler: |_| (),
    read_file: |_, _| (),
    read_results: |_, _| (),
    read_typed: |text| Input::read(None, text, None, &Uts46),
    read_list: |file, text, column, done| done.emit(Input::read(file, text, column, &Uts46)),
    watch_viewport: |_, _| Box::new(|| ()),
    save_file: |_, _| (),
    load_words: |_, _| (),
    local_day: |moment| moment.to_string()[..10].replace('-', ""),
    scroll_to_top: || (),
    clock: CLOCK,
    origin: || "https://checker.example".to_owned(),
    runner: RUNNER,
};

#[derive(Properties, PartialEq)]
struct Props {
    page_state: ManyPageState,
    view: Shared<View>,
}

#[component]
fn Page(props: &Props) -> Html {
    html! { <ManyPage page_state={props.page_state.clone()} actions={ACTIONS} shown={props.view.clone()} /> }
}

async fn shown(view: View, typed: &str, language: Language) -> String {
    let state = State::new(language, Route::Many, typed.to_owned(), ResolverChoice::Automatic);
    let page_state = ManyPageState::new(&state, &Links::default());
    let props = Props { page_state, view: Shared::new(View { is_loaded: true, ..view }) };
    LocalServerRenderer::<Page>::with_props(props).hydratable(false).render().await
}

fn outcome(verdict: &str, severity: &str, finding: &str, before: Option<(&str, &str)>) -> Outcome {
    let texts = |of: &str| Texts { headline: format!("<b>{of}</b> | {finding}"), next_step: format!("{of} next") };
    Outcome {
        started: 1_769_860_800,
        key: Some(1),
        verdict: verdict.into(),
        severity: severity.into(),
        finding: finding.into(),
        owner: if finding.is_empty() { String::new() } else { "dns".into() },
        texts: [("en".to_owned(), texts("en")), ("ja".to_owned(), texts("ja"))].into(),
        before: before.map(|(verdict, trend)| EarlierOutcome {
            started: 1_769_256_000,
            verdict: verdict.into(),
            trend: trend.into(),
            ..EarlierOutcome::default()
        }),
        ..Outcome::default()
    }
}

fn row(domain: &str, state: RowState) -> Rc<Row> {
    let customers = if domain == "a.example" { vec!["Acme | Co".to_owned(), "Lima".to_owned()] } else { Vec::new() };
    Rc::new(Row { domain: domain.into(), typed: domain.into(), unicode: None, customers, state })
}

fn view(phase: Phase) -> View {
    let done = |outcome: Outcome| RowState::Done(Rc::new(outcome));
    View {
        phase,
        name: Some("customers.csv".into()),
        started: 1_769_860_000,
        rows: vec![
            row("a.example", done(outcome("refusing", "error", "policy-mx-not-covered", Some(("enforced", "worse"))))),
            row("b.example", done(outcome("enforced", "pass", "", Some(("enforced", "same"))))),
            row("c.example", done(outcome("unknown", "unknown", "", None))),
            row("d.example", RowState::Checking(None)),
            row("e.example", RowState::Waiting),
        ],
        jobs: 4,
        ..View::default()
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_row_says_verdict_finding_next_step_and_owner_and_leads_to_its_report() {
    for (language, owner, before) in [
        (Language::En, "DNS provider", "was: verified TLS only"),
        (Language::Ja, "DNS の担当者", "前回：検証済みの TLS のみ"),
    ] {
        let html = shown(view(Phase::Paused), "", language).await;
        let href = format!("href=\"/?domain=a.example&amp;kept=2026-01-31T12%3A00%3A00Z&amp;lang={}\"", language.tag());
        let text = format!("&lt;b&gt;{}&lt;/b&gt; | policy-mx-not-covered", language.tag());
        for said in [
            href.as_str(),
            owner,
            before,
            &text,
            "Acme | Co · Lima",
            "data-trend=\"worse\"",
            "data-done=\"3\" data-all=\"5\"",
        ] {
            assert!(html.contains(said), "{said} is not in {html}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn each_phase_offers_what_can_be_done_in_it() {
    for (phase, offered, missing) in [
        (Phase::Running, &["pause", "cancel"][..], &["resume", "retry", "new"][..]),
        (Phase::Paused, &["resume", "cancel", "retry"], &["pause", "new"]),
        (Phase::Cancelled, &["resume", "retry", "new"], &["pause", "cancel"]),
        (Phase::Done, &["retry", "new"], &["pause", "resume", "cancel"]),
    ] {
        let html = shown(view(phase), "", Language::En).await;
        for button in offered {
            assert!(html.contains(&format!("data-run=\"{button}\"")), "{phase:?}: {button}");
        }
        for button in missing {
            assert!(!html.contains(&format!("data-run=\"{button}\"")), "{phase:?}: {button}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_got_worse_stands_first_once_the_run_waits() {
    let html = shown(view(Phase::Done), "", Language::En).await;
    let groups: Vec<_> =
        ["worse", "unseen", "in-order", "waiting"].map(|group| html.find(&format!("data-group=\"{group}\""))).into();
    assert!(groups.iter().all(Option::is_some) && groups.is_sorted(), "{groups:?} in {html}");
    assert!(html.contains("Got worse since 2026-01-24"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_compared_file_is_named_and_what_got_worse_stands_first_even_while_checks_go_on() {
    for (phase, comparisons, worst_first) in
        [(Phase::Running, 0, false), (Phase::Running, 1, true), (Phase::Done, 0, true)]
    {
        let of_phase = View {
            started: 7 + i64::from(comparisons > 0),
            compared_file: Some(compare_file(false)),
            comparisons,
            ..view(phase)
        };
        let html = shown(of_phase, "", Language::En).await;
        assert_eq!(html.contains("data-group=\"worse\""), worst_first, "{phase:?} {comparisons}");
        let option = "<option value=\"1\" selected=\"selected\">&lt;last&gt;.jsonl</option>";
        assert!(html.contains(option), "{html}");
        assert!(html.contains("it has 2 of 3 checked domains"), "{html}");
    }
    let html = shown(view(Phase::Done), "", Language::En).await;
    assert!(!html.contains("data-compare=") && !html.contains("data-compared-file"), "{html}");
}

fn compare_file(is_gone: bool) -> CompareFile {
    CompareFile { name: "<last>.jsonl".into(), is_gone, is_stored: !is_gone }
}

#[tokio::test(flavor = "current_thread")]
async fn a_compared_file_that_is_not_stored_is_asked_for_again() {
    for (language, words) in
        [(Language::En, "Choose the file again"), (Language::Ja, "ファイルをもう一度選んでください")]
    {
        let gone = View { compared_file: Some(compare_file(true)), ..view(Phase::Done) };
        let html = shown(gone, "", language).await;
        assert!(html.contains("data-notice=\"compared-gone\"") && html.contains(words), "{html}");
        assert!(!html.contains("data-compared-file"), "{html}");
    }
}

/// Returns the text of a region that screen readers announce.
fn announced(html: &str) -> &str {
    let (_, rest) = html.split_once("<progress").expect("the progress");
    let (_, rest) = rest.split_once("<p role=\"status\" class=\"hidden\">").expect("a status");
    rest.split_once("</p>").expect("its end").0
}

#[tokio::test(flavor = "current_thread")]
async fn what_changes_with_every_check_is_not_announced_and_the_result_is_announced_as_a_whole() {
    let compared = |phase| View { compared_file: Some(compare_file(false)), ..view(phase) };
    let html = shown(compared(Phase::Running), "", Language::En).await;
    assert_eq!(announced(&html), "");
    let note = html.split('<').find(|tag| tag.contains("data-compared-file")).expect("the compared file");
    assert!(!note.contains("role="), "{note}");
    let comparing = View { is_comparing: true, ..compared(Phase::Done) };
    assert_eq!(announced(&shown(comparing, "", Language::En).await), "Comparing …");
    assert_eq!(
        announced(&shown(compared(Phase::Done), "", Language::En).await),
        "3 of 5 checked. 1 domain got worse. Compared with &lt;last&gt;.jsonl: it has 2 of 3 checked domains."
    );
}

#[tokio::test(flavor = "current_thread")]
async fn totals_add_up_while_rows_are_checked_again() {
    let mut again = view(Phase::Running);
    for at in 0..2 {
        let row = Rc::make_mut(&mut again.rows[at]);
        let RowState::Done(outcome) = row.state.clone() else { panic!("a checked row") };
        row.state = RowState::Checking(Some(outcome));
    }
    let counts = again.counts();
    assert_eq!((counts.all, counts.done, counts.with_outcome, counts.compared), (5, 1, 3, 2));
    let again = View { compared_file: Some(compare_file(false)), ..again };
    let html = shown(again, "", Language::En).await;
    assert!(html.contains("it has 2 of 3 checked domains"), "{html}");
    assert!(!html.contains("disabled"), "rows with an outcome can be exported: {html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_chip_has_the_severity_and_the_words_of_its_rows() {
    let mut dane = outcome("enforced", "error", "dane-mismatch", None);
    dane.harm = checker::ImpactKind::Dane.id().into();
    let mut all = view(Phase::Done);
    all.rows.push(row("xn--r8jz45g.example", RowState::Done(Rc::new(dane))));
    let html = shown(all, "", Language::En).await;
    let chips: Vec<&str> = html.split("<button ").filter(|part| part.contains("data-filter=")).collect();
    let chip = |id: &str| chips.iter().find(|chip| chip.contains(&format!("data-filter=\"{id}\""))).expect("a chip");
    for (id, severity, count) in [("enforced", "pass", 1), ("dane", "error", 1), ("refusing", "error", 1)] {
        let chip = chip(id);
        let has = chip.contains(&format!("data-filter-severity=\"{severity}\""));
        assert!(has && chip.contains(&format!("<b>{count}</b>")), "{chip}");
    }
    assert!(chip("dane").contains("senders that verify DANE refuse"), "{}", chip("dane"));
}

#[tokio::test(flavor = "current_thread")]
async fn an_internationalised_domain_is_shown_in_both_forms() {
    let mut idn = Row::clone(&row("xn--r8jz45g.example", RowState::Waiting));
    (idn.unicode, idn.customers) = (Some("例え.example".into()), vec!["Acme".into()]);
    let html = shown(View { rows: vec![Rc::new(idn)], ..view(Phase::Paused) }, "", Language::Ja).await;
    assert!(html.contains("xn--r8jz45g.example") && html.contains("<bdi>例え.example · Acme</bdi>"), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_server_that_asks_to_wait_is_named_and_so_is_a_missing_network() {
    let held = View { held_for_s: Some(7), ..view(Phase::Running) };
    assert!(shown(held, "", Language::En).await.contains("goes on in 7 s"));
    let offline = View { offline: true, ..view(Phase::Running) };
    assert!(shown(offline, "", Language::En).await.contains("No network"));
    let replaced = View { was_replaced: true, save_failed: true, ..view(Phase::Done) };
    let html = shown(replaced, "", Language::En).await;
    assert!(html.contains("data-notice=\"replaced\"") && !html.contains("data-notice=\"not-kept\""), "{html}");
    let full = View { evicted: 2, save_failed: true, ..view(Phase::Done) };
    let html = shown(full, "", Language::En).await;
    assert!(html.contains("data-notice=\"dropped\"") && html.contains("data-notice=\"not-kept\""), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn two_thousand_rows_are_not_drawn_at_once() {
    let rows = (0..2_000).map(|at| row(&format!("d{at}.example"), RowState::Waiting)).collect();
    let html = shown(View { rows, ..view(Phase::Running) }, "", Language::En).await;
    let drawn = html.matches("data-row=\"").count();
    assert!((8..60).contains(&drawn), "{drawn} rows");
    assert!(html.contains("data-rows=\"2000\"") && html.contains("aria-rowcount=\"2001\""), "{html}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_that_was_typed_for_one_domain_stands_in_the_field() {
    for (typed, kept) in [("one.example, two.example", true), ("one.example", false), ("hello there", false)] {
        let html = shown(View::default(), typed, Language::En).await;
        assert_eq!(html.contains("one.example\ntwo.example"), kept, "{typed}: {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_ended_run_has_a_date_and_can_be_checked_again_as_a_whole() {
    for (phase, is_ended) in [(Phase::Running, false), (Phase::Cancelled, true), (Phase::Done, true)] {
        let html = shown(view(phase), "", Language::En).await;
        assert_eq!(html.contains("data-run=\"again-all\""), is_ended, "{phase:?}: {html}");
        assert_eq!(html.contains("Checked on 2026-01-31T11:46:40Z"), is_ended, "{phase:?}: {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn space_for_chips_is_reserved_while_results_come_in() {
    assert!(shown(view(Phase::Running), "", Language::En).await.contains("data-lines=\"2\""));
    let kept = View { started: 5, ..view(Phase::Done) };
    assert!(!shown(kept, "", Language::En).await.contains("data-lines"));
}
