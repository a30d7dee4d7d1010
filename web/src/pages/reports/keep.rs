//! Keeping reports in this browser, exporting them, and clearing them.

use words::{args, key};
use yew::prelude::*;

use super::{format::Formatter, live, markdown::write_markdown};
use crate::{
    reports::{
        ReportsPageState,
        engine::Command,
        summary::{LiveCheck, Summary},
    },
    shared::Shared,
};

/// Renders the switch and the buttons.
pub(super) fn keep_switch(
    page_state: &ReportsPageState,
    format: Formatter,
    keeps_reports: bool,
    summary: &Shared<Summary>,
    live: Option<&LiveCheck>,
) -> Html {
    let (language, actions) = (page_state.language, format.actions);
    let (may_keep, keeps_reports) = (page_state.keeps_history, keeps_reports && page_state.keeps_history);
    let onchange = Callback::from(move |_: Event| (actions.reader.set_keeping)(!keeps_reports));
    let clear = Callback::from(move |_: MouseEvent| (actions.reader.clear)());
    let word = match (may_keep, keeps_reports) {
        (false, _) => "private",
        (true, true) => "yes",
        (true, false) => "no",
    };
    html! {
        <section aria-labelledby="keep">
            <h2 id="keep">{language.message(key::REPORTS_KEEP_TITLE, &[])}</h2>
            <label class="keep"><input type="checkbox" data-keep-reports={keeps_reports.to_string()} checked={keeps_reports} disabled={!may_keep} {onchange} />
                <span>{language.message(key::REPORTS_KEEP, &[])}</span></label>
            <p class="note">{language.message(key::REPORTS_KEEP_NOTE, args!["keeps" => word])}</p>
            <div class="tools">
                if summary.reports > 0 {
                    {export(page_state, format, "csv", key::REPORTS_EXPORT_CSV, Command::Csv)}
                    {export(page_state, format, "json", key::REPORTS_EXPORT_JSON, Command::Json { live: checks(page_state, summary) })}
                    {save_markdown(format, summary, live)}
                }
                <button type="button" class="button quiet" data-clear="" onclick={clear}>{language.message(key::REPORTS_CLEAR, &[])}</button>
            </div>
        </section>
    }
}

fn checks(page_state: &ReportsPageState, summary: &Summary) -> Vec<(String, LiveCheck)> {
    let check = |domain: &String| Some((domain.clone(), live::live_check(page_state, domain)?));
    summary.domain.iter().filter_map(check).collect()
}

fn export(
    page_state: &ReportsPageState,
    format: Formatter,
    extension: &'static str,
    label: words::Key,
    command: Command,
) -> Html {
    let actions = format.actions;
    let onclick = Callback::from(move |_: MouseEvent| {
        let written =
            Callback::from(move |text: String| (actions.save_file)(&["tls-reports.", extension].concat(), &text));
        (actions.reader.export)(command.clone(), written);
    });
    html! { <button type="button" class="button quiet" data-save={extension} {onclick}>{page_state.language.message(label, &[])}</button> }
}

fn save_markdown(format: Formatter, summary: &Shared<Summary>, live: Option<&LiveCheck>) -> Html {
    let (summary, live) = (summary.clone(), live.cloned());
    let onclick = Callback::from(move |_: MouseEvent| {
        (format.actions.save_file)("tls-reports.md", &write_markdown(format, &summary, live.as_ref()));
    });
    html! { <button type="button" class="button quiet" data-save="md" {onclick}>{format.language.message(key::REPORTS_EXPORT_MARKDOWN, &[])}</button> }
}
