//! The real server with its laboratory, on a free port.

use std::process::Command;

use anyhow::Result;

use super::{
    child::{Running, port_after},
    paths::Paths,
};

/// Address where nothing listens: port 9 is `discard`, which no system serves any more.
pub const CLOSED_ADDRESS: &str = "127.0.0.1:9";

/// Server. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    _program: Running,
    port: u16,
}

impl Server {
    /// Starts `mta-sts serve --lab`. Names outside the laboratory are not looked up anywhere, so tests stay local.
    pub fn start(paths: &Paths) -> Result<Self> {
        Self::start_with_resolver(paths, CLOSED_ADDRESS, &[])
    }

    /// Starts a server with a resolver for names outside the laboratory, and with further options.
    pub fn start_with_resolver(paths: &Paths, resolver: &str, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(&paths.server);
        command.args(["serve", "--lab", "--listen", "127.0.0.1:0", "--resolver", resolver]);
        command.args(options).arg("--dist").arg(&paths.dist);
        command.env("NO_COLOR", "1");
        let (program, port) = Running::start(&mut command, |line| port_after(line, "http://127.0.0.1:"))?;
        Ok(Self { _program: program, port })
    }

    /// Returns the port where it listens.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Returns the origin of its page.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
