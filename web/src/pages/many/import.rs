//! The form for a list that is pasted, dropped or chosen.

use std::rc::Rc;

use words::{Language, args, key, make_visible};
use yew::prelude::*;

use super::import_preview::import_preview;
use crate::{
    browser::input_files::InputFile,
    components::{PageContext, Shape, status_icon, translate},
    many::{
        FileText, ManyActions, ManyPageState, ResultSource,
        input::{Input, MAX_DOMAINS},
    },
};

/// Properties of [`Import`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) page_state: ManyPageState,
    pub(super) actions: ManyActions,
}

/// Reason why there is nothing to check.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    Empty,
    NoDomains,
    NoResults(String),
    Unreadable(String),
}

/// Form that reads a list. It shows what was read if that raises a question.
#[component]
pub(super) fn Import(props: &Props) -> Html {
    let (page_state, actions) = (&props.page_state, props.actions);
    let language = page_state.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let text = use_state(|| typed_list(page_state, actions));
    let read = use_state(|| None::<Rc<Input>>);
    let problem = use_state(|| None::<Problem>);
    let form = ImportForm { actions, page, read: read.clone(), problem: problem.clone() };
    let read_text = form.read_text();
    let read_results = form.read_results();
    let read_files = form.read_files(&read_text, &read_results);
    use_drops(actions, &read_files);
    use_focus(page, &read);
    if let Some(input) = &*read {
        return import_preview(page_state, actions, page, input, &read);
    }
    let onchange = read_files.reform(move |event: Event| (actions.chosen_files)(&event));
    html! {
        <>
            <div class="head">
                <h1>{language.message(key::MANY_TITLE, &[])}</h1>
                <p class="lead">{language.message(key::MANY_LEAD, &[])}</p>
            </div>
            <form class="import" onsubmit={submit_callback(page, &text, (&read_text, &read_results), &problem)}>
                {names_field(language, page, &text, problem.is_some())}
                {file_choice(language, onchange)}
                { for problem.iter().map(|problem| problem_view(language, problem)) }
                <div class="go">
                    <button type="submit" class="button" data-check="many">{language.message(key::MANY_CHECK, &[])}</button>
                    <p id="names-note" class="note">{language.message(key::MANY_NAMES_NOTE, args!["most" => MAX_DOMAINS])}</p>
                </div>
            </form>
        </>
    }
}

fn names_field(language: Language, page: PageContext, text: &UseStateHandle<String>, is_invalid: bool) -> Html {
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set((page.field_text)(&event).unwrap_or_default()))
    };
    let described = if is_invalid { "names-problem names-note" } else { "names-note" };
    html! {
        <div class="field">
            <label for="names">{language.message(key::MANY_NAMES, &[])}</label>
            <textarea id="names" rows="8" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"example.com\npostmaster@example.net\nhttps://example.org/"} value={(**text).clone()} {oninput}
                aria-describedby={described} aria-invalid={is_invalid.then_some("true")} />
        </div>
    }
}

fn file_choice(language: Language, onchange: Callback<Event>) -> Html {
    html! {
        <div class="drop">
            <h2>{language.message(key::MANY_DROP, &[])}</h2>
            <p>{translate(language, key::MANY_DROP_NOTE, &[])}</p>
            <label class="button quiet file"><input type="file" accept=".csv,.tsv,.txt,.json,.jsonl,text/*,application/json" data-open="many" {onchange} />{language.message(key::MANY_CHOOSE, &[])}</label>
            <p class="note">{language.message(key::MANY_DROP_OR, &[])}</p>
        </div>
    }
}

fn problem_view(language: Language, problem: &Problem) -> Html {
    let message = match problem {
        Problem::Empty => html! { {language.message(key::MANY_EMPTY, &[])} },
        Problem::NoDomains => html! { {language.message(key::MANY_NO_DOMAINS, &[])} },
        Problem::NoResults(name) if name.is_empty() => html! { {language.message(key::MANY_NO_DOMAINS, &[])} },
        Problem::NoResults(name) => translate(language, key::MANY_COMPARE_FAILED, args!["name" => &make_visible(name)]),
        Problem::Unreadable(name) => translate(language, key::MANY_UNREADABLE, args!["name" => &make_visible(name)]),
    };
    html! { <p class="problem" id="names-problem" role="alert">{status_icon(Shape::Error)}<span>{message}</span></p> }
}

fn submit_callback(
    page: PageContext,
    text: &UseStateHandle<String>,
    (read_text, read_results): (&ReadText, &Callback<ResultSource>),
    problem: &UseStateHandle<Option<Problem>>,
) -> Callback<SubmitEvent> {
    let (text, read_text, problem) = (text.clone(), read_text.clone(), problem.clone());
    let read_results = read_results.clone();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if text.trim().is_empty() {
            problem.set(Some(Problem::Empty));
            return (page.focus)("names");
        }
        if Input::is_json(&text) {
            return read_results.emit(ResultSource::Text((*text).clone()));
        }
        read_text.emit((None, (*text).clone()));
    })
}

/// Returns a list that was typed where one domain was expected, or an empty text.
fn typed_list(page_state: &ManyPageState, actions: ManyActions) -> String {
    let typed = page_state.state.session.typed.trim().to_owned();
    let input = (actions.read_typed)(typed.clone());
    if input.rows.len() < 2 || !input.rejected.is_empty() {
        return String::new();
    }
    let words: Vec<&str> =
        typed.split(|sign: char| sign.is_whitespace() || ",;".contains(sign)).filter(|word| !word.is_empty()).collect();
    words.join("\n")
}

/// Callback that reads a text, and its file if any. A plain list without questions is checked at once.
type ReadText = Callback<(Option<FileText>, String)>;

/// State of the form, and the functions that read a list into it.
#[derive(Clone)]
struct ImportForm {
    actions: ManyActions,
    page: PageContext,
    read: UseStateHandle<Option<Rc<Input>>>,
    problem: UseStateHandle<Option<Problem>>,
}

impl ImportForm {
    fn read_text(&self) -> ReadText {
        let form = self.clone();
        Callback::from(move |(file, text): (Option<FileText>, String)| {
            let (form, is_cut) = (form.clone(), file.as_ref().is_some_and(|file| file.is_cut));
            let read_list = form.actions.read_list;
            let accept = Callback::from(move |input| form.accept(Input { is_cut, ..input }));
            read_list(file.map(|file| file.name), text, None, accept);
        })
    }

    /// Checks a plain list without questions. Otherwise shows what was read, or why there is nothing to check.
    fn accept(&self, input: Input) {
        if input.rows.is_empty() && input.columns.is_none() {
            self.problem.set(Some(Problem::NoDomains));
            return (self.page.focus)("names");
        }
        self.problem.set(None);
        let is_whole = input.rejected.is_empty() && input.over_limit == 0;
        if is_whole && input.file.is_none() && input.columns.is_none() && input.results.is_none() {
            (self.actions.runner.start)(input);
        } else {
            self.read.set(Some(Rc::new(input)));
        }
    }

    /// Returns the callback that reads the results of an earlier run as a list.
    fn read_results(&self) -> Callback<ResultSource> {
        let (actions, page, read, problem) = (self.actions, self.page, self.read.clone(), self.problem.clone());
        Callback::from(move |source: ResultSource| {
            let name = if let ResultSource::File(file) = &source { file.name.clone() } else { String::new() };
            let (read, problem) = (read.clone(), problem.clone());
            let done = move |found: Option<Input>| match found {
                Some(input) => {
                    problem.set(None);
                    read.set(Some(Rc::new(input)));
                }
                None => {
                    problem.set(Some(Problem::NoResults(name.clone())));
                    (page.focus)("names");
                }
            };
            (actions.read_results)(source, Callback::from(done));
        })
    }

    fn read_files(&self, read_text: &ReadText, read_results: &Callback<ResultSource>) -> Callback<Vec<InputFile>> {
        let (actions, problem) = (self.actions, self.problem.clone());
        let (read_text, read_results) = (read_text.clone(), read_results.clone());
        Callback::from(move |files: Vec<InputFile>| {
            let Some(file) = files.into_iter().next() else { return };
            let (read_text, read_results, problem) = (read_text.clone(), read_results.clone(), problem.clone());
            let source = ResultSource::File(file.clone());
            let read = move |mut file: FileText| match file.text.take() {
                Some(text) if Input::is_json(&text) => read_results.emit(source.clone()),
                Some(text) => read_text.emit((Some(file), text)),
                None => problem.set(Some(Problem::Unreadable(file.name))),
            };
            (actions.read_file)(file, Callback::from(read));
        })
    }
}

/// Focuses what was read, or the field after the reader left that, as the pressed button is gone.
#[hook]
fn use_focus(page: PageContext, read: &UseStateHandle<Option<Rc<Input>>>) {
    let was_read = use_mut_ref(|| false);
    use_effect_with(read.is_some(), move |is_read| {
        if was_read.replace(*is_read) != *is_read {
            (page.focus)(if *is_read { "read" } else { "names" });
        }
    });
}

#[hook]
fn use_drops(actions: ManyActions, read_files: &Callback<Vec<InputFile>>) {
    let read_files = read_files.clone();
    use_effect_with((), move |()| {
        (actions.set_drop_handler)(Some(read_files));
        move || (actions.set_drop_handler)(None)
    });
}
