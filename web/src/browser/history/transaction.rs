//! Transactions on the evidence and on the list of it, which keep both consistent.

use std::collections::BTreeMap;

use evidence::Evidence;
use js_sys::{Array, JSON};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

use super::{
    super::{
        database::{Transaction, request_result},
        json,
    },
    Limits, text_member, verdict_of,
};
use crate::store::{EvictedChecks, KeptDomain, KeptHead};

/// Key of the sum of bytes.
pub(super) const TOTAL_BYTES: &str = "bytes";

/// Error for a list entry that cannot be read. The list can be rebuilt from the checks.
pub(super) const UNREADABLE_ENTRY: &str = "unreadable entry";

/// Number of domains that are considered when making room. Domains with unreadable checks stay.
const MAX_EVICTION_CANDIDATES: u32 = 32;

/// Returns the name that a domain is listed under, which is empty for checks whose domain cannot be read.
pub(super) fn listed_name(domain: Option<&str>) -> &str {
    domain.unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "keys count upwards from 1")]
pub(super) fn js_key(key: i64) -> JsValue {
    JsValue::from_f64(key as f64)
}

/// Returns the list entry of a domain.
///
/// # Errors
/// The storage refused, or the entry cannot be read.
pub(super) async fn read_entry(transaction: &Transaction, name: &str) -> Result<Option<KeptDomain>, JsValue> {
    let entry = request_result(&transaction.domains.get(&name.into())?).await?;
    if entry.is_undefined() { Ok(None) } else { json::read_value(entry).map(Some).ok_or(UNREADABLE_ENTRY.into()) }
}

/// A transaction that writes.
pub(super) struct WriteTransaction {
    transaction: Transaction,
    bytes: u64,
}

impl WriteTransaction {
    pub(super) async fn begin(database: &IdbDatabase) -> Result<Self, JsValue> {
        let transaction = Transaction::begin_write(database)?;
        let bytes = request_result(&transaction.totals.get(&TOTAL_BYTES.into())?).await?.as_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of lengths")]
        Ok(Self { transaction, bytes: bytes.unwrap_or_default() as u64 })
    }

    pub(super) async fn end(self) -> Result<(), JsValue> {
        self.write_total()?;
        self.transaction.end().await
    }

    /// Undoes everything that this transaction wrote.
    pub(super) fn abort(self) {
        self.transaction.abort();
    }

    fn write_total(&self) -> Result<(), JsValue> {
        #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2⁵³")]
        let bytes = JsValue::from_f64(self.bytes as f64);
        self.transaction.totals.put_with_key(&bytes, &TOTAL_BYTES.into()).map(drop)
    }

    /// Adds a check, and deletes the oldest of its domain beyond a limit.
    pub(super) async fn add(&mut self, value: &JsValue, mut head: KeptHead, limit: usize) -> Result<i64, JsValue> {
        head.key = read_key(&request_result(&self.transaction.checks.add(value)?).await?)?;
        let (key, domain) = (head.key, text_member(value, "domain"));
        let name = listed_name(domain.as_deref()).to_owned();
        let mut listed = read_entry(&self.transaction, &name).await?.unwrap_or_else(|| KeptDomain::new(domain));
        self.bytes += head.bytes;
        listed.insert(head, text_member(value, "typed"));
        for oldest in listed.evictable_keys() {
            if listed.heads.len() <= limit {
                break;
            }
            self.delete_if_readable(&mut listed, oldest).await?;
        }
        self.write_entry(&name, &listed)?;
        Ok(key)
    }

    /// Returns whether this very check is stored.
    pub(super) async fn has(&self, evidence: &Evidence) -> Result<bool, JsValue> {
        let Some(listed) = read_entry(&self.transaction, &evidence.domain).await? else { return Ok(false) };
        for head in listed.heads.iter().filter(|head| head.started == Some(evidence.started)) {
            let value = request_result(&self.transaction.checks.get(&js_key(head.key))?).await?;
            if json::read_value::<Evidence>(value).as_ref() == Some(evidence) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Replaces the value of a check, unless the check has been deleted.
    pub(super) async fn replace(&mut self, value: &JsValue, head: KeptHead) -> Result<i64, JsValue> {
        let (key, domain) = (head.key, text_member(value, "domain"));
        let name = listed_name(domain.as_deref());
        let Some(mut listed) = read_entry(&self.transaction, name).await? else { return Ok(key) };
        let Some(before) = listed.heads.iter_mut().find(|before| before.key == key) else { return Ok(key) };
        self.bytes = self.bytes.saturating_sub(before.bytes) + head.bytes;
        *before = head;
        request_result(self.transaction.checks.put_with_key(value, &js_key(key))?.as_ref()).await?;
        self.write_entry(name, &listed)?;
        Ok(key)
    }

    /// Deletes the least recently checked domains until the rest fits the limits.
    pub(super) async fn make_room(&mut self, stored: &JsValue, limits: Limits) -> Result<Vec<EvictedChecks>, JsValue> {
        let mut evicted = Vec::new();
        let mut count = self.count().await?;
        if count <= limits.domains && self.bytes <= limits.bytes {
            return Ok(evicted);
        }
        let own = text_member(stored, "domain");
        for name in
            self.transaction.oldest_domains(MAX_EVICTION_CANDIDATES).await?.iter().filter_map(|name| name.as_string())
        {
            if count <= limits.domains && self.bytes <= limits.bytes {
                break;
            }
            if name.is_empty() || own.as_deref() == Some(&name) {
                continue;
            }
            let Some(mut listed) = read_entry(&self.transaction, &name).await? else { continue };
            let latest = evidence::Timestamp::from_unix(listed.latest);
            let before = listed.heads.len();
            for key in listed.heads.iter().map(|head| head.key).collect::<Vec<_>>() {
                self.delete_if_readable(&mut listed, key).await?;
            }
            count -= usize::from(listed.heads.is_empty());
            self.write_entry(&name, &listed)?;
            let checks = before - listed.heads.len();
            if checks > 0 {
                evicted.push(EvictedChecks { domain: name, checks, latest });
            }
        }
        Ok(evicted)
    }

    /// Deletes one check.
    pub(super) async fn delete(&mut self, key: i64) -> Result<(), JsValue> {
        let value = request_result(&self.transaction.checks.get(&js_key(key))?).await?;
        let domain = text_member(&value, "domain");
        let name = listed_name(domain.as_deref());
        let Some(mut listed) = read_entry(&self.transaction, name).await? else { return Ok(()) };
        self.delete_listed(&mut listed, key).await?;
        self.write_entry(name, &listed)
    }

    /// Deletes every check of a domain.
    pub(super) async fn delete_domain(&mut self, name: &str) -> Result<(), JsValue> {
        let Some(mut listed) = read_entry(&self.transaction, name).await? else { return Ok(()) };
        for key in listed.heads.iter().map(|head| head.key).collect::<Vec<_>>() {
            self.delete_listed(&mut listed, key).await?;
        }
        self.write_entry(name, &listed)
    }

    /// Deletes every check.
    pub(super) async fn clear(&mut self) -> Result<(), JsValue> {
        request_result(&self.transaction.checks.clear()?).await?;
        request_result(&self.transaction.domains.clear()?).await?;
        self.bytes = 0;
        Ok(())
    }

    /// Judges a check, and stores the verdict in the list.
    pub(super) async fn judge(&self, name: &str, key: i64, build: &str) -> Result<(), JsValue> {
        let Some(mut listed) = read_entry(&self.transaction, name).await? else { return Ok(()) };
        let value = request_result(&self.transaction.checks.get(&js_key(key))?).await?;
        let verdict = json::read_value::<Evidence>(value).and_then(|evidence| verdict_of(&evidence));
        if let Some(head) = listed.heads.iter_mut().find(|head| head.key == key) {
            head.set_verdict(verdict, build);
        }
        self.write_entry(name, &listed)
    }

    /// Rebuilds the list from all checks, if an earlier version had no list or an entry cannot be read.
    pub(super) async fn rebuild_list(mut self) -> Result<(), JsValue> {
        request_result(&self.transaction.domains.clear()?).await?;
        let keys: Array = request_result(&self.transaction.checks.get_all_keys()?).await?.dyn_into()?;
        let mut domains = BTreeMap::<String, KeptDomain>::new();
        self.bytes = 0;
        for key in keys.iter() {
            let value = request_result(&self.transaction.checks.get(&key)?).await?;
            let (domain, started) = (text_member(&value, "domain"), text_member(&value, "started"));
            let head = KeptHead {
                key: read_key(&key)?,
                started: started.and_then(|started| started.parse().ok()),
                bytes: JSON::stringify(&value).map_or(0, |text| text.length()).into(),
                ..KeptHead::default()
            };
            self.bytes += head.bytes;
            let listed = domains.entry(listed_name(domain.as_deref()).to_owned());
            listed.or_insert_with(|| KeptDomain::new(domain)).insert(head, text_member(&value, "typed"));
        }
        for (name, listed) in &domains {
            self.write_entry(name, listed)?;
        }
        self.end().await
    }

    /// Deletes a check that this version of the page can read. Unreadable checks stay until the reader deletes them.
    async fn delete_if_readable(&mut self, listed: &mut KeptDomain, key: i64) -> Result<(), JsValue> {
        let value = request_result(&self.transaction.checks.get(&js_key(key))?).await?;
        match json::read_value::<Evidence>(value) {
            Some(_) => self.delete_listed(listed, key).await,
            None => Ok(()),
        }
    }

    async fn delete_listed(&mut self, listed: &mut KeptDomain, key: i64) -> Result<(), JsValue> {
        request_result(&self.transaction.checks.delete(&js_key(key))?).await?;
        let removed = listed.remove(key);
        self.bytes = self.bytes.saturating_sub(removed.map_or(0, |head| head.bytes));
        Ok(())
    }

    async fn count(&self) -> Result<usize, JsValue> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        Ok(request_result(&self.transaction.domains.count()?).await?.as_f64().unwrap_or_default() as usize)
    }

    fn write_entry(&self, name: &str, listed: &KeptDomain) -> Result<(), JsValue> {
        if listed.heads.is_empty() {
            return self.transaction.domains.delete(&name.into()).map(drop);
        }
        let value = listed.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
        self.transaction.domains.put_with_key(&value, &name.into()).map(drop)
    }
}

fn read_key(key: &JsValue) -> Result<i64, JsValue> {
    #[expect(clippy::cast_possible_truncation, reason = "keys count upwards from 1")]
    key.as_f64().map(|key| key as i64).ok_or(JsValue::NULL)
}
