//! The offer to judge a text against the live state. The judging code comes with the set-up page.

use words::{args, key};
use yew::prelude::*;

use crate::{
    components::translate,
    pages::{set_up_frame::LoadSetUp, task_module::use_task_module},
    set_up::PlannedText,
};

/// Properties of the offer, for a text whose domain is known.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// The text.
    pub planned: PlannedText,
    /// Loader of the judging module.
    pub load: LoadSetUp,
}

/// Renders the offer, then the result once the user accepted it. The page mounts another offer for another domain.
#[component]
pub(super) fn Offer(props: &Props) -> Html {
    let is_accepted = use_state_eq(|| false);
    if *is_accepted {
        return html! { <Answer planned={props.planned.clone()} load={props.load} /> };
    }
    let (language, domain) = (props.planned.language, &props.planned.domain);
    let onclick = Callback::from(move |_: MouseEvent| is_accepted.set(true));
    let (offer, note) = match props.planned.is_deletion() {
        true => (key::LINT_LIVE_DELETION, key::LINT_LIVE_DELETION_NOTE),
        false => (key::LINT_LIVE, key::LINT_LIVE_NOTE),
    };
    html! {
        <p class="tools"><button type="button" class="button" data-live="" {onclick}>{language.message(offer, &[])}</button>
            <span class="note">{translate(language, note, args!["domain" => domain.as_str()])}</span></p>
    }
}

#[component]
fn Answer(props: &Props) -> Html {
    let planned = &props.planned;
    use_task_module(planned.language, props.load.0).show(planned.language, |module, language| {
        (module.live_preflight)(&PlannedText { language, ..planned.clone() })
    })
}
