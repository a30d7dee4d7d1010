//! The live state that a plan starts from.

use planner::State;
use words::{Language, Value, args, key};
use yew::prelude::*;

use crate::{
    change::{LiveState, times::time_text},
    components::translate,
};

/// Renders the live state, as a check saw it.
pub(super) fn live_view(live: &LiveState, language: Language) -> Html {
    let Some(state) = live.state() else { return html! {} };
    html! {
        <section class="live" aria-labelledby="change-live">
            <h2 id="change-live">{translate(language, key::CHANGE_LIVE, args!["domain" => live.domain.as_str()])}</h2>
            {facts(state, language)}
            <p class="note">{language.message(key::CHANGE_LIVE_AT, args!["when" => &time_text(live.checked_at, language)])}</p>
        </section>
    }
}

fn facts(state: &State, language: Language) -> Html {
    let message = |key| language.message(key, &[]);
    let none = || html! { {message(key::CHANGE_LIVE_NONE)} };
    let policy = state.policy.as_ref().map(|policy| {
        let age = policy.max_age.to_string();
        translate(language, key::CHANGE_LIVE_POLICY_VALUE, args!["mode" => policy.mode.id(), "age" => &age])
    });
    let lines = state.policy.iter().flat_map(|policy| &policy.mx).map(ToString::to_string);
    let records = state.mx.iter().map(ToString::to_string);
    let seconds = Value::Duration;
    let ttl = [("txt", seconds(state.ttl.txt)), ("mx", seconds(state.ttl.mx)), ("host", seconds(state.ttl.host))];
    html! {
        <dl class="facts-list">
            <div><dt>{message(key::CHANGE_LIVE_POLICY)}</dt><dd>{policy.unwrap_or_else(none)}</dd></div>
            if state.policy.is_some() {
                <div><dt>{translate(language, key::CHANGE_LIVE_LINES, &[])}</dt><dd>{names(lines)}</dd></div>
            }
            <div><dt>{message(key::CHANGE_LIVE_ID)}</dt><dd>{state.id.as_ref().map_or_else(none, |id| html! { <code translate="no">{id}</code> })}</dd></div>
            <div><dt>{message(key::CHANGE_LIVE_MX)}</dt><dd>{names(records)}</dd></div>
            <div><dt>{message(key::CHANGE_LIVE_TTL)}</dt><dd>{language.message(key::CHANGE_LIVE_TTL_VALUE, &ttl)}</dd></div>
            if !state.earlier.is_empty() {
                <div><dt>{message(key::CHANGE_LIVE_EARLIER)}</dt><dd>{language.message(key::CHANGE_LIVE_EARLIER_VALUE, args!["count" => state.earlier.len()])}</dd></div>
            }
        </dl>
    }
}

fn names(names: impl Iterator<Item = String>) -> Html {
    html! { { for names.map(|name| html! { <code class="line" translate="no">{name}</code> }) } }
}
