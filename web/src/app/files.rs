//! Files that the reader opens and saves.

use evidence::Evidence;
use yew::prelude::*;

use super::{controller::Controller, title::title};
use crate::{
    browser::{
        self, address,
        files::{self, File},
        json, page, share,
    },
    components::{DraftActions, ExportActions, ExportFormat},
    deferred::{DroppedFile, NotLoaded},
    history_module, loader,
    route::Route,
    shared::Shared,
    store::{Action, FileProblem},
};

/// Checks of a file that are stored before one of them is shown. Storing takes some milliseconds each.
const STORED_BEFORE_SHOWN: usize = 200;

/// Delay before evidence is packed for a link, in milliseconds.
const PACK_DELAY_MS: i32 = 300;

impl Controller {
    pub(super) fn on_open(&self) -> Callback<Event> {
        self.callback(|controller, event: Event| {
            if let Some(file) = files::chosen_file(&event) {
                browser::spawn(controller.clone().open(file));
            }
        })
    }

    pub(super) fn on_drop(&self) -> Callback<File> {
        self.callback(|controller, file| browser::spawn(controller.clone().open(file)))
    }

    pub(super) fn draft_actions(&self) -> DraftActions {
        let edit = self.callback(|controller, edit| controller.dispatch(Action::DraftEdited(edit)));
        DraftActions { edit, open: self.on_open() }
    }

    /// Opens a file. The current address decides how, as the reader may have moved on meanwhile.
    async fn open(self, file: File) {
        let Ok(deferred) = loader::load().await else {
            return self.dispatch(Action::FileRejected(FileProblem::NoEvidence));
        };
        let at_draft = address::current_address().route() == Route::Lint;
        match (deferred.open_file)(file, at_draft).await {
            DroppedFile::Evidence { checks, unreadable } => self.open_checks(checks, unreadable).await,
            DroppedFile::Draft { file, text } => {
                self.dispatch(Action::DraftOpened { file, text });
                if !at_draft {
                    self.navigate(Route::Lint);
                }
            }
            DroppedFile::Unreadable(problem) => self.dispatch(Action::FileRejected(problem)),
        }
    }

    /// Judges and shows evidence. Of several checks, shows the latest and stores all. Of a large file, it stores those of
    /// the shown domain first, and most others after they could be shown.
    async fn open_checks(&self, mut checks: Vec<Evidence>, unreadable: usize) {
        let Some(latest) = checks.last().cloned() else { return };
        checks.sort_by_key(|check| check.domain != latest.domain);
        let later = checks.split_off(checks.len().min(STORED_BEFORE_SHOWN));
        let keeps_history = self.state().settings.keeps_history;
        let mut all_stored = !keeps_history || store_new(checks).await;
        let route = Route::Check { domain: latest.domain.clone(), kept: Some(latest.started.to_string()) };
        self.dispatch(Action::FileOpened { evidence: Shared::new(latest), unreadable });
        self.navigate(route);
        page::scroll_to_top();
        if keeps_history && !later.is_empty() {
            all_stored &= store_new(later).await;
            self.refresh_history();
        }
        if !all_stored {
            self.dispatch(Action::SaveFailed);
        }
    }

    pub(super) fn exports(&self) -> ExportActions {
        let writer = self.clone();
        ExportActions {
            pack: self.callback(|controller, (evidence, answer): (Shared<Evidence>, Callback<Option<String>>)| {
                browser::spawn(controller.clone().pack(evidence, answer));
            }),
            share: share::is_supported().then(|| self.on_share()),
            origin: address::origin().into(),
            write: Callback::from(move |format| writer.write(format).unwrap_or_default().into()),
            save: self.callback(|controller, format: ExportFormat| {
                let state = controller.state();
                if let (Some(text), Some(check)) = (controller.write(format), &state.session.check) {
                    let _ = json::save(&format!("mta-sts-{}.{}", check.domain, format.extension()), &text);
                }
            }),
        }
    }

    /// Packs evidence for a link, unless newer evidence replaces it first. The verdict is drawn before that.
    async fn pack(self, evidence: Shared<Evidence>, answer: Callback<Option<String>>) {
        let is_current = || self.state().session.check.as_ref().is_some_and(|check| check.evidence == evidence);
        browser::pause(PACK_DELAY_MS).await;
        let Ok(deferred) = loader::load().await else { return };
        if !is_current() {
            return;
        }
        let packed = (deferred.pack_snapshot)(evidence.clone()).await;
        if is_current() {
            answer.emit(packed);
        }
    }

    fn on_share(&self) -> Callback<String> {
        self.callback(|controller, link: String| {
            let title = title(&controller.state());
            browser::spawn(async move { share::share_link(&title, &link).await });
        })
    }

    fn write(&self, format: ExportFormat) -> Option<String> {
        let (state, deferred) = (self.state(), self.load_state().loaded()?);
        let (language, check) = (state.settings.language, state.session.check.as_ref()?);
        let route = Route::Check { domain: check.domain.to_string(), kept: None };
        let link = [&*address::origin(), &route.href(language)].concat();
        (deferred.write_export)(check, language, format, &link)
    }
}

async fn store_new(checks: Vec<Evidence>) -> bool {
    match history_module::load().await {
        Ok(history) => (history.store_new)(checks).await,
        Err(NotLoaded) => false,
    }
}
