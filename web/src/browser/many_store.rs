//! The list of many domains and the progress of its checks, as texts in a database of their own.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransactionMode};

use super::{database::request_result, window::window};

const NAME: &str = "mta-sts-many";

/// Store of rows: one text per row, under its number.
const ROWS: &str = "rows";

/// Store of single values.
const RUN: &str = "run";
const HEAD: &str = "head";
const RUNS: &str = "runs";

/// Number of rows that are written in one step, so that the page stays responsive.
const ROWS_PER_BATCH: usize = 100;

/// A stored run.
#[derive(Debug, Default)]
pub struct StoredRun {
    /// Text about the run as a whole.
    pub head: String,
    /// Times of all runs.
    pub runs: String,
    /// Texts of the rows.
    pub rows: Vec<String>,
}

/// Loads the stored run, if any.
pub async fn load() -> Option<StoredRun> {
    try_to_load().await.ok()
}

/// Stores a run, replacing any other. Returns whether it is stored.
pub async fn replace(head: &str, runs: &str, rows: &[String]) -> bool {
    try_to_replace(head, runs, rows).await.is_ok()
}

/// Stores the text about the run as a whole. Returns whether it is stored.
pub async fn put_head(head: &str) -> bool {
    try_to_put(RUN, &HEAD.into(), head).await.is_ok()
}

/// Stores a row. Returns whether it is stored.
pub async fn put_row(at: usize, row: &str) -> bool {
    try_to_put(ROWS, &key(at), row).await.is_ok()
}

/// Deletes the run. The times of this run and of earlier ones stay.
pub async fn clear() {
    // If it cannot be deleted, it is still there next time, and the reader can try again.
    let _ = try_to_clear().await;
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
fn key(at: usize) -> JsValue {
    JsValue::from_f64(at as f64)
}

async fn try_to_load() -> Result<StoredRun, JsValue> {
    let database = open().await?;
    let run = store(&database, RUN, IdbTransactionMode::Readonly)?;
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let head = text(request_result(&run.get(&HEAD.into())?).await?);
    let run = store(&database, RUN, IdbTransactionMode::Readonly)?;
    let runs = text(request_result(&run.get(&RUNS.into())?).await?);
    let rows: Array =
        request_result(&store(&database, ROWS, IdbTransactionMode::Readonly)?.get_all()?).await?.dyn_into()?;
    database.close();
    Ok(StoredRun { head, runs, rows: rows.iter().map(text).collect() })
}

async fn try_to_replace(head: &str, runs: &str, rows: &[String]) -> Result<(), JsValue> {
    let database = open().await?;
    let written = write(&database, head, runs, rows).await;
    database.close();
    written
}

async fn write(database: &IdbDatabase, head: &str, runs: &str, rows: &[String]) -> Result<(), JsValue> {
    request_result(&store(database, ROWS, IdbTransactionMode::Readwrite)?.clear()?).await?;
    let run = store(database, RUN, IdbTransactionMode::Readwrite)?;
    run.put_with_key(&head.into(), &HEAD.into())?;
    request_result(&run.put_with_key(&runs.into(), &RUNS.into())?).await?;
    for (number, batch) in rows.chunks(ROWS_PER_BATCH).enumerate() {
        let store = store(database, ROWS, IdbTransactionMode::Readwrite)?;
        let mut last = None;
        for (at, row) in batch.iter().enumerate() {
            last = Some(store.put_with_key(&row.into(), &key(number * ROWS_PER_BATCH + at))?);
        }
        if let Some(last) = last {
            request_result(&last).await?;
        }
    }
    Ok(())
}

async fn try_to_put(name: &str, key: &JsValue, text: &str) -> Result<(), JsValue> {
    let database = open().await?;
    let request = store(&database, name, IdbTransactionMode::Readwrite)?.put_with_key(&text.into(), key)?;
    let written = request_result(&request).await;
    database.close();
    written.map(drop)
}

async fn try_to_clear() -> Result<(), JsValue> {
    let database = open().await?;
    request_result(&store(&database, ROWS, IdbTransactionMode::Readwrite)?.clear()?).await?;
    request_result(&store(&database, RUN, IdbTransactionMode::Readwrite)?.delete(&HEAD.into())?).await?;
    database.close();
    Ok(())
}

fn store(database: &IdbDatabase, name: &str, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database.transaction_with_str_and_mode(name, mode)?.object_store(name)
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, 1)?;
    let upgrade = Closure::once({
        let request = request.clone();
        move |_: JsValue| {
            let database = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
            if let Some(database) = database {
                // If a store cannot be created, the first transaction fails, and nothing is kept.
                let _ = (database.create_object_store(ROWS), database.create_object_store(RUN));
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    request_result(&request).await?.dyn_into()
}
