//! What crates may depend on: the pure ones on no clock, I/O, asynchronous run time or language, the proxy never on the judge.

use std::process::Command;

/// Crates that must not be reachable from the pure crates.
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

/// The names of all crates that a crate of ours reaches.
fn reached_from(ours: &str) -> Vec<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--package", ours])
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_pure_crates_reach_no_network_clock_or_language() {
    for ours in ["mta-sts", "evidence", "tls-report", "bounce", "checker", "planner", "setup", "bulk"] {
        let names = reached_from(ours);
        let strays: Vec<_> = OUTSIDE.iter().filter(|outside| names.iter().any(|name| name == *outside)).collect();
        assert!(strays.is_empty(), "{ours} reaches {strays:?}");
    }
}

#[test]
fn neither_the_proxy_nor_the_dns_codec_reaches_the_judge() {
    for ours in ["proxy", "proxy-api", "doh", "evidence"] {
        assert!(!reached_from(ours).iter().any(|name| name == "checker"), "{ours} reaches the judge");
    }
}
