//! Background futures and timers.

use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::window::window;

/// Runs a future in the background.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Waits this many milliseconds.
pub async fn pause(milliseconds: i32) {
    let mut resolve_later = |resolve: Function, _: Function| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut resolve_later)).await;
}

/// Yields to the browser, so that it can do pending work such as drawing.
pub async fn next_turn() {
    pause(0).await;
}

/// Yields to the browser without a timer, since timers are slow in a hidden page.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else { return next_turn().await };
    let (receiver, sender) = (channel.port1(), channel.port2());
    let mut resolve_later = |resolve: Function, _: Function| {
        receiver.set_onmessage(Some(&resolve));
        let _ = sender.post_message(&JsValue::NULL);
    };
    let _ = JsFuture::from(Promise::new(&mut resolve_later)).await;
    receiver.close();
}

/// Waits for the next frame. A hidden page gets none.
pub async fn next_frame() {
    let mut resolve_later = |resolve: Function, _: Function| {
        if let Some(window) = window() {
            let _ = window.request_animation_frame(&resolve);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut resolve_later)).await;
}

/// Waits for a future, but at most this many milliseconds. Then it continues in the background.
pub async fn wait_at_most(milliseconds: i32, future: impl Future<Output = ()> + 'static) {
    let (future, pause) = (Box::pin(future), Box::pin(pause(milliseconds)));
    if let Either::Right(((), future)) = select(future, pause).await {
        spawn(future);
    }
}
