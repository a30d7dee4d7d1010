//! One thing that was found: what, why, how to mend it, and what it rests on.

use checker::{Finding, Report, Severity, Source};
use words::{Language, args};
use yew::prelude::*;

use super::{Shape, go, mark, patch_view, set};
use crate::{browser::page::unfold, route::Route};

/// Where a finding stands.
#[derive(Debug)]
pub struct Place<'a> {
    /// Follows a link.
    pub on_go: &'a Callback<Route>,
    /// What tells it from the others.
    pub key: String,
    /// The level of its heading: under an owner's it is one lower.
    pub heading: &'static str,
    /// A later one shows the same text to publish.
    pub patch_below: bool,
}

/// A finding.
pub fn finding_card(language: Language, report: &Report, finding: &Finding, place: Place<'_>) -> Html {
    let Place { on_go, key, heading, patch_below } = place;
    let words = words::report::finding(report, finding, language);
    let severity = finding.rule.severity;
    html! {
        <article {key} class="finding" data-finding={finding.rule.id} data-severity={severity.id()} data-stage={finding.rule.stage.id()}>
            {mark(Shape::from(severity))}
            <div class="body">
                <@{heading}><span class="hidden">{words::report::severity(severity, language)}{": "}</span>{set(&words.headline)}</@>
                { for words.why.iter().map(|why| html! { <p>{set(why)}</p> }) }
                { for words.fix.iter().map(|fix| html! { <p class="fix">{set(fix)}</p> }) }
                if patch_below {
                    <p class="below">{language.say(words::key::PAGE_PATCH_BELOW, &[])}</p>
                } else if let Some(patch) = &finding.patch {
                    {patch_view(language, patch)}
                }
                {rests_on(finding, language, on_go)}
            </div>
        </article>
    }
}

/// Where it is, and what it rests on.
pub fn rests_on(finding: &Finding, language: Language, on_go: &Callback<Route>) -> Html {
    let place = finding.place.filter(|_| finding.rule.severity != Severity::Pass).map(|place| {
        let line = language.say(words::key::TEXT_LINE, args!["line" => place.line]);
        let source = words::report::source(place.source, language);
        let text = if place.source == Source::Policy { format!("{source}, {line}") } else { source };
        let id = format!("evidence-{}", place.source.id());
        let href = format!("#{id}");
        let onclick = Callback::from(move |_: MouseEvent| unfold(&id));
        html! { <a {href} {onclick} data-place={place.source.id()}>{text}</a> }
    });
    let further = (!finding.further.is_empty()).then(|| words::report::further(finding.further.len(), language));
    html! {
        <p class="meta">
            {place}
            { for further }
            { for finding.rule.citations.iter().map(|citation| html! { <a href={citation.url()} rel="noreferrer" translate="no">{citation.to_string()}</a> }) }
            {go(Route::Rule { id: finding.rule.id.into() }, language, on_go, html! { <code translate="no">{finding.rule.id}</code> })}
        </p>
    }
}
