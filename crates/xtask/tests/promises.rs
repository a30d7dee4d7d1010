//! Comparison of CONTRIBUTING.md with the tests: those that it names for the server's guarantees exist.

use std::{fs, path::Path};

const HEADING: &str = "## The server's promises";

/// Returns the test names in the right column of the table.
fn named(text: &str) -> Vec<&str> {
    let section = text.split(HEADING).nth(1).and_then(|rest| rest.split("\n## ").next()).expect("the section");
    let columns = section.lines().filter(|line| line.starts_with('|')).skip(2).map(|line| line.split('|').nth(2));
    columns.flat_map(|tests| tests.expect("two columns").split('`').skip(1).step_by(2)).collect()
}

/// Appends the text of all Rust files below a folder.
fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, all);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(&entry).expect("a source"));
        }
    }
}

#[test]
fn every_promise_has_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let mut all = String::new();
    for folder in ["crates", "web/src", "web/tests"] {
        sources(&root.join(folder), &mut all);
    }
    let named = named(&text);
    let missing: Vec<_> = named.iter().filter(|name| !all.contains(&format!("fn {name}("))).collect();
    assert!(
        named.len() > 50 && missing.is_empty(),
        "{} tests are named, and these do not exist: {missing:?}",
        named.len()
    );
}
