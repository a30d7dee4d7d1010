//! What moves on the page without the reader's doing: the browser's layout shifts (<https://wicg.github.io/layout-instability/>).

use std::fmt;

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::Page;

/// The most that a page may shift while it loads and fills in. Browsers' own tools call up to 0.1 good.
pub const SHIFT_LIMIT: f64 = 0.05;

/// Milliseconds that every answer is delayed by: without them most answers come in one frame, and nothing has time to move.
pub const SHIFT_DELAY_MS: f64 = 40.0;

/// A window, in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// What has such windows.
    pub name: &'static str,
    width: u32,
    height: u32,
    is_phone: bool,
}

/// Sizes in which layout shifts are measured.
pub const WINDOWS: [Window; 2] = [
    Window { name: "desktop", width: 1350, height: 940, is_phone: false },
    Window { name: "phone", width: 412, height: 823, is_phone: true },
];

/// Layout shifts of one page, added up; those within half a second of a click or a key are the reader's own.
#[derive(Debug, Deserialize)]
pub struct Shift {
    /// The sum of their scores.
    pub score: f64,
    moved: Vec<String>,
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}: {}", self.score, self.moved.join("; "))
    }
}

/// Opens a window of this size, whose pages keep account of what moves.
pub async fn open_window(page: &Page, window: Window) -> Result<()> {
    let metrics = json!({
        "width": window.width, "height": window.height, "deviceScaleFactor": 1, "mobile": window.is_phone
    });
    page.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
}

/// Has every page from now on keep account of what moves.
pub async fn watch_shifts(page: &Page) -> Result<()> {
    page.before_every_page(WATCH).await
}

/// What a link to a check, or to the first page, shifts until all of it is there.
pub async fn shift_of_link(page: &Page, domain: Option<&str>) -> Result<Shift> {
    match domain {
        Some(domain) => {
            page.open(&format!("/?domain={domain}&lang=en")).await?;
            shift_of_answer(page, domain).await
        }
        None => {
            page.open("/?lang=en").await?;
            page.wait("the demo domains", "one('[data-demo]')").await?;
            shift(page).await
        }
    }
}

/// What a check shifts that is asked for in the field of the first page.
pub async fn shift_of_typing(page: &Page, domain: &str) -> Result<Shift> {
    page.open("/?lang=en").await?;
    page.wait("the demo domains", "one('[data-demo]')").await?;
    page.ask(domain).await?;
    shift_of_answer(page, domain).await
}

async fn shift_of_answer(page: &Page, domain: &str) -> Result<Shift> {
    page.answered(domain).await?;
    page.wait("what comes after the verdict", "one('[data-fold=carry]')").await?;
    shift(page).await
}

/// What moved since the page was loaded, up to the picture after the next.
pub async fn shift(page: &Page) -> Result<Shift> {
    page.evaluate(SHIFT).await
}

const WATCH: &str = "
    window.shifts = [];
    window.noteShifts = (entries) => shifts.push(...entries.filter((entry) => !entry.hadRecentInput));
    window.shiftObserver = new PerformanceObserver((list) => noteShifts(list.getEntries()));
    shiftObserver.observe({ type: 'layout-shift', buffered: true });
";

const SHIFT: &str = "
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    noteShifts(shiftObserver.takeRecords());
    const place = ({ y, height }) => `${Math.round(y)}+${Math.round(height)}`;
    const name = (node) => node?.className?.baseVal ?? (node?.className || node?.nodeName);
    const moved = ({ node, previousRect, currentRect }) => `${name(node)} ${place(previousRect)} to ${place(currentRect)}`;
    return {
        score: shifts.reduce((sum, entry) => sum + entry.value, 0),
        moved: shifts.map((entry) => `${entry.value.toFixed(4)} (${entry.sources.map(moved).join(', ')})`),
    };
";
