//! Files with the messages of each language, which the page loads.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use words::{Language, page_table};

const HEAD: &str = "<head>";

/// Writes the files into the folder and returns the page with their addresses. `base` is the path the page is served
/// under and ends with a slash.
pub fn write_language_files(html: &str, base: &str, folder: &Path) -> Result<String> {
    let mut names = String::new();
    for language in Language::ALL {
        let (tag, table) = (language.tag(), page_table(language));
        let file = format!("words-{tag}-{}.txt", content_hash(table));
        fs::write(folder.join(&file), table).with_context(|| format!("cannot write {file}"))?;
        names += &format!("\n    <meta name=\"words-{tag}\" content=\"{base}{file}\">");
    }
    let at = html.find(HEAD).context("index.html has no head")? + HEAD.len();
    Ok([&html[..at], &names, &html[at..]].concat())
}

/// Returns a hash of sixteen hexadecimal digits, as in Trunk's file names.
pub fn content_hash(content: impl AsRef<[u8]>) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_says_what_the_application_says() {
        use words::key::{
            PAGE_CHECK, PAGE_MANY_NAV, PAGE_NAME, PAGE_NOTE, PAGE_PLAN_NAV, PAGE_QUESTION, PAGE_REPORTS_NAV,
            PAGE_SET_UP_NAV, PAGE_WHAT_ONE, PAGE_WHAT_THREE, PAGE_WHAT_TWO,
        };
        let all = [
            PAGE_CHECK,
            PAGE_NAME,
            PAGE_NOTE,
            PAGE_QUESTION,
            PAGE_MANY_NAV,
            PAGE_PLAN_NAV,
            PAGE_REPORTS_NAV,
            PAGE_SET_UP_NAV,
            PAGE_WHAT_ONE,
            PAGE_WHAT_THREE,
            PAGE_WHAT_TWO,
        ];
        let shell = fs::read_to_string(crate::paths::root().join("index.html")).unwrap();
        for language in Language::ALL {
            for key in all {
                let said =
                    format!("<span class=\"either\" lang=\"{}\">{}</span>", language.tag(), language.message(key, &[]));
                assert!(shell.contains(&said), "index.html lacks {said}");
            }
        }
    }

    #[test]
    fn the_page_names_a_file_for_each_language() {
        let folder = std::env::temp_dir().join(format!("mta-sts-words-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let html = write_language_files("<html><head><title></title></head></html>", "/base/", &folder).unwrap();
        for language in Language::ALL {
            let mark = format!("<meta name=\"words-{}\" content=\"/base/", language.tag());
            let name = html.split(&mark).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), page_table(language));
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
