//! Several servers with one store: real servers, a real Redis.

use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
};

use crate::serve::Server;

/// A store that ends with the test, or before.
struct Store {
    child: Child,
    port: u16,
}

impl Store {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self::start_at(port)
    }

    fn start_at(port: u16) -> Self {
        let mut redis = Command::new("redis-server");
        redis.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        let child = redis.stdout(Stdio::null()).spawn();
        let child =
            child.expect("redis-server runs; `cargo xtask test` installs it, as does `apt-get install redis-server`");
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::yield_now();
        }
        Self { child, port }
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn status(server: &Server, path: &str) -> u16 {
    let (head, _) = server.get(path);
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// Two servers that keep limits in common, with numbers.
fn two(store: &Store, rate: &str) -> [Server; 2] {
    let url = store.url();
    let options = ["--shared-limits", &url, "--client-rate", rate, "--lab", "--no-probe", "--metrics", "127.0.0.1:0"];
    [Server::start(&options), Server::start(&options)]
}

fn numbers(server: &Server) -> String {
    let (_, body) = Server::ask(server.metrics.as_deref().unwrap(), "localhost", "/metrics");
    String::from_utf8(body).unwrap()
}

fn is_up(server: &Server) -> bool {
    numbers(server).lines().any(|line| line == "mta_sts_shared_limits_up 1")
}

#[test]
fn two_servers_with_one_store_count_a_client_once() {
    let store = Store::start();
    let [one, other] = two(&store, "3");
    let statuses: Vec<u16> = [&one, &other].into_iter().cycle().take(8).map(|server| status(server, GOOD)).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
    assert!(is_up(&one) && is_up(&other));
}

const GOOD: &str = "/api/v1/policy/good.test";

#[test]
fn what_one_server_saw_the_other_tells() {
    let store = Store::start();
    let [one, other] = two(&store, "600");
    let [first, second] = [&one, &other].map(|server| server.json(GOOD));
    assert_eq!(first["http"], second["http"]);
    let looks = r#"mta_sts_looks_total{kind="policy",outcome="ok"}"#;
    assert!(numbers(&one).contains(looks) && !numbers(&other).contains(looks));
    assert!(numbers(&other).contains("mta_sts_memory_hits_total 1\n"));
}

#[test]
fn without_its_store_a_server_goes_by_its_own_limits_and_says_so_until_the_store_is_back() {
    let store = Store::start();
    let port = store.port;
    let [one, _other] = two(&store, "6");
    assert_eq!(status(&one, GOOD), 200);
    drop(store);
    let alone: Vec<u16> = (0..13).map(|_| status(&one, GOOD)).collect();
    assert_eq!(alone[..12], [200; 12], "no check fails for it, and what was owed in the store is not owed here");
    assert_eq!(alone[12], 429);
    assert!(!is_up(&one) && !numbers(&one).contains("mta_sts_shared_limits_failures_total 0\n"));

    let _store = Store::start_at(port);
    while !is_up(&one) {
        assert!([200, 429].contains(&status(&one, GOOD)));
        thread::yield_now();
    }
}

#[test]
fn an_address_that_is_none_is_refused_without_being_repeated() {
    let run = crate::support::run(&["serve", "--shared-limits", "https://user:secret@127.0.0.1"]);
    assert!(run.status == 64 && run.err.contains("redis://") && !run.err.contains("secret"), "{run:?}");
}
