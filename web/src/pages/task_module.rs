//! Loading of a page whose Wasm file is separate, with its style sheet and the messages of a language.

use words::Language;
use yew::prelude::*;

use crate::deferred::LoadState;

/// Function that loads a module with what it needs for a language. It calls back with `None` on failure.
pub type LoadModule<M> = fn(Language, Callback<Option<M>>);

/// Load state of a module.
#[derive(Clone, Copy, PartialEq)]
pub enum TaskModule<M> {
    /// The module is loading.
    Loading,
    /// The module is loaded, with the messages of this language.
    Loaded(M, Language),
    /// The module failed to load.
    Failed,
}

impl<M> TaskModule<M> {
    /// Renders the page of the module in its loaded language, or a message that it failed to load.
    pub fn show(self, language: Language, page: impl FnOnce(M, Language) -> Html) -> Html {
        match self {
            Self::Loading => Html::default(),
            // Until the messages of another language are loaded, the page keeps its own.
            Self::Loaded(module, language) => page(module, language),
            Self::Failed => LoadState::Failed.show(language, |_| Html::default()),
        }
    }
}

/// Loads a module, and again for every other language.
#[hook]
pub fn use_task_module<M: Copy + PartialEq + 'static>(language: Language, load: LoadModule<M>) -> TaskModule<M> {
    let progress = use_state(|| TaskModule::Loading);
    use_effect_with(language, {
        let progress = progress.clone();
        move |language| {
            let language = *language;
            let arrived = move |module: Option<M>| {
                progress.set(module.map_or(TaskModule::Failed, |module| TaskModule::Loaded(module, language)));
            };
            load(language, Callback::from(arrived));
        }
    });
    *progress
}
