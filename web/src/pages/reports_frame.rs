//! The frame of the pages about TLS reports and bounces: loads their module and shows it.

use yew::prelude::*;

use super::task_module::{LoadModule, use_task_module};
use crate::{
    reports::{ReportsModule, ReportsPageState},
    route::Route,
};

/// Function that loads the module with its style sheet and the messages of a language. It calls back with `None` on
/// failure.
#[derive(Clone, Copy, Debug)]
pub struct LoadReports(pub LoadModule<ReportsModule>);

/// All instances are equal, as only one exists.
impl PartialEq for LoadReports {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Properties of [`ReportsFrame`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, route and check on show.
    pub page_state: ReportsPageState,
    /// Loads the module.
    pub load: LoadReports,
}

/// Frame of the pages about TLS reports and bounces.
#[component]
pub fn ReportsFrame(props: &Props) -> Html {
    let state = &props.page_state;
    use_task_module(state.language, props.load.0).show(state.language, |module, language| {
        let state = ReportsPageState { language, ..state.clone() };
        if state.route == Route::Bounce { (module.bounce)(&state) } else { (module.reports)(&state) }
    })
}
