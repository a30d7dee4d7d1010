//! Data that the browser stores, which goes nowhere else.

use anyhow::{Result, ensure};

use crate::support::flow;

#[test]
fn an_address_of_a_check_that_is_not_kept_here_says_so_and_checks_anew() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&kept=2020-01-01T00:00:00Z&lang=en").await?;
        page.answered("good.test").await?;
        assert_eq!((page.count("[data-lost]").await?, page.count("[data-kept]").await?), (1, 0));
        page.check("absent.test").await?;
        assert_eq!(page.count("[data-lost]").await?, 0, "it is not said of the next one");
        Ok(())
    })
}

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
fn earlier_checks_can_be_deleted() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.check("good.test").await?;
        page.open("/").await?;
        page.wait("the check", "one('[data-past]')").await?;
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=none]").await?;
        page.wait("the question to go", "!one('[data-forget=all]')").await?;
        assert_eq!(page.count("[data-past]").await?, 1, "nothing is forgotten without a second word");
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=all]").await?;
        page.wait("the check to go", "!(one('[data-past]'))").await?;
        page.reload().await?;
        page.wait("the demo domains", "one('[data-demo]')").await?;
        assert_eq!(page.count("[data-past]").await?, 0);
        Ok(())
    })
}

#[test]
fn the_chosen_resolver_is_stored() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        assert_eq!(page.count("details[data-resolver=auto]").await?, 1, "nothing is chosen at first");
        page.unfold_resolvers().await?;
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

/// Simulations of the ways in which browsers refuse storage.
const REFUSALS: [(&str, &str); 4] = [
    ("there is none", "Object.defineProperty(window, 'indexedDB', { value: undefined })"),
    (
        "it is forbidden",
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError') } })",
    ),
    ("it cannot be opened", "IDBFactory.prototype.open = () => { throw new DOMException('', 'InvalidStateError') }"),
    ("it is full", "IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError') }"),
];

#[test]
fn failing_storage_breaks_no_check_and_is_reported() -> Result<()> {
    for (how, script) in REFUSALS {
        flow(async |page| {
            page.before_every_page(script).await?;
            page.open("/?lang=en").await?;
            page.check("good.test").await?;
            assert_eq!(page.verdict().await?, "enforced", "{how}");
            page.wait(&format!("a word about it: {how}"), "one('[data-unkept]')").await?;
            page.check("expired.test").await?;
            assert_eq!(page.verdict().await?, "ineffective", "{how}");
            page.wait(&format!("a word about it again: {how}"), "one('[data-unkept]')").await?;
            assert_eq!(page.console_errors().await?, [""; 0], "{how}");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn without_a_memory_for_choices_everything_else_works() -> Result<()> {
    flow(async |page| {
        let forbid =
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })";
        page.before_every_page(forbid).await?;
        page.open("/?lang=ja").await?;
        assert_eq!(page.language().await?, "ja");
        page.unfold_resolvers().await?;
        page.wait("this server's resolver", "one('input[name=resolver][value=own]')").await?;
        page.click("label:has(> input[name=resolver][value=own])").await?;
        page.wait("the choice", "one('details[data-resolver=own]')").await?;
        page.check("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}
