//! The desk: turns what readers do into actions.

use std::{cell::RefCell, rc::Rc};

use futures_util::future::AbortHandle;
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use super::Store;
use crate::{
    browser::{self, Offer, address, dns, history, idna::UrlParser, languages, memory, page, proxy},
    components::Keeping,
    deferred::Coming,
    resolver::{self, Choice, is_usable},
    route::Route,
    store::{Action, State, Trial},
};

/// Who does the work that events ask for.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) store: UseReducerHandle<Store>,
    pub(super) latest: Rc<RefCell<Option<AbortHandle>>>,
    /// What the server offers, for work that began before it said so.
    pub(super) offer: Offer,
    /// Whether checks are kept, for work that began before that was decided.
    pub(super) keeps: Rc<RefCell<bool>>,
    /// What comes later.
    pub(super) later: UseStateHandle<Coming>,
}

impl Desk {
    pub(super) fn state(&self) -> &State {
        &self.store.0
    }

    pub(super) fn tell(&self, action: Action) {
        self.store.dispatch(action);
    }

    pub(super) fn on_type(&self) -> Callback<String> {
        let desk = self.clone();
        Callback::from(move |typed| desk.tell(Action::Typed(typed)))
    }

    pub(super) fn on_submit(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| match Domain::typed(&desk.state().typed, &UrlParser) {
            Ok(typed) => desk.go(Route::Check { domain: typed.domain.to_string(), kept: None }),
            Err(problem) => {
                desk.tell(Action::Rejected(problem));
                page::focus_field();
            }
        })
    }

    /// Follows a link of this page.
    pub(super) fn on_go(&self) -> Callback<Route> {
        let desk = self.clone();
        Callback::from(move |route: Route| {
            if let Route::Check { domain, .. } = &route {
                desk.tell(Action::Typed(domain.clone()));
            }
            let beside = route.is_beside();
            desk.go(route);
            if beside {
                page::focus("main");
            }
            page::to_top();
        })
    }

    pub(super) fn go(&self, route: Route) {
        address::push(&route.href(self.state().language));
        self.tell(Action::Went(route));
    }

    pub(super) fn on_speak(&self) -> Callback<Language> {
        let desk = self.clone();
        Callback::from(move |language: Language| {
            memory::remember("language", language.tag());
            address::replace(&desk.state().route.href(language));
            speak(&desk.store, language);
        })
    }

    pub(super) fn on_choose(&self) -> Callback<Choice> {
        let desk = self.clone();
        Callback::from(move |choice: Choice| {
            memory::remember("resolver", choice.id());
            remember_address(&choice);
            desk.tell(Action::Chose(choice.clone()));
            let desk = desk.clone();
            browser::spawn(async move {
                let trial = attempt(&choice).await;
                desk.tell(Action::Tried { choice, trial });
            });
        })
    }

    /// Compares with a resolver from now on, or no longer.
    pub(super) fn on_compare(&self) -> Callback<Choice> {
        let desk = self.clone();
        Callback::from(move |choice: Choice| {
            if matches!(&choice, Choice::Custom(url) if !is_usable(url)) {
                let chosen = desk.state().choice.clone();
                return desk.tell(Action::Tried { choice: chosen, trial: Trial::NotAnAddress });
            }
            remember_address(&choice);
            let compared = resolver::toggled(&desk.state().compared, choice);
            memory::remember("compare", &compared.iter().map(Choice::id).collect::<Vec<_>>().join(" "));
            desk.tell(Action::Compare(compared));
        })
    }

    fn on_forget(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| {
            let desk = desk.clone();
            browser::spawn(async move {
                history::forget().await;
                desk.tell(Action::Recalled(Vec::new()));
                // The button goes with what it forgot.
                page::focus("past");
            });
        })
    }

    pub(super) fn keeping(&self) -> Keeping {
        Keeping { forget: self.on_forget(), keep: self.on_keep(), open: self.on_open(), export: self.on_export() }
    }

    fn on_keep(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |keeps: bool| {
            memory::remember("keep", if keeps { "yes" } else { "no" });
            desk.keeps.replace(keeps);
            desk.tell(Action::Keep(keeps));
        })
    }

    pub(super) fn on_offline(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |offline| desk.tell(Action::Offline(offline)))
    }

    pub(super) fn on_shortcut(&self) -> Callback<bool> {
        let desk = self.clone();
        Callback::from(move |shortcut: bool| {
            memory::remember("shortcut", if shortcut { "yes" } else { "no" });
            desk.tell(Action::Shortcut(shortcut));
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
pub(super) fn speak(store: &UseReducerHandle<Store>, language: Language) {
    let store = store.clone();
    browser::spawn(async move {
        if languages::learn(language).await {
            store.dispatch(Action::Speak(language));
        }
    });
}
