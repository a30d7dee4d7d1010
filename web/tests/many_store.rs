//! The stored run of many domains, in a real browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web::browser::many_store::{
    self, StoreOutcome, StoredComparison, StoredRun, load, load_earlier, load_row, put_earlier, put_head, put_row,
    replace, replace_comparison,
};

wasm_bindgen_test_configure!(run_in_browser);

fn comparison(text: &str) -> StoredComparison {
    StoredComparison { id: many_store::new_id(), text: text.into() }
}

fn run(rows: &[&str]) -> StoredRun {
    StoredRun {
        id: many_store::new_id(),
        head: "head".into(),
        runs: "[1]".into(),
        comparison: comparison("latest"),
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
    let id = &first.comparison.id;
    assert_eq!(put_earlier(&first.id, &first.comparison, checks.clone().into_iter()).await, StoreOutcome::Stored);
    assert_eq!(load_earlier(&first.id, id, 1).await, Ok(Some("earlier b".to_owned())));
    assert_eq!(load_earlier(&first.id, id, 0).await, Ok(None));

    assert_eq!(replace(&second).await, StoreOutcome::Stored);
    assert_eq!(put_row(&first.id, 0, "a done").await, StoreOutcome::Replaced);
    assert_eq!(put_head(&first.id, "other").await, StoreOutcome::Replaced);
    assert_eq!(put_earlier(&first.id, &first.comparison, checks.into_iter()).await, StoreOutcome::Replaced);
    many_store::clear(&first.id).await;
    let stored = load(10).await.expect("a run");
    assert_eq!(
        (stored.id, stored.head, stored.rows, stored.has_gaps),
        (second.id.clone(), "head".into(), vec!["c".to_owned()], false)
    );
    let of_second = load_earlier(&second.id, &second.comparison.id, 1).await;
    assert_eq!(of_second, Ok(None), "checks of the first run are gone");

    many_store::clear(&second.id).await;
    let stored = load(10).await.expect("the times of earlier runs");
    assert_eq!((stored.head.as_str(), stored.runs.as_str(), stored.rows.len()), ("", "[1]", 0));
}

#[wasm_bindgen_test]
async fn another_comparison_replaces_the_checks_of_the_one_before() {
    let stored = run(&["a"]);
    assert_eq!(replace(&stored).await, StoreOutcome::Stored);
    let (first, second) = (comparison("first.json"), comparison("second.json"));
    let checks = [(0, "earlier a".to_owned())];
    assert_eq!(replace_comparison(&stored.id, &first).await, StoreOutcome::Stored);
    assert_eq!(put_earlier(&stored.id, &first, checks.clone().into_iter()).await, StoreOutcome::Stored);
    assert_eq!(replace_comparison(&stored.id, &second).await, StoreOutcome::Stored);
    assert_eq!(load_earlier(&stored.id, &second.id, 0).await, Ok(None));
    assert_eq!(load_earlier(&stored.id, &first.id, 0).await, Err(StoreOutcome::OtherComparison));
    assert_eq!(put_earlier(&stored.id, &first, checks.into_iter()).await, StoreOutcome::OtherComparison);
    assert_eq!(load(1).await.expect("a run").comparison.text, "second.json");
    many_store::delete_all().await;
    let empty = load(1).await.expect("an empty store");
    assert_eq!((empty.id.as_str(), empty.runs.as_str(), empty.comparison.text.as_str()), ("", "", ""));
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
    many_store::delete_all().await;
}
