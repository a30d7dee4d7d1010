//! `scan` with a real Redis, and real workers that check test domains on the loopback.

use std::{
    collections::HashSet,
    fs,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use evidence::Timestamp;
use lab::{TestDomains, TestDomainsSettings};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{
    stores::Store,
    support::{Run, command, finished_run, run, run_with_input},
};

/// Test domains that answer after a millisecond, with a store and a folder.
struct Scan {
    test_domains: TestDomains,
    store: Store,
    folder: tempfile::TempDir,
    _runtime: Runtime,
}

impl Scan {
    fn start() -> Self {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let here: SocketAddr = ([127, 0, 0, 1], 0).into();
        let settings = TestDomainsSettings { dns: here, https: here, delay: Duration::from_millis(1) };
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let now = Timestamp::from_unix(seconds.try_into().unwrap());
        let test_domains = runtime.block_on(TestDomains::start(settings, now)).unwrap();
        fs::write(folder.path().join("root.pem"), test_domains.root_pem()).unwrap();
        Self { test_domains, store: Store::persistent(folder.path()), folder, _runtime: runtime }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn add(&self, run_name: &str, list: &str) -> Run {
        let options = ["scan", "add", "--queue", &self.store.url(), "--run", run_name, "--lang", "en", "-"];
        run_with_input(&options, list.as_bytes())
    }

    /// Starts a worker of the newest run with more options.
    fn worker(&self, options: &[&str]) -> Worker {
        let mut worker = command();
        worker.args(["scan", "work", "--queue", &self.store.url(), "--no-probe", "--allow-net", "127.0.0.0/8"]);
        worker
            .args(["--resolver", &self.test_domains.dns_addr().to_string()])
            .arg("--ca-file")
            .arg(self.path("root.pem"));
        worker.args(["--https-port", &self.test_domains.https_addr().port().to_string()]).args(options);
        Worker(Some(worker.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()))
    }

    fn collect(&self, options: &[&str]) -> Run {
        let (url, out) = (self.store.url(), self.path("out"));
        let fixed = ["scan", "collect", "--queue", &url, "--out", out.to_str().unwrap(), "--lang", "en"];
        run(&[&fixed, options].concat())
    }

    fn results(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("out/results.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Counts the domains of this run that have a result.
    fn checked(&self, run_name: &str) -> u64 {
        self.store.number(&format!("SCARD mta-sts:scan:{{{run_name}}}:checked"))
    }
}

/// A worker that is stopped at the end of the test at the latest.
struct Worker(Option<Child>);

impl Worker {
    /// Kills the worker with SIGKILL.
    fn kill(mut self) {
        let mut child = self.0.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Sends SIGTERM.
    fn stop(&self) {
        let pid = self.0.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
    }

    fn wait(mut self) -> Run {
        finished_run(self.0.take().unwrap().wait_with_output().unwrap())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.0.take().map(|mut child| (child.kill(), child.wait())));
    }
}

/// Options for workers that reach no limit in these tests.
const FAST: [&str; 4] = ["--target-rate", "10000000", "--take-over-after", "1"];

fn list(count: usize) -> String {
    TestDomains::domains(count).collect::<Vec<_>>().join("\n")
}

fn domains(results: &[Value]) -> HashSet<&str> {
    results.iter().map(|result| result["domain"].as_str().unwrap()).collect()
}

#[test]
fn every_domain_is_in_the_results_once_whichever_worker_dies_and_whenever_the_queue_restarts() {
    const DOMAINS: usize = 2000;
    let mut scan = Scan::start();
    let added = scan.add("kill", &list(DOMAINS));
    assert_eq!(added.out, "Run kill: 2,000 domains added, 0 known already.\n", "{}", added.err);
    let mut workers: Vec<Worker> = (0..3).map(|_| scan.worker(&FAST)).collect();
    while scan.checked("kill") < 1000 {
        thread::yield_now();
    }
    workers.remove(0).kill();
    scan.store.restart();
    let at_restart = scan.checked("kill");
    assert!((1000..2000).contains(&at_restart), "{at_restart}: the queue remembers, and work is left");
    let first = scan.collect(&["--once"]);
    for worker in workers {
        let run = worker.wait();
        assert_eq!(run.status, 0, "{}", run.err);
    }
    let collected = scan.collect(&["--format", "json"]);
    assert_eq!(
        (collected.status, &collected.json()["collected"], &collected.json()["complete"]),
        (0, &2000.into(), &true.into()),
        "{first:?}"
    );
    let results = scan.results();
    assert_eq!((results.len(), domains(&results).len()), (DOMAINS, DOMAINS));
    assert!(results.iter().all(|result| result["verdict"] == "enforced"), "{}", results[0]);
    assert_eq!(scan.store.number("XLEN mta-sts:scan:{kill}:results"), 0, "what is collected leaves the queue");
    assert_eq!(scan.store.number("XLEN mta-sts:scan:{kill}:queue"), 0);
}

#[test]
fn a_domain_is_added_and_reported_once_in_a_run_and_again_in_the_next() {
    let scan = Scan::start();
    let first = scan.add("one", "d1.crowd.test\nhttps://d2.crowd.test/\nnot a domain!\n");
    assert_eq!(first.status, 2, "a line that is no domain is reported: {}", first.err);
    assert!(first.err.contains("line 3: not a domain!"), "{}", first.err);
    assert_eq!(scan.add("one", &list(3)).out, "Run one: 1 domains added, 2 known already.\n");
    // The same domain twice in the stream, as after a restart from a backup, and an entry of another program.
    scan.store.send_commands("XADD mta-sts:scan:{one}:queue * domain d1.crowd.test typed d1.crowd.test");
    scan.store.send_commands("XADD mta-sts:scan:{one}:queue * name ../../etc/passwd");
    assert_eq!(scan.worker(&FAST).wait().status, 0);
    let collected = scan.collect(&[]);
    assert_eq!(
        (collected.status, collected.out.as_str()),
        (0, "Run one: 3 of 3 domains collected.\n"),
        "{}",
        collected.err
    );
    assert_eq!((scan.results().len(), domains(&scan.results()).len()), (3, 3));

    scan.add("two", &list(1));
    assert_eq!(scan.worker(&FAST).wait().status, 0, "the newest run is the default");
    assert_eq!(scan.checked("two"), 1);
}

#[test]
fn results_that_a_collector_wrote_before_it_ended_are_not_written_again() {
    let scan = Scan::start();
    scan.add("torn", &list(20));
    assert_eq!(scan.worker(&FAST).wait().status, 0);
    // A collector ended after it wrote five and a half results, and before it removed them from the queue.
    scan.store.send_commands("COPY mta-sts:scan:{torn}:results saved");
    scan.collect(&[]);
    let path = scan.path("out/results.jsonl");
    let whole = fs::read_to_string(&path).unwrap();
    let end = whole.match_indices('\n').nth(4).unwrap().0 + 100;
    fs::write(&path, &whole[..end]).unwrap();
    scan.store.send_commands("RENAME saved mta-sts:scan:{torn}:results");
    assert_eq!(scan.collect(&[]).status, 0);
    let results = scan.results();
    assert_eq!((results.len(), domains(&results).len()), (20, 20));
}

#[test]
fn a_domain_on_which_five_workers_died_is_not_given_to_a_sixth() {
    let scan = Scan::start();
    scan.add("poison", "d1.crowd.test\n");
    let stream = "mta-sts:scan:{poison}:queue";
    let read = scan.store.send_commands(&format!("XREADGROUP GROUP workers gone COUNT 1 STREAMS {stream} >"));
    let id = read.lines().find(|line| line.contains('-')).unwrap();
    let id = read
        .lines()
        .find(|line| line.split_once('-').is_some_and(|(ms, n)| ms.parse::<u64>().is_ok() && n.parse::<u64>().is_ok()))
        .unwrap_or(id);
    scan.store.send_commands(&format!("XCLAIM {stream} workers gone 0 {id} IDLE 3600000 RETRYCOUNT 5"));
    assert_eq!(scan.worker(&FAST).wait().status, 0);
    scan.collect(&[]);
    assert_eq!(scan.results()[0]["verdict"], "unknown");
    assert_eq!(scan.test_domains.fetches(), 0);
}

#[test]
fn all_workers_together_keep_to_the_limit_for_one_host() {
    let scan = Scan::start();
    scan.add("polite", &list(200));
    let begun = Instant::now();
    let _workers: Vec<Worker> = (0..3).map(|_| scan.worker(&["--target-rate", "60"])).collect();
    let mut fetches = 0;
    // A burst of sixty, then one a second.
    while fetches < 64 {
        let allowed = 1.2 * (60.0 + begun.elapsed().as_secs_f64());
        fetches = scan.test_domains.fetches();
        let most = allowed.max(1.2 * (60.0 + begun.elapsed().as_secs_f64()));
        assert!(fetches as f64 <= most, "{fetches} fetches, {most} allowed");
        thread::yield_now();
    }
}

#[test]
fn a_stopped_worker_finishes_its_current_checks() {
    let scan = Scan::start();
    scan.add("stopped", &list(500));
    let worker = scan.worker(&[&FAST[..], &["--keep-running"]].concat());
    while scan.checked("stopped") < 50 {
        thread::yield_now();
    }
    worker.stop();
    let run = worker.wait();
    assert_eq!(run.status, 0, "{}", run.err);
    let pending = scan.store.send_commands("XPENDING mta-sts:scan:{stopped}:queue workers");
    assert!(
        pending.contains("\r\n:0\r\n") || pending.contains(":0\r\n$-1"),
        "no domain waits for a worker that is gone: {pending}"
    );
}

#[test]
fn unusable_input_is_reported() {
    let scan = Scan::start();
    let url = scan.store.url();
    let work = run(&["scan", "work", "--queue", &url, "--lang", "en"]);
    assert_eq!((work.status, work.err.contains("no run yet")), (64, true), "{}", work.err);
    let other = run(&["scan", "work", "--queue", &url, "--run", "none", "--lang", "en"]);
    assert_eq!((other.status, other.err.contains("no run none")), (64, true), "{}", other.err);
    let away = run(&["scan", "work", "--queue", "redis://127.0.0.1:1", "--lang", "en"]);
    assert_eq!((away.status, away.err.contains("Cannot use the queue")), (2, true), "{}", away.err);
    let name = run(&["scan", "work", "--queue", &url, "--run", "a b"]);
    assert_eq!(name.status, 64);
}

#[test]
fn workers_probe_mail_servers_as_a_single_check_does() {
    let scan = Scan::start();
    let url = scan.store.url();
    scan.add("probe", "good.test\nmx-no-starttls.test\n");
    let fixed = ["scan", "work", "--queue", &url, "--lab", "--resolver=127.0.0.1:1", "--lang", "en"];
    let work = run(&[&fixed, FAST.as_slice()].concat());
    assert_eq!(work.status, 0, "{}", work.err);
    assert_eq!(scan.collect(&[]).status, 0);
    let results = scan.results();
    let tls = |domain: &str| {
        let result = results.iter().find(|result| result["domain"] == domain).unwrap();
        result["delivery"].as_array().unwrap().iter().map(|row| row["tls"].as_str().unwrap()).collect::<Vec<_>>()
    };
    let (good, plain) = (tls("good.test"), tls("mx-no-starttls.test"));
    assert!(!good.is_empty() && good.iter().all(|tls| *tls == "valid"), "{good:?}");
    assert!(plain.contains(&"none"), "{plain:?}");
}

#[test]
#[cfg(feature = "parquet")]
fn results_are_also_a_table() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let scan = Scan::start();
    scan.add("table", &list(30));
    assert_eq!(scan.worker(&FAST).wait().status, 0);
    let collected = scan.collect(&["--parquet"]);
    assert_eq!(collected.status, 0, "{}", collected.err);
    let path: &std::path::Path = &scan.path("out/results.parquet");
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    assert_eq!((rows.len(), rows.iter().collect::<HashSet<_>>().len()), (30, 30));
    assert!(
        rows.iter().all(|row| row.contains("verdict: \"enforced\"") && row.contains("policy_max_age: 604800")),
        "{}",
        rows[0]
    );
}
