//! The clipboard.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::window::window;

/// Copies a text. Returns whether that worked: browsers offer no clipboard to pages served over plain HTTP.
pub async fn copy(text: &str) -> bool {
    let Some(navigator) = window().map(|window| window.navigator()) else { return false };
    let offered = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if !offered.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
