//! A hint about typed text that is not a domain.

use checker::Source;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{DraftActions, Links, route_link, translate};
use crate::{route::Route, typed_text::TypedText};

/// Renders what the typed text is, and where it can be judged.
pub fn typed_text_hint(language: Language, text: &str, kind: &TypedText, draft: &DraftActions, links: &Links) -> Html {
    let content = match kind {
        TypedText::Domains { first, count } => domains(language, first, *count, links),
        TypedText::Bounce => elsewhere(language, key::TYPED_BOUNCE, (Route::Bounce, key::PAGE_BOUNCE), links),
        TypedText::TlsReport => tls_report_hint(language, links),
        TypedText::Text(source) => lint(language, text, *source, draft, links),
    };
    html! { <div data-typed={kind.id()}>{content}</div> }
}

/// Renders what a TLS report is, and a link to the page that reads it.
pub(super) fn tls_report_hint(language: Language, links: &Links) -> Html {
    elsewhere(language, key::TYPED_REPORT, (Route::Reports, key::PAGE_REPORTS), links)
}

/// Renders a sentence about the text, and a link to the page that reads it.
fn elsewhere(language: Language, sentence: Key, (to, name): (Route, Key), links: &Links) -> Html {
    html! {
        <p>{translate(language, sentence, &[])}{language.sentence_separator()}{route_link(to, language, links, html! { {language.message(name, &[])} })}</p>
    }
}

fn domains(language: Language, first: &[mta_sts::Domain], count: usize, links: &Links) -> Html {
    let one = |domain: &mta_sts::Domain| {
        let route = Route::Check { domain: domain.to_string(), kept: None };
        html! { <li>{route_link(route, language, links, html! { <code translate="no">{domain.as_str()}</code> })}</li> }
    };
    html! {
        <>
            <p>{translate(language, key::TYPED_DOMAINS, args!["count" => count])}{language.sentence_separator()}
                {route_link(Route::Many, language, links, html! { {language.message(key::TYPED_MANY, &[])} })}</p>
            <ul>{ for first.iter().map(one) }</ul>
        </>
    }
}

/// Renders a link to the lint page that passes the text on.
fn lint(language: Language, text: &str, source: Source, draft: &DraftActions, links: &Links) -> Html {
    let go = {
        let (go, edit, text) = (links.go.clone(), draft.edit.clone(), text.to_owned());
        Callback::from(move |route: Route| {
            edit.emit((
                |draft, typed| (draft.text, draft.file, draft.source) = (typed.into_bytes(), None, None),
                text.clone(),
            ));
            go.emit(route);
        })
    };
    let links = Links { go, ..links.clone() };
    html! {
        <p>{translate(language, key::TYPED_TEXT, args!["source" => source.id()])}{language.sentence_separator()}
            {route_link(Route::Lint, language, &links, html! { {language.message(key::TYPED_LINT, &[])} })}</p>
    }
}
