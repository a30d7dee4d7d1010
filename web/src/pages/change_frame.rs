//! The frame of the page that plans a change: fetches what is behind it, and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::change::{ChangeModule, ChangePageState};

/// Fetches the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadChange(pub LoadModule<ChangeModule>);

/// There is one, so any two are the same.
impl PartialEq for LoadChange {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the reader is.
    pub page_state: ChangePageState,
    /// Fetches the module.
    pub load: LoadChange,
}

/// The frame.
#[component]
pub fn ChangeFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&ChangePageState { language, ..state.clone() }))
}
