//! Loads the page that plans a change.

use std::rc::Rc;

use evidence::Evidence;
use mta_sts::Domain;
use yew::prelude::*;

use crate::{
    browser::{Browser, address, clock, idna::UrlParser, json, languages, proxy, spawn, style_sheet, text_store},
    change::{ChangeActions, ChangeModule},
    deferred::NotLoaded,
    history_module,
    pages::{ChangePage, LoadChange},
    route::Route,
    shared::Shared,
    store::{State, allow_networks},
};

/// Waits for the module that plans changes, a file of its own.
///
/// # Errors
/// It did not come.
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
        languages::learn_tasks(language).await;
        style_sheet::load("change-style").await;
        arrived.emit(load_change().await.ok());
    });
});

const CHANGE_ACTIONS: ChangeActions = ChangeActions {
    now: clock::now,
    domain: |typed| Domain::parse_typed(typed, &UrlParser).ok().map(|typed| typed.domain),
    look_up: |state, domain, seen| spawn(async move { seen.emit(look_up(&state, domain).await) }),
    put_address: |plan, language| address::replace_url(&change_route(plan).href(language)),
    link: |plan, language| address::origin() + &change_route(plan).href(language),
    save: |name, text| {
        // A browser that offers no files to save has no place to say so.
        let _ = json::save(name, text);
    },
    kept: |kept| spawn(async move { kept.emit(text_store::PLANS.all().await) }),
    keep: |plans, kept| spawn(async move { kept.emit(text_store::PLANS.replace(&plans).await) }),
};

fn change_route(plan: &str) -> Route {
    Route::Change { plan: plan.to_owned() }
}

/// Checks a domain as it is now, with what earlier checks saw. The check is kept as any other.
pub(super) async fn look_up(state: &State, domain: Domain) -> Shared<Evidence> {
    let config = state.session.server_config.clone();
    let net = transport(state, &domain);
    let begun = Evidence::new(&domain, domain.as_str(), clock::now());
    let seen = checker::drive(&domain, begun, &net, |_| {}).await;
    let seen = match &config {
        Some(config) => allow_networks(seen, config),
        None => seen,
    };
    let Ok(history) = history_module::load().await else { return Shared::new(seen) };
    let seen = (history.earlier)(domain.to_string()).await.remembered_by(seen);
    if state.settings.keeps {
        // A check that cannot be kept is as good for the plan.
        let _ = (history.keep)(seen.clone(), None).await;
    }
    Shared::new(seen)
}

/// What answers questions about a domain.
pub(super) fn transport(state: &State, domain: &Domain) -> Browser {
    let (resolvers, _) = state.resolvers(domain.as_str(), &proxy::base_url());
    let probe = state.session.server_config.as_ref().map(|config| config.probe);
    Browser::new(resolvers, &proxy::base_url(), Rc::new(move || probe))
}
