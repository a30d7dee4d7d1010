//! The other tasks of the site, on the home page. Each has a page of its own.

use words::{Key, Language, key};
use yew::prelude::*;

use super::{Links, route_link};
use crate::route::Route;

/// Renders the other tasks.
pub fn task_list(language: Language, links: &Links) -> Html {
    let message = |key| language.message(key, &[]);
    let task = |to: Route, title: Key, text: Key| {
        html! { <li><h3>{route_link(to, language, links, html! { {message(title)} })}</h3><p>{super::translate(language, text, &[])}</p></li> }
    };
    html! {
        <section class="tasks" aria-labelledby="tasks">
            <h2 id="tasks">{message(key::PAGE_TASKS)}</h2>
            <ul>
                {task(Route::SetUp { answers: String::new() }, key::PAGE_SET_UP, key::PAGE_TASK_SET_UP)}
                {task(Route::Change { plan: String::new() }, key::PAGE_PLAN, key::PAGE_TASK_CHANGE)}
                <li><h3>{route_link(Route::Reports, language, links, html! { {message(key::PAGE_TASK_READ)} })}</h3>
                    <p>{super::translate(language, key::PAGE_TASK_REPORTS, &[])}{language.sentence_separator()}
                        {route_link(Route::Bounce, language, links, html! { {message(key::PAGE_TASK_BOUNCE)} })}</p></li>
                {task(Route::Many, key::PAGE_MANY, key::PAGE_TASK_MANY)}
            </ul>
            <p class="note">{message(key::LINT_WELCOME)}{language.sentence_separator()}
                {route_link(Route::Lint, language, links, html! { {message(key::LINT_TITLE)} })}</p>
        </section>
    }
}
