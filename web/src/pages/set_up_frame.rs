//! The frame of the set-up page, which loads the page's module and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::set_up::{SetUpModule, SetUpPageState};

/// Loader of the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadSetUp(pub LoadModule<SetUpModule>);

/// Only one loader exists, so any two are equal.
impl PartialEq for LoadSetUp {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Properties of the frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language, the answers in the address, and the state of the site.
    pub page_state: SetUpPageState,
    /// Loader of the module.
    pub load: LoadSetUp,
}

/// The frame of the set-up page.
#[component]
pub fn SetUpFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&SetUpPageState { language, ..state.clone() }))
}
