//! Set-ups stored in this browser. The current one is stored as it changes; any other can be resumed.

use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{Links, route_link},
    route::Route,
    set_up::{Answers, SetUpActions},
};

/// Largest number of stored set-ups.
const MAX_SET_UPS: usize = 50;

/// Properties of the list of stored set-ups.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub language: Language,
    pub actions: SetUpActions,
    pub links: Links,
    /// Whether the user allows the page to store data.
    pub keeps: bool,
    /// The current answers, once a domain was looked up.
    pub shown: Option<String>,
    /// The domain of the current answers.
    pub domain: String,
}

/// Renders the stored set-ups.
#[component]
pub(super) fn KeptSetUps(props: &Props) -> Html {
    let (language, actions) = (props.language, props.actions);
    let kept = use_state_eq(Vec::<String>::new);
    use_effect_with(props.shown.clone(), {
        let (kept, keeps, domain) = (kept.clone(), props.keeps, props.domain.clone());
        move |shown| {
            let shown = shown.clone().filter(|_| keeps);
            (actions.kept)(Callback::from(move |stored: Vec<String>| {
                let all = with_shown(stored.clone(), shown.clone(), &domain);
                if all != stored {
                    (actions.keep)(all.clone(), Callback::noop());
                }
                kept.set(all);
            }));
        }
    });
    let others: Vec<&String> =
        kept.iter().filter(|text| domain_of(text).is_some_and(|domain| domain != props.domain)).collect();
    if others.is_empty() {
        return html! {};
    }
    html! {
        <section class="kept" aria-labelledby="set-up-kept">
            <h2 id="set-up-kept">{language.message(key::SETUP_PAGE_KEPT, &[])}</h2>
            <ul class="rows">{ for others.into_iter().filter_map(|text| row(props, text, &kept)) }</ul>
        </section>
    }
}

fn domain_of(text: &str) -> Option<String> {
    Answers::read(text).map(|answers| answers.domain)
}

/// Returns the stored set-ups with the current one first, replacing any for its domain.
fn with_shown(stored: Vec<String>, shown: Option<String>, domain: &str) -> Vec<String> {
    let Some(shown) = shown else { return stored };
    let others = stored.into_iter().filter(|text| domain_of(text).is_some_and(|other| other != domain));
    [shown].into_iter().chain(others).take(MAX_SET_UPS).collect()
}

fn row(props: &Props, text: &str, kept: &UseStateHandle<Vec<String>>) -> Option<Html> {
    let (language, actions) = (props.language, props.actions);
    let answers = Answers::read(text)?;
    let (gone, kept) = (text.to_owned(), kept.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        let rest: Vec<String> = kept.iter().filter(|text| **text != gone).cloned().collect();
        (actions.keep)(rest.clone(), Callback::noop());
        kept.set(rest);
    });
    let name = html! { <span translate="no">{&answers.domain}</span> };
    let link = route_link(Route::SetUp { answers: text.to_owned() }, language, &props.links, name);
    let stage = language.message(key::SETUP_PAGE_STAGE, args!["stage" => answers.stage.id()]);
    Some(html! {
        <li key={answers.domain.clone()} data-kept={answers.domain.clone()}><p>{link}{" "}<small>{stage}</small></p>
            <button type="button" class="button quiet" data-forget="" {onclick}>{language.message(key::SETUP_PAGE_FORGET, &[])}<span class="hidden">{language.label_separator()}{&answers.domain}</span></button></li>
    })
}

#[cfg(test)]
mod tests {
    use super::with_shown;

    #[test]
    fn the_set_up_on_show_takes_the_place_of_the_one_before() {
        let stored = vec!["domain=a.example".to_owned(), "domain=b.example".to_owned(), "no answers".to_owned()];
        let shown = Some("domain=b.example&stage=place".to_owned());
        assert_eq!(
            with_shown(stored.clone(), shown, "b.example"),
            ["domain=b.example&stage=place", "domain=a.example"]
        );
        assert_eq!(with_shown(stored.clone(), None, "b.example"), stored);
    }
}
