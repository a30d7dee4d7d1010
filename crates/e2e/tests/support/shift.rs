//! Layout shift: movement on the page that the reader did not cause (<https://wicg.github.io/layout-instability/>).

use std::fmt;

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::Page;

/// Maximum layout shift while a page loads and fills in. Browsers' own tools call up to 0.1 good.
pub const SHIFT_LIMIT: f64 = 0.05;

/// Delay of every response in milliseconds. Without it most responses arrive in one frame, and nothing has time to
/// move.
pub const SHIFT_DELAY_MS: f64 = 40.0;

/// Window size in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Name of the kind of device.
    pub name: &'static str,
    width: u32,
    height: u32,
    is_phone: bool,
}

/// Window sizes in which layout shift is measured.
pub const WINDOWS: [Window; 2] = [
    Window { name: "desktop", width: 1350, height: 940, is_phone: false },
    Window { name: "phone", width: 412, height: 823, is_phone: true },
];

/// Total layout shift of one page. Shifts within half a second of a click or a key are expected, so they do not count.
#[derive(Debug, Deserialize)]
pub struct Shift {
    /// Sum of their scores.
    pub score: f64,
    moved: Vec<String>,
}

impl fmt::Display for Shift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}: {}", self.score, self.moved.join("; "))
    }
}

/// Gives the page's window this size.
pub async fn open_window(page: &Page, window: Window) -> Result<()> {
    let metrics = json!({
        "width": window.width, "height": window.height, "deviceScaleFactor": 1, "mobile": window.is_phone
    });
    page.devtools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
}

/// Makes every page from now on record layout shifts.
pub async fn watch_shifts(page: &Page) -> Result<()> {
    page.before_every_page(WATCH).await
}

/// Returns the layout shift of a link to a check, or to the first page, until everything is loaded.
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

/// Returns the layout shift of a check that is started in the first page's field.
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

/// Returns the layout shift since the page was loaded, up to the frame after the next.
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
