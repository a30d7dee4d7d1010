//! The syntax check: a policy file, an STS record or a TLS reporting record, judged as the user types.

mod live;

use checker::Source;
use words::{Key, Language, args, key};
use yew::prelude::*;

use super::set_up_frame::LoadSetUp;
use crate::{
    components::{
        DraftActions, JudgeDraft, Links, PageContext, Shape, count_sentence, file_problem_text, lint_result,
        render_sentence, status_icon, translate,
    },
    draft::{Draft, Judged, MAX_HOSTS},
    set_up::PlannedText,
    shared::Shared,
    store::{FileProblem, State},
};

/// The kinds of text, in the order of the selection.
const SOURCES: [Source; 3] = [Source::Policy, Source::Record, Source::TlsRpt];

/// Milliseconds without typing before the result is announced.
const ANNOUNCE_AFTER_MS: i32 = 900;

/// Properties of the syntax check.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// The text and its settings.
    pub draft: Shared<Draft>,
    /// Function that judges the draft.
    pub judge: JudgeDraft,
    /// Why the chosen file cannot be shown.
    pub file_problem: Option<FileProblem>,
    /// Callbacks that change the draft.
    pub draft_actions: DraftActions,
    /// Callbacks of links.
    pub links: Links,
    /// The state of the page, with its resolver settings.
    pub state: Shared<State>,
    /// Loader of the module that judges the text against the live state.
    pub load: LoadSetUp,
}

/// The page of the syntax check.
#[component]
pub fn LintPage(props: &Props) -> Html {
    let (language, judge) = (props.language, props.judge);
    let page = use_context::<PageContext>().unwrap_or_default();
    let judged = use_memo(props.draft.clone(), |draft| (judge.0)(draft));
    let shown = (!props.draft.is_empty()).then_some(&*judged);
    let spoken = use_pause(page, shown.map(|judged| outcome(judged, language)).unwrap_or_default());
    html! {
        <article class="lint">
            <h1>{language.message(key::LINT_TITLE, &[])}</h1>
            <p class="lead">{language.message(key::LINT_LEAD, &[])}</p>
            {text(props, page)}
            {kind(props, &judged, page)}
            <div class="pair">
                {domain(props, &judged, page)}
                {hosts(props, &judged, page)}
            </div>
            <p class="hidden" role="status">{spoken}</p>
            if let Some(judged) = shown {
                {lint_result(language, &props.draft, judged, &props.links)}
                {together(props, judged)}
            } else {
                {deletion(props, &judged)}
            }
        </article>
    }
}

/// Renders the offer to judge the text against the live state. Explains how to get it if the domain is unknown.
fn together(props: &Props, judged: &Judged) -> Html {
    let Props { language, state, links, .. } = props;
    if judged.samples().is_some() || !judged.linted.is_judged() {
        return html! {};
    }
    let Some(domain) = judged.known_domain() else {
        return html! { <p class="note" data-live="needs-domain">{language.message(key::LINT_LIVE_NEEDS_DOMAIN, &[])}</p> };
    };
    let planned = PlannedText {
        language: *language,
        domain: domain.clone(),
        source: judged.linted.source,
        text: judged.text.clone(),
        links: links.clone(),
        state: state.clone(),
    };
    html! { <live::Offer key={domain.to_string()} {planned} load={props.load} /> }
}

/// Renders the offer to judge the deletion of record and file, for a domain without a text.
fn deletion(props: &Props, judged: &Judged) -> Html {
    let Props { language, draft, state, links, .. } = props;
    let Some(domain) = judged.known_domain().filter(|_| draft.source != Some(Source::TlsRpt)) else { return html! {} };
    let (source, text) = (judged.linted.source, Shared::new(Vec::new()));
    let key = format!("deletion {domain}");
    let (domain, links, state) = (domain.clone(), links.clone(), state.clone());
    let planned = PlannedText { language: *language, domain, source, text, links, state };
    html! { <live::Offer {key} {planned} load={props.load} /> }
}

fn outcome(judged: &Judged, language: Language) -> String {
    let rest = match judged.samples() {
        Some(_) => language.message(key::LINT_SAMPLES, &[]),
        None if !judged.linted.is_judged() => String::new(),
        None => count_sentence(judged, language),
    };
    [judged.headline(language).to_string(), language.sentence_separator().to_owned(), rest].concat()
}

/// Returns the text for screen readers. It changes at the next pause in typing, not with every letter.
#[hook]
fn use_pause(page: PageContext, outcome: String) -> String {
    let spoken = use_state_eq(String::new);
    use_effect_with(outcome, {
        let spoken = spoken.clone();
        move |outcome| {
            let outcome = outcome.clone();
            (page.after)(ANNOUNCE_AFTER_MS, Callback::from(move |()| spoken.set(outcome.clone())))
        }
    });
    (*spoken).clone()
}

/// Returns a callback that changes the draft from a field's text.
fn edit(props: &Props, page: PageContext, change: fn(&mut Draft, String)) -> Callback<InputEvent> {
    let edit = props.draft_actions.edit.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(typed) = (page.field_text)(&event) {
            edit.emit((change, typed));
        }
    })
}

fn text(props: &Props, page: PageContext) -> Html {
    let Props { language, draft, file_problem, draft_actions, .. } = props;
    let oninput = edit(props, page, |draft, typed| {
        draft.text = typed.into_bytes();
        draft.file = None;
    });
    html! {
        <div class="field">
            <label for="lint-text">{language.message(key::LINT_TEXT, &[])}</label>
            <textarea id="lint-text" rows="8" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800"}
                value={draft.as_typed()} {oninput} aria-describedby="lint-note" />
            <div class="under">
                <p id="lint-note" class="note" data-file={draft.file.is_some().to_string()}>{note(*language, draft)}</p>
                <label class="button quiet file"><input type="file" data-open="draft" onchange={&draft_actions.open} />
                    {language.message(key::PAGE_OPEN_FILE, &[])}</label>
            </div>
            if let Some(why) = *file_problem {
                {problem(html! { {file_text(why, *language)} }, "lint-file-problem")}
            }
        </div>
    }
}

/// Every readable file is judged, so the problem is that the file could not be read.
fn file_text(problem: FileProblem, language: Language) -> String {
    match problem {
        FileProblem::NoEvidence => language.message(key::LINT_FILE_BAD, &[]),
        problem => file_problem_text(problem, language),
    }
}

fn note(language: Language, draft: &Draft) -> Html {
    match &draft.file {
        Some(name) => translate(language, key::LINT_FILE, args!["name" => name, "count" => draft.text.len()]),
        None => html! { {language.message(key::LINT_NOTE, &[])} },
    }
}

fn problem(text: Html, id: &'static str) -> Html {
    html! { <p {id} class="problem" role="alert">{status_icon(Shape::Error)}<span>{text}</span></p> }
}

fn kind(props: &Props, judged: &Judged, page: PageContext) -> Html {
    let Props { language, draft, draft_actions, .. } = props;
    let onchange = {
        let edit = draft_actions.edit.clone();
        Callback::from(move |event: Event| {
            if let Some(at) = (page.chosen_option)(&event) {
                edit.emit((choose, at.to_string()));
            }
        })
    };
    let word = |key: Key, source: &str| language.message(key, args!["source" => source]);
    let found = match draft.is_empty() {
        true => language.message(key::LINT_KIND_OPEN, &[]),
        false => word(key::LINT_KIND_FOUND, judged.recognised.map_or("none", Source::id)),
    };
    let chosen = |source: Source| draft.source == Some(source);
    html! {
        <p class="kind">
            <label for="lint-kind">{language.message(key::LINT_KIND, &[])}</label>{" "}
            <select id="lint-kind" data-recognised={judged.recognised.map(Source::id)} {onchange}>
                <option value="0" selected={draft.source.is_none()}>{found}</option>
                { for SOURCES.into_iter().zip(1_u8..).map(|(source, number)| html! {
                    <option value={number.to_string()} selected={chosen(source)}>{word(key::LINT_KIND_WORD, source.id())}</option>
                }) }
            </select>
        </p>
    }
}

/// Sets the kind of text from the selected position. The first choice detects it automatically.
fn choose(draft: &mut Draft, at: String) {
    let at = at.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
    draft.source = at.and_then(|at| SOURCES.get(at).copied());
}

fn domain(props: &Props, judged: &Judged, page: PageContext) -> Html {
    let Props { language, draft, .. } = props;
    let oninput = edit(props, page, |draft, typed| draft.domain = typed);
    let invalid = judged.no_domain.is_some();
    let described = if invalid { "lint-domain-problem lint-domain-note" } else { "lint-domain-note" };
    html! {
        <div class="field">
            <label for="lint-domain">{language.message(key::LINT_DOMAIN, &[])}</label>
            <input id="lint-domain" type="text" inputmode="url" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder="example.com" value={draft.domain.clone()} {oninput}
                aria-invalid={invalid.to_string()} aria-describedby={described} />
            <p id="lint-domain-note" class="note">{translate(*language, key::LINT_DOMAIN_NOTE, &[])}</p>
            if let Some(why) = &judged.no_domain {
                {problem(render_sentence(&words::report::domain_error(why, *language)), "lint-domain-problem")}
            }
        </div>
    }
}

fn hosts(props: &Props, judged: &Judged, page: PageContext) -> Html {
    let Props { language, draft, .. } = props;
    let oninput = edit(props, page, |draft, typed| draft.hosts = typed);
    let invalid = judged.no_host.is_some();
    let described = if invalid { "lint-hosts-problem lint-hosts-note" } else { "lint-hosts-note" };
    html! {
        <div class="field">
            <label for="lint-hosts">{language.message(key::LINT_HOSTS, &[])}</label>
            <textarea id="lint-hosts" rows="2" translate="no" autocapitalize="none" autocomplete="off" autocorrect="off" spellcheck="false"
                placeholder={"mx1.example.com\nmx2.example.com"} value={draft.hosts.clone()} {oninput}
                aria-invalid={invalid.to_string()} aria-describedby={described} />
            <p id="lint-hosts-note" class="note">{language.message(key::LINT_HOSTS_NOTE, &[])}</p>
            if let Some(host) = &judged.no_host {
                {problem(translate(*language, key::LINT_HOSTS_BAD, args!["host" => host]), "lint-hosts-problem")}
            }
            if draft.has_many_hosts() {
                <p class="note">{language.message(key::LINT_HOSTS_MANY, args!["count" => MAX_HOSTS])}</p>
            }
        </div>
    }
}
