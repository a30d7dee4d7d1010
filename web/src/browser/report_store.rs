//! Reports that the reader keeps in this browser, as texts, in a database of their own.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransactionMode};

use super::{database::result, window::window};

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
    let written = write(&database, texts).await;
    database.close();
    written
}

async fn write(database: &IdbDatabase, texts: &[String]) -> Result<(), JsValue> {
    let store = || {
        let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
        transaction.object_store(STORE)
    };
    result(&store()?.clear()?).await?;
    for batch in texts.chunks(BATCH) {
        let store = store()?;
        let mut last = None;
        for text in batch {
            last = Some(store.add(&JsValue::from_str(text))?);
        }
        if let Some(last) = last {
            result(&last).await?;
        }
    }
    Ok(())
}

async fn try_to_read() -> Result<Vec<String>, JsValue> {
    let database = open().await?;
    let store = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readonly)?.object_store(STORE)?;
    let texts = result(&store.get_all()?).await;
    database.close();
    let texts: Array = texts?.dyn_into()?;
    Ok(texts.iter().filter_map(|text| text.as_string()).collect())
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, 1)?;
    let upgrade = Closure::once({
        let request = request.clone();
        move |_: JsValue| {
            let parameters = IdbObjectStoreParameters::new();
            parameters.set_auto_increment(true);
            let database = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
            if let Some(database) = database {
                // If it cannot be made, the first transaction fails, and nothing is kept.
                let _ = database.create_object_store_with_optional_parameters(STORE, &parameters);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    result(&request).await?.dyn_into()
}
