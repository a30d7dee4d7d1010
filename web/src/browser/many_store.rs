//! The list of many domains, the progress of its checks, and the earlier checks to compare with, as texts in a database
//! of their own.
//!
//! Another tab may replace the run at any time, or compare it with something else. Each run has an identifier, and so
//! has each comparison. Only their own texts are written and read under them.

use js_sys::{Array, JsString, Math, Promise};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransactionMode};

use super::database::{Connection, request_result, transaction_end, wait_for_commit};

const NAME: &str = "mta-sts-many";

/// Version of the database. Version 1 had no store of earlier checks.
const VERSION: u32 = 2;

/// Store of rows: one text per row, under its number.
const ROWS: &str = "rows";

/// Store of single values.
const RUN: &str = "run";
const ID: &str = "id";
const HEAD: &str = "head";
const RUNS: &str = "runs";
const COMPARISON_ID: &str = "comparison-id";
const COMPARISON: &str = "comparison";

/// Store of the checks to compare with: one text per row that has one, under its number.
const EARLIER: &str = "earlier";

const STORES: [&str; 3] = [ROWS, RUN, EARLIER];

/// Number of rows that are written in one step, so that the page stays responsive.
const ROWS_PER_BATCH: usize = 100;

/// Number of checks to compare with that are written in one step. They are longer than rows.
const EARLIER_PER_BATCH: usize = 10;

/// Longest text of a row or of the run, in UTF-16 code units. Real ones have about 1,000.
const MAX_TEXT_UNITS: u32 = 256 * 1024;

/// Longest check to compare with, in UTF-16 code units. Real ones have about 10,000.
const MAX_EARLIER_UNITS: u32 = 2 * 1024 * 1024;

/// Error for a run that another tab replaced or deleted.
const REPLACED: &str = "replaced";

/// Error for a comparison that another tab replaced.
const OTHER_COMPARISON: &str = "other comparison";

/// A stored run.
#[derive(Clone, Debug, Default)]
pub struct StoredRun {
    /// Identifier.
    pub id: String,
    /// Text about the run as a whole.
    pub head: String,
    /// Times of all runs.
    pub runs: String,
    /// What the run is compared with.
    pub comparison: StoredComparison,
    /// Texts of the rows.
    pub rows: Vec<String>,
    /// Whether the numbers of the rows have gaps, so that they must be stored again.
    pub has_gaps: bool,
}

/// A stored comparison.
#[derive(Clone, Debug, Default)]
pub struct StoredComparison {
    /// Identifier.
    pub id: String,
    /// Text about the comparison.
    pub text: String,
}

/// Result of storing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreOutcome {
    /// Stored for good.
    Stored,
    /// The browser refused.
    Refused,
    /// Another tab replaced or deleted the run.
    Replaced,
    /// Another tab compares the run with something else.
    OtherComparison,
}

/// Returns the identifier of a new run or comparison.
#[must_use]
pub fn new_id() -> String {
    [Math::random(), Math::random()].map(|part| part.to_string()).concat()
}

/// Loads the stored run, if any, with at most this many rows.
pub async fn load(most: u32) -> Option<StoredRun> {
    try_to_load(most).await.ok()
}

/// Stores a run, replacing any other with its checks to compare with. Either all is stored, or nothing changes.
pub async fn replace(run: &StoredRun) -> StoreOutcome {
    outcome(try_to_replace(run).await)
}

/// Stores the text about the run as a whole.
pub async fn put_head(id: &str, head: &str) -> StoreOutcome {
    outcome(try_to_put(id, |writing| writing.put(HEAD, head)).await)
}

/// Stores a row.
pub async fn put_row(id: &str, at: usize, row: &str) -> StoreOutcome {
    outcome(try_to_put(id, |writing| writing.rows.put_with_key(&row.into(), &key(at)).map(drop)).await)
}

/// Stores what the run is compared with, replacing any other comparison with its checks.
pub async fn replace_comparison(id: &str, comparison: &StoredComparison) -> StoreOutcome {
    outcome(try_to_put(id, |writing| writing.begin_comparison(comparison)).await)
}

/// Stores the checks of a comparison, under the numbers of their rows, replacing all others. Either all are stored
/// together with the text about them, or nothing changes.
pub async fn put_earlier(
    id: &str,
    comparison: &StoredComparison,
    checks: impl Iterator<Item = (usize, String)>,
) -> StoreOutcome {
    outcome(try_to_put_earlier(id, comparison, checks).await)
}

/// Loads a row of the run with this identifier.
pub async fn load_row(id: &str, at: usize) -> Option<String> {
    try_to_read(&[(ID, id)], ROWS, at).await.ok().and_then(|row| text(&row, MAX_TEXT_UNITS))
}

/// Loads the check to compare a row with.
///
/// # Errors
/// Another tab replaced the run or its comparison, or the browser refused.
pub async fn load_earlier(id: &str, comparison_id: &str, at: usize) -> Result<Option<String>, StoreOutcome> {
    let check = try_to_read(&[(ID, id), (COMPARISON_ID, comparison_id)], EARLIER, at).await;
    check.map(|check| text(&check, MAX_EARLIER_UNITS)).map_err(|error| outcome(Err(error)))
}

/// Deletes the run with this identifier. The times of this run and of earlier ones stay.
pub async fn clear(id: &str) {
    // If it cannot be deleted, it is still there next time, and the reader can try again.
    let _ = try_to_put(id, Writing::delete_run).await;
}

/// Deletes everything: any run, what it is compared with, and the times of all runs.
pub async fn delete_all() {
    // If it cannot be deleted, it is still there next time, and the reader can try again.
    let _ = try_to_delete_all().await;
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
fn key(at: usize) -> JsValue {
    JsValue::from_f64(at as f64)
}

/// Returns a stored text, unless it is longer than any that this page stores.
fn text(value: &JsValue, most: u32) -> Option<String> {
    value.dyn_ref::<JsString>().filter(|text| text.length() <= most).map(String::from)
}

fn outcome(written: Result<(), JsValue>) -> StoreOutcome {
    match written {
        Ok(()) => StoreOutcome::Stored,
        Err(error) if error == REPLACED => StoreOutcome::Replaced,
        Err(error) if error == OTHER_COMPARISON => StoreOutcome::OtherComparison,
        Err(_) => StoreOutcome::Refused,
    }
}

/// A transaction that writes.
struct Writing {
    rows: IdbObjectStore,
    run: IdbObjectStore,
    earlier: IdbObjectStore,
    end: Promise,
}

impl Writing {
    fn begin(database: &IdbDatabase) -> Result<Self, JsValue> {
        let transaction = database.transaction_with_str_sequence_and_mode(&stores(), IdbTransactionMode::Readwrite)?;
        let store = |name| transaction.object_store(name);
        let (rows, run, earlier) = (store(ROWS)?, store(RUN)?, store(EARLIER)?);
        Ok(Self { rows, run, earlier, end: transaction_end(&transaction) })
    }

    /// Begins to write to the run with this identifier.
    async fn begin_for(database: &IdbDatabase, id: &str) -> Result<Self, JsValue> {
        let writing = Self::begin(database)?;
        check_ids(&writing.run, &[(ID, id)]).await?;
        Ok(writing)
    }

    fn put(&self, name: &str, text: &str) -> Result<(), JsValue> {
        self.run.put_with_key(&text.into(), &name.into()).map(drop)
    }

    fn begin_comparison(&self, comparison: &StoredComparison) -> Result<(), JsValue> {
        self.earlier.clear()?;
        self.put(COMPARISON_ID, &comparison.id)?;
        self.put(COMPARISON, &comparison.text)
    }

    fn delete_run(&self) -> Result<(), JsValue> {
        self.rows.clear()?;
        self.earlier.clear()?;
        [ID, HEAD, COMPARISON_ID, COMPARISON].into_iter().try_for_each(|name| self.run.delete(&name.into()).map(drop))
    }

    fn delete_all(&self) -> Result<(), JsValue> {
        [&self.rows, &self.earlier, &self.run].into_iter().try_for_each(|store| store.clear().map(drop))
    }
}

fn stores() -> Array {
    STORES.map(JsValue::from_str).into_iter().collect()
}

/// Checks that the stored identifiers are these, given under their names.
async fn check_ids(run: &IdbObjectStore, ids: &[(&str, &str)]) -> Result<(), JsValue> {
    for (name, id) in ids {
        let stored = request_result(&run.get(&(*name).into())?).await?;
        if stored != *id {
            return Err(if *name == ID { REPLACED } else { OTHER_COMPARISON }.into());
        }
    }
    Ok(())
}

async fn try_to_load(most: u32) -> Result<StoredRun, JsValue> {
    let database = open().await?;
    let transaction = database.transaction_with_str_sequence_and_mode(&stores(), IdbTransactionMode::Readonly)?;
    let (run, rows) = (transaction.object_store(RUN)?, transaction.object_store(ROWS)?);
    let mut values = Vec::new();
    for name in [ID, HEAD, RUNS, COMPARISON_ID, COMPARISON] {
        values.push(text(&request_result(&run.get(&name.into())?).await?, MAX_TEXT_UNITS).unwrap_or_default());
    }
    let keys: Array =
        request_result(&rows.get_all_keys_with_key_and_limit(&JsValue::UNDEFINED, most)?).await?.dyn_into()?;
    let rows: Array = request_result(&rows.get_all_with_key_and_limit(&JsValue::UNDEFINED, most)?).await?.dyn_into()?;
    let has_gaps = keys.iter().enumerate().any(|(at, stored)| stored != key(at));
    let rows = rows.iter().map(|row| text(&row, MAX_TEXT_UNITS).unwrap_or_default()).collect();
    let [id, head, runs, comparison_id, text] = <[String; 5]>::try_from(values).map_err(|_| JsValue::NULL)?;
    Ok(StoredRun { id, head, runs, comparison: StoredComparison { id: comparison_id, text }, rows, has_gaps })
}

async fn try_to_replace(run: &StoredRun) -> Result<(), JsValue> {
    let database = open().await?;
    let writing = Writing::begin(&database)?;
    writing.delete_run()?;
    put_all(&writing.rows, run.rows.iter().enumerate(), ROWS_PER_BATCH).await?;
    for (name, value) in [(ID, &run.id), (HEAD, &run.head), (RUNS, &run.runs)] {
        writing.put(name, value)?;
    }
    writing.begin_comparison(&run.comparison)?;
    wait_for_commit(writing.end).await
}

async fn try_to_put_earlier(
    id: &str,
    comparison: &StoredComparison,
    checks: impl Iterator<Item = (usize, String)>,
) -> Result<(), JsValue> {
    let database = open().await?;
    let writing = Writing::begin_for(&database, id).await?;
    check_ids(&writing.run, &[(COMPARISON_ID, &comparison.id)]).await?;
    writing.begin_comparison(comparison)?;
    put_all(&writing.earlier, checks, EARLIER_PER_BATCH).await?;
    wait_for_commit(writing.end).await
}

/// Writes texts under their numbers, and lets the page do other work in between.
async fn put_all(
    store: &IdbObjectStore,
    texts: impl Iterator<Item = (usize, impl AsRef<str>)>,
    batch: usize,
) -> Result<(), JsValue> {
    for (count, (at, text)) in (1..).zip(texts) {
        let request = store.put_with_key(&text.as_ref().into(), &key(at))?;
        if count % batch == 0 {
            request_result(&request).await?;
        }
    }
    Ok(())
}

async fn try_to_put(id: &str, put: impl FnOnce(&Writing) -> Result<(), JsValue>) -> Result<(), JsValue> {
    let database = open().await?;
    let writing = Writing::begin_for(&database, id).await?;
    put(&writing)?;
    wait_for_commit(writing.end).await
}

async fn try_to_read(ids: &[(&str, &str)], store: &str, at: usize) -> Result<JsValue, JsValue> {
    let database = open().await?;
    let transaction = database.transaction_with_str_sequence_and_mode(&stores(), IdbTransactionMode::Readonly)?;
    check_ids(&transaction.object_store(RUN)?, ids).await?;
    request_result(&transaction.object_store(store)?.get(&key(at))?).await
}

async fn try_to_delete_all() -> Result<(), JsValue> {
    let database = open().await?;
    let writing = Writing::begin(&database)?;
    writing.delete_all()?;
    wait_for_commit(writing.end).await
}

async fn open() -> Result<Connection, JsValue> {
    Connection::open(NAME, VERSION, create_stores).await
}

fn create_stores(database: &IdbDatabase) -> Result<(), JsValue> {
    let there = database.object_store_names();
    for name in STORES.into_iter().filter(|name| !there.contains(name)) {
        database.create_object_store(name)?;
    }
    Ok(())
}
