//! Large evidence files: the page stays usable, on this visit and on later ones.

use std::{fs, path::Path, time::Instant};

use anyhow::{Context, Result, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    history::{frozen, stored},
    support::{Page, flow},
};

/// Records how long the page is blocked at a time.
const WATCH_BLOCKS: &str = "window.blocks = []; new PerformanceObserver((list) => blocks.push(...list.getEntries().map((it) => it.duration))).observe({ type: 'longtask', buffered: true })";

/// Opens a file. Prints how long the page takes until the condition holds, and how long it is blocked.
async fn open_file(page: &Page, name: &str, content: &Value, condition: &str) -> Result<()> {
    let text = content.to_string();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, &text)?;
    page.before_every_page(WATCH_BLOCKS).await?;
    page.open("/?lang=en").await?;
    page.wait("the field for files", "one('[data-open=evidence]')").await?;
    let begun = Instant::now();
    page.type_into("[data-open=evidence]", file.to_str().context("a path that is text")?).await?;
    page.wait("the outcome", condition).await?;
    print_blocks(page, &format!("{name} of {} bytes", text.len()), begun).await
}

/// Opens the page again and checks a domain.
async fn visit_again(page: &Page) -> Result<()> {
    let begun = Instant::now();
    page.open("/?lang=en").await?;
    page.check("good.test").await?;
    assert_eq!(page.verdict().await?, "enforced");
    print_blocks(page, "a later visit", begun).await
}

async fn print_blocks(page: &Page, what: &str, begun: Instant) -> Result<()> {
    let (count, longest): (usize, f64) = page.evaluate("return [blocks.length, Math.max(0, ...blocks)]").await?;
    println!("{what}: {} ms, {count} blocks over 50 ms, the longest {longest:.0} ms", begun.elapsed().as_millis());
    Ok(())
}

/// Returns a check with further answers whose record has this many bytes.
fn check_with_answers(count: usize, bytes: usize) -> Result<Value> {
    let mut check = frozen("enforced")?;
    let answer = check["entries"][0].clone();
    let entries = check["entries"].as_array_mut().context("no entries")?;
    for number in 0..count {
        let mut answer = answer.clone();
        let text = format!("v=STSv1; id=n{number}; note={}", "x".repeat(bytes));
        answer["answer"]["dns"]["records"][0]["txt"] = json!([STANDARD.encode(text)]);
        entries.push(answer);
    }
    Ok(check)
}

#[test]
fn a_check_with_too_many_answers_is_refused() -> Result<()> {
    flow(async |page| {
        let check = check_with_answers(30_000, 800)?;
        open_file(page, "answers.json", &check, "one('[role=alert]')").await?;
        assert_eq!((page.count("[data-verdict]").await?, stored(page, "checks").await?), (0, 0));
        visit_again(page).await
    })
}

#[test]
fn a_check_with_large_answers_is_shown_but_not_stored() -> Result<()> {
    flow(async |page| {
        let check = check_with_answers(1_900, 14_000)?;
        open_file(page, "large-answers.json", &check, "one('[data-verdict]')").await?;
        assert_eq!(stored(page, "checks").await?, 0, "later visits would read it");
        let elements = page.count("*").await?;
        ensure!(elements < 20_000, "the page has {elements} elements");
        visit_again(page).await
    })
}

#[test]
fn a_file_of_many_checks_is_stored_after_one_of_them_is_shown() -> Result<()> {
    flow(async |page| {
        let check = frozen("absent")?;
        let domain = check["domain"].as_str().context("no domain")?;
        let mut checks = Vec::new();
        for number in 0..1_000 {
            let text = check.to_string().replace(domain, &format!("n{}.example", number % 500));
            let mut check: Value = serde_json::from_str(&text)?;
            check["started"] = json!(format!("2026-01-31T12:{:02}:{:02}Z", number / 60, number % 60));
            checks.push(check);
        }
        open_file(page, "checks.json", &json!(checks), "one('[data-verdict]')").await?;
        page.click(".brand a").await?;
        page.wait("the list of all domains", "squeezed(one('#past').closest('section').innerText).includes('500 of')")
            .await?;
        assert_eq!((stored(page, "domains").await?, stored(page, "checks").await?), (500, 1_000));
        visit_again(page).await
    })
}
