//! Environment of the proxy benchmark: a policy host, a name server, and the proxies compared, all on the loopback.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::name_server::{self, HONEST, LARGE, honest_address, large_address};
use crate::process;

/// Number of policy domains. One policy host serves all of them.
pub const DOMAINS: usize = 64;

const POLICY: &str = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n";

/// Returns a domain by its number.
pub fn domain(number: usize) -> String {
    format!("d{number}.bench.test")
}

/// Path of a file as large as the largest of the real page.
pub const PAGE_FILE: &str = "/page.wasm";

/// Environment of the benchmark. Dropping it ends its programs.
pub struct BenchEnvironment {
    /// Folder with the files of this run.
    pub folder: PathBuf,
    /// Port of the policy host.
    pub policy_port: u16,
    /// Port of nginx as a proxy.
    pub nginx_port: u16,
    /// The name server.
    pub name_server: SocketAddr,
    /// nginx, as policy host and as proxy.
    pub nginx: Running,
}

impl BenchEnvironment {
    /// Starts everything.
    pub fn start(folder: &Path) -> Result<Self> {
        let folder = folder.to_owned();
        certify(&folder)?;
        let [policy_port, nginx_port] = [free_port()?, free_port()?];
        let www = folder.join("www/.well-known");
        fs::create_dir_all(&www)?;
        fs::write(www.join("mta-sts.txt"), POLICY)?;
        fs::write(folder.join("www/large"), vec![1; 65_536])?;
        let page = folder.join("page");
        fs::create_dir_all(&page)?;
        fs::write(page.join("index.html"), "")?;
        fs::write(page.join(PAGE_FILE.trim_start_matches('/')), vec![1; 1_000_000])?;
        let config = folder.join("nginx.conf");
        fs::write(&config, nginx_config(&folder, policy_port, nginx_port))?;
        let mut nginx = process::command("nginx");
        nginx.arg("-p").arg(&folder).arg("-c").arg(&config);
        let nginx = Running::start(&mut nginx, "nginx", nginx_port)?;
        Ok(Self { name_server: name_server::serve()?, folder, policy_port, nginx_port, nginx })
    }

    /// Returns the file with the authority's certificate.
    /// Folder of a page with one large file, [`PAGE_FILE`].
    pub fn page(&self) -> PathBuf {
        self.folder.join("page")
    }

    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }
}

/// Program that runs until this is dropped.
pub struct Running {
    child: Child,
    /// Port where it listens.
    pub port: u16,
}

impl Running {
    /// Starts a program and waits until it listens.
    pub fn start(command: &mut Command, name: &str, port: u16) -> Result<Self> {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut running = Self { child: child.with_context(|| format!("cannot run {name}"))?, port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = running.child.try_wait()? {
                bail!("{name} ended before it listened ({status})");
            }
            if begun.elapsed() > Duration::from_secs(20) {
                bail!("{name} does not listen");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }

    /// Returns the current and the peak memory of the program and its children, in MiB. Zero except on Linux.
    pub fn memory(&self) -> (f64, f64) {
        let family = family(self.child.id());
        let sum = |field| family.iter().filter_map(|pid| status(*pid, field)).sum::<f64>() / 1024.0;
        (sum("VmRSS:"), sum("VmHWM:"))
    }
}

impl Running {
    /// Returns the processor time used so far by the program and its children. Zero except on Linux.
    pub fn processor_time(&self) -> Duration {
        family(self.child.id()).into_iter().filter_map(ticks).map(|ticks| Duration::from_millis(ticks * TICK_MS)).sum()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // nginx's workers exit properly when their master is terminated. The other programs have none.
        let _ = process::command("kill").arg(self.child.id().to_string()).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) && matches!(self.child.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the processor time of all ended child processes. Zero except on Linux.
pub fn children_time() -> Duration {
    Duration::from_millis(fields("self").map_or(0, |fields| fields[2] + fields[3]) * TICK_MS)
}

/// Returns the peak memory of a process and its children so far, in MiB.
pub fn peak_memory(pid: u32) -> f64 {
    family(pid).iter().filter_map(|pid| status(*pid, "VmHWM:")).sum::<f64>() / 1024.0
}

/// Returns a process and its children.
fn family(pid: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    let children = children.split_ascii_whitespace().filter_map(|pid| pid.parse().ok());
    std::iter::once(pid).chain(children).collect()
}

/// Length of a clock tick in milliseconds, Linux's unit of processor time (proc(5): `_SC_CLK_TCK` is 100).
const TICK_MS: u64 = 10;

/// Returns the clock ticks that a process used in user and in kernel mode.
fn ticks(pid: u32) -> Option<u64> {
    fields(&pid.to_string()).map(|fields| fields[0] + fields[1])
}

/// Returns the clock ticks in user and in kernel mode, of a process and of its ended children: fields 14 to 17 of its
/// `stat`.
fn fields(pid: &str) -> Option<[u64; 4]> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The program's name precedes them in parentheses and may contain spaces.
    let fields = text.rsplit_once(')')?.1.split_ascii_whitespace().skip(11).take(4);
    fields.map(|field| field.parse().ok()).collect::<Option<Vec<u64>>>()?.try_into().ok()
}

/// Returns a field of a process's status, in KiB.
fn status(pid: u32, field: &str) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(field))?;
    value.split_ascii_whitespace().next()?.parse().ok()
}

/// Returns a free port.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Creates an authority, and a certificate of the policy host for all its names and its address.
fn certify(folder: &Path) -> Result<()> {
    let names: String = (0..DOMAINS).map(|number| format!("DNS:mta-sts.{},", domain(number))).collect();
    fs::write(folder.join("names"), format!("subjectAltName={names}IP:127.0.0.1\nbasicConstraints=CA:FALSE\n"))?;
    let openssl = |arguments: &str| {
        let mut openssl = process::command("openssl");
        process::run(openssl.args(arguments.split(' ')).current_dir(folder).stderr(Stdio::null()))
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=bench"))?;
    openssl(&format!("req {key} -keyout host.key -out host.csr -subj /CN=host"))?;
    openssl("x509 -req -in host.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out host.pem")
}

/// Returns the directives of policy hosts with the largest answers that are read. They are no policies, so the server
/// makes its comparison fetches, too.
fn large_hosts(policy_port: u16) -> String {
    let listen: String =
        (0..LARGE).map(|number| format!("listen {}:{policy_port} ssl;", large_address(number))).collect();
    let value = "x".repeat(600);
    let headers: String = (0..90).map(|number| format!("add_header X-{number} \"{value}\" always;")).collect();
    format!("{listen} {headers} error_page 404 /large;")
}

/// Returns the configuration of nginx as policy host (also of honest visitors, and with large answers), as a proxy that
/// always fetches, and as a caching proxy.
fn nginx_config(folder: &Path, policy_port: u16, nginx_port: u16) -> String {
    let folder = folder.display();
    let fetch = format!(
        "proxy_pass https://127.0.0.1:{policy_port}/; proxy_ssl_verify on; proxy_ssl_trusted_certificate {folder}/ca.pem;
        proxy_ssl_name mta-sts.{name}; proxy_ssl_server_name on; proxy_ssl_session_reuse off;",
        name = domain(0)
    );
    let honest: String =
        (0..HONEST).map(|number| format!("listen {}:{policy_port} ssl;", honest_address(number))).collect();
    let large = large_hosts(policy_port);
    format!(
        "daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    proxy_cache_path {folder}/cache keys_zone=kept:1m;
    keepalive_requests 1000000000;
    server {{
        listen 127.0.0.1:{policy_port} ssl backlog=4096; {honest}
        ssl_certificate {folder}/host.pem; ssl_certificate_key {folder}/host.key;
        root {folder}/www; default_type text/plain;
    }}
    server {{
        {large}
        ssl_certificate {folder}/host.pem; ssl_certificate_key {folder}/host.key;
        root {folder}/www; default_type text/plain;
        location = /.well-known/mta-sts.txt {{ return 404; }}
        location = /large {{ internal; }}
    }}
    server {{
        listen 127.0.0.1:{nginx_port} backlog=4096;
        location /anew/ {{ {fetch} }}
        location /kept/ {{ {fetch} proxy_cache kept; proxy_cache_valid 200 1h; }}
    }}
}}
"
    )
}
