//! Callbacks that change and judge a draft, a text that is not published yet.

use yew::prelude::*;

use crate::draft::{Draft, Edit, Judged};

/// Callbacks that change a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftActions {
    /// Called when one of its parts changes.
    pub edit: Callback<Edit>,
    /// Called when a file is chosen in a field.
    pub open: Callback<Event>,
}

/// Function that judges a draft, with IDNA and the current time from the browser.
#[derive(Clone, Copy, Debug)]
pub struct JudgeDraft(pub fn(&Draft) -> Judged);

/// All instances are equal, as only one exists.
impl PartialEq for JudgeDraft {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
