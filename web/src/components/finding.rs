//! One finding: headline, reason, fix and sources.

use checker::{Finding, IndexedFinding, Report, Severity, Task, command_for};
use words::{Language, args, key};
use yew::prelude::*;

use super::{
    Links, Shape, change_view, command_view, keep_terms_together, links::opens_elsewhere, render_sentence, route_link,
    status_icon,
};
use crate::route::{Route, learn_address};

/// Context in which a finding is rendered.
#[derive(Debug)]
pub struct FindingContext<'a> {
    /// Callbacks of links.
    pub links: &'a Links,
    /// Key among its siblings.
    pub key: String,
    /// Element name of its heading. Within an owner's group it is one level lower.
    pub heading: &'static str,
    /// Task that fixes it, possibly together with others; `None` if the finding stands alone.
    pub step: Option<&'a Task<'a>>,
}

/// Renders a finding.
pub fn finding_card(language: Language, report: &Report, finding: &Finding, place: FindingContext<'_>) -> Html {
    let FindingContext { links, key, heading, step } = place;
    let words = words::report::finding_words(report, finding, language);
    let severity = finding.rule.severity;
    html! {
        <article {key} class="finding" data-finding={finding.rule.id} data-severity={severity.id()} data-stage={finding.rule.stage.id()}>
            {status_icon(Shape::from(severity))}
            <div class="body">
                <@{heading}><span class="hidden">{words::report::severity_label(severity, language)}{language.label_separator()}</span>{render_sentence(&words.headline)}</@>
                { for words.why.iter().map(|why| html! { <p>{render_sentence(why)}</p> }) }
                { for words.fix.iter().map(|fix| html! { <p class="fix">{render_sentence(fix)}</p> }) }
                if finding.rule == &checker::rules::PROXY_UNAVAILABLE {
                    <p>{lint_link(language, links)}</p>
                }
                {texts(language, report, finding, step)}
                { for plan_goal(finding).map(|goal| plan_link(language, report, goal, links)) }
                {meta(finding, language, links, if step.is_some() { 0 } else { finding.further.len() })}
                { for step.map(|step| others(language, report, step, links)) }
            </div>
        </article>
    }
}

/// Returns the goal of the plan that fixes the finding.
fn plan_goal(finding: &Finding) -> Option<&str> {
    let is_uncovered = finding.rule == &checker::rules::POLICY_MX_NOT_COVERED;
    finding.plan_goal().or_else(|| is_uncovered.then_some(checker::REPAIR_GOAL))
}

/// Renders a link to that plan, with domain and goal filled in.
fn plan_link(language: Language, report: &Report, goal: &str, links: &Links) -> Html {
    let plan = format!("domain={}&goal={goal}", report.domain);
    let words = html! { {language.message(key::PAGE_PLAN_LINK, &[])} };
    html! { <p class="fix" data-plan={goal.to_owned()}>{route_link(Route::Change { plan }, language, links, words)}</p> }
}

/// Renders the text to copy: what to publish, or the command that reproduces the finding.
fn texts(language: Language, report: &Report, finding: &Finding, step: Option<&Task<'_>>) -> Html {
    let patch = step.map_or(finding.patch.as_ref(), |step| step.patch.as_ref());
    html! {
        <>
            if step.is_some_and(|step| step.waits_for_file) {
                <p class="fix">{language.message(key::STEP_AFTER_FILE, &[])}</p>
            }
            if let Some(patch) = patch {
                {change_view(language, Some(&report.domain), patch, report.served.as_deref())}
            } else if let Some(command) = command_for(report, finding) {
                {command_view(language, command)}
            }
        </>
    }
}

/// Renders the other findings that the same step fixes.
fn others(language: Language, report: &Report, step: &Task<'_>, links: &Links) -> Html {
    if step.others.is_empty() {
        return html! {};
    }
    let one_rule = step.is_of_one_rule();
    let other = |found: &IndexedFinding<'_>| {
        let (finding, rule) = (found.finding, found.finding.rule);
        let words = words::report::related_finding(report, step, *found, language);
        let meta = if one_rule { place(finding, language, links) } else { meta(finding, language, links, 0) };
        html! {
            <li data-finding={rule.id} data-severity={rule.severity.id()} data-stage={rule.stage.id()}>
                <h5><span class="hidden">{words::report::severity_label(rule.severity, language)}{language.label_separator()}</span>{render_sentence(&words.headline)}</h5>
                { for words.why.iter().map(|why| html! { <p>{render_sentence(why)}</p> }) }
                {meta}
            </li>
        }
    };
    html! {
        <div class="others">
            <p>{words::report::related_title(step, language)}</p>
            <ul>{ for step.others.iter().map(other) }</ul>
            { for words::report::more_places(step.further_places(), language).map(|words| html! { <p>{words}</p> }) }
        </div>
    }
}

/// Renders a link to the page that judges a policy file which could not be fetched.
pub fn lint_link(language: Language, links: &Links) -> Html {
    route_link(Route::Lint, language, links, html! { {language.message(key::LINT_INSTEAD, &[])} })
}

/// Renders the place and the sources of a finding.
pub fn sources_line(finding: &Finding, language: Language, links: &Links) -> Html {
    meta(finding, language, links, finding.further.len())
}

fn meta(finding: &Finding, language: Language, links: &Links, further: usize) -> Html {
    html! {
        <p class="meta">
            {place(finding, language, links)}
            { for words::report::more_places(further, language) }
            { for finding.rule.citations.iter().map(|citation| html! { <a href={citation.url()} rel="noreferrer" translate="no">{keep_terms_together(&citation.to_string())}</a> }) }
            <a href={learn_address(language, words::report::learn_anchor(finding.rule.stage))} data-learn="">{words::report::stage_label(finding.rule.stage, language)}</a>
            {route_link(Route::Rule { id: finding.rule.id.into() }, language, links, html! { <code translate="no">{finding.rule.id}</code> })}
        </p>
    }
}

/// Renders a link to the place of a finding, if it is at one place in a text.
fn place(finding: &Finding, language: Language, links: &Links) -> Html {
    let link = finding.place.filter(|_| finding.rule.severity != Severity::Pass).map(|place| {
        let source = words::report::source_label(place.source, language);
        let text = language
            .message(key::LINT_PLACE, args!["source" => &source, "line" => place.line, "column" => place.column]);
        let id = format!("evidence-{}", place.source.id());
        let href = ["#", &id].concat();
        let show = links.show.clone();
        // The address stays the same, as a link with a snapshot has its evidence there.
        let onclick = Callback::from(move |event: MouseEvent| {
            if !opens_elsewhere(&event) {
                event.prevent_default();
                show.emit(vec![id.clone()]);
            }
        });
        html! { <a {href} {onclick} data-place={place.source.id()}>{text}</a> }
    });
    link.unwrap_or_default()
}
