//! Moves Trunk's inline boot script into a file, and tidies the links around it.
//!
//! The page runs under `script-src 'self' 'wasm-unsafe-eval'`, which forbids inline scripts. Trunk writes one,
//! so it becomes a file named after its content, with an integrity value like everything else that Trunk links.

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

/// A page without inline module scripts, and the files that took their place.
#[derive(Debug)]
pub struct Moved {
    /// The new text of index.html.
    pub html: String,
    /// What to write beside it.
    pub scripts: Vec<Script>,
}

/// A script of its own.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// Its file name, with a part of its hash.
    pub name: String,
    /// Its content.
    pub text: String,
}

const OPEN: &str = "<script";
const CLOSE: &str = "</script>";

/// Moves every inline script of type module. `base` is where the page is served, with a slash at its end.
///
/// Trunk's reload script, which only `trunk serve` writes, is no module and stays: Trunk edits it on the way out.
pub fn move_out(html: &str, base: &str) -> Result<Moved> {
    let mut moved = Moved { html: String::with_capacity(html.len()), scripts: Vec::new() };
    let mut rest = html;
    while let Some(start) = rest.find(OPEN) {
        let element = Element::read(&rest[start..])?;
        moved.html.push_str(&rest[..start]);
        if element.is_inline_module() {
            let script = Script::new(element.text);
            moved.html.push_str(&script.link(base));
            moved.scripts.push(script);
        } else {
            moved.html.push_str(element.whole);
        }
        rest = &rest[start + element.whole.len()..];
    }
    moved.html.push_str(rest);
    Ok(moved)
}

/// Drops the integrity values that browsers don't read: Chromium warns about each in the console.
///
/// Trunk puts one on the Wasm file's preload link, and the specification knows none for `as="fetch"`.
pub fn drop_unread_integrity(html: &str) -> String {
    let mut parts = html.split("<link ").map(str::to_owned);
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |html, link| html + "<link " + &without_unread_integrity(link))
}

fn without_unread_integrity(link: String) -> String {
    const NAME: &str = " integrity=\"";
    let tag = link.split('>').next().unwrap_or_default();
    let Some((before, value)) = tag.split_once(NAME) else { return link };
    match (tag.contains("as=\"fetch\""), value.split_once('"')) {
        (true, Some((_, after))) => format!("{before}{after}{}", &link[tag.len()..]),
        _ => link,
    }
}

/// Complains about what the page's Content-Security-Policy would block.
pub fn refuse_inline(html: &str) -> Result<()> {
    let mut rest = html;
    while let Some(start) = rest.find(OPEN) {
        let element = Element::read(&rest[start..])?;
        if !element.attributes.contains("src=") {
            bail!(
                "index.html has an inline script, which the page's Content-Security-Policy blocks: {}",
                element.whole
            );
        }
        rest = &rest[start + element.whole.len()..];
    }
    if html.contains("<style") || html.contains(" style=") {
        bail!(
            "index.html has inline styles, which the page's Content-Security-Policy blocks: move them to a style sheet"
        );
    }
    Ok(())
}

/// One script element. Trunk and we write the page, so plain text search is as good as a parser.
struct Element<'a> {
    whole: &'a str,
    attributes: &'a str,
    text: &'a str,
}

impl<'a> Element<'a> {
    fn read(html: &'a str) -> Result<Self> {
        let unclosed = || "index.html has a script element without an end";
        let tag_end = html.find('>').with_context(unclosed)?;
        let text_end = html.find(CLOSE).with_context(unclosed)?;
        Ok(Self {
            whole: &html[..text_end + CLOSE.len()],
            attributes: &html[OPEN.len()..tag_end],
            text: html.get(tag_end + 1..text_end).with_context(unclosed)?,
        })
    }

    fn is_inline_module(&self) -> bool {
        self.attributes.contains(r#"type="module""#) && !self.attributes.contains("src=")
    }
}

impl Script {
    fn new(text: &str) -> Self {
        let text = format!("{}\n", text.trim());
        Self { name: format!("boot-{}.js", crate::languages::hash(&text)), text }
    }

    fn link(&self, base: &str) -> String {
        let integrity = BASE64_STANDARD.encode(Sha384::digest(&self.text));
        let name = &self.name;
        format!(
            r#"<script type="module" src="{base}{name}" crossorigin="anonymous" integrity="sha384-{integrity}"></script>"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<head>\n<script type=\"module\">\nimport init from '/web-1.js';\nawait init();\n</script></head><body></body>";

    #[test]
    fn the_boot_script_becomes_a_file() {
        let moved = move_out(PAGE, "/").unwrap();
        let [script] = &moved.scripts[..] else { panic!("{moved:?}") };
        assert_eq!(script.text, "import init from '/web-1.js';\nawait init();\n");
        assert!(
            moved.html.starts_with(&format!("<head>\n<script type=\"module\" src=\"/{}\"", script.name)),
            "{}",
            moved.html
        );
        assert!(moved.html.ends_with("\"></script></head><body></body>"), "{}", moved.html);
        refuse_inline(&moved.html).unwrap();
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let once = move_out(PAGE, "/").unwrap();
        let twice = move_out(&once.html, "/").unwrap();
        assert_eq!(twice.html, once.html);
        assert_eq!(twice.scripts, []);
    }

    #[test]
    fn the_name_follows_the_content() {
        let name = |page: &str| move_out(page, "/").unwrap().scripts.remove(0).name;
        assert_eq!(name(PAGE), name(PAGE));
        assert_ne!(name(PAGE), name(&PAGE.replace("web-1", "web-2")));
    }

    #[test]
    fn trunks_reload_script_stays_but_is_no_part_of_a_release() {
        let page = "<body><script>reload('{{__TRUNK_ADDRESS__}}')</script></body>";
        assert_eq!(move_out(page, "/").unwrap().html, page);
        assert!(refuse_inline(page).unwrap_err().to_string().contains("inline script"));
    }

    #[test]
    fn only_a_fetch_preload_loses_its_integrity() {
        let preload = r#"<link rel="preload" href="/a.wasm" crossorigin="anonymous" integrity="sha384-x" as="fetch">"#;
        let module = r#"<link rel="modulepreload" href="/a.js" integrity="sha384-y">"#;
        let without = r#"<link rel="preload" href="/a.wasm" crossorigin="anonymous" as="fetch">"#;
        assert_eq!(drop_unread_integrity(&format!("<p>{preload}{module}</p>")), format!("<p>{without}{module}</p>"));
        assert_eq!(drop_unread_integrity("<p>no links</p>"), "<p>no links</p>");
    }

    #[test]
    fn what_the_policy_blocks_is_refused() {
        for page in ["<style>p{}</style>", "<p style=\"color:red\">", "<script>", "<script>x()"] {
            assert!(refuse_inline(page).is_err(), "{page}");
        }
        refuse_inline("<link rel=\"stylesheet\" href=\"/a.css\"><script src=\"/a.js\"></script>").unwrap();
    }
}
