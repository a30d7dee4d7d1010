//! The text that was pasted to be explained. It stays in memory while the page lives, and never leaves it, not even in
//! the address.

use std::cell::RefCell;

use bounce::Explanation;

use crate::shared::Shared;

/// A text with its explanation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// Text in the field.
    pub text: String,
    /// Name of the file that it came from, if any.
    pub file: Option<String>,
    /// Explanation, if one was requested.
    pub explanation: Option<Shared<Explanation>>,
}

thread_local! {
    static LAST: RefCell<Pasted> = RefCell::default();
}

/// Returns the text that was here when the reader left.
#[must_use]
pub fn last_text() -> Pasted {
    LAST.with_borrow(Clone::clone)
}

/// Keeps the text until the reader returns.
pub fn keep_text(pasted: &Pasted) {
    LAST.set(pasted.clone());
}
