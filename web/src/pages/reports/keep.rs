//! Keeping reports in this browser, taking them along, and clearing them.

use words::{args, key};
use yew::prelude::*;

use super::{format::Format, live, markdown::markdown};
use crate::{
    reports::{
        Visit,
        engine::Command,
        summary::{LiveCheck, Summary},
    },
    shared::Shared,
};

/// The switch and the buttons.
pub(super) fn keep(
    visit: &Visit,
    format: Format,
    keeps: bool,
    summary: &Shared<Summary>,
    live: Option<&LiveCheck>,
) -> Html {
    let (language, desk) = (visit.language, format.desk);
    let (allowed, keeps) = (visit.keeps, keeps && visit.keeps);
    let onchange = Callback::from(move |_: Event| (desk.reader.keep)(!keeps));
    let clear = Callback::from(move |_: MouseEvent| (desk.reader.clear)());
    let word = match (allowed, keeps) {
        (false, _) => "private",
        (true, true) => "yes",
        (true, false) => "no",
    };
    html! {
        <section aria-labelledby="keep">
            <h2 id="keep">{language.message(key::REPORTS_KEEP_TITLE, &[])}</h2>
            <label class="keep"><input type="checkbox" data-keep-reports={keeps.to_string()} checked={keeps} disabled={!allowed} {onchange} />
                <span>{language.message(key::REPORTS_KEEP, &[])}</span></label>
            <p class="note">{language.message(key::REPORTS_KEEP_NOTE, args!["keeps" => word])}</p>
            <div class="tools">
                if summary.reports > 0 {
                    {export(visit, format, "csv", key::REPORTS_EXPORT_CSV, Command::Csv)}
                    {export(visit, format, "json", key::REPORTS_EXPORT_JSON, Command::Json { live: checks(visit, summary) })}
                    {save_markdown(format, summary, live)}
                }
                <button type="button" class="button quiet" data-clear="" onclick={clear}>{language.message(key::REPORTS_CLEAR, &[])}</button>
            </div>
        </section>
    }
}

fn checks(visit: &Visit, summary: &Summary) -> Vec<(String, LiveCheck)> {
    let check = |domain: &String| Some((domain.clone(), live::of(visit, domain)?));
    summary.domain.iter().filter_map(check).collect()
}

fn export(visit: &Visit, format: Format, ending: &'static str, label: words::Key, command: Command) -> Html {
    let desk = format.desk;
    let onclick = Callback::from(move |_: MouseEvent| {
        let written = Callback::from(move |text: String| (desk.save)(&["tls-reports.", ending].concat(), &text));
        (desk.reader.export)(command.clone(), written);
    });
    html! { <button type="button" class="button quiet" data-save={ending} {onclick}>{visit.language.message(label, &[])}</button> }
}

fn save_markdown(format: Format, summary: &Shared<Summary>, live: Option<&LiveCheck>) -> Html {
    let (summary, live) = (summary.clone(), live.cloned());
    let onclick = Callback::from(move |_: MouseEvent| {
        (format.desk.save)("tls-reports.md", &markdown(format, &summary, live.as_ref()));
    });
    html! { <button type="button" class="button quiet" data-save="md" {onclick}>{format.language.message(key::REPORTS_EXPORT_MARKDOWN, &[])}</button> }
}
