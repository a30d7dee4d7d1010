//! The controller: turns the reader's input into actions.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures_util::future::AbortHandle;
use mta_sts::Domain;
use words::Language;
use yew::prelude::*;

use super::{
    first_part::FirstPart,
    first_state::first_state,
    store::{Store, use_store},
};
use crate::{
    browser::{self, address, dns, idna::UrlParser, languages, page, preferences, proxy},
    components::Links,
    deferred::{DeferredModule, LoadState, NotLoaded},
    resolver::{self, ResolverChoice, ResolverTrial, is_usable},
    route::Route,
    shared::Shared,
    store::{Action, Check, State},
};

/// Handlers of events, with access to the store.
#[derive(Clone)]
pub(super) struct Controller {
    store: Store,
    /// Handle that aborts the running check.
    pub(super) abort_handle: Rc<RefCell<Option<AbortHandle>>>,
    deferred: Rc<Cell<LoadState>>,
    /// Part up to which the first view is rendered.
    pub(super) first_part: Rc<Cell<FirstPart>>,
}

/// Returns the controller of the application.
#[hook]
pub(super) fn use_controller(typed: &AttrValue) -> Controller {
    let typed = typed.to_string();
    let store = use_store(move || first_state(typed));
    let deferred = use_memo((), |()| Cell::new(LoadState::default()));
    let first_part = use_memo((), |()| Cell::new(FirstPart::default()));
    Controller { store, abort_handle: use_mut_ref(|| None), deferred, first_part }
}

impl Controller {
    pub(super) fn state(&self) -> Shared<State> {
        self.store.state()
    }

    pub(super) fn dispatch(&self, action: Action) {
        self.store.dispatch(action);
    }

    /// Renders the state again.
    pub(super) fn render(&self) {
        self.store.render();
    }

    /// Applies an action. The next rendering shows it.
    pub(super) fn apply(&self, action: Action) {
        self.store.apply(action);
    }

    /// Applies an action to the check, judges the check in the next task, and renders it in the task after that. One
    /// task for all would delay input on a phone.
    pub(super) async fn dispatch_in_tasks(&self, action: Action) {
        self.store.apply(action);
        browser::next_task().await;
        let _ = self.state().session.check.as_ref().map(Check::report);
        browser::next_task().await;
        self.render();
    }

    pub(super) fn load_state(&self) -> LoadState {
        self.deferred.get()
    }

    /// Renders the deferred module part by part, each in a task of its own.
    pub(super) async fn set_loaded(&self, loaded: Result<DeferredModule, NotLoaded>) {
        if self.load_state().loaded().is_none() {
            self.deferred.set(loaded.into());
            self.store.render();
        }
        while let Some(next) = self.load_state().with_next_part() {
            self.deferred.set(next);
            browser::next_task().await;
            self.store.render();
        }
    }

    /// Returns a callback that owns a clone of the controller.
    pub(super) fn callback<T: 'static>(&self, call: impl Fn(&Self, T) + 'static) -> Callback<T> {
        let controller = self.clone();
        Callback::from(move |value| call(&controller, value))
    }

    pub(super) fn on_type(&self) -> Callback<String> {
        self.callback(|controller, typed| controller.dispatch(Action::FieldTyped(typed)))
    }

    pub(super) fn on_submit(&self) -> Callback<()> {
        self.callback(|controller, ()| match Domain::parse_typed(&controller.state().session.typed, &UrlParser) {
            Ok(typed) => controller.navigate(Route::Check { domain: typed.domain.to_string(), kept: None }),
            Err(problem) => {
                controller.dispatch(Action::DomainRejected(problem));
                page::focus_field();
            }
        })
    }

    pub(super) fn links(&self) -> Links {
        Links {
            go: self.callback(Self::follow),
            show: Callback::from(|places: Vec<String>| page::show_first_of(&places)),
        }
    }

    /// Follows a link within the page.
    fn follow(&self, route: Route) {
        if let Route::Check { domain, .. } = &route {
            self.dispatch(Action::FieldTyped(domain.clone()));
        }
        let is_separate = route.is_separate_page();
        self.navigate(route);
        if is_separate {
            page::focus_element("main");
        }
        page::scroll_to_top();
    }

    pub(super) fn navigate(&self, route: Route) {
        address::push_url(&route.href(self.state().settings.language));
        self.dispatch(Action::Navigated(route));
    }

    pub(super) fn on_language(&self) -> Callback<Language> {
        self.callback(|controller, language: Language| {
            preferences::write("language", language.tag());
            address::replace_url(&controller.state().session.route.href(language));
            controller.choose_language(language);
        })
    }

    /// Switches to a language as soon as its messages are loaded.
    pub(super) fn choose_language(&self, language: Language) {
        let controller = self.clone();
        browser::spawn(async move {
            if languages::load_words(language).await {
                controller.dispatch(Action::LanguageChosen(language));
            }
        });
    }

    pub(super) fn on_choose(&self) -> Callback<ResolverChoice> {
        self.callback(|controller, choice: ResolverChoice| {
            preferences::write("resolver", choice.id());
            remember_address(&choice);
            controller.dispatch(Action::ResolverChosen(choice.clone()));
            let controller = controller.clone();
            browser::spawn(async move {
                let trial = try_choice(&choice).await;
                controller.dispatch(Action::ResolverTried { choice, trial });
            });
        })
    }

    /// Returns the callback that adds or removes a resolver to compare with.
    pub(super) fn on_compare(&self) -> Callback<ResolverChoice> {
        self.callback(|controller, choice: ResolverChoice| {
            let state = controller.state();
            if matches!(&choice, ResolverChoice::Custom(url) if !is_usable(url)) {
                let choice = state.settings.resolver.clone();
                return controller.dispatch(Action::ResolverTried { choice, trial: ResolverTrial::InvalidAddress });
            }
            remember_address(&choice);
            let compared = resolver::toggle_compared(&state.settings.compared, choice);
            preferences::write("compare", &compared.iter().map(ResolverChoice::id).collect::<Vec<_>>().join(" "));
            controller.dispatch(Action::ComparisonChosen(compared));
        })
    }

    pub(super) fn on_offline(&self) -> Callback<bool> {
        self.callback(|controller, offline| controller.dispatch(Action::NetworkChanged(offline)))
    }

    pub(super) fn on_shortcut(&self) -> Callback<bool> {
        self.callback(|controller, shortcut| {
            preferences::write("shortcut", if shortcut { "yes" } else { "no" });
            controller.dispatch(Action::ShortcutChanged(shortcut));
        })
    }
}

/// Stores the address of the reader's own resolver, so that it stays when another one is chosen.
fn remember_address(choice: &ResolverChoice) {
    if let ResolverChoice::Custom(url) = choice
        && is_usable(url)
    {
        preferences::write("address", url);
    }
}

async fn try_choice(choice: &ResolverChoice) -> ResolverTrial {
    match choice {
        ResolverChoice::Custom(url) if !is_usable(url) => ResolverTrial::InvalidAddress,
        ResolverChoice::Automatic => ResolverTrial::None,
        choice => match choice.endpoints(&proxy::base_url()).first() {
            Some(endpoint) => dns::try_resolver(endpoint).await,
            None => ResolverTrial::None,
        },
    }
}
