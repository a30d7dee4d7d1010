//! The critical path of a check, in a real browser: from the submission of the form until the verdict is shown, while every answer
//! (DNS, policy, mail server) takes 100 ms longer. `cargo xtask bench page [RUNS]` builds everything and runs it.

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "flows need more of it")]
mod support;

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use support::{Page, flow};

/// What every answer is delayed by, in milliseconds.
const DELAY_MS: f64 = 100.0;

/// What a check should take at most: three rounds of questions and a half, and time of our own.
const AIM_MS: f64 = 3.5 * DELAY_MS + 150.0;

const DOMAIN: &str = "good.test";

const RUNS: usize = 15;

fn main() -> ExitCode {
    match measured() {
        Ok(times) => {
            report(times);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Milliseconds of every run but the first, which warms up browser and server.
fn measured() -> Result<Vec<f64>> {
    // Cargo adds options of its own.
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let runs = named.map_or(Ok(RUNS), |runs| runs.parse()).context("the number of runs")?;
    ensure!(runs > 0, "at least one run");
    let mut times = Vec::new();
    flow(async |page| {
        for _ in 0..=runs {
            times.push(one(page).await?);
        }
        Ok(())
    })?;
    times.remove(0);
    Ok(times)
}

async fn one(page: &Page) -> Result<f64> {
    page.open("/?lang=en").await?;
    page.wait("the demo domains", "one('[data-demo]')").await?;
    page.fill("form input[name=domain]", DOMAIN).await?;
    delay(page, DELAY_MS).await?;
    let took = page.evaluate_with(FROM_FORM_TO_VERDICT, json!(DOMAIN)).await?;
    delay(page, 0.0).await?;
    ensure!(page.verdict().await? == "enforced", "the check went wrong");
    Ok(took)
}

/// Has every answer to this page come so much later.
async fn delay(page: &Page, milliseconds: f64) -> Result<()> {
    page.devtools("Network.enable", json!({})).await?;
    let slow = json!({ "offline": false, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.devtools("Network.emulateNetworkConditions", slow).await.map(drop)
}

/// Until the verdict is part of the document; the browser shows it with its next picture.
const FROM_FORM_TO_VERDICT: &str = "
    const begun = performance.now();
    const shown = new Promise((done) => {
        const look = () => region()?.dataset.domain === given && done(performance.now() - begun);
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    one('form').requestSubmit();
    return await shown;
";

fn report(mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (least, median, most) = (times[0], times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{DOMAIN} with {DELAY_MS} ms on every answer, {} runs in headless Chromium, from submission to verdict:",
        times.len()
    );
    println!("  min {least:.0} ms   median {median:.0} ms   max {most:.0} ms");
    println!("  aim: 3.5 × {DELAY_MS} ms + 150 ms = {AIM_MS} ms; the median is {:.2} of it", median / AIM_MS);
}
