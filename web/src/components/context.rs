//! Contexts with functions of the browser that components need. The application provides both; without one, nothing
//! happens.

use words::Language;
use yew::prelude::*;

/// Context for copying to the clipboard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClipboardContext {
    /// Copies a text. Calls back with whether that worked.
    pub copy: Callback<(AttrValue, Callback<bool>)>,
}

/// Function that cancels a timer.
pub type CancelTimer = Box<dyn FnOnce()>;

/// Context for components with fields, focus or a timer.
#[derive(Clone, Copy, Debug)]
pub struct PageContext {
    /// Returns the text of the field that an event comes from.
    pub field_text: fn(&Event) -> Option<String>,
    /// Returns the index of the chosen option in the list that an event comes from.
    pub chosen_option: fn(&Event) -> Option<usize>,
    /// Focuses the element with this id.
    pub focus: fn(&str),
    /// Focuses an element that a component rendered.
    pub focus_node: fn(&NodeRef),
    /// Focuses the element with this id if the focused element is gone.
    pub restore_focus: fn(&str),
    /// Calls back after this many milliseconds, unless cancelled before.
    pub after: fn(i32, Callback<()>) -> CancelTimer,
    /// Loads the messages of a language. Calls back with whether they are loaded.
    pub load_words: fn(Language, Callback<bool>),
}

/// All instances are equal, as only one exists.
impl PartialEq for PageContext {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Context without a browser, as in tests: nothing happens.
impl Default for PageContext {
    fn default() -> Self {
        Self {
            field_text: |_| None,
            chosen_option: |_| None,
            focus: |_| (),
            focus_node: |_| (),
            restore_focus: |_| (),
            after: |_, _| Box::new(|| ()),
            load_words: |_, _| (),
        }
    }
}
