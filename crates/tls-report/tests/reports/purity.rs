//! The crate is pure: it compiles for Wasm and reaches no network, clock or language.

use std::process::Command;

/// Crates that must not be reachable.
const OUTSIDE: [&str; 9] =
    ["fluent-syntax", "getrandom", "hyper", "js-sys", "tokio", "wasm-bindgen", "web-sys", "words", "checker"];

#[test]
fn it_reaches_no_network_clock_or_language() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--package",
            "tls-report",
        ])
        .args(["--target", "wasm32-unknown-unknown"])
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout);
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let strays: Vec<_> = OUTSIDE.iter().filter(|outside| names.contains(outside)).collect();
    assert!(strays.is_empty(), "tls-report reaches {strays:?}");
}
