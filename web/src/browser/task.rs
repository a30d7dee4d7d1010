//! Futures beside everything else, and timers.

use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::window::window;

/// Lets a future run beside everything else.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let mut ring = |resolve: Function, _: Function| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut ring)).await;
}

/// Lets the browser do what is due, such as drawing.
pub async fn next_turn() {
    pause(0).await;
}

/// Lets the browser do what is due, also in a page that is not seen, whose timers are slow.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else { return next_turn().await };
    let (receiver, sender) = (channel.port1(), channel.port2());
    let mut ring = |resolve: Function, _: Function| {
        receiver.set_onmessage(Some(&resolve));
        let _ = sender.post_message(&JsValue::NULL);
    };
    let _ = JsFuture::from(Promise::new(&mut ring)).await;
    receiver.close();
}

/// Waits until the browser draws next. A page that is not seen is not drawn.
pub async fn next_frame() {
    let mut ring = |resolve: Function, _: Function| {
        if let Some(window) = window() {
            let _ = window.request_animation_frame(&resolve);
        }
    };
    let _ = JsFuture::from(Promise::new(&mut ring)).await;
}

/// Waits for a future, but not longer than so many milliseconds: then it goes on beside everything else.
pub async fn limited(milliseconds: i32, future: impl Future<Output = ()> + 'static) {
    let (future, pause) = (Box::pin(future), Box::pin(pause(milliseconds)));
    if let Either::Right(((), future)) = select(future, pause).await {
        spawn(future);
    }
}
