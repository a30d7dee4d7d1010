//! The page about data that leaves the browser.

use words::{Key, Language, Value, args, key};
use yew::prelude::*;

use crate::components::translate;

/// Renders the page. `asked` is the resolver with its fallbacks; `compared` are asked for a second opinion.
pub fn about_page(language: Language, (asked, compared): &(Vec<String>, Vec<String>)) -> Html {
    let [resolver, others @ ..] = asked.as_slice() else { return Html::default() };
    let part = |title: Key, text: Html| html! { <div><dt>{language.message(title, &[])}</dt><dd>{text}</dd></div> };
    html! {
        <article class="about">
            <h1>{language.message(key::PAGE_ABOUT, &[])}</h1>
            <p class="lead">{language.message(key::PAGE_ABOUT_LEAD, &[])}</p>
            <dl class="parties">
                {part(key::PAGE_ABOUT_RESOLVER, translate(language, key::PAGE_ABOUT_RESOLVER_TEXT, args!["resolver" => resolver]))}
                if !others.is_empty() {
                    {part(key::PAGE_ABOUT_OTHERS, translate(language, key::PAGE_ABOUT_OTHERS_TEXT, args!["resolvers" => Value::List(others)]))}
                }
                if !compared.is_empty() {
                    {part(key::PAGE_ABOUT_COMPARED, translate(language, key::PAGE_ABOUT_COMPARED_TEXT, args!["resolvers" => Value::List(compared)]))}
                }
                {part(key::PAGE_ABOUT_PROXY, translate(language, key::PAGE_ABOUT_PROXY_TEXT, &[]))}
                {part(key::PAGE_ABOUT_HOST, translate(language, key::PAGE_ABOUT_HOST_TEXT, &[]))}
                {part(key::PAGE_ABOUT_BROWSER, translate(language, key::PAGE_ABOUT_BROWSER_TEXT, &[]))}
                {part(key::PAGE_ABOUT_NOBODY, translate(language, key::PAGE_ABOUT_NOBODY_TEXT, &[]))}
            </dl>
            <h2>{language.message(key::PAGE_ABOUT_WHY, &[])}</h2>
            <p>{translate(language, key::PAGE_ABOUT_WHY_TEXT, &[])}</p>
            <h2>{language.message(key::PAGE_ABOUT_LIMITS, &[])}</h2>
            <p>{translate(language, key::PAGE_ABOUT_LIMITS_TEXT, &[])}</p>
        </article>
    }
}
