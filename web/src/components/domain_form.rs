//! The form for a domain: one field, one button.

use checker::rules::DOMAIN_INVALID;
use mta_sts::DomainError;
use words::{Language, key};
use yew::prelude::*;

use super::{PageContext, Shape, render_sentence, status_icon};

/// Properties of [`DomainForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language.
    pub language: Language,
    /// Text in the field.
    pub typed: AttrValue,
    /// Reason why the text is not a domain.
    pub problem: Option<DomainError>,
    /// Hint about the type of the text, if it is recognised.
    pub hint: Option<Html>,
    /// Whether an answer is below the form, or is about to be.
    pub compact: bool,
    /// Content under the field.
    pub children: Html,
    /// Called with the text after each input.
    pub on_type: Callback<String>,
    /// Called when a check is submitted.
    pub on_submit: Callback<()>,
}

/// Form for a domain.
#[component]
pub fn DomainForm(props: &Props) -> Html {
    let language = props.language;
    let page = use_context::<PageContext>().unwrap_or_default();
    let oninput = {
        let on_type = props.on_type.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = (page.field_text)(&event) {
                on_type.emit(typed);
            }
        })
    };
    let onsubmit = {
        let on_submit = props.on_submit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_submit.emit(());
        })
    };
    let invalid = props.problem.is_some();
    let described = if invalid { "domain-problem domain-note" } else { "domain-note" };
    html! {
        <form class={classes!("ask", props.compact.then_some("compact"))} role="search" action={crate::route::base_path()} method="get" {onsubmit} novalidate=true>
            <h1><label for="domain">{language.message(key::PAGE_QUESTION, &[])}</label></h1>
            <div class="row">
                <input id="domain" name="domain" type="text" inputmode="email" autocomplete="off" autocapitalize="none"
                    autocorrect="off" spellcheck="false" enterkeyhint="go" maxlength="2000" placeholder="example.com"
                    value={props.typed.clone()} {oninput}
                    aria-invalid={if invalid { "true" } else { "false" }} aria-describedby={described} />
                <button type="submit" class="button">{language.message(key::PAGE_CHECK, &[])}</button>
            </div>
            // Always one child: with another number of children Yew would recreate the field, which would lose the
            // focus.
            if let Some(problem) = &props.problem {
                {self::problem(language, problem, props.hint.as_ref())}
            }
            <div class="under">
                <p id="domain-note" class="note">{language.message(key::PAGE_NOTE, &[])}</p>
                {props.children.clone()}
            </div>
        </form>
    }
}

/// Renders why the text is not a domain, or the hint about its type.
fn problem(language: Language, problem: &DomainError, hint: Option<&Html>) -> Html {
    let (rule, severity) = (DOMAIN_INVALID.id, DOMAIN_INVALID.severity.id());
    match hint {
        Some(hint) => {
            html! { <div id="domain-problem" class="hint" role="alert" data-finding={rule} data-severity={severity}>{hint.clone()}</div> }
        }
        None => html! {
            <p id="domain-problem" class="problem" role="alert" data-finding={rule} data-severity={severity}>
                {status_icon(Shape::Error)}<span>{render_sentence(&words::report::domain_error(problem, language))}</span>
            </p>
        },
    }
}
