//! The checks that the browser keeps: deleted, or kept from now on.

use yew::prelude::*;

use super::controller::Controller;
use crate::{
    browser::{self, json, memory, page},
    components::HistorySettings,
    loader,
    store::Action,
};

impl Controller {
    pub(super) fn history_settings(&self) -> HistorySettings {
        HistorySettings {
            forget: self.on_forget(),
            delete: self.on_delete(),
            keep: self.on_keep(),
            open: self.on_open(),
            export: self.on_export(),
        }
    }

    fn on_forget(&self) -> Callback<()> {
        self.callback(|controller, ()| {
            let controller = controller.clone();
            browser::spawn(async move {
                let Ok(deferred) = loader::load().await else { return };
                (deferred.forget)().await;
                controller.dispatch(Action::HistoryLoaded((deferred.recall)().await));
                // The button goes with what it deleted.
                page::focus("past");
            });
        })
    }

    fn on_delete(&self) -> Callback<f64> {
        self.callback(|controller, key| {
            let controller = controller.clone();
            browser::spawn(async move {
                let Ok(deferred) = loader::load().await else { return };
                (deferred.delete)(key).await;
                controller.dispatch(Action::HistoryLoaded((deferred.recall)().await));
                page::focus("past");
            });
        })
    }

    fn on_keep(&self) -> Callback<bool> {
        self.callback(|controller, keeps| {
            memory::remember("keep", if keeps { "yes" } else { "no" });
            controller.dispatch(Action::Keep(keeps));
        })
    }

    fn on_export(&self) -> Callback<()> {
        self.callback(|controller, ()| {
            let state = controller.state();
            let deferred = controller.load_state().here();
            if let Some(text) = deferred.and_then(|deferred| (deferred.export)(&state.session.history)) {
                let _ = json::save("mta-sts-checks.json", &text);
            }
        })
    }
}
