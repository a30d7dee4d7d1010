//! A text of the syntax check, judged together with what is live.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Page, flow};

const TEXT: &str = "#lint-text";

/// The policy of good.test.
const LIVE: &str = "version: STSv1\nmode: enforce\nmx: mx1.good.test\nmax_age: 1209600\n";

async fn open(page: &Page, language: &str) -> Result<()> {
    page.open(&format!("/lint?lang={language}")).await?;
    page.wait("the page", "one('#lint-text')").await
}

/// Takes the offer, and waits for an answer.
async fn judged(page: &Page, domain: &str, outcome: &str) -> Result<()> {
    page.wait_given("the offer", "one('button[data-live]')?.parentElement.innerText.includes(given)", json!(domain))
        .await?;
    page.click("button[data-live]").await?;
    answered(page, outcome).await
}

async fn answered(page: &Page, outcome: &str) -> Result<()> {
    page.wait_given("the answer", "one('.together [data-outcome]')?.dataset.outcome === given", json!(outcome)).await
}

#[test]
fn a_policy_is_judged_together_with_what_is_live() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.requests().await?;
        page.paste(TEXT, LIVE).await?;
        page.wait("what is missing", "one('[data-live=needs-domain]')").await?;
        page.paste("#lint-domain", "good.test").await?;
        page.wait("the offer", "one('button[data-live]') && !one('[data-live=needs-domain]')").await?;
        let asked = page.requests().await?;
        ensure!(!asked.iter().any(|address| address.contains("/dns-query")), "nothing is asked before: {asked:?}");
        judged(page, "good.test", "already-published").await?;
        let asked = page.requests().await?;
        ensure!(asked.iter().any(|address| address.contains("/dns-query")), "{asked:?}");
        ensure!(!asked.iter().any(|address| address.contains("1209600")), "the text stays here: {asked:?}");
        // The text changes, and is judged with what was seen.
        page.paste(TEXT, &LIVE.replace("enforce", "testing")).await?;
        answered(page, "not-ready").await?;
        assert_eq!(page.count(".together [data-cause=mode-lowered][data-effect=blocks]").await?, 1);
        page.click(".together [data-look-again]").await?;
        answered(page, "not-ready").await?;
        // Another domain is looked up only when that is asked for.
        page.paste("#lint-domain", "absent.test").await?;
        page.wait("the answer to go", "!one('.together')").await?;
        page.paste(TEXT, "version: STSv1\nmode: testing\nmx: mx1.absent.test\nmax_age: 86400\n").await?;
        judged(page, "absent.test", "ready").await?;
        assert_eq!(page.count(".together [data-cause=host-absent]").await?, 1);
        assert_eq!(page.count(".together [data-cause=caa-limits]").await?, 1);
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_deletion_is_judged_without_a_text_and_shows_the_dates_of_its_plan() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste("#lint-domain", "good.test").await?;
        judged(page, "good.test", "not-ready").await?;
        assert_eq!(page.count(".together [data-cause=removal-early][data-effect=blocks]").await?, 1);
        assert!(page.count(".together [data-plan=remove] li").await? > 5);
        assert_eq!(page.count(".together a[href*='goal=remove'] [data-see=plan]").await?, 1);
        page.paste(TEXT, LIVE).await?;
        judged(page, "good.test", "already-published").await
    })
}

#[test]
fn a_pasted_record_says_its_domain() -> Result<()> {
    flow(async |page| {
        open(page, "ja").await?;
        for (text, outcome, cause) in [
            ("_mta-sts.good.test. 60 IN TXT \"v=STSv1; id=20261101000000Z;\"", "already-published", "record-live"),
            ("_mta-sts.absent.test. 60 IN TXT \"v=STSv1; id=20261101000000Z;\"", "not-ready", "file-missing"),
            (
                "_smtp._tls.good.test. 60 IN TXT \"v=TLSRPTv1; rua=mailto:tlsrpt@good.test\"",
                "already-published",
                "tlsrpt-live",
            ),
        ] {
            page.paste(TEXT, text).await?;
            let domain = if text.contains("absent") { "absent.test" } else { "good.test" };
            judged(page, domain, outcome).await?;
            assert_eq!(page.count(&format!(".together [data-cause={cause}]")).await?, 1, "{text}");
        }
        Ok(())
    })
}

#[test]
fn the_answer_has_no_barriers_and_leads_to_the_set_up() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, LIVE).await?;
        page.paste("#lint-domain", "good.test").await?;
        judged(page, "good.test", "already-published").await?;
        let found = page.accessibility_violations().await?;
        ensure!(found.is_empty(), "{found:#?}");
        page.set_viewport_width(360).await?;
        let width: u32 = page.evaluate("return document.scrollingElement.scrollWidth").await?;
        ensure!(width <= 360, "{width} px");
        page.set_viewport_width(1200).await?;
        page.click(".together a[href*='/setup']").await?;
        page.wait("the set-up", "one('.set-up .there')").await
    })
}
