//! The first visit: a description in three lines, the other tasks, and demo domains.

use checker::Verdict;
use proxy_api::Demo;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{Links, Shape, route_link, status_icon};
use crate::route::{Route, learn_address};

/// Demo domains that show the most. The others are folded.
const FIRST: [&str; 8] = [
    "good.test",
    "absent.test",
    "expired.test",
    "mx-not-listed.test",
    "no-tlsrpt.test",
    "policy-404.test",
    "testing.test",
    "two-records.test",
];

/// Renders the first visit. The history is above the demo domains if there are or were earlier checks.
pub fn welcome(language: Language, tasks: Html, demos: Html, history: Html, history_was_present: bool) -> Html {
    let learn = html! { <>{language.sentence_separator()}<a href={learn_address(language, "")}>{language.message(key::PAGE_LEARN, &[])}</a></> };
    let parts = if history_was_present { [history, demos] } else { [demos, history] };
    html! {
        <>
            <section class="what" aria-label={language.message(key::PAGE_WHAT, &[])}>
                <p>{super::translate(language, key::PAGE_WHAT_ONE, &[])}{learn}</p>
                { for [key::PAGE_WHAT_TWO, key::PAGE_WHAT_THREE].into_iter().map(|line| html! { <p>{super::translate(language, line, &[])}</p> }) }
            </section>
            {tasks}
            { for parts }
        </>
    }
}

/// Renders the demo domains, if the server has some.
pub fn demo_list(language: Language, demos: &[Demo], links: &Links) -> Html {
    if demos.is_empty() {
        return html! {};
    }
    let (first, rest): (Vec<&Demo>, Vec<&Demo>) = demos.iter().partition(|demo| FIRST.contains(&&*demo.domain));
    html! {
        <section class="demos" aria-labelledby="demos">
            <h2 id="demos">{language.message(key::PAGE_DEMOS, &[])}</h2>
            <p class="note">{super::translate(language, key::PAGE_DEMOS_NOTE, &[])}</p>
            <ul class="rows">{ for first.into_iter().map(|demo| row(language, links, demo)) }</ul>
            if !rest.is_empty() {
                <details class="more" data-fold="demos">
                    <summary>{language.message(key::PAGE_DEMOS_MORE, args!["count" => rest.len()])}</summary>
                    <ul class="rows">{ for rest.into_iter().map(|demo| row(language, links, demo)) }</ul>
                </details>
            }
        </section>
    }
}

fn row(language: Language, links: &Links, demo: &Demo) -> Html {
    let to = Route::Check { domain: demo.domain.clone(), kept: None };
    let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.id() == demo.verdict).unwrap_or(Verdict::Unknown);
    let label = demo.domain.strip_suffix(".test").unwrap_or(&demo.domain);
    let words = story(label).map_or_else(|| verdict_word(verdict, language), |key| language.message(key, &[]));
    html! {
        <li key={demo.domain.clone()} data-demo={demo.domain.clone()}>
            {status_icon(Shape::from_severity_id(&demo.severity))}
            {route_link(to, language, links, html! { <code translate="no">{&demo.domain}</code> })}
            <span class="detail">{words}</span>
        </li>
    }
}

/// Returns a verdict in a few words.
#[must_use]
pub fn verdict_word(verdict: Verdict, language: Language) -> String {
    let key = match verdict {
        Verdict::Enforced => key::PAGE_VERDICT_ENFORCED,
        Verdict::Refusing => key::PAGE_VERDICT_REFUSING,
        Verdict::Testing => key::PAGE_VERDICT_TESTING,
        Verdict::Disabled => key::PAGE_VERDICT_DISABLED,
        Verdict::Ineffective => key::PAGE_VERDICT_INEFFECTIVE,
        Verdict::Absent => key::PAGE_VERDICT_ABSENT,
        Verdict::NoMail => key::PAGE_VERDICT_NO_MAIL,
        Verdict::Unknown => key::PAGE_VERDICT_UNKNOWN,
    };
    language.message(key, &[])
}

/// Returns the key of a demo domain's caption, by its label.
fn story(label: &str) -> Option<Key> {
    let name = if label == "xn--r8jz45g" { "idn" } else { label };
    Key::by_id(&["demo-", name].concat())
}
