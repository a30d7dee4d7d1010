//! What stops the user: a problem of an answer, or a domain that cannot be set up.

use mta_sts::Domain;
use words::{Language, args, key};
use yew::prelude::*;

use super::{View, submit::submit};
use crate::{
    components::{Shape, status_icon},
    set_up::{ModelAction, Obstacle, Problem},
};

/// Renders the problem that stops the user.
pub(super) fn problem(view: &View<'_>) -> Html {
    let Some(problem) = &view.model.problem else { return html! {} };
    html! { <div role="alert">{problem_line(problem, "set-up-problem".to_owned(), view.language)}</div> }
}

/// Renders a problem in one line.
pub(super) fn problem_line(problem: &Problem, id: String, language: Language) -> Html {
    let text = match problem {
        Problem::TextsError(why) => words::hosting::texts_error_message(why, language),
        other => language.message(key::SETUP_PAGE_PROBLEM, args!["problem" => other.id(), "value" => other.word()]),
    };
    html! {
        <p class="problem" {id} tabindex="-1" data-problem={problem.id()}>{status_icon(Shape::Error)}<span>{text}</span></p>
    }
}

/// Renders the reason why a set-up of this domain cannot begin, and the way out.
pub(super) fn obstacle(view: &View<'_>, domain: &Domain, obstacle: &Obstacle) -> Html {
    let language = view.language;
    let parent = if let Obstacle::NoServers(parent) = obstacle { parent.as_str() } else { "" };
    // A domain that accepts no mail is no mistake.
    let (class, shape) = match obstacle {
        Obstacle::NoMail => ("notice marked", Shape::Note),
        Obstacle::NoDomain | Obstacle::NoServers(_) => ("problem", Shape::Error),
    };
    let args = args!["why" => obstacle.id(), "domain" => domain.as_str(), "parent" => parent];
    html! {
        <>
            <p {class} id="set-up-problem" tabindex="-1" data-obstacle={obstacle.id()}>{status_icon(shape)}
                <span>{language.message(key::SETUP_PAGE_OBSTACLE, args)}</span></p>
            <p class="tools">{ match obstacle {
                Obstacle::NoServers(parent) => set_up_parent(view, parent),
                Obstacle::NoDomain | Obstacle::NoMail => another_domain(view),
            } }</p>
        </>
    }
}

fn set_up_parent(view: &View<'_>, parent: &Domain) -> Html {
    let (model, submit) = (view.model.dispatcher(), submit(view));
    let words = view.language.message(key::SETUP_PAGE_PARENT, args!["domain" => parent.as_str()]);
    let parent = parent.to_string();
    let onclick = Callback::from(move |_: MouseEvent| {
        model.dispatch(ModelAction::DomainTyped(parent.clone()));
        submit.emit(());
    });
    html! { <button type="button" class="button" data-parent="" {onclick}>{words}</button> }
}

fn another_domain(view: &View<'_>) -> Html {
    let model = view.model.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| model.dispatch(ModelAction::AnotherDomainStarted));
    let words = view.language.message(key::SETUP_PAGE_OTHER_DOMAIN, &[]);
    html! { <button type="button" class="button quiet" data-other-domain="" {onclick}>{words}</button> }
}
