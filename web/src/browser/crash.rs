//! Error display for a page that panicked, with a text to copy into a bug report. Independent of the application.

use std::panic;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, console};
use words::{Key, Language, key};

use super::window::{document, window};

/// Shows every panic from now on, on the page and in the console.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| {
        let report = bug_report(&info.to_string());
        console::error_1(&JsValue::from_str(&report));
        // Without a document or the messages the page cannot show it; the console has it.
        let _ = document().and_then(|document| show(&document, &report).ok());
    }));
}

/// Returns the text for a bug report. It names the path without query and fragment, so that the domain stays here.
fn bug_report(panic: &str) -> String {
    let path = window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    let agent = window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    format!("mta-sts-checker {} at {path}\n{panic}\n{agent}", env!("CARGO_PKG_VERSION"))
}

fn show(document: &Document, report: &str) -> Result<(), JsValue> {
    let root = document.document_element().ok_or(JsValue::NULL)?;
    let language = Language::from_tag(&root.get_attribute("lang").unwrap_or_default()).unwrap_or_default();
    let body = document.body().ok_or(JsValue::NULL)?;
    if !language.is_loaded() || document.query_selector("[data-crash]")?.is_some() {
        return Ok(());
    }
    let section = element(document, "section", "")?;
    section.set_attribute("class", "wrap crash")?;
    section.set_attribute("role", "alert")?;
    section.set_attribute("data-crash", "")?;
    section.set_attribute("tabindex", "-1")?;
    let message = |key: Key| language.message(key, &[]);
    let reload_link = element(document, "a", &message(key::PAGE_LATER_AGAIN))?;
    reload_link.set_attribute("href", "")?;
    let text = element(document, "pre", report)?;
    text.set_attribute("tabindex", "0")?;
    text.set_attribute("translate", "no")?;
    let parts = [
        element(document, "h2", &message(key::PAGE_CRASH))?,
        element(document, "p", &message(key::PAGE_CRASH_TEXT))?,
        text,
        reload_link,
    ];
    for part in parts {
        section.append_child(&part)?;
    }
    body.insert_before(&section, body.first_child().as_ref())?;
    focus(&section);
    Ok(())
}

fn element(document: &Document, name: &str, text: &str) -> Result<Element, JsValue> {
    let element = document.create_element(name)?;
    element.set_text_content(Some(text));
    Ok(element)
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
