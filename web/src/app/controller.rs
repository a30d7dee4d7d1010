//! The desk: turns what readers do into actions.

use std::{cell::RefCell, rc::Rc};

use futures_util::future::AbortHandle;
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use super::Store;
use crate::{
    browser::{self, Offer, address, dns, history, idna::UrlParser, languages, memory, page, proxy},
    components::HistorySettings,
    deferred::LoadState,
    resolver::{self, Choice, is_usable},
    route::Route,
    store::{Action, State, Trial},
};

/// Who does the work that events ask for.
#[derive(Clone)]
pub(super) struct Controller {
    pub(super) store: UseReducerHandle<Store>,
    pub(super) latest: Rc<RefCell<Option<AbortHandle>>>,
    /// What the server offers, for work that began before it said so.
    pub(super) server_config: Offer,
    /// Whether checks are kept, for work that began before that was decided.
    pub(super) keeps: Rc<RefCell<bool>>,
    /// What comes later.
    pub(super) deferred: UseStateHandle<LoadState>,
}

impl Controller {
    pub(super) fn state(&self) -> &State {
        &self.store.0
    }

    pub(super) fn dispatch(&self, action: Action) {
        self.store.dispatch(action);
    }

    pub(super) fn on_type(&self) -> Callback<String> {
        let controller = self.clone();
        Callback::from(move |typed| controller.dispatch(Action::Typed(typed)))
    }

    pub(super) fn on_submit(&self) -> Callback<()> {
        let controller = self.clone();
        Callback::from(move |()| match Domain::typed(&controller.state().typed, &UrlParser) {
            Ok(typed) => controller.go(Route::Check { domain: typed.domain.to_string(), kept: None }),
            Err(problem) => {
                controller.dispatch(Action::Rejected(problem));
                page::focus_field();
            }
        })
    }

    /// Follows a link of this page.
    pub(super) fn on_go(&self) -> Callback<Route> {
        let controller = self.clone();
        Callback::from(move |route: Route| {
            if let Route::Check { domain, .. } = &route {
                controller.dispatch(Action::Typed(domain.clone()));
            }
            let beside = route.is_beside();
            controller.go(route);
            if beside {
                page::focus("main");
            }
            page::to_top();
        })
    }

    pub(super) fn go(&self, route: Route) {
        address::push(&route.href(self.state().language));
        self.dispatch(Action::Navigate(route));
    }

    pub(super) fn on_language(&self) -> Callback<Language> {
        let controller = self.clone();
        Callback::from(move |language: Language| {
            memory::remember("language", language.tag());
            address::replace(&controller.state().route.href(language));
            choose_language(&controller.store, language);
        })
    }

    pub(super) fn on_choose(&self) -> Callback<Choice> {
        let controller = self.clone();
        Callback::from(move |choice: Choice| {
            memory::remember("resolver", choice.id());
            remember_address(&choice);
            controller.dispatch(Action::Chose(choice.clone()));
            let controller = controller.clone();
            browser::spawn(async move {
                let trial = attempt(&choice).await;
                controller.dispatch(Action::Tried { choice, trial });
            });
        })
    }

    /// Compares with a resolver from now on, or no longer.
    pub(super) fn on_compare(&self) -> Callback<Choice> {
        let controller = self.clone();
        Callback::from(move |choice: Choice| {
            if matches!(&choice, Choice::Custom(url) if !is_usable(url)) {
                let chosen = controller.state().choice.clone();
                return controller.dispatch(Action::Tried { choice: chosen, trial: Trial::NotAnAddress });
            }
            remember_address(&choice);
            let compared = resolver::toggled(&controller.state().compared, choice);
            memory::remember("compare", &compared.iter().map(Choice::id).collect::<Vec<_>>().join(" "));
            controller.dispatch(Action::Compare(compared));
        })
    }

    fn on_forget(&self) -> Callback<()> {
        let controller = self.clone();
        Callback::from(move |()| {
            let controller = controller.clone();
            browser::spawn(async move {
                history::forget().await;
                controller.dispatch(Action::HistoryLoaded(Vec::new()));
                // The button goes with what it forgot.
                page::focus("past");
            });
        })
    }

    pub(super) fn history_settings(&self) -> HistorySettings {
        HistorySettings {
            forget: self.on_forget(),
            keep: self.on_keep(),
            open: self.on_open(),
            export: self.on_export(),
        }
    }

    fn on_keep(&self) -> Callback<bool> {
        let controller = self.clone();
        Callback::from(move |keeps: bool| {
            memory::remember("keep", if keeps { "yes" } else { "no" });
            controller.keeps.replace(keeps);
            controller.dispatch(Action::Keep(keeps));
        })
    }

    pub(super) fn on_offline(&self) -> Callback<bool> {
        let controller = self.clone();
        Callback::from(move |offline| controller.dispatch(Action::Offline(offline)))
    }

    pub(super) fn on_shortcut(&self) -> Callback<bool> {
        let controller = self.clone();
        Callback::from(move |shortcut: bool| {
            memory::remember("shortcut", if shortcut { "yes" } else { "no" });
            controller.dispatch(Action::Shortcut(shortcut));
        })
    }
}

pub(super) fn keeps_checks() -> bool {
    memory::recall("keep").as_deref() != Some("no")
}

/// The reader's own resolver stays at hand, also when another one is chosen.
fn remember_address(choice: &Choice) {
    if let Choice::Custom(url) = choice
        && is_usable(url)
    {
        memory::remember("address", url);
    }
}

async fn attempt(choice: &Choice) -> Trial {
    match choice {
        Choice::Custom(url) if !is_usable(url) => Trial::NotAnAddress,
        Choice::Automatic => Trial::None,
        choice => match choice.endpoints(&proxy::base()).first() {
            Some(endpoint) => dns::attempt(endpoint).await,
            None => Trial::None,
        },
    }
}

/// Speaks a language as soon as its sentences are there.
pub(super) fn choose_language(store: &UseReducerHandle<Store>, language: Language) {
    let store = store.clone();
    browser::spawn(async move {
        if languages::learn(language).await {
            store.dispatch(Action::ChooseLanguage(language));
        }
    });
}
