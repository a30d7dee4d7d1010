//! The pre-flight of a text from the syntax check.

use checker::Source;
use mta_sts::{Domain, presentation_format::read_policy};
use setup::{Planned, Preflight, preflight};
use words::{args, key};
use yew::prelude::*;

use super::preflight_view::{check_list, look_again_line, outcome_line};
use crate::{
    components::{route_link, translate},
    route::Route,
    set_up::{Live, PlannedText, Seen, SetUpActions},
};

/// Properties: the text, and the browser functions for look-ups.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text. Another domain gets another component.
    pub planned: PlannedText,
    /// The browser's functions.
    pub actions: SetUpActions,
}

/// Renders the pre-flight of a text against the live state.
#[component]
pub fn LivePreflight(props: &Props) -> Html {
    let (planned, language) = (&props.planned, props.planned.language);
    let request = use_state(|| 0_u32);
    let live = use_look_up(props, *request);
    let name = planned.domain.as_str();
    html! {
        <section class="together" aria-labelledby="live-preflight" aria-busy={live.is_none().then_some("true")}>
            <h2 id="live-preflight">{translate(language, key::SETUP_PREFLIGHT_TITLE, args!["domain" => name])}</h2>
            if let Some(live) = &live {
                {answer(props, live, &request)}
            } else {
                <p class="looking" role="status">{language.message(key::SETUP_PAGE_LOOKING, args!["domain" => name])}</p>
            }
        </section>
    }
}

/// Returns the live state once the look-up with this number has finished.
#[hook]
fn use_look_up(props: &Props, request: u32) -> Option<Live> {
    let seen = use_state(|| None::<(u32, Live)>);
    let (actions, state) = (props.actions, props.planned.state.clone());
    use_effect_with((request, props.planned.domain.clone()), {
        let seen = seen.clone();
        move |(request, domain): &(u32, Domain)| {
            let (request, about) = (*request, domain.clone());
            let arrived = Callback::from(move |(evidence, zone): Seen| {
                seen.set(Some((request, Live::seen(about.clone(), evidence, zone))))
            });
            (actions.look_up)(state, domain.clone(), arrived);
        }
    });
    (*seen).clone().filter(|(number, _)| *number == request).map(|(_, live)| live)
}

fn answer(props: &Props, live: &Live, request: &UseStateHandle<u32>) -> Html {
    let PlannedText { language, domain, links, .. } = &props.planned;
    let judged = judged(&props.planned, live);
    let when = (props.actions.clock.exact)(live.seen_at(), *language);
    let request = request.clone();
    let onclick = Callback::from(move |_: MouseEvent| request.set(*request + 1));
    let set_up = Route::SetUp { answers: format!("domain={domain}") };
    let words = html! { {language.message(key::SETUP_PAGE_FROM_LINT, &[])} };
    html! {
        <>
            {outcome_line(&judged.outcome, *language)}
            {look_again_line(&when, false, onclick, *language)}
            {check_list(&judged, *language, links)}
            <p class="note">{route_link(set_up, *language, links, words)}</p>
        </>
    }
}

/// Judges the text. A policy is taken as its extracted content; a record is taken with the names around it.
fn judged(planned: &PlannedText, live: &Live) -> Preflight {
    let policy = read_policy(&planned.text);
    let text: Option<&[u8]> = Some(&planned.text);
    let planned = match planned.source {
        Source::Policy => Planned { policy: Some(policy.body.octets()), ..Planned::default() },
        Source::Record => Planned { record: text, ..Planned::default() },
        Source::TlsRpt => Planned { tls_rpt: text, ..Planned::default() },
    };
    preflight(&live.domain, &planned, &live.evidence)
}
