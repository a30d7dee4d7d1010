//! The pre-flight of a text from the syntax check.

use std::rc::Rc;

use checker::Source;
use evidence::Evidence;
use mta_sts::{Domain, presentation_format::read_policy};
use setup::{Planned, Preflight, TextChange, preflight};
use words::{args, key};
use yew::prelude::*;

use super::preflight_view::{check_list, look_again_line, outcome_line};
use crate::{
    components::{route_link, translate},
    route::Route,
    set_up::{PlannedText, SetUpActions},
    shared::Shared,
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
    let evidence = use_check(props, *request);
    let judged = use_judged(planned, evidence);
    let name = planned.domain.as_str();
    html! {
        <section class="together" aria-labelledby="live-preflight" aria-busy={judged.is_none().then_some("true")}>
            <h2 id="live-preflight">{translate(language, key::SETUP_PREFLIGHT_TITLE, args!["domain" => name])}</h2>
            if let Some(judged) = &*judged {
                {answer(props, judged, &request)}
            } else {
                <p class="looking" role="status">{language.message(key::SETUP_PAGE_LOOKING, args!["domain" => name])}</p>
            }
        </section>
    }
}

/// Returns the evidence once the check with this number has finished.
#[hook]
fn use_check(props: &Props, request: u32) -> Option<Shared<Evidence>> {
    let seen = use_state(|| None::<(u32, Shared<Evidence>)>);
    let (actions, state) = (props.actions, props.planned.state.clone());
    use_effect_with((request, props.planned.domain.clone()), {
        let seen = seen.clone();
        move |(request, domain): &(u32, Domain)| {
            let request = *request;
            let arrived = Callback::from(move |evidence: Shared<Evidence>| seen.set(Some((request, evidence))));
            (actions.check)(state, domain.clone(), arrived);
        }
    });
    (*seen).clone().filter(|(number, _)| *number == request).map(|(_, evidence)| evidence)
}

/// Returns the pre-flight, once the check has finished. Judges again only if the text or the evidence changed.
#[hook]
fn use_judged(planned: &PlannedText, evidence: Option<Shared<Evidence>>) -> Rc<Option<Preflight>> {
    let PlannedText { domain, source, text, .. } = planned;
    use_memo((domain.clone(), *source, text.clone(), evidence), |(domain, source, text, evidence)| {
        Some(judge(domain, *source, text, evidence.as_ref()?))
    })
}

fn answer(props: &Props, judged: &Preflight, request: &UseStateHandle<u32>) -> Html {
    let PlannedText { language, domain, links, .. } = &props.planned;
    let when = (props.actions.clock.exact)(judged.seen_at, *language);
    let request = request.clone();
    let onclick = Callback::from(move |_: MouseEvent| request.set(*request + 1));
    let set_up = Route::SetUp { answers: format!("domain={domain}") };
    let words = html! { {language.message(key::SETUP_PAGE_FROM_LINT, &[])} };
    html! {
        <>
            {outcome_line(&judged.outcome, *language)}
            {look_again_line(&when, false, onclick, *language)}
            {check_list(judged, *language, links)}
            <p class="note">{route_link(set_up, *language, links, words)}</p>
        </>
    }
}

/// Judges a text. A policy is taken as its extracted content; a record is taken with the names around it. Without a text, record
/// and file are deleted.
fn judge(domain: &Domain, source: Source, text: &[u8], evidence: &Evidence) -> Preflight {
    let policy = read_policy(text);
    let planned = match source {
        _ if text.is_empty() => {
            Planned { policy: TextChange::Delete, record: TextChange::Delete, ..Planned::default() }
        }
        Source::Policy => Planned { policy: TextChange::Publish(policy.body.octets()), ..Planned::default() },
        Source::Record => Planned { record: TextChange::Publish(text), ..Planned::default() },
        Source::TlsRpt => Planned { tls_rpt: Some(text), ..Planned::default() },
    };
    preflight(domain, &planned, evidence)
}

#[cfg(test)]
mod tests {
    use evidence::Timestamp;
    use setup::Part;

    use super::*;

    #[test]
    fn a_domain_without_a_text_is_judged_as_a_deletion() {
        let domain: Domain = "example.com".parse().expect("a domain");
        let evidence = Evidence::new(&domain, "example.com", Timestamp::default());
        let judged = judge(&domain, Source::Policy, b"", &evidence);
        assert!(judged.texts.is_empty(), "{:?}", judged.texts);
        assert!(judged.checks.iter().any(|check| check.cause.part() == Part::Record), "{:?}", judged.checks);
        assert_eq!(judge(&domain, Source::Policy, b"mode: none", &evidence).texts.len(), 1);
    }
}
