//! Comparison of ARCHITECTURE.md with the manifests: its diagram has every crate of ours, and every dependency between
//! them.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

type Edge = (String, String);

/// Returns the dependencies between our own crates, except dev-dependencies.
fn edges_of_the_manifests() -> BTreeSet<Edge> {
    let output =
        Command::new(env!("CARGO")).args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).output();
    let metadata: Value = serde_json::from_slice(&output.expect("cargo runs").stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut edges = BTreeSet::new();
    for package in packages {
        let from = package["name"].as_str().expect("a name");
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        let built_in = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
        let names = built_in.filter_map(|dependency| dependency["name"].as_str());
        edges.extend(names.filter(|name| ours.contains(name)).map(|to| (from.to_owned(), to.to_owned())));
    }
    edges
}

/// Returns the dependencies in the Mermaid diagram. In `checker --> mta-sts & evidence`, the left crate depends on
/// those to the right.
fn edges_of_the_diagram() -> BTreeSet<Edge> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let text = fs::read_to_string(file).expect("ARCHITECTURE.md");
    let diagram = text.split("```mermaid").nth(1).and_then(|rest| rest.split("```").next()).expect("a diagram");
    let mut edges = BTreeSet::new();
    for (from, to) in diagram.lines().filter_map(|line| line.split_once("-->")) {
        edges.extend(to.split('&').map(|to| (from.trim().to_owned(), to.trim().to_owned())));
    }
    edges
}

#[test]
fn the_diagram_shows_the_dependencies_of_the_manifests() {
    let (drawn, real) = (edges_of_the_diagram(), edges_of_the_manifests());
    let missing: Vec<_> = real.difference(&drawn).collect();
    let extra: Vec<_> = drawn.difference(&real).collect();
    assert!(missing.is_empty() && extra.is_empty(), "ARCHITECTURE.md lacks {missing:?} and invents {extra:?}");
}
