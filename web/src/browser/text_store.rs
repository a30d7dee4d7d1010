//! Texts that the reader keeps in this browser, each sort in a database of its own: TLS reports, and plans of changes.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransactionMode};

use super::{database::result, window::window};

/// Texts that are written in one turn, so that the page goes on meanwhile.
const BATCH: usize = 25;

/// TLS reports.
pub const REPORTS: TextStore = TextStore { database: "mta-sts-reports", store: "reports" };

/// Plans of changes.
pub const PLANS: TextStore = TextStore { database: "mta-sts-plans", store: "plans" };

/// Where texts of one sort are.
#[derive(Clone, Copy, Debug)]
pub struct TextStore {
    database: &'static str,
    store: &'static str,
}

impl TextStore {
    /// Keeps these texts in place of all that is there; whether they are stored.
    pub async fn replace(self, texts: &[String]) -> bool {
        self.try_to_replace(texts).await.is_ok()
    }

    /// All texts.
    pub async fn all(self) -> Vec<String> {
        self.try_to_read().await.unwrap_or_default()
    }

    /// Deletes all texts.
    pub async fn clear(self) {
        // Where it cannot be deleted it is still there next time, and can be tried again.
        let _ = self.try_to_replace(&[]).await;
    }

    async fn try_to_replace(self, texts: &[String]) -> Result<(), JsValue> {
        let database = self.open().await?;
        let written = self.write(&database, texts).await;
        database.close();
        written
    }

    async fn write(self, database: &IdbDatabase, texts: &[String]) -> Result<(), JsValue> {
        let store = || {
            let transaction = database.transaction_with_str_and_mode(self.store, IdbTransactionMode::Readwrite)?;
            transaction.object_store(self.store)
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

    async fn try_to_read(self) -> Result<Vec<String>, JsValue> {
        let database = self.open().await?;
        let transaction = database.transaction_with_str_and_mode(self.store, IdbTransactionMode::Readonly)?;
        let texts = result(&transaction.object_store(self.store)?.get_all()?).await;
        database.close();
        let texts: Array = texts?.dyn_into()?;
        Ok(texts.iter().filter_map(|text| text.as_string()).collect())
    }

    async fn open(self) -> Result<IdbDatabase, JsValue> {
        let factory = window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(self.database, 1)?;
        let upgrade = Closure::once({
            let request = request.clone();
            move |_: JsValue| {
                let parameters = IdbObjectStoreParameters::new();
                parameters.set_auto_increment(true);
                let database = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok());
                if let Some(database) = database {
                    // If it cannot be made, the first transaction fails, and nothing is kept.
                    let _ = database.create_object_store_with_optional_parameters(self.store, &parameters);
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        result(&request).await?.dyn_into()
    }
}
