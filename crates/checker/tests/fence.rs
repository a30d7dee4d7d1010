//! The fence around the pure rooms: no clock, no I/O, no asynchronous run time, no language.

use std::process::Command;

/// Crates that must not be reachable from `mta-sts` and `checker`.
const OUTSIDE: [&str; 12] = [
    "axum",
    "domain",
    "fluent-bundle",
    "fluent-syntax",
    "gloo-net",
    "hyper",
    "reqwest",
    "rustls",
    "tokio",
    "wasm-bindgen",
    "web-sys",
    "words",
];

#[test]
fn the_pure_rooms_reach_no_network_clock_or_language() {
    for room in ["mta-sts", "checker"] {
        let tree = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--package", room])
            .output()
            .expect("cargo runs");
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8_lossy(&tree.stdout);
        let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let strays: Vec<_> = OUTSIDE.iter().filter(|outside| names.contains(outside)).collect();
        assert!(strays.is_empty(), "{room} reaches {strays:?}");
    }
}
