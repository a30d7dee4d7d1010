//! Check in a real browser. Measures the time from submitting the form until the verdict is shown, while every response
//! (DNS, policy, mail server) takes 100 ms longer. Also measures layout shift, and fails if it is above the limit.
//! `cargo xtask bench page [RUNS]` builds everything and runs it.

#[path = "../tests/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "flows need more of it")]
mod support;

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use support::{
    Page, SHIFT_DELAY_MS, SHIFT_LIMIT, Shift, WINDOWS, delay_answers, flow, open_window, shift_of_link, watch_shifts,
};

/// Delay of every response, in milliseconds.
const DELAY_MS: f64 = 100.0;

/// Target time of a check: three and a half round trips, plus our own time.
const AIM_MS: f64 = 3.5 * DELAY_MS + 150.0;

const DOMAIN: &str = "good.test";

const RUNS: usize = 15;

/// Links whose layout shift is measured: the first page, and checks with good, bad and missing results.
const LINKS: [Option<&str>; 5] =
    [None, Some("good.test"), Some("expired.test"), Some("mx-not-listed.test"), Some("absent.test")];

fn main() -> ExitCode {
    match measure_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn measure_all() -> Result<()> {
    report(measured_times()?);
    let jumps = report_shifts(&measured_shifts()?);
    ensure!(jumps == 0, "{jumps} shift by more than {SHIFT_LIMIT}");
    Ok(())
}

/// Returns the milliseconds of every run but the first, which warms up browser and server.
fn measured_times() -> Result<Vec<f64>> {
    // Skips cargo's own options.
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
    delay_answers(page, DELAY_MS).await?;
    let took = page.evaluate_with(FROM_FORM_TO_VERDICT, json!(DOMAIN)).await?;
    delay_answers(page, 0.0).await?;
    ensure!(page.verdict().await? == "enforced", "the check went wrong");
    Ok(took)
}

/// Measures until the verdict is in the document. The browser shows it with its next frame.
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

/// Returns the layout shift of each link in each window.
fn measured_shifts() -> Result<Vec<(Option<&'static str>, Vec<Shift>)>> {
    let mut all: Vec<_> = LINKS.iter().map(|link| (*link, Vec::new())).collect();
    flow(async |page| {
        watch_shifts(page).await?;
        delay_answers(page, SHIFT_DELAY_MS).await?;
        for window in WINDOWS {
            open_window(page, window).await?;
            for (link, shifts) in &mut all {
                shifts.push(shift_of_link(page, *link).await?);
            }
        }
        Ok(())
    })?;
    Ok(all)
}

/// Prints the layout shifts. Returns how many are above the limit.
fn report_shifts(all: &[(Option<&str>, Vec<Shift>)]) -> usize {
    let windows: String = WINDOWS.iter().map(|window| format!("{:>10}", window.name)).collect();
    println!("layout shift with {SHIFT_DELAY_MS} ms on every answer; at most {SHIFT_LIMIT}:\n  {:<28}{windows}", "");
    for (link, shifts) in all {
        let place = link.map_or_else(|| "/".to_owned(), |domain| format!("/?domain={domain}"));
        let scores: String = shifts.iter().map(|shift| format!("{:>10.3}", shift.score)).collect();
        println!("  {place:<28}{scores}");
    }
    let jumps: Vec<_> = all.iter().flat_map(|(_, shifts)| shifts).filter(|shift| shift.score > SHIFT_LIMIT).collect();
    for jump in &jumps {
        println!("  {jump}");
    }
    jumps.len()
}
