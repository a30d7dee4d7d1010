//! Checks of domain lists on the command line, compared with other tools: the same healthy domains, with every response
//! delayed.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::environment::{children_time, peak_memory};
use crate::{paths, process, server, setup};

const USAGE: &str = "\
usage: cargo xtask bench bulk [--domains N] [--peers N] [--delay MS] [--growth N,N,…]

Checks N test domains (500) on the loopback, each of whose answers comes after MS milliseconds (50). Then checks lists of
growing length (2000,20000). checkdmarc and postfix-mta-sts-resolver's mta-sts-query (both from PyPI) check --peers domains (40).
It needs Linux and root: the others ask port 53 of the system's resolver and port 443.
MTA_STS_BIN names a release of mta-sts that is built already.
";

const NOTES: &str = "
How to read this
- All ask the same name server and policy hosts. mta-sts check --list checks 64 at a time, mta-sts-query runs eight at a time,
  checkdmarc takes the domains one after another, as its command does.
- None probes MX hosts. mta-sts and checkdmarc look up more than MTA-STS; mta-sts-query looks up one record and the policy.
- CPU: processor time for a domain. Memory: the resident set at its highest, of all processes together.
- The test domains' servers use the same two processors.
";

/// Addresses of the domains' servers. The other tools support only the standard ports.
const NAMES: &str = "127.0.8.53:53";
const HOSTS: &str = "127.0.8.1:443";

/// Checks that mta-sts runs at once.
const JOBS: &str = "64";

/// Factor by which it should be faster than any other tool.
const GOAL: f64 = 20.0;

pub fn run(arguments: &[String]) -> Result<()> {
    let options = options(arguments)?;
    let binary = paths::env_path("MTA_STS_BIN").map_or_else(server::build_server, Ok)?;
    let (checkdmarc, query) = (setup::checkdmarc()?, setup::mta_sts_query()?);
    let folder = paths::target()?.join("bench-bulk");
    fs::create_dir_all(&folder)?;
    let test_domains = TestDomains::start(&folder, options.delay_ms)?;
    println!("\nevery answer comes after {} ms\n{HEAD}", options.delay_ms);
    let own = ours(&binary, &folder, options.domains)?;
    own.print("mta-sts check --list");
    let peers = folder.join("peers");
    write_list(&peers, options.peers)?;
    let list = peers.display();
    let one = measure(
        test_domains.peer(&format!("{} --format csv --nameserver 127.0.8.53 -- $(cat {list})", checkdmarc.display())),
        options.peers,
    )?;
    one.print("checkdmarc");
    let other = measure(test_domains.peer(&format!("xargs -P 8 -n 1 {} <{list}", query.display())), options.peers)?;
    other.print("mta-sts-query");
    for (name, peer) in [("checkdmarc", one), ("mta-sts-query", other)] {
        let times = own.per_second() / peer.per_second();
        println!("mta-sts : {name}: {times:.1} times the domains/s (goal: {GOAL})");
    }
    println!("\ngrowth\n{HEAD}");
    for domains in options.growth {
        ours(&binary, &folder, domains)?.print(&format!("{domains} domains"));
    }
    print!("{NOTES}");
    Ok(())
}

/// Options of the measurement.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    domains: usize,
    peers: usize,
    delay_ms: u32,
    growth: Vec<usize>,
}

fn options(arguments: &[String]) -> Result<Options> {
    let mut options = Options { domains: 500, peers: 40, delay_ms: 50, growth: vec![2_000, 20_000] };
    for pair in arguments.chunks(2) {
        match pair {
            [option, value] if option == "--domains" => options.domains = value.parse()?,
            [option, value] if option == "--peers" => options.peers = value.parse()?,
            [option, value] if option == "--delay" => options.delay_ms = value.parse()?,
            [option, value] if option == "--growth" => {
                options.growth = value.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            _ => bail!("{USAGE}"),
        }
    }
    Ok(options)
}

/// The domains and their servers, which run until this is dropped.
struct TestDomains {
    child: Child,
    root: PathBuf,
    resolv_conf: PathBuf,
}

impl TestDomains {
    fn start(folder: &Path, delay_ms: u32) -> Result<Self> {
        process::run(process::command("cargo").args([
            "build",
            "--release",
            "--package",
            "lab",
            "--bin",
            "test_domains",
        ]))?;
        let (root, resolv_conf) = (folder.join("root.pem"), folder.join("resolv.conf"));
        fs::write(&resolv_conf, "nameserver 127.0.8.53\n")?;
        let mut servers = process::command(paths::target()?.join("release/test_domains"));
        servers.args([NAMES, HOSTS, &delay_ms.to_string()]).arg(&root);
        let mut child = servers.stdout(Stdio::piped()).spawn().context("cannot run the test domains' servers")?;
        let mut listening = String::new();
        BufReader::new(child.stdout.take().context("the test domains' servers have no output")?)
            .read_line(&mut listening)?;
        ensure!(
            !listening.is_empty(),
            "the test domains' servers cannot listen at {NAMES} and {HOSTS}, which takes Linux and root"
        );
        Ok(Self { child, root, resolv_conf })
    }

    /// Returns a shell command that uses the domains' resolver as the system's, and trusts their root.
    fn peer(&self, line: &str) -> Command {
        let mut peer = process::command("unshare");
        let line = format!("mount --bind {} /etc/resolv.conf && {line}", self.resolv_conf.display());
        peer.args(["--mount", "sh", "-c", &line]).stdin(Stdio::null());
        for variable in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"] {
            peer.env(variable, &self.root);
        }
        peer
    }
}

impl Drop for TestDomains {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs `mta-sts check --list` with this many domains. Every domain must have a result.
fn ours(binary: &Path, folder: &Path, domains: usize) -> Result<Measured> {
    let (list, results) = (folder.join("list"), folder.join("results.csv"));
    write_list(&list, domains)?;
    let mut check = process::command(binary);
    check.args(["check", "--format", "csv", "--jobs", JOBS, "--no-probe", "--allow-net", "127.0.0.0/8"]);
    check.args(["--resolver", NAMES]).arg("--ca-file").arg(folder.join("root.pem")).arg("--list").arg(&list);
    let measured = measure_into(check, domains, fs::File::create(&results)?.into())?;
    let rows = fs::read_to_string(&results)?;
    let good = rows.lines().filter(|row| row.contains(",enforced,")).count();
    ensure!(good == domains, "{good} of {domains} domains were found good");
    Ok(measured)
}

fn write_list(path: &Path, domains: usize) -> Result<()> {
    let names: Vec<String> = (1..=domains).map(|number| format!("d{number}.crowd.test\n")).collect();
    Ok(fs::write(path, names.concat())?)
}

/// Time and memory of a run.
#[derive(Clone, Copy, Debug)]
struct Measured {
    domains: usize,
    time: Duration,
    processor: Duration,
    memory: f64,
}

fn measure(command: Command, domains: usize) -> Result<Measured> {
    measure_into(command, domains, Stdio::null())
}

fn measure_into(mut command: Command, domains: usize, output: Stdio) -> Result<Measured> {
    let (begun, before, mut memory) = (Instant::now(), children_time(), 0.0_f64);
    let mut child = command.stdout(output).stderr(Stdio::null()).spawn()?;
    while child.try_wait()?.is_none() {
        memory = memory.max(peak_memory(child.id()));
        thread::sleep(Duration::from_millis(20));
    }
    Ok(Measured { domains, time: begun.elapsed(), processor: children_time().saturating_sub(before), memory })
}

const HEAD: &str = "                          domains   seconds  domains/s  CPU ms/domain      MiB";

impl Measured {
    fn per_second(&self) -> f64 {
        self.domains as f64 / self.time.as_secs_f64()
    }

    fn print(&self, name: &str) {
        let (seconds, cpu) = (self.time.as_secs_f64(), self.processor.as_secs_f64() * 1000.0 / self.domains as f64);
        println!(
            "{name:<24} {:>8} {seconds:>9.2} {:>10.1} {cpu:>14.2} {:>8.1}",
            self.domains,
            self.per_second(),
            self.memory
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_anything_else_shows_the_usage() {
        let options = |words: &[&str]| options(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        let some = options(&["--domains", "10", "--growth", "5,6", "--delay", "0"]).unwrap();
        assert_eq!(some, Options { domains: 10, peers: 40, delay_ms: 0, growth: vec![5, 6] });
        for bad in [&["--domains"][..], &["5"], &["--help"]] {
            assert!(options(bad).unwrap_err().to_string().contains("usage"), "{bad:?}");
        }
    }
}
