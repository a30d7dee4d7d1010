//! A text from the network: numbered lines, invisible octets made visible, findings underlined.

use mta_sts::Span;
use words::{Language, args, key};
use yew::prelude::*;

use super::PageContext;
use crate::{
    shared::Shared,
    source::{Line, Underline, split_lines},
};

/// Number of lines that are shown until the reader asks for all.
const SHOWN: usize = 120;

/// Number of bytes per line that are shown until the reader asks for all.
const WIDTH: usize = 1_000;

/// Number of columns on a phone.
const COLUMNS: usize = 36;

/// Number of rows that fit without scrolling. A text is a tab stop only if it may scroll.
const ROWS: usize = 18;

/// Properties of [`SourceText`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Name of the text, for screen readers.
    pub name: AttrValue,
    /// The octets.
    pub text: Shared<Vec<u8>>,
    /// Spans to underline.
    pub underlines: Vec<Underline>,
    /// Whether the text is longer, but only this much was read.
    #[prop_or_default]
    pub is_truncated: bool,
}

/// Text from the network.
#[component]
pub fn SourceText(props: &Props) -> Html {
    let page = use_context::<PageContext>().unwrap_or_default();
    let all = use_state(|| false);
    let language = props.language;
    let width = if *all { usize::MAX } else { WIDTH };
    let lines = split_lines(&props.text, &props.underlines, width);
    let shown = if *all { lines.len() } else { SHOWN.min(lines.len()) };
    let is_shortened = shown < lines.len() || lines[..shown].iter().any(|line| line.hidden > 0);
    let rows: usize = lines[..shown].iter().map(|line| 1 + line.columns() / COLUMNS).sum();
    let stop = if rows > ROWS { "0" } else { "-1" };
    let text = use_node_ref();
    let onclick = {
        let text = text.clone();
        // The button disappears, so its text takes the focus.
        Callback::from(move |_: MouseEvent| {
            (page.focus_node)(&text);
            all.set(true);
        })
    };
    html! {
        <div class="source-frame">
            <ol ref={text} class="source" translate="no" tabindex={stop} aria-label={&props.name}>{ for lines[..shown].iter().map(|line| row(line, language)) }</ol>
            if is_shortened {
                <p class="cut">
                    {language.message(key::PAGE_SOURCE_CUT, args!["shown" => shown, "lines" => lines.len(), "octets" => props.text.len(), "whole" => if props.is_truncated { "no" } else { "yes" }])}
                    {" "}<button type="button" class="button quiet" data-show="all" {onclick}>{language.message(key::PAGE_SHOW_ALL, &[])}</button>
                </p>
            }
        </div>
    }
}

fn row(line: &Line, language: Language) -> Html {
    html! {
        <li>
            { for line.pieces.iter().map(|piece| {
                let text = if piece.is_placeholder { html! { <i>{&piece.text}</i> } } else { html! { {&piece.text} } };
                match piece.mark {
                    Some(severity) => html! { <mark data-severity={severity.id()}>{text}</mark> },
                    None => text,
                }
            }) }
            if line.hidden > 0 {
                <em>{language.message(key::PAGE_OCTETS_MORE, args!["count" => line.hidden])}</em>
            }
        </li>
    }
}

/// Returns the spans of one text that findings of a report refer to.
#[must_use]
pub fn underlines(report: &checker::Report, source: checker::Source, record: usize) -> Vec<Underline> {
    underlines_of(&report.findings, source, record)
}

/// Returns the spans of one text that findings refer to.
#[must_use]
pub fn underlines_of(findings: &[checker::Finding], source: checker::Source, record: usize) -> Vec<Underline> {
    let mut underlines = Vec::new();
    for finding in findings {
        let severity = finding.rule.severity;
        for place in finding.place.iter().chain(&finding.further) {
            if place.source == source && place.record == record && severity != checker::Severity::Pass {
                underlines.push(Underline { span: Span::new(place.span.start, place.span.end), severity });
            }
        }
    }
    underlines
}
