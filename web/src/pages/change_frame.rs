//! The frame of the page that plans a change: fetches what is behind it, and shows it.

use words::Language;
use yew::prelude::*;

use crate::{
    change::{ChangeModule, ChangePageState},
    deferred::LoadState,
};

/// Fetches the module with its style sheet and the sentences of a language; answers with nothing where it did not come.
#[derive(Clone, Copy, Debug)]
pub struct LoadChange(pub fn(Language, Callback<Option<ChangeModule>>));

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

/// How far the module has come.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Awaited,
    /// With the sentences of this language.
    Here(ChangeModule, Language),
    Missing,
}

/// The frame.
#[component]
pub fn ChangeFrame(props: &Props) -> Html {
    let progress = use_state(|| Progress::Awaited);
    use_effect_with(props.page_state.language, {
        let (progress, load) = (progress.clone(), props.load);
        move |language| {
            let language = *language;
            let arrived = move |module: Option<ChangeModule>| {
                progress.set(module.map_or(Progress::Missing, |module| Progress::Here(module, language)));
            };
            (load.0)(language, Callback::from(arrived));
        }
    });
    match *progress {
        Progress::Awaited => Html::default(),
        // Until the sentences of another language are there, the page keeps its own.
        Progress::Here(module, language) => {
            let page_state = ChangePageState { language, ..props.page_state.clone() };
            (module.page)(&page_state)
        }
        Progress::Missing => LoadState::Missing.show(props.page_state.language, |_| Html::default()),
    }
}
