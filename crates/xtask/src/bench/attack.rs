//! Attacks on the server while honest visitors use it. Measures their success rate, the server's memory, and
//! connections to a victim. Everything stays on the loopback; `X-Forwarded-For` tells clients apart.

mod attackers;
mod peers;
mod visitors;

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use anyhow::Result;

use super::environment::{BenchEnvironment, Running, free_port};
use crate::process;
use attackers::{
    half_requests, many_mx_hosts, many_names, slow_readers, slow_readers_of_page, slow_readers_of_policies,
    slow_targets,
};
use peers::Peers;
use visitors::{VisitorResults, run_visitors};

/// Memory limit of the server under any of these attacks, in MiB.
const MEMORY: f64 = 150.0;

/// Result of an attack.
struct Outcome {
    results: VisitorResults,
    memory: f64,
    dialled: u64,
}

/// Runs every attack for some seconds and prints a line for each. The server accepts this many connections. Attackers
/// open up to twice as many, which takes two file descriptors each.
pub fn run(environment: &BenchEnvironment, binary: &Path, seconds: u32, connections: usize) -> Result<()> {
    let bench = Attacks {
        environment,
        binary,
        peers: Peers::start(environment.policy_port)?,
        time: Duration::from_secs(seconds.into()),
        connections,
    };
    println!(
        "\nattacks, {seconds} s each, with honest visitors beside them (goal: 100 % answered, at most {MEMORY} MiB)"
    );
    println!("{:<44} {:>8} {:>10} {:>8} {:>10}  other answers", "", "answered", "p99", "MiB", "dialled");
    bench.on_one("none", |_, stop| no_attack(stop))?;
    let readers = |port: u16, stop: &AtomicBool| slow_readers(port, connections, stop);
    bench.on_one("1 readers that take nothing of large probes", readers)?;
    let readers = |port: u16, stop: &AtomicBool| slow_readers_of_policies(port, connections, stop);
    bench.on_one("1 the same with large policies over TLS", readers)?;
    let readers = |port: u16, stop: &AtomicBool| slow_readers_of_page(port, connections, 1, stop);
    bench.on_one("1 readers of page files, one client", readers)?;
    let readers = |port: u16, stop: &AtomicBool| slow_readers_of_page(port, connections, 64, stop);
    bench.on_one("1 the same from 64 networks", readers)?;
    bench.on_one("2 many policy hosts at one victim", |port, stop| many_names(&[port], stop))?;
    bench.on_one("2 many MX hosts at one victim", |port, stop| many_mx_hosts(&[port], stop))?;
    bench.on_one("3 slow targets from 16 networks", slow_targets)?;
    bench.on_one("3 half of a request each", |port, stop| half_requests(port, connections, stop))?;
    bench.on_two("4 large observations, store restarts")
}

/// Waits, without an attack.
fn no_attack(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(50));
    }
}

struct Attacks<'p> {
    environment: &'p BenchEnvironment,
    binary: &'p Path,
    peers: Peers,
    time: Duration,
    /// Connection limit of the server.
    connections: usize,
}

impl Attacks<'_> {
    /// Starts the server with its default limits.
    fn server(&self, options: &[&str]) -> Result<Running> {
        let port = free_port()?;
        let mut command = process::command(self.binary);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--allow-net", "127.0.0.0/8"]);
        command.args(["--trusted-proxy", "127.0.0.1", "--max-connections", &self.connections.to_string()]);
        command
            .args(["--resolver", &self.environment.name_server.to_string()])
            .arg("--ca-file")
            .arg(self.environment.authority());
        command.arg("--dist").arg(self.environment.page());
        command.args(["--https-port", &self.environment.policy_port.to_string()]);
        command.args(["--smtp-port", &self.peers.smtp_port.to_string()]).args(options).env("MTA_STS_LOG", "error");
        Running::start(&mut command, "mta-sts", port)
    }

    fn on_one(&self, name: &str, attack: impl Fn(u16, &AtomicBool) + Sync) -> Result<()> {
        let server = self.server(&[])?;
        let (before, stop) = (self.peers.dialled(), AtomicBool::new(false));
        let results = thread::scope(|scope| {
            scope.spawn(|| attack(server.port, &stop));
            let results = run_visitors(server.port, self.time);
            stop.store(true, Ordering::Relaxed);
            results
        });
        print_line(name, &Outcome { results, memory: server.memory().1, dialled: self.peers.dialled() - before });
        Ok(())
    }

    /// Attacks two servers with one store, which ends half-way and restarts empty.
    fn on_two(&self, name: &str) -> Result<()> {
        let port = free_port()?;
        let url = format!("redis://127.0.0.1:{port}");
        let mut store = Some(Running::start(&mut redis(port), "redis-server", port)?);
        let servers = [self.server(&["--shared-limits", &url])?, self.server(&["--shared-limits", &url])?];
        let [one, other] = [servers[0].port, servers[1].port];
        let (before, stop) = (self.peers.dialled(), AtomicBool::new(false));
        let results = thread::scope(|scope| -> Result<VisitorResults> {
            scope.spawn(|| slow_readers(one, self.connections, &stop));
            scope.spawn(|| slow_readers(other, self.connections, &stop));
            scope.spawn(|| many_names(&[one, other], &stop));
            let first = run_visitors(one, self.time / 2);
            drop(store.take());
            store = Some(Running::start(&mut redis(port), "redis-server", port)?);
            let results = first.merge(run_visitors(other, self.time / 2));
            stop.store(true, Ordering::Relaxed);
            Ok(results)
        })?;
        let memory = servers.iter().map(|server| server.memory().1).fold(0.0, f64::max);
        print_line(name, &Outcome { results, memory, dialled: self.peers.dialled() - before });
        Ok(())
    }
}

fn redis(port: u16) -> Command {
    let mut redis = process::command("redis-server");
    redis.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()]);
    redis
}

fn print_line(name: &str, outcome: &Outcome) {
    let Outcome { results, memory, dialled } = outcome;
    let mark = if *memory > MEMORY { " !" } else { "" };
    let (success_rate, p99) = (results.success_rate() * 100.0, results.p99().as_secs_f64() * 1000.0);
    println!(
        "{name:<44} {success_rate:>6.1} % {p99:>7.0} ms {memory:>8.1} {dialled:>10}{mark}  {}",
        results.refusals()
    );
}
