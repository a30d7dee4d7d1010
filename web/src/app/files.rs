//! What the reader gives to the page and takes along.

use evidence::Evidence;
use yew::prelude::*;

use super::controller::Desk;
use crate::{
    Shared,
    browser::{
        self, address,
        files::{self, File},
        json, page,
    },
    components::{Carrier, Format},
    deferred::{self, Given, Later},
    pages::Drafting,
    route::Route,
    store::Action,
};

impl Desk {
    pub(super) fn on_open(&self) -> Callback<Event> {
        let desk = self.clone();
        Callback::from(move |event: Event| {
            let desk = desk.clone();
            if let Some(file) = files::chosen(&event) {
                browser::spawn(async move { desk.open(file).await });
            }
        })
    }

    pub(super) fn on_drop(&self) -> Callback<File> {
        let desk = self.clone();
        Callback::from(move |file| {
            let desk = desk.clone();
            browser::spawn(async move { desk.open(file).await });
        })
    }

    pub(super) fn drafting(&self) -> Drafting {
        let desk = self.clone();
        Drafting { edit: Callback::from(move |edit| desk.tell(Action::Drafted(edit))), open: self.on_open() }
    }

    pub(super) fn on_export(&self) -> Callback<()> {
        let desk = self.clone();
        Callback::from(move |()| {
            if let Some(text) = desk.later.here().and_then(|later| (later.export)(&desk.state().past)) {
                let _ = json::save("mta-sts-checks.json", &text);
            }
        })
    }

    /// Shows what is in a file. The address tells where the reader is by now.
    async fn open(&self, file: File) {
        let Ok(later) = deferred::load().await else { return self.tell(Action::Unreadable) };
        let at_draft = address::here().route() == Route::Lint;
        match (later.open)(file, at_draft).await {
            Given::Evidence(all) => self.bring(later, all).await,
            Given::Draft { file, text } => {
                self.tell(Action::Gave { file, text });
                if !at_draft {
                    self.go(Route::Lint);
                }
            }
            Given::Nothing => self.tell(Action::Unreadable),
        }
    }

    /// Shows evidence, judged here; of several, keeps all and shows the latest.
    async fn bring(&self, later: Later, mut all: Vec<Evidence>) {
        all.sort_by_key(|evidence| evidence.started);
        let Some(latest) = all.last().cloned() else { return self.tell(Action::Unreadable) };
        let known = (later.recall)().await;
        for evidence in all.into_iter().filter(|evidence| *self.keeps.borrow() && !known.contains(evidence)) {
            (later.keep)(evidence).await;
        }
        self.tell(Action::Recalled((later.recall)().await));
        let route = Route::Check { domain: latest.domain.clone(), kept: Some(latest.started.to_string()) };
        self.tell(Action::Brought(Shared::new(latest)));
        self.go(route);
        page::to_top();
    }

    pub(super) fn carrier(&self) -> Carrier {
        let (writer, saver) = (self.clone(), self.clone());
        Carrier {
            write: Callback::from(move |format| writer.write(format).unwrap_or_default().into()),
            save: Callback::from(move |format: Format| {
                if let (Some(text), Some(check)) = (saver.write(format), &saver.state().check) {
                    let _ = json::save(&format!("mta-sts-{}.{}", check.domain, format.ending()), &text);
                }
            }),
        }
    }

    fn write(&self, format: Format) -> Option<String> {
        let (state, later) = (self.state(), self.later.here()?);
        let check = state.check.as_ref()?;
        let route = Route::Check { domain: check.domain.to_string(), kept: None };
        let link = [&*address::origin(), &route.href(state.language)].concat();
        (later.write)(check, state.language, format, &link)
    }
}
