//! The configurations in `deploy/`: nginx accepts its own, and no reverse proxy gives up before the server answers.
#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use proxy_api::deadlines::ANSWER;
use rcgen::{CertificateParams, KeyPair};

fn deployed(file: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The seconds that follow this directive.
fn seconds(config: &str, directive: &str) -> Duration {
    let line = config.lines().find_map(|line| line.trim().strip_prefix(directive)).unwrap();
    Duration::from_secs(line.trim().trim_end_matches(';').strip_suffix('s').unwrap().parse().unwrap())
}

#[test]
fn reverse_proxies_wait_as_long_as_the_page() {
    let nginx = seconds(&deployed("nginx/mta-sts-checker.conf"), "proxy_read_timeout");
    let caddy = seconds(&deployed("caddy/Caddyfile"), "response_header_timeout");
    assert!(nginx >= ANSWER && caddy >= ANSWER, "{nginx:?} {caddy:?}");
}

#[test]
fn nothing_is_buffered_on_disk_and_clients_are_limited() {
    let nginx = deployed("nginx/mta-sts-checker.conf");
    let directives = ["proxy_max_temp_file_size   0;", "limit_req ", "limit_conn ", "ssl_reject_handshake on;"];
    for directive in directives {
        assert!(nginx.lines().any(|line| line.trim().starts_with(directive)), "{directive}");
    }
    assert_eq!(nginx.matches("TLSv1.2 TLSv1.3;").count(), 2, "the default server sets the versions for its port");
    assert!(deployed("caddy/Caddyfile").contains("protocols tls1.2 tls1.3"));
}

/// A port that is free.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The configuration with a certificate and ports of this test, inside the main file that a distribution has.
fn installed(folder: &Path) -> PathBuf {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["check.example.org".into()]).unwrap().self_signed(&key).unwrap();
    fs::write(folder.join("fullchain.pem"), certificate.pem()).unwrap();
    fs::write(folder.join("privkey.pem"), key.serialize_pem()).unwrap();
    let (plain, tls) = (free_port(), free_port());
    let included = deployed("nginx/mta-sts-checker.conf")
        .replace("/etc/letsencrypt/live/check.example.org", folder.to_str().unwrap())
        .replace("listen [::]:80", &format!("listen 127.0.0.2:{plain}"))
        .replace("listen [::]:443", &format!("listen 127.0.0.2:{tls}"))
        .replace("listen 80", &format!("listen 127.0.0.1:{plain}"))
        .replace("listen 443", &format!("listen 127.0.0.1:{tls}"));
    let directives = included.lines().filter(|line| !line.trim_start().starts_with('#'));
    let foreign: Vec<&str> = directives.filter(|line| line.contains("[::]") || line.contains("/etc/")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    fs::write(folder.join("mta-sts-checker.conf"), included).unwrap();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {};", folder.join(kind).display()));
    let main = format!(
        "pid {0}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{1}\ninclude {0}/mta-sts-checker.conf;\n}}\n",
        folder.display(),
        temporary.concat()
    );
    let path = folder.join("nginx.conf");
    fs::write(&path, main).unwrap();
    path
}

#[test]
fn nginx_accepts_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let mut nginx = Command::new("nginx");
    // Debian installs it where ordinary users don't look.
    nginx.env("PATH", std::env::var("PATH").unwrap_or_default() + ":/usr/sbin");
    nginx.args(["-t", "-e", "stderr", "-p"]).arg(folder.path()).arg("-c").arg(installed(folder.path()));
    let run = nginx.output().expect("nginx runs; `cargo xtask test` installs it, as does `apt-get install nginx`");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && !said.contains("[warn]"), "{said}");
}
