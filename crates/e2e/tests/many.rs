//! Many domains: input, the run with its interruptions, the comparison, and the export.

mod kept;
mod lists;
mod long;
mod results;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use lists::{WORSE, a_week_before, customers, domains};

use crate::support::{Gateway, Page, RequestAction, SHIFT_LIMIT, flow, shift, watch_shifts};

fn file(name: &str, text: &str) -> Result<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text)?;
    Ok(path.to_str().context("a path that is text")?.to_owned())
}

async fn open(page: &Page, language: &str) -> Result<()> {
    page.open(&format!("/many?lang={language}")).await?;
    page.wait("the page", "one('.many[aria-busy=false]')").await
}

/// Enters a list and checks it.
async fn check(page: &Page, names: &[String]) -> Result<()> {
    page.wait("the field", "one('#names')").await?;
    page.paste("#names", &names.join("\n")).await?;
    page.click("[data-check=many]").await
}

async fn done(page: &Page) -> Result<()> {
    page.wait("the end of the run", "one('.many[data-phase=done]')").await
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("n{at}.test")).collect()
}

/// Returns the file that a button would save.
async fn saved(page: &Page, format: &str) -> Result<String> {
    page.evaluate_with(
        "const made = new Promise((done) => {
            const create = URL.createObjectURL;
            URL.createObjectURL = (blob) => { URL.createObjectURL = create; blob.text().then(done); return create(blob) };
        });
        one(`[data-save=${given}]`).click();
        return made",
        json!(format),
    )
    .await
}

#[test]
fn a_help_desk_finds_what_got_worse_among_forty_customers() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.requests().await?;
        page.type_into("[data-open=many]", &file("customers.csv", &customers())?).await?;
        page.wait("what was read", "one('[data-read=\"40\"]')").await?;
        let readout = page.text(".readout").await?;
        for part in ["n/a", "has no domain: Nobody", ", Lima."] {
            ensure!(readout.contains(part), "{part}: {readout}");
        }
        page.evaluate::<()>("const list = one('[data-choose=column]'); list.value = '1'; list.dispatchEvent(new Event('change', { bubbles: true }))").await?;
        page.wait("another column", "one('[data-read=\"3\"]')").await?;
        page.evaluate::<()>("const list = one('[data-choose=column]'); list.value = '2'; list.dispatchEvent(new Event('change', { bubbles: true }))").await?;
        page.wait("the right column", "one('[data-read=\"40\"]')").await?;
        assert_eq!(page.requests().await?, [""; 0], "nothing is asked before the reader says so");
        page.evaluate::<()>("window.scrollTo(0, 9999)").await?;
        page.click("[data-start]").await?;
        page.wait(
            "the run from the top",
            "one('.progress') && document.activeElement.id === 'progress' && scrollY === 0",
        )
        .await?;
        done(page).await?;
        page.wait("the worst first", "one('[data-sort]').selectedOptions[0].textContent === 'Worst first'").await?;
        page.fill("[data-search=many]", "Lima").await?;
        page.wait("the shared domain", "one('[data-rows=\"1\"] [data-row=\"good.test\"]')").await?;
        page.fill("[data-search=many]", "").await?;
        let own = page.server().origin();
        let elsewhere: Vec<String> =
            page.requests().await?.into_iter().filter(|it| !it.starts_with(&own) && !it.starts_with("blob:")).collect();
        ensure!(elsewhere.is_empty(), "{elsewhere:?}");

        let csv = saved(page, "csv").await?;
        assert_eq!(csv.lines().count(), 41, "{csv}");
        ensure!(
            csv.contains("domain,verdict,severity,errors,warnings,finding,headline") && csv.contains("Customer 8"),
            "{csv}"
        );
        let markdown = saved(page, "markdown").await?;
        ensure!(markdown.contains("| expired.test (Customer "), "{markdown}");
        let documents = saved(page, "json").await?;
        ensure!(csv.contains("; Lima") && documents.contains("\"Lima\""), "every customer is in the files");
        page.wait("what was saved", "/^mta-sts-domains-20\\d{6}\\.json$/.test(one('[data-saved]')?.dataset.saved)")
            .await?;
        let earlier = a_week_before(page, &documents).await?;

        page.type_into("[data-open=baseline]", &file("earlier.jsonl", &earlier)?).await?;
        page.wait("what got worse", "one('[data-filter=worse] b')?.innerText === '3'").await?;
        page.click("[data-filter=worse]").await?;
        page.wait("three rows", "one('[data-rows=\"3\"]')").await?;
        let mut shown: Vec<String> = page.evaluate("return all('[data-row]').map((row) => row.dataset.row)").await?;
        shown.sort();
        assert_eq!(shown, WORSE);

        page.click("[data-row='mx-not-listed.test'] .toggle").await?;
        page.wait("what changed and what to do", "one('.inner .since') && one('.inner [data-message]')").await?;
        page.click(".inner [data-message=customer] > summary").await?;
        let message = page.text(".inner [data-message=customer] pre").await?;
        for part in ["mx-not-listed.test: some senders cannot deliver", "What happens to your mail", "your web host"] {
            ensure!(message.contains(part), "{part}: {message}");
        }
        page.click(".inner [data-message=customer] input[value=ja]").await?;
        page.wait(
            "the message in Japanese",
            "one('.inner [data-message=customer] pre').innerText.includes('メールへの影響')",
        )
        .await?;
        page.click(".inner [data-owner] [data-message] > summary").await?;
        ensure!(page.text(".inner [data-owner] [data-message] pre").await?.contains("mx-not-listed.test"));
        page.click("[data-row='expired.test'] th a").await?;
        page.answered("expired.test").await?;
        assert_eq!(page.count("[data-kept]").await?, 1, "the check that the row is about");
        page.back().await?;
        page.wait("the same three rows", "one('[data-rows=\"3\"]')").await?;
        page.click("[data-run=new]").await?;
        page.click("[data-run=clear]").await?;
        page.type_into("[data-open=many]", &file("as-a-list.jsonl", &earlier)?).await?;
        page.wait("the shared domain of that week", "one('.readout')?.innerText.includes(', Lima.')").await?;
        assert_eq!(page.console_errors().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn a_run_is_compared_with_what_the_history_has() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        let list: Vec<String> = ["good", "expired", "testing"].map(|name| format!("{name}.test")).into();
        check(page, &list).await?;
        done(page).await?;
        let earlier = a_week_before(page, &saved(page, "json").await?).await?;
        page.open("/?lang=en").await?;
        page.wait("the button", "one('[data-forget=ask]')").await?;
        page.click("[data-forget=ask]").await?;
        page.click("[data-forget=all]").await?;
        page.wait("the field for files", "one('[data-open=evidence]')").await?;
        page.type_into("[data-open=evidence]", &file("before.json", &earlier)?).await?;
        page.wait("the checks of before", "all('[data-past]').length === 3 || region()").await?;
        open(page, "en").await?;
        check(page, &list).await?;
        done(page).await?;
        page.wait("the one that got worse", "one('[data-row=\"expired.test\"][data-trend=worse]')").await?;
        assert_eq!(page.count("[data-trend=worse]").await?, 1);
        ensure!(page.text("[data-filter=worse]").await?.contains("Got worse since"));
        Ok(())
    })
}

#[test]
fn a_run_is_paused_survives_a_closed_page_and_is_cancelled() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        check(page, &names(60)).await?;
        page.wait("some that are done", "Number(one('.progress')?.dataset.done) >= 5").await?;
        page.click("[data-run=pause]").await?;
        page.wait("that nothing is under way", "one('[data-phase=paused]') && !one('[data-state=checking]')").await?;
        let before: usize = page.evaluate("return Number(one('.progress').dataset.done)").await?;
        ensure!((5..60).contains(&before), "{before}");
        page.reload().await?;
        page.wait("the same run", "one('[data-phase=paused]')").await?;
        let after: usize = page.evaluate("return Number(one('.progress').dataset.done)").await?;
        // Checks under way when the page closed may be stored or not: at most one row for each concurrent check.
        ensure!(before.abs_diff(after) <= 8, "{after} of {before}");
        page.click("[data-run=resume]").await?;
        page.wait_given("more", "Number(one('.progress').dataset.done) > given", json!(after)).await?;
        page.reload().await?;
        page.wait("that it waits for the reader", "one('[data-phase=paused]')").await?;
        page.click("[data-run=cancel]").await?;
        page.wait("the end", "one('[data-phase=cancelled]')").await?;
        page.reload().await?;
        page.wait("that it stays cancelled", "one('[data-phase=cancelled]')").await?;
        page.click("[data-run=resume]").await?;
        done(page).await?;
        assert_eq!(page.evaluate::<usize>("return Number(one('.progress').dataset.done)").await?, 60);
        Ok(())
    })
}

#[test]
fn what_could_not_be_seen_is_asked_again() -> Result<()> {
    flow(async |page| {
        let broken = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        let is_broken = broken.clone();
        let gateway = Gateway::open(page.server().port(), move |path| {
            let fails = path.starts_with("/dns-query") && is_broken.load(std::sync::atomic::Ordering::Relaxed);
            if fails { RequestAction::Break } else { RequestAction::Pass }
        })
        .await?;
        page.open_at(&gateway.origin(), "/many?lang=en").await?;
        check(page, &names(3)).await?;
        done(page).await?;
        assert_eq!(page.count("[data-row-verdict=unknown]").await?, 3);
        broken.store(false, std::sync::atomic::Ordering::Relaxed);
        page.click("[data-run=retry]").await?;
        page.wait("what is seen now", "all('[data-row-verdict=no-mail]').length === 3").await?;
        assert_eq!(page.count("[data-run=retry]").await?, 0, "nothing is left to ask");
        Ok(())
    })
}

#[test]
fn a_server_that_asks_for_fewer_requests_gets_fewer_and_every_domain_is_seen() -> Result<()> {
    flow(async |page| {
        // The server is too busy for requests 20 to 25, as it would be for a client that is too fast.
        let arrived = std::sync::atomic::AtomicUsize::new(0);
        let gateway = Gateway::open(page.server().port(), move |path| {
            let is_check = path.starts_with("/dns-query") || path.starts_with("/api/v1/");
            if !is_check {
                return RequestAction::Pass;
            }
            let number = arrived.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if (20..26).contains(&number) { RequestAction::Busy } else { RequestAction::Pass }
        })
        .await?;
        page.before_every_page(
            "window.statuses = []; const plain = window.fetch;
            window.fetch = async (...given) => { const answer = await plain(...given); statuses.push(answer.status); return answer }",
        )
        .await?;
        page.open_at(&gateway.origin(), "/many?lang=en").await?;
        check(page, &domains()[..12]).await?;
        page.wait("a word about it", "one('[data-held]')").await?;
        done(page).await?;
        let busy: usize = page.evaluate("return statuses.filter((status) => status === 429).length").await?;
        assert_eq!(busy, 6, "each refused request is repeated, and no other is refused");
        assert_eq!(page.count("[data-row-verdict=unknown]").await?, 0);
        Ok(())
    })
}

#[test]
fn nothing_moves_while_rows_fill_in() -> Result<()> {
    flow(async |page| {
        watch_shifts(page).await?;
        open(page, "en").await?;
        check(page, &domains()[..12]).await?;
        done(page).await?;
        let shift = shift(page).await?;
        // The rows move once, into the order of a finished run.
        ensure!(shift.score < SHIFT_LIMIT, "{shift}");
        Ok(())
    })
}

#[test]
fn a_list_in_the_field_for_a_domain_is_checked_here_and_never_sent() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.ask("good.test, user@expired.test").await?;
        page.wait("the way to the list", "one('[data-typed=domains] a[href^=\"/many\"]')").await?;
        page.requests().await?;
        page.click("[data-typed=domains] a[href^='/many']").await?;
        page.wait("the list", "one('#names')?.value.includes('expired.test')").await?;
        let told: Vec<String> = page.requests().await?.into_iter().filter(|it| it.contains("expired")).collect();
        assert_eq!(told, [""; 0], "the list stays here");
        page.click("[data-check=many]").await?;
        done(page).await?;
        assert_eq!(page.count("[data-row]").await?, 2);
        Ok(())
    })
}

#[test]
fn who_keeps_nothing_checks_many_domains_all_the_same() -> Result<()> {
    flow(async |page| {
        page.open("/?lang=en").await?;
        page.wait("the switch", "one('[data-keep]')").await?;
        page.click("[data-keep]").await?;
        open(page, "en").await?;
        check(page, &["good.test".to_owned(), "expired.test".to_owned()]).await?;
        done(page).await?;
        assert_eq!(page.count("[data-notice=private]").await?, 1);
        ensure!(saved(page, "json").await?.contains("\"evidence\""), "the documents are there while the page is");
        page.click("[data-row='good.test'] .toggle").await?;
        page.wait("the open row", "one('[data-open-row] [data-run=again]')").await?;
        page.reload().await?;
        page.wait("nothing", "one('#names')").await
    })
}

#[test]
fn the_table_is_worked_with_keys_alone() -> Result<()> {
    flow(async |page| {
        open(page, "en").await?;
        page.tab_to("#names").await?;
        page.write("good.test\nexpired.test").await?;
        page.tab_to("[data-check=many]").await?;
        page.press(Key::Enter).await?;
        done(page).await?;
        page.tab_to("[data-filter=ineffective]").await?;
        page.press(Key::Space).await?;
        page.wait("one row", "one('[data-rows=\"1\"]')").await?;
        page.tab_to("[data-row='expired.test'] .toggle").await?;
        page.press(Key::Enter).await?;
        page.wait("the open row", "one('[data-open-row] .work')").await?;
        page.tab_to("[data-run=again]").await?;
        page.press(Key::Enter).await?;
        page.wait("another check", "one('[data-phase=running], [data-phase=done]')").await?;
        done(page).await
    })
}

#[test]
fn the_page_for_many_domains_has_no_barriers_and_never_scrolls_sideways() -> Result<()> {
    flow(async |page| {
        let mut found = Vec::new();
        for language in ["en", "ja"] {
            open(page, language).await?;
            if language == "en" {
                found.extend(page.accessibility_violations().await?);
                check(page, &["good.test", "expired.test", "xn--r8jz45g.test", "absent.test"].map(str::to_owned))
                    .await?;
            }
            done(page).await?;
            page.click("[data-row='expired.test'] .toggle").await?;
            page.wait("the open row", "one('[data-open-row] .work')").await?;
            for theme in ["light", "dark"] {
                page.prefers("prefers-color-scheme", theme).await?;
                found.extend(page.accessibility_violations().await?);
            }
            page.set_viewport_width(360).await?;
            let width: u32 = page.evaluate("return document.scrollingElement.scrollWidth").await?;
            ensure!(width <= 360, "{language}: {width} px");
            found.extend(page.accessibility_violations().await?);
            page.set_viewport_width(1200).await?;
        }
        ensure!(found.is_empty(), "{found:#?}");
        Ok(())
    })
}
