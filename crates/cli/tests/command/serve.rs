//! Tests `serve` with the real binary over HTTP.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Stdio},
};

use crate::support::command;
use evidence::{DnsQuestion, RecordKind};
use serde_json::{Value, json};

/// A server that is stopped at the end of the test.
pub struct Server {
    child: Child,
    /// Keeps the pipe open, so that the server can write its log.
    _log: BufReader<ChildStderr>,
    address: String,
    /// The address of the metrics, if they are served.
    pub metrics: Option<String>,
}

impl Server {
    pub fn start(options: &[&str]) -> Self {
        let mut child = command()
            .args(["serve", "--listen", "127.0.0.1:0", "--resolver", "127.0.0.1:1"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut metrics = None;
        let listening_address = log.by_ref().lines().map(Result::unwrap).find_map(|line| {
            metrics = metrics.take().or_else(|| line.strip_prefix("metrics on http://").map(Into::into));
            line.strip_prefix("listening on http://").map(Into::into)
        });
        Self { address: listening_address.expect("it says where it listens"), child, _log: log, metrics }
    }

    /// Returns the head and body of the response to a GET.
    pub fn get(&self, path: &str) -> (String, Vec<u8>) {
        self.get_as(&self.address, path)
    }

    /// Sends a GET with this host name in the `Host` field.
    fn get_as(&self, host: &str, path: &str) -> (String, Vec<u8>) {
        Self::ask(&self.address, host, path)
    }

    pub fn ask(address: &str, host: &str, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }

    pub fn json(&self, path: &str) -> Value {
        let (head, body) = self.get(path);
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        serde_json::from_slice(&body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_server_with_a_laboratory_answers_for_its_demos() {
    let server = Server::start(&["--lab"]);
    assert_eq!(server.get("/healthz").1, b"ok");

    let config = server.json("/api/v1/config");
    assert_eq!(config["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(config["lab"][0], json!({"domain": "good.test", "verdict": "enforced", "severity": "pass"}));
    assert_eq!(config["lab"].as_array().unwrap().len(), lab::demo_worlds().len());

    let observation = server.json("/api/v1/policy/good.test");
    assert_eq!(observation["http"]["status"], 200, "{observation:#}");
    assert_eq!(observation["tls"]["trust"], "trusted", "{observation:#}");
    let refused = server.json("/api/v1/policy/refused.test");
    assert!(
        refused["attempts"].as_array().unwrap().iter().all(|attempt| attempt["connect"] == "refused"),
        "{refused:#}"
    );
    let private = server.json("/api/v1/policy/private-address.test");
    assert_eq!(private["attempts"][0]["connect"], "not-public", "{private:#}");

    let question = DnsQuestion { name: "_mta-sts.good.test".into(), kind: RecordKind::Txt };
    let (head, body) = server.get(&doh::request_url("/dns-query", &question).unwrap());
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let answer = doh::read_answer(&question, &body).unwrap();
    assert_eq!(answer.texts().count(), 1);
}

#[test]
fn a_server_without_a_laboratory_has_none() {
    let server = Server::start(&[]);
    assert_eq!(server.json("/api/v1/config")["lab"], json!([]));
    let observation = server.json("/api/v1/policy/good.test");
    assert_eq!(observation["interruption"]["why"], "lookup-failed", "{observation:#}");
}

#[test]
fn a_server_on_the_loopback_answers_to_its_own_names_and_reports_its_networks() {
    let server = Server::start(&["--allow-net", "10.0.0.0/8"]);
    assert!(server.get_as("rebound.evil.example", "/api/v1/config").0.starts_with("HTTP/1.1 403 "));
    assert!(server.get_as("localhost:8080", "/api/v1/config").0.starts_with("HTTP/1.1 200 "));
    assert_eq!(server.json("/api/v1/config")["allow_net"], json!(["10.0.0.0/8"]));
}

#[test]
fn the_page_comes_from_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<!DOCTYPE html><title>the page</title>").unwrap();
    let server = Server::start(&["--dist", folder.path().to_str().unwrap()]);
    assert_eq!(server.get("/?domain=example.com&lang=ja").1, b"<!DOCTYPE html><title>the page</title>");
}

#[test]
fn an_address_in_use_is_named() {
    let server = Server::start(&[]);
    let run = crate::support::run(&["serve", "--listen", &server.address, "--resolver", "127.0.0.1:1"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.err.contains(&server.address), "{run:?}");
}

#[test]
fn options_come_from_a_file_and_unknown_ones_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("serve.toml");
    let file = path.to_str().unwrap();
    std::fs::write(&path, "host = ['check.example']\nallow-net = ['10.0.0.0/8']\n").unwrap();
    let server = Server::start(&["--config", file]);
    assert!(server.get_as("check.example", "/api/v1/config").0.starts_with("HTTP/1.1 200 "));
    assert!(server.get_as("other.example", "/api/v1/config").0.starts_with("HTTP/1.1 403 "));
    assert_eq!(server.json("/api/v1/config")["allow_net"], Value::Null, "a server with a name is for others");

    std::fs::write(&path, "hosts = ['check.example']\n").unwrap();
    for lang in ["en", "ja"] {
        let run = crate::support::run(&["serve", "--config", file, "--lang", lang]);
        assert!(run.status == 64 && run.err.contains("hosts") && run.err.contains(file), "{run:?}");
    }
    std::fs::write(&path, "remember = 'long'\n").unwrap();
    let run = crate::support::run(&["serve", "--config", file]);
    assert!(run.status == 64 && run.err.contains("--remember"), "{run:?}");
}

#[test]
fn an_invalid_refuse_target_is_named_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("refused.txt");
    let file = path.to_str().unwrap();
    let typed = crate::support::run(&["serve", "--refuse-target", "example.com,https://example.net/"]);
    assert!(typed.status == 64 && typed.err.contains("https://example.net/"), "{typed:?}");

    std::fs::write(&path, "# asked in writing\nexample.com # 2026\n\n*.example.net\n").unwrap();
    for lang in ["en", "ja"] {
        let read = crate::support::run(&["serve", "--refuse-target-file", file, "--lang", lang]);
        let is_named = ["line 4", "*.example.net", file].iter().all(|words| read.err.contains(words));
        assert!(read.status == 64 && is_named, "{read:?}");
    }
    std::fs::write(&path, "good.test\n").unwrap();
    let server = Server::start(&["--lab", "--refuse-target-file", file]);
    assert!(server.get("/api/v1/policy/good.test").0.starts_with("HTTP/1.1 403 "));
}

#[test]
fn metrics_are_served_only_at_the_metrics_address() {
    let server = Server::start(&["--metrics", "127.0.0.1:0", "--lab"]);
    assert!(server.get("/metrics").0.starts_with("HTTP/1.1 404 "));
    server.get("/api/v1/policy/good.test");
    let (_, body) = Server::ask(server.metrics.as_deref().unwrap(), "localhost", "/metrics");
    let text = String::from_utf8(body).unwrap();
    assert!(text.contains("mta_sts_looks_total{kind=\"policy\",outcome=\"ok\"} 1\n"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_stop_request_shuts_the_server_down_cleanly() {
    let mut server = Server::start(&[]);
    let kill_status =
        std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(kill_status.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
