//! Handing a link to another program, where the browser can.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use super::window::window;

/// Whether this browser hands links to other programs.
#[must_use]
pub fn is_offered() -> bool {
    window().is_some_and(|window| Reflect::has(window.navigator().as_ref(), &"share".into()).unwrap_or_default())
}

/// Hands over a link with a title. A reader who changes their mind is no failure.
pub async fn share(title: &str, link: &str) {
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(link);
    let _ = JsFuture::from(navigator.share_with_data(&data)).await;
}
