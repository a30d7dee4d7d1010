//! IndexedDB, as futures.

use futures_util::future::join;
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

use super::window::window;

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
    result(&request).await?.dyn_into()
}

fn create(request: &IdbOpenDbRequest) {
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    if let Some(database) = request.result().ok().and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
        // If it cannot be made, the first transaction fails, and there is no history.
        let _ = database.create_object_store_with_optional_parameters(STORE, &parameters);
    }
}

/// Appends a value and deletes the oldest beyond the limit, as far as they are `expendable`. Returns the key once the value is
/// stored for good.
pub(super) async fn append(
    database: &IdbDatabase,
    value: &JsValue,
    limit: usize,
    expendable: impl Fn(JsValue) -> bool,
) -> Result<JsValue, JsValue> {
    let writing = Writing::begin(database)?;
    let key = result(writing.store.add(value)?.as_ref()).await?;
    let keys: Array = result(&writing.store.get_all_keys()?).await?.dyn_into()?;
    let mut excess = (keys.length() as usize).saturating_sub(limit);
    for oldest in keys.iter().filter(|oldest| *oldest != key) {
        if excess == 0 {
            break;
        }
        if expendable(result(&writing.store.get(&oldest)?).await?) {
            result(&writing.store.delete(&oldest)?).await?;
            excess -= 1;
        }
    }
    writing.end().await.map(|()| key)
}

/// Stores another value under a key, unless what was there has been deleted.
pub(super) async fn replace(database: &IdbDatabase, key: &JsValue, value: &JsValue) -> Result<(), JsValue> {
    let writing = Writing::begin(database)?;
    if !result(&writing.store.get_key(key)?).await?.is_undefined() {
        result(writing.store.put_with_key(value, key)?.as_ref()).await?;
    }
    writing.end().await
}

/// Every key with its value, the oldest first.
pub(super) async fn all(database: &IdbDatabase) -> Result<(Array, Array), JsValue> {
    let store = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readonly)?.object_store(STORE)?;
    let (keys, values) = (store.get_all_keys()?, store.get_all()?);
    let (keys, values) = join(result(&keys), result(&values)).await;
    Ok((keys?.dyn_into()?, values?.dyn_into()?))
}

/// Deletes the value under a key.
pub(super) async fn delete(database: &IdbDatabase, key: &JsValue) -> Result<(), JsValue> {
    let writing = Writing::begin(database)?;
    result(&writing.store.delete(key)?).await?;
    writing.end().await
}

/// Deletes every value.
pub(super) async fn clear(database: &IdbDatabase) -> Result<(), JsValue> {
    let writing = Writing::begin(database)?;
    result(&writing.store.clear()?).await?;
    writing.end().await
}

/// A transaction that writes, and the promise of its end.
struct Writing {
    store: IdbObjectStore,
    end: Promise,
}

impl Writing {
    fn begin(database: &IdbDatabase) -> Result<Self, JsValue> {
        let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
        Ok(Self { store: transaction.object_store(STORE)?, end: end_of(&transaction) })
    }

    /// A request that succeeded is stored only when its transaction is complete.
    async fn end(self) -> Result<(), JsValue> {
        let event: Event = JsFuture::from(self.end).await?.dyn_into()?;
        if event.type_() == "complete" { Ok(()) } else { Err(JsValue::NULL) }
    }
}

/// The event that ends a transaction. The promise is never rejected, since it may not be awaited.
fn end_of(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, _| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&resolve));
    })
}

/// What a request comes to.
async fn result(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
