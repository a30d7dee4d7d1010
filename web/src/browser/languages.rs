//! The sentences of a language, fetched when it is spoken for the first time.
//!
//! The build of the page puts each language into a file named after its content, and that address into a `meta` element.

use gloo_net::http::Request;
use words::Language;

use super::{address, page, preferences};

/// The language to begin with: the address says more than memory, memory more than the browser's settings.
#[must_use]
pub fn first_language() -> Language {
    let remembered = || preferences::read("language").and_then(|tag| Language::from_tag(&tag));
    address::current().language().or_else(remembered).or_else(page::preferred_language).unwrap_or_default()
}

/// Makes sure that a language can be spoken. Where it cannot be fetched, another one that is known goes on speaking.
pub async fn load_words(language: Language) -> bool {
    if language.is_known() {
        return true;
    }
    match fetch(language).await {
        Some(text) => language.load_messages(text).is_ok(),
        None => false,
    }
}

/// Learns the first language that can be fetched.
pub async fn learn_any() -> bool {
    for language in Language::ALL {
        if load_words(language).await {
            return true;
        }
    }
    false
}

/// Makes sure that a language has the sentences of the pages beside the check. Another one that has them goes on speaking where
/// they cannot be fetched.
pub async fn learn_tasks(language: Language) -> bool {
    if language.knows_tasks() {
        return true;
    }
    match fetch_from(&["tasks-words-", language.tag()].concat()).await {
        Some(text) => language.load_task_messages(text).is_ok(),
        None => false,
    }
}

/// As the start script asks, so that the browser hands out what it fetched for that.
async fn fetch(language: Language) -> Option<String> {
    fetch_from(&["words-", language.tag()].concat()).await
}

async fn fetch_from(name: &str) -> Option<String> {
    let address = page::meta_content(name)?;
    let response = Request::get(&address).send().await.ok()?;
    if response.ok() { response.text().await.ok() } else { None }
}
