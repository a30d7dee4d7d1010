//! The choice of what to compare with: the latest check of each domain, an earlier run, or a file.

use evidence::Timestamp;
use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    browser::input_files::InputFile,
    components::{PageContext, Shape, status_icon, translate},
    many::{
        ManyActions,
        view::{CompareFile, View},
    },
    shared::Shared,
};

/// Properties of [`Comparison`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) language: Language,
    pub(super) actions: ManyActions,
    pub(super) view: Shared<View>,
}

/// The menu of runs to compare with, and the field for a file. A file dropped on the page is taken, too.
#[component]
pub(super) fn Comparison(props: &Props) -> Html {
    let (language, actions, view) = (props.language, props.actions, &props.view);
    let page = use_context::<PageContext>().unwrap_or_default();
    let failed = use_state(|| None::<String>);
    let on_files = compare_with_file(actions, &failed);
    use_effect_with((), {
        let on_files = on_files.clone();
        move |()| {
            (actions.set_drop_handler)(Some(on_files));
            move || (actions.set_drop_handler)(None)
        }
    });
    let onfile = on_files.reform(move |event: Event| (actions.chosen_files)(&event));
    html! {
        <>
            {menu(props, page, &failed)}
            <label class="button quiet file"><input type="file" accept=".json,.jsonl,.csv,application/json,text/csv" data-open="baseline" onchange={onfile} />{language.message(key::MANY_COMPARE_FILE, &[])}</label>
            if let Some(name) = &*failed {
                <p class="problem" role="alert" data-compare-failed="">{status_icon(Shape::Error)}<span>{translate(language, key::MANY_COMPARE_FAILED, args!["name" => &words::make_visible(name)])}</span></p>
            }
            {coverage(language, view)}
        </>
    }
}

fn compare_with_file(actions: ManyActions, failed: &UseStateHandle<Option<String>>) -> Callback<Vec<InputFile>> {
    let failed = failed.clone();
    Callback::from(move |files: Vec<InputFile>| {
        let (failed, Some(file)) = (failed.clone(), files.into_iter().next()) else { return };
        let name = file.name.clone();
        let answer = move |found: bool| failed.set((!found).then(|| name.clone()));
        (actions.runner.compare_with_file)(file, Callback::from(answer));
    })
}

fn menu(props: &Props, page: PageContext, failed: &UseStateHandle<Option<String>>) -> Html {
    let (language, actions, view) = (props.language, props.actions, &props.view);
    // Once it was used, the menu stays, or it would lose the focus.
    if view.earlier_runs.is_empty() && view.compared_file.is_none() && view.comparisons == 0 {
        return html! {};
    }
    let onchange = {
        let (runs, failed) = (view.earlier_runs.clone(), failed.clone());
        Callback::from(move |event: Event| {
            // The chosen file comes after all runs. It is chosen already.
            match (page.chosen_option)(&event) {
                Some(0) => (actions.runner.compare)(None),
                Some(at) if at <= runs.len() => (actions.runner.compare)(Some(runs[at - 1])),
                _ => {}
            }
            failed.set(None);
        })
    };
    let moment = |moment: &i64| (actions.clock.exact)(Timestamp::from_unix(*moment), language);
    let file = view.compared_file.as_ref();
    html! {
        <label>{language.message(key::MANY_COMPARED, &[])}{" "}
            <select data-compare="" autocomplete="off" {onchange}>
                <option value="0" selected={view.compared.is_none() && file.is_none()}>{language.message(key::MANY_COMPARED_LATEST, &[])}</option>
                { for view.earlier_runs.iter().enumerate().map(|(at, run)| html! {
                    <option value={(at + 1).to_string()} selected={file.is_none() && view.compared == Some(*run)}>{moment(run)}</option>
                }) }
                { for file.map(|file| html! {
                    <option value={(view.earlier_runs.len() + 1).to_string()} selected=true>{file_name(file, language)}</option>
                }) }
            </select></label>
    }
}

/// Renders how many domains the compared file has, or that its content is gone.
fn coverage(language: Language, view: &View) -> Html {
    let Some(file) = &view.compared_file else { return html! {} };
    let name = file_name(file, language);
    if file.is_gone {
        return html! { <p class="notice" data-notice="compared-gone">{status_icon(Shape::Warning)}<span>{language.message(key::MANY_COMPARED_GONE, args!["name" => &name])}</span></p> };
    }
    html! { <p class="note" data-compared-file={name} data-stored={file.is_stored.to_string()}>{coverage_text(file, view, language)}</p> }
}

/// Returns how many domains the compared file has.
pub(super) fn coverage_text(file: &CompareFile, view: &View, language: Language) -> String {
    let (counts, name) = (view.counts(), file_name(file, language));
    let args = args!["name" => &name, "known" => counts.compared, "all" => counts.with_outcome];
    language.message(key::MANY_COMPARED_FILE, args)
}

fn file_name(file: &CompareFile, language: Language) -> String {
    match file.name.as_str() {
        "" => language.message(key::MANY_COMPARED_PASTED, &[]),
        name => words::make_visible(name),
    }
}
