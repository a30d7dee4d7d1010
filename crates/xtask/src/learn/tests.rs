//! Tests of the written pages: complete, the same in both languages, and without anything their Content-Security-Policy
//! blocks.

use std::collections::BTreeSet;

use super::*;

const INDEX: &str = r#"<head><meta name="color-scheme" content="light dark"><meta name="words-en" content="/w.txt">
<link rel="stylesheet" href="/style-1.css"><script src="/start.js"></script></head><body><link rel="icon"></body>"#;

const AT_ROOT: Site<'_> = Site { origin: "", base: "/" };

fn page(path: &str, language: Language) -> String {
    let page = PAGES.iter().find(|page| page.path == path).unwrap();
    render(page, language, AT_ROOT, &shared_elements(INDEX).join("")).unwrap()
}

/// Returns every page with its address, in one language.
fn pages(language: Language) -> Vec<(String, String)> {
    PAGES.iter().map(|it| (format!("/{}", path_in(it.path, language)), page(it.path, language))).collect()
}

fn all_pages() -> Vec<(String, String)> {
    Language::ALL.into_iter().flat_map(pages).collect()
}

/// Returns the values of an attribute, in order.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn headings(html: &str) -> Vec<u32> {
    let tags = html.split("<h").skip(1).filter_map(|rest| rest.chars().next());
    tags.filter_map(|level| level.to_digit(10)).collect()
}

/// Returns the paths for which the server serves the application, as listed in `page.rs` of the crate `proxy`.
fn application_pages() -> Vec<String> {
    let source = fs::read_to_string(paths::root().join("crates/proxy/src/page.rs")).unwrap();
    let list = source.split("const PAGES:").nth(1).and_then(|rest| rest.split(';').nth(1)).unwrap();
    list.split('"').skip(1).step_by(2).map(|path| format!("/{path}")).collect()
}

#[test]
fn each_page_is_written_in_both_languages_with_its_style_sheet() {
    let folder = std::env::temp_dir().join(format!("mta-sts-learn-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    write_pages(INDEX, Site { origin: "https://check.example/", base: "/sub/" }, &folder).unwrap();
    for (path, lang, title) in [
        ("learn", "en", "How MTA-STS protects mail to your domain · MTA-STS Checker"),
        ("learn/help-desk", "en", "MTA-STS at the help desk · MTA-STS Checker"),
        ("ja/learn", "ja", "MTA-STS がドメイン宛てのメールを守る仕組み · MTA-STS チェッカー"),
        ("ja/learn/help-desk", "ja", "ヘルプデスクのための MTA-STS · MTA-STS チェッカー"),
    ] {
        let html = fs::read_to_string(folder.join(path).join("index.html")).unwrap();
        for part in [
            format!("<html lang=\"{lang}\">"),
            format!("<title>{title}</title>"),
            format!("<link rel=\"canonical\" href=\"https://check.example/sub/{path}\">"),
        ] {
            assert!(html.contains(&part), "{path} lacks {part}");
        }
        let sheet = values(&html, "href").into_iter().find(|href| href.contains("learn/style-")).unwrap();
        assert!(folder.join(sheet.strip_prefix("/sub/").unwrap()).exists(), "{sheet}");
        let outside = values(&html, "href").into_iter().find(|it| it.starts_with('/') && !it.starts_with("/sub/"));
        assert_eq!(outside, None, "{path}");
    }
    assert_eq!(folders(&folder).filter(|page| page.join("index.html").exists()).count(), 4);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn search_engines_find_a_description_and_every_translation() {
    for (address, html) in all_pages() {
        let description = html.split("name=\"description\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(description.is_some_and(|text| text.chars().count() > 40 && !text.contains('<')), "{address}");
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{address}");
        let english = address.trim_start_matches("/ja");
        for (tag, there) in [("en", english), ("ja", &format!("/ja{english}")), ("x-default", english)] {
            let link = format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{there}\">");
            assert!(html.contains(&link), "{address} lacks {link}");
        }
        assert!(!html.contains("noindex"), "{address}");
    }
}

#[test]
fn pages_hold_nothing_that_their_policy_blocks_and_need_no_script() {
    for (address, html) in all_pages() {
        content_security::refuse_inline(&html).unwrap();
        let loaded: Vec<&str> = values(&html, "src").into_iter().filter(|it| !it.is_empty()).collect();
        assert_eq!((html.matches("<script").count(), loaded), (0, Vec::new()), "{address}");
        assert!(["onclick=", "onload=", "onerror=", "javascript:"].iter().all(|it| !html.contains(it)), "{address}");
        assert!(html.contains("href=\"/style-1.css\"") && !html.contains("words-en"), "{address}");
    }
}

#[test]
fn every_link_and_every_reference_has_its_place() {
    let (pages, application) = (all_pages(), application_pages());
    assert!(application.contains(&"/bounce".to_owned()), "{application:?}");
    for (address, html) in &pages {
        for href in values(html, "href").into_iter().filter(|href| !href.starts_with("https://")) {
            let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
            let path = path.split('?').next().unwrap_or_default();
            let target = pages.iter().find(|(there, _)| there == if path.is_empty() { address } else { path });
            let is_file = path.contains('.');
            assert!(target.is_some() || is_file || application.iter().any(|it| it == path), "{address}: {href}");
            let is_there = |html: &String| anchor.is_empty() || values(html, "id").contains(&anchor);
            assert!(target.is_none_or(|(_, html)| is_there(html)), "{address}: {href}");
        }
        for id in ["aria-labelledby", "aria-describedby"].into_iter().flat_map(|name| values(html, name)) {
            assert!(values(html, "id").contains(&id), "{address}: {id}");
        }
    }
}

#[test]
fn ids_are_unique_and_headings_skip_no_level() {
    for (address, html) in all_pages() {
        let ids = values(&html, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{address}: {ids:?}");
        let levels = headings(&html);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{address}");
        assert_eq!(levels.first(), Some(&1), "{address}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{address}: {levels:?}");
    }
}

#[test]
fn both_languages_have_the_same_anchors_pictures_and_headings() {
    let [english, japanese] = Language::ALL.map(pages);
    for ((address, one), (_, other)) in english.iter().zip(&japanese) {
        assert_eq!(values(one, "id"), values(other, "id"), "{address}");
        assert_eq!(headings(one), headings(other), "{address}");
        assert_eq!(one.matches("<svg class=\"picture\"").count(), other.matches("<svg class=\"picture\"").count());
    }
    assert!(values(&english[0].1, "id").contains(&"max-age"));
}

#[test]
fn every_picture_has_a_title_and_a_description_and_plain_labels() {
    let mut seen = 0;
    for (address, html) in all_pages() {
        for rest in html.split("<svg class=\"picture\"").skip(1) {
            let svg = rest.split("</svg>").next().unwrap_or_default();
            let text = |tag: &str| svg.split(tag).nth(1).and_then(|rest| rest.split('>').nth(1)?.split('<').next());
            assert!(text("<title").is_some_and(|title| !title.trim().is_empty()), "{address}");
            assert!(text("<desc").is_some_and(|text| text.chars().count() > 10), "{address}");
            assert!(svg.contains("role=\"img\"") && !svg.contains("<code"), "{address}: {svg}");
            assert!(!svg.contains("fill=\"#") && !svg.contains("stroke=\"#"), "{address}: a colour for one theme");
            seen += 1;
        }
    }
    assert_eq!(seen, 2 * 8);
}

#[test]
fn every_sentence_of_the_learn_pages_is_on_one() {
    let layouts = PAGES.iter().map(|page| page.body).chain([FRAME, GLOSSARY]).collect::<String>();
    let pictures = layouts.split("{picture ").skip(1).filter_map(|rest| rest.split('}').next());
    let pictures: String = pictures.map(|name| pictures::source(name).unwrap()).collect();
    let heads: String = PAGES.iter().map(|page| format!("{{{0}}}{{{0}.description}}", page.title)).collect();
    let shown = layouts + &pictures + &heads;
    let file = fs::read_to_string(paths::root().join("crates/words/locales/en/learn.ftl")).unwrap();
    let mut message = "";
    for line in file.lines() {
        let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else { continue };
        let id = match name.trim_start().strip_prefix('.') {
            Some(attribute) => format!("{message}.{attribute}"),
            None => {
                message = name;
                name.to_owned()
            }
        };
        assert!(shown.contains(&format!("{{{id}}}")), "no page shows `{id}`");
    }
}
