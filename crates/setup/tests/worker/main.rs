//! The recipe for Cloudflare Workers in Cloudflare's own runtime, workerd, as miniflare from npm starts it.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use mta_sts::Domain;
use serde_json::{Value, json};
use setup::{RecipeInput, recipe};

const POLICY: &str = "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 86400\n";

/// The folder with miniflare. `cargo xtask test` installs it and says where it is.
fn miniflare() -> String {
    std::env::var("MTA_STS_MINIFLARE").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned())
}

/// The answers of a Worker: for the policy file, and for another path.
fn answers(script: &str) -> Value {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worker/run.mjs");
    let mut node = Command::new("node");
    node.arg(program).arg(miniflare()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = node.spawn().expect("node runs; the tests need Node.js 20 or later");
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\nIs miniflare missing? `cargo xtask test --only unit` installs it.");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_worker_answers_with_the_policy_and_nothing_else() {
    let domain: Domain = "example.com".parse().unwrap();
    let filled =
        recipe("cloudflare-workers").unwrap().filled(&RecipeInput::new(&domain, POLICY, &[]).expect("a sound policy"));
    let script = filled.files.iter().find(|file| file.path.ends_with(".js")).unwrap();
    assert_eq!(
        answers(&script.text),
        json!([
            { "status": 200, "type": "text/plain; charset=utf-8", "body": POLICY },
            { "status": 404, "type": "text/plain;charset=UTF-8", "body": "Not found\n" },
        ])
    );
}
