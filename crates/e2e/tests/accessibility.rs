//! Accessibility of every page and state, in both themes: axe-core finds nothing, and nothing is animated for readers
//! who prefer reduced motion.

use anyhow::{Result, ensure};

use crate::{
    layout::{LINTED, check_and_unfold, lint, unfold},
    support::{Page, flow},
};

/// Returns the accessibility violations in both themes.
async fn violations(page: &Page, what: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        page.prefers("prefers-color-scheme", theme).await?;
        found.extend(
            page.accessibility_violations().await?.into_iter().map(|violation| format!("{what}, {theme}: {violation}")),
        );
    }
    Ok(found)
}

#[test]
fn the_first_visit_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            page.open(&format!("/?lang={language}")).await?;
            page.wait("the demo domains", "one('[data-demo]')").await?;
            found.extend(violations(page, &format!("first visit in {language}")).await?);
            page.ask("no domain").await?;
            page.wait("a sentence", "one('form [role=alert]')").await?;
            found.extend(violations(page, &format!("bad input in {language}")).await?);
            page.open(&format!("/about?lang={language}")).await?;
            found.extend(violations(page, &format!("about in {language}")).await?);
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}

#[test]
fn the_syntax_check_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            for text in LINTED {
                lint(page, text, language).await?;
                found.extend(violations(page, &format!("{text:?} in {language}")).await?);
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}

#[test]
fn an_answer_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            for domain in ["good.test", "mx-not-listed.test"] {
                check_and_unfold(page, domain, language).await?;
                found.extend(violations(page, &format!("{domain} in {language}")).await?);
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}

#[test]
fn every_kind_of_answer_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for domain in ["absent.test", "expired.test", "hostile.test", "bogus.test", "testing.test", "null-mx.test"] {
            check_and_unfold(page, domain, "en").await?;
            found.extend(violations(page, domain).await?);
        }
        page.set_viewport_width(360).await?;
        check_and_unfold(page, "mx-not-listed.test", "en").await?;
        found.extend(violations(page, "mx-not-listed.test on a phone").await?);
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}

#[test]
fn nothing_moves_with_reduced_motion() -> Result<()> {
    flow(async |page| {
        page.prefers("prefers-reduced-motion", "reduce").await?;
        page.open("/").await?;
        page.check("mx-not-listed.test").await?;
        unfold(page).await?;
        let moving: Vec<String> = page
            .evaluate(
                "const long = (times) => times.split(',').some((time) => parseFloat(time) > 0.02);
                return all('*').filter((it) => ['', '::before', '::after'].some((part) => {
                    const style = getComputedStyle(it, part || null);
                    const animated = style.animationName !== 'none' && long(style.animationDuration);
                    return animated || (long(style.transitionDuration) && style.transitionProperty !== 'none');
                })).map((it) => it.outerHTML.slice(0, 80))",
            )
            .await?;
        ensure!(moving.is_empty(), "{moving:#?}");
        let smooth: String = page.evaluate("return getComputedStyle(document.documentElement).scrollBehavior").await?;
        assert_eq!(smooth, "auto");
        Ok(())
    })
}
