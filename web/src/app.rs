//! The application: holds the store, shows it, and connects components with the browser.

mod answer_batch;
mod checking;
mod controller;
mod files;
mod first_part;
mod first_state;
mod handlers;
mod history;
mod kept_record;
mod store;
mod take_over;
mod title;

use web_sys::Element;
use yew::prelude::*;

use crate::{
    browser::{self, address, clipboard, clock, idna::UrlParser, languages, page, proxy},
    components::{ClipboardContext, PageContext, masthead},
    deferred::{DeferredModule, DeferredPart},
    loader,
    pages::CheckPage,
    resolver::Endpoint,
    route::Route,
    store::{Action, State},
};
use controller::{Controller, use_controller};
use first_part::FirstPart;
use handlers::{Handlers, use_handlers};
use take_over::use_take_over;
use title::title;

/// Properties of [`App`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Text typed into the static shell before the application started.
    pub typed: AttrValue,
    /// Element that the application is rendered into. It takes the place of the static shell.
    pub root: Element,
}

/// The application.
#[component]
pub fn App(props: &Props) -> Html {
    let controller = use_controller(&props.typed);
    let handlers = use_handlers(&controller);
    let state = controller.state();
    use_take_over(&controller, props);
    use_focus(&state.session.route);
    use_start_up(&controller);
    use_deferred(&controller);
    use_route_start(&controller);
    use_history(&controller);
    use_highlight(&controller);
    use_title(&state);

    let language = state.settings.language;
    let links = &handlers.links;
    html! {
        <ContextProvider<PageContext> context={PAGE}>
            <ContextProvider<ClipboardContext> context={ClipboardContext { copy: Callback::from(copy) }}>
                {masthead(language, &state.session.route, &handlers.on_language, links)}
                <main id="main" class="wrap" tabindex="-1">
                    if controller.rendered_part() >= FirstPart::Form {
                        {separate_page(&controller, &handlers).unwrap_or_else(|| check_page(&controller, &handlers))}
                    }
                </main>
                // Not a list: Yew would recreate the field when it grows.
                if let Some(deferred) = controller.load_state().loaded_up_to(DeferredPart::Footer) {
                    {(deferred.footer)(language, links, state.settings.shortcut, &handlers.on_shortcut)}
                }
            </ContextProvider<ClipboardContext>>
        </ContextProvider<PageContext>>
    }
}

fn check_page(controller: &Controller, handlers: &Handlers) -> Html {
    let state = controller.state();
    let domain = state.session.check.as_ref().map(|check| check.domain.clone());
    html! {
        <CheckPage
            server={AttrValue::from(Endpoint::this_server(&proxy::base_url()).name)}
            origin={address::origin()}
            unicode_domain={domain.and_then(|domain| domain.to_unicode(&UrlParser)).map(AttrValue::from)}
            checked_at={checked_at(&state)}
            {state}
            on_type={&handlers.on_type}
            on_submit={&handlers.on_submit}
            links={&handlers.links}
            on_choose={&handlers.on_choose}
            on_compare={&handlers.on_compare}
            history_settings={handlers.history_settings.clone()}
            exports={handlers.exports.clone()}
            draft_actions={handlers.draft_actions.clone()}
            deferred={controller.load_state()}
            is_form_alone={controller.rendered_part() < FirstPart::Answer}
        />
    }
}

/// The page of a route that shows no check.
fn separate_page(controller: &Controller, handlers: &Handlers) -> Option<Html> {
    let (state, links) = (controller.state(), &handlers.links);
    let language = state.settings.language;
    let page = |deferred: DeferredModule| match &state.session.route {
        Route::Lint => (deferred.lint_page)(&state, handlers.draft_actions.clone(), links),
        Route::Reports | Route::Bounce => (deferred.reports_page)(&state, links),
        Route::Change { .. } => (deferred.change_page)(&state, links),
        Route::SetUp { .. } => (deferred.set_up_page)(&state, links),
        Route::Many => (deferred.many_page)(&state, links),
        Route::About => (deferred.about_page)(language, &resolver_names(&state)),
        Route::Rule { id } => (deferred.rule_page)(language, id, links),
        Route::Unknown { path } => (deferred.unknown_page)(language, path, links),
        _ => (deferred.rule_list_page)(language, links),
    };
    state.session.route.is_separate_page().then(|| controller.load_state().show(language, page))
}

/// Returns the names of the resolver with its fallbacks, and of the resolvers to compare with.
fn resolver_names(state: &State) -> (Vec<String>, Vec<String>) {
    let (first, others) = state.resolvers("", &proxy::base_url());
    let names = |endpoints: Vec<Endpoint>| endpoints.into_iter().map(|endpoint| endpoint.name).collect();
    (names(first), names(others))
}

fn checked_at(state: &State) -> AttrValue {
    let moment = state.session.check.as_ref().map(|check| check.report().checked_at);
    moment.map(|moment| clock::format_local(moment, state.settings.language)).unwrap_or_default().into()
}

const PAGE: PageContext = PageContext {
    field_text: page::field_text,
    chosen_option: page::chosen_option,
    focus: page::focus_element,
    focus_node: page::focus_node,
    restore_focus: page::restore_focus,
    after: page::call_after,
    load_words: |language, answer| browser::spawn(async move { answer.emit(languages::load_words(language).await) }),
};

fn copy((text, answer): (AttrValue, Callback<bool>)) {
    browser::spawn(async move { answer.emit(clipboard::copy(&text).await) });
}

/// Moves the focus after navigation, as the link that was followed may no longer exist.
#[hook]
fn use_focus(route: &Route) {
    let arrived = use_mut_ref(|| false);
    use_effect_with(route.clone(), move |_| {
        if arrived.replace(true) {
            page::restore_focus("main");
        }
    });
}

/// Runs the start-up work once: asks the server for its configuration, and listens for "back".
#[hook]
fn use_start_up(controller: &Controller) {
    let controller = controller.clone();
    use_effect_with((), move |()| {
        listen_for_back(controller.clone());
        browser::spawn(async move {
            let config = proxy::load_config(&proxy::base_url()).await;
            let action = config.map_or(Action::ServerConfigFailed, Action::ServerConfigLoaded);
            controller.dispatch_in_tasks(action).await;
        });
    });
}

fn listen_for_back(controller: Controller) {
    address::on_history_navigation(move |address| {
        let shows_snapshot = matches!(controller.state().session.route, Route::Snapshot { .. });
        if shows_snapshot && address.is_anchor() {
            // An anchor within the page on show.
            return;
        }
        if let Some(language) = address.language() {
            controller.choose_language(language);
        }
        controller.dispatch(Action::NavigatedBack(address.route()));
    });
}

async fn load_deferred(controller: Controller) {
    let loaded = loader::load().await;
    if let Ok(deferred) = loaded {
        (deferred.listen_for_input)(controller.on_drop(), controller.on_offline());
    }
    // On the home page, `use_history` shows both at once: a list that came later would push the other down.
    if loaded.is_err() || controller.state().session.route != Route::Home {
        if let (Ok(deferred), Some(check)) = (&loaded, &controller.state().session.check) {
            (deferred.write_texts)(check);
            browser::next_task().await;
        }
        controller.set_loaded(loaded).await;
    }
}

/// Longest wait for the answer of a check before the deferred module loads, in milliseconds.
const DEFERRED_WAIT_MS: i32 = 1_000;

/// Loads the deferred module once. A running check goes first, as the download would compete for its network.
#[hook]
fn use_deferred(controller: &Controller) {
    let (controller, has_begun) = (controller.clone(), use_mut_ref(|| false));
    use_effect_with(
        (controller.is_on_show(), controller.state().awaits_answer()),
        move |(is_on_show, awaits_answer)| {
            if !is_on_show {
                return;
            }
            let limit = if *awaits_answer { DEFERRED_WAIT_MS } else { 0 };
            browser::spawn(async move {
                browser::pause(limit).await;
                if !has_begun.replace(true) {
                    load_deferred(controller).await;
                }
            });
        },
    );
}

/// Starts the work of the route on each new run.
#[hook]
fn use_route_start(controller: &Controller) {
    let controller = controller.clone();
    use_effect_with(controller.state().session.run, move |run| {
        let (run, route) = (*run, controller.state().session.route.clone());
        browser::spawn(controller.start_route(run, route));
    });
}

/// Reads the list of earlier checks only where it is shown, as it may be long.
#[hook]
fn use_history(controller: &Controller) {
    let controller = controller.clone();
    let is_shown = controller.is_on_show() && controller.state().session.route == Route::Home;
    use_effect_with(is_shown, move |is_shown| {
        if *is_shown {
            browser::spawn(controller.show_history());
        }
    });
}

/// Moves to the part that the link names, once the check has ended.
#[hook]
fn use_highlight(controller: &Controller) {
    let ended = controller.state().session.check.as_ref().is_some_and(|check| !check.running);
    let run = controller.state().session.run;
    use_effect_with((ended, run, controller.load_state()), |(ended, _, loaded)| {
        if let (true, Some(deferred)) = (*ended, loaded.loaded_up_to(DeferredPart::Footer)) {
            (deferred.highlight_finding)();
        }
    });
}

#[hook]
fn use_title(state: &State) {
    let title = title(state);
    use_effect_with((title, state.settings.language), |(title, language)| page::set_title(title, *language));
}
