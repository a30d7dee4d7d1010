//! Bounces and log lines: pasted or dropped, explained, and checked from there.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};

const TEXT: &str = "#bounce-text";

const NDR: &str = "Delivery is delayed to these recipients or groups: ada@mx-not-listed.test\n\
    450 4.4.8 MX hosts of 'mx-not-listed.test' failed MTA-STS validation. [LED=450 4.4.8]";

async fn open(page: &Page, language: &str) -> Result<()> {
    page.open(&format!("/bounce?lang={language}")).await?;
    page.wait("the field", "one('#bounce-text')").await
}

/// Pastes a text into the field and submits it.
async fn explain(page: &Page, text: &str) -> Result<()> {
    page.paste(TEXT, text).await?;
    page.click("[data-explain]").await
}

async fn explained(page: &Page, form: &str) -> Result<()> {
    page.wait_given(form, "one('[data-bounce]')?.dataset.bounce === given", json!(form)).await
}

#[test]
fn a_bounce_is_explained_and_the_check_opens_at_what_it_is_about() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.requests().await?;
        explain(page, NDR).await?;
        explained(page, "exo-sts-mx").await?;
        page.focus_comes_to("#answer").await?;
        let answer = page.text("[data-bounce]").await?;
        ensure!(answer.contains("Exchange Online") && answer.contains("about MTA-STS"), "{answer}");
        ensure!(
            page.text(".qa").await?.contains("The recipient’s side")
                || page.text(".qa").await?.contains("recipient's side")
        );
        page.click("[data-copy=message]").await?;
        page.copied("message").await?;
        ensure!(page.clipboard().await?.contains("does not list its mail servers"));
        let own = page.server().origin();
        let elsewhere: Vec<String> = page.requests().await?.into_iter().filter(|it| !it.starts_with(&own)).collect();
        ensure!(elsewhere.is_empty(), "nothing is uploaded: {elsewhere:?}");
        page.click("[data-check]").await?;
        page.answered("mx-not-listed.test").await?;
        page.focus_comes_to("[data-finding][data-stage=mx][data-severity=error]").await?;
        page.back().await?;
        explained(page, "exo-sts-mx").await
    })
}

#[test]
fn an_unknown_text_is_reported_and_another_kind_is_named() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.click("[data-explain]").await?;
        page.wait("a sentence", "one('.paste [role=alert]')").await?;
        explain(page, "550 5.7.1 Message rejected as spam").await?;
        explained(page, "unknown").await?;
        ensure!(page.text("[data-bounce]").await?.contains("5.7.1"));
        explain(page, "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n").await?;
        page.wait("a policy", "one('[data-looks=policy]')").await?;
        page.click("[data-looks] .tools a").await?;
        page.wait("the syntax check", "one('#lint-text')").await
    })
}

#[test]
fn a_file_that_is_dropped_is_explained_in_any_language() -> Result<()> {
    flow(async |page| {
        open(page, "ja").await?;
        let script = "const data = new DataTransfer(); data.items.add(new File([given], 'ndr.txt'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
        page.evaluate_with::<()>(script, json!(NDR)).await?;
        explained(page, "exo-sts-mx").await?;
        ensure!(page.content("#bounce-text").await.is_ok());
        page.click("[data-language=en]").await?;
        page.wait("English", "one('#answer')?.innerText.includes('about MTA-STS')").await
    })
}

#[test]
fn a_long_text_is_explained_as_a_short_one_is() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        let text = format!("{NDR}\n\n{}", "A line of the mail that came back.\n\n".repeat(2_000));
        let script = "const data = new DataTransfer(); data.items.add(new File([given], 'long.eml'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
        page.evaluate_with::<()>(script, json!(text)).await?;
        explained(page, "exo-sts-mx").await?;
        ensure!(page.text("[data-bounce]").await?.contains("about MTA-STS"));
        page.focus_comes_to("#answer").await
    })
}

#[test]
fn a_bounce_is_explained_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.tab_to(TEXT).await?;
        page.write("TLSA lookup of mx1.kestrel.test: no TLSA records found").await?;
        page.tab_to("[data-explain]").await?;
        page.press(Key::Enter).await?;
        page.wait("the answer", "one('[data-bounce]')").await?;
        page.focus_comes_to("#answer").await
    })
}

#[test]
fn the_page_for_bounces_is_accessible() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            open(page, language).await?;
            for text in ["", NDR, "421 4.7.5 something else"] {
                if !text.is_empty() {
                    explain(page, text).await?;
                    page.wait("the answer", "one('[data-bounce]')").await?;
                }
                for theme in ["light", "dark"] {
                    page.prefers("prefers-color-scheme", theme).await?;
                    found.extend(page.accessibility_violations().await?);
                }
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}
