//! The offer to judge a text against the live state. The judging code comes with the set-up page.

use mta_sts::Domain;
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

/// Renders the offer, then the result once the user accepted it for this domain.
#[component]
pub(super) fn Offer(props: &Props) -> Html {
    let asked = use_state_eq(|| None::<Domain>);
    use_effect_with(props.planned.domain.clone(), {
        let asked = asked.clone();
        move |domain| {
            if asked.as_ref().is_some_and(|asked| asked != domain) {
                asked.set(None);
            }
        }
    });
    let (language, domain) = (props.planned.language, &props.planned.domain);
    if asked.as_ref() == Some(domain) {
        return html! { <Answer key={domain.to_string()} planned={props.planned.clone()} load={props.load} /> };
    }
    let onclick = {
        let (asked, domain) = (asked.clone(), domain.clone());
        Callback::from(move |_: MouseEvent| asked.set(Some(domain.clone())))
    };
    html! {
        <p class="tools"><button type="button" class="button" data-live="" {onclick}>{language.message(key::LINT_LIVE, &[])}</button>
            <span class="note">{translate(language, key::LINT_LIVE_NOTE, args!["domain" => domain.as_str()])}</span></p>
    }
}

#[component]
fn Answer(props: &Props) -> Html {
    let planned = &props.planned;
    use_task_module(planned.language, props.load.0).show(planned.language, |module, language| {
        (module.live_preflight)(&PlannedText { language, ..planned.clone() })
    })
}
