//! Files that the reader gives to the page: chosen, or dropped on it. They are read here and sent nowhere.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DataTransfer, DragEvent, Event, HtmlInputElement};
use yew::Callback;

use super::window::window;
use crate::store::FileProblem;

/// Bytes of a file that are read: some thousand checks, as this page saves them.
const LIMIT: f64 = 64.0 * 1024.0 * 1024.0;

/// The file that was chosen in a field, which is empty afterwards so that the same file can be chosen again.
#[must_use]
pub fn chosen_file(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

thread_local! {
    /// Who takes files that are dropped, if the page that is shown does.
    static TAKER: RefCell<Option<Callback<DataTransfer>>> = const { RefCell::new(None) };
}

/// Hands whatever is dropped to this callback from now on, or to nothing but the page itself.
pub fn take_drops(taker: Option<Callback<DataTransfer>>) {
    TAKER.set(taker);
}

/// The text of a file.
///
/// # Errors
/// If it is too large, or the browser cannot read it.
pub async fn read_text(file: &File) -> Result<String, FileProblem> {
    if file.size() > LIMIT {
        return Err(FileProblem::TooLarge);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or(FileProblem::NoEvidence)
}

/// The first bytes of a file, so many at most; nothing where the browser cannot read it, as a folder.
pub async fn read_beginning(file: &File, bytes: usize) -> Option<Vec<u8>> {
    #[expect(clippy::cast_precision_loss, reason = "no file has petabytes")]
    let end = bytes as f64;
    let part = file.slice_with_f64_and_f64(0.0, end).ok()?;
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Calls back with every file that is dropped on the page, for as long as the page lives. While one is held above it, the
/// document says so to style sheets.
pub fn on_drop(call: Callback<File>) {
    on("drop", move |event| {
        held(false);
        let files = event.data_transfer().filter(has_files);
        if let (Some(taker), Some(data)) = (TAKER.with_borrow(Clone::clone), files) {
            event.prevent_default();
            return taker.emit(data);
        }
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            call.emit(file);
        }
    });
    on("dragover", |event| {
        if event.data_transfer().as_ref().is_some_and(has_files) {
            // Without this the browser leaves the page and shows the file.
            event.prevent_default();
            held(true);
        }
    });
    // Leaving one element for another, there is the other one.
    on("dragleave", |event| {
        if event.related_target().is_none() {
            held(false);
        }
    });
}

/// Whether it is files that are dragged, and not a text.
fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&JsValue::from_str("Files"), 0)
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
