//! The frame of the page that checks many domains: fetches what is behind it, and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::many::{ManyModule, ManyPageState};

/// Fetches the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadMany(pub LoadModule<ManyModule>);

/// There is one, so any two are the same.
impl PartialEq for LoadMany {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the reader is.
    pub page_state: ManyPageState,
    /// Fetches the module.
    pub load: LoadMany,
}

/// The frame.
#[component]
pub fn ManyFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&ManyPageState { language, ..state.clone() }))
}
