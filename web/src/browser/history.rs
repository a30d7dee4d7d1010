//! Earlier checks, kept in this browser alone: their evidence, never their verdict.

use evidence::{Evidence, Timestamp};
use js_sys::{JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::{database, json};

/// Checks that are kept.
pub const LIMIT: usize = 50;

/// Longest check that is kept, in UTF-16 code units of its JSON. Ten mail servers with all their certificates take a tenth of it.
const SIZE_LIMIT: u32 = 2 * 1024 * 1024;

/// A check as it is stored. Its evidence is read on demand.
#[derive(Debug)]
pub struct Stored {
    /// Its key.
    pub key: f64,
    value: JsValue,
}

impl Stored {
    /// The policy domain, as it stands there.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        self.text("domain")
    }

    /// What was typed, if it differs from the domain.
    #[must_use]
    pub fn typed(&self) -> Option<String> {
        self.text("typed")
    }

    /// When it began.
    #[must_use]
    pub fn started(&self) -> Option<Timestamp> {
        self.text("started")?.parse().ok()
    }

    /// All that was asked and answered, if this version of the page can read it.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        json::read(self.value.clone())
    }

    fn text(&self, name: &str) -> Option<String> {
        Reflect::get(&self.value, &name.into()).ok()?.as_string()
    }
}

/// Keeps the evidence of a check, in place of the one under a key if there is one. Returns the key once it is stored for good. A
/// storage that refuses never breaks a check.
pub async fn keep(evidence: &Evidence, key: Option<f64>) -> Option<f64> {
    try_to_keep(evidence, key).await.ok()
}

/// The checks that are kept, the latest first, whether they can be read or not.
pub async fn recall() -> Vec<Stored> {
    try_to_recall().await.unwrap_or_default()
}

/// Deletes one check.
pub async fn delete(key: f64) {
    if let Ok(database) = database::open().await {
        // Where it cannot be deleted it is still listed, and can be tried again.
        let _ = database::delete(&database, &key.into()).await;
        database.close();
    }
}

/// Deletes every check.
pub async fn forget() {
    if let Ok(database) = database::open().await {
        let _ = database::clear(&database).await;
        database.close();
    }
}

async fn try_to_keep(evidence: &Evidence, key: Option<f64>) -> Result<f64, JsValue> {
    let value = evidence.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    if JSON::stringify(&value)?.length() > SIZE_LIMIT {
        return Err(JsValue::NULL);
    }
    let database = database::open().await?;
    // One that cannot be read stays until it is deleted by hand.
    let is_readable = |value| json::read::<Evidence>(value).is_some();
    let result = match key {
        None => database::append(&database, &value, LIMIT, is_readable).await,
        Some(key) => database::replace(&database, &key.into(), &value).await.map(|()| key.into()),
    };
    database.close();
    result?.as_f64().ok_or(JsValue::NULL)
}

async fn try_to_recall() -> Result<Vec<Stored>, JsValue> {
    let database = database::open().await?;
    let all = database::all(&database).await;
    database.close();
    let (keys, values) = all?;
    let stored = |(key, value): (JsValue, JsValue)| Some(Stored { key: key.as_f64()?, value });
    let mut all: Vec<Stored> = keys.iter().zip(values.iter()).filter_map(stored).collect();
    all.reverse();
    Ok(all)
}
