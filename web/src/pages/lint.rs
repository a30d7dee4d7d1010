//! A text before it is published: a policy file, an STS record or a record for TLS reports, judged as it is typed.

use checker::Source;
use evidence::Timestamp;
use futures_util::future::abortable;
use words::{Key, Language, args, key};
use yew::prelude::*;

use crate::{
    Shared,
    browser::{self, idna::UrlParser, page},
    components::{Shape, counted, linted, mark, say, set},
    draft::{Draft, Edit, HOSTS, Judged},
    route::Route,
};

/// What a text can be, in the order of the choice.
const SOURCES: [Source; 3] = [Source::Policy, Source::Record, Source::TlsRpt];

/// Milliseconds without a change after which the outcome is spoken.
const PAUSE: i32 = 900;

/// What changes a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Drafting {
    /// One of its parts is another one now.
    pub edit: Callback<Edit>,
    /// A file was chosen in a field.
    pub open: Callback<Event>,
}

/// A text before it is published.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The text, and what it is for.
    pub draft: Shared<Draft>,
    /// This moment: a record that is offered has an `id` made of it.
    pub now: Timestamp,
    /// A file was given that could not be read.
    pub unreadable: bool,
    /// What changes the draft.
    pub drafting: Drafting,
    /// Follows a link.
    pub on_go: Callback<Route>,
}

/// A text before it is published.
#[component]
pub fn LintPage(props: &Props) -> Html {
    let (language, now) = (props.language, props.now);
    let judged = use_memo(props.draft.clone(), |draft| draft.judge(&UrlParser, now));
    let shown = (!props.draft.is_empty()).then_some(&*judged);
    let spoken = use_pause(shown.map(|judged| outcome(judged, language)).unwrap_or_default());
    html! {
        <article class="lint">
            <h1>{language.say(key::LINT_TITLE, &[])}</h1>
            <p class="lead">{language.say(key::LINT_LEAD, &[])}</p>
            {text(props)}
            {kind(props, &judged)}
            <div class="pair">
                {domain(props, &judged)}
                {hosts(props, &judged)}
            </div>
            <p class="hidden" role="status">{spoken}</p>
            if let Some(judged) = shown {
                {linted(language, &props.draft, judged, &props.on_go)}
            }
        </article>
    }
}

fn outcome(judged: &Judged, language: Language) -> String {
    let rest = match judged.samples() {
        Some(_) => language.say(key::LINT_SAMPLES, &[]),
        None if !judged.linted.is_judged() => String::new(),
        None => counted(judged, language),
    };
    [judged.headline(language).to_string(), language.blank().to_owned(), rest].concat()
}

/// What is told to ears: not every letter changes it, but the next pause in typing.
#[hook]
fn use_pause(said: String) -> String {
    let spoken = use_state_eq(String::new);
    use_effect_with(said, {
        let spoken = spoken.clone();
        move |said| {
            let said = said.clone();
            let (waiting, handle) = abortable(async move {
                page::pause(PAUSE).await;
                spoken.set(said);
            });
            browser::spawn(async move {
                let _ = waiting.await;
            });
            move || handle.abort()
        }
    });
    (*spoken).clone()
}

/// A callback that changes the draft by what stands in a field.
fn edit(props: &Props, change: fn(&mut Draft, String)) -> Callback<InputEvent> {
    let edit = props.drafting.edit.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(typed) = page::typed(&event) {
            edit.emit((change, typed));
        }
    })
}

fn text(props: &Props) -> Html {
    let Props { language, draft, unreadable, drafting, .. } = props;
    let oninput = edit(props, |draft, typed| {
        draft.text = typed.into_bytes();
        draft.file = None;
    });
    html! {
        <div class="field">
            <label for="lint-text">{language.say(key::LINT_TEXT, &[])}</label>
            <textarea id="lint-text" rows="8" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800"}
                value={draft.as_typed()} {oninput} aria-describedby="lint-note" />
            <div class="under">
                <p id="lint-note" class="note" data-file={draft.file.is_some().to_string()}>{note(*language, draft)}</p>
                <label class="button quiet file"><input type="file" data-open="draft" onchange={&drafting.open} />
                    {language.say(key::PAGE_OPEN_FILE, &[])}</label>
            </div>
            if *unreadable {
                {problem(html! { {language.say(key::LINT_FILE_BAD, &[])} }, "lint-file-problem")}
            }
        </div>
    }
}

fn note(language: Language, draft: &Draft) -> Html {
    match &draft.file {
        Some(name) => say(language, key::LINT_FILE, args!["name" => name, "count" => draft.text.len()]),
        None => html! { {language.say(key::LINT_NOTE, &[])} },
    }
}

fn problem(text: Html, id: &'static str) -> Html {
    html! { <p {id} class="problem" role="alert">{mark(Shape::Bad)}<span>{text}</span></p> }
}

fn kind(props: &Props, judged: &Judged) -> Html {
    let Props { language, draft, drafting, .. } = props;
    let onchange = {
        let edit = drafting.edit.clone();
        Callback::from(move |event: Event| {
            if let Some(at) = page::selected(&event) {
                edit.emit((choose, at.to_string()));
            }
        })
    };
    let word = |key: Key, source: &str| language.say(key, args!["source" => source]);
    let found = match draft.is_empty() {
        true => language.say(key::LINT_KIND_OPEN, &[]),
        false => word(key::LINT_KIND_FOUND, judged.recognised.map_or("none", Source::id)),
    };
    let chosen = |source: Source| draft.source == Some(source);
    html! {
        <p class="kind">
            <label for="lint-kind">{language.say(key::LINT_KIND, &[])}</label>{" "}
            <select id="lint-kind" data-recognised={judged.recognised.map(Source::id)} {onchange}>
                <option value="0" selected={draft.source.is_none()}>{found}</option>
                { for SOURCES.into_iter().zip(1_u8..).map(|(source, number)| html! {
                    <option value={number.to_string()} selected={chosen(source)}>{word(key::LINT_KIND_WORD, source.id())}</option>
                }) }
            </select>
        </p>
    }
}

/// The first choice is whatever its content says.
fn choose(draft: &mut Draft, at: String) {
    let at = at.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
    draft.source = at.and_then(|at| SOURCES.get(at).copied());
}

fn domain(props: &Props, judged: &Judged) -> Html {
    let Props { language, draft, .. } = props;
    let oninput = edit(props, |draft, typed| draft.domain = typed);
    let invalid = judged.no_domain.is_some();
    let described = if invalid { "lint-domain-problem lint-domain-note" } else { "lint-domain-note" };
    html! {
        <div class="field">
            <label for="lint-domain">{language.say(key::LINT_DOMAIN, &[])}</label>
            <input id="lint-domain" type="text" inputmode="url" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder="example.com" value={draft.domain.clone()} {oninput}
                aria-invalid={invalid.to_string()} aria-describedby={described} />
            <p id="lint-domain-note" class="note">{say(*language, key::LINT_DOMAIN_NOTE, &[])}</p>
            if let Some(why) = &judged.no_domain {
                {problem(set(&words::report::input(why, *language)), "lint-domain-problem")}
            }
        </div>
    }
}

fn hosts(props: &Props, judged: &Judged) -> Html {
    let Props { language, draft, .. } = props;
    let oninput = edit(props, |draft, typed| draft.hosts = typed);
    let invalid = judged.no_host.is_some();
    let described = if invalid { "lint-hosts-problem lint-hosts-note" } else { "lint-hosts-note" };
    html! {
        <div class="field">
            <label for="lint-hosts">{language.say(key::LINT_HOSTS, &[])}</label>
            <textarea id="lint-hosts" rows="2" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"mx1.example.com\nmx2.example.com"} value={draft.hosts.clone()} {oninput}
                aria-invalid={invalid.to_string()} aria-describedby={described} />
            <p id="lint-hosts-note" class="note">{language.say(key::LINT_HOSTS_NOTE, &[])}</p>
            if let Some(host) = &judged.no_host {
                {problem(say(*language, key::LINT_HOSTS_BAD, args!["host" => host]), "lint-hosts-problem")}
            }
            if draft.has_many_hosts() {
                <p class="note">{language.say(key::LINT_HOSTS_MANY, args!["count" => HOSTS])}</p>
            }
        </div>
    }
}
