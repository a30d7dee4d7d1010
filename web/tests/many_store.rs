//! The stored run of many domains, in a real browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::browser::many_store::{
    self, StoreOutcome, StoredRun, load, load_earlier, load_row, put_head, put_row, replace, replace_earlier,
};

wasm_bindgen_test_configure!(run_in_browser);

fn run(rows: &[&str]) -> StoredRun {
    StoredRun {
        id: many_store::new_id(),
        head: "head".into(),
        runs: "[1]".into(),
        rows: rows.iter().map(|row| (*row).to_owned()).collect(),
        has_gaps: false,
    }
}

#[wasm_bindgen_test]
async fn a_run_is_stored_whole_and_another_tab_writes_nothing_into_it() {
    let (first, second) = (run(&["a", "b"]), run(&["c"]));
    assert_eq!(replace(&first).await, StoreOutcome::Stored);
    assert_eq!(put_row(&first.id, 1, "b done").await, StoreOutcome::Stored);
    assert_eq!(load_row(&first.id, 1).await.as_deref(), Some("b done"));
    let checks = [(1, "earlier b".to_owned())];
    assert_eq!(replace_earlier(&first.id, checks.clone().into_iter()).await, StoreOutcome::Stored);
    assert_eq!(load_earlier(&first.id, 1).await.as_deref(), Some("earlier b"));
    assert_eq!(load_earlier(&first.id, 0).await, None);

    assert_eq!(replace(&second).await, StoreOutcome::Stored);
    assert_eq!(put_row(&first.id, 0, "a done").await, StoreOutcome::Replaced);
    assert_eq!(put_head(&first.id, "other").await, StoreOutcome::Replaced);
    assert_eq!(replace_earlier(&first.id, checks.into_iter()).await, StoreOutcome::Replaced);
    many_store::clear(&first.id).await;
    let stored = load(10).await.expect("a run");
    assert_eq!(
        (stored.id, stored.head, stored.rows, stored.has_gaps),
        (second.id.clone(), "head".into(), vec!["c".to_owned()], false)
    );
    assert_eq!(load_earlier(&second.id, 1).await, None, "checks of the first run are gone");

    many_store::clear(&second.id).await;
    let stored = load(10).await.expect("the times of earlier runs");
    assert_eq!((stored.head.as_str(), stored.runs.as_str(), stored.rows.len()), ("", "[1]", 0));
}

#[wasm_bindgen_test]
async fn a_stored_run_is_read_up_to_its_limits() {
    let long = "x".repeat(300_000);
    let stored = run(&["a", &long, "c"]);
    assert_eq!(replace(&stored).await, StoreOutcome::Stored);
    assert_eq!(load(10).await.expect("a run").rows, ["a", "", "c"]);
    assert_eq!(load(1).await.expect("a run").rows, ["a"]);
    assert_eq!(put_row(&stored.id, 7, "h").await, StoreOutcome::Stored);
    assert!(load(10).await.expect("a run").has_gaps);
    many_store::clear_any().await;
}
