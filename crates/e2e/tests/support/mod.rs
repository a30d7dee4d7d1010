//! Building blocks of flows: the server, the browser, and the page as its users know it.

mod bench;
mod browser;
mod child;
mod gateway;
mod network;
mod page;
mod paths;
mod server;
mod shift;
mod wait;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use anyhow::{Result, bail};
use futures_util::FutureExt;

pub use bench::Bench;
pub use browser::Browser;
pub use gateway::{Gateway, RequestAction};
pub use network::delay_answers;
pub use page::{Page, ShownFinding};
pub use server::{CLOSED_ADDRESS, Server};
pub use shift::{
    SHIFT_DELAY_MS, SHIFT_LIMIT, Shift, WINDOWS, Window, open_window, shift, shift_of_link, shift_of_typing,
    watch_shifts,
};
pub use wait::until;

/// Time limit of a flow, which only a hanging one reaches.
const LIMIT: Duration = Duration::from_secs(150);

/// Runs a flow in a browser of its own.
pub fn flow(body: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    run(true, body)
}

/// Runs a flow in a browser that runs no scripts.
pub fn flow_without_scripts(body: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    run(false, body)
}

fn run(scripts: bool, body: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let bench = Bench::shared()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let page = Page::new(Browser::start(&bench, scripts).await?, &bench);
        let outcome = AssertUnwindSafe(tokio::time::timeout(LIMIT, body(&page))).catch_unwind().await;
        if !matches!(outcome, Ok(Ok(Ok(())))) {
            page.describe().await;
        }
        let closed = page.close().await;
        finish(outcome)?;
        closed
    })
}

fn finish<E>(outcome: Result<Result<Result<()>, E>, Box<dyn Any + Send>>) -> Result<()> {
    match outcome {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => bail!("the flow did not end within {} s", LIMIT.as_secs()),
        Err(panic) => resume_unwind(panic),
    }
}
