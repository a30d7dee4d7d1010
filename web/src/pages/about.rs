//! What leaves the browser.

use words::{Key, Language, Value, args, key};
use yew::prelude::*;

use crate::components::say;

/// What leaves the browser. `resolver` is asked first, `compared` for a second opinion.
pub fn about(language: Language, (resolver, compared): &(String, Vec<String>)) -> Html {
    let part = |title: Key, text: Html| html! { <div><dt>{language.say(title, &[])}</dt><dd>{text}</dd></div> };
    html! {
        <article class="about">
            <h1>{language.say(key::PAGE_ABOUT, &[])}</h1>
            <p class="lead">{language.say(key::PAGE_ABOUT_LEAD, &[])}</p>
            <dl class="parties">
                {part(key::PAGE_ABOUT_RESOLVER, say(language, key::PAGE_ABOUT_RESOLVER_TEXT, args!["resolver" => resolver]))}
                if !compared.is_empty() {
                    {part(key::PAGE_ABOUT_COMPARED, say(language, key::PAGE_ABOUT_COMPARED_TEXT, args!["resolvers" => Value::List(compared)]))}
                }
                {part(key::PAGE_ABOUT_PROXY, say(language, key::PAGE_ABOUT_PROXY_TEXT, &[]))}
                {part(key::PAGE_ABOUT_HOST, say(language, key::PAGE_ABOUT_HOST_TEXT, &[]))}
                {part(key::PAGE_ABOUT_BROWSER, say(language, key::PAGE_ABOUT_BROWSER_TEXT, &[]))}
                {part(key::PAGE_ABOUT_NOBODY, say(language, key::PAGE_ABOUT_NOBODY_TEXT, &[]))}
            </dl>
            <h2>{language.say(key::PAGE_ABOUT_WHY, &[])}</h2>
            <p>{say(language, key::PAGE_ABOUT_WHY_TEXT, &[])}</p>
            <h2>{language.say(key::PAGE_ABOUT_LIMITS, &[])}</h2>
            <p>{say(language, key::PAGE_ABOUT_LIMITS_TEXT, &[])}</p>
        </article>
    }
}
