//! Loads the page that plans a change.

use std::rc::Rc;

use evidence::Evidence;
use mta_sts::Domain;
use yew::prelude::*;

use crate::{
    browser::{
        BrowserTransport, address, clock, idna::UrlParser, json, languages, proxy, spawn, style_sheet, text_store,
    },
    change::{ChangeActions, ChangeModule},
    deferred::NotLoaded,
    history_module,
    pages::{ChangePage, LoadChange},
    route::Route,
    shared::Shared,
    store::{State, allow_networks},
};

/// Waits for the module of the page that plans a change.
///
/// # Errors
/// The module did not load.
pub async fn load_change() -> Result<ChangeModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open_change().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open_change()
}

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(change, fallible))]
fn open_change() -> Result<ChangeModule, NotLoaded> {
    Ok(ChangeModule {
        page: |page_state| html! { <ChangePage page_state={page_state.clone()} actions={CHANGE_ACTIONS} /> },
    })
}

pub(super) const LOAD_CHANGE: LoadChange = LoadChange(|language, arrived| {
    spawn(async move {
        languages::load_task_words(language).await;
        style_sheet::load_style_sheet("change-style").await;
        arrived.emit(load_change().await.ok());
    });
});

const CHANGE_ACTIONS: ChangeActions = ChangeActions {
    now: clock::now,
    parse_domain: |typed| Domain::parse_typed(typed, &UrlParser).ok().map(|typed| typed.domain),
    check_domain: |state, domain, seen| spawn(async move { seen.emit(check_domain(&state, domain).await) }),
    replace_url: |plan, language| address::replace_url(&change_route(plan).href(language)),
    plan_url: |plan, language| address::origin() + &change_route(plan).href(language),
    save_file: |name, text| {
        // A browser that cannot save files has no way to report it.
        let _ = json::save(name, text);
    },
    load_plans: |kept| spawn(async move { kept.emit(text_store::PLANS.read_all().await) }),
    save_plans: |plans, kept| spawn(async move { kept.emit(text_store::PLANS.replace(&plans).await) }),
};

fn change_route(plan: &str) -> Route {
    Route::Change { plan: plan.to_owned() }
}

/// Checks a domain as it is now, together with the evidence of earlier checks. The check is kept like any other.
pub(super) async fn check_domain(state: &State, domain: Domain) -> Shared<Evidence> {
    let config = state.session.server_config.clone();
    let transport = transport(state, &domain);
    let begun = Evidence::new(&domain, domain.as_str(), clock::now());
    let seen = checker::run_check(&domain, begun, &transport, |_| {}).await;
    let seen = match &config {
        Some(config) => allow_networks(seen, config),
        None => seen,
    };
    let Ok(history) = history_module::load().await else { return Shared::new(seen) };
    let seen = (history.load_earlier)(domain.to_string()).await.with_earlier_history(seen);
    if state.settings.keeps_history {
        // The plan does not need the check to be stored.
        let _ = (history.store)(seen.clone(), None).await;
    }
    Shared::new(seen)
}

/// Returns the transport that answers questions about a domain.
pub(super) fn transport(state: &State, domain: &Domain) -> BrowserTransport {
    let (resolvers, _) = state.resolvers(domain.as_str(), &proxy::base_url());
    let probe = state.session.server_config.as_ref().map(|config| config.probe);
    BrowserTransport::new(resolvers, &proxy::base_url(), Rc::new(move || probe))
}
