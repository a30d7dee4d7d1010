//! A list comes in: pasted, dropped or chosen, and what was read of it before anything is asked.

use std::rc::Rc;

use words::{args, key};
use yew::prelude::*;

use super::readout::readout;
use crate::{
    browser::given_files::GivenFile,
    components::{PageContext, Shape, status_icon, translate},
    many::{
        FileText, ManyActions, ManyPageState,
        input::{Input, MOST_DOMAINS},
    },
};

/// A list comes in.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) page_state: ManyPageState,
    pub(super) actions: ManyActions,
}

/// Why there is nothing to check.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    Empty,
    NoDomains,
    Unreadable(String),
}

/// A list comes in.
#[component]
pub(super) fn Import(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let language = page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let text = use_state(|| typed_list(page_state, actions));
    let read = use_state(|| None::<Rc<Input>>);
    let problem = use_state(|| None::<Problem>);
    let take = take(actions, page, &read, &problem);
    let open = open(actions, &take, &problem);
    use_drops(actions, &open);
    if let Some(input) = &*read {
        return readout(page_state, actions, page, input, &read);
    }
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set((page.field_text)(&event).unwrap_or_default()))
    };
    let onsubmit = {
        let (text, take, problem) = (text.clone(), take, problem.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().is_empty() {
                problem.set(Some(Problem::Empty));
                return (page.focus)("names");
            }
            take.emit((None, (*text).clone()));
        })
    };
    let onchange = open.reform(move |event: Event| (actions.chosen)(&event));
    let described = if problem.is_some() { "names-problem names-note" } else { "names-note" };
    html! {
        <>
            <div class="head">
                <h1>{language.message(key::MANY_TITLE, &[])}</h1>
                <p class="lead">{language.message(key::MANY_LEAD, &[])}</p>
            </div>
            <form class="import" {onsubmit}>
                <div class="field">
                    <label for="names">{language.message(key::MANY_NAMES, &[])}</label>
                    <textarea id="names" rows="8" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                        placeholder={"example.com\npostmaster@example.net\nhttps://example.org/"} value={(*text).clone()} {oninput}
                        aria-describedby={described} aria-invalid={problem.is_some().then_some("true")} />
                </div>
                <div class="drop">
                    <h2>{language.message(key::MANY_DROP, &[])}</h2>
                    <p>{translate(language, key::MANY_DROP_NOTE, &[])}</p>
                    <label class="button quiet file"><input type="file" accept=".csv,.tsv,.txt,text/*" data-open="many" {onchange} />{language.message(key::MANY_CHOOSE, &[])}</label>
                    <p class="note">{language.message(key::MANY_DROP_OR, &[])}</p>
                </div>
                if let Some(problem) = &*problem {
                    <p class="problem" id="names-problem" role="alert">{status_icon(Shape::Bad)}<span>{match problem {
                        Problem::Empty => html! { {language.message(key::MANY_EMPTY, &[])} },
                        Problem::NoDomains => html! { {language.message(key::MANY_NO_DOMAINS, &[])} },
                        Problem::Unreadable(name) => translate(language, key::MANY_UNREADABLE, args!["name" => name]),
                    }}</span></p>
                }
                <div class="go">
                    <button type="submit" class="button" data-check="many">{language.message(key::MANY_CHECK, &[])}</button>
                    <p id="names-note" class="note">{language.message(key::MANY_NAMES_NOTE, args!["most" => MOST_DOMAINS])}</p>
                </div>
            </form>
        </>
    }
}

/// A list that was typed where one domain was expected.
fn typed_list(page_state: &ManyPageState, actions: ManyActions) -> String {
    let typed = page_state.state.session.typed.trim().to_owned();
    let input = (actions.read_list)(None, typed.clone(), None);
    if input.rows.len() < 2 || !input.rejected.is_empty() {
        return String::new();
    }
    let words: Vec<&str> =
        typed.split(|sign: char| sign.is_whitespace() || ",;".contains(sign)).filter(|word| !word.is_empty()).collect();
    words.join("\n")
}

/// Takes a text with the name of its file. A plain list that raises no question is checked at once.
type Take = Callback<(Option<String>, String)>;

fn take(
    actions: ManyActions,
    page: PageContext,
    read: &UseStateHandle<Option<Rc<Input>>>,
    problem: &UseStateHandle<Option<Problem>>,
) -> Take {
    let (read, problem) = (read.clone(), problem.clone());
    Callback::from(move |(file, text): (Option<String>, String)| {
        let input = (actions.read_list)(file, text, None);
        if input.rows.is_empty() && input.columns.is_none() {
            problem.set(Some(Problem::NoDomains));
            return (page.focus)("names");
        }
        problem.set(None);
        let is_plain =
            input.file.is_none() && input.columns.is_none() && input.rejected.is_empty() && input.left_out == 0;
        if is_plain {
            (actions.runner.start)(input);
            (page.focus)("main");
        } else {
            read.set(Some(Rc::new(input)));
        }
    })
}

fn open(actions: ManyActions, take: &Take, problem: &UseStateHandle<Option<Problem>>) -> Callback<Vec<GivenFile>> {
    let (take, problem) = (take.clone(), problem.clone());
    Callback::from(move |files: Vec<GivenFile>| {
        let Some(file) = files.into_iter().next() else { return };
        let (take, problem) = (take.clone(), problem.clone());
        let read = move |(name, text): FileText| match text {
            Some(text) => take.emit((Some(name), text)),
            None => problem.set(Some(Problem::Unreadable(name))),
        };
        (actions.read_file)(file, Callback::from(read));
    })
}

#[hook]
fn use_drops(actions: ManyActions, open: &Callback<Vec<GivenFile>>) {
    let open = open.clone();
    use_effect_with((), move |()| {
        (actions.take_drops)(Some(open));
        move || (actions.take_drops)(None)
    });
}
