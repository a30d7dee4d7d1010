//! The server under load, compared with nginx and cors-anywhere: the same policy file and clients, one proxy after
//! another.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{
    attack,
    environment::{BenchEnvironment, DOMAINS, Running, domain, free_port},
    load::{LoadProfile, LoadResult},
};
use crate::{paths, process, server, setup};

const USAGE: &str = "\
usage: cargo xtask bench proxy [--seconds N] [--soak SECONDS] [--only load|overload|soak|attacks] [--connections N]

Loads the release server on the loopback, beside nginx's proxy_pass and cors-anywhere, which all bring the same policy file
of 68 bytes from one policy host (nginx, TLS 1.3, P-256) to the clients of wrk. Then attacks it, with honest visitors beside.
MTA_STS_BIN names a server that is built already. --connections is the server's limit under attack (512): attackers open up to
twice as many, so 4096, the server's own limit, takes about 17,000 file descriptors (ulimit -n).
";

const NOTES: &str = "
How to read this
- Everything shares this machine's processors: server, policy host, clients. Ratios mean more than figures.
- from memory: the server tells again what it saw (--remember), nginx has proxy_cache. cors-anywhere remembers nothing.
- anew: every answer is a fetch with a TLS handshake of its own. The server looks up each of 64 names, checks addresses, reads
  the certificate chain and reports all of it; nginx and cors-anywhere are given an address, look up nothing and pass the file
  on. Requests of the server for one domain at the same moment share a fetch. nginx verifies with proxy_ssl_verify and
  without session reuse, cors-anywhere with NODE_EXTRA_CA_CERTS.
- processor time says more than answers/s where this machine has other work, too.
- memory: the resident set at its highest (VmHWM), with worker processes.
- attacks: the server has the limits that it has by itself, but for --connections. answered: the share of honest requests with
  status 200. dialled: connections to one victim, whose limit is 48 at a stretch and 48 a minute.
";

/// Limit that no load reaches.
const UNLIMITED: &str = "10000000";

/// Runs every comparison and prints its result.
pub fn run(arguments: &[String]) -> Result<()> {
    let Options { seconds, soak, connections, only } = options(arguments)?;
    let wants = |part: &str| only.as_deref().is_none_or(|only| only == part);
    setup::load_tools()?;
    let binary = paths::env_path("MTA_STS_BIN").map_or_else(server::build_server, Ok)?;
    let folder = paths::target()?.join("bench-proxy");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let bench =
        Bench { environment: BenchEnvironment::start(&folder)?, binary, load: LoadProfile { clients: 64, seconds } };
    if wants("load") {
        bench.compare(&setup::cors_anywhere()?)?;
    }
    if wants("overload") {
        bench.overload()?;
    }
    if wants("soak") {
        bench.soak(soak)?;
    }
    if wants("attacks") {
        attack::run(&bench.environment, &bench.binary, seconds, connections)?;
    }
    print!("{NOTES}");
    Ok(())
}

/// Parts to measure, and their duration.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    /// Seconds of each comparison and each attack.
    seconds: u32,
    /// Seconds of the soak test.
    soak: u32,
    /// Connection limit of the server under attack.
    connections: usize,
    /// Only part to measure. Without it, all are.
    only: Option<String>,
}

/// Parts of the measurement.
const PARTS: [&str; 4] = ["load", "overload", "soak", "attacks"];

fn options(arguments: &[String]) -> Result<Options> {
    let mut options = Options { seconds: 10, soak: 60, connections: 512, only: None };
    for pair in arguments.chunks(2) {
        match pair {
            [option, value] if option == "--seconds" => options.seconds = value.parse()?,
            [option, value] if option == "--soak" => options.soak = value.parse()?,
            [option, value] if option == "--connections" => options.connections = value.parse()?,
            [option, value] if option == "--only" && PARTS.contains(&value.as_str()) => {
                options.only = Some(value.clone());
            }
            _ => bail!("{USAGE}"),
        }
    }
    Ok(options)
}

struct Bench {
    environment: BenchEnvironment,
    binary: PathBuf,
    load: LoadProfile,
}

/// Result of a comparison.
struct Outcome {
    seen: LoadResult,
    memory: f64,
    /// Processor time per response, in microseconds.
    micros: f64,
}

impl Bench {
    /// Starts the server with these options.
    fn server(&self, options: &[&str]) -> Result<Running> {
        let port = free_port()?;
        let mut command = process::command(&self.binary);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--allow-net", "127.0.0.0/8", "--no-probe"]);
        command
            .args(["--resolver", &self.environment.name_server.to_string()])
            .arg("--ca-file")
            .arg(self.environment.authority());
        command
            .args(["--https-port", &self.environment.policy_port.to_string()])
            .args(options)
            .env("MTA_STS_LOG", "error");
        Running::start(&mut command, "mta-sts", port)
    }

    /// Starts the server without any limit that this load would reach.
    fn unlimited(&self, options: &[&str]) -> Result<Running> {
        let none = ["--client-rate", UNLIMITED, "--client-at-once", UNLIMITED, "--target-rate", UNLIMITED];
        self.server(&[&none, options].concat())
    }

    fn cors_anywhere(&self, module: &Path) -> Result<Running> {
        let port = free_port()?;
        let program = format!(
            "require({:?}).createServer({{}}).listen({port}, '127.0.0.1')",
            module.join("node_modules/cors-anywhere").display().to_string()
        );
        let mut node = process::command("node");
        node.args(["-e", &program]).env("NODE_EXTRA_CA_CERTS", self.environment.authority());
        Running::start(&mut node, "cors-anywhere", port)
    }

    fn ask(&self, port: u16, load: LoadProfile, paths: &[String]) -> Result<LoadResult> {
        load.request_paths(&self.environment.folder, &format!("http://127.0.0.1:{port}"), paths)
    }

    /// Puts the load on one proxy and prints a line of figures.
    fn measure(&self, name: &str, at: &Running, port: u16, paths: &[String]) -> Result<Outcome> {
        let used = at.processor_time();
        let seen = self.ask(port, self.load, paths)?;
        let used = at.processor_time().saturating_sub(used);
        let memory = at.memory().1;
        print_line(name, seen, memory);
        Ok(Outcome { seen, memory, micros: used.as_secs_f64() * 1e6 / seen.answers.max(1) as f64 })
    }

    fn compare(&self, cors_anywhere: &Path) -> Result<()> {
        println!("\n{} clients, {} s each\n{HEAD}", self.load.clients, self.load.seconds);
        let cached = self.unlimited(&["--remember", "3600"])?;
        let own_cached = self.measure("mta-sts, from memory", &cached, cached.port, &policies(1))?;
        drop(cached);
        let nginx = |name, path: &str| {
            self.measure(name, &self.environment.nginx, self.environment.nginx_port, &[path.to_owned()])
        };
        let nginx_cached = nginx("nginx, from memory", "/kept/.well-known/mta-sts.txt")?;
        let anew = self.unlimited(&["--remember", "0"])?;
        let own = self.measure("mta-sts, anew", &anew, anew.port, &policies(DOMAINS))?;
        drop(anew);
        let nginx_direct = nginx("nginx, anew", "/anew/.well-known/mta-sts.txt")?;
        let peer = self.cors_anywhere(cors_anywhere)?;
        let path = format!("/https://127.0.0.1:{}/.well-known/mta-sts.txt", self.environment.policy_port);
        let other = self.measure("cors-anywhere, anew", &peer, peer.port, &[path])?;
        let micros = [own_cached.micros, own.micros].map(f64::round);
        println!("\nprocessor time of mta-sts for an answer: {} µs from memory, {} µs anew", micros[0], micros[1]);
        println!("\nmta-sts to the others (answers/s: more is better; p99, MiB: less is better)");
        println!("{:<36} {:>10} {:>10} {:>10}", "", "answers/s", "p99", "MiB");
        own_cached.print_ratio("from memory : nginx from memory", &nginx_cached);
        own_cached.print_ratio("from memory : cors-anywhere", &other);
        own.print_ratio("anew : nginx anew", &nginx_direct);
        own.print_ratio("anew : cors-anywhere", &other);
        Ok(())
    }

    /// Measures how quickly the server rejects requests beyond its limit.
    fn overload(&self) -> Result<()> {
        println!("\noverload\n{HEAD}");
        let load = |clients| LoadProfile { clients, seconds: self.load.seconds.min(5) };
        let limited = self.server(&["--client-rate", "1"])?;
        let seen = self.ask(limited.port, load(64), &policies(1))?;
        print_line("429: one client asks too often", seen, limited.memory().1);
        let busy = self.unlimited(&["--remember", "0", "--max-looks", "0"])?;
        let seen = self.ask(busy.port, load(64), &policies(DOMAINS))?;
        print_line("503: too many looks", seen, busy.memory().1);
        let full = self.unlimited(&["--max-connections", "8"])?;
        let seen = self.ask(full.port, load(256), &policies(1))?;
        print_line("503: too many connections", seen, full.memory().1);
        Ok(())
    }

    /// Runs many clients for a while: there must be no errors and no memory growth. The warm-up is long enough for
    /// cached observations to expire a few times, since everything is fetched at once then.
    fn soak(&self, seconds: u32) -> Result<()> {
        let server = self.unlimited(&["--remember", "4"])?;
        let load = |seconds| LoadProfile { clients: 1000, seconds };
        println!("\n1000 clients, {WARM_UP} s and then {seconds} s, policies of {DOMAINS} domains\n{HEAD}");
        let early = self.ask(server.port, load(WARM_UP), &policies(DOMAINS))?;
        print_line("warming up", early, server.memory().0);
        let late = self.ask(server.port, load(seconds), &policies(DOMAINS))?;
        print_line("then", late, server.memory().0);
        println!("memory: {:.1} MiB at most", server.memory().1);
        Ok(())
    }
}

/// Seconds until memory has reached its size.
const WARM_UP: u32 = 15;

const HEAD: &str = "                                      answers/s        p50        p99  refused   errors      MiB";

fn print_line(name: &str, seen: LoadResult, memory: f64) {
    let LoadResult { per_second, p50, p99, refusals, errors, .. } = seen;
    let [p50, p99] = [p50, p99].map(|time| format!("{:.2} ms", time.as_secs_f64() * 1000.0));
    println!("{name:<36} {per_second:>10.0} {p50:>10} {p99:>10} {refusals:>8} {errors:>8} {memory:>8.1}");
}

impl Outcome {
    fn print_ratio(&self, name: &str, other: &Self) {
        let answers = self.seen.per_second / other.seen.per_second;
        let p99 = self.seen.p99.as_secs_f64() / other.seen.p99.as_secs_f64();
        println!("{name:<36} {answers:>10.2} {p99:>10.2} {:>10.2}", self.memory / other.memory);
    }
}

/// Returns the policy paths of the first `domains` domains.
fn policies(domains: usize) -> Vec<String> {
    (0..domains).map(|number| format!("/api/v1/policy/{}", domain(number))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_anything_else_shows_the_usage() {
        let options = |words: &[&str]| options(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(options(&[]).unwrap(), Options { seconds: 10, soak: 60, connections: 512, only: None });
        let some = options(&["--soak", "5", "--seconds", "2", "--connections", "99", "--only", "attacks"]).unwrap();
        assert_eq!(some, Options { seconds: 2, soak: 5, connections: 99, only: Some("attacks".into()) });
        for bad in [&["--soak"][..], &["5"], &["--help"], &["--only", "all"]] {
            assert!(options(bad).unwrap_err().to_string().contains("usage"), "{bad:?}");
        }
    }
}
