//! The page about a bounce or log line: who wrote it, what failed, who must act, and what to check.

mod answer;
mod unknown;

use bounce::INPUT_LIMIT;
use words::{args, key};
use yew::prelude::*;

use super::reports::page_links;
use crate::{
    browser::input_files::InputFile,
    components::{PageContext, Shape, status_icon, translate},
    reports::{
        FileBytes, ReportsActions, ReportsPageState,
        pasted::{self, Pasted},
    },
    route::help_desk_address,
};

/// Properties of [`BouncePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Language, route and check on show.
    pub page_state: ReportsPageState,
    /// Functions of the browser.
    pub actions: ReportsActions,
}

/// Reason why there is nothing to explain.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    Empty,
    Unreadable(String),
}

/// The page about a bounce or log line.
#[component]
pub fn BouncePage(props: &Props) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let page = use_context::<PageContext>().unwrap_or_default();
    let pasted = use_state_eq(pasted::last_text);
    let problem = use_state_eq(|| None::<Problem>);
    let busy = use_state_eq(|| false);
    use_effect_with((*pasted).clone(), pasted::keep_text);
    let explain = explain_callback(actions, page, &pasted, &problem, &busy);
    let open = open_callback(actions, &explain, &problem);
    use_drops(actions, &open);
    let shown = &pasted.explanation;
    html! {
        <article class="bounce" aria-busy={(*busy).to_string()}>
            <div class="head">{page_links(&props.page_state)}</div>
            {form(props, page, &pasted, &problem, explain, open)}
            if let Some(explanation) = shown {
                if explanation.is_recognised() {
                    {answer::explanation_view(&props.page_state, actions, explanation)}
                } else {
                    {unknown::unrecognised_text(&props.page_state, explanation)}
                }
                if explanation.truncated {
                    <p class="note">{language.message(key::BOUNCE_TRUNCATED, &[])}</p>
                }
            }
        </article>
    }
}

/// Callback that explains bytes, shows them as text in the field, and moves to the answer.
type Explain = Callback<(Vec<u8>, Option<String>)>;

fn explain_callback(
    actions: ReportsActions,
    page: PageContext,
    pasted: &UseStateHandle<Pasted>,
    problem: &UseStateHandle<Option<Problem>>,
    busy: &UseStateHandle<bool>,
) -> Explain {
    let (pasted, problem, busy) = (pasted.clone(), problem.clone(), busy.clone());
    Callback::from(move |(bytes, file): (Vec<u8>, Option<String>)| {
        if bytes.trim_ascii().is_empty() {
            problem.set(Some(Problem::Empty));
            return (page.focus)("bounce-text");
        }
        problem.set(None);
        busy.set(true);
        let (pasted, text) = (pasted.clone(), String::from_utf8_lossy(&bytes).into_owned());
        let busy = busy.clone();
        let explained = move |explanation| {
            busy.set(false);
            let (text, file) = (text.clone(), file.clone());
            pasted.set(Pasted { text, file, explanation: Some(explanation) });
            // The explanation must be rendered before it gets the focus.
            drop((page.after)(0, Callback::from(move |()| (page.focus)("answer"))));
        };
        (actions.explain)(bytes, Callback::from(explained));
    })
}

fn open_callback(
    actions: ReportsActions,
    explain: &Explain,
    problem: &UseStateHandle<Option<Problem>>,
) -> Callback<Vec<InputFile>> {
    let (explain, problem) = (explain.clone(), problem.clone());
    Callback::from(move |files: Vec<InputFile>| {
        let Some(file) = files.into_iter().next() else { return };
        let (explain, problem) = (explain.clone(), problem.clone());
        let read = move |(name, bytes): FileBytes| match bytes {
            Some(bytes) => explain.emit((bytes, Some(name))),
            None => problem.set(Some(Problem::Unreadable(name))),
        };
        // One byte more than the limit, so that the explanation notices a truncated text.
        (actions.read_beginning)(file, INPUT_LIMIT + 1, Callback::from(read));
    })
}

#[hook]
fn use_drops(actions: ReportsActions, open: &Callback<Vec<InputFile>>) {
    let open = open.clone();
    use_effect_with((), move |()| {
        (actions.set_drop_handler)(Some(open));
        move || (actions.set_drop_handler)(None)
    });
}

fn form(
    props: &Props,
    page: PageContext,
    pasted: &UseStateHandle<Pasted>,
    problem: &UseStateHandle<Option<Problem>>,
    explain: Explain,
    open: Callback<Vec<InputFile>>,
) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let oninput = {
        let pasted = pasted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                let changed = Pasted { text, file: None, explanation: pasted.explanation.clone() };
                pasted::keep_text(&changed);
                pasted.set(changed);
            }
        })
    };
    // The last input may not be rendered yet.
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Pasted { text, file, .. } = pasted::last_text();
        explain.emit((text.into_bytes(), file));
    });
    let onchange = open.reform(move |event: Event| (actions.chosen_files)(&event));
    let note = match &pasted.file {
        Some(name) => translate(language, key::REPORTS_BOUNCE_FILE, args!["name" => name]),
        None => html! { {language.message(key::REPORTS_BOUNCE_NOTE, &[])} },
    };
    html! {
        <form class="paste" {onsubmit}>
            <h1><label for="bounce-text">{language.message(key::REPORTS_BOUNCE_TITLE, &[])}</label></h1>
            <textarea id="bounce-text" rows="6" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"450 4.4.8 MX hosts of 'example.com' failed MTA-STS validation."}
                value={pasted.text.clone()} {oninput} aria-describedby="bounce-note" />
            <div class="under">
                <p id="bounce-note" class="note">{note}{" "}<a href={help_desk_address(language)} data-learn="">{language.message(key::PAGE_LEARN_DESK, &[])}</a></p>
                <div class="actions">
                    <label class="button quiet file"><input type="file" data-open="bounce" {onchange} />{language.message(key::PAGE_OPEN_FILE, &[])}</label>
                    <button type="submit" class="button" data-explain="">{language.message(key::REPORTS_BOUNCE_EXPLAIN, &[])}</button>
                </div>
            </div>
            if let Some(problem) = &**problem {
                <p class="problem" role="alert">{status_icon(Shape::Error)}<span>{match problem {
                    Problem::Empty => html! { {language.message(key::REPORTS_BOUNCE_EMPTY, &[])} },
                    Problem::Unreadable(name) => translate(language, key::REPORTS_BOUNCE_UNREADABLE, args!["name" => name]),
                }}</span></p>
            }
        </form>
    }
}
