//! A domain without MTA-STS: all that it has to publish, one step after the other.

use checker::{Finding, IndexedFinding, Patch, Report, Target};
use words::{Language, key};
use yew::prelude::*;

use super::{Links, finding::sources_line, patch_view, render_sentence, translate};

/// The steps, and what comes after the last.
pub fn setup_steps(language: Language, report: &Report, links: &Links) -> Html {
    html! {
        <>
            <p class="before">{translate(language, key::PAGE_SETUP_LEAD, &[])}</p>
            <ol class="steps">{ for report.setup.iter().enumerate().map(|(at, patch)| step(language, report, (at + 1, patch), links)) }</ol>
            <p class="after">{translate(language, key::PAGE_SETUP_THEN, &[])}</p>
        </>
    }
}

/// The id of a step, and what it rests on.
fn basis(report: &Report, patch: &Patch) -> (&'static str, &'static str, &'static str) {
    match &patch.target {
        Target::PolicyFile | Target::PolicyLines => {
            ("policy", "RFC 8461 §3.2", "https://www.rfc-editor.org/rfc/rfc8461#section-3.2")
        }
        Target::Txt { name } if *name == report.domain.sts_name() => {
            ("record", "RFC 8461 §3.1", "https://www.rfc-editor.org/rfc/rfc8461#section-3.1")
        }
        Target::Txt { .. } | Target::Tlsa { .. } | Target::Cname { .. } => {
            ("tlsrpt", "RFC 8460 §3", "https://www.rfc-editor.org/rfc/rfc8460#section-3")
        }
    }
}

fn step(language: Language, report: &Report, (number, patch): (usize, &Patch), links: &Links) -> Html {
    let words = words::setup::setup_step(report, patch, language);
    let (id, section, url) = basis(report, patch);
    let fixed: Vec<IndexedFinding<'_>> = report.set_up_by(patch).collect();
    let first = fixed.first().map(|found| found.finding.rule);
    let others = words::setup::published_beside(report, patch);
    html! {
        <li class="finding" key={id} data-step={id} data-finding={first.map(|rule| rule.id)}
            data-severity={first.map(|rule| rule.severity.id())} data-stage={first.map(|rule| rule.stage.id())}>
            <span class="number">{number}</span>
            <div class="body">
                <h3>{words.headline}</h3>
                <p class="who">{words::report::owner_label(words.owner, language)}</p>
                <p>{render_sentence(&words.why)}</p>
                { for others.iter().map(|found| related_finding(language, report, found.finding)) }
                <p class="fix">{render_sentence(&words.fix)}</p>
                {patch_view(language, None, patch)}
                if fixed.is_empty() {
                    <p class="meta"><a href={url} rel="noreferrer">{section}</a></p>
                }
                { for fixed.iter().map(|found| sources_line(found.finding, language, links)) }
            </div>
        </li>
    }
}

/// What is wrong there besides that something is missing.
fn related_finding(language: Language, report: &Report, finding: &Finding) -> Html {
    let words = words::report::finding_words(report, finding, language);
    html! {
        <>
            <p>{render_sentence(&words.headline)}</p>
            { for words.why.iter().map(|why| html! { <p>{render_sentence(why)}</p> }) }
        </>
    }
}
