//! The position of an element in the window, so that a long list renders only the visible part.

use std::{cell::Cell, rc::Rc};

use js_sys::Function;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Element;
use yew::{Callback, NodeRef};

use super::{
    task,
    window::{document, window},
};
use crate::many::Viewport;

/// Events that may move the element or rewrap its lines.
const EVENTS: [&str; 2] = ["scroll", "resize"];

/// Calls back with the position of an element, now and whenever the window scrolls or resizes. It does so at most once
/// per frame.
pub fn watch_viewport(element: &NodeRef, call: Callback<Viewport>) -> Box<dyn FnOnce()> {
    let (element, is_due) = (element.clone(), Rc::new(Cell::new(false)));
    let measure = move || {
        if let Some(element) = element.cast::<Element>() {
            call.emit(measured(&element));
        }
    };
    measure();
    let closure = Closure::<dyn FnMut()>::new(move || {
        if !is_due.replace(true) {
            let (is_due, measure) = (is_due.clone(), measure.clone());
            task::spawn(async move {
                task::next_frame().await;
                is_due.set(false);
                measure();
            });
        }
    });
    let listener: Function = closure.as_ref().clone().unchecked_into();
    if let Some(window) = window() {
        for event in EVENTS {
            let _ = window.add_event_listener_with_callback(event, &listener);
        }
    }
    Box::new(move || {
        if let Some(window) = window() {
            for event in EVENTS {
                let _ = window.remove_event_listener_with_callback(event, &listener);
            }
        }
        drop(closure);
    })
}

fn measured(element: &Element) -> Viewport {
    let height = document().and_then(|document| document.document_element()).map(|root| root.client_height());
    let before = Viewport::default();
    Viewport {
        top: -element.get_bounding_client_rect().top(),
        height: height.map_or(before.height, f64::from),
        row: height_of(element, "[data-row]").unwrap_or(before.row),
        group: height_of(element, "[data-group]").unwrap_or(before.group),
        open: height_of(element, "[data-open-row]").unwrap_or(before.open),
    }
}

fn height_of(element: &Element, css: &str) -> Option<f64> {
    let line = element.query_selector(css).ok()??;
    Some(line.get_bounding_client_rect().height()).filter(|height| *height > 0.0)
}
