//! Input of files: the drop zone, a summary of the files read, and the progress of reading.

use words::{args, key};
use yew::prelude::*;

use super::format::Formatter;
use crate::{
    components::translate,
    reports::{ReportsActions, ReportsPageState, summary::Summary, view::Progress},
};

/// Renders the place where files are dropped or chosen, before there are any.
pub(super) fn drop_zone(page_state: &ReportsPageState, actions: ReportsActions) -> Html {
    let language = page_state.language;
    html! {
        <section class="drop" aria-labelledby="drop">
            <h2 id="drop">{language.message(key::REPORTS_DROP, &[])}</h2>
            <div class="tools">
                {files_button(actions, "button", language.message(key::REPORTS_CHOOSE, &[]))}
                {folder_button(page_state, actions)}
            </div>
            <p class="note">{translate(language, key::REPORTS_DROP_NOTE, &[])}</p>
        </section>
    }
}

fn files_button(actions: ReportsActions, class: &'static str, label: String) -> Html {
    let onchange = Callback::from(move |event: Event| (actions.reader.add)((actions.chosen_files)(&event)));
    html! { <label class={classes!(class, "file")}><input type="file" multiple=true data-open="reports" {onchange} />{label}</label> }
}

fn folder_button(page_state: &ReportsPageState, actions: ReportsActions) -> Html {
    let onchange = Callback::from(move |event: Event| (actions.reader.add)((actions.chosen_files)(&event)));
    html! {
        <label class="button quiet file"><input type="file" multiple=true webkitdirectory=true data-open="folder" {onchange} />
            {page_state.language.message(key::REPORTS_CHOOSE_FOLDER, &[])}</label>
    }
}

/// Renders a summary of the files read in one line, with buttons to add and remove.
pub(super) fn files_bar(page_state: &ReportsPageState, actions: ReportsActions, summary: &Summary) -> Html {
    let (language, format) = (page_state.language, Formatter { language: page_state.language, actions });
    let left_out = summary.skipped.len() + summary.skipped_left_out;
    let choose = {
        let domains = summary.domains.clone();
        Callback::from(move |event: Event| {
            if let Some(domain) = (actions.chosen_option)(&event).and_then(|at| domains.get(at).cloned()) {
                (actions.reader.choose)(Some(domain), None);
            }
        })
    };
    html! {
        <div class="dropped">
            <p><b>{language.message(key::REPORTS_READ, args!["count" => summary.reports])}</b>
                if summary.copies > 0 {
                    {" · "}{language.message(key::REPORTS_READ_COPIES, args!["count" => summary.copies])}
                }
                if summary.first.is_some() {
                    {" · "}<span class="term">{format.span((summary.first, summary.last))}</span>
                }
                if left_out > 0 {
                    {" · "}<a href="#skipped">{language.message(key::REPORTS_READ_SKIPPED, args!["count" => left_out])}</a>
                }</p>
            <div class="tools">
                if summary.domains.len() > 1 {
                    <label class="which">{language.message(key::REPORTS_DOMAIN, &[])}{" "}
                        <select data-choose="domain" onchange={choose}>
                            { for summary.domains.iter().enumerate().map(|(at, domain)| html! {
                                <option value={at.to_string()} selected={summary.domain.as_ref() == Some(domain)}>{domain}</option>
                            }) }
                        </select></label>
                }
                {files_button(actions, "button quiet", language.message(key::REPORTS_ADD_FILES, &[]))}
                {folder_button(page_state, actions)}
            </div>
        </div>
    }
}

/// Renders the progress of reading, and a button to stop it.
pub(super) fn reading_progress(page_state: &ReportsPageState, actions: ReportsActions, progress: Progress) -> Html {
    let Progress { total, done, reports, skipped } = progress;
    let language = page_state.language;
    let stop = Callback::from(move |_: MouseEvent| (actions.reader.stop)());
    html! {
        <section class="reading" aria-labelledby="reading">
            <div class="row"><h2 id="reading">{language.message(key::REPORTS_READING, args!["count" => total])}</h2>
                <button type="button" class="button quiet" data-stop="" onclick={stop}>{language.message(key::REPORTS_STOP, &[])}</button></div>
            <progress value={done.to_string()} max={total.to_string()} aria-labelledby="reading"></progress>
            <p class="note">{language.message(key::REPORTS_READING_NOTE,
                args!["done" => done, "count" => total, "reports" => reports, "skipped" => skipped])}</p>
        </section>
    }
}
