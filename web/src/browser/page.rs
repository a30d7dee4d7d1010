//! The document around the application: title, language, focus, keys.

use futures_util::future::abortable;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement, HtmlMetaElement, KeyboardEvent};
use words::Language;
use yew::{Callback, NodeRef};

use super::{
    task,
    window::{document, window},
};

const FIELD: &str = "input[name=domain]";

/// The field of the page that has no domain's.
const TEXT: &str = "lint-text";

/// What was typed before the application was there.
#[derive(Debug, Default, PartialEq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Where the cursor is, from and to, if the field has the focus.
    pub cursor: Option<(u32, u32)>,
}

/// Reads the static shell.
#[must_use]
pub fn typed_in_shell() -> Typed {
    let Some(field) = field() else { return Typed::default() };
    let focused = document().and_then(|document| document.active_element()).is_some_and(|element| element == **field);
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    let cursor = focused.then(|| (at(field.selection_start()), at(field.selection_end())));
    Typed { text: field.value(), cursor }
}

/// Whether there is no page: this is the worker that reads reports.
#[must_use]
pub fn is_worker() -> bool {
    window().is_none()
}

/// The element with this id.
#[must_use]
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Says to style sheets and tests that the application has taken over.
pub fn mark_ready() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Puts the cursor where it was in the shell.
pub fn put_cursor((from, to): (u32, u32)) {
    if let Some(field) = field() {
        let _ = field.focus();
        let _ = field.set_selection_range(from, to);
    }
}

/// Puts the cursor into the field and selects what is there.
pub fn focus_field() {
    if let Some(field) = field() {
        let _ = field.focus();
        field.select();
    }
}

/// Leads to the first of these places that there is: opens what it is folded into, brings it into view and gives it the focus.
/// `finding-` and the id of a rule is where that finding stands first.
pub fn show_first_of(places: &[String]) {
    if let Some(element) = places.iter().find_map(|place| element(place).or_else(|| finding(place))) {
        show_element(&element);
    }
}

/// Leads to an element.
pub fn show_element(element: &Element) {
    if let Ok(Some(fold)) = element.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
    if element.tag_name() != "SUMMARY" {
        let _ = element.set_attribute("tabindex", "-1");
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    element.scroll_into_view();
}

fn finding(place: &str) -> Option<Element> {
    let rule = place.strip_prefix("finding-")?;
    document()?.query_selector(&format!("[data-finding='{rule}']")).ok()?
}

/// Puts the focus on an element and brings it into view.
pub fn focus_element(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts the focus on what a component drew.
pub fn focus_on(drawn: &NodeRef) {
    if let Some(element) = drawn.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Gives the focus to the content, if what had it is gone: else the next Tab would begin at the head of the page again.
/// Nothing scrolls for it.
pub fn catch_focus() {
    let active = document().and_then(|document| document.active_element());
    let main = element("main").and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let (true, Some(main)) = (active.is_none_or(|element| element.tag_name() == "BODY"), main) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = main.focus_with_options(&still);
    }
}

/// Shows the page from its beginning.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The content of a `meta` element.
#[must_use]
pub fn meta_content(name: &str) -> Option<String> {
    let element = document()?.query_selector(&format!("meta[name='{name}']")).ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
}

/// The program of this page, whose name follows its content: it tells one build from another.
#[must_use]
pub fn wasm_name() -> Option<String> {
    document()?.query_selector("meta[name='application']").ok()??.get_attribute("data-wasm")
}

/// The path that the page is served under, as the start script found it.
#[must_use]
pub fn base_path() -> Option<String> {
    document()?.document_element()?.get_attribute("data-base").filter(|base| base.ends_with('/'))
}

/// Sets title and language of the document.
pub fn set_title(title: &str, language: Language) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", language.tag());
        }
    }
}

/// The first language of the reader that this page speaks.
#[must_use]
pub fn preferred_language() -> Option<Language> {
    language_tags().iter().find_map(|tag| Language::from_tag(tag))
}

/// The languages of the reader, the dearest first.
#[must_use]
pub fn language_tags() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages.iter().flat_map(|tags| tags.iter()).filter_map(|tag| tag.as_string()).collect()
}

/// Whether the browser knows that it has no network; that it knows of none says nothing.
#[must_use]
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

fn input_value(event: &web_sys::Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// The text of a field, of one line or of several.
#[must_use]
pub fn field_text(event: &web_sys::Event) -> Option<String> {
    let several = || Some(event.target()?.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?.value());
    input_value(event).or_else(several)
}

/// The number of the option that was chosen in a list whose values are numbers.
#[must_use]
pub fn chosen_option(event: &web_sys::Event) -> Option<usize> {
    event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok()?.value().parse().ok()
}

/// Calls back after so many milliseconds, unless it is cancelled before.
pub fn call_after(milliseconds: i32, call: Callback<()>) -> Box<dyn FnOnce()> {
    let (waiting, handle) = abortable(task::pause(milliseconds));
    task::spawn(async move {
        if waiting.await.is_ok() {
            call.emit(());
        }
    });
    Box::new(move || handle.abort())
}

/// Calls back when the network goes or comes.
pub fn watch_network(on_offline: Callback<bool>) {
    let closure = Closure::<dyn FnMut()>::new(move || on_offline.emit(is_offline()));
    if let Some(window) = window() {
        for name in ["online", "offline"] {
            let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
    }
    closure.forget();
}

/// `/` leads to the field from anywhere but another field, where the foot of the page says so. Escape closes the panel of resolvers.
pub fn listen_for_keys() {
    let closure = Closure::<dyn FnMut(KeyboardEvent)>::new(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            close_panel();
        }
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if event.key() == "/" && !modified && !is_typing() && has_shortcut() {
            event.prevent_default();
            focus_field();
            if field().is_none() {
                focus_element(TEXT);
            }
        }
    });
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback("keydown", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Closes the panel that has the focus, which goes back to what opened it.
fn close_panel() {
    let active = document().and_then(|document| document.active_element());
    let Some(panel) = active.and_then(|active| active.closest("details.resolver[open]").ok()?) else { return };
    let _ = panel.remove_attribute("open");
    let summary = panel.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.focus();
    }
}

/// Whether the switch at the foot of the page is seen and on.
fn has_shortcut() -> bool {
    let switch = element("shortcut").and_then(|switch| switch.dyn_into::<HtmlInputElement>().ok());
    switch.is_some_and(|switch| switch.checked() && switch.offset_parent().is_some())
}

fn is_typing() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

fn field() -> Option<HtmlInputElement> {
    document()?.query_selector(FIELD).ok()??.dyn_into().ok()
}
