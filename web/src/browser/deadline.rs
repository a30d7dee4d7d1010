//! Deadlines for requests.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AbortSignal};

use super::window::window;

/// A deadline that aborts the requests that carry its signal, when the time is over or when it is dropped.
pub(super) struct Deadline {
    controller: AbortController,
    timer: Option<i32>,
    passed: Rc<Cell<bool>>,
    _callback: Closure<dyn FnMut()>,
}

impl Deadline {
    /// Creates a deadline after this many milliseconds. Returns `None` if the browser does not support it.
    pub(super) fn after(milliseconds: i32) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let passed = Rc::new(Cell::new(false));
        let callback = Closure::new({
            let (controller, passed) = (controller.clone(), Rc::clone(&passed));
            move || {
                passed.set(true);
                controller.abort();
            }
        });
        let timer = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), milliseconds)
            .ok();
        Some(Self { controller, timer, passed, _callback: callback })
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    pub(super) fn has_passed(&self) -> bool {
        self.passed.get()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let (Some(timer), Some(window)) = (self.timer, window()) {
            window.clear_timeout_with_handle(timer);
        }
        self.controller.abort();
    }
}
