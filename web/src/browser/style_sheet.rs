//! Style sheets that are fetched when they are needed.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlLinkElement};

use super::{page, window::document};

/// Adds the style sheet whose address a `meta` element has, and waits until it applies. If it fails to load, the text
/// is still readable.
pub async fn load_style_sheet(name: &str) {
    if let Some(link) = create_link(name) {
        let arrived = Promise::new(&mut |resolve, _| {
            link.set_onload(Some(&resolve));
            link.set_onerror(Some(&resolve));
        });
        if document().and_then(|document| document.head()?.append_child(&link).ok()).is_some() {
            let _ = JsFuture::from(arrived).await;
        }
    }
}

/// Creates the element, unless the page has it already.
fn create_link(name: &str) -> Option<HtmlLinkElement> {
    let (document, address) = (document()?, page::meta_content(name)?);
    if document.get_element_by_id(name).is_some() {
        return None;
    }
    let link: HtmlLinkElement = document.create_element("link").ok()?.dyn_into().ok()?;
    link.dyn_ref::<HtmlElement>()?.set_id(name);
    link.set_rel("stylesheet");
    link.set_href(&address);
    Some(link)
}
