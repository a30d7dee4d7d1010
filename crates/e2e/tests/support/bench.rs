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
        let mut command = Command::new(&paths.driver);
        let (program, port) = Running::start(command.arg("--port=0"), |line| {
            line.contains("started successfully").then(|| port_after(line, "on port "))?
        })?;
        Ok(Self { paths, server, driver: format!("http://127.0.0.1:{port}"), _driver: program })
    }
}
