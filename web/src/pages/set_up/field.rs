//! Text fields and choices of the set-up page.

use yew::prelude::*;

use super::{View, stop::problem_line};
use crate::set_up::{Answers, Field, ModelAction};

/// A text field.
pub(super) struct TextField<'a> {
    /// The element's id.
    pub id: &'static str,
    pub label: String,
    pub note: Option<String>,
    pub value: &'a str,
    pub example: &'static str,
    /// The action of a change.
    pub act: fn(String) -> ModelAction,
    /// The field whose problem is shown when the user leaves it.
    pub field: Option<Field>,
}

impl View<'_> {
    /// Renders a text field with its change handler and its problem.
    pub(super) fn field(&self, text_field: TextField<'_>) -> Html {
        let TextField { id, label, note, value, example, act, field } = text_field;
        let (model, page) = (self.model.dispatcher(), self.page);
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                model.dispatch(act(text));
            }
        });
        let model = self.model.dispatcher();
        let onblur = Callback::from(move |_: FocusEvent| {
            if let Some(field) = field {
                model.dispatch(ModelAction::FieldLeft(field));
            }
        });
        // A problem that stops the user is shown below the stage.
        let problem = field.and_then(|field| self.model.shown_problem(field));
        let problem = problem.filter(|problem| self.model.problem.as_ref() != Some(problem));
        let (note_id, problem_id) = ([id, "-note"].concat(), [id, "-problem"].concat());
        let parts = [note.as_ref().map(|_| note_id.as_str()), problem.as_ref().map(|_| problem_id.as_str())];
        let described_by: Vec<&str> = parts.into_iter().flatten().collect();
        let described_by = (!described_by.is_empty()).then(|| described_by.join(" "));
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} type="text" value={value.to_owned()} placeholder={example} {oninput} {onblur} autocomplete="off" autocapitalize="none"
                    spellcheck="false" translate="no" aria-invalid={problem.is_some().then_some("true")} aria-describedby={described_by} />
                { for note.map(|note| html! { <p class="note" id={note_id}>{note}</p> }) }
                <div role="status">{ for problem.map(|problem| problem_line(&problem, problem_id, self.language)) }</div>
            </div>
        }
    }

    /// Renders a radio button of a group.
    pub(super) fn choice(
        &self,
        group: &'static str,
        value: &'static str,
        is_on: bool,
        set: fn(&mut Answers, String),
        words: Html,
    ) -> Html {
        let model = self.model.dispatcher();
        let onchange = Callback::from(move |_: Event| model.dispatch(ModelAction::Typed(set, value.to_owned())));
        html! {
            <label key={value}><input type="radio" name={group} {value} checked={is_on} {onchange} /><span>{words}</span></label>
        }
    }

    /// Returns a callback that dispatches an action, then focuses an element once the page is rendered.
    pub(super) fn act_and_focus<E: 'static>(
        &self,
        action: impl Fn() -> ModelAction + 'static,
        element: &'static str,
    ) -> Callback<E> {
        let (model, page) = (self.model.dispatcher(), self.page);
        Callback::from(move |_: E| {
            model.dispatch(action());
            drop((page.after)(0, Callback::from(move |()| (page.focus)(element))));
        })
    }
}
