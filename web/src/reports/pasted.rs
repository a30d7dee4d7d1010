//! The text that was pasted to be explained. It stays for as long as the page lives, and leaves it neither with the address nor
//! otherwise.

use std::cell::RefCell;

use bounce::Explanation;

use crate::shared::Shared;

/// A text, and what it means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// What stands in the field.
    pub text: String,
    /// The name of the file that it came from, if it came from one.
    pub file: Option<String>,
    /// What it means, if that was asked for.
    pub explanation: Option<Shared<Explanation>>,
}

thread_local! {
    static LAST: RefCell<Pasted> = RefCell::default();
}

/// The text that was here when the reader left.
#[must_use]
pub fn last_text() -> Pasted {
    LAST.with_borrow(Clone::clone)
}

/// Keeps the text until the reader comes back.
pub fn keep_text(pasted: &Pasted) {
    LAST.set(pasted.clone());
}
