//! Files that the reader gives to the page: chosen, or dropped on it. They are read here and sent nowhere.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};
use yew::Callback;

use super::window;

/// Octets of a file that are read: evidence of a check is far smaller.
const LIMIT: f64 = 32.0 * 1024.0 * 1024.0;

/// The text of the file that was chosen in a field, which is empty afterwards so that the same file can be chosen again.
pub async fn chosen(event: &Event) -> Option<String> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    let text = text(&file).await;
    field.set_value("");
    text
}

/// The text of a file; of one that is no text or too large nothing.
async fn text(file: &File) -> Option<String> {
    if file.size() > LIMIT {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Calls back with the text of every file that is dropped on the page, for as long as the page lives. While one is held above
/// it, the document says so to style sheets.
pub fn on_drop(call: Callback<Option<String>>) {
    on("drop", move |event| {
        held(false);
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            let call = call.clone();
            super::spawn(async move { call.emit(text(&file).await) });
        }
    });
    on("dragover", |event| {
        let has_files = event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0));
        if has_files {
            // Without this the browser leaves the page and shows the file.
            event.prevent_default();
            held(true);
        }
    });
    // Leaving one element for another, there is the other one.
    on("dragleave", |event| held(event.related_target().is_some()));
}

fn on(name: &str, call: impl FnMut(DragEvent) + 'static) {
    let closure = Closure::<dyn FnMut(DragEvent)>::new(call);
    if let Some(document) = window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

fn held(above: bool) {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.toggle_attribute_with_force("data-drag", above);
    }
}
