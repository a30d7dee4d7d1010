//! Reports that the reader keeps in this browser, as texts, in a database of their own.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransactionMode};

use super::database::{Connection, completed, end_of, result};

const NAME: &str = "mta-sts-reports";
const STORE: &str = "reports";

/// Texts that are written in one turn, so that the page goes on meanwhile.
const BATCH: usize = 25;

/// Keeps these texts in place of all that is there; whether they are stored.
pub async fn replace(texts: &[String]) -> bool {
    try_to_replace(texts).await.is_ok()
}

/// All texts.
pub async fn all() -> Vec<String> {
    try_to_read().await.unwrap_or_default()
}

/// Deletes all texts.
pub async fn clear() {
    // Where it cannot be deleted it is still there next time, and can be tried again.
    let _ = try_to_replace(&[]).await;
}

async fn try_to_replace(texts: &[String]) -> Result<(), JsValue> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let end = end_of(&transaction);
    let store = transaction.object_store(STORE)?;
    let mut last = store.clear()?;
    for batch in texts.chunks(BATCH) {
        // One transaction for all: where a text cannot be stored, those before stay.
        result(&last).await?;
        for text in batch {
            last = store.add(&JsValue::from_str(text))?;
        }
    }
    completed(end).await
}

async fn try_to_read() -> Result<Vec<String>, JsValue> {
    let database = open().await?;
    let store = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readonly)?.object_store(STORE)?;
    let texts: Array = result(&store.get_all()?).await?.dyn_into()?;
    Ok(texts.iter().filter_map(|text| text.as_string()).collect())
}

async fn open() -> Result<Connection, JsValue> {
    Connection::open(NAME, 1, create).await
}

fn create(database: &IdbDatabase) -> Result<(), JsValue> {
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    database.create_object_store_with_optional_parameters(STORE, &parameters).map(drop)
}
