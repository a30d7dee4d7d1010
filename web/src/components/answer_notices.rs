//! What is to be known beside an answer: what was typed for its domain, and what had to go from the history for it.

use words::{Language, args, key};
use yew::prelude::*;

use super::{Clock, translate};
use crate::store::{Dropped, State};

/// What is to be known beside the answer on show.
pub fn answer_notices(state: &State, clock: Clock) -> Html {
    let language = state.settings.language;
    html! {
        <>
            {taken(state, language)}
            { for state.notices.dropped.iter().map(|dropped| notice(language, dropped, clock)) }
        </>
    }
}

/// A mail address or a web address is no domain, but has one.
fn taken(state: &State, language: Language) -> Html {
    let check = state.session.check.as_ref().filter(|check| !check.kept);
    let Some((check, typed)) = check.and_then(|check| Some((check, check.evidence.typed.as_deref()?))) else {
        return html! {};
    };
    let kind = match typed {
        typed if typed.contains("://") => "url",
        typed if typed.contains(['@', '＠']) => "mail",
        _ => return html! {},
    };
    let args = args!["kind" => kind, "domain" => check.domain.as_str()];
    html! { <p class="aside" data-taken={kind}>{translate(language, key::TYPED_TAKEN, args)}</p> }
}

/// The history was full.
fn notice(language: Language, dropped: &Dropped, clock: Clock) -> Html {
    let (name, latest) = (words::make_visible(&dropped.domain), (clock.day)(dropped.latest, language));
    let args = args!["domain" => name.as_str(), "count" => dropped.checks, "date" => latest.as_str()];
    html! { <p class="aside" data-dropped={dropped.domain.clone()}>{translate(language, key::HISTORY_DROPPED, args)}</p> }
}
