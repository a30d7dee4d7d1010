//! The choice of a resolver: one line, which unfolds.

use doh::RESOLVERS;
use words::{Language, Value, args, key};
use yew::prelude::*;

use super::{PageContext, Shape, status_icon, translate};
use crate::resolver::{self, Endpoint, ResolverChoice, ResolverTrial};

/// Properties of [`ResolverOptions`].
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Chosen resolver.
    pub choice: ResolverChoice,
    /// Whether the field holds a demo domain, which only this page's server knows.
    pub demo: bool,
    /// Result of trying the chosen resolver.
    pub trial: ResolverTrial,
    /// Name of this page's server.
    pub server: AttrValue,
    /// Whether this page's server answers DNS questions.
    pub offered: bool,
    /// Chooses a resolver.
    pub on_choose: Callback<ResolverChoice>,
    /// The reader's own resolver, if its address is known.
    pub address: AttrValue,
    /// Resolvers to compare with.
    pub compared: Vec<ResolverChoice>,
    /// Adds or removes a resolver to compare with.
    pub on_compare: Callback<ResolverChoice>,
}

/// Renders the chosen resolver in one line, with all options folded under it.
pub fn resolver_choice(props: &Props, options: Html) -> Html {
    let language = props.language;
    let asked = match (&props.choice, props.demo) {
        (_, true) | (ResolverChoice::ThisServer, _) => translate(language, key::PAGE_ASKED_OWN, &[]),
        _ => translate(language, key::PAGE_ASKED_AT, args!["resolver" => &chosen(props)]),
    };
    html! {
        <details class="resolver" data-resolver={props.choice.id().to_owned()}>
            <summary>{asked}{comparing(props)}{" "}
                <span class="change">{language.message(key::PAGE_CHANGE, &[])}</span></summary>
            {options}
        </details>
    }
}

/// All resolvers to choose from and to compare with. A first check does not need them.
#[component]
pub fn ResolverOptions(props: &Props) -> Html {
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let custom = use_state(|| match &props.choice {
        ResolverChoice::Custom(url) => url.clone(),
        _ => props.address.to_string(),
    });
    html! {
        <>
            <fieldset id="resolver">
                <legend>{language.message(key::PAGE_RESOLVER_LEGEND, &[])}</legend>
                {option(props, ResolverChoice::Automatic, language.message(key::PAGE_RESOLVER_AUTO, &[]), &first_names(props))}
                { for RESOLVERS.iter().map(|resolver| option(props, ResolverChoice::Public(resolver), resolver.name.into(), resolver.operator)) }
                if props.offered {
                    {option(props, ResolverChoice::ThisServer, language.message(key::PAGE_RESOLVER_OWN, &[]), &props.server)}
                }
                {custom_option(props, &custom, page)}
            </fieldset>
            {compare(props)}
            <p class="trial" role="status" data-trial={trial_word(&props.trial)}>{trial(props, &chosen(props))}</p>
        </>
    }
}

/// Renders the names of resolvers to compare with, in the line that stays visible when folded. Demo domains are never
/// compared.
fn comparing(props: &Props) -> Html {
    let names: Vec<String> =
        others(props).filter(|choice| props.compared.contains(choice)).map(|choice| name_of(props, &choice)).collect();
    if names.is_empty() || props.demo {
        return html! {};
    }
    html! { <span data-compared={names.len().to_string()}>{translate(props.language, key::PAGE_ASKED_TOO, args!["resolvers" => Value::List(&names)])}</span> }
}

/// Renders the resolvers to compare with.
fn compare(props: &Props) -> Html {
    let language = props.language;
    html! {
        <fieldset class="compare">
            <legend>{language.message(key::PAGE_COMPARE, &[])}</legend>
            { for others(props).map(|choice| {
                let (value, checked) = (choice.id().to_owned(), props.compared.contains(&choice));
                let name = if choice == ResolverChoice::ThisServer { language.message(key::PAGE_RESOLVER_OWN, &[]) } else { name_of(props, &choice) };
                let onchange = props.on_compare.reform(move |_: Event| choice.clone());
                html! { <label class="option"><input type="checkbox" name="compare" {value} {checked} {onchange} /><span>{name}</span></label> }
            }) }
            <p class="note">{language.message(if props.demo { key::PAGE_COMPARE_DEMO } else { key::PAGE_COMPARE_NOTE }, &[])}</p>
        </fieldset>
    }
}

/// Returns every resolver except the one that is asked anyway.
fn others(props: &Props) -> impl Iterator<Item = ResolverChoice> {
    let first = chosen(props);
    let others = resolver::comparison_choices(&props.address, &props.compared)
        .into_iter()
        .filter(|choice| props.offered || *choice != ResolverChoice::ThisServer);
    others.filter(move |choice| name_of(props, choice) != first)
}

fn name_of(props: &Props, choice: &ResolverChoice) -> String {
    match choice {
        ResolverChoice::ThisServer => props.server.to_string(),
        choice => choice.endpoints("").first().map(|endpoint: &Endpoint| endpoint.name.clone()).unwrap_or_default(),
    }
}

/// Returns the name of the chosen resolver. For the automatic choice, it is the one that is asked first.
fn chosen(props: &Props) -> String {
    name_of(props, &props.choice)
}

fn first_names(props: &Props) -> String {
    let names: Vec<&str> = RESOLVERS.iter().map(|resolver| resolver.name).collect();
    names.join(", ") + ", " + &props.server
}

fn option(props: &Props, choice: ResolverChoice, name: String, detail: &str) -> Html {
    let checked = props.choice == choice;
    let value = choice.id().to_owned();
    let on_choose = props.on_choose.clone();
    let onchange = Callback::from(move |_: Event| on_choose.emit(choice.clone()));
    html! {
        <label class="option">
            <input type="radio" name="resolver" {value} {checked} {onchange} />
            <span>{name}<small>{detail.to_owned()}</small></span>
        </label>
    }
}

fn custom_option(props: &Props, url: &UseStateHandle<String>, page: PageContext) -> Html {
    let language = props.language;
    let chosen = matches!(props.choice, ResolverChoice::Custom(_));
    let choose = {
        let (on_choose, url) = (props.on_choose.clone(), url.clone());
        move || on_choose.emit(ResolverChoice::Custom(url.trim().to_owned()))
    };
    let oninput = {
        let url = url.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = (page.field_text)(&event) {
                url.set(typed);
            }
        })
    };
    // Enter here means "use this one", not "check".
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                choose();
            }
        })
    };
    let onclick = Callback::from(move |_: MouseEvent| choose());
    let typed = ResolverChoice::Custom(url.trim().to_owned());
    let is_asked = props.choice == typed || props.compared.contains(&typed);
    let compare = {
        let on_compare = props.on_compare.clone();
        Callback::from(move |_: MouseEvent| {
            if !is_asked {
                on_compare.emit(typed.clone());
            }
        })
    };
    html! {
        <div class="option custom">
            <label for="resolver-url">{language.message(key::PAGE_RESOLVER_CUSTOM, &[])}</label>
            <div class="row">
                <input id="resolver-url" type="url" inputmode="url" placeholder="https://dns.example/dns-query"
                    autocomplete="off" spellcheck="false" value={(**url).clone()} {oninput} {onkeydown} data-chosen={chosen.to_string()} />
                <button type="button" class="button quiet" {onclick}>{language.message(key::PAGE_RESOLVER_USE, &[])}</button>
                <button type="button" class="button quiet" data-compare="address" onclick={compare}>{language.message(key::PAGE_RESOLVER_COMPARE, &[])}</button>
            </div>
        </div>
    }
}

const fn trial_word(trial: &ResolverTrial) -> &'static str {
    match trial {
        ResolverTrial::None => "none",
        ResolverTrial::Running => "running",
        ResolverTrial::Answered(_) => "good",
        ResolverTrial::Failed(_) | ResolverTrial::InvalidAddress => "bad",
    }
}

fn trial(props: &Props, name: &str) -> Html {
    let language = props.language;
    match &props.trial {
        ResolverTrial::None => html! {},
        ResolverTrial::Running => translate(language, key::PAGE_TRIAL_RUNNING, args!["resolver" => name]),
        ResolverTrial::Answered(ms) => html! {
            <>{status_icon(Shape::Good)}<span>{translate(language, key::PAGE_TRIAL_GOOD, args!["resolver" => name, "ms" => i64::from(*ms)])}</span></>
        },
        ResolverTrial::InvalidAddress => {
            html! { <>{status_icon(Shape::Error)}<span>{translate(language, key::PAGE_TRIAL_ADDRESS, &[])}</span></> }
        }
        ResolverTrial::Failed(unobserved) => html! {
            <>{status_icon(Shape::Unobserved)}<span>{translate(language, key::PAGE_TRIAL_BAD, args!["resolver" => name, "why" => why(unobserved)])}</span></>
        },
    }
}

const fn why(unobserved: &evidence::Unobserved) -> &'static str {
    match unobserved {
        evidence::Unobserved::Timeout => "timeout",
        evidence::Unobserved::Unreachable { .. } => "unreachable",
        _ => "other",
    }
}
