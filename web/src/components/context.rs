//! What components ask of the browser. The application provides both contexts; without one, nothing happens.

use words::Language;
use yew::prelude::*;

/// Copies a text and answers whether that worked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClipboardContext {
    /// Copies a text.
    pub copy: Callback<(AttrValue, Callback<bool>)>,
}

/// Cancels a timer.
pub type CancelTimer = Box<dyn FnOnce()>;

/// Functions of the browser that components with fields, focus or a timer need.
#[derive(Clone, Copy, Debug)]
pub struct PageContext {
    /// The text of the field that an event comes from.
    pub field_text: fn(&Event) -> Option<String>,
    /// The number of the chosen option in the list that an event comes from.
    pub chosen_option: fn(&Event) -> Option<usize>,
    /// Puts the focus on the element with this id.
    pub focus: fn(&str),
    /// Puts the focus on what a component drew.
    pub focus_on: fn(&NodeRef),
    /// Calls back after so many milliseconds, unless it is cancelled before.
    pub after: fn(i32, Callback<()>) -> CancelTimer,
    /// Loads the sentences of a language and answers whether they are there now.
    pub learn: fn(Language, Callback<bool>),
}

/// There is one, so any two are the same.
impl PartialEq for PageContext {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Without a browser, as in tests: nothing happens.
impl Default for PageContext {
    fn default() -> Self {
        Self {
            field_text: |_| None,
            chosen_option: |_| None,
            focus: |_| (),
            focus_on: |_| (),
            after: |_, _| Box::new(|| ()),
            learn: |_, _| (),
        }
    }
}
