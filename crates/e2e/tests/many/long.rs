//! A list of two thousand domains.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{check, names};
use crate::support::{CLOSED_ADDRESS, Server, flow};

/// Records how long the page is blocked at a time.
const WATCH_BLOCKS: &str = "window.blocks = []; new PerformanceObserver((list) => blocks.push(...list.getEntries().map((it) => it.duration))).observe({ type: 'longtask', buffered: true })";

/// Number of domains after which the flow ends.
const DONE: usize = 500;

#[test]
fn two_thousand_domains_are_drawn_a_window_at_a_time() -> Result<()> {
    flow(async |page| {
        page.before_every_page(WATCH_BLOCKS).await?;
        let server = Server::start_with_resolver(&page.bench().paths, CLOSED_ADDRESS, &["--client-rate", "1000000"])?;
        page.open_at(&server.origin(), "/many?lang=en").await?;
        let begun = std::time::Instant::now();
        check(page, &names(2_000)).await?;
        page.wait("the table", "one('[data-rows=\"2000\"]')").await?;
        ensure!(page.count("[data-row]").await? < 80, "only what is near the window is drawn");
        let height = "return one('table.list').getBoundingClientRect().height";
        let before: f64 = page.evaluate(height).await?;
        page.wait("some that are done", "Number(one('.progress').dataset.done) >= 60").await?;
        for place in ["document.body.scrollHeight", "document.body.scrollHeight / 2", "0"] {
            page.evaluate::<()>(&format!("window.scrollTo(0, {place})")).await?;
            page.wait("rows in the window", "all('[data-row]').some((row) => { const { top } = row.getBoundingClientRect(); return top >= 0 && top < innerHeight })").await?;
            ensure!(page.count("[data-row]").await? < 80, "at {place}");
        }
        let after: f64 = page.evaluate(height).await?;
        ensure!((before - after).abs() < 2.0, "the table keeps its height: {before} and {after}");
        // All of them would take longer than a flow may.
        for step in (100..=DONE).step_by(100) {
            page.wait_given("further rows", "Number(one('.progress').dataset.done) >= given", json!(step)).await?;
        }
        println!("{DONE} domains in {} ms", begun.elapsed().as_millis());
        page.fill("[data-search=many]", "n1999").await?;
        page.wait("one row", "one('[data-rows=\"1\"]')").await?;
        let (count, longest): (usize, f64) = page.evaluate("return [blocks.length, Math.max(0, ...blocks)]").await?;
        println!("{count} blocks over 50 ms until then, the longest {longest:.0} ms");
        Ok(())
    })
}
