//! Interface to the history, the checks kept in this browser. A check is stored before its verdict is shown. The
//! history is therefore in a small Wasm file of its own, loaded before all other deferred code.

use std::rc::Rc;

use evidence::Evidence;

use crate::{
    browser::{
        history::{self, DeleteRequest, StoreResult},
        many_store,
    },
    deferred::{LocalBoxFuture, NotLoaded},
    shared::Shared,
    store::{EarlierChecks, KeptCheck, KeptDomain},
};

/// Operations on the checks kept in this browser.
#[derive(Clone, Copy, Debug)]
pub struct HistoryModule {
    /// Stores a check, replacing the one under the given key if any. Returns `None` if it could not be stored.
    pub store: fn(Evidence, Option<i64>) -> LocalBoxFuture<Option<StoreResult>>,
    /// Stores the checks that are not stored yet. Returns whether all of them are stored now.
    pub store_new: fn(Vec<Evidence>) -> LocalBoxFuture<bool>,
    /// Returns the domains with kept checks, the most recently checked first.
    pub load_domains: fn() -> LocalBoxFuture<Vec<KeptDomain>>,
    /// Returns the kept checks of a domain.
    pub load_earlier: fn(String) -> LocalBoxFuture<EarlierChecks>,
    /// Judges checks again that another build of the page judged: the latest of each domain, or all of one domain.
    /// Returns whether there may be more.
    pub judge_again: fn(Shared<Vec<KeptDomain>>, Option<String>) -> LocalBoxFuture<bool>,
    /// Deletes checks; with all of them, the list of many domains, too.
    pub delete: fn(DeleteRequest) -> LocalBoxFuture<()>,
    /// Deletes the list of many domains, with what it is compared with.
    pub delete_list: fn() -> LocalBoxFuture<()>,
    /// Returns every check as JSON, in parts of one file that this page can open.
    pub export: fn() -> LocalBoxFuture<Option<Vec<String>>>,
}

/// Waits for the module. The first call fetches it; after a failure, the next call tries again.
///
/// # Errors
/// The module did not load.
pub async fn load() -> Result<HistoryModule, NotLoaded> {
    #[cfg(all(split_page, target_family = "wasm"))]
    return open().await;
    #[cfg(not(all(split_page, target_family = "wasm")))]
    open()
}

#[cfg_attr(all(split_page, target_family = "wasm"), wasm_split_helpers::wasm_split(history, fallible))]
fn open() -> Result<HistoryModule, NotLoaded> {
    Ok(HistoryModule {
        store: |evidence, key| Box::pin(async move { history::store_check(&evidence, key, history::LIMITS).await }),
        store_new: |checks| Box::pin(async move { history::store_new_checks(&checks, history::LIMITS).await }),
        load_domains: || Box::pin(history::load_domains()),
        load_earlier: |domain| Box::pin(load_earlier(domain)),
        judge_again: |domains, all_of| Box::pin(async move { history::judge_again(&domains, all_of.as_deref()).await }),
        delete: |request| Box::pin(delete(request)),
        delete_list: || Box::pin(many_store::delete_all()),
        export: || Box::pin(history::export_checks()),
    })
}

async fn load_earlier(domain: String) -> EarlierChecks {
    let stored = history::load_checks(&domain).await;
    let kept = |stored: history::StoredCheck| {
        let (key, started) = (stored.head.key, stored.head.started);
        KeptCheck::new(key, started, Rc::new(move || stored.evidence()))
    };
    let checks = stored.into_iter().map(kept).collect();
    EarlierChecks::new(domain, checks)
}

async fn delete(request: DeleteRequest) {
    if request == DeleteRequest::All {
        many_store::delete_all().await;
    }
    history::delete_checks(&request).await;
}
