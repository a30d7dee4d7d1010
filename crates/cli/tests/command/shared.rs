//! Tests several real servers with one real Redis store.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::serve::Server;

/// A store that is stopped at the end of the test at the latest.
struct Store {
    child: Child,
    port: u16,
}

impl Store {
    fn start() -> Self {
        Self::start_at(free_port())
    }

    fn start_at(port: u16) -> Self {
        Self::start_with(port, &["--port", &port.to_string()])
    }

    /// Starts a store that accepts only TLS, with the certificate and key in this folder.
    fn start_in_tls(folder: &Path) -> Self {
        let port = free_port();
        let file = |name| folder.join(name).to_str().unwrap().to_owned();
        let (certificate, key) = (file("store.pem"), file("store.key"));
        let tls = ["--tls-port", &port.to_string(), "--tls-cert-file", &certificate, "--tls-key-file", &key];
        Self::start_with(port, &[&tls[..], &["--port", "0", "--tls-auth-clients", "no"]].concat())
    }

    fn start_with(port: u16, options: &[&str]) -> Self {
        let mut redis = Command::new("redis-server");
        redis.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]).args(options);
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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
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

/// Starts two servers with shared limits and metrics.
fn two_servers(store: &Store, rate: &str) -> [Server; 2] {
    [(); 2].map(|()| one_server(&["--shared-limits", &store.url(), "--client-rate", rate]))
}

fn one_server(options: &[&str]) -> Server {
    Server::start(&[options, &["--lab", "--no-probe", "--metrics", "127.0.0.1:0"]].concat())
}

fn metrics(server: &Server) -> String {
    let (_, body) = Server::ask(server.metrics.as_deref().unwrap(), "localhost", "/metrics");
    String::from_utf8(body).unwrap()
}

fn is_up(server: &Server) -> bool {
    metrics(server).lines().any(|line| line == "mta_sts_shared_limits_up 1")
}

#[test]
fn two_servers_with_one_store_count_a_client_once() {
    let store = Store::start();
    let [one, other] = two_servers(&store, "3");
    let statuses: Vec<u16> = [&one, &other].into_iter().cycle().take(8).map(|server| status(server, GOOD)).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
    assert!(is_up(&one) && is_up(&other));
}

const GOOD: &str = "/api/v1/policy/good.test";

#[test]
fn an_observation_of_one_server_is_served_by_the_other() {
    let store = Store::start();
    let [one, other] = two_servers(&store, "600");
    let [first, second] = [&one, &other].map(|server| server.json(GOOD));
    assert_eq!(first["http"], second["http"]);
    let looks = r#"mta_sts_looks_total{kind="policy",outcome="ok"}"#;
    assert!(metrics(&one).contains(looks) && !metrics(&other).contains(looks));
    assert!(metrics(&other).contains("mta_sts_memory_hits_total 1\n"));
}

#[test]
fn without_its_store_a_server_applies_its_own_limits_and_says_so_until_the_store_is_back() {
    let store = Store::start();
    let port = store.port;
    let one = one_server(&["--shared-limits", &store.url(), "--client-rate", "6"]);
    assert_eq!(status(&one, GOOD), 200);
    drop(store);
    let alone: Vec<u16> = (0..12).map(|_| status(&one, GOOD)).collect();
    assert_eq!(alone[..11], [200; 11], "no check fails for it, and what was used by way of the store was used");
    assert_eq!(alone[11], 429);
    assert!(!is_up(&one) && !metrics(&one).contains("mta_sts_shared_limits_failures_total 0\n"));

    let _store = Store::start_at(port);
    while !is_up(&one) {
        assert!([200, 429].contains(&status(&one, GOOD)));
        thread::yield_now();
    }
}

#[test]
fn two_servers_keep_to_one_limit_while_their_store_goes_away_and_comes_back_empty() {
    let store = Store::start();
    let (port, began) = (store.port, std::time::Instant::now());
    let servers = two_servers(&store, "6");
    let served = |times: usize| {
        let statuses = servers.iter().cycle().take(2 * times).map(|server| status(server, GOOD));
        statuses.filter(|status| *status == 200).count()
    };
    let mut all = served(10);
    assert!(all >= 12, "{all}");
    drop(store);
    all += served(10);
    let _store = Store::start_at(port);
    while !servers.iter().all(is_up) {
        all += served(1);
    }
    all += served(10);
    // A burst of twelve, then one every ten seconds.
    let allowed = 12.0 + began.elapsed().as_secs_f64() / 10.0;
    assert!(all as f64 <= 1.2 * allowed, "{all} of {allowed}");
}

/// Makes a folder with the key and certificate of a store at 127.0.0.1, and the certificates of its authority and of another.
fn certificates() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [ours, other] = ["ours.pem", "other.pem"].map(|name| {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        fs::write(folder.path().join(name), authority.pem()).unwrap();
        authority
    });
    drop(other);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["127.0.0.1".into()]).unwrap().signed_by(&key, &ours).unwrap();
    fs::write(folder.path().join("store.pem"), certificate.pem()).unwrap();
    fs::write(folder.path().join("store.key"), key.serialize_pem()).unwrap();
    folder
}

#[test]
fn two_servers_count_a_client_once_in_a_store_that_speaks_tls() {
    let folder = certificates();
    let store = Store::start_in_tls(folder.path());
    let (url, roots) = (format!("rediss://127.0.0.1:{}", store.port), folder.path().join("ours.pem"));
    let options = ["--shared-limits", &url, "--shared-limits-ca-file", roots.to_str().unwrap(), "--client-rate", "3"];
    let servers = [one_server(&options), one_server(&options)];
    let statuses: Vec<u16> = servers.iter().cycle().take(8).map(|server| status(server, GOOD)).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
    assert!(servers.iter().all(is_up));
}

#[test]
fn a_store_with_an_invalid_certificate_counts_as_unavailable() {
    let folder = certificates();
    let store = Store::start_in_tls(folder.path());
    let other = folder.path().join("other.pem");
    let (by_address, by_name) =
        (format!("rediss://127.0.0.1:{}", store.port), format!("rediss://localhost:{}", store.port));
    for options in [
        vec!["--shared-limits", &by_address],
        vec!["--shared-limits", &by_address, "--shared-limits-ca-file", other.to_str().unwrap()],
        vec!["--shared-limits", &by_name, "--shared-limits-ca-file", folder.path().join("ours.pem").to_str().unwrap()],
    ] {
        let server = one_server(&options);
        assert_eq!(status(&server, GOOD), 200, "{options:?}");
        assert!(!is_up(&server), "{options:?}");
    }
}

#[test]
fn roots_for_a_store_are_read_at_once_and_only_for_one_that_speaks_tls() {
    let folder = certificates();
    let [roots, none] = ["ours.pem", "store.key"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let cases = [
        (vec!["--shared-limits", "redis://127.0.0.1:1", "--shared-limits-ca-file", &roots], 64, "rediss://"),
        (vec!["--shared-limits-ca-file", &roots], 64, "--shared-limits <URL>"),
        (vec!["--shared-limits", "rediss://127.0.0.1:1", "--shared-limits-ca-file", &none], 2, "no certificate"),
    ];
    for (options, status, word) in cases {
        let run = crate::support::run(&[&["serve", "--listen", "127.0.0.1:0"], options.as_slice()].concat());
        assert!(run.status == status && run.err.contains(word), "{options:?}: {run:?}");
    }
}

#[test]
fn an_invalid_address_is_refused_without_being_repeated() {
    let run = crate::support::run(&["serve", "--shared-limits", "https://user:secret@127.0.0.1"]);
    assert!(run.status == 64 && run.err.contains("redis://") && !run.err.contains("secret"), "{run:?}");
}
