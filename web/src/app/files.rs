//! What the reader gives to the page and takes along.

use evidence::Evidence;
use yew::prelude::*;

use super::controller::Controller;
use crate::{
    Shared,
    browser::{
        self, address,
        files::{self, File},
        json, page,
    },
    components::{ExportActions, Format},
    deferred::{self, DeferredModule, DroppedFile},
    pages::DraftActions,
    route::Route,
    store::Action,
};

impl Controller {
    pub(super) fn on_open(&self) -> Callback<Event> {
        let controller = self.clone();
        Callback::from(move |event: Event| {
            let controller = controller.clone();
            if let Some(file) = files::chosen(&event) {
                browser::spawn(async move { controller.open(file).await });
            }
        })
    }

    pub(super) fn on_drop(&self) -> Callback<File> {
        let controller = self.clone();
        Callback::from(move |file| {
            let controller = controller.clone();
            browser::spawn(async move { controller.open(file).await });
        })
    }

    pub(super) fn draft_actions(&self) -> DraftActions {
        let controller = self.clone();
        DraftActions {
            edit: Callback::from(move |edit| controller.dispatch(Action::Drafted(edit))),
            open: self.on_open(),
        }
    }

    pub(super) fn on_export(&self) -> Callback<()> {
        let controller = self.clone();
        Callback::from(move |()| {
            if let Some(text) =
                controller.deferred.here().and_then(|deferred| (deferred.export)(&controller.state().history))
            {
                let _ = json::save("mta-sts-checks.json", &text);
            }
        })
    }

    /// Shows what is in a file. The address tells where the reader is by now.
    async fn open(&self, file: File) {
        let Ok(deferred) = deferred::load().await else { return self.dispatch(Action::Unreadable) };
        let at_draft = address::here().route() == Route::Lint;
        match (deferred.open)(file, at_draft).await {
            DroppedFile::Evidence(all) => self.bring(deferred, all).await,
            DroppedFile::Draft { file, text } => {
                self.dispatch(Action::OpenedDraft { file, text });
                if !at_draft {
                    self.go(Route::Lint);
                }
            }
            DroppedFile::Nothing => self.dispatch(Action::Unreadable),
        }
    }

    /// Shows evidence, judged here; of several, keeps all and shows the latest.
    async fn bring(&self, deferred: DeferredModule, mut all: Vec<Evidence>) {
        all.sort_by_key(|evidence| evidence.started);
        let Some(latest) = all.last().cloned() else { return self.dispatch(Action::Unreadable) };
        let known = (deferred.recall)().await;
        for evidence in all.into_iter().filter(|evidence| *self.keeps.borrow() && !known.contains(evidence)) {
            (deferred.keep)(evidence).await;
        }
        self.dispatch(Action::HistoryLoaded((deferred.recall)().await));
        let route = Route::Check { domain: latest.domain.clone(), kept: Some(latest.started.to_string()) };
        self.dispatch(Action::OpenedFile(Shared::new(latest)));
        self.go(route);
        page::to_top();
    }

    pub(super) fn exports(&self) -> ExportActions {
        let (writer, saver) = (self.clone(), self.clone());
        ExportActions {
            write: Callback::from(move |format| writer.write(format).unwrap_or_default().into()),
            save: Callback::from(move |format: Format| {
                if let (Some(text), Some(check)) = (saver.write(format), &saver.state().check) {
                    let _ = json::save(&format!("mta-sts-{}.{}", check.domain, format.ending()), &text);
                }
            }),
        }
    }

    fn write(&self, format: Format) -> Option<String> {
        let (state, deferred) = (self.state(), self.deferred.here()?);
        let check = state.check.as_ref()?;
        let route = Route::Check { domain: check.domain.to_string(), kept: None };
        let link = [&*address::origin(), &route.href(state.language)].concat();
        (deferred.write)(check, state.language, format, &link)
    }
}
