//! What could not be observed, and why. It is never an error of the domain, and never red.

use checker::{Report, Verdict};
use evidence::Question;
use words::{Language, report::UnseenWords};
use yew::prelude::*;

use super::{Links, Shape, finding::lint_link, render_sentence, status_icon};

/// Renders what could not be observed, as one card per reason.
pub fn unobserved_list(language: Language, report: &Report, links: &Links) -> Html {
    if report.unseen.is_empty() {
        return html! {};
    }
    let is_policy = |question: &Question| matches!(question, Question::Policy { .. });
    html! {
        <section class="not-seen" aria-labelledby="unseen">
            <h2 id="unseen">{language.message(words::key::TEXT_UNSEEN, &[])}</h2>
            { for groups(report, language).iter().map(|group| card(group, report.verdict, language)) }
            if report.unseen.iter().any(|unseen| is_policy(&unseen.question)) {
                <p class="instead">{lint_link(language, links)}</p>
            }
        </section>
    }
}

/// Groups unanswered questions by reason.
fn groups(report: &Report, language: Language) -> Vec<Vec<UnseenWords>> {
    let mut groups: Vec<Vec<UnseenWords>> = Vec::new();
    for unseen in &report.unseen {
        let words = words::report::unseen_words(unseen, language);
        match groups.iter_mut().find(|group| group[0].why == words.why && group[0].hint == words.hint) {
            Some(group) => group.push(words),
            None => groups.push(vec![words]),
        }
    }
    groups
}

/// Renders a card. With the verdict "unknown", the headline already says that this is no fault of the domain.
fn card(group: &[UnseenWords], verdict: Verdict, language: Language) -> Html {
    html! {
        <article class="finding unseen" data-unseen={group.len().to_string()}>
            {status_icon(Shape::Unobserved)}
            <div class="body">
                <p class="why">{render_sentence(&group[0].why)}if verdict != Verdict::Unknown { {gap(language)}{words::report::unseen_note(language)} }</p>
                <ul>{ for group.iter().map(|words| html! { <li>{render_sentence(&words.question)}</li> }) }</ul>
                <p class="fix">{render_sentence(&group[0].hint)}</p>
            </div>
        </article>
    }
}

/// Returns the gap between sentences: a space in English, none in Japanese.
const fn gap(language: Language) -> &'static str {
    match language {
        Language::En => " ",
        Language::Ja => "",
    }
}
