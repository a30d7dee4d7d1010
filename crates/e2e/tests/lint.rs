//! Syntax checks before publishing: texts are judged while typing and offline, files byte by byte.

use std::{fs, path::PathBuf, sync::Arc, sync::atomic::AtomicBool, sync::atomic::Ordering};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Gateway, Page, RequestAction, flow};

const TEXT: &str = "#lint-text";

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n";

async fn open(page: &Page, language: &str) -> Result<()> {
    page.open(&format!("/lint?lang={language}")).await?;
    page.wait("the page", "one('#lint-text')").await
}

/// Returns the ids and severities of the findings, in the order of the page.
async fn found(page: &Page) -> Result<Vec<String>> {
    page.evaluate("return all('[data-linted] [data-finding]').map((it) => it.dataset.finding)").await
}

/// Waits for a result: detected type of the text, and worst severity.
async fn outcome(page: &Page, source: &str, worst: &str) -> Result<()> {
    let is = "one('[data-linted]')?.dataset.linted === given[0] && one('[data-linted]').dataset.worst === given[1]";
    page.wait_given(&format!("{source}: {worst}"), is, json!([source, worst])).await
}

/// Chooses a file in the page's field.
async fn choose_file(page: &Page, name: &str, bytes: &[u8]) -> Result<()> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, bytes)?;
    page.type_into("[data-open=draft]", file.to_str().context("a path that is text")?).await
}

/// Drops a file on the page.
async fn drop_file(page: &Page, name: &str, bytes: &[u8]) -> Result<()> {
    let script = "const data = new DataTransfer(); data.items.add(new File([new Uint8Array(given[1])], given[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.evaluate_with(script, json!([name, bytes])).await
}

/// Returns the substitutes shown for invisible bytes.
async fn stand_ins(page: &Page) -> Result<Vec<String>> {
    page.evaluate("return all('[data-linted] .source i').map((it) => it.textContent)").await
}

#[test]
fn a_text_is_recognised_and_judged_as_it_is_typed() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("what comes later", "one('.past')").await?;
        page.click("main a[href^='/lint']").await?;
        page.wait("the page", "one('#lint-text')").await?;
        assert_eq!(page.address().await?, "/lint?lang=en");
        page.requests().await?;
        page.paste(TEXT, &POLICY.replace("enforce", "strict")).await?;
        outcome(page, "policy", "error").await?;
        assert_eq!(found(page).await?, ["policy-mode-invalid"]);
        let place = page.text("[data-finding=policy-mode-invalid] [data-place]").await?;
        ensure!(place.contains("line 2") && place.contains("column 7"), "{place}");
        assert_eq!(page.content(".source mark[data-severity=error]").await?, "strict");
        page.click("[data-finding=policy-mode-invalid] [data-copy=file]").await?;
        page.wait("the copy", "one('[data-finding=policy-mode-invalid] .copied')?.innerText").await?;
        let mended = page.clipboard().await?;
        page.paste(TEXT, &mended).await?;
        outcome(page, "policy", "pass").await?;
        for (text, source, worst) in [
            ("v=STSv1; id=20260101000000Z;", "record", "pass"),
            ("v=STSv1; id=2026-01-01;", "record", "error"),
            ("v=STSv1; id=1;\nv=STSv1; id=2;", "record", "error"),
            ("v=TLSRPTv1; rua=mailto:tlsrpt@example.com", "tlsrpt", "pass"),
            ("v=TLSRPTv1; rua=tlsrpt@example.com", "tlsrpt", "error"),
            ("<html>", "policy", "error"),
            ("\"v=STSv1; id=20260101000000Z;\"", "record", "pass"),
            ("_smtp._tls.example.com. 60 IN TXT \"v=TLSRPTv1\\; rua=mailto:a@example.com\"", "tlsrpt", "pass"),
            ("hello world", "none", "error"),
        ] {
            page.paste(TEXT, text).await?;
            outcome(page, source, worst).await?;
        }
        page.paste(TEXT, "").await?;
        page.wait("the outcome to go", "!one('[data-linted]')").await?;
        assert_eq!(page.requests().await?, [""; 0], "nobody was asked");
        assert_eq!(page.address().await?, "/lint?lang=en", "the text is not in the address");
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_line_of_a_zone_is_underlined_where_it_was_pasted() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, ";; ANSWER SECTION:\n_mta-sts.example.com. 60 IN TXT \"v=STSv1; id=2026-01-01;\"").await?;
        outcome(page, "record", "error").await?;
        assert_eq!(found(page).await?, ["record-id-invalid-chars"]);
        assert_eq!(page.content(".source mark[data-severity=error]").await?, "2026-01-01");
        let place = page.text("[data-finding=record-id-invalid-chars] [data-place]").await?;
        ensure!(place.contains("line 2, column 46"), "{place}");
        let name = page.text("[data-finding=record-id-invalid-chars] [data-patch=txt] dd").await?;
        assert_eq!(name, "_mta-sts.example.com");
        assert_eq!(page.count("[data-read]").await?, 1);
        Ok(())
    })
}

#[test]
fn an_unrecognised_text_gets_samples_and_an_empty_one_no_outcome() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, "{\"a\":1}").await?;
        outcome(page, "none", "error").await?;
        assert_eq!(found(page).await?, [""; 0]);
        assert_eq!(page.count("[data-linted] [data-patch]").await?, 3);
        page.paste(TEXT, "  \n").await?;
        page.wait("the outcome to go", "!one('[data-linted]')").await
    })
}

#[test]
fn the_kind_of_a_text_can_be_chosen() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, "v=STSv1; id=1;").await?;
        outcome(page, "record", "pass").await?;
        ensure!(
            page.text("#lint-kind").await?.contains("STS record (recognised)"),
            "it says what it took the text for"
        );
        page.click("#lint-kind option[value='1']").await?;
        outcome(page, "policy", "error").await?;
        page.click("#lint-kind option[value='0']").await?;
        outcome(page, "record", "pass").await
    })
}

#[test]
fn mx_hosts_are_compared_in_any_script_and_an_invalid_domain_is_reported() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, POLICY).await?;
        outcome(page, "policy", "pass").await?;
        page.wait("what was not judged", "one('[data-uncovered]')").await?;
        page.paste("#lint-hosts", "mx1.example.com\nmx.例え.jp").await?;
        outcome(page, "policy", "error").await?;
        let finding = page.text("[data-finding=policy-mx-not-covered] h3").await?;
        ensure!(finding.contains("mx.xn--r8jz45g.jp"), "{finding}");
        let headline = page.text("#linted").await?;
        ensure!(headline.contains("refuse to deliver to mx.xn--r8jz45g.jp"), "{headline}");
        assert_eq!(page.count("[data-uncovered]").await?, 0);
        page.paste("#lint-hosts", "mx1.example.com").await?;
        outcome(page, "policy", "pass").await?;
        page.paste("#lint-domain", "a..b").await?;
        page.wait("a sentence about the domain", "one('#lint-domain-problem')").await?;
        assert_eq!(page.evaluate::<String>("return one('#lint-domain').getAttribute('aria-invalid')").await?, "true");
        page.paste("#lint-domain", "例え.jp").await?;
        page.wait("the sentence to go", "!one('#lint-domain-problem')").await
    })
}

#[test]
fn a_file_is_judged_byte_for_byte() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        let bytes = ["\u{feff}", &POLICY.replace('\n', "\r\n")].concat();
        drop_file(page, "mta-sts.txt", bytes.as_bytes()).await?;
        outcome(page, "policy", "error").await?;
        assert_eq!(found(page).await?, ["policy-bom"]);
        let seen = stand_ins(page).await?;
        assert_eq!(seen.iter().filter(|it| *it == "CR").count(), 4, "{seen:?}");
        assert_eq!(seen[0], "BOM");
        ensure!(page.text("[data-file=true]").await?.contains("mta-sts.txt"), "it names the file");
        choose_file(page, "mta-sts.bin", &[POLICY.as_bytes(), b"x: \xff\n"].concat()).await?;
        page.wait(
            "the byte that is no text",
            "all('[data-linted] .source i').some((it) => it.textContent === '\\\\xFF')",
        )
        .await?;
        page.click(TEXT).await?;
        page.press(Key::End).await?;
        page.write("#").await?;
        page.wait("the text of the field", "one('[data-file=false]')").await?;
        ensure!(!stand_ins(page).await?.contains(&"\\xFF".to_owned()), "a text field holds text alone");
        choose_file(page, "empty.txt", b"").await?;
        page.wait("the finding", "one('[data-finding=policy-empty]')").await?;
        choose_file(page, "huge.txt", &[POLICY.as_bytes(), &b"x: y\n".repeat(200_000)].concat()).await?;
        page.wait("the finding", "one('[data-finding=policy-http-too-large]')").await?;
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_policy_file_that_is_dropped_elsewhere_opens_here() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("what comes later", "one('.past')").await?;
        drop_file(page, "mta-sts.txt", POLICY.as_bytes()).await?;
        outcome(page, "policy", "pass").await?;
        assert_eq!(page.address().await?, "/lint?lang=en");
        page.back().await?;
        page.wait("the form", "one('#domain')").await?;
        page.forward().await?;
        outcome(page, "policy", "pass").await
    })
}

#[test]
fn the_text_outlives_a_change_of_language_and_a_look_at_a_rule() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.paste(TEXT, &POLICY.replace("max_age", "max-age")).await?;
        outcome(page, "policy", "error").await?;
        page.click("[data-language=ja]").await?;
        page.wait("Japanese", "document.documentElement.lang === 'ja'").await?;
        outcome(page, "policy", "error").await?;
        ensure!(page.title().await?.starts_with("公開前の構文チェック"), "{}", page.title().await?);
        page.click("[data-linted] a[href^='/rules/']").await?;
        page.wait("the rule", "one('.rules.one')").await?;
        page.back().await?;
        outcome(page, "policy", "error").await?;
        let value: String = page.evaluate("return one('#lint-text').value").await?;
        assert_eq!(value, POLICY.replace("max_age", "max-age"));
        page.reload().await?;
        page.wait("the page", "one('#lint-text')").await?;
        assert_eq!(page.count("[data-linted]").await?, 0, "nothing of it was kept");
        Ok(())
    })
}

#[test]
fn screen_readers_announce_the_outcome_once_typing_pauses() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.evaluate::<()>(
            "window.heard = []; new MutationObserver(() => heard.push(one('.lint > [role=status]').textContent))
                .observe(one('.lint > [role=status]'), { childList: true, characterData: true, subtree: true })",
        )
        .await?;
        page.press(Key::Escape).await?;
        page.write("/").await?;
        page.wait("the field to have the focus", "document.activeElement.id === 'lint-text'").await?;
        // The page renders between letters, which are typed without a pause.
        let shown: usize = page
            .evaluate_with(
                "const shown = new Set();
                for (const letter of given) {
                    document.execCommand('insertText', false, letter);
                    await new Promise((done) => setTimeout(done));
                    shown.add(one('#linted')?.textContent);
                }
                return shown.size",
                json!("v=STSv1; id=20260101000000Z;"),
            )
            .await?;
        ensure!(shown > 1, "the outcome is not shown as somebody types");
        outcome(page, "record", "pass").await?;
        page.wait("the outcome to be spoken", "heard.length").await?;
        let heard: Vec<String> = page.evaluate("return heard").await?;
        let expected = "Senders use this STS record. Its id is 20260101000000Z. No error, no warning.";
        assert_eq!(heard, [expected], "28 letters are one outcome");
        Ok(())
    })
}

#[test]
fn everything_is_reached_by_keyboard() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        // The text is a tab stop only if it is long enough to scroll.
        let hosts: String = (0..40).map(|at| format!("mx: mx{at}.example.net\n")).collect();
        page.paste(TEXT, &[&POLICY.replace("enforce", "strict"), hosts.as_str()].concat()).await?;
        outcome(page, "policy", "error").await?;
        for css in [
            "[data-open=draft]",
            "#lint-kind",
            "#lint-domain",
            "#lint-hosts",
            "[data-linted] [data-copy=file]",
            "[data-linted] .source",
        ] {
            page.tab_to(css).await?;
        }
        Ok(())
    })
}

#[test]
fn it_works_without_a_network() -> Result<()> {
    flow(async |page| {
        let cut = Arc::new(AtomicBool::new(false));
        let is_cut = cut.clone();
        let action_for =
            move |_: &str| if is_cut.load(Ordering::SeqCst) { RequestAction::Break } else { RequestAction::Pass };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.open_at(&gateway.origin(), "/?lang=en").await?;
        page.wait("the service worker", "(await navigator.serviceWorker.ready).active?.state === 'activated'").await?;
        cut.store(true, Ordering::SeqCst);
        page.open_at(&gateway.origin(), "/lint?lang=ja").await?;
        page.wait("the page", "one('#lint-text')").await?;
        page.paste(TEXT, &POLICY.replace("604800", "soon")).await?;
        outcome(page, "policy", "error").await?;
        page.paste(TEXT, POLICY).await?;
        outcome(page, "policy", "pass").await
    })
}

#[test]
fn a_policy_that_could_not_be_fetched_can_be_judged_here() -> Result<()> {
    flow(async |page| {
        let action_for =
            |path: &str| if path.contains("/api/v1/policy/") { RequestAction::Break } else { RequestAction::Pass };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.open_at(&gateway.origin(), "/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "unknown");
        assert_eq!(page.count("[data-finding=proxy-unavailable] p > a[href^='/lint']").await?, 1);
        page.click(".not-seen a[href^='/lint']").await?;
        page.wait("the page", "one('#lint-text')").await
    })
}

#[test]
fn hostile_octets_stay_text() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        let hostile = "version: STSv1\nmode: <img src=x onerror=alert(1)>\u{202e}\u{1b}[31m\nmx: </textarea><script>alert(1)</script>\n\0\n";
        drop_file(page, "<img src=x>\u{202e}.txt", hostile.as_bytes()).await?;
        outcome(page, "policy", "error").await?;
        assert_eq!(page.count("main img, main script").await?, 0);
        let shown: String =
            page.evaluate("return one('[data-linted]').textContent + one('#lint-note').textContent").await?;
        ensure!(!shown.contains(['\u{202e}', '\u{1b}', '\0']), "{shown:?}");
        Ok(())
    })
}
