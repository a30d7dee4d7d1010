//! Check for import cycles: the files of a crate do not import one another, except a parent module and its own
//! children.

mod graph;
mod imports;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use graph::{Graph, cycles};
use imports::Crate;

/// The folders of the crates that have sources: all of the workspace except `e2e`, which has only tests.
fn crate_folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join("crates")).expect("the folder of crates");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.push(root.join("web"));
    folders.retain(|folder| folder.join("src").is_dir());
    folders.sort();
    folders
}

#[test]
fn no_crate_has_an_import_cycle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut report = String::new();
    for folder in crate_folders(&root) {
        for cycle in cycles(&Crate::read(&folder).graph()) {
            let name = folder.strip_prefix(&root).expect("a folder of the workspace").display();
            writeln!(report, "{name}: {}", cycle.join(" → ")).expect("a String");
        }
    }
    assert!(report.is_empty(), "\nthese files import one another:\n{report}");
}

#[test]
fn what_has_a_cycle_and_what_has_none() {
    for (files, expected) in [
        (&[("lib", "mod a; mod b;"), ("a", "use crate::b::B;"), ("b", "struct B;")][..], &[][..]),
        (&[("lib", "mod a; mod b;"), ("a", "use crate::b::B;"), ("b", "fn f() { crate::a::f() }")], &["a → b → a"]),
        (&[("a", "use crate::b::{self, c};"), ("b", "use super::a;"), ("b/c", "")], &["a → b → a"]),
        // Allowed: a parent and its own children; two children of one parent.
        (&[("a", "mod b; use b::B;"), ("a/b", "use super::A;")], &[]),
        (&[("a", "mod b; mod c;"), ("a/b", "use super::c::C;"), ("a/c", "use super::b::B;")], &["a/b → a/c → a/b"]),
        // A cycle through a parent, which counts as importing what its children import.
        (&[("a", "mod b; use b::B;"), ("a/b", "use crate::c::C;"), ("c", "use crate::a::A;")], &["a → a/b → c → a"]),
        // A re-export is imported from its original module.
        (&[("lib", "pub use b::B; pub use a::A;"), ("a", "use crate::B;"), ("b", "struct B;")], &[]),
        (&[("lib", "pub use b::B; pub use a::A;"), ("a", "use crate::B;"), ("b", "use crate::A;")], &["a → b → a"]),
        (&[("a", "m! { x: crate::b::B }"), ("b", "use crate::{c, a::A as Z};"), ("c", "")], &["a → b → a"]),
        (&[("a", "use crate::b::B;"), ("b", "#[cfg(test)] mod tests { use crate::a::A; }")], &[]),
        (
            &[("lib", "mod a; #[cfg(test)] mod tests;"), ("a", "use crate::tests::T;"), ("tests", "use crate::a::A;")],
            &[],
        ),
        (&[("a", "use crate::b::B;"), ("b", "// use crate::a::A;\nconst X: &str = \"crate::a::A\";")], &[]),
        (&[("a", "mod inner { use super::super::b::B; }"), ("b", "mod inner { use crate::a::A; }")], &["a → b → a"]),
    ] {
        let found: Vec<String> =
            cycles(&Crate::from_texts(files).graph()).into_iter().map(|cycle| cycle.join(" → ")).collect();
        assert_eq!(found, expected, "{files:?}");
    }
}

#[test]
fn the_shortest_cycle_is_reported() {
    let edges = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("c", "a"), ("d", "e")];
    let graph: Graph = edges.into_iter().fold(Graph::new(), |mut graph, (from, to)| {
        graph.entry(from.to_owned()).or_default().insert(to.to_owned());
        graph
    });
    assert_eq!(cycles(&graph), [["a", "b", "c", "a"]]);
}
