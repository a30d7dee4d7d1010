//! Input of files: the drop zone, a summary of the files read, and the progress of reading.

use words::{args, key};
use yew::prelude::*;

use super::{domain_choice::DomainChoice, format::Formatter};
use crate::{
    components::translate,
    reports::{ReportsActions, ReportsPageState, summary::Summary, view::Progress},
    shared::Shared,
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

/// Properties of [`FilesBar`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// Language, route and check on show.
    pub page_state: ReportsPageState,
    /// Formats numbers and days.
    pub format: Formatter,
    /// The reports.
    pub summary: Shared<Summary>,
}

/// A summary of the files read in one line, with buttons to add and remove.
#[component]
pub(super) fn FilesBar(props: &Props) -> Html {
    let Props { page_state, format, summary } = props;
    let (language, actions) = (format.language, format.actions);
    let left_out = summary.skipped.len() + summary.skipped_left_out;
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
                    <DomainChoice summary={summary.clone()} format={*format} />
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

/// Renders the number of files that were not read because reading was stopped.
pub(super) fn unread_files(page_state: &ReportsPageState, unread: usize) -> Html {
    html! {
        if unread > 0 {
            <p class="note" role="status" data-unread={unread.to_string()}>{page_state.language.message(key::REPORTS_UNREAD, args!["count" => unread])}</p>
        }
    }
}
