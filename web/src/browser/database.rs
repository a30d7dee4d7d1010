//! IndexedDB, as futures.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

use super::window;

const NAME: &str = "mta-sts";
const VERSION: u32 = 1;
const STORE: &str = "checks";

/// Opens the database, and makes it where there is none.
pub(super) async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, VERSION)?;
    let upgrade = Closure::once({
        let request = request.clone();
        move |_: JsValue| create(&request)
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    done(&request).await?.dyn_into()
}

fn create(request: &IdbOpenDbRequest) {
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    if let Some(database) = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
        // If it cannot be made, the first transaction fails, and there is no history.
        let _ = database.create_object_store_with_optional_parameters(STORE, &parameters);
    }
}

/// Appends a value, and drops the oldest beyond the limit.
pub(super) async fn append(database: &IdbDatabase, value: &JsValue, limit: usize) -> Result<(), JsValue> {
    let store = store(database, IdbTransactionMode::Readwrite)?;
    done(store.add(value)?.as_ref()).await?;
    let keys: Array = done(&store.get_all_keys()?).await?.dyn_into()?;
    let excess = (keys.length() as usize).saturating_sub(limit);
    for key in keys.iter().take(excess) {
        done(&store.delete(&key)?).await?;
    }
    Ok(())
}

/// Every value, the oldest first.
pub(super) async fn all(database: &IdbDatabase) -> Result<Array, JsValue> {
    let store = store(database, IdbTransactionMode::Readonly)?;
    done(&store.get_all()?).await?.dyn_into()
}

/// Drops every value.
pub(super) async fn clear(database: &IdbDatabase) -> Result<(), JsValue> {
    let store = store(database, IdbTransactionMode::Readwrite)?;
    done(&store.clear()?).await.map(|_| ())
}

fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
}

/// What a request comes to.
async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
