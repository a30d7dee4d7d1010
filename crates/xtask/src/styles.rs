//! Joining of style sheets into one: a browser paints nothing until it has them all.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::languages::content_hash;

const LINK: &str = "<link rel=\"stylesheet\"";

/// Joins the style sheets that the page links, in their order. `base` is the path the page is served under.
pub fn join_style_sheets(html: &str, base: &str, folder: &Path) -> Result<String> {
    let (mut rest, mut joined, mut sheet) = (html, String::with_capacity(html.len()), String::new());
    while let Some(start) = rest.find(LINK) {
        let end = start + rest[start..].find('>').context("index.html has a link without an end")? + 1;
        let file = folder.join(address(&rest[start..end])?.trim_start_matches(base));
        sheet += &fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        fs::remove_file(&file)?;
        joined.push_str(rest[..start].trim_end());
        rest = &rest[end..];
    }
    joined.push_str(rest);
    if sheet.is_empty() {
        return Ok(joined);
    }
    let name = format!("style-{}.css", content_hash(&sheet));
    fs::write(folder.join(&name), sheet)?;
    Ok(joined.replacen("</head>", &format!("{LINK} href=\"{base}{name}\">\n  </head>"), 1))
}

fn address(link: &str) -> Result<&str> {
    let value = link.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
    Ok(value.context("index.html links a style sheet without an address")?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_become_one_in_their_order() {
        let folder = std::env::temp_dir().join(format!("mta-sts-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in [("a.css", "a{}"), ("b.css", "b{}")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let page =
            r#"<head><link rel="stylesheet" href="/a.css" integrity="x"><link rel="stylesheet" href="/b.css"></head>"#;
        let html = join_style_sheets(page, "/", &folder).unwrap();
        let name = format!("style-{}.css", content_hash("a{}b{}"));
        assert_eq!(html, format!("<head><link rel=\"stylesheet\" href=\"/{name}\">\n  </head>"));
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "a{}b{}");
        assert!(!folder.join("a.css").exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
