//! The messages of a language, fetched when it is first used.
//!
//! The build of the page puts each language into a file named after its content. A `meta` element holds its address.

use gloo_net::http::Request;
use words::Language;

use super::{address, page, preferences, task};

/// Returns the initial language. The address takes precedence, then the stored preference, then the browser's settings.
#[must_use]
pub fn initial_language() -> Language {
    let remembered = || preferences::read("language").and_then(|tag| Language::from_tag(&tag));
    address::current_address().language().or_else(remembered).or_else(page::preferred_language).unwrap_or_default()
}

/// Loads the messages of a language. Returns whether they are loaded. If not, the page stays in a language that is.
pub async fn load_words(language: Language) -> bool {
    if language.is_loaded() {
        return true;
    }
    match fetch(language).await {
        Some(text) => language.load_messages(text).is_ok(),
        None => false,
    }
}

/// Loads the first language that can be fetched.
pub async fn load_any_words() -> bool {
    for language in Language::ALL {
        if load_words(language).await {
            return true;
        }
    }
    false
}

/// Loads the messages of the task pages. Returns whether they are loaded. If not, the page stays in a language that has
/// them.
pub async fn load_task_words(language: Language) -> bool {
    if language.has_task_messages() {
        return true;
    }
    match fetch_from(&["tasks-words-", language.tag()].concat()).await {
        Some(text) => language.load_task_messages(text).is_ok(),
        None => false,
    }
}

/// Fetches the messages with the same request as the start script, so that the browser reuses its response.
async fn fetch(language: Language) -> Option<String> {
    fetch_from(&["words-", language.tag()].concat()).await
}

async fn fetch_from(name: &str) -> Option<String> {
    let address = page::meta_content(name)?;
    let response = Request::get(&address).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    // Copying bytes is faster than converting a JavaScript string.
    let bytes = response.binary().await.ok()?;
    task::next_task().await;
    String::from_utf8(bytes).ok()
}
