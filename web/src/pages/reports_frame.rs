//! The frame of the pages about TLS reports and bounces: fetches what is behind them, and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::{
    reports::{ReportsModule, ReportsPageState},
    route::Route,
};

/// Fetches the module with its style sheet and the sentences of a language; answers with nothing where it did not come.
#[derive(Clone, Copy, Debug)]
pub struct LoadReports(pub LoadModule<ReportsModule>);

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

/// The frame.
#[component]
pub fn ReportsFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0).show(state.language, |module, language| {
        let state = ReportsPageState { language, ..state.clone() };
        if state.route == Route::Bounce { (module.bounce)(&state) } else { (module.reports)(&state) }
    })
}
