//! The set-up page: the live state, then each stage until everything is published and testing runs.

mod domain;
mod entries;
mod kept;
mod live_state;
mod panel;
mod place;
mod publish;
mod recipe;
mod reports;
mod servers;
mod stages;
mod testing;

use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{PageContext, Shape, route_link, status_icon},
    route::Route,
    set_up::{Live, Model, ModelAction, Problem, SetUpActions, SetUpPageState, Stage, Zone},
    shared::Shared,
};

/// Properties of the set-up page.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The language, the answers in the address, and the state of the site.
    pub page_state: SetUpPageState,
    /// The browser's functions.
    pub actions: SetUpActions,
}

type Handle = UseReducerHandle<Model>;

/// Data shared by the views of the stages.
struct View<'a> {
    props: &'a Props,
    model: &'a Handle,
    page: PageContext,
    language: Language,
}

/// The set-up page.
#[component]
pub fn SetUpPage(props: &Props) -> Html {
    let (page_state, actions, language) = (&props.page_state, props.actions, props.page_state.language);
    let page = use_context::<PageContext>().unwrap_or_default();
    let model = use_reducer_eq(|| begin(page_state));
    use_link(&model, page_state);
    use_look_up(&model, page_state, actions);
    use_address(&model, actions, language);
    use_focus(&model, page);
    let view = View { props, model: &model, page, language };
    html! {
        <article class="set-up" data-stage={model.answers.stage.id()} aria-busy={model.looking_up.is_some().then_some("true")}>
            { match model.live_of_domain() {
                Some(live) => path(&view, live),
                None => first(&view),
            } }
            <kept::KeptSetUps {language} {actions} links={page_state.links.clone()} keeps={page_state.keeps()}
                shown={model.was_answered.then(|| model.answers.to_text())} domain={model.answers.domain.clone()} />
        </article>
    }
}

fn begin(page_state: &SetUpPageState) -> Model {
    let check = page_state.state.session.check.as_ref().filter(|check| !check.running);
    Model::new(&page_state.answers, check.map(|check| (&check.domain, check.evidence.clone())))
}

/// Renders the first view, which asks for the domain.
fn first(view: &View<'_>) -> Html {
    let say = |key| view.language.message(key, &[]);
    html! {
        <>
            <header class="head">
                <h1 id="set-up-title" tabindex="-1">{say(key::SETUP_PAGE_TITLE)}</h1>
                <p class="lead">{say(key::SETUP_PAGE_LEAD)}</p>
            </header>
            {domain::form(view)}
            <p class="note">{say(key::SETUP_PAGE_PRIVATE)}</p>
        </>
    }
}

/// Renders the live state, the list of stages and the current stage.
fn path(view: &View<'_>, live: &Live) -> Html {
    let (model, language) = (view.model, view.language);
    let stage = model.answers.stage;
    let check = Route::Check { domain: model.answers.domain.clone(), kept: None };
    let name = html! { <span translate="no">{&model.answers.domain}</span> };
    html! {
        <>
            <p class="up">{language.message(key::SETUP_PAGE_UP, &[])}{" "}{route_link(check, language, &view.props.page_state.links, name)}</p>
            {live_state::what_is_there(view, live)}
            <div class="path">
                {stages::stages(view)}
                <div class="work" key={stage.id()}>
                    <h1 id="set-up-title" tabindex="-1">{language.message(key::SETUP_PAGE_STAGE_TITLE, args!["stage" => stage.id()])}</h1>
                    { match stage {
                        Stage::Domain => domain::stage(view),
                        Stage::Servers => servers::stage(view, live),
                        Stage::Reports => reports::stage(view, live),
                        Stage::Place => place::stage(view),
                        Stage::Panel => panel::stage(view, live),
                        Stage::Publish => publish::stage(view, live),
                        Stage::Testing => testing::stage(view, live),
                    } }
                    {problem(view)}
                    {stages::onward(view)}
                </div>
            </div>
        </>
    }
}

/// Renders the problem that stops the user.
fn problem(view: &View<'_>) -> Html {
    let language = view.language;
    let Some(problem) = &view.model.problem else { return html! {} };
    let word = |word: &'static str| (word, language.message(key::SETUP_PAGE_PROBLEM, args!["problem" => word]));
    let (word, text) = match problem {
        Problem::Domain => word("domain"),
        Problem::Link => word("link"),
        Problem::Target => word("target"),
        Problem::Place => word("place"),
        Problem::TextsError(why) => (why.id(), words::hosting::texts_error_message(why, language)),
    };
    html! {
        <p class="problem" id="set-up-problem" tabindex="-1" role="alert" data-problem={word}>{status_icon(Shape::Error)}<span>{text}</span></p>
    }
}

/// Opens the answers of a link when the address changes.
#[hook]
fn use_link(model: &Handle, page_state: &SetUpPageState) {
    let model = model.clone();
    let first = use_mut_ref(|| true);
    use_effect_with(page_state.answers.clone(), move |text| {
        if !first.replace(false) && model.answers.to_text() != *text {
            model.dispatch(ModelAction::LinkOpened(text.clone()));
        }
    });
}

/// Looks up the live state of the requested domain.
#[hook]
fn use_look_up(model: &Handle, page_state: &SetUpPageState, actions: SetUpActions) {
    let dispatcher = model.dispatcher();
    let (looking_up, state) = (model.looking_up.clone(), page_state.state.clone());
    use_effect_with(model.request, move |_| {
        let Some(domain) = looking_up else { return };
        let about = domain.clone();
        let seen = Callback::from(move |(evidence, zone): (Shared<evidence::Evidence>, Zone)| {
            let live = Live::from_look_up(about.clone(), evidence, zone);
            dispatcher.dispatch(ModelAction::LookUpEnded(Box::new(live)));
        });
        (actions.look_up)(state, domain, seen);
    });
}

/// Writes the answers to the address, in the language of the page.
#[hook]
fn use_address(model: &Handle, actions: SetUpActions, language: Language) {
    let text = model.answers.begun.map(|_| model.answers.to_text());
    use_effect_with((text, language), move |(text, language)| {
        if let Some(text) = text {
            (actions.put_address)(text, *language);
        }
    });
}

/// Moves the focus to a new stage, or to the problem that prevents it, once it is rendered.
#[hook]
fn use_focus(model: &Handle, page: PageContext) {
    use_effect_with((model.stage_changes, model.problem.clone()), move |(stage_changes, problem)| {
        let place = match problem {
            Some(_) => "set-up-problem",
            None if *stage_changes > 0 => "set-up-title",
            None => return,
        };
        drop((page.after)(0, Callback::from(move |()| (page.focus)(place))));
    });
}

impl View<'_> {
    /// Renders a text field with its change handler.
    fn field(
        &self,
        id: &'static str,
        (label, note): (String, Option<String>),
        value: &str,
        example: &'static str,
        act: fn(String) -> ModelAction,
    ) -> Html {
        let (model, page) = (self.model.dispatcher(), self.page);
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(text) = (page.field_text)(&event) {
                model.dispatch(act(text));
            }
        });
        let note_id = note.as_ref().map(|_| [id, "-note"].concat());
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} type="text" value={value.to_owned()} placeholder={example} {oninput} autocomplete="off" autocapitalize="none"
                    spellcheck="false" translate="no" aria-describedby={note_id.clone()} />
                { for note.map(|note| html! { <p class="note" id={note_id}>{note}</p> }) }
            </div>
        }
    }

    /// Renders a group of buttons of which one is selected.
    fn choice(
        &self,
        group: &'static str,
        value: &'static str,
        is_on: bool,
        set: fn(&mut crate::set_up::Answers, String),
        words: Html,
    ) -> Html {
        let model = self.model.dispatcher();
        let onchange = Callback::from(move |_: Event| model.dispatch(ModelAction::Typed(set, value.to_owned())));
        html! {
            <label key={value}><input type="radio" name={group} {value} checked={is_on} {onchange} /><span>{words}</span></label>
        }
    }
}
