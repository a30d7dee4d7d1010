//! Earlier checks, kept in this browser alone: their evidence, never their verdict.

use evidence::Evidence;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::{database, json};

/// Checks that are kept.
pub const LIMIT: usize = 50;

/// Keeps the evidence of a check, and says whether it could. A storage that refuses never breaks a check.
pub async fn keep(evidence: &Evidence) -> bool {
    try_to_keep(evidence).await.is_ok()
}

/// The checks that are kept, the latest first; what older versions left and nobody can read any more is left out.
pub async fn recall() -> Vec<Evidence> {
    try_to_recall().await.unwrap_or_default()
}

/// Forgets every check.
pub async fn forget() {
    if let Ok(database) = database::open().await {
        let _ = database::clear(&database).await;
        database.close();
    }
}

async fn try_to_keep(evidence: &Evidence) -> Result<(), JsValue> {
    let value = evidence.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    let database = database::open().await?;
    let result = database::append(&database, &value, LIMIT).await;
    database.close();
    result
}

async fn try_to_recall() -> Result<Vec<Evidence>, JsValue> {
    let database = database::open().await?;
    let values = database::all(&database).await;
    database.close();
    let kept = values?.iter().filter_map(json::read).collect::<Vec<_>>();
    Ok(kept.into_iter().rev().collect())
}
