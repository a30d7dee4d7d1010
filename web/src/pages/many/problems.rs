//! Problems of a run, and the button that leaves the list.

use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{PageContext, Shape, status_icon},
    many::{ManyActions, ManyPageState, view::View},
};

/// Renders the problems of a run.
pub(super) fn run_problems(page_state: &ManyPageState, view: &View) -> Html {
    let language = page_state.language;
    let keeps_history = page_state.state.settings.keeps_history;
    let note = |id: &'static str, shape: Shape, words: String| {
        html! { <p class="notice" data-notice={id}>{status_icon(shape)}<span>{words}</span></p> }
    };
    html! {
        <>
            if !keeps_history {
                {note("private", Shape::Note, language.message(key::MANY_PRIVATE, &[]))}
            } else if view.was_replaced {
                {note("replaced", Shape::Warning, language.message(key::MANY_REPLACED, &[]))}
            } else if view.save_failed {
                {note("not-kept", Shape::Warning, language.message(key::MANY_NOT_KEPT, &[]))}
            }
            if view.evicted > 0 {
                {note("dropped", Shape::Note, language.message(key::MANY_DROPPED, args!["count" => view.evicted]))}
            }
        </>
    }
}

/// Properties of [`NewList`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) language: Language,
    pub(super) actions: ManyActions,
}

/// Button that leaves the list, after a confirmation, since its rows are lost.
#[component]
pub(super) fn NewList(props: &Props) -> Html {
    let asked = use_state(|| false);
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let (next, was_asked) = (use_node_ref(), use_mut_ref(|| false));
    // The pressed button disappears. A button that deletes nothing gets the focus.
    use_effect_with(*asked, {
        let next = next.clone();
        move |asked| {
            if was_asked.replace(*asked) != *asked {
                (page.focus_node)(&next);
            }
        }
    });
    let ask = |wanted: bool| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(wanted))
    };
    let clear = props.actions.runner.clear;
    if !*asked {
        return html! { <button type="button" class="button quiet" ref={next} key="new" data-run="new" onclick={ask(true)}>{language.message(key::MANY_NEW, &[])}</button> };
    }
    html! {
        <span class="sure" role="group" key="sure" aria-label={language.message(key::MANY_NEW_SURE, &[])}>
            <span>{language.message(key::MANY_NEW_SURE, &[])}</span>
            <button type="button" class="button quiet" data-run="clear" onclick={Callback::from(move |_: MouseEvent| clear())}>{language.message(key::MANY_NEW_YES, &[])}</button>
            <button type="button" class="button quiet" ref={next} data-run="keep" onclick={ask(false)}>{language.message(key::MANY_NEW_NO, &[])}</button>
        </span>
    }
}
