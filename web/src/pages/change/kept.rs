//! Plans kept in this browser, and the button that keeps the one on show.

use planner::SavedPlan;
use words::{Language, args, key};
use yew::prelude::*;

use super::goal;
use crate::{
    change::{ChangeActions, times::time_text},
    components::{Links, render_sentence, route_link},
    route::Route,
};

/// Largest number of kept plans.
const MAX_PLANS: usize = 50;

/// Properties of [`KeptPlans`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub language: Language,
    pub actions: ChangeActions,
    pub links: Links,
    /// Whether the reader lets the page store anything.
    pub keeps_history: bool,
    /// The plan on show.
    pub shown: Option<String>,
}

/// List of kept plans.
#[component]
pub(super) fn KeptPlans(props: &Props) -> Html {
    let (language, actions) = (props.language, props.actions);
    let plans = use_state_eq(Vec::<String>::new);
    let failed = use_state_eq(|| false);
    use_effect_with((), {
        let plans = plans.clone();
        move |()| (actions.load_plans)(Callback::from(move |kept| plans.set(kept)))
    });
    let put = {
        let (plans, failed) = (plans.clone(), failed.clone());
        Callback::from(move |new: Vec<String>| {
            let (plans, failed, kept) = (plans.clone(), failed.clone(), new.clone());
            let stored = move |worked: bool| {
                failed.set(!worked);
                if worked {
                    plans.set(kept.clone());
                }
            };
            (actions.save_plans)(new, Callback::from(stored));
        })
    };
    html! {
        <>
            { for props.shown.iter().map(|shown| keep_button(props, shown, &plans, *failed, &put)) }
            if !plans.is_empty() {
                <section class="kept" aria-labelledby="change-kept">
                    <h2 id="change-kept">{language.message(key::CHANGE_KEPT_TITLE, &[])}</h2>
                    <ul class="rows">{ for plans.iter().filter_map(|text| row(props, text, &plans, &put)) }</ul>
                </section>
            }
        </>
    }
}

fn keep_button(
    props: &Props,
    shown: &str,
    plans: &UseStateHandle<Vec<String>>,
    failed: bool,
    put: &Callback<Vec<String>>,
) -> Html {
    let message = |key| props.language.message(key, &[]);
    if !props.keeps_history {
        return html! { <p class="note keep" data-kept="private">{message(key::CHANGE_KEEP_PRIVATE)}</p> };
    }
    let is_kept = plans.iter().any(|kept| kept == shown);
    let (shown, plans, put) = (shown.to_owned(), plans.clone(), put.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        let others = plans.iter().filter(|kept| **kept != shown).take(MAX_PLANS - 1).cloned();
        put.emit([shown.clone()].into_iter().chain(others).collect());
    });
    html! {
        <p class="keep tools">
            if !is_kept {
                <button type="button" class="button quiet" data-keep="" {onclick}>{message(key::CHANGE_KEEP)}</button>
            }
            <span role="status" data-kept={is_kept.to_string()}>{if failed { message(key::CHANGE_KEEP_FAILED) } else if is_kept { message(key::CHANGE_KEPT) } else { String::new() }}</span>
        </p>
    }
}

fn row(props: &Props, text: &str, plans: &UseStateHandle<Vec<String>>, put: &Callback<Vec<String>>) -> Option<Html> {
    let language = props.language;
    let saved = SavedPlan::read(text)?;
    let title = goal::plan_title(&saved, language);
    let ends = saved.plan().and_then(Result::ok).map(|plan| time_text(plan.ends, language));
    let (gone, plans, put) = (text.to_owned(), plans.clone(), put.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        put.emit(plans.iter().filter(|kept| **kept != gone).cloned().collect());
    });
    let link = route_link(Route::Change { plan: text.to_owned() }, language, &props.links, render_sentence(&title));
    Some(html! {
        <li key={text.to_owned()}>
            <p>{link}{ for ends.map(|ends| html! { <small>{language.message(key::CHANGE_KEPT_ENDS, args!["when" => &ends])}</small> }) }</p>
            <button type="button" class="button quiet" data-forget="" {onclick}>{language.message(key::CHANGE_KEPT_REMOVE, &[])}<span class="hidden">{language.label_separator()}{title.to_string()}</span></button>
        </li>
    })
}
