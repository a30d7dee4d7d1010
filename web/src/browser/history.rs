//! Earlier checks, kept in this browser alone: their evidence, and a list of them by domain.
//!
//! The list is derived from the evidence, and can be rebuilt from it. It caches the verdict of one build of the page;
//! another build judges again.

mod transaction;

use checker::{Impact, Verdict, judge_without_texts};
use evidence::Evidence;
use js_sys::{Array, JSON, Reflect};
use mta_sts::Domain;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

use self::transaction::WriteTransaction;
use super::{
    database::{self, Connection, Transaction, request_result},
    json, page, task,
};
use crate::store::{BYTE_LIMIT, CHECKS_PER_DOMAIN, DOMAIN_LIMIT, EvictedChecks, KeptDomain, KeptHead};

/// Longest check that is kept, in UTF-16 code units of its JSON. Ten mail servers with all their certificates need a
/// tenth of it.
const MAX_CHECK_UTF16_UNITS: u32 = 2 * 1024 * 1024;

/// Number of checks that are judged again in one step. The page does other work between steps.
const CHECKS_PER_STEP: usize = 10;

/// Number of checks that are judged again before the list is read again.
const CHECKS_PER_ROUND: usize = 200;

/// Limits of the history.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Largest number of checks per domain.
    pub checks: usize,
    /// Largest number of domains.
    pub domains: usize,
    /// Largest size of all checks, in bytes of JSON.
    pub bytes: u64,
}

/// Limits that this page uses.
pub const LIMITS: Limits = Limits { checks: CHECKS_PER_DOMAIN, domains: DOMAIN_LIMIT, bytes: BYTE_LIMIT };

/// A check that was stored.
#[derive(Debug)]
pub struct StoreResult {
    /// Key of the check.
    pub key: i64,
    /// Checks deleted to make room for it.
    pub evicted: Vec<EvictedChecks>,
}

/// A request to delete checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteRequest {
    /// Deletes the check under this key.
    Check(i64),
    /// Deletes every check of a domain; `None` is the checks whose domain cannot be read.
    Domain(Option<String>),
    /// Deletes every check.
    All,
}

/// A check as stored. Its evidence is read on demand.
#[derive(Debug)]
pub struct StoredCheck {
    /// Entry of the check in the list.
    pub head: KeptHead,
    value: JsValue,
}

impl StoredCheck {
    /// Returns the evidence, if this version of the page can read it.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        json::read_value(self.value.clone())
    }
}

/// Stores the evidence of a check, replacing the one under `key` if any. Returns once it is stored for good, or `None`
/// if the storage refused it. Such a refusal never breaks a check.
pub async fn store_check(evidence: &Evidence, key: Option<i64>, limits: Limits) -> Option<StoreResult> {
    match try_to_store(evidence, key, limits).await {
        Err(error) if error == transaction::UNREADABLE_ENTRY => {
            rebuild_list().await.ok()?;
            try_to_store(evidence, key, limits).await.ok()
        }
        kept => kept.ok(),
    }
}

/// Stores checks that are not stored yet, several at a time. Returns whether all of them are stored now.
pub async fn store_new_checks(checks: &[Evidence], limits: Limits) -> bool {
    let mut all_stored = true;
    for step in checks.chunks(CHECKS_PER_STEP) {
        all_stored &= match try_to_store_new(step, limits).await {
            Ok(all_of_step) => all_of_step,
            Err(_) => store_one_by_one(step, limits).await,
        };
        task::pause(0).await;
    }
    all_stored
}

/// Returns the domains with kept checks, the most recently checked first.
pub async fn load_domains() -> Vec<KeptDomain> {
    match try_to_load_domains().await {
        Err(error) if error == transaction::UNREADABLE_ENTRY && rebuild_list().await.is_ok() => {
            try_to_load_domains().await.unwrap_or_default()
        }
        recalled => recalled.unwrap_or_default(),
    }
}

/// Returns the checks of a domain, the latest first, readable or not.
pub async fn load_checks(domain: &str) -> Vec<StoredCheck> {
    try_to_load_checks(domain).await.unwrap_or_default()
}

/// Deletes checks. If that fails, they are still listed and the reader can try again.
pub async fn delete_checks(request: &DeleteRequest) {
    let _ = try_to_delete(request).await;
}

/// Judges checks again that another build of the page judged: the latest of each domain, or all of one. Returns whether
/// there may be more.
pub async fn judge_again(domains: &[KeptDomain], all_of: Option<&str>) -> bool {
    try_to_judge(domains, all_of).await.unwrap_or_default()
}

/// Returns every check as stored JSON, in parts of one file that this page can open.
pub async fn export_checks() -> Option<Vec<String>> {
    try_to_export().await.ok()
}

/// Returns the verdict and impact of the evidence, if it can be read.
#[must_use]
pub fn verdict_of(evidence: &Evidence) -> Option<(Verdict, Impact)> {
    let domain: Domain = evidence.domain.parse().ok()?;
    let report = judge_without_texts(&domain, evidence);
    Some((report.verdict, report.impact))
}

/// Returns the name of this build of the page, which identifies its rules.
fn build() -> String {
    page::wasm_name().unwrap_or_default()
}

/// Opens the database, and lists the checks that an earlier version stored without a list.
async fn open() -> Result<Connection, JsValue> {
    let database = database::open().await?;
    let reading = Transaction::begin_read(&database)?;
    let is_listed = !request_result(&reading.totals.get(&transaction::TOTAL_BYTES.into())?).await?.is_undefined();
    if !is_listed {
        WriteTransaction::begin(&database).await?.rebuild_list().await?;
    }
    Ok(database)
}

async fn rebuild_list() -> Result<(), JsValue> {
    let database = database::open().await?;
    WriteTransaction::begin(&database).await?.rebuild_list().await
}

async fn try_to_store(evidence: &Evidence, key: Option<i64>, limits: Limits) -> Result<StoreResult, JsValue> {
    let (value, mut head) = prepare(evidence)?.ok_or(JsValue::NULL)?;
    head.key = key.unwrap_or_default();
    let database = open().await?;
    write_to_database(&database, &value, head, key.is_some(), limits).await
}

/// Stores the checks of one step in one transaction, or none of them. Returns whether none was too long.
async fn try_to_store_new(checks: &[Evidence], limits: Limits) -> Result<bool, JsValue> {
    let prepared = checks.iter().map(prepare).collect::<Result<Vec<_>, _>>()?;
    let database = open().await?;
    let mut writing = WriteTransaction::begin(&database).await?;
    for (evidence, prepared) in checks.iter().zip(&prepared) {
        let Some((value, head)) = prepared else { continue };
        if let Err(error) = write_new_check(&mut writing, evidence, (value, head), limits).await {
            writing.abort();
            return Err(error);
        }
    }
    writing.end().await?;
    Ok(prepared.iter().all(Option::is_some))
}

async fn write_new_check(
    writing: &mut WriteTransaction,
    evidence: &Evidence,
    (value, head): (&JsValue, &KeptHead),
    limits: Limits,
) -> Result<(), JsValue> {
    if !writing.has(evidence).await? {
        write_check(writing, value, head.clone(), false, limits).await?;
    }
    Ok(())
}

/// Stores as many of the checks as the storage takes. Returns whether it took all of them.
async fn store_one_by_one(checks: &[Evidence], limits: Limits) -> bool {
    let mut all_stored = true;
    for evidence in checks {
        let known = load_checks(&evidence.domain).await;
        let is_known = known.iter().any(|stored| {
            stored.head.started == Some(evidence.started) && stored.evidence().as_ref() == Some(evidence)
        });
        all_stored &= is_known || store_check(evidence, None, limits).await.is_some();
    }
    all_stored
}

/// Returns the stored form of a check and its entry for the list, or `None` if the check is too long.
fn prepare(evidence: &Evidence) -> Result<Option<(JsValue, KeptHead)>, JsValue> {
    let value = evidence.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    let bytes = JSON::stringify(&value)?.length();
    if bytes > MAX_CHECK_UTF16_UNITS {
        return Ok(None);
    }
    let mut head = KeptHead { started: Some(evidence.started), bytes: bytes.into(), ..KeptHead::default() };
    head.set_verdict(verdict_of(evidence), &build());
    Ok(Some((value, head)))
}

async fn write_to_database(
    database: &IdbDatabase,
    value: &JsValue,
    head: KeptHead,
    is_there: bool,
    limits: Limits,
) -> Result<StoreResult, JsValue> {
    let mut writing = WriteTransaction::begin(database).await?;
    match write_check(&mut writing, value, head, is_there, limits).await {
        Ok(kept) => writing.end().await.map(|()| kept),
        Err(error) => {
            // Without its entry in the list, the check would be stored a second time.
            writing.abort();
            Err(error)
        }
    }
}

async fn write_check(
    writing: &mut WriteTransaction,
    value: &JsValue,
    head: KeptHead,
    is_there: bool,
    limits: Limits,
) -> Result<StoreResult, JsValue> {
    if is_there {
        return Ok(StoreResult { key: writing.replace(value, head).await?, evicted: Vec::new() });
    }
    let key = writing.add(value, head, limits.checks).await?;
    Ok(StoreResult { key, evicted: writing.make_room(value, limits).await? })
}

async fn try_to_load_domains() -> Result<Vec<KeptDomain>, JsValue> {
    let database = open().await?;
    let reading = Transaction::begin_read(&database)?;
    let all: Array = request_result(&reading.domains.get_all()?).await?.dyn_into()?;
    let read = |entry| json::read_value(entry).ok_or(JsValue::from_str(transaction::UNREADABLE_ENTRY));
    let mut domains = all.iter().map(read).collect::<Result<Vec<KeptDomain>, _>>()?;
    domains.sort_by_key(|domain| std::cmp::Reverse(domain.latest));
    Ok(domains)
}

async fn try_to_load_checks(domain: &str) -> Result<Vec<StoredCheck>, JsValue> {
    let database = open().await?;
    let reading = Transaction::begin_read(&database)?;
    let listed = transaction::read_entry(&reading, domain).await?;
    let mut stored = Vec::new();
    for head in listed.map(|listed| listed.heads).unwrap_or_default() {
        let value = request_result(&reading.checks.get(&transaction::js_key(head.key))?).await?;
        stored.push(StoredCheck { head, value });
    }
    Ok(stored)
}

async fn try_to_delete(request: &DeleteRequest) -> Result<(), JsValue> {
    let database = open().await?;
    let mut writing = WriteTransaction::begin(&database).await?;
    match request {
        DeleteRequest::Check(key) => writing.delete(*key).await?,
        DeleteRequest::Domain(domain) => writing.delete_domain(transaction::listed_name(domain.as_deref())).await?,
        DeleteRequest::All => writing.clear().await?,
    }
    writing.end().await
}

async fn try_to_judge(domains: &[KeptDomain], all_of: Option<&str>) -> Result<bool, JsValue> {
    let build = build();
    let is_stale = |head: &KeptHead| !head.is_judged_by(&build);
    let mut stale: Vec<(&str, i64)> = Vec::new();
    for domain in domains {
        let name = transaction::listed_name(domain.domain.as_deref());
        let heads = match all_of {
            None => 1,
            Some(wanted) if wanted == name => domain.heads.len(),
            Some(_) => continue,
        };
        stale.extend(domain.heads.iter().take(heads).filter(|head| is_stale(head)).map(|head| (name, head.key)));
    }
    let round = &stale[..stale.len().min(CHECKS_PER_ROUND)];
    if round.is_empty() {
        return Ok(false);
    }
    let database = open().await?;
    for step in round.chunks(CHECKS_PER_STEP) {
        let writing = WriteTransaction::begin(&database).await?;
        for (name, key) in step {
            writing.judge(name, *key, &build).await?;
        }
        writing.end().await?;
        task::pause(0).await;
    }
    Ok(stale.len() > round.len())
}

/// Exports the checks one after the other, as all of them at once may not fit into memory.
async fn try_to_export() -> Result<Vec<String>, JsValue> {
    let database = open().await?;
    let reading = Transaction::begin_read(&database)?;
    let keys: Array = request_result(&reading.checks.get_all_keys()?).await?.dyn_into()?;
    let mut parts = vec!["[".to_owned()];
    for key in keys.iter() {
        let value = request_result(&reading.checks.get(&key)?).await?;
        parts.push(if parts.len() > 1 { ",\n".to_owned() } else { "\n".to_owned() });
        parts.push(JSON::stringify(&value)?.into());
    }
    parts.push("\n]\n".to_owned());
    Ok(parts)
}

/// Returns a text member of a stored value.
fn text_member(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).ok()?.as_string()
}
