//! Hostile text from DNS and files: it is never run or parsed as HTML.

use anyhow::{Result, ensure};

use crate::support::{Page, flow};

/// Counts what a payload would do. A real dialog would block the browser.
const TRAP: &str = "
    window.__ran = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
        window[name] = (...what) => { window.__ran.push([name, ...what].join(' ')); };
";

async fn nothing_ran(page: &Page) -> Result<()> {
    let ran: Vec<String> = page.evaluate("return window.__ran").await?;
    ensure!(ran.is_empty(), "a script from the text ran: {ran:?}");
    let planted = page.count("[data-verdict] :is(script, img, iframe, object, embed, style, link, base, form)").await?;
    assert_eq!(planted, 0, "an element from the text is in the result");
    let handlers: usize = page
        .evaluate("return all('[data-verdict] *').filter((it) => it.getAttributeNames().some((name) => name.startsWith('on'))).length")
        .await?;
    assert_eq!(handlers, 0, "an element of the result has an inline handler");
    let schemes: Vec<String> = page
        .evaluate("return all('[data-verdict] a[href]').map((a) => a.protocol).filter((it) => !['https:', 'http:', 'mailto:'].includes(it))")
        .await?;
    ensure!(schemes.is_empty(), "links lead to {schemes:?}");
    Ok(())
}

/// Opens everything that is collapsed.
async fn unfold(page: &Page) -> Result<()> {
    page.evaluate("all('[data-verdict] details').forEach((it) => { it.open = true })").await
}

#[test]
fn hostile_texts_are_shown_as_texts() -> Result<()> {
    flow(async |page| {
        page.before_every_page(TRAP).await?;
        page.open("/").await?;
        page.check("hostile.test").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        unfold(page).await?;
        nothing_ran(page).await?;
        let text = page.text("[data-verdict]").await?;
        ensure!(text.contains("<script>alert(1)</script>"), "the policy's text is not shown");
        ensure!(text.contains("<img src=x onerror=alert(1)>"), "the record's text is not shown");
        let naked: Vec<String> = page
            .evaluate(
                "const naked = /[\\u0000-\\u0008\\u000b-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]/;
                return squeezed(region().textContent).match(new RegExp('.{0,30}' + naked.source + '.{0,30}', 'gu')) ?? []",
            )
            .await?;
        ensure!(naked.is_empty(), "characters that turn or hide text come through: {naked:?}");
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced", "the page goes on working");
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_huge_policy_neither_stops_the_page_nor_floods_it() -> Result<()> {
    flow(async |page| {
        page.before_every_page(TRAP).await?;
        page.open("/").await?;
        page.check("huge.test").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        page.finding("policy-http-too-large").await?;
        unfold(page).await?;
        nothing_ran(page).await?;
        let elements = page.count("*").await?;
        ensure!(elements < 20_000, "the page has {elements} elements");
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced", "the page goes on working");
        Ok(())
    })
}

#[test]
fn a_link_with_a_hostile_domain_is_refused_in_a_sentence() -> Result<()> {
    flow(async |page| {
        page.before_every_page(TRAP).await?;
        page.open("/?domain=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
            .await?;
        page.wait("a sentence about what was asked", "one('form [role=alert]')").await?;
        let ran: Vec<String> = page.evaluate("return window.__ran").await?;
        assert_eq!(ran, [""; 0]);
        assert_eq!(page.count("img, body script:not([src])").await?, 0);
        assert_eq!(page.count("[data-verdict]").await?, 0);
        Ok(())
    })
}
