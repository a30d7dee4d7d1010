//! The frame of the page that plans a change: loads its module and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::change::{ChangeModule, ChangePageState};

/// Function that loads the module.
#[derive(Clone, Copy, Debug)]
pub struct LoadChange(pub LoadModule<ChangeModule>);

/// All instances are equal, as only one exists.
impl PartialEq for LoadChange {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Properties of [`ChangeFrame`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, plan in the address, and state of the site.
    pub page_state: ChangePageState,
    /// Loads the module.
    pub load: LoadChange,
}

/// Frame of the page that plans a change.
#[component]
pub fn ChangeFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0)
        .show(state.language, |module, language| (module.page)(&ChangePageState { language, ..state.clone() }))
}
