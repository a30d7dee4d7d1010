//! What the browser remembers, and nobody else.

use anyhow::{Result, ensure};

use crate::support::flow;

#[test]
fn earlier_checks_are_kept_by_the_browser_and_judged_again() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("good.test").await?;
        page.check("expired.test").await?;
        page.open("/").await?;
        let past: Vec<String> = page
            .until(
                "both checks",
                "const past = all('[data-past]').map((it) => it.dataset.past); return past.length === 2 ? past : null",
            )
            .await?;
        assert_eq!(past, ["expired.test", "good.test"], "the latest first");
        page.requests().await?;
        page.click("[data-past='expired.test'] a").await?;
        page.answered("expired.test").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        page.finding("policy-host-tls-expired").await?;
        assert_eq!(page.count("[data-kept]").await?, 1, "the page says that this was kept");
        let asked = page.requests().await?;
        ensure!(
            !asked.iter().any(|address| address.contains("dns-query") || address.contains("/policy/")),
            "{asked:?}"
        );
        page.reload().await?;
        page.answered("expired.test").await?;
        assert_eq!(page.count("[data-kept]").await?, 1, "its address leads to the kept one");
        Ok(())
    })
}

#[test]
fn earlier_checks_can_be_forgotten() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("good.test").await?;
        page.open("/").await?;
        page.wait("the check", "one('[data-past]')").await?;
        page.click("[data-forget]").await?;
        page.wait("the check to go", "!(one('[data-past]'))").await?;
        page.reload().await?;
        page.wait("the demo domains", "one('[data-demo]')").await?;
        assert_eq!(page.count("[data-past]").await?, 0);
        Ok(())
    })
}

#[test]
fn the_resolver_that_was_chosen_is_remembered() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        assert_eq!(page.count("details[data-resolver=auto]").await?, 1, "nothing is chosen at first");
        page.click("details.resolver summary").await?;
        page.wait("this server's resolver", "one('input[name=resolver][value=own]')").await?;
        page.click("label:has(> input[name=resolver][value=own])").await?;
        page.wait("the choice", "one('details[data-resolver=own]')").await?;
        page.reload().await?;
        assert_eq!(page.count("details[data-resolver=own]").await?, 1, "the choice is remembered");
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}
