//! A Redis server.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
};

/// A store that ends with the test, or before.
pub struct Store {
    child: Child,
    pub port: u16,
}

impl Store {
    pub fn start() -> Self {
        let port = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // Another test may have taken the port since.
        std::iter::repeat_with(port).find_map(Self::started).unwrap()
    }

    /// A store that is empty, at the port of one that ended.
    pub fn start_at(port: u16) -> Self {
        std::iter::repeat(port).find_map(Self::started).unwrap()
    }

    /// The store once it answers; `None` if it cannot have the port.
    fn started(port: u16) -> Option<Self> {
        let mut redis = Command::new("redis-server");
        redis.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port", &port.to_string()]);
        let child = redis.stdout(Stdio::null()).spawn();
        let child =
            child.expect("redis-server runs; `cargo xtask test` installs it, as does `apt-get install redis-server`");
        let mut store = Self { child, port };
        while store.child.try_wait().unwrap().is_none() {
            if store.answers().is_some() {
                return Some(store);
            }
            thread::yield_now();
        }
        None
    }

    /// Answers, if the process that listens is this one.
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

    /// Waits until this many servers had a heartbeat.
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
