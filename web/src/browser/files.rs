//! Files that the reader opens by choosing or dropping them. They are read here and sent nowhere.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DataTransfer, DragEvent, Event, HtmlInputElement, TextDecoder};
use words::Language;
use yew::Callback;

use super::{page, window::window};
use crate::store::FileProblem;

/// Largest file that is read, in bytes: some thousand checks, as this page saves them.
const MAX_FILE_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// Returns the file chosen in a field. The field is emptied, so that the same file can be chosen again.
#[must_use]
pub fn chosen_file(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

thread_local! {
    /// Handler of dropped files, if the page on show has one.
    static DROP_HANDLER: RefCell<Option<Callback<DataTransfer>>> = const { RefCell::new(None) };
}

/// Sets the handler of dropped files; `None` leaves them to the application.
pub fn set_drop_handler(handler: Option<Callback<DataTransfer>>) {
    DROP_HANDLER.set(handler);
}

/// Reads the text of a file.
///
/// # Errors
/// The file is too large, or the browser cannot read it.
pub async fn read_text(file: &File) -> Result<String, FileProblem> {
    if file.size() > MAX_FILE_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or(FileProblem::NoEvidence)
}

/// Reads at most this many bytes from the start of a file. Returns `None` if the browser cannot read it, as with a
/// folder.
pub async fn read_beginning(file: &File, bytes: usize) -> Option<Vec<u8>> {
    #[expect(clippy::cast_precision_loss, reason = "no file has petabytes")]
    let end = bytes as f64;
    let part = file.slice_with_f64_and_f64(0.0, end).ok()?;
    let buffer = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Reads the text of a list or table.
///
/// # Errors
/// The file is too large, or the browser cannot read it.
pub async fn read_table(file: &File) -> Result<String, FileProblem> {
    if file.size() > MAX_FILE_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| FileProblem::NoEvidence)?;
    Ok(decode_table(&js_sys::Uint8Array::new(&buffer).to_vec()))
}

/// Reads the lines at the start of a list or table, up to this many bytes. Returns its text, and whether the file has
/// more, or `None` if the browser cannot read it.
pub async fn read_first_lines(file: &File, bytes: usize) -> Option<(String, bool)> {
    let mut beginning = read_beginning(file, bytes).await?;
    let is_cut = beginning.len() >= bytes;
    if is_cut {
        let lines = beginning.iter().rposition(|byte| *byte == b'\n').unwrap_or(bytes);
        beginning.truncate(lines);
    }
    Some((decode_table(&beginning), is_cut))
}

/// Decodes a list or table: UTF-8 or UTF-16, or else the encoding in which Excel saves CSV in the reader's language.
fn decode_table(bytes: &[u8]) -> String {
    let text = bulk::decode_list(bytes);
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text;
    }
    let reads_japanese = page::language_tags().iter().any(|tag| Language::from_tag(tag) == Some(Language::Ja));
    let encoding = if reads_japanese { "shift_jis" } else { "windows-1252" };
    TextDecoder::new_with_label(encoding).and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or(text)
}

/// Calls back with files dropped on the page, for as long as the page lives. Of several files, it gets only the first.
/// A page with a handler of its own gets the files instead. While a file is dragged over the page, the document has a
/// mark for style sheets.
pub fn on_drop(call: Callback<File>) {
    add_drag_listener("drop", move |event| {
        mark_drag_over(false);
        let files = event.data_transfer().filter(has_files);
        if let (Some(handler), Some(data)) = (DROP_HANDLER.with_borrow(Clone::clone), files) {
            event.prevent_default();
            return handler.emit(data);
        }
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            event.prevent_default();
            call.emit(file);
        }
    });
    add_drag_listener("dragover", |event| {
        if event.data_transfer().as_ref().is_some_and(has_files) {
            // Without this, the browser leaves the page and opens the file.
            event.prevent_default();
            mark_drag_over(true);
        }
    });
    // When the drag moves from one element to another, `related_target` is the other one.
    add_drag_listener("dragleave", |event| {
        if event.related_target().is_none() {
            mark_drag_over(false);
        }
    });
}

/// Returns whether files are dragged, and not a text.
fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&JsValue::from_str("Files"), 0)
}

fn add_drag_listener(name: &str, call: impl FnMut(DragEvent) + 'static) {
    let closure = Closure::<dyn FnMut(DragEvent)>::new(call);
    if let Some(document) = window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

fn mark_drag_over(is_over: bool) {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.toggle_attribute_with_force("data-drag", is_over);
    }
}
