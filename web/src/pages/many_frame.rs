//! The frame of the page about many domains: loads its module and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::many::{ManyModule, ManyPageState};

/// Function that loads the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadMany(pub LoadModule<ManyModule>);

/// All instances are equal, as only one exists.
impl PartialEq for LoadMany {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Properties of [`ManyFrame`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, and state of the site.
    pub page_state: ManyPageState,
    /// Loads the module.
    pub load: LoadMany,
}

/// Frame of the page about many domains.
#[component]
pub fn ManyFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&ManyPageState { language, ..state.clone() }))
}
