//! Links that contain the observations of a check.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::support::{Page, flow};

/// Returns the snapshot link of a check, from the path on.
async fn snapshot(page: &Page, domain: &str) -> Result<String> {
    page.open(&format!("/?domain={domain}&lang=en")).await?;
    page.answered(domain).await?;
    page.wait("the button", "one('[data-copy=snapshot]')").await?;
    page.click("[data-copy=snapshot]").await?;
    page.copied("snapshot").await?;
    let link = page.clipboard().await?;
    let path = link.strip_prefix(&page.server().origin()).context("a link to this page")?;
    Ok(path.to_owned())
}

#[test]
fn a_snapshot_link_shows_what_was_seen_then_and_stores_nothing() -> Result<()> {
    flow(async |page| {
        let path = snapshot(page, "expired.test").await?;
        let (shown, hidden) = path.split_once('#').context("evidence behind the hash")?;
        ensure!(!shown.contains("expired") && hidden.starts_with("seen=1.") && hidden.len() < 32 * 1024, "{path}");
        page.open("/?lang=en").await?;
        page.wait("the button", "one('[data-forget=ask]')").await?;
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=all]").await?;
        page.wait("an empty history", "one('[data-empty=past]')").await?;
        page.requests().await?;
        page.open(&path).await?;
        page.answered("expired.test").await?;
        assert_eq!(page.verdict().await?, "ineffective");
        page.finding("policy-host-tls-expired").await?;
        assert_eq!(page.count("[data-snapshot=shown]").await?, 1, "it is marked");
        let asked = page.requests().await?;
        let tells = |address: &String| {
            address.contains("dns-query") || address.contains("/policy/") || address.contains("seen=1")
        };
        ensure!(!asked.iter().any(|address| tells(address) && !address.contains('#')), "{asked:?}");
        page.click("[data-language=ja]").await?;
        page.wait("the other language", "document.documentElement.lang === 'ja'").await?;
        assert_eq!(page.count("[data-snapshot=shown]").await?, 1);
        page.reload().await?;
        page.answered("expired.test").await?;
        page.click(".brand a").await?;
        page.wait("the history, still empty", "one('[data-empty=past]')").await?;
        page.back().await?;
        page.answered("expired.test").await?;
        assert_eq!(page.count("[data-snapshot=shown]").await?, 1, "the button \"back\" leads to it");
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_mail_address_that_was_typed_stays_out_of_the_link() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.ask("somebody@good.test").await?;
        page.answered("good.test").await?;
        page.wait("a word about it", "one('[data-taken=mail]')").await?;
        page.wait("the button", "one('[data-copy=snapshot]')").await?;
        page.click("[data-copy=snapshot]").await?;
        page.copied("snapshot").await?;
        let unpack = "
            const packed = given.split('#seen=1.')[1].replaceAll('-', '+').replaceAll('_', '/');
            const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
            return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text()";
        let text: String = page.evaluate_with(unpack, json!(page.clipboard().await?)).await?;
        ensure!(text.contains("good.test") && !text.contains("somebody"), "{text}");
        Ok(())
    })
}

/// Inputs that must not break a page: no format, another one, invalid base64, no compression, a bomb, no evidence, too
/// long.
const HOSTILE: &str = "
    const packed = async (text) => {
        const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
        return '1.' + btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    };
    const many = JSON.stringify({ format: 1, domain: 'a.example', started: '2026-01-01T00:00:00Z', entries: Array(2100).fill({}) });
    return ['x', '2.AAAA', '1.***', '1.AAAA', await packed(' '.repeat(20_000_000)), await packed('{}'), await packed('[[['),
        await packed(many), await packed('{\"format\":1,\"domain\":\"not a domain\",\"started\":\"2026-01-01T00:00:00Z\",\"entries\":[]}'), '1.' + 'A'.repeat(40_000)];
";

#[test]
fn a_link_that_holds_no_check_says_so_and_harms_nothing() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        let hostile: Vec<String> = page.evaluate(HOSTILE).await?;
        for packed in hostile {
            page.goto("about:blank", "").await?;
            page.open(&format!("/?lang=en#seen={packed}")).await?;
            let what = format!("a word about {}", &packed[..packed.len().min(60)]);
            page.wait(&what, "one('[data-unreadable]')").await?;
            assert_eq!(page.count("[data-verdict]").await?, 0);
        }
        page.check("good.test").await?;
        assert_eq!((page.verdict().await?, page.count("[data-unreadable]").await?), ("enforced".into(), 0));
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_browser_that_shares_links_gets_a_button_for_it() -> Result<()> {
    flow(async |page| {
        page.open("/?domain=good.test&lang=en").await?;
        page.answered("good.test").await?;
        page.wait("the buttons", "one('[data-copy=ticket]')").await?;
        page.before_every_page("navigator.share = async (data) => { globalThis.shared = data }").await?;
        page.reload().await?;
        page.answered("good.test").await?;
        page.wait("the button", "one('[data-share]')").await?;
        page.click("[data-share]").await?;
        page.wait("the link to be shared", "globalThis.shared?.url.includes('domain=good.test')").await?;
        ensure!(page.evaluate::<String>("return shared.title").await?.contains("good.test"), "it has a title");
        Ok(())
    })
}
