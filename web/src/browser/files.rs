//! Files that the reader gives to the page: chosen, or dropped on it. They are read here and sent nowhere.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

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
pub async fn text(file: &File) -> Option<String> {
    if file.size() > LIMIT {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Calls back with every file that is dropped on the page, for as long as the page lives.
pub fn on_drop(mut call: impl FnMut(File) + 'static) {
    let dropped = Closure::<dyn FnMut(DragEvent)>::new(move |event: DragEvent| {
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            call(file);
        }
    });
    // Without this the browser leaves the page and shows the file.
    let over = Closure::<dyn FnMut(DragEvent)>::new(|event: DragEvent| {
        let has_files = event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0));
        if has_files {
            event.prevent_default();
        }
    });
    if let Some(document) = window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback("drop", dropped.as_ref().unchecked_ref());
        let _ = document.add_event_listener_with_callback("dragover", over.as_ref().unchecked_ref());
    }
    dropped.forget();
    over.forget();
}
