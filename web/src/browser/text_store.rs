//! Texts that the reader keeps in this browser: TLS reports, plans of changes, and answers of set-ups. Each kind has a
//! database of its own.

use js_sys::{Array, JsString};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStoreParameters, IdbTransactionMode};

use super::database::{Connection, request_result, transaction_end, wait_for_commit};

/// Number of texts that are written in one step, so that the page stays responsive.
const TEXTS_PER_BATCH: usize = 25;

/// Number of texts that are loaded in one step.
const TEXTS_PER_LOAD: u32 = 200;

/// TLS reports.
pub const REPORTS: TextStore = TextStore { database: "mta-sts-reports", store: "reports" };

/// Plans of changes.
pub const PLANS: TextStore = TextStore { database: "mta-sts-plans", store: "plans" };

/// Answers of set-ups.
pub const SET_UPS: TextStore = TextStore { database: "mta-sts-set-ups", store: "set-ups" };

/// The database and store of one kind of text.
#[derive(Clone, Copy, Debug)]
pub struct TextStore {
    database: &'static str,
    store: &'static str,
}

impl TextStore {
    /// Stores these texts in place of all others. Returns whether they are stored.
    pub async fn replace(self, texts: &[String]) -> bool {
        self.try_to_replace(texts).await.is_ok()
    }

    /// Returns all texts.
    pub async fn read_all(self) -> Vec<String> {
        let mut texts = Vec::new();
        self.read_up_to(usize::MAX, |text| texts.push(text)).await;
        texts
    }

    /// Passes the first texts to `each`, up to a size of all together in bytes. Returns whether these are all.
    pub async fn read_up_to(self, max_bytes: usize, each: impl FnMut(String)) -> bool {
        self.try_to_read(max_bytes, each).await.unwrap_or(true)
    }

    /// Deletes all texts.
    pub async fn clear(self) {
        // If they cannot be deleted, they are still there next time, and the reader can try again.
        let _ = self.try_to_replace(&[]).await;
    }

    async fn try_to_replace(self, texts: &[String]) -> Result<(), JsValue> {
        let database = self.open().await?;
        let transaction = database.transaction_with_str_and_mode(self.store, IdbTransactionMode::Readwrite)?;
        let end = transaction_end(&transaction);
        let store = transaction.object_store(self.store)?;
        let mut last = store.clear()?;
        for batch in texts.chunks(TEXTS_PER_BATCH) {
            // One transaction for all: if a text cannot be stored, those of the previous call stay.
            request_result(&last).await?;
            for text in batch {
                last = store.add(&JsValue::from_str(text))?;
            }
        }
        wait_for_commit(end).await
    }

    async fn try_to_read(self, max_bytes: usize, mut each: impl FnMut(String)) -> Result<bool, JsValue> {
        let database = self.open().await?;
        let transaction = database.transaction_with_str_and_mode(self.store, IdbTransactionMode::Readonly)?;
        let store = transaction.object_store(self.store)?;
        let (mut left, mut after) = (max_bytes, JsValue::UNDEFINED);
        loop {
            let keys: Array =
                request_result(&store.get_all_keys_with_key_and_limit(&after, TEXTS_PER_LOAD)?).await?.dyn_into()?;
            let texts: Array =
                request_result(&store.get_all_with_key_and_limit(&after, TEXTS_PER_LOAD)?).await?.dyn_into()?;
            for text in texts.iter().filter_map(|text| text.dyn_into::<JsString>().ok()) {
                // It has at least as many bytes as UTF-16 units. A longer text is not even copied.
                if text.length() as usize > left {
                    return Ok(false);
                }
                let text = String::from(text);
                let Some(rest) = left.checked_sub(text.len()) else { return Ok(false) };
                left = rest;
                each(text);
            }
            if keys.length() < TEXTS_PER_LOAD {
                return Ok(true);
            }
            after = IdbKeyRange::lower_bound_with_open(&keys.get(keys.length() - 1), true)?.into();
        }
    }

    async fn open(self) -> Result<Connection, JsValue> {
        Connection::open(self.database, 1, move |database| self.create(database)).await
    }

    fn create(self, database: &IdbDatabase) -> Result<(), JsValue> {
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_auto_increment(true);
        database.create_object_store_with_optional_parameters(self.store, &parameters).map(drop)
    }
}
