//! TLS reports: real files dropped and chosen, the answer, the stored data, and the export.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use crate::support::{Page, flow};

/// Returns the folder of sample reports, one for each format and packaging that senders use.
fn forms() -> PathBuf {
    // The browser accepts no path with `..` in it.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tls-report/fixtures/forms");
    folder.canonicalize().unwrap_or(folder)
}

async fn open(page: &Page, language: &str) -> Result<()> {
    page.open(&format!("/reports?lang={language}")).await?;
    page.wait("the field for files", "one('[data-open=reports]')").await
}

/// Chooses files in the page's field.
async fn choose(page: &Page, files: &[PathBuf]) -> Result<()> {
    let paths: Vec<&str> =
        files.iter().map(|file| file.to_str().context("a path that is text")).collect::<Result<_>>()?;
    page.type_into("[data-open=reports]", &paths.join("\n")).await
}

/// Returns all samples, without their descriptions.
fn all_forms() -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(forms())?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_form = |path: &PathBuf| !["README.md", "expect.json"].iter().any(|name| path.ends_with(name));
    let mut files: Vec<PathBuf> = entries.into_iter().filter(is_form).collect();
    files.sort();
    Ok(files)
}

async fn read(page: &Page) -> Result<()> {
    let done =
        "one('[data-reports]') && one('.reports')?.getAttribute('aria-busy') === 'false' && one('[data-enforce]')";
    page.wait("the answer", done).await
}

/// Returns a report about a demo domain.
fn report(domain: &str, sender: &str, failed: u32) -> String {
    json!({
        "organization-name": sender, "report-id": format!("{sender}-1"),
        "date-range": { "start-datetime": "2026-01-05T00:00:00Z", "end-datetime": "2026-01-05T23:59:59Z" },
        "policies": [{
            "policy": { "policy-type": "sts", "policy-domain": domain },
            "summary": { "total-successful-session-count": 9, "total-failure-session-count": failed },
            "failure-details": [{ "result-type": "certificate-expired", "receiving-mx-hostname": format!("mx1.{domain}"),
                "failed-session-count": failed, "failure-reason-code": "X509_V_ERR_CERT_HAS_EXPIRED" }]
        }]
    })
    .to_string()
}

/// Drops files on the page.
async fn drop_files(page: &Page, files: &[(&str, String)]) -> Result<()> {
    let script =
        "const data = new DataTransfer(); for (const [name, text] of given) data.items.add(new File([text], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.evaluate_with(script, json!(files)).await
}

#[test]
fn every_form_of_report_is_read_and_what_is_not_says_why() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.requests().await?;
        choose(page, &all_forms()?).await?;
        read(page).await?;
        let reports: usize = page.evaluate("return Number(one('[data-reports]').dataset.reports)").await?;
        ensure!(reports > 20, "{reports} reports");
        for why in ["outlook-file", "truncated"] {
            ensure!(page.count(&format!("[data-skipped={why}]")).await? > 0, "{why}");
        }
        ensure!(page.text("h1").await?.contains("kestrel.test"));
        ensure!(page.count(".plot rect.passed").await? > 1, "sessions over time");
        ensure!(page.count("[data-cause]").await? > 3, "failures");
        let own = page.server().origin();
        let elsewhere: Vec<String> =
            page.requests().await?.into_iter().filter(|it| !it.starts_with(&own) && !it.starts_with("blob:")).collect();
        ensure!(elsewhere.is_empty(), "{elsewhere:?}");
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn reports_that_are_dropped_meet_the_check_of_their_domain() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        drop_files(page, &[("a.json", report("expired.test", "A", 3)), ("b.json", report("good.test", "B", 0))])
            .await?;
        read(page).await?;
        page.wait("a choice of domains", "one('[data-choose=domain]')").await?;
        ensure!(page.count("[data-reason=live-check-missing]").await? == 1);
        assert_eq!(page.count("[data-now=unchecked]").await?, 1, "not checked yet");
        page.click("[data-enforce] .tools a").await?;
        page.answered("expired.test").await?;
        page.click("header a[href^='/reports']").await?;
        let now = "one('[data-cause=certificate-expired] [data-now]:not([data-now=unchecked])')";
        page.wait("what the check says of the failure", now).await?;
        assert_eq!(page.count("[data-reason=live-check-missing]").await?, 0);
        Ok(())
    })
}

#[test]
fn reports_are_kept_if_wanted_exported_and_cleared() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        drop_files(page, &[("a.json", report("kestrel.test", "A", 3))]).await?;
        read(page).await?;
        page.reload().await?;
        page.wait("nothing", "one('.drop')").await?;
        drop_files(page, &[("a.json", report("kestrel.test", "A", 3))]).await?;
        read(page).await?;
        page.click("[data-keep-reports]").await?;
        page.wait(
            "the reports to be kept",
            "(await indexedDB.databases()).some((it) => it.name === 'mta-sts-reports')",
        )
        .await?;
        page.wait("the switch", "one('[data-keep-reports=true]')").await?;
        let stored = "await new Promise((done) => { const open = indexedDB.open('mta-sts-reports');
            open.onsuccess = () => { const all = open.result.transaction('reports').objectStore('reports').count();
            all.onsuccess = () => { open.result.close(); done(all.result) } } })";
        page.wait("one report", &format!("({stored}) === 1")).await?;
        page.reload().await?;
        page.wait("the kept report", "one('[data-reports=\"1\"]')").await?;
        drop_files(page, &[("b.json", report("kestrel.test", "B", 1)), ("copy.json", report("kestrel.test", "A", 3))])
            .await?;
        page.wait("both reports", "one('[data-reports=\"2\"]')").await?;
        for ending in ["csv", "json", "md"] {
            ensure!(page.count(&format!("[data-save={ending}]")).await? == 1, "{ending}");
        }
        page.click("[data-clear]").await?;
        page.wait("nothing", "one('.drop')").await?;
        page.wait("no report", &format!("({stored}) === 0")).await
    })
}

#[test]
fn a_thousand_reports_are_read_in_one_drop() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.evaluate_with::<()>(
            "const data = new DataTransfer();
            for (let at = 0; at < 1000; at += 1) data.items.add(new File([given.replaceAll('A-1', `A-${at}`)], `${at}.json`));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))",
            json!(report("kestrel.test", "A", 3)),
        )
        .await?;
        page.wait("all reports", "one('[data-reports=\"1000\"]') && one('[data-enforce]')").await
    })
}

#[test]
fn stopping_says_how_many_files_were_not_read() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.evaluate_with::<()>(
            "new MutationObserver((_, observer) => { const stop = one('[data-stop]'); if (stop) { observer.disconnect(); stop.click() } })
                .observe(document.body, { childList: true, subtree: true });
            const data = new DataTransfer();
            for (let at = 0; at < 1000; at += 1) data.items.add(new File([given.replaceAll('A-1', `A-${at}`)], `${at}.json`));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))",
            json!(report("kestrel.test", "A", 3)),
        )
        .await?;
        read(page).await?;
        let counts =
            "return [Number(one('[data-reports]').dataset.reports), Number(one('[data-unread]').dataset.unread)]";
        let [read_files, unread]: [usize; 2] = page.evaluate(counts).await?;
        ensure!(unread > 0 && read_files + unread == 1000, "{read_files} read, {unread} not read");
        Ok(())
    })
}

/// The texts of all kept reports.
const KEPT: &str = "await new Promise((done) => { const open = indexedDB.open('mta-sts-reports');
    open.onsuccess = () => { const all = open.result.transaction('reports').objectStore('reports').getAll();
    all.onsuccess = () => { open.result.close(); done(all.result) } } })";

/// Opens one report, and keeps it.
async fn keep_one_report(page: &Page) -> Result<()> {
    open(page, "en").await?;
    drop_files(page, &[("a.json", report("kestrel.test", "A", 3))]).await?;
    read(page).await?;
    page.click("[data-keep-reports]").await?;
    page.wait("the switch", "one('[data-keep-reports=true]')").await?;
    page.wait("one report", &format!("({KEPT}).length === 1")).await
}

#[test]
fn kept_reports_of_any_size_do_not_exhaust_the_page() -> Result<()> {
    flow(async |page| {
        keep_one_report(page).await?;
        page.evaluate::<()>(
            "await new Promise((done) => { const open = indexedDB.open('mta-sts-reports');
            open.onsuccess = () => { const change = open.result.transaction('reports', 'readwrite');
            change.objectStore('reports').add(7);
            for (let at = 0; at < 5; at += 1) change.objectStore('reports').add('x'.repeat(15 << 20));
            change.oncomplete = () => { open.result.close(); done() } } })",
        )
        .await?;
        page.reload().await?;
        page.wait("what was loaded", "one('[data-problem=kept-in-part]') && one('[data-reports=\"1\"]')").await?;
        Ok(())
    })
}

#[test]
fn a_kept_report_that_cannot_be_read_is_named_and_stays_until_it_is_deleted() -> Result<()> {
    flow(async |page| {
        keep_one_report(page).await?;
        page.evaluate::<()>(
            "await new Promise((done) => { const open = indexedDB.open('mta-sts-reports');
            open.onsuccess = () => { const change = open.result.transaction('reports', 'readwrite');
            change.objectStore('reports').add('{\"format\":99,\"file\":\"later.json\"}');
            change.oncomplete = () => { open.result.close(); done() } } })",
        )
        .await?;
        page.reload().await?;
        page.wait("its name", "one('[data-unreadable-report=\"later.json\"]') && one('[data-reports=\"1\"]')").await?;
        drop_files(page, &[("b.json", report("kestrel.test", "B", 1))]).await?;
        page.wait("both reports and the text", &format!("({KEPT}).length === 3")).await?;
        page.click("[data-forget=report]").await?;
        page.wait("that it is gone", &format!("!one('[data-unreadable-report]') && ({KEPT}).length === 2")).await?;
        ensure!(page.evaluate::<bool>(&format!("return !({KEPT}).join().includes('later.json')")).await?);
        Ok(())
    })
}

#[test]
fn the_table_of_failures_is_sorted_and_filtered_by_keyboard_alone() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        drop_files(
            page,
            &[("a.json", report("kestrel.test", "Zebra", 3)), ("b.json", report("kestrel.test", "Ant", 7))],
        )
        .await?;
        read(page).await?;
        let senders = "return all('table.failures tbody tr').map((row) => row.children[2].innerText)";
        assert_eq!(page.evaluate::<Vec<String>>(senders).await?, ["Ant", "Zebra"], "most sessions first");
        page.tab_to("[data-sort=Sender]").await?;
        page.press(Key::Enter).await?;
        page.press(Key::Enter).await?;
        page.wait("the other order", "one('[aria-sort=descending] [data-sort=Sender]')").await?;
        assert_eq!(page.evaluate::<Vec<String>>(senders).await?, ["Zebra", "Ant"]);
        page.evaluate_with::<()>("one('#filter').focus()", json!(null)).await?;
        page.write("ant").await?;
        page.wait("one row", "all('table.failures tbody tr').length === 1").await
    })
}

#[test]
fn the_page_for_reports_is_accessible_and_never_scrolls_sideways() -> Result<()> {
    flow(async |page| {
        let (mut found, files) = (Vec::new(), all_forms()?);
        for language in ["en", "ja"] {
            open(page, language).await?;
            for is_read in [false, true] {
                if is_read {
                    choose(page, &files).await?;
                    read(page).await?;
                    page.evaluate::<()>("all('details').forEach((it) => { it.open = true })").await?;
                }
                for theme in ["light", "dark"] {
                    page.prefers("prefers-color-scheme", theme).await?;
                    found.extend(page.accessibility_violations().await?);
                }
                page.set_viewport_width(360).await?;
                let width: u32 = page.evaluate("return document.scrollingElement.scrollWidth").await?;
                ensure!(width <= 360, "{language}: {width} px");
                page.set_viewport_width(1200).await?;
            }
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}
