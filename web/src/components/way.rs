//! The way of a message: five stops, each a shape, a word and a line of detail.

use checker::Report;
use words::{Language, key};
use yew::prelude::*;

use super::{Shape, mark, set};

/// The way of a message.
pub fn way(language: Language, report: &Report) -> Html {
    html! {
        <section class="way" aria-labelledby="way">
            <h2 id="way">{language.say(key::TEXT_WAY, &[])}</h2>
            <ol>{ for report.stops.iter().map(|stop| item(report, stop, language)) }</ol>
        </section>
    }
}

fn item(report: &Report, stop: &checker::Stop, language: Language) -> Html {
    let words = words::report::stop(report, stop, language);
    html! {
        <li class="stop" key={stop.part.id()} data-stop={stop.part.id()} data-state={stop.state.id()}>
            {mark(Shape::from(stop.state))}
            <div>
                <h3>{words.name}<span class="hidden">{": "}{words.state}</span></h3>
                <p>{set(&words.detail)}</p>
            </div>
        </li>
    }
}
