//! Kept reports that this version of the page cannot read.

use words::{Language, args, key};
use yew::prelude::*;

use super::format::Formatter;
use crate::{
    components::{Shape, status_icon},
    reports::unreadable::{UnreadableReport, UnreadableReports},
};

/// Renders the list, each with a button to delete it.
pub(super) fn unreadable_reports(format: Formatter, reports: &UnreadableReports) -> Html {
    let language = format.language;
    if reports.listed.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="unreadable">
            <h2 id="unreadable" tabindex="-1">{language.message(key::REPORTS_UNREADABLE, &[])}</h2>
            <dl class="skipped">{ for reports.listed.iter().map(|report| row(format, report)) }</dl>
            if reports.left_out > 0 {
                <p class="note">{language.message(key::REPORTS_SKIPPED_MORE, args!["count" => reports.left_out])}</p>
            }
        </section>
    }
}

fn row(format: Formatter, report: &UnreadableReport) -> Html {
    let (language, actions, id) = (format.language, format.actions, report.id);
    let name = name(report, language);
    let label = language.message(key::REPORTS_UNREADABLE_DELETE, args!["name" => name.as_str()]);
    let delete = Callback::from(move |_: MouseEvent| (actions.reader.delete_unreadable)(id));
    html! {
        <div key={id.to_string()} data-unreadable-report={report.file.clone().unwrap_or_default()}>
            <dt>{status_icon(Shape::Unobserved)}{" "}{name}</dt>
            <dd>{language.message(key::PAGE_KEPT_UNREADABLE, &[])}{" "}
                <button type="button" class="button quiet" data-forget="report" aria-label={label} onclick={delete}>{language.message(key::PAGE_DELETE, &[])}</button></dd>
        </div>
    }
}

/// Returns what can be read of a report: its file, its sender, or neither.
fn name(report: &UnreadableReport, language: Language) -> String {
    let parts: Vec<String> = report.file.iter().chain(&report.sender).map(|part| words::make_visible(part)).collect();
    if parts.is_empty() { language.message(key::REPORTS_UNREADABLE_NAMELESS, &[]) } else { parts.join(" · ") }
}
