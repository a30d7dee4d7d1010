//! The frame of the page that sets a domain up: fetches what is behind it, and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::set_up::{SetUpModule, SetUpPageState};

/// Fetches the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadSetUp(pub LoadModule<SetUpModule>);

/// There is one, so any two are the same.
impl PartialEq for LoadSetUp {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the reader is.
    pub page_state: SetUpPageState,
    /// Fetches the module.
    pub load: LoadSetUp,
}

/// The frame.
#[component]
pub fn SetUpFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&SetUpPageState { language, ..state.clone() }))
}
