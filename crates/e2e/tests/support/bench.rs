//! Resources that all flows share: one server and one driver, while any flow runs.

use std::{
    process::Command,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use anyhow::Result;

use super::{
    child::{Running, port_after},
    paths::Paths,
    server::Server,
};

/// Number of times that the driver is started until it finds a port.
const DRIVER_ATTEMPTS: usize = 5;

/// The server and the driver. Dropping the last reference ends both.
#[derive(Debug)]
pub struct Bench {
    /// Paths of the programs.
    pub paths: Paths,
    /// The server.
    pub server: Server,
    /// URL of the driver.
    pub driver: String,
    _driver: Running,
}

/// A static is never dropped, so it holds only a weak reference.
static SHARED: Mutex<Weak<Bench>> = Mutex::new(Weak::new());

impl Bench {
    /// Returns the bench that all flows share.
    pub fn shared() -> Result<Arc<Self>> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bench) = shared.upgrade() {
            return Ok(bench);
        }
        let bench = Arc::new(Self::new()?);
        *shared = Arc::downgrade(&bench);
        Ok(bench)
    }

    fn new() -> Result<Self> {
        let paths = Paths::find()?;
        let server = Server::start(&paths)?;
        let (program, port) = start_driver(&paths)?;
        Ok(Self { paths, server, driver: format!("http://127.0.0.1:{port}"), _driver: program })
    }
}

/// Starts the driver, and returns its port.
///
/// The driver takes a port that is free in IPv6, and ends if another program has the same one in IPv4.
fn start_driver(paths: &Paths) -> Result<(Running, u16)> {
    let start = || {
        Running::start(Command::new(&paths.driver).arg("--port=0"), |line| {
            line.contains("started successfully").then(|| port_after(line, "on port "))?
        })
    };
    (1..DRIVER_ATTEMPTS).find_map(|_| start().ok()).map_or_else(start, Ok)
}
