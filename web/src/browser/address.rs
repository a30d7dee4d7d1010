//! The address bar: reading and changing it, and listening for "back".

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::UrlSearchParams;

use super::window::window;
use crate::route::Address;

/// Returns the address in the address bar.
#[must_use]
pub fn current_address() -> Address {
    let Some(location) = window().map(|window| window.location()) else { return Address::default() };
    let query = location.search().unwrap_or_default();
    let parameter = |name| UrlSearchParams::new_with_str(&query).ok().and_then(|query| query.get(name));
    Address {
        path: location.pathname().unwrap_or_default(),
        domain: parameter("domain"),
        lang: parameter("lang"),
        kept: parameter("kept"),
        fragment: location.hash().unwrap_or_default().trim_start_matches('#').to_owned(),
    }
}

/// Returns the path and query of the address bar.
#[must_use]
pub fn path_and_query() -> String {
    let location = window().map(|window| window.location());
    let parts = location.map(|location| [location.pathname(), location.search()].map(Result::unwrap_or_default));
    parts.map(|parts| parts.concat()).unwrap_or_default()
}

/// Returns the origin of this page: scheme, host and port.
#[must_use]
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Goes to another address of the page, so that "back" returns here.
pub fn push_url(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Fails only in a browser that throttles many calls; the page itself is right anyway.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Replaces the address without a new history entry.
pub fn replace_url(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// Calls back whenever the reader goes back or forward, for as long as the page lives.
pub fn on_history_navigation(mut call: impl FnMut(Address) + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || call(current_address()));
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Calls back whenever the reader goes back or forward, until the returned function is called.
#[must_use]
pub fn subscribe_to_history(mut call: impl FnMut(Address) + 'static) -> Box<dyn FnOnce()> {
    let closure = Closure::<dyn FnMut()>::new(move || call(current_address()));
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
    }
    Box::new(move || {
        if let Some(window) = window() {
            let _ = window.remove_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
        }
    })
}
