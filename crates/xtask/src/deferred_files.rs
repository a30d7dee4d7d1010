//! Files that the pages other than the check need: messages, style sheets and a worker, each named by a hash of its
//! content. The page fetches them when it shows one of these pages.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use words::{Language, tasks_table};

use crate::{languages::content_hash, paths};

const HEAD: &str = "<head>";

/// Files of crate `web`: name of the `meta` element, path, and file extension.
const FILES: [(&str, &str, &str); 5] = [
    ("reports-style", "web/styles/reports.css", "css"),
    ("change-style", "web/styles/change.css", "css"),
    ("many-style", "web/styles/many.css", "css"),
    ("setup-style", "web/styles/setup.css", "css"),
    ("reports-worker", "web/reports-worker.js", "js"),
];

/// Writes the files into the folder and returns the page with their addresses. `base` is the path the page is served
/// under and ends with a slash.
pub fn write_deferred_files(html: &str, base: &str, folder: &Path) -> Result<String> {
    let mut names = String::new();
    let mut add = |name: &str, content: &str, ending: &str| -> Result<()> {
        let file = format!("{name}-{}.{ending}", content_hash(content));
        fs::write(folder.join(&file), content).with_context(|| format!("cannot write {file}"))?;
        names += &format!("\n    <meta name=\"{name}\" content=\"{base}{file}\">");
        Ok(())
    };
    for language in Language::ALL {
        add(&format!("tasks-words-{}", language.tag()), tasks_table(language), "txt")?;
    }
    for (name, source, ending) in FILES {
        let path = paths::root().join(source);
        let content = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        add(name, &content, ending)?;
    }
    let at = html.find(HEAD).context("index.html has no head")? + HEAD.len();
    Ok([&html[..at], &names, &html[at..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_deferred_file() {
        let folder = std::env::temp_dir().join(format!("mta-sts-deferred-files-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let html = write_deferred_files("<html><head></head></html>", "/base/", &folder).unwrap();
        for name in [
            "tasks-words-en",
            "tasks-words-ja",
            "reports-style",
            "change-style",
            "many-style",
            "setup-style",
            "reports-worker",
        ] {
            let mark = format!("<meta name=\"{name}\" content=\"/base/");
            let file = html.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert!(!fs::read_to_string(folder.join(file)).unwrap().is_empty(), "{file}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
