//! The history of checks: reading, deleting and exporting it, and the setting to keep it.

use yew::prelude::*;

use super::{checking::STORAGE_WAIT_MS, controller::Controller};
use crate::{
    browser::{self, history::DeleteRequest, page, preferences},
    components::{HistoryFile, HistorySettings},
    history_module, loader,
    route::Route,
    shared::Shared,
    store::{Action, EarlierChecks},
};

impl Controller {
    pub(super) fn history_settings(&self) -> HistorySettings {
        HistorySettings {
            delete: self.on_delete(),
            keep: self.on_keep(),
            open: self.on_open(),
            export: self.on_export(),
            judge: self.on_judge(),
        }
    }

    /// Returns the kept checks of a domain, from the state or from storage.
    pub(super) async fn earlier_checks(&self, domain: &str) -> Option<Shared<EarlierChecks>> {
        let known = self.state().session.earlier_checks.clone().filter(|earlier| earlier.domain == domain);
        match known {
            Some(known) => Some(known),
            None => self.load_earlier(domain.to_owned()).await,
        }
    }

    /// Reads the kept checks of a domain.
    pub(super) async fn load_earlier(&self, domain: String) -> Option<Shared<EarlierChecks>> {
        let history = history_module::load().await.ok()?;
        let earlier = Shared::new((history.load_earlier)(domain).await);
        self.dispatch_in_tasks(Action::EarlierChecksLoaded(earlier.clone())).await;
        Some(earlier)
    }

    /// Starts [`Self::load_earlier`] in the background.
    pub(super) fn begin_loading_earlier(&self, domain: &str) {
        let (controller, domain) = (self.clone(), domain.to_owned());
        browser::spawn(async move {
            let _ = controller.load_earlier(domain).await;
        });
    }

    /// Reads the list of all checks in the background.
    pub(super) fn refresh_history(&self) {
        let controller = self.clone();
        browser::spawn(async move { controller.load_history().await });
    }

    async fn load_history(&self) {
        if let (true, Ok(history)) = (self.state().session.route == Route::Home, history_module::load().await) {
            self.dispatch(Action::HistoryLoaded((history.load_domains)().await));
        }
    }

    /// Reads the list and shows it together with the deferred module. While the list is on show, it then judges again
    /// the checks that another build judged.
    pub(super) async fn show_history(self) {
        let Ok(deferred) = loader::load().await else { return };
        let controller = self.clone();
        browser::wait_at_most(STORAGE_WAIT_MS, async move { controller.load_history().await }).await;
        self.set_loaded(Ok(deferred)).await;
        let Ok(history) = history_module::load().await else { return };
        while self.state().session.route == Route::Home
            && (history.judge_again)(self.state().session.history.clone(), None).await
        {
            self.load_history().await;
        }
        self.load_history().await;
    }

    fn on_delete(&self) -> Callback<DeleteRequest> {
        self.callback(|controller, request: DeleteRequest| {
            let controller = controller.clone();
            browser::spawn(async move {
                let Ok(history) = history_module::load().await else { return };
                (history.delete)(request).await;
                controller.load_history().await;
                // The button disappears with the check that it deleted.
                page::focus_element("past");
            });
        })
    }

    fn on_keep(&self) -> Callback<bool> {
        self.callback(|controller, keeps| {
            preferences::write_may_keep(keeps);
            controller.dispatch(Action::KeepHistoryChanged(keeps));
            if !keeps {
                browser::spawn(delete_list());
            }
        })
    }

    fn on_export(&self) -> Callback<HistoryFile> {
        self.callback(|controller, file| {
            let language = controller.state().settings.language;
            if let Some(deferred) = controller.load_state().loaded() {
                browser::spawn((deferred.export_history)(file, language));
            }
        })
    }

    /// Judges every check of an expanded domain.
    fn on_judge(&self) -> Callback<String> {
        self.callback(|controller, domain: String| {
            let controller = controller.clone();
            browser::spawn(async move {
                let Ok(history) = history_module::load().await else { return };
                let listed = controller.state().session.history.clone();
                (history.judge_again)(listed, Some(domain)).await;
                controller.load_history().await;
            });
        })
    }
}

/// Deletes the list of many domains. If the module does not load, the page of that list deletes it.
async fn delete_list() {
    if let Ok(history) = history_module::load().await {
        (history.delete_list)().await;
    }
}
