//! A page whose program comes in a file of its own, with its style sheet and the sentences of a language.

use words::Language;
use yew::prelude::*;

use crate::deferred::LoadState;

/// Fetches a module with what it needs for a language; answers with nothing where it did not come.
pub type LoadModule<M> = fn(Language, Callback<Option<M>>);

/// How far a module has come.
#[derive(Clone, Copy, PartialEq)]
pub enum TaskModule<M> {
    /// It is on its way.
    Awaited,
    /// It is there, with the sentences of this language.
    Here(M, Language),
    /// It did not come.
    Missing,
}

impl<M> TaskModule<M> {
    /// The page of the module, in the language whose sentences are there; instead of it, that it did not come.
    pub fn show(self, language: Language, page: impl FnOnce(M, Language) -> Html) -> Html {
        match self {
            Self::Awaited => Html::default(),
            // Until the sentences of another language are there, the page keeps its own.
            Self::Here(module, language) => page(module, language),
            Self::Missing => LoadState::Missing.show(language, |_| Html::default()),
        }
    }
}

/// Fetches a module, and again for every other language.
#[hook]
pub fn use_task_module<M: Copy + PartialEq + 'static>(language: Language, load: LoadModule<M>) -> TaskModule<M> {
    let progress = use_state(|| TaskModule::Awaited);
    use_effect_with(language, {
        let progress = progress.clone();
        move |language| {
            let language = *language;
            let arrived = move |module: Option<M>| {
                progress.set(module.map_or(TaskModule::Missing, |module| TaskModule::Here(module, language)));
            };
            load(language, Callback::from(arrived));
        }
    });
    *progress
}
