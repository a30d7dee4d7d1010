//! The frame of the pages about TLS reports and bounces: fetches what is behind them, and shows it.

use words::Language;
use yew::prelude::*;

use crate::{
    deferred::LoadState,
    reports::{ReportsModule, ReportsPageState},
    route::Route,
};

/// Fetches the module with its style sheet and the sentences of a language; answers with nothing where it did not come.
#[derive(Clone, Copy, Debug)]
pub struct LoadReports(pub fn(Language, Callback<Option<ReportsModule>>));

/// There is one, so any two are the same.
impl PartialEq for LoadReports {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The frame.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the reader is.
    pub page_state: ReportsPageState,
    /// Fetches the module.
    pub load: LoadReports,
}

/// How far the module has come.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Awaited,
    /// With the sentences of this language.
    Here(ReportsModule, Language),
    Missing,
}

/// The frame.
#[component]
pub fn ReportsFrame(props: &Props) -> Html {
    let progress = use_state(|| Progress::Awaited);
    use_effect_with(props.page_state.language, {
        let (progress, load) = (progress.clone(), props.load);
        move |language| {
            let language = *language;
            let arrived = move |module: Option<ReportsModule>| {
                progress.set(module.map_or(Progress::Missing, |module| Progress::Here(module, language)));
            };
            (load.0)(language, Callback::from(arrived));
        }
    });
    match *progress {
        Progress::Awaited => Html::default(),
        // Until the sentences of another language are there, the page keeps its own.
        Progress::Here(module, language) => {
            let page_state = ReportsPageState { language, ..props.page_state.clone() };
            if page_state.route == Route::Bounce { (module.bounce)(&page_state) } else { (module.reports)(&page_state) }
        }
        Progress::Missing => LoadState::Missing.show(props.page_state.language, |_| Html::default()),
    }
}
