//! Debian's reverse proxies with the configurations in `deploy/`, in front of a server that echoes what reaches it.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener as Probe},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use rcgen::{CertificateParams, KeyPair};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::yield_now,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::{deployed, upstream::Upstream};

/// Host name in the examples.
pub(crate) const NAME: &str = "check.example.org";

/// Receive buffer of a client's connection, in bytes. A reader that stops is noticed soon.
const RECEIVE_BUFFER: u32 = 4096;

/// Reverse proxy running in its own folder.
pub(crate) struct ReverseProxy {
    pub(crate) child: Child,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) upstream: Upstream,
    plain: u16,
    tls: u16,
    trusted: Arc<ClientConfig>,
}

impl Drop for ReverseProxy {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// Settings that a test gives a reverse proxy.
pub(crate) struct ProxyConfig<'p> {
    folder: &'p Path,
    plain: u16,
    tls: u16,
    upstream: u16,
}

impl ReverseProxy {
    /// Starts a reverse proxy and waits until it listens.
    pub(crate) async fn start(command: impl Fn(&ProxyConfig<'_>) -> Command) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let trusted = certify(folder.path());
        let (plain, tls) = (free_port(), free_port());
        let upstream = Upstream::start().await;
        let proxy_config = ProxyConfig { folder: folder.path(), plain, tls, upstream: upstream.port };
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut command = command(&proxy_config);
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let child = command.spawn().expect("`cargo xtask test` installs nginx and caddy, as does apt-get");
        let mut proxy = Self { child, folder, upstream, plain, tls, trusted };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", tls)).await.is_err() {
            let has_ended = proxy.child.try_wait().unwrap().is_some();
            assert!(!has_ended && begun.elapsed() < Duration::from_secs(60), "{}", proxy.log());
            yield_now().await;
        }
        proxy
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    async fn connect(&self, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
        self.connect_from(Ipv4Addr::LOCALHOST, name).await
    }

    /// Connects from a loopback address, which the reverse proxy takes for the client's.
    pub(crate) async fn connect_from(&self, client: Ipv4Addr, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
        socket.bind((client, 0).into())?;
        let stream = socket.connect((Ipv4Addr::LOCALHOST, self.tls).into()).await?;
        TlsConnector::from(self.trusted.clone()).connect(ServerName::try_from(name.to_owned()).unwrap(), stream).await
    }

    /// Returns the response to a request with these fields, over TLS.
    async fn get(&self, fields: &str) -> String {
        let mut stream = self.connect(NAME).await.unwrap();
        let request = format!("GET /api/v1/config HTTP/1.1\r\n{fields}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        read(&mut stream).await
    }

    /// Returns the response to a request without TLS.
    async fn get_plain(&self, name: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.plain)).await.unwrap();
        let request = format!("GET /lint?a=b HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        read(&mut stream).await
    }
}

/// Reads to the end of the connection, with or without close_notify.
pub(crate) async fn read(stream: &mut (impl AsyncReadExt + Unpin)) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

fn free_port() -> u16 {
    Probe::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Writes a certificate for the example's name to the folder. Returns a client configuration that trusts it.
fn certify(folder: &Path) -> Arc<ClientConfig> {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([NAME.into()]).unwrap().self_signed(&key).unwrap();
    fs::write(folder.join("fullchain.pem"), certificate.pem()).unwrap();
    fs::write(folder.join("privkey.pem"), key.serialize_pem()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(config.with_root_certificates(roots).with_no_client_auth())
}

/// Runs nginx with the example inside a distribution's main configuration file.
pub(crate) fn nginx(proxy_config: &ProxyConfig<'_>) -> Command {
    let ProxyConfig { folder, plain, tls, upstream } = proxy_config;
    let included = deployed("nginx/mta-sts-checker.conf")
        .replace("/etc/letsencrypt/live/check.example.org", folder.to_str().unwrap())
        .replace("127.0.0.1:8080", &format!("127.0.0.1:{upstream}"))
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
        "daemon off;\npid {0}/pid;\nevents {{ worker_connections 8192; }}\nhttp {{\naccess_log off;\n{1}\ninclude {0}/mta-sts-checker.conf;\n}}\n",
        folder.display(),
        temporary.concat()
    );
    fs::write(folder.join("nginx.conf"), main).unwrap();
    let mut nginx = Command::new("nginx");
    // Debian installs nginx outside ordinary users' PATH.
    nginx.env("PATH", std::env::var("PATH").unwrap_or_default() + ":/usr/sbin");
    nginx.args(["-e", "stderr", "-p"]).arg(folder).arg("-c").arg(folder.join("nginx.conf"));
    nginx
}

/// Runs Caddy with the example and a test certificate, since it cannot obtain its own here.
fn caddy(proxy_config: &ProxyConfig<'_>) -> Command {
    let ProxyConfig { folder, plain, tls, upstream } = proxy_config;
    let path = folder.display();
    let options = format!(
        "{{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port {plain}\n\thttps_port {tls}\n\tstorage file_system {path}\n\tservers {{"
    );
    let changes = [
        ("{\n\tservers {".to_owned(), options),
        ("tls {".to_owned(), format!("tls {path}/fullchain.pem {path}/privkey.pem {{")),
        ("127.0.0.1:8080".to_owned(), format!("127.0.0.1:{upstream}")),
    ];
    let config = changes.iter().fold(deployed("caddy/Caddyfile"), |config, (from, to)| {
        assert_eq!(config.matches(from).count(), 1, "{from}");
        config.replace(from, to)
    });
    let file: PathBuf = folder.join("Caddyfile");
    fs::write(&file, config).unwrap();
    let mut caddy = Command::new("caddy");
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(file).env("HOME", folder);
    caddy
}

/// Checks that apply to both.
async fn keeps_its_promises(proxy: &ReverseProxy) {
    let forged = "X-Forwarded-For: 192.0.2.66\r\nX-Forwarded-For: 192.0.2.67\r\n";
    let seen = proxy.get(&format!("Host: {NAME}\r\n{forged}")).await;
    let (head, upstream) = seen.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{seen}"));
    assert!(head.starts_with("HTTP/1.1 200 "), "{seen}");
    assert!(head.to_ascii_lowercase().contains("strict-transport-security: max-age=31536000"), "{head}");
    let fields = |name: &str| {
        let lines = upstream.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(fields("x-forwarded-for"), ["127.0.0.1"], "the visitor's address alone");
    assert_eq!(fields("host"), [NAME]);

    let other = proxy.get("Host: other.example.org\r\n").await;
    assert!(!other.starts_with("HTTP/1.1 200 "), "{other}");
    assert!(proxy.connect("other.example.org").await.is_err());
    let moved = proxy.get_plain(NAME).await;
    assert!(
        moved.starts_with("HTTP/1.1 301 ") && moved.contains("ocation: https://check.example.org/lint?a=b"),
        "{moved}"
    );
    assert_eq!(proxy.get_plain("other.example.org").await, "");
}

#[tokio::test]
async fn nginx_runs_with_its_configuration() {
    let proxy = ReverseProxy::start(nginx).await;
    assert_eq!(proxy.log(), "", "no warning");
    keeps_its_promises(&proxy).await;
}

#[tokio::test]
async fn caddy_runs_with_its_configuration() {
    let proxy = ReverseProxy::start(caddy).await;
    keeps_its_promises(&proxy).await;
    let problems: Vec<String> =
        proxy.log().lines().filter(|line| line.contains("\"level\":\"error\"")).map(str::to_owned).collect();
    assert!(problems.is_empty(), "{problems:?}");
}
