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

/// Id of the static shell, and of the application in its place.
const APPLICATION: &str = "app";

const FIELD: &str = "input[name=domain]";

/// Id of the text field on the page without a domain field.
const TEXT: &str = "lint-text";

/// Text typed before the application started.
#[derive(Debug, Default, PartialEq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Cursor range (start, end), if the field has the focus.
    pub cursor: Option<(u32, u32)>,
}

/// Reads the field of the static shell.
#[must_use]
pub fn typed_in_shell() -> Typed {
    let Some(field) = field() else { return Typed::default() };
    let focused = document().and_then(|document| document.active_element()).is_some_and(|element| element == **field);
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    let cursor = focused.then(|| (at(field.selection_start()), at(field.selection_end())));
    Typed { text: field.value(), cursor }
}

/// Returns whether this is the worker that reads reports, which has no page.
#[must_use]
pub fn is_worker() -> bool {
    window().is_none()
}

/// Returns the element with this id.
#[must_use]
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Creates the element that the application is rendered into. It is outside the document, where the static shell stays on
/// show meanwhile.
#[must_use]
pub fn create_root() -> Option<Element> {
    let root = document()?.create_element("div").ok()?;
    root.set_id(APPLICATION);
    Some(root)
}

/// Puts the application's element in the place of the static shell.
pub fn replace_shell(root: &Element) {
    if let Some(shell) = element(APPLICATION) {
        let _ = shell.replace_with_with_node_1(root);
    }
}

/// Marks the document as ready, for style sheets and tests.
pub fn mark_ready() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Puts the cursor where it was in the shell.
pub fn set_cursor((from, to): (u32, u32)) {
    if let Some(field) = field() {
        let _ = field.focus();
        let _ = field.set_selection_range(from, to);
    }
}

/// Focuses the field and selects its text.
pub fn focus_field() {
    if let Some(field) = field() {
        let _ = field.focus();
        field.select();
    }
}

/// Shows the first of these elements that exists: unfolds it, scrolls to it and focuses it. `finding-` and the id of a
/// rule is the first finding of that rule.
pub fn show_first_of(places: &[String]) {
    if let Some(element) = places.iter().find_map(|place| element(place).or_else(|| finding(place))) {
        show_element(&element);
    }
}

/// Unfolds, scrolls to and focuses an element.
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

/// Focuses an element and scrolls to it.
pub fn focus_element(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Focuses an element that a component rendered.
pub fn focus_node(drawn: &NodeRef) {
    if let Some(element) = drawn.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Focuses the element with this id if the focused element is gone. Otherwise the next Tab would start at the top of the
/// page. The page does not scroll.
pub fn restore_focus(id: &str) {
    let active = document().and_then(|document| document.active_element());
    let next = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let (true, Some(next)) = (active.is_none_or(|element| element.tag_name() == "BODY"), next) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = next.focus_with_options(&still);
    }
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Returns the content of a `meta` element.
#[must_use]
pub fn meta_content(name: &str) -> Option<String> {
    let element = document()?.query_selector(&format!("meta[name='{name}']")).ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
}

/// Returns the name of this page's Wasm file. It derives from the content, so it identifies the build.
#[must_use]
pub fn wasm_name() -> Option<String> {
    document()?.query_selector("meta[name='application']").ok()??.get_attribute("data-wasm")
}

/// Returns the path that the page is served under, as the start script found it.
#[must_use]
pub fn base_path() -> Option<String> {
    document()?.document_element()?.get_attribute("data-base").filter(|base| base.ends_with('/'))
}

/// Sets the title and language of the document.
pub fn set_title(title: &str, language: Language) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            let _ = root.set_attribute("lang", language.tag());
        }
    }
}

/// Returns the reader's first language that this page supports.
#[must_use]
pub fn preferred_language() -> Option<Language> {
    language_tags().iter().find_map(|tag| Language::from_tag(tag))
}

/// Returns the language tags of the reader, the preferred first.
#[must_use]
pub fn language_tags() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages.iter().flat_map(|tags| tags.iter()).filter_map(|tag| tag.as_string()).collect()
}

/// Returns whether the browser knows that it has no network. `false` does not mean that it has one.
#[must_use]
pub fn is_offline() -> bool {
    window().is_some_and(|window| !window.navigator().on_line())
}

fn input_value(event: &web_sys::Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Returns the text of an input or a text area.
#[must_use]
pub fn field_text(event: &web_sys::Event) -> Option<String> {
    let several = || Some(event.target()?.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?.value());
    input_value(event).or_else(several)
}

/// Returns the chosen option of a list whose values are numbers.
#[must_use]
pub fn chosen_option(event: &web_sys::Event) -> Option<usize> {
    event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok()?.value().parse().ok()
}

/// Calls back after this many milliseconds, unless cancelled before. The returned function cancels.
pub fn call_after(milliseconds: i32, call: Callback<()>) -> Box<dyn FnOnce()> {
    let (waiting, handle) = abortable(task::pause(milliseconds));
    task::spawn(async move {
        if waiting.await.is_ok() {
            call.emit(());
        }
    });
    Box::new(move || handle.abort())
}

/// Calls back when the network goes or returns.
pub fn watch_network(on_offline: Callback<bool>) {
    let closure = Closure::<dyn FnMut()>::new(move || on_offline.emit(is_offline()));
    if let Some(window) = window() {
        for name in ["online", "offline"] {
            let _ = window.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
    }
    closure.forget();
}

/// Listens for keys. `/` focuses the field from anywhere but another field, if the footer's switch is on. Escape closes
/// the panel of resolvers.
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

/// Closes the panel that has the focus, and returns the focus to its summary.
fn close_panel() {
    let active = document().and_then(|document| document.active_element());
    let Some(panel) = active.and_then(|active| active.closest("details.resolver[open]").ok()?) else { return };
    let _ = panel.remove_attribute("open");
    let summary = panel.query_selector("summary").ok().flatten();
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.focus();
    }
}

/// Returns whether the shortcut switch in the footer is visible and on.
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
