//! The Learn pages: HTML that the build writes, readable without script or Wasm, and by search engines.
//!
//! Their layout is in `learn/*.html`, their pictures in `learn/pictures`, and their messages in `learn.ftl` of the
//! crate `words`. Each page is a folder with an `index.html`, which any web server serves: `/learn` in English,
//! `/ja/learn` in Japanese.

mod pictures;
mod template;
#[cfg(test)]
mod tests;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use words::Language;

use crate::{base_path, content_security, languages::content_hash, paths};
use template::{escaped, fill, message};

/// Environment variable with the site's origin, such as `https://check.example.org`. Search engines need absolute
/// addresses of translations. Without the variable, the pages have addresses without origin.
pub const ORIGIN: &str = "MTA_STS_ORIGIN";

const FRAME: &str = include_str!("learn/frame.html");
const GLOSSARY: &str = include_str!("learn/glossary.html");

/// Separate from the application's own files, which the service worker stores on every device.
const STYLE_FOLDER: &str = "learn";

const PAGES: [Page; 2] = [
    Page { path: "learn", title: "learn-title", body: include_str!("learn/owner.html") },
    Page { path: "learn/help-desk", title: "learn-desk-title", body: include_str!("learn/help-desk.html") },
];

/// Elements that the pages copy from the head of `index.html`: style sheets, icons, and hints for browsers.
const SHARED: [&str; 7] = [
    "name=\"color-scheme\"",
    "name=\"theme-color\"",
    "name=\"referrer\"",
    "rel=\"stylesheet\"",
    "rel=\"icon\"",
    "rel=\"manifest\"",
    "rel=\"apple-touch-icon\"",
];

/// A Learn page, in all languages.
struct Page {
    /// Path of the English page, relative to the site.
    path: &'static str,
    /// Message with its title. The attribute `description` is for search engines.
    title: &'static str,
    /// Layout of its body.
    body: &'static str,
}

/// Address of the site.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Origin without a trailing slash. Empty if it is not known.
    pub origin: &'a str,
    /// Path that the site is served under, with a slash at both ends.
    pub base: &'a str,
}

/// Writes the pages and their style sheet into the folder. `index` is the finished `index.html`.
///
/// # Errors
///
/// If a layout names a missing message or picture, or has an inline script or style, or if a file cannot be written.
pub fn write_pages(index: &str, site: Site<'_>, folder: &Path) -> Result<()> {
    let origin = site.origin.trim_end_matches('/');
    ensure!(origin.is_empty() || origin.starts_with("http"), "{ORIGIN} is not an origin: {origin}");
    let site = Site { origin, ..site };
    let shared = [shared_elements(index), vec![write_style_sheet(site, folder)?]].concat().join("\n    ");
    for (page, language) in PAGES.iter().flat_map(|page| Language::ALL.map(|language| (page, language))) {
        let html = render(page, language, site, &shared)?;
        content_security::refuse_inline(&html)?;
        let own = folder.join(path_in(page.path, language));
        fs::create_dir_all(&own)?;
        fs::write(own.join("index.html"), html).with_context(|| format!("cannot write {}", own.display()))?;
    }
    Ok(())
}

/// Returns the folders of the pages in the site's folder.
pub fn folders(site: &Path) -> impl Iterator<Item = PathBuf> {
    PAGES.iter().flat_map(move |page| Language::ALL.map(|language| site.join(path_in(page.path, language))))
}

fn write_style_sheet(site: Site<'_>, folder: &Path) -> Result<String> {
    let path = paths::root().join("web/styles/learn.css");
    let sheet = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = format!("{STYLE_FOLDER}/style-{}.css", content_hash(&sheet));
    fs::create_dir_all(folder.join(STYLE_FOLDER))?;
    fs::write(folder.join(&name), sheet)?;
    Ok(format!("<link rel=\"stylesheet\" href=\"{}{name}\">", site.base))
}

/// Returns the elements that the pages share with the head of `index.html`.
fn shared_elements(index: &str) -> Vec<String> {
    let head = index.split("</head>").next().unwrap_or_default();
    let tags = head.split('<').filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.filter(|tag| SHARED.iter().any(|shared| tag.contains(shared))).map(|tag| format!("<{tag}>")).collect()
}

fn render(page: &Page, language: Language, site: Site<'_>, shared: &str) -> Result<String> {
    let body = fill(page.body, &|name| part(name, language))?;
    let html = fill(FRAME, &|name| match name {
        "title" => plain_message(page.title, language),
        "description" => plain_message(&format!("{}.description", page.title), language),
        "links" => Ok([shared, &translations(page, language, site)].join("\n    ")),
        "languages" => Ok(language_links(page, language)),
        "body" => Ok(body.replace('\n', "\n        ")),
        _ => part(name, language),
    })?;
    Ok(base_path::prefix_addresses(&html, site.base))
}

/// Returns the replacement of a name in the layout.
fn part(name: &str, language: Language) -> Result<String> {
    match name.split_once(' ') {
        Some(("picture", picture)) => fill(pictures::source(picture)?, &|name| part(name, language)),
        Some(("address", path)) => Ok(format!("/{}", path_in(path, language))),
        _ if name == "lang" => Ok(language.tag().to_owned()),
        _ if name == "glossary" => fill(GLOSSARY, &|name| part(name, language)),
        _ => message(name, language),
    }
}

fn plain_message(id: &str, language: Language) -> Result<String> {
    Ok(escaped(&template::sentence(id, language)?.to_string()))
}

/// Returns the path of a page in a language, relative to the site.
fn path_in(path: &str, language: Language) -> String {
    if language == Language::default() { path.to_owned() } else { format!("{}/{path}", language.tag()) }
}

/// Returns the links to the page's own address and those of its translations.
fn translations(page: &Page, language: Language, site: Site<'_>) -> String {
    let address = |language| format!("{}{}{}", site.origin, site.base, path_in(page.path, language));
    let mut links = vec![format!("<link rel=\"canonical\" href=\"{}\">", address(language))];
    let tags = Language::ALL.map(|language| (language.tag(), language)).into_iter();
    for (tag, language) in tags.chain([("x-default", Language::default())]) {
        links.push(format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\">", address(language)));
    }
    links.join("\n    ")
}

fn language_links(page: &Page, language: Language) -> String {
    let others = Language::ALL.into_iter().filter(|other| *other != language);
    let link = |other: Language| {
        let (tag, path) = (other.tag(), path_in(page.path, other));
        format!("<a href=\"/{path}\" lang=\"{tag}\" hreflang=\"{tag}\">{}</a>", other.name())
    };
    others.map(link).collect()
}
