//! Offline use.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Gateway, RequestAction, flow};

#[test]
fn without_a_network_the_page_starts_and_opens_what_it_keeps() -> Result<()> {
    flow(async |page| {
        let cut = Arc::new(AtomicBool::new(false));
        let is_cut = cut.clone();
        let action_for =
            move |_: &str| if is_cut.load(Ordering::SeqCst) { RequestAction::Break } else { RequestAction::Pass };
        let gateway = Gateway::open(page.server().port(), action_for).await?;
        page.open_at(&gateway.origin(), "/").await?;
        page.check("good.test").await?;
        page.wait("the browser to keep the page", "(await navigator.serviceWorker.getRegistration())?.active").await?;
        cut.store(true, Ordering::SeqCst);
        page.open_at(&gateway.origin(), "/").await?;
        page.wait("the kept check", "one('[data-past=\"good.test\"]')").await?;
        page.click("[data-past='good.test'] a").await?;
        page.answered("good.test").await?;
        assert_eq!(page.verdict().await?, "enforced");
        page.check("absent.test").await?;
        assert_eq!(page.verdict().await?, "unknown", "the fault is ours, and the page says so");
        assert_eq!(page.count("[data-fallback]").await?, 0, "nobody stood in");
        page.wait("the evidence", "one('[data-evidence=questions]')").await?;
        let told = "all('[data-party]').length > 0 && all('[data-party]').every((it) => it.dataset.silent)";
        page.wait("whom no question may have reached", told).await?;
        Ok(())
    })
}

#[test]
fn the_page_says_when_the_network_goes_and_when_it_comes() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.wait("the later part of the page", "one('[data-keep]')").await?;
        for (offline, said) in [(true, "one('[data-offline]')"), (false, "!one('[data-offline]')")] {
            let network = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
            page.devtools("Network.enable", json!({})).await?;
            page.devtools("Network.emulateNetworkConditions", network).await?;
            page.wait("what is said of the network", said).await?;
        }
        Ok(())
    })
}

#[test]
fn caches_of_other_pages_at_this_origin_stay() -> Result<()> {
    flow(async |page| {
        page.goto(&page.server().origin(), "/robots.txt").await?;
        page.evaluate::<()>(
            "const cache = await caches.open('of another page'); await cache.put('/kept', new Response('kept'))",
        )
        .await?;
        page.evaluate::<()>(&format!("await caches.open('mta-sts / {:016x}')", 1)).await?;
        page.open("/").await?;
        page.wait("the worker to be active", "(await navigator.serviceWorker.ready).active?.state === 'activated'")
            .await?;
        page.wait("older files of this page to go", "(await caches.keys()).length === 2").await?;
        let kept: String = page.evaluate("return (await (await caches.match('/kept')).text())").await?;
        assert_eq!(kept, "kept");
        Ok(())
    })
}

#[test]
fn answers_of_the_proxy_and_of_resolvers_are_not_kept_with_the_page() -> Result<()> {
    flow(async |page| {
        page.open("/").await?;
        page.wait("the browser to keep the page", "(await navigator.serviceWorker.getRegistration())?.active").await?;
        page.check("good.test").await?;
        let kept: Vec<String> = page
            .evaluate(
                "const of = async (name) => (await (await caches.open(name)).keys()).map((request) => request.url); \
                 return (await Promise.all((await caches.keys()).map(of))).flat()",
            )
            .await?;
        ensure!(kept.iter().any(|address| address.ends_with(".wasm")), "{kept:?}");
        ensure!(!kept.iter().any(|address| address.contains("/api/") || address.contains("dns-query")), "{kept:?}");
        Ok(())
    })
}
