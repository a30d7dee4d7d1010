//! The application: holds the store, shows it, and lets the desk work.

mod checking;
mod controller;
mod files;

use std::rc::Rc;

use words::{Language, key};
use yew::prelude::*;

use crate::{
    Shared,
    browser::{self, address, clipboard, clock, languages, memory, page, proxy},
    components::{ClipboardContext, footer, masthead},
    deferred::{self, DeferredModule, LoadState},
    pages::{CheckPage, headline},
    resolver::{self, Choice, Endpoint},
    route::Route,
    store::{Action, State},
};
use controller::{Controller, choose_language, keeps_checks};

/// The application.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was typed before the application was there.
    pub typed: AttrValue,
    /// Where the cursor was then, if it was in the field.
    pub cursor: Option<(u32, u32)>,
}

/// The application.
#[component]
pub fn App(props: &Props) -> Html {
    let store = use_reducer({
        let typed = props.typed.to_string();
        move || Store(first_state(typed))
    });
    let controller = Controller {
        store: store.clone(),
        latest: use_mut_ref(|| None),
        server_config: use_mut_ref(|| None),
        keeps: use_mut_ref(keeps_checks),
        deferred: use_state(LoadState::default),
    };
    use_takeover(props.cursor);
    use_focus(&store.0.route);
    use_once(&controller);
    use_arrival(&controller);
    use_title(&store.0);

    let state = &store.0;
    let language = state.language;
    let deferred = *controller.deferred;
    html! {
        <ContextProvider<ClipboardContext> context={ClipboardContext { copy: Callback::from(copy), learn: Callback::from(learn) }}>
            {masthead(language, &state.route, &controller.on_language(), &controller.on_go())}
            <main id="main" class="wrap" tabindex="-1">
                if let Some(page) = beside(&controller, deferred) {
                    {page}
                } else {
                    <CheckPage
                        state={Shared::new(state.clone())}
                        server={AttrValue::from(Endpoint::own(&proxy::base()).name)}
                        origin={address::origin()}
                        checked={checked_at(state)}
                        on_type={controller.on_type()}
                        on_submit={controller.on_submit()}
                        on_go={controller.on_go()}
                        on_choose={controller.on_choose()}
                        on_compare={controller.on_compare()}
                        history_settings={controller.history_settings()}
                        exports={controller.exports()}
                        {deferred}
                    />
                }
            </main>
            {footer(language, &controller.on_go(), state.shortcut, &controller.on_shortcut())}
        </ContextProvider<ClipboardContext>>
    }
}

#[derive(Clone)]
struct Store(State);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::unwrap_or_clone(self).0.reduce(action)))
    }
}

/// The address says more than memory, memory more than the browser's settings.
pub(crate) fn first_language() -> Language {
    let remembered = || memory::recall("language").and_then(|tag| Language::from_tag(&tag));
    address::here().language().or_else(remembered).or_else(page::language).unwrap_or_default()
}

fn first_state(typed: String) -> State {
    let address = address::here();
    let language = first_language();
    let choice = memory::recall("resolver").map_or(Choice::Automatic, |id| Choice::named(&id));
    let typed = if typed.is_empty() { address.domain.clone().unwrap_or_default() } else { typed };
    let compared = memory::recall("compare").map_or_else(Vec::new, |words| resolver::compared(&words));
    let known = memory::recall("address").unwrap_or_default();
    let shortcut = memory::recall("shortcut").as_deref() != Some("no");
    State {
        keeps: keeps_checks(),
        offline: page::is_offline(),
        shortcut,
        compared,
        address: known,
        ..State::new(language, address.route(), typed, choice)
    }
}

/// The resolver that is asked first with those that stand in for it, and those that are compared with it.
fn resolver_names(state: &State) -> (Vec<String>, Vec<String>) {
    let (first, others) = state.resolvers("", &proxy::base());
    let names = |endpoints: Vec<Endpoint>| endpoints.into_iter().map(|endpoint| endpoint.name).collect();
    (names(first), names(others))
}

fn checked_at(state: &State) -> AttrValue {
    let moment = state.check.as_ref().map(|check| check.report.checked_at);
    moment.map(|moment| clock::local(moment, state.language)).unwrap_or_default().into()
}

/// A page beside the check.
fn beside(controller: &Controller, deferred: LoadState) -> Option<Html> {
    let (state, on_go) = (controller.state(), &controller.on_go());
    let page = |deferred: DeferredModule| match &state.route {
        Route::Lint => (deferred.lint)(state, controller.draft_actions(), on_go),
        Route::About => (deferred.about)(state.language, &resolver_names(state)),
        Route::Rule { id } => (deferred.rule)(state.language, id, on_go),
        _ => (deferred.rules)(state.language, on_go),
    };
    state.route.is_beside().then(|| deferred.show(state.language, page))
}

fn learn((language, answer): (Language, Callback<bool>)) {
    browser::spawn(async move { answer.emit(languages::learn(language).await) });
}

fn copy((text, answer): (AttrValue, Callback<bool>)) {
    browser::spawn(async move { answer.emit(clipboard::copy(&text).await) });
}

/// The shell is gone only now: its cursor goes on in the field of the application.
#[hook]
fn use_takeover(cursor: Option<(u32, u32)>) {
    use_effect_with((), move |()| {
        if let Some(cursor) = cursor {
            page::put_cursor(cursor);
        }
        page::ready();
    });
}

/// A link that was followed may be gone with what it stood in.
#[hook]
fn use_focus(route: &Route) {
    let arrived = use_mut_ref(|| false);
    use_effect_with(route.clone(), move |_| {
        if arrived.replace(true) {
            page::catch_focus();
        }
    });
}

/// What happens once: asking the server what it offers, recalling earlier checks, listening.
#[hook]
fn use_once(controller: &Controller) {
    let controller = controller.clone();
    use_effect_with((), move |()| {
        let store = controller.store.clone();
        address::on_return(move |address| {
            if let Some(language) = address.language() {
                choose_language(&store, language);
            }
            store.dispatch(Action::Returned(address.route()));
        });
        browser::spawn({
            let controller = controller.clone();
            async move {
                let deferred = deferred::load().await;
                controller.deferred.set(deferred.into());
                if let Ok(deferred) = deferred {
                    (deferred.listen)(controller.on_drop(), controller.on_offline());
                    controller.dispatch(Action::HistoryLoaded((deferred.recall)().await));
                }
            }
        });
        browser::spawn(async move {
            if let Ok(config) = proxy::config(&proxy::base()).await {
                controller.server_config.replace(Some(config.clone()));
                controller.dispatch(Action::ServerConfig(config));
            }
        });
    });
}

/// Every new run does what the address asks for.
#[hook]
fn use_arrival(controller: &Controller) {
    let controller = controller.clone();
    use_effect_with(controller.state().run, move |run| {
        let (run, route) = (*run, controller.state().route.clone());
        browser::spawn(controller.arrive(run, route));
    });
}

#[hook]
fn use_title(state: &State) {
    let title = title(state);
    use_effect_with((title, state.language), |(title, language)| page::describe(title, *language));
}

fn title(state: &State) -> String {
    let name = state.language.say(key::PAGE_NAME, &[]);
    match (&state.route, &state.check) {
        (Route::About, _) => format!("{} · {name}", state.language.say(key::PAGE_ABOUT, &[])),
        (Route::Lint, _) => format!("{} · {name}", state.language.say(key::LINT_TITLE, &[])),
        (Route::Rules, _) => format!("{} · {name}", state.language.say(key::PAGE_RULES, &[])),
        (Route::Rule { id }, _) => {
            let headline = headline(id, state.language);
            format!("{} · {name}", headline.unwrap_or_else(|| state.language.say(key::PAGE_RULES, &[])))
        }
        (_, Some(check)) => {
            let headline = match check.running {
                true => words::report::provisional(&check.report, state.language).headline,
                false => words::report::verdict(&check.report, state.language).headline,
            };
            format!("{headline} · {}", check.domain)
        }
        _ => name,
    }
}
