//! Loader of the set-up page.

use evidence::{DnsQuestion, Evidence, RecordKind};
use futures_util::future::join;
use mta_sts::Domain;
use setup::look_up_caa;
use yew::prelude::*;

use super::{
    CLOCK,
    change::{check_domain, transport},
};
use crate::{
    browser::{address, clock, dns, idna::UrlParser, json, languages, proxy, spawn, style_sheet, text_store},
    deferred::NotLoaded,
    pages::{LivePreflight, LoadSetUp, SetUpPage},
    route::Route,
    set_up::{Seen, SetUpActions, SetUpModule, Zone},
    shared::Shared,
    store::State,
};

/// Waits for the module of the set-up page.
///
/// # Errors
///
/// The module did not load.
pub async fn load_set_up() -> Result<SetUpModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open_set_up().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open_set_up()
}

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(setup, fallible))]
fn open_set_up() -> Result<SetUpModule, NotLoaded> {
    Ok(SetUpModule {
        page: |page_state| html! { <SetUpPage page_state={page_state.clone()} actions={SET_UP_ACTIONS} /> },
        live_preflight: |planned| html! { <LivePreflight planned={planned.clone()} actions={SET_UP_ACTIONS} /> },
    })
}

pub(super) const LOAD_SET_UP: LoadSetUp = LoadSetUp(|language, arrived| {
    spawn(async move {
        languages::load_task_words(language).await;
        style_sheet::load_style_sheet("setup-style").await;
        arrived.emit(load_set_up().await.ok());
    });
});

const SET_UP_ACTIONS: SetUpActions = SetUpActions {
    now: clock::now,
    clock: CLOCK,
    domain: |typed| Domain::parse_typed(typed, &UrlParser).ok().map(|typed| typed.domain),
    check: |state, domain, seen| spawn(async move { seen.emit(check_with_caa(&state, domain).await) }),
    look_up: |state, domain, seen| {
        spawn(async move { seen.emit(look_up_live_state(&state, domain).await) });
    },
    unicode: |domain| domain.to_unicode(&UrlParser),
    local_day: clock::local_day,
    push_address: |answers, language| address::push_url(&set_up_route(answers).href(language)),
    on_back: |gone_back| {
        address::subscribe_to_history(move |address| {
            if let Route::SetUp { answers } = address.route() {
                gone_back.emit(answers);
            }
        })
    },
    put_address: |answers, language| address::replace_url(&set_up_route(answers).href(language)),
    link: |answers, language| address::origin() + &set_up_route(answers).href(language),
    save: |name, text| {
        // A browser that cannot save files has no way to report it.
        let _ = json::save(name, text);
    },
    kept: |kept| spawn(async move { kept.emit(text_store::SET_UPS.read_all().await) }),
    keep: |answers, kept| spawn(async move { kept.emit(text_store::SET_UPS.replace(&answers).await) }),
};

fn set_up_route(answers: &str) -> Route {
    Route::SetUp { answers: answers.to_owned() }
}

/// Checks a domain, and looks up its zone and the CAA records of its policy host.
async fn look_up_live_state(state: &State, domain: Domain) -> Seen {
    join(check_with_caa(state, domain.clone()), zone(state, &domain)).await
}

/// Checks a domain, and looks up the CAA records of its policy host. The stored check has none.
async fn check_with_caa(state: &State, domain: Domain) -> Shared<Evidence> {
    let net = transport(state, &domain);
    let (seen, caa) = join(check_domain(state, domain.clone()), look_up_caa(&domain, &net)).await;
    let mut seen = (*seen).clone();
    seen.extend(caa);
    Shared::new(seen)
}

/// Returns the zone that holds a domain, with its name servers. Asks at the domain, then at its parents. Empty if a
/// look-up fails or no name server is found.
async fn zone(state: &State, domain: &Domain) -> Zone {
    let (resolvers, _) = state.resolvers(domain.as_str(), &proxy::base_url());
    let Some(resolver) = resolvers.first() else { return Zone::default() };
    let mut name = domain.as_str();
    while name.contains('.') {
        let question = DnsQuestion { name: name.to_owned(), kind: RecordKind::Ns };
        let Ok(answer) = dns::ask(resolver, &question).await else { return Zone::default() };
        let servers: Vec<String> = answer.name_servers().map(str::to_owned).collect();
        if !servers.is_empty() {
            return (name.to_owned(), servers);
        }
        name = name.split_once('.').map_or("", |(_, parent)| parent);
    }
    Zone::default()
}
