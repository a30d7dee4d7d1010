//! The set-up page: the live state, then each stage until everything is published and testing runs.

mod domain;
mod entries;
mod field;
mod hooks;
mod kept;
mod live_state;
mod panel;
mod place;
mod publish;
mod recipe;
mod reports;
mod servers;
mod stages;
mod stop;
mod submit;
mod testing;

use evidence::Timestamp;
use words::{Language, args, key};
use yew::prelude::*;

use crate::{
    components::{PageContext, route_link},
    route::Route,
    set_up::{Live, Model, Resumed, SetUpActions, SetUpPageState, Stage},
};
use hooks::{use_address, use_focus, use_link, use_look_up};

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
    use_link(&model, page_state, actions);
    use_look_up(&model, page_state, actions);
    use_address(&model, actions, language);
    use_focus(&model, page);
    let view = View { props, model: &model, page, language };
    html! {
        <article class="set-up" data-stage={model.answers.stage.id()} aria-busy={model.looking_up.is_some().then_some("true")}>
            { match model.live_of_domain() {
                Some(live) if model.obstacle().is_none() => path(&view, live),
                _ => first(&view),
            } }
            <kept::KeptSetUps {language} {actions} links={page_state.links.clone()} keeps={page_state.keeps()}
                shown={model.text_to_store()} domain={model.answers.domain.clone()} />
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
            { for view.model.live_of_domain().zip(view.model.obstacle()).map(|(live, obstacle)| stop::obstacle(view, &live.domain, &obstacle)) }
            <p class="note">{say(key::SETUP_PAGE_PRIVATE)}</p>
        </>
    }
}

/// Renders the live state, the list of stages and the current stage.
fn path(view: &View<'_>, live: &Live) -> Html {
    let (model, language) = (view.model, view.language);
    let stage = model.answers.stage;
    let check = Route::Check { domain: model.answers.domain.clone(), kept: None };
    let letters = (view.props.actions.unicode)(&live.domain);
    let name = html! { <span translate="no">{&model.answers.domain}</span> };
    html! {
        <>
            <p class="up">{language.message(key::SETUP_PAGE_UP, &[])}{" "}{route_link(check, language, &view.props.page_state.links, name)}
                { for letters.map(|letters| html! { <>{" "}<bdi translate="no">{letters}</bdi></> }) }</p>
            { for model.resumed.as_ref().map(|resumed| resumed_notice(view, resumed)) }
            if stage != Stage::Domain {
                <details class="there"><summary>{language.message(key::SETUP_PAGE_THERE, &[])}</summary>{live_state::list(view, live)}</details>
            }
            <div class="path">
                {stages::stages(view)}
                <div class="work" key={stage.id()}>
                    <h1 id="set-up-title" tabindex="-1">{language.message(key::SETUP_PAGE_STAGE_TITLE, args!["stage" => stage.id()])}</h1>
                    { match stage {
                        Stage::Domain => domain::stage(view, live),
                        Stage::Servers => servers::stage(view, live),
                        Stage::Reports => reports::stage(view, live),
                        Stage::Place => place::stage(view),
                        Stage::Panel => panel::stage(view, live),
                        Stage::Publish => publish::stage(view, live),
                        Stage::Testing => testing::stage(view, live),
                    } }
                    {stop::problem(view)}
                    {stages::onward(view)}
                </div>
            </div>
        </>
    }
}

/// Renders a notice that answers were filled in, and from where.
fn resumed_notice(view: &View<'_>, resumed: &Resumed) -> Html {
    let (from, domain) = match resumed {
        Resumed::Own { hosts_typed: true } => ("own-with-hosts", view.model.answers.domain.as_str()),
        Resumed::Own { hosts_typed: false } => ("own", view.model.answers.domain.as_str()),
        Resumed::Other(domain) => ("other", domain.as_str()),
    };
    let words = view.language.message(key::SETUP_PAGE_RESUMED, args!["from" => from, "domain" => domain]);
    html! { <p class="notice" role="status" data-resumed={from}>{words}</p> }
}

/// Longest age of a look-up, in seconds, for which the time of day tells when it was.
const SAME_DAY_SECONDS: i64 = 12 * 3600;

impl View<'_> {
    /// Formats the time of a look-up: the time of day, with the day if it is long ago.
    fn looked_up_at(&self, at: Timestamp) -> String {
        let actions = self.props.actions;
        let is_recent = (actions.now)() <= at.plus_seconds(SAME_DAY_SECONDS);
        let format = if is_recent { actions.clock.time } else { actions.clock.exact };
        format(at, self.language)
    }
}
