//! Sharing a link with another program, where the browser supports it.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use super::window::window;

/// Returns whether this browser can share links.
#[must_use]
pub fn is_supported() -> bool {
    window().is_some_and(|window| Reflect::has(window.navigator().as_ref(), &"share".into()).unwrap_or_default())
}

/// Shares a link with a title. A reader who cancels is not an error.
pub async fn share_link(title: &str, link: &str) {
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(link);
    let _ = JsFuture::from(navigator.share_with_data(&data)).await;
}
