//! Help-desk functions: simulated changes, messages in either language, files, comparisons, and working offline.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::support::{Gateway, Page, RequestAction, flow};

/// Chooses a file in the page's field for evidence.
async fn choose_file(page: &Page, name: &str, text: &str) -> Result<()> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text)?;
    let path = file.to_str().context("a path that is text")?;
    page.wait("the field for files", "one('[data-open=evidence]')").await?;
    page.type_into("[data-open=evidence]", path).await
}

/// Returns the file that `Download` in this form would save.
async fn document(page: &Page, form: &str) -> Result<String> {
    page.click("[data-fold=carry] > summary").await?;
    page.click(&format!("[data-copy={form}]")).await?;
    let said = "one(`[data-copy=${given}]`)?.parentElement.querySelector('[role=status]')?.innerText.trim()";
    page.wait_given("the page to say that it copied", said, json!(form)).await?;
    page.clipboard().await
}

#[test]
fn a_policy_being_tested_shows_what_enforcing_it_would_do() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=testing.test&lang=en").await?;
        page.answered("testing.test").await?;
        let asked = page.requests().await?.len();
        ensure!(asked > 0, "the check asked something");
        page.click("[data-fold=what-if] > summary").await?;
        let would: String = page.evaluate("return one('[data-fold=what-if]').dataset.verdict").await?;
        ensure!(["enforced", "refusing"].contains(&would.as_str()), "{would}");
        ensure!(page.text("[data-fold=what-if]").await?.contains("enforce"), "it names the mode");
        assert_eq!(page.verdict().await?, "testing", "the answer itself stays");
        assert_eq!(page.requests().await?, [""; 0], "nothing is asked for it");
        Ok(())
    })
}

#[test]
fn a_message_is_in_the_language_of_its_recipient() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=expired.test&lang=en").await?;
        page.answered("expired.test").await?;
        page.click("[data-message=web-host] > summary").await?;
        let english = page.text("[data-message=web-host] pre").await?;
        let is_japanese = |text: &str| text.contains(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
        ensure!(english.contains("expired.test") && !is_japanese(&english), "{english}");
        page.click("[data-message=web-host] input[value=ja]").await?;
        page.wait("the Japanese message", "one('[data-message=web-host] pre[lang=ja]')").await?;
        let japanese = page.text("[data-message=web-host] pre").await?;
        ensure!(is_japanese(&japanese), "{japanese}");
        assert_eq!(page.language().await?, "en", "the page goes on in English");
        page.click("[data-message=web-host] [data-copy=message]").await?;
        page.wait("the copy", "one('[data-message=web-host] [role=status]').innerText").await?;
        assert_eq!(page.clipboard().await?.trim(), japanese.trim());
        Ok(())
    })
}

#[test]
fn the_set_up_message_contains_everything() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=absent.test&lang=en").await?;
        page.answered("absent.test").await?;
        page.click("[data-message=setup] > summary").await?;
        let english = page.text("[data-message=setup] pre").await?;
        for part in ["version: STSv1", "v=STSv1;", "v=TLSRPTv1;", "https://mta-sts.absent.test/.well-known/mta-sts.txt"]
        {
            ensure!(english.contains(part), "{part} is missing: {english}");
        }
        page.click("[data-message=setup] input[value=ja]").await?;
        page.wait("the Japanese message", "one('[data-message=setup] pre[lang=ja]')").await?;
        let japanese = page.text("[data-message=setup] pre").await?;
        ensure!(japanese.contains("v=STSv1;") && japanese.contains('。'), "{japanese}");
        Ok(())
    })
}

#[test]
fn evidence_from_a_file_is_judged_without_network() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=expired.test&lang=en").await?;
        page.answered("expired.test").await?;
        let saved = document(page, "json").await?;
        page.click(".brand a").await?;
        page.wait("the button", "one('[data-forget=ask]')").await?;
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=all]").await?;
        page.click("[data-keep]").await?;
        page.requests().await?;
        choose_file(page, "evidence.json", &saved).await?;
        page.answered("expired.test").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        assert_eq!(page.count("[data-kept]").await?, 1, "the page says that it is of before");
        let asked = page.requests().await?;
        assert_eq!(asked, [""; 0], "no request was sent");
        Ok(())
    })
}

#[test]
fn a_file_that_holds_no_evidence_is_refused() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        for text in ["", "{", "[]", "{\"domain\": 7}", "{\"evidence\": {\"domain\": \"not a domain\"}}", "null"] {
            choose_file(page, "other.json", text).await?;
            page.wait("the refusal", "one('.past [role=alert]')").await?;
            assert_eq!(page.count("[data-verdict]").await?, 0, "{text}");
            page.reload().await?;
        }
        Ok(())
    })
}

#[test]
fn a_file_that_is_dropped_on_an_answer_and_holds_no_evidence_is_refused_there() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.wait("the rest of the page", "one('[data-evidence=questions]')").await?;
        let event = |kind: &str| {
            format!(
                "const data = new DataTransfer(); data.items.add(new File(['no evidence'], 'other.json')); \
                 document.body.dispatchEvent(new DragEvent('{kind}', {{ dataTransfer: data, bubbles: true }}))"
            )
        };
        page.evaluate::<()>(&event("dragover")).await?;
        assert_eq!(page.count(":root[data-drag]").await?, 1, "the page shows that a file can be dropped");
        page.evaluate::<()>(&event("drop")).await?;
        page.wait("the refusal", "one('[data-unreadable][role=alert]')").await?;
        assert_eq!(page.count(":root[data-drag]").await?, 0);
        assert_eq!(page.verdict().await?, "enforced", "the answer stays");
        Ok(())
    })
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be_kept() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("the switch", "one('[data-keep=true]')").await?;
        page.click("[data-keep=true]").await?;
        page.wait("the choice", "one('[data-keep=false]')").await?;
        page.check("good.test").await?;
        page.open("/?lang=en").await?;
        page.wait("the demo domains", "one('[data-demo]')").await?;
        assert_eq!(page.count("[data-past]").await?, 0);
        let stored: usize = page
            .evaluate(
                "const open = indexedDB.open('mta-sts'); await new Promise((done) => { open.onsuccess = done });
                const all = open.result.transaction('checks').objectStore('checks').count();
                await new Promise((done) => { all.onsuccess = done }); return all.result",
            )
            .await?;
        assert_eq!(stored, 0, "the browser's database is empty");
        Ok(())
    })
}

#[test]
fn a_second_check_says_what_changed() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=expired.test&lang=en").await?;
        page.answered("expired.test").await?;
        let mut older: serde_json::Value = serde_json::from_str(&document(page, "json").await?)?;
        older["evidence"]["started"] = json!("2026-01-31T12:00:00Z");
        page.click(".brand a").await?;
        page.wait("the button", "one('[data-forget=ask]')").await?;
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=all]").await?;
        page.wait("the check to go", "!one('[data-past]')").await?;
        choose_file(page, "older.json", &older.to_string()).await?;
        page.answered("expired.test").await?;
        page.open("/?domain=expired.test&lang=en").await?;
        page.answered("expired.test").await?;
        page.wait("the comparison", "one('[data-fold=since]')").await?;
        let title = page.text("[data-fold=since] > summary").await?;
        ensure!(title.contains("2026"), "{title}");
        let line = page.text("[data-since-line]").await?;
        ensure!(line.contains("since 31 January") || line.contains("since January 31"), "{line}");
        Ok(())
    })
}

#[test]
fn the_page_opens_and_judges_kept_checks_without_a_network() -> Result<()> {
    flow(async |page| {
        let down = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let is_down = down.clone();
        let action_for = move |_: &str| {
            if is_down.load(std::sync::atomic::Ordering::SeqCst) { RequestAction::Break } else { RequestAction::Pass }
        };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.open_at(&gateway.origin(), "/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.wait("the service worker", "(await navigator.serviceWorker.ready).active?.state === 'activated'").await?;
        page.click(".brand a").await?;
        page.wait("the check to be kept", "one('[data-past]')").await?;
        down.store(true, std::sync::atomic::Ordering::SeqCst);
        page.open_at(&gateway.origin(), "/?lang=ja").await?;
        assert_eq!(page.language().await?, "ja", "the other language is there, too");
        page.wait("the check that is kept", "one('[data-past=\"good.test\"] a')").await?;
        page.click("[data-past='good.test'] a").await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        Ok(())
    })
}
