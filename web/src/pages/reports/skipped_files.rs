//! Files that were skipped, and why.

use tls_report::SkipReason;
use words::{args, key, tls_report as in_words};
use yew::prelude::*;

use super::format::Formatter;
use crate::{
    components::render_sentence,
    reports::summary::{SkippedFile, Summary},
};

/// Number of files that are shown at once.
const MAX_ROWS: usize = 100;

/// Renders the files and members without a readable report, of which `rows` are rendered so far.
pub(super) fn skipped_files(format: Formatter, summary: &Summary, rows: usize) -> Html {
    let language = format.language;
    let (mails, without) = summary.mails;
    if summary.skipped.is_empty() && mails == 0 {
        return Html::default();
    }
    let rest = summary.skipped.len().saturating_sub(MAX_ROWS) + summary.skipped_left_out;
    html! {
        <section aria-labelledby="skipped">
            <h2 id="skipped" tabindex="-1">{language.message(key::REPORTS_SKIPPED, &[])}</h2>
            if mails > 0 {
                <p class="note">{language.message(key::REPORTS_MAILS, args!["count" => mails, "without" => without])}</p>
            }
            <dl class="skipped">{ for summary.skipped.iter().take(rows.min(MAX_ROWS)).enumerate().map(|(at, skip)| row(format, at, skip)) }</dl>
            if rest > 0 {
                <p class="note">{language.message(key::REPORTS_SKIPPED_MORE, args!["count" => rest])}</p>
            }
        </section>
    }
}

fn row(format: Formatter, at: usize, skip: &SkippedFile) -> Html {
    let why = SkipReason::ALL.iter().copied().find(|why| why.id() == skip.why);
    let name = match &skip.member {
        Some(member) => format!("{} > {member}", skip.file),
        None => skip.file.clone(),
    };
    html! {
        <div key={at} data-skipped={skip.why.clone()}>
            <dt><code translate="no">{words::make_visible(&name)}</code></dt>
            <dd>{ for why.map(|why| render_sentence(&in_words::skip_reason(why, skip.fault.as_ref(), format.language))) }</dd>
        </div>
    }
}
