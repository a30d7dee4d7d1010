//! Handlers of the page's events. They are created once: components compare them to decide whether to render again.

use std::rc::Rc;

use words::Language;
use yew::prelude::*;

use super::controller::Controller;
use crate::{
    components::{DraftActions, ExportActions, HistorySettings, Links},
    resolver::ResolverChoice,
};

/// The handlers.
pub(super) struct Handlers {
    pub(super) links: Links,
    pub(super) on_type: Callback<String>,
    pub(super) on_submit: Callback<()>,
    pub(super) on_choose: Callback<ResolverChoice>,
    pub(super) on_compare: Callback<ResolverChoice>,
    pub(super) on_language: Callback<Language>,
    pub(super) on_shortcut: Callback<bool>,
    pub(super) history_settings: HistorySettings,
    pub(super) exports: ExportActions,
    pub(super) draft_actions: DraftActions,
}

impl Handlers {
    fn new(controller: &Controller) -> Self {
        Self {
            links: controller.links(),
            on_type: controller.on_type(),
            on_submit: controller.on_submit(),
            on_choose: controller.on_choose(),
            on_compare: controller.on_compare(),
            on_language: controller.on_language(),
            on_shortcut: controller.on_shortcut(),
            history_settings: controller.history_settings(),
            exports: controller.exports(),
            draft_actions: controller.draft_actions(),
        }
    }
}

/// Returns the handlers of the application.
#[hook]
pub(super) fn use_handlers(controller: &Controller) -> Rc<Handlers> {
    let controller = controller.clone();
    use_memo((), move |()| Handlers::new(&controller))
}
