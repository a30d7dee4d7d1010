//! Navigation: input that is not a domain, the rules, addresses without a page, and elements on every page.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};

/// Types a text that is not a domain, and waits until the page recognises it.
async fn typed(page: &Page, text: &str, kind: &str) -> Result<()> {
    page.ask(text).await?;
    page.wait_given(&format!("{kind} to be recognised"), "one('[data-typed]')?.dataset.typed === given", json!(kind))
        .await
}

#[test]
fn typed_text_that_is_not_a_domain_is_recognised() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        typed(page, "550 5.7.10 mx.good.test: STARTTLS is required by the MTA-STS policy", "bounce").await?;
        assert_eq!(page.count("[data-typed] a[href^='/bounce']").await?, 1);
        typed(
            page,
            "{\"organization-name\": \"Sender\", \"policies\": [{\"policy\": {\"policy-type\": \"sts\"}}]}",
            "tls-report",
        )
        .await?;
        assert_eq!(page.count("[data-typed] a[href^='/reports']").await?, 1);
        assert_eq!(page.count("[data-linted]").await?, 0, "a report is not judged as a policy file");
        typed(page, "version: STSv1 mode: enforce mx: mx.good.test max_age: 604800", "policy").await?;
        typed(page, "good.test, absent.test; good.test", "domains").await?;
        assert_eq!(page.count("[data-typed] a[href^='/many']").await?, 1);
        assert_eq!(page.count("[data-typed] li a").await?, 2);
        page.click("[data-typed] li a").await?;
        page.answered("good.test").await?;
        assert_eq!(page.count("[data-typed]").await?, 0);
        typed(page, "_mta-sts.good.test. 60 IN TXT \"v=STSv1; id=1;\"", "record").await?;
        page.click("[data-typed] a").await?;
        page.wait("the syntax check of it", "one('[data-linted=record]')").await?;
        page.fill("#lint-text", "{\"report-id\": \"1\", \"policies\": []}").await?;
        page.wait("the same of a report in the syntax check", "one('[data-linted=none] [data-typed=tls-report]')")
            .await?;
        page.open("/?lang=en").await?;
        page.ask("https://mta-sts.good.test/.well-known/mta-sts.txt").await?;
        page.answered("good.test").await?;
        page.wait("a word about the address", "one('[data-taken=url]')").await?;
        Ok(())
    })
}

#[test]
fn rules_are_found_by_words_by_severity_and_by_their_id() -> Result<()> {
    flow(async |page| {
        page.open("/rules?lang=en").await?;
        page.wait("the rules", "all('[data-rule]').length > 100").await?;
        let chosen = "return all('.filters select').map((it) => it.selectedIndex)";
        assert_eq!(page.evaluate::<Vec<i64>>(chosen).await?, [0, 0], "nothing is left out at first");
        page.fill("#rules-search", "mode testing").await?;
        page.wait("those about it", "all('[data-rule]').length > 0 && all('[data-rule]').length < 10").await?;
        page.fill("#rules-search", "no such rule").await?;
        page.wait("none", "one('[data-found]').dataset.found === '0' && !one('[data-rule]')").await?;
        page.fill("#rules-search", "").await?;
        let choose = "const list = one(given); list.value = '1'; list.dispatchEvent(new Event('change', { bubbles: true })); return true";
        page.evaluate_with::<bool>(choose, json!("[data-filter=severity]")).await?;
        page.wait("errors alone", "one('[data-rule]') && !one('[data-rule]:not([data-severity=error])')").await?;
        page.evaluate_with::<bool>(choose, json!("[data-filter=stage]")).await?;
        page.wait("one part alone", "all('.rules section').length === 1").await?;
        page.fill("#rules-search", "policy-mode-testing").await?;
        page.press(Key::Enter).await?;
        page.wait("its page", "one('.rules.one[data-rule=policy-mode-testing]')").await?;
        page.open("/rules/no-such-rule?lang=en").await?;
        page.wait("a word about it, and the list", "one('[data-unknown=rule]') && all('[data-rule]').length > 100")
            .await
    })
}

#[test]
fn an_address_without_a_page_says_so() -> Result<()> {
    flow(async |page| {
        for language in ["en", "ja"] {
            page.open(&format!("/no-such-page?lang={language}")).await?;
            page.wait("a word about it", "one('[data-unknown=page]')").await?;
            ensure!(page.text("[data-unknown=page]").await?.contains("/no-such-page"));
        }
        let status: u16 = page.evaluate("return (await fetch('/no-such-page')).status").await?;
        let known: u16 = page.evaluate("return (await fetch('/rules/record-ok')).status").await?;
        assert_eq!((status, known), (404, 200));
        page.click("[data-unknown=page] a").await?;
        page.wait("the first page", "one('.what')").await
    })
}

#[test]
fn copying_moves_nothing_and_short_texts_do_not_scroll() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=mx-not-listed.test&lang=en").await?;
        page.answered("mx-not-listed.test").await?;
        page.wait("the buttons", "one('[data-copy=snapshot]')").await?;
        let places = "return all('.tools > *').map((it) => Math.round(it.getBoundingClientRect().left))";
        let before: Vec<i64> = page.evaluate(places).await?;
        page.click("[data-copy=link]").await?;
        page.copied("link").await?;
        assert_eq!(page.evaluate::<Vec<i64>>(places).await?, before, "the buttons stay where they are");
        let wide = "return all('.patch pre, .source').filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.outerHTML.slice(0, 200))";
        assert_eq!(page.evaluate::<Vec<String>>(wide).await?, [""; 0], "nothing scrolls sideways");
        assert_eq!(page.count(".patch pre[tabindex]").await?, 0, "a short file is no stop of the Tab key");
        page.click("[data-patch=txt] [data-copy=zone]").await?;
        page.copied("zone").await?;
        let line = page.clipboard().await?;
        ensure!(line.starts_with("_mta-sts.mx-not-listed.test. IN TXT \"v=STSv1; id="), "{line}");
        page.click("[data-patch=txt] [data-copy=short-name]").await?;
        page.copied("short-name").await?;
        assert_eq!(page.clipboard().await?, "_mta-sts");
        Ok(())
    })
}

#[test]
fn escape_closes_the_panel_of_resolvers() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.unfold_resolvers().await?;
        page.fill("#resolver-url", "x").await?;
        page.press(Key::Escape).await?;
        page.wait("the panel to close", "!one('details.resolver[open]')").await?;
        page.focus_comes_to("details.resolver > summary").await
    })
}
