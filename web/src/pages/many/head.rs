//! The header of a run: its title and exports.

use words::{args, key};
use yew::prelude::*;

use crate::{
    many::{ManyActions, ManyPageState, export, view::View},
    shared::Shared,
};

/// Renders the header of a run.
pub(super) fn run_header(page_state: &ManyPageState, actions: ManyActions, view: &Shared<View>) -> Html {
    let language = page_state.language;
    let title = view.name.clone();
    let save = |name: &'static str, write: fn(&View, words::Language) -> String| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| (actions.save_file)(name, &write(&view, language)))
    };
    let json = Callback::from(move |_: MouseEvent| (actions.runner.save_documents)(language, Callback::noop()));
    let is_none = view.counts().done == 0;
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
                    <span translate="no">{title}</span>
                } else {
                    {language.message(key::PAGE_MANY, &[])}
                }
            </h1>
            <div class="tools">
                {button("csv", save("mta-sts-domains.csv", export::csv_table))}
                {button("json", json)}
                {button("markdown", save("mta-sts-domains.md", export::markdown_table))}
            </div>
        </div>
    }
}
