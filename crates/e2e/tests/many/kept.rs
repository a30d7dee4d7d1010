//! What the browser stores of a run: shared by tabs, and deleted when the reader says so.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{
    check, done, names, open,
    results::{checked, compared, drop_file},
    saved,
};
use crate::support::{Page, flow};

/// Returns the number of values in the database of the list.
const STORED: &str = "await new Promise((done) => {
    const open = indexedDB.open('mta-sts-many');
    open.onsuccess = () => {
        const stores = [...open.result.objectStoreNames];
        if (stores.length === 0) { open.result.close(); return done(0) }
        const reading = open.result.transaction(stores);
        const counts = stores.map((name) => reading.objectStore(name).count());
        reading.oncomplete = () => { open.result.close(); done(counts.reduce((sum, one) => sum + one.result, 0)) };
    };
})";

async fn stored(page: &Page) -> Result<usize> {
    page.evaluate(&format!("return {STORED}")).await
}

/// Checks a domain, and compares it with a file whose content is stored.
async fn compared_and_stored(page: &Page) -> Result<()> {
    let earlier = checked(page).await?;
    drop_file(page, "earlier.jsonl", &earlier).await?;
    compared(page, "earlier.jsonl").await?;
    page.wait("its content in the storage", "one('[data-compared-file][data-stored=true]')").await?;
    ensure!(stored(page).await? > 6, "rows, earlier checks and the run");
    Ok(())
}

#[test]
fn tabs_that_compare_with_different_files_show_what_is_stored_after_a_reload() -> Result<()> {
    flow(async |page| {
        let earlier = checked(page).await?;
        let same = saved(page, "csv").await?;
        page.open_tab().await?;
        open(page, "en").await?;
        done(page).await?;
        drop_file(page, "same.csv", &same).await?;
        compared(page, "same.csv").await?;
        page.wait("its content in the storage", "one('[data-compared-file][data-stored=true]')").await?;
        page.wait("that nothing changed", "all('[data-trend=same]').length === 3").await?;

        page.switch_to_tab(0).await?;
        drop_file(page, "earlier.jsonl", &earlier).await?;
        compared(page, "earlier.jsonl").await?;
        page.wait("its content in the storage", "one('[data-compared-file][data-stored=true]')").await?;
        page.wait("the one that got worse", "all('[data-trend=worse]').length === 1").await?;

        // The other tab stores more of its run, with its own comparison.
        page.switch_to_tab(1).await?;
        page.click("[data-row='expired.test'] .toggle").await?;
        page.wait("the open row", "one('[data-open-row] [data-run=again]')").await?;
        page.click("[data-run=again]").await?;
        page.wait(
            "that it is checked",
            "one('[data-row=\"expired.test\"][data-state=checking]') || one('[data-phase=done]')",
        )
        .await?;
        done(page).await?;
        compared(page, "same.csv").await?;

        for tab in [0, 1] {
            page.switch_to_tab(tab).await?;
            page.reload().await?;
            compared(page, "earlier.jsonl").await?;
            page.wait("the one that got worse", "one('[data-row=\"expired.test\"][data-trend=worse]')").await?;
            assert_eq!(page.count("[data-trend=worse]").await?, 1);
            assert_eq!(page.count("[data-notice=compared-gone]").await?, 0);
        }
        Ok(())
    })
}

#[test]
fn a_list_is_deleted_when_nothing_is_kept_any_more_even_while_it_is_checked() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        check(page, &names(60)).await?;
        page.wait("some that are done", "Number(one('.progress')?.dataset.done) >= 5").await?;
        page.click(".brand a").await?;
        page.wait("the list with its switch", "one('[data-past]') && one('[data-keep=true]')").await?;
        ensure!(stored(page).await? > 60, "rows and the run");
        page.click("[data-keep=true]").await?;
        page.wait("the choice", "one('[data-keep=false]')").await?;
        page.wait("that nothing is stored", &format!("({STORED}) === 0")).await?;
        page.back().await?;
        done(page).await?;
        assert_eq!(page.evaluate::<usize>("return Number(one('.progress').dataset.done)").await?, 60);
        assert_eq!(page.count("[data-notice=private]").await?, 1);
        assert_eq!(stored(page).await?, 0, "the run ended without storing anything");
        page.reload().await?;
        page.wait("nothing", "one('#names')").await
    })
}

#[test]
fn a_compared_file_is_deleted_when_nothing_is_kept_any_more() -> Result<()> {
    flow(async |page| {
        compared_and_stored(page).await?;
        page.click(".brand a").await?;
        page.wait("the list", "one('[data-past]')").await?;
        page.click("[data-keep=true]").await?;
        page.wait("that nothing is stored", &format!("({STORED}) === 0")).await?;
        page.click("[data-keep=false]").await?;
        page.wait("the choice", "one('[data-keep=true]')").await?;
        open(page, "en").await?;
        page.wait("nothing", "one('#names')").await
    })
}

#[test]
fn delete_all_deletes_the_list_and_the_compared_file() -> Result<()> {
    flow(async |page| {
        compared_and_stored(page).await?;
        page.click(".brand a").await?;
        page.wait("the button", "one('[data-forget=ask]')").await?;
        page.click("[data-forget=ask]").await?;
        ensure!(page.text(".sure").await?.contains("list of many domains"), "the question names the list");
        page.click("[data-forget=all]").await?;
        page.wait("that nothing is stored", &format!("({STORED}) === 0")).await?;
        open(page, "en").await?;
        page.wait("nothing", "one('#names')").await
    })
}

#[test]
fn a_reader_who_returns_sees_the_date_and_checks_all_again() -> Result<()> {
    flow(async |page| {
        checked(page).await?;
        page.reload().await?;
        done(page).await?;
        let date = page.text("[data-checked-on]").await?;
        ensure!(date.starts_with("Checked on "), "{date}");
        page.click("[data-row='expired.test'] .toggle").await?;
        page.wait("the date of the check", "one('.inner [data-checked]')?.textContent.startsWith('Checked on ')")
            .await?;
        // Only rows near the window are drawn, and an open row is long.
        page.click("[data-row='expired.test'] .toggle").await?;
        page.wait("the closed row", "!one('[data-open-row]')").await?;
        let moment: u64 = page.evaluate("return Math.floor(Date.now() / 1000)").await?;
        // Start times are compared in whole seconds.
        page.wait_given("a later second", "Math.floor(Date.now() / 1000) > given", json!(moment)).await?;
        page.click("[data-run=again-all]").await?;
        page.wait("another run", "one('[data-phase=running]') || one('[data-trend]')").await?;
        done(page).await?;
        let trends: Vec<String> =
            page.evaluate("return all('[data-row]').map((row) => `${row.dataset.row} ${row.dataset.trend}`)").await?;
        assert_eq!(trends, ["expired.test same", "testing.test same", "good.test same"]);
        Ok(())
    })
}
