//! The header of a run: its title and exports.

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
    let save = |name: &'static str, write: fn(&View, Language) -> String| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| (actions.save_file)(name, &write(&view, language)))
    };
    let is_none = view.counts().with_outcome == 0;
    let button = |format: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button quiet" data-save={format} disabled={is_none} {onclick}>
                {language.message(key::MANY_EXPORT, args!["format" => format])}</button>
        }
    };
    html! {
        <div class="title">
            <h1>
                if let Some(title) = title {
                    <span translate="no">{make_visible(&title)}</span>
                } else {
                    {language.message(key::PAGE_MANY, &[])}
                }
            </h1>
            <div class="tools">
                {button("csv", save("mta-sts-domains.csv", export::csv_table))}
                <JsonExport {language} {actions} disabled={is_none} />
                {button("markdown", save("mta-sts-domains.md", export::markdown_table))}
            </div>
        </div>
    }
}

/// Properties of [`JsonExport`].
#[derive(Properties, PartialEq)]
struct JsonExportProps {
    language: Language,
    actions: ManyActions,
    disabled: bool,
}

/// Button that saves the checks as JSON, and says how many are no longer stored.
#[component]
fn JsonExport(props: &JsonExportProps) -> Html {
    let (language, actions) = (props.language, props.actions);
    let missing = use_state(|| 0_usize);
    let is_writing = use_state(|| false);
    let onclick = {
        let (missing, is_writing) = (missing.clone(), is_writing.clone());
        Callback::from(move |_: MouseEvent| {
            let (missing, writing) = (missing.clone(), is_writing.clone());
            if !*writing {
                writing.set(true);
                let done = move |count: usize| {
                    writing.set(false);
                    missing.set(count);
                };
                (actions.runner.save_documents)(language, Callback::from(done));
            }
        })
    };
    html! {
        <>
            <button type="button" class="button quiet" data-save="json" disabled={props.disabled} aria-disabled={is_writing.then_some("true")} {onclick}>
                {language.message(key::MANY_EXPORT, args!["format" => "json"])}</button>
            <p class={if *is_writing { "note" } else { "hidden" }} role="status">{is_writing.then(|| language.message(key::MANY_EXPORT_AWAITED, &[]))}</p>
            if *missing > 0 && !*is_writing {
                <p class="problem" role="alert" data-missing={missing.to_string()}>{status_icon(Shape::Warning)}
                    <span>{language.message(key::MANY_EXPORT_MISSING, args!["count" => *missing])}</span></p>
            }
        </>
    }
}
