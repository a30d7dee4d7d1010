//! The explanation of a text: a sentence, answers by question, and the message to send.

use bounce::{Basis, Check, Explanation, Form, Kind, Message, Responsible, Side};
use words::{Key, Language, Value, args, bounce as in_words, key};
use yew::prelude::*;

use crate::{
    components::{Copy, Shape, keep_terms_together, opens_elsewhere, status_icon, translate},
    reports::{ReportsActions, ReportsPageState},
    route::Route,
};

/// Number of further messages that are shown.
const MAX_OTHERS: usize = 20;

/// Renders the decisive message, and the others in the text.
pub(super) fn explanation_view(
    page_state: &ReportsPageState,
    actions: ReportsActions,
    explanation: &Explanation,
) -> Html {
    let Some((first, others)) = explanation.messages.split_first() else { return Html::default() };
    let language = page_state.language;
    let words = in_words::message_words(first, language);
    html! {
        <>
            {verdict(page_state, actions, first, &words)}
            <section aria-label={language.message(key::REPORTS_BOUNCE_ANSWER, &[])}>
                <dl class="qa">{ for questions(first, &words, language) }</dl>
            </section>
            if let Some(sentence) = words.sentence {
                <section aria-labelledby="send">
                    <h2 id="send">{language.message(key::REPORTS_BOUNCE_LETTER, &[])}</h2>
                    <figure class="send">
                        <blockquote>{keep_terms_together(&sentence)}</blockquote>
                        <Copy {language} kind="message" label={language.message(key::REPORTS_BOUNCE_LETTER_COPY, &[])} text={sentence} />
                    </figure>
                </section>
            }
            if !others.is_empty() {
                <section aria-labelledby="others">
                    <h2 id="others">{language.message(key::REPORTS_BOUNCE_ALSO, args!["count" => others.len()])}</h2>
                    <ul class="more-messages">{ for others.iter().take(MAX_OTHERS).map(|other| one_more(other, language)) }</ul>
                </section>
            }
        </>
    }
}

fn verdict(page_state: &ReportsPageState, actions: ReportsActions, message: &Message, words: &in_words::Words) -> Html {
    let (language, shape) = (page_state.language, shape(message));
    let headline = language.message(key::REPORTS_BOUNCE_HEADLINE, args!["kind" => message.form.kind.id()]);
    html! {
        <section class={classes!("verdict", shape.class())} aria-labelledby="answer" data-bounce={message.form.id}
            data-kind={message.form.kind.id()} data-act={message.responsible.id()}>
            {status_icon(shape)}
            <div class="answer">
                <p class="domain">
                    <span>{message.form.mta}</span>
                    { for message.code.iter().map(|code| html! { <span><code translate="no">{code}</code></span> }) }
                    { for message.domain.iter().map(|domain| html! { <span>{translate(language, key::REPORTS_BOUNCE_MAIL_TO, args!["domain" => domain])}</span> }) }
                </p>
                <h2 id="answer" tabindex="-1">{keep_terms_together(&headline)}</h2>
                <p class="lead">{keep_terms_together(&words.meaning)}</p>
            </div>
            if let Some(domain) = &message.domain {
                <div class="beside"><div class="tools">{check_link(page_state, actions, domain, message.form.checks)}</div>
                    <p class="note">{language.message(key::REPORTS_BOUNCE_CHECK_NOTE, &[])}</p></div>
            }
        </section>
    }
}

/// Returns the shape of a message. Information is not a failure, and a final refusal weighs more than a temporary one.
fn shape(message: &Message) -> Shape {
    let is_final = message.code.as_deref().is_some_and(|code| code.starts_with('5'));
    match (message.form.kind, message.responsible) {
        (Kind::Information, _) | (_, Responsible::Nobody) => Shape::Note,
        _ if is_final => Shape::Error,
        _ => Shape::Warning,
    }
}

/// Renders a link that checks the domain, and shows the part that the text is about.
fn check_link(page_state: &ReportsPageState, actions: ReportsActions, domain: &str, checks: &'static [Check]) -> Html {
    let route = Route::Check { domain: domain.to_owned(), kept: None };
    let parts = shown_stages(checks);
    let href = [&route.href(page_state.language), "#look-", &parts.join(",")].concat();
    let go = page_state.links.go.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !opens_elsewhere(&event) {
            event.prevent_default();
            go.emit(route.clone());
            (actions.show_parts)(&parts);
        }
    });
    html! {
        <a class="button" {href} {onclick} data-check={domain.to_owned()}>
            {translate(page_state.language, key::REPORTS_BOUNCE_CHECK, args!["domain" => domain])}</a>
    }
}

/// Returns the stages of a check that show what a form asks to check, without duplicates, in the same order.
fn shown_stages(checks: &[Check]) -> Vec<&'static str> {
    let mut parts = Vec::new();
    for check in checks {
        let stages: &[&str] = match check {
            Check::Record | Check::RecordId => &["record"],
            Check::Policy => &["policy-host", "policy"],
            Check::Mx => &["mx", "policy"],
            Check::Certificate | Check::Starttls | Check::TlsVersion | Check::Port25 => &["tls"],
            Check::Tlsa => &["dane"],
            Check::Dnssec => &["dane", "dns"],
            Check::TlsRptRecord => &["tlsrpt"],
        };
        parts.extend(stages.iter().filter(|stage| !parts.contains(*stage)).copied().collect::<Vec<_>>());
    }
    parts
}

/// Lists the questions with their answers, as far as the text has any.
fn questions(message: &Message, words: &in_words::Words, language: Language) -> Vec<Html> {
    let act = language.message(key::BOUNCE_ACT, args!["act" => message.responsible.id()]);
    let mut rows = vec![row(
        language.message(key::REPORTS_BOUNCE_WHO, &[]),
        html! { <><b>{act}</b><p>{keep_terms_together(&words.next)}</p></> },
    )];
    if let Some(class) = class(message) {
        let text = language.message(key::REPORTS_BOUNCE_WHEN_TEXT, args!["class" => class]);
        rows.push(row(language.message(key::REPORTS_BOUNCE_WHEN, &[]), html! { {text} }));
    }
    let named = [
        (key::BOUNCE_TEXT_MX, &message.mx),
        (key::BOUNCE_TEXT_IP, &message.ip),
        (key::BOUNCE_TEXT_REASON, &message.reason),
    ];
    rows.extend(named.into_iter().filter_map(|(label, value)| {
        let shown = Value::Text(value.as_deref()?).text(language);
        Some(row(language.message(label, &[]), html! { <code translate="no">{shown}</code> }))
    }));
    let checks =
        message.form.checks.iter().map(|check| language.message(key::BOUNCE_CHECK, args!["check" => check.id()]));
    let checks: Vec<String> = checks.collect();
    if !checks.is_empty() {
        let list = html! { <ul class="plain">{ for checks.iter().map(|check| html! { <li>{keep_terms_together(check)}</li> }) }</ul> };
        rows.push(row(language.message(key::BOUNCE_TEXT_CHECKS, &[]), list));
    }
    rows.push(row(language.message(key::REPORTS_BOUNCE_SOURCE, &[]), source(message.form, language)));
    rows
}

fn row(label: String, answer: Html) -> Html {
    html! { <div><dt>{label}</dt><dd>{answer}</dd></div> }
}

/// Returns the class of the reply code, 4 or 5, if the text is the sender's own and reports a failure. The class tells
/// whether the sender still tries.
fn class(message: &Message) -> Option<&'static str> {
    let is_own_text = message.form.side == Side::Sender && message.form.kind != Kind::Information;
    match message.code.as_deref().filter(|_| is_own_text)?.as_bytes().first()? {
        b'4' => Some("four"),
        b'5' => Some("five"),
        _ => None,
    }
}

fn source(form: &Form, language: Language) -> Html {
    let basis = match form.basis {
        Basis::N => "standard",
        Basis::V => "vendor",
        Basis::S => "source",
        Basis::M => "third",
        Basis::K => "experience",
    };
    let known = language.message(key::REPORTS_BOUNCE_BASIS, args!["basis" => basis]);
    html! {
        <>
            {known}
            <ul class="sources">{ for form.source.iter().map(|source| html! { <li translate="no">{link(source)}</li> }) }</ul>
        </>
    }
}

fn link(source: &'static str) -> Html {
    if source.starts_with("https://") {
        html! { <a href={source} rel="noreferrer">{source.trim_start_matches("https://")}</a> }
    } else {
        html! { {source} }
    }
}

/// Renders a further message of the same text, in short.
fn one_more(message: &Message, language: Language) -> Html {
    let words = in_words::message_words(message, language);
    let localized = |key: Key, args: &[(&str, Value<'_>)]| language.message(key, args);
    html! {
        <li data-bounce={message.form.id}>
            {status_icon(shape(message))}
            <div>
                <p class="domain"><span>{message.form.mta}</span>
                    { for message.domain.iter().map(|domain| html! { <code translate="no">{domain}</code> }) }
                    { for message.mx.iter().map(|mx| html! { <code translate="no">{mx}</code> }) }</p>
                <p>{keep_terms_together(&words.meaning)}</p>
                <p class="note">{localized(key::BOUNCE_ACT, args!["act" => message.responsible.id()])}
                    if message.count > 1 {
                        {" · "}{localized(key::BOUNCE_TEXT_COUNT, args!["count" => message.count])}
                    }</p>
            </div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_check_is_named_once() {
        assert_eq!(
            shown_stages(&[Check::Mx, Check::Policy, Check::Certificate]),
            ["mx", "policy", "policy-host", "tls"]
        );
        assert!(shown_stages(&[]).is_empty());
    }

    #[test]
    fn every_part_is_a_stage_of_the_check() {
        let stages: Vec<&str> = checker::RULES.iter().map(|rule| rule.stage.id()).collect();
        for form in bounce::FORMS.iter().chain([&bounce::RETURNED_REPORT]) {
            for part in shown_stages(form.checks) {
                assert!(stages.contains(&part), "{}: {part}", form.id);
            }
        }
    }
}
