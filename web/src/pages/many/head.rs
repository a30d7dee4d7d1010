//! The header of a run: its title and exports.

use evidence::Timestamp;
use words::{Language, args, key, make_visible};
use yew::prelude::*;

use crate::{
    components::{Shape, status_icon},
    many::{ManyActions, ManyPageState, export, view::View},
    shared::Shared,
};

/// Renders the header of a run.
pub(super) fn run_header(page_state: &ManyPageState, actions: ManyActions, view: &Shared<View>) -> Html {
    let language = page_state.language;
    let title = view.name.clone();
    html! {
        <div class="title">
            <h1>
                if let Some(title) = title {
                    <span translate="no">{make_visible(&title)}</span>
                } else {
                    {language.message(key::PAGE_MANY, &[])}
                }
            </h1>
            <Exports key={view.started.to_string()} {language} {actions} view={view.clone()} />
        </div>
    }
}

/// Properties of [`Exports`].
#[derive(Properties, PartialEq)]
struct Props {
    language: Language,
    actions: ManyActions,
    view: Shared<View>,
}

/// State of the exports.
#[derive(Clone, PartialEq)]
enum ExportState {
    /// Nothing was saved yet.
    Idle,
    /// JSON is being written.
    Writing,
    /// A file was saved. Some checks may not be stored any more.
    Saved { name: String, missing: usize },
}

/// Buttons that save the checked rows as a file, and the name of what was saved.
#[component]
fn Exports(props: &Props) -> Html {
    let (language, actions, view) = (props.language, props.actions, &props.view);
    let state = use_state(|| ExportState::Idle);
    let day = (actions.local_day)(Timestamp::from_unix(view.started));
    let save = |extension: &'static str, write: fn(&View, Language) -> String| {
        let (view, state, name) = (view.clone(), state.clone(), export::file_name(&day, extension));
        Callback::from(move |_: MouseEvent| {
            (actions.save_file)(&name, &write(&view, language));
            state.set(ExportState::Saved { name: name.clone(), missing: 0 });
        })
    };
    let is_writing = *state == ExportState::Writing;
    let save_json = {
        let (state, name) = (state.clone(), export::file_name(&day, "json"));
        Callback::from(move |_: MouseEvent| {
            if is_writing {
                return;
            }
            state.set(ExportState::Writing);
            let (state, saved) = (state.clone(), name.clone());
            let done = move |missing: usize| state.set(ExportState::Saved { name: saved.clone(), missing });
            (actions.runner.save_documents)(name.clone(), language, Callback::from(done));
        })
    };
    let is_none = view.counts().with_outcome == 0;
    let button = |format: &'static str, onclick: Callback<MouseEvent>| {
        let is_busy = is_writing && format == "json";
        html! {
            <button type="button" class="button quiet" data-save={format} disabled={is_none} aria-disabled={is_busy.then_some("true")} {onclick}>
                {language.message(key::MANY_EXPORT, args!["format" => format])}</button>
        }
    };
    html! {
        <div class="exports">
            {state_view(&state, language)}
            <div class="tools">
                {button("csv", save("csv", export::csv_table))}
                {button("json", save_json)}
                {button("markdown", save("md", export::markdown_table))}
            </div>
        </div>
    }
}

fn state_view(state: &ExportState, language: Language) -> Html {
    let (text, name, missing) = match state {
        ExportState::Idle => (String::new(), None, 0),
        ExportState::Writing => (language.message(key::MANY_EXPORT_AWAITED, &[]), None, 0),
        ExportState::Saved { name, missing } => {
            (language.message(key::MANY_SAVED, args!["name" => name.as_str()]), Some(name.clone()), *missing)
        }
    };
    html! {
        <>
            <p class="note" role="status" data-saved={name}>{text}</p>
            if missing > 0 {
                <p class="problem" role="alert" data-missing={missing.to_string()}>{status_icon(Shape::Warning)}
                    <span>{language.message(key::MANY_EXPORT_MISSING, args!["count" => missing])}</span></p>
            }
        </>
    }
}
