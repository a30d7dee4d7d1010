//! What changes a text before it is published, and what judges it.

use yew::prelude::*;

use crate::draft::{Draft, Edit, Judged};

/// What changes a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftActions {
    /// One of its parts is another one now.
    pub edit: Callback<Edit>,
    /// A file was chosen in a field.
    pub open: Callback<Event>,
}

/// Judges a draft: IDNA and the present moment come from the browser.
#[derive(Clone, Copy, Debug)]
pub struct JudgeDraft(pub fn(&Draft) -> Judged);

/// There is one, so any two are the same.
impl PartialEq for JudgeDraft {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
