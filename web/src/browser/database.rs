//! IndexedDB as futures.

use std::ops::Deref;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode, WorkerGlobalScope,
};

use super::window::window;

const NAME: &str = "mta-sts";

/// Version of the database. Version 1 had the checks alone. They stay as they are; the stores of version 2 are derived
/// from them.
const VERSION: u32 = 2;

/// Store of evidence, under ascending keys.
const CHECKS: &str = "checks";

/// Store of the kept checks of each domain, under its name.
const DOMAINS: &str = "domains";

/// Index of domains by the time of their latest check.
const LATEST: &str = "latest";

/// Store of sums over all checks, under one key.
const TOTALS: &str = "totals";

/// An open database. Dropping it closes it after the transactions under way.
#[derive(Debug)]
pub(super) struct Connection(IdbDatabase);

impl Connection {
    /// Opens a database. `create` creates its missing stores.
    pub(super) async fn open(
        name: &str,
        version: u32,
        create: impl FnOnce(&IdbDatabase) -> Result<(), JsValue> + 'static,
    ) -> Result<Self, JsValue> {
        let factory = factory()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(name, version)?;
        let upgrade = Closure::once({
            let request = request.clone();
            move |_: JsValue| {
                // If a store cannot be created, the first transaction fails, and nothing is kept.
                let _ = opened_database(&request).and_then(|database| create(&database));
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        request_result(&request).await?;
        opened_database(&request).map(Self)
    }
}

impl Deref for Connection {
    type Target = IdbDatabase;

    fn deref(&self) -> &IdbDatabase {
        &self.0
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Returns the browser's databases, on the page or in a worker.
fn factory() -> Result<Option<IdbFactory>, JsValue> {
    match window() {
        Some(window) => window.indexed_db(),
        None => js_sys::global().dyn_into::<WorkerGlobalScope>()?.indexed_db(),
    }
}

fn opened_database(request: &IdbOpenDbRequest) -> Result<IdbDatabase, JsValue> {
    request.result()?.dyn_into()
}

/// Opens the database of checks, creating it if missing.
pub(super) async fn open() -> Result<Connection, JsValue> {
    Connection::open(NAME, VERSION, create_stores).await
}

fn create_stores(database: &IdbDatabase) -> Result<(), JsValue> {
    let there = database.object_store_names();
    if !there.contains(CHECKS) {
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_auto_increment(true);
        database.create_object_store_with_optional_parameters(CHECKS, &parameters)?;
    }
    if !there.contains(DOMAINS) {
        database.create_object_store(DOMAINS)?.create_index_with_str(LATEST, LATEST)?;
        database.create_object_store(TOTALS)?;
    }
    Ok(())
}

/// A transaction over all stores, and the promise of its end.
pub(super) struct Transaction {
    pub(super) checks: IdbObjectStore,
    pub(super) domains: IdbObjectStore,
    pub(super) totals: IdbObjectStore,
    end: Promise,
}

impl Transaction {
    pub(super) fn begin_read(database: &IdbDatabase) -> Result<Self, JsValue> {
        Self::begin(database, IdbTransactionMode::Readonly)
    }

    pub(super) fn begin_write(database: &IdbDatabase) -> Result<Self, JsValue> {
        Self::begin(database, IdbTransactionMode::Readwrite)
    }

    fn begin(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<Self, JsValue> {
        let names = Array::of3(&CHECKS.into(), &DOMAINS.into(), &TOTALS.into());
        let transaction = database.transaction_with_str_sequence_and_mode(&names, mode)?;
        let store = |name| transaction.object_store(name);
        let (checks, domains, totals) = (store(CHECKS)?, store(DOMAINS)?, store(TOTALS)?);
        Ok(Self { checks, domains, totals, end: transaction_end(&transaction) })
    }

    /// Returns the names of the least recently checked domains, at most this many.
    pub(super) async fn oldest_domains(&self, count: u32) -> Result<Array, JsValue> {
        let keys = self.domains.index(LATEST)?.get_all_keys_with_key_and_limit(&JsValue::UNDEFINED, count)?;
        request_result(&keys).await?.dyn_into()
    }

    /// Undoes the writes. A transaction that has failed is already undone.
    pub(super) fn abort(self) {
        let _ = self.checks.transaction().abort();
    }

    /// Waits for the end. A successful request is stored only when its transaction is complete.
    pub(super) async fn end(self) -> Result<(), JsValue> {
        wait_for_commit(self.end).await
    }
}

/// Waits until the writes of a transaction are stored for good.
pub(super) async fn wait_for_commit(end: Promise) -> Result<(), JsValue> {
    let event: Event = JsFuture::from(end).await?.dyn_into()?;
    if event.type_() == "complete" { Ok(()) } else { Err(JsValue::NULL) }
}

/// Returns a promise of the event that ends a transaction. It is never rejected, since it may not be awaited.
pub(super) fn transaction_end(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, _| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&resolve));
    })
}

/// Waits for the result of a request.
pub(super) async fn request_result(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
