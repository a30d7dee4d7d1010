//! The Learn pages: static HTML in both languages, readable without scripts, with links that lead somewhere.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Page, flow, flow_without_scripts};

/// Every Learn page with its language.
const PAGES: [(&str, &str); 4] =
    [("/learn", "en"), ("/learn/help-desk", "en"), ("/ja/learn", "ja"), ("/ja/learn/help-desk", "ja")];

/// Opens a page that no application runs on.
async fn open(page: &Page, path: &str) -> Result<()> {
    page.goto(&page.server().origin(), path).await
}

#[test]
fn learn_is_readable_without_scripts() -> Result<()> {
    flow_without_scripts(async |page| {
        for (path, language) in PAGES {
            open(page, path).await?;
            assert_eq!(page.language().await?, language, "{path}");
            let text = page.text("main").await?;
            ensure!(text.chars().count() > 1_500, "{path}: {text}");
            let glossary = page.count("#glossary dt").await?;
            ensure!(path.ends_with("help-desk") || glossary > 15, "{path} explains {glossary} words");
        }
        let asked = page.requests().await?;
        ensure!(!asked.iter().any(|address| address.contains(".wasm") || address.contains(".js")), "{asked:#?}");
        Ok(())
    })
}

#[test]
fn every_picture_of_learn_has_a_text_alternative() -> Result<()> {
    flow(async |page| {
        for (path, _) in PAGES {
            open(page, path).await?;
            let bare: Vec<String> = page
                .evaluate(
                    "const said = (it, name) => (it.getAttribute(name) ?? '').split(' ').map((id) =>
                        squeezed(document.getElementById(id)?.textContent)).join('');
                    return all('main svg, main img').filter((it) => !it.closest('[aria-hidden=true]')
                        && !(it.getAttribute('role') === 'img' && said(it, 'aria-labelledby')
                            && said(it, 'aria-describedby').length > 9)).map((it) => it.outerHTML.slice(0, 120))",
                )
                .await?;
            ensure!(bare.is_empty(), "{path}: {bare:#?}");
            ensure!(page.count("main svg[role=img]").await? > 0, "{path} has no picture");
        }
        Ok(())
    })
}

/// Returns the addresses on this site that a page links to.
async fn links(page: &Page) -> Result<Vec<String>> {
    page.evaluate("return all('a[href]').map((it) => it.href).filter((it) => new URL(it).origin === location.origin)")
        .await
}

/// Returns the addresses that lead nowhere: the server does not know the page, or a static page has no such place. The
/// Learn pages themselves may not fetch anything.
async fn dead_links(page: &Page, addresses: &[String]) -> Result<Vec<String>> {
    page.open("/about").await?;
    page.evaluate_with(
        "const dead = [];
        for (const address of new Set(given)) {
            const url = new URL(address);
            const answer = await fetch(url.pathname + url.search);
            const place = decodeURIComponent(url.hash.slice(1));
            const html = await answer.text();
            const is_missing = place && !html.includes('<script') && !html.includes([' id=', place, ''].join('\x22'));
            if (!answer.ok || is_missing) dead.push(address);
        }
        return dead",
        json!(addresses),
    )
    .await
}

#[test]
fn links_of_learn_lead_to_pages_that_exist() -> Result<()> {
    flow(async |page| {
        let mut addresses = Vec::new();
        for (path, language) in PAGES {
            open(page, path).await?;
            addresses.extend(links(page).await?);
            let other = page.count("a[hreflang]").await?;
            ensure!(other == 1, "{path} has {other} links to the other language");
            let tasks: Vec<String> =
                page.evaluate("return [...new Set(all('main a').map((it) => new URL(it.href).pathname))]").await?;
            ensure!(tasks.iter().any(|task| task == "/setup" || task == "/bounce"), "{path} in {language}: {tasks:?}");
        }
        let dead = dead_links(page, &addresses).await?;
        ensure!(dead.is_empty() && addresses.len() > 40, "{} links: {dead:#?}", addresses.len());
        Ok(())
    })
}

#[test]
fn a_finding_links_to_the_place_in_learn_that_explains_it() -> Result<()> {
    flow(async |page| {
        for language in ["en", "ja"] {
            page.open(&format!("/?domain=mx-not-listed.test&lang={language}")).await?;
            page.answered("mx-not-listed.test").await?;
            let links: Vec<String> = page
                .until("links to Learn", "const found = all('[data-finding] a[data-learn]'); return found.length ? [...new Set(found.map((it) => it.getAttribute('href')))] : null")
                .await?;
            for link in &links {
                open(page, link).await?;
                let place = link.split_once('#').map_or("", |(_, place)| place);
                assert_eq!(page.language().await?, language, "{link}");
                page.wait_given(&format!("the place of {link}"), "document.getElementById(given)", json!(place))
                    .await?;
            }
        }
        Ok(())
    })
}

#[test]
fn learn_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for (path, _) in PAGES {
            open(page, path).await?;
            for theme in ["light", "dark"] {
                page.prefers("prefers-color-scheme", theme).await?;
                let violations = page.accessibility_violations().await?;
                found.extend(violations.into_iter().map(|violation| format!("{path}, {theme}: {violation}")));
            }
        }
        page.set_viewport_width(360).await?;
        open(page, "/learn").await?;
        let sideways: i64 = page.evaluate("return document.documentElement.scrollWidth - innerWidth").await?;
        ensure!(found.is_empty() && sideways <= 0, "{found:#?}, {sideways} px too wide");
        Ok(())
    })
}
