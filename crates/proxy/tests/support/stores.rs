//! Redis server for tests.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

/// Redis server that ends with the test, or earlier.
pub struct Store {
    child: Child,
    pub port: u16,
    /// Folder where it persists its data, if it does.
    folder: Option<PathBuf>,
}

impl Store {
    pub fn start() -> Self {
        Self::at_free_port(None)
    }

    /// Starts a store that writes every change to an append-only file in this folder.
    pub fn persistent(folder: &Path) -> Self {
        Self::at_free_port(Some(folder))
    }

    fn at_free_port(folder: Option<&Path>) -> Self {
        let port = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // Another test may have taken the port in the meantime.
        std::iter::repeat_with(port).find_map(|port| Self::started(port, folder)).unwrap()
    }

    /// Starts an empty store on the port of one that ended.
    pub fn start_at(port: u16) -> Self {
        std::iter::repeat(port).find_map(|port| Self::started(port, None)).unwrap()
    }

    /// Kills the store and starts it again on the same port.
    pub fn restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let folder = self.folder.clone();
        *self = std::iter::repeat(self.port).find_map(|port| Self::started(port, folder.as_deref())).unwrap();
    }

    /// Returns the number that this command answers with, once the store has loaded its file.
    pub fn number(&self, command: &str) -> u64 {
        loop {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
            stream.write_all(format!("{command}\r\n").as_bytes()).unwrap();
            let answer = BufReader::new(stream).lines().next().unwrap().unwrap();
            match answer.strip_prefix(':') {
                Some(number) => return number.parse().unwrap(),
                None => assert!(answer.starts_with("-LOADING"), "{command}: {answer}"),
            }
        }
    }

    /// Sends commands and reads all answers.
    pub fn send_commands(&self, commands: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(format!("{commands}\r\nQUIT\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Starts a store and waits until it answers. Returns `None` if it cannot have the port.
    fn started(port: u16, folder: Option<&Path>) -> Option<Self> {
        let mut redis = Command::new("redis-server");
        redis.args(["--bind", "127.0.0.1", "--save", "", "--port", &port.to_string()]);
        redis.args(["--appendonly", if folder.is_some() { "yes" } else { "no" }]);
        if let Some(folder) = folder {
            redis.arg("--dir").arg(folder);
        }
        let child = redis.stdout(Stdio::null()).spawn();
        let child =
            child.expect("redis-server runs; `cargo xtask test` installs it, as does `apt-get install redis-server`");
        let mut store = Self { child, port, folder: folder.map(Path::to_owned) };
        while store.child.try_wait().unwrap().is_none() {
            if store.answers().is_some() {
                return Some(store);
            }
            thread::yield_now();
        }
        None
    }

    /// Returns `Some` if the process that listens is this one.
    fn answers(&self) -> Option<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.write_all(b"INFO server\r\nQUIT\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.contains(&format!("process_id:{}\r", self.child.id())).then_some(())
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Waits until this many servers have sent a heartbeat.
    pub fn wait_for_servers(&self, count: usize) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut answers = BufReader::new(stream.try_clone().unwrap()).lines();
        loop {
            stream.write_all(b"ZCARD mta-sts:servers\r\n").unwrap();
            if answers.next().unwrap().unwrap() == format!(":{count}") {
                return;
            }
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
