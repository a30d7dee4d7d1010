//! The form: domain, goal, its values, and facts that only the reader knows.

use words::{Key, Language, args, key};
use yew::prelude::*;

use super::{Handle, Props};
use crate::{
    change::{
        ModelAction, PlanProblem,
        fields::{Fields, GOAL_KINDS, Input},
    },
    components::{PageContext, Shape, status_icon},
};

/// Function that sets one of the fields.
type Set = fn(&mut Fields, String);

struct ChangeForm<'a> {
    language: Language,
    model: &'a Handle,
    page: PageContext,
}

/// Renders the form.
pub(super) fn change_form(props: &Props, model: &Handle, page: PageContext) -> Html {
    let (language, actions) = (props.page_state.language, props.actions);
    let onsubmit = {
        let model = model.dispatcher();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            model.dispatch(ModelAction::Submitted(actions.parse_domain, (actions.now)(), language));
        })
    };
    let form = ChangeForm { language, model, page };
    let message = |key| language.message(key, &[]);
    html! {
        <form class="wish" {onsubmit} aria-label={message(key::CHANGE_FORM)} novalidate=true>
            <div class="rows">
                {form.text("domain", message(key::CHANGE_DOMAIN), &model.fields.domain, |fields, text| fields.domain = text, None)}
                {form.goal()}
                {form.values()}
                {form.moment("start", message(key::CHANGE_START), &model.fields.start, |fields, text| fields.start = text, Some(key::CHANGE_START_NOTE))}
            </div>
            {form.more()}
            <div class="go">
                <button type="submit" class="button" data-make="">{message(key::CHANGE_MAKE)}</button>
                <p class="looking" role="status">{model.checking.as_ref().map(|domain| language.message(key::CHANGE_LOOKING, args!["domain" => domain.as_str()]))}</p>
            </div>
            { for model.problem.as_ref().map(|problem| problem_view(language, problem, &model.fields.domain)) }
        </form>
    }
}

fn problem_view(language: Language, problem: &PlanProblem, domain: &str) -> Html {
    let (word, text) = match problem {
        PlanProblem::Field(field) => {
            (field.id(), language.message(key::CHANGE_PROBLEM, args!["problem" => field.id()]))
        }
        PlanProblem::Link => ("link", language.message(key::CHANGE_PROBLEM, args!["problem" => "link"])),
        PlanProblem::Unseen(part) => {
            ("unseen", language.message(key::CHANGE_UNSEEN, args!["part" => part.id(), "domain" => domain]))
        }
        PlanProblem::Impossible(why, goal) => {
            ("impossible", words::plan::impossible_message(*why, &goal.to_string(), language))
        }
    };
    html! {
        <p class="problem" id="change-problem" tabindex="-1" role="alert" data-problem={word}>{status_icon(Shape::Error)}<span>{text}</span></p>
    }
}

impl ChangeForm<'_> {
    fn set(&self, set: Set) -> Callback<InputEvent> {
        let (model, page) = (self.model.dispatcher(), self.page);
        Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                model.dispatch(ModelAction::FieldTyped(set, text));
            }
        })
    }

    fn text(&self, id: &str, label: String, value: &str, set: Set, note: Option<Key>) -> Html {
        self.field(id, label, value, set, note, "text")
    }

    fn moment(&self, id: &str, label: String, value: &str, set: Set, note: Option<Key>) -> Html {
        self.field(id, label, value, set, note, "datetime-local")
    }

    /// Returns an example value for a field.
    fn example(&self, id: &str) -> Option<&'static str> {
        let value = match self.model.fields.input() {
            Input::NewHosts => "mx1.example.net, mx2.example.net",
            Input::NewHost | Input::ExistingHost | Input::AnyHost | Input::ExistingAndNewHost => "mx1.example.com",
            Input::Seconds => "604800",
            Input::Target | Input::Address | Input::OptionalAddress => "192.0.2.1",
            Input::Service => "_mta-sts.example.net",
            Input::Nothing => return None,
        };
        match (id, self.model.fields.input()) {
            ("change-domain", _) => Some("example.com"),
            ("change-value", _) => Some(value),
            ("change-other", Input::Service) => Some("mta-sts.example.net"),
            ("change-other", _) => Some("mx2.example.com"),
            _ => None,
        }
    }

    fn field(&self, id: &str, label: String, value: &str, set: Set, note: Option<Key>, kind: &'static str) -> Html {
        let id = ["change-", id].concat();
        let note_id = note.map(|_| [&id, "-note"].concat());
        let wrong = self
            .model
            .problem
            .as_ref()
            .is_some_and(|problem| matches!(problem, PlanProblem::Field(field) if id.ends_with(field.id())));
        html! {
            <div class="field">
                <label for={id.clone()}>{label}</label>
                <input placeholder={self.example(&id)} {id} type={kind} value={value.to_owned()} oninput={self.set(set)} autocomplete="off" autocapitalize="none"
                    spellcheck="false" translate="no" list={self.hosts(kind).is_some().then_some("change-hosts")}
                    aria-describedby={note_id.clone()} aria-invalid={wrong.then_some("true")} />
                { for note.map(|note| html! { <p class="note" id={note_id}>{self.language.message(note, &[])}</p> }) }
            </div>
        }
    }

    /// Returns the MX hosts of the domain to choose from.
    fn hosts(&self, kind: &str) -> Option<Vec<String>> {
        let live = self.model.live.as_ref().filter(|live| live.domain.as_str() == self.model.fields.domain)?;
        let offers = kind == "text"
            && matches!(self.model.fields.input(), Input::ExistingHost | Input::AnyHost | Input::ExistingAndNewHost);
        let hosts = live.state()?.hosts().map(str::to_owned);
        offers.then(|| hosts.collect())
    }

    fn goal(&self) -> Html {
        let (model, page, language) = (self.model.dispatcher(), self.page, self.language);
        let onchange = Callback::from(move |event: Event| {
            if let Some(kind) = (page.chosen_option)(&event) {
                model.dispatch(ModelAction::GoalChosen(kind));
            }
        });
        let option = |(number, (id, _)): (usize, &'static (&'static str, Input))| {
            let key = Key::by_id(&["change-goal-", &id.replace('=', "-")].concat());
            let label = key.map(|key| language.message(key, &[])).unwrap_or_default();
            html! { <option value={number.to_string()} selected={number == self.model.fields.kind}>{label}</option> }
        };
        html! {
            <div class="field">
                <label for="change-goal">{language.message(key::CHANGE_GOAL, &[])}</label>
                <select id="change-goal" {onchange}>{ for GOAL_KINDS.iter().enumerate().map(option) }</select>
            </div>
        }
    }

    fn values(&self) -> Html {
        let (fields, language) = (&self.model.fields, self.language);
        let input = fields.input();
        if input == Input::Nothing {
            return html! {};
        }
        let word = input_word(input);
        let note = match input {
            Input::NewHosts => Some(key::CHANGE_HOSTS_NOTE),
            Input::Seconds => Some(key::CHANGE_SECONDS_NOTE),
            _ => None,
        };
        let label = |key| language.message(key, args!["input" => word]);
        html! {
            <>
                {self.text("value", label(key::CHANGE_VALUE), &fields.value, |fields, text| fields.value = text, note)}
                if input.has_second_field() {
                    {self.text("other", label(key::CHANGE_OTHER), &fields.other, |fields, text| fields.other = text, None)}
                }
                { for self.hosts("text").map(|hosts| html! {
                    <datalist id="change-hosts">{ for hosts.into_iter().map(|host| html! { <option value={host} /> }) }</datalist>
                }) }
            </>
        }
    }

    fn more(&self) -> Html {
        let (fields, language) = (&self.model.fields, self.language);
        let message = |key| language.message(key, &[]);
        html! {
            <details class="more">
                <summary>{message(key::CHANGE_MORE)}</summary>
                <p class="note">{message(key::CHANGE_EARLIER_NOTE)}</p>
                <div class="rows">
                    {self.text("earlier", message(key::CHANGE_EARLIER_AGE), &fields.earlier_age, |fields, text| fields.earlier_age = text, None)}
                    {self.moment("earlier-until", message(key::CHANGE_EARLIER_UNTIL), &fields.earlier_until, |fields, text| fields.earlier_until = text, None)}
                    {self.text("delay", message(key::CHANGE_DELAY), &fields.dns_minutes, |fields, text| fields.dns_minutes = text, None)}
                </div>
            </details>
        }
    }
}

const fn input_word(input: Input) -> &'static str {
    match input {
        Input::Nothing => "nothing",
        Input::NewHost => "host",
        Input::NewHosts => "hosts",
        Input::ExistingHost => "present",
        Input::AnyHost => "any-host",
        Input::ExistingAndNewHost => "present-and-host",
        Input::Seconds => "seconds",
        Input::Target => "target",
        Input::Service => "service",
        Input::Address => "address",
        Input::OptionalAddress => "optional-address",
    }
}
