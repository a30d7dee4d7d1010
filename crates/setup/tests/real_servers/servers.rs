//! Web servers, each in a folder of its own on a port of the loopback.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rcgen::{CertificateParams, KeyPair};
use rustls_pki_types::CertificateDer;

use crate::HOST;

/// A server that runs, and is stopped when its test ends.
pub struct Server {
    child: Child,
    folder: tempfile::TempDir,
    pub port: u16,
    /// The certificate of the policy host, which signs itself.
    pub root: CertificateDer<'static>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// A folder before its server starts.
pub struct ServerFolder {
    folder: tempfile::TempDir,
    pub port: u16,
    root: CertificateDer<'static>,
}

impl ServerFolder {
    /// A folder with `fullchain.pem`, `privkey.pem` and `certs/both.pem`, readable for servers that give up their privileges.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([HOST.into()]).unwrap().self_signed(&key).unwrap();
        let server_folder = Self { folder, port, root: certificate.der().clone() };
        server_folder.write("fullchain.pem", &certificate.pem());
        server_folder.write("privkey.pem", &key.serialize_pem());
        server_folder.write("certs/both.pem", &(certificate.pem() + &key.serialize_pem()));
        server_folder
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder as text, for configurations.
    pub fn name(&self) -> String {
        self.path().to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Starts the server and waits until it listens.
    pub fn start(self, mut command: Command) -> Server {
        let log = fs::File::create(self.path().join("log")).unwrap();
        let program = command.get_program().to_owned();
        command.env("HOME", self.path()).env("PATH", server_search_path());
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let child = command.spawn().unwrap_or_else(|error| missing(&program.to_string_lossy(), &error));
        let mut server = Server { child, folder: self.folder, port: self.port, root: self.root };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", server.port)).is_err() {
            let has_ended = server.child.try_wait().unwrap().is_some();
            assert!(!has_ended && begun.elapsed() < Duration::from_secs(60), "{program:?}: {}", server.log());
            thread::yield_now();
        }
        server
    }
}

impl Server {
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

/// Returns the search path with the folders where Debian installs servers.
fn server_search_path() -> String {
    std::env::var("PATH").unwrap_or_default() + ":/usr/sbin"
}

fn missing(program: &str, error: &std::io::Error) -> ! {
    panic!("{program}: {error}; `cargo xtask test` installs it, as does apt-get")
}

/// Prints the version of a program, so that a log tells what was tested.
pub fn print_version(program: &str, option: &str) {
    let output = Command::new(program).arg(option).env("PATH", server_search_path()).output();
    let output = output.unwrap_or_else(|error| missing(program, &error));
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    println!("{}", text.lines().next().unwrap_or_default());
}

/// nginx with these server blocks, inside a main file such as Debian's.
pub fn nginx(server_folder: ServerFolder, blocks: &str) -> Server {
    print_version("nginx", "-v");
    let folder = server_folder.name();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {folder}/{kind};\n"))
        .concat();
    let main = format!(
        "daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\n{temporary}{blocks}}}\n"
    );
    server_folder.write("nginx.conf", &main);
    let mut command = Command::new("nginx");
    command.args(["-e", "stderr", "-p", &folder, "-c", &format!("{folder}/nginx.conf")]);
    server_folder.start(command)
}

/// Apache httpd with these virtual hosts, and the modules that Debian loads for them.
pub fn apache(server_folder: ServerFolder, hosts: &str) -> Server {
    print_version("apache2", "-v");
    let folder = server_folder.name();
    let modules = ["mpm_event", "authz_core", "mime", "dir", "alias", "rewrite", "socache_shmcb", "ssl"]
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
        .concat();
    let main = format!(
        "{modules}ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/log\nMutex file:{folder}\nUser www-data\nGroup www-data\nTypesConfig /etc/mime.types\nListen 127.0.0.1:{}\n{hosts}",
        server_folder.port
    );
    server_folder.write("apache2.conf", &main);
    let mut command = Command::new("apache2");
    command.args(["-D", "FOREGROUND", "-f", &format!("{folder}/apache2.conf")]);
    server_folder.start(command)
}

/// Caddy with this site block.
pub fn caddy(server_folder: ServerFolder, site: &str) -> Server {
    print_version("caddy", "version");
    let (folder, port) = (server_folder.name(), server_folder.port);
    let options = format!(
        "{{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n\thttps_port {port}\n\tstorage file_system {folder}\n}}\n"
    );
    server_folder.write("Caddyfile", &(options + site));
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config", &format!("{folder}/Caddyfile")]);
    server_folder.start(command)
}

/// HAProxy with this frontend, behind the time limits that Debian's own file has.
pub fn haproxy(server_folder: ServerFolder, frontend: &str) -> Server {
    print_version("haproxy", "-v");
    let folder = server_folder.name();
    server_folder
        .write("defaults.cfg", "defaults\n    timeout connect 5s\n    timeout client 50s\n    timeout server 50s\n");
    server_folder.write("haproxy.cfg", frontend);
    let mut command = Command::new("haproxy");
    command.args(["-db", "-f", &format!("{folder}/defaults.cfg"), "-f", &format!("{folder}/haproxy.cfg")]);
    server_folder.start(command)
}

/// lighttpd with this configuration.
pub fn lighttpd(server_folder: ServerFolder, config: &str) -> Server {
    print_version("lighttpd", "-v");
    let folder = server_folder.name();
    server_folder.write("lighttpd.conf", config);
    let mut command = Command::new("lighttpd");
    command.args(["-D", "-f", &format!("{folder}/lighttpd.conf")]);
    server_folder.start(command)
}
