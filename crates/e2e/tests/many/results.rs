//! Results of earlier runs: dropped on a run, entered as a list, and remembered by the browser.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{check, done, lists::a_week_before, names, open, saved};
use crate::support::{Page, flow};

fn three() -> Vec<String> {
    ["good", "expired", "testing"].map(|name| format!("{name}.test")).into()
}

pub(super) async fn drop_file(page: &Page, name: &str, text: &str) -> Result<()> {
    page.evaluate_with(
        "const data = new DataTransfer(); data.items.add(new File([given[1]], given[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))",
        json!([name, text]),
    )
    .await
}

/// Checks three domains, and returns the results as they might have been a week before.
pub(super) async fn checked(page: &Page) -> Result<String> {
    open(page, "en").await?;
    check(page, &three()).await?;
    done(page).await?;
    a_week_before(page, &saved(page, "json").await?).await
}

/// Waits for the end of a comparison with a file, which the menu names.
pub(super) async fn compared(page: &Page, name: &str) -> Result<()> {
    page.wait_given("the file", "one('[data-compared-file]')?.dataset.comparedFile === given", json!(name)).await?;
    page.wait_given("the menu", "one('[data-compare]').selectedOptions[0].textContent === given", json!(name)).await
}

#[test]
fn results_dropped_on_a_run_are_compared_with_and_named_and_the_worst_come_first() -> Result<()> {
    flow(async |page| {
        let earlier = checked(page).await?;
        let csv = saved(page, "csv").await?;
        page.fill("[data-search=many]", "test").await?;
        drop_file(page, "earlier.jsonl", &earlier).await?;
        compared(page, "earlier.jsonl").await?;
        page.wait("the one that got worse", "all('[data-row]')[0]?.dataset.row === 'expired.test'").await?;
        page.wait(
            "all three compared",
            "all('[data-trend=worse]').length === 1 && all('[data-trend=same]').length === 2",
        )
        .await?;
        page.wait("its heading", "one('[data-group=worse]')").await?;
        ensure!(page.address().await?.contains("/many"), "no check of a domain opens");

        drop_file(page, "earlier.csv", &csv).await?;
        compared(page, "earlier.csv").await?;
        page.wait("that nothing changed", "all('[data-trend=same]').length === 3").await?;
        drop_file(page, "notes.txt", "my notes").await?;
        page.wait("a word about it", "one('[data-compare-failed]')?.textContent.includes('notes.txt')").await?;
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_file_to_compare_with_is_stored_with_the_run() -> Result<()> {
    flow(async |page| {
        let earlier = checked(page).await?;
        drop_file(page, "earlier.jsonl", &earlier).await?;
        compared(page, "earlier.jsonl").await?;
        page.wait("its content in the storage", "one('[data-compared-file][data-stored=true]')").await?;
        page.reload().await?;
        compared(page, "earlier.jsonl").await?;
        page.wait("the one that got worse", "one('[data-row=\"expired.test\"][data-trend=worse]')").await?;
        page.click("[data-row='expired.test'] .toggle").await?;
        page.wait("what changed since the file", "one('.inner .since .pairs, .inner .since h3')").await?;
        page.click("[data-run=again]").await?;
        page.wait(
            "another outcome",
            "one('[data-row=\"expired.test\"][data-state=checking]') || one('[data-phase=done]')",
        )
        .await?;
        done(page).await?;
        page.wait("that it is still worse", "one('[data-row=\"expired.test\"][data-trend=worse]')").await?;
        assert_eq!(page.count("[data-notice=compared-gone]").await?, 0);
        Ok(())
    })
}

#[test]
fn an_order_chosen_in_a_heading_is_the_one_that_the_menu_shows() -> Result<()> {
    flow(async |page| {
        checked(page).await?;
        let menu = "one('[data-sort]').selectedOptions[0].textContent";
        page.evaluate::<()>("const menu = one('[data-sort]'); menu.focus(); menu.value = '2'; menu.dispatchEvent(new Event('change', { bubbles: true }))").await?;
        page.wait("the order of the menu", "one('th[aria-sort]').textContent === 'Domain'").await?;
        ensure!(
            page.evaluate::<bool>("return document.activeElement === one('[data-sort]')").await?,
            "the menu keeps the focus"
        );
        page.evaluate::<()>("all('th button').find((button) => button.textContent === 'Who fixes it').click()").await?;
        page.wait_given("the menu", &format!("{menu} === given"), json!("By who fixes it")).await?;
        page.open("/rules?lang=en").await?;
        open(page, "en").await?;
        page.wait_given("the menu after another page", &format!("{menu} === given"), json!("Worst first")).await
    })
}

#[test]
fn focus_stays_near_a_button_that_disappears() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        check(page, &names(60)).await?;
        let focused = "return document.activeElement.dataset.run || document.activeElement.id";
        page.wait("some that are done", "Number(one('.progress')?.dataset.done) >= 2").await?;
        page.click("[data-run=pause]").await?;
        page.wait("the pause", "one('[data-phase=paused]')").await?;
        assert_eq!(page.evaluate::<String>(focused).await?, "resume");
        page.click("[data-run=cancel]").await?;
        page.wait("the end", "one('[data-phase=cancelled]')").await?;
        page.wait("the progress", "document.activeElement.id === 'progress'").await?;
        page.click("[data-run=new]").await?;
        page.wait("the question", "document.activeElement.dataset.run === 'keep'").await?;
        page.click("[data-run=keep]").await?;
        page.wait("the button that asked", "document.activeElement.dataset.run === 'new'").await?;
        page.click("[data-run=new]").await?;
        page.click("[data-run=clear]").await?;
        page.wait("the field", "document.activeElement.id === 'names'").await
    })
}

#[test]
fn a_list_that_is_checked_again_without_a_change_is_unchanged() -> Result<()> {
    flow(async |page| {
        checked(page).await?;
        let moment: u64 = page.evaluate("return Math.floor(Date.now() / 1000)").await?;
        // Start times are compared in whole seconds.
        page.wait_given("a later second", "Math.floor(Date.now() / 1000) > given", json!(moment)).await?;
        page.click("[data-run=new]").await?;
        page.click("[data-run=clear]").await?;
        check(page, &three()).await?;
        done(page).await?;
        page.wait("that nothing changed", "all('[data-trend=same]').length === 3").await?;
        assert_eq!(page.count("[data-trend=worse]").await?, 0);
        Ok(())
    })
}

#[test]
fn results_pasted_as_a_list_are_recognised_and_widen_nothing() -> Result<()> {
    flow(async |page| {
        let earlier = checked(page).await?;
        page.click("[data-run=new]").await?;
        page.click("[data-run=clear]").await?;
        page.set_viewport_width(360).await?;
        page.wait("the field", "one('#names')").await?;
        page.paste("#names", &format!("{}x\n", "x".repeat(9_000))).await?;
        page.click("[data-check=many]").await?;
        page.wait("that it is no list", "one('#names-problem')").await?;
        page.paste("#names", &earlier).await?;
        page.click("[data-check=many]").await?;
        page.wait("what was read", "one('[data-read=\"3\"] [data-start=compare]')").await?;
        let width: u32 = page.evaluate("return document.scrollingElement.scrollWidth").await?;
        ensure!(width <= 360, "{width} px");
        page.click("[data-start=compare]").await?;
        done(page).await?;
        page.wait("the one that got worse", "all('[data-row]')[0]?.dataset.trend === 'worse'").await?;
        assert_eq!(page.count("[data-compared-file]").await?, 1);
        Ok(())
    })
}

#[test]
fn a_message_stays_open_however_far_the_reader_scrolls() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        check(page, &[vec!["expired.test".to_owned()], names(100)].concat()).await?;
        done(page).await?;
        page.fill("[data-search=many]", ".test").await?;
        page.click("[data-row='expired.test'] .toggle").await?;
        page.wait("the message", "one('.inner [data-message] > summary')").await?;
        page.click(".inner [data-message] > summary").await?;
        for place in ["document.body.scrollHeight", "0"] {
            page.evaluate::<()>(&format!("window.scrollTo(0, {place})")).await?;
            page.wait("rows in the window", "all('[data-row]').some((row) => { const { top } = row.getBoundingClientRect(); return top >= 0 && top < innerHeight })").await?;
            assert_eq!(page.count(".inner [data-message][open]").await?, 1, "at {place}");
            ensure!(page.count("[data-row]").await? < 80, "at {place}");
        }
        Ok(())
    })
}
