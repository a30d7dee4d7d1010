//! Hosts that attackers point the server at: mail servers with the longest replies that are read, silent hosts, and a
//! victim.

use std::{
    io::{BufRead, BufReader, Write},
    net::{IpAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use super::super::{
    environment::free_port,
    name_server::{BOMBS, SLOW, VICTIM, bomb_addresses, slow_address},
};

/// All hosts, running as long as the process.
pub struct Peers {
    /// Port of the mail servers.
    pub smtp_port: u16,
    dialled: Arc<AtomicU64>,
    /// Silent hosts: the kernel accepts connections for them, and nothing answers.
    _silent: Vec<TcpListener>,
}

impl Peers {
    /// Starts all hosts.
    pub fn start(policy_port: u16) -> Result<Self> {
        let (smtp_port, dialled) = (free_port()?, Arc::<AtomicU64>::default());
        for address in (0..BOMBS).flat_map(bomb_addresses) {
            serve(listen(address.into(), smtp_port)?, |stream| drop(talk(stream)));
        }
        for port in [policy_port, smtp_port] {
            let counter = dialled.clone();
            serve(listen(VICTIM.into(), port)?, move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            });
        }
        let silent = (0..SLOW).map(|number| listen(slow_address(number).into(), policy_port));
        Ok(Self { smtp_port, dialled, _silent: silent.collect::<Result<_>>()? })
    }

    /// Returns the number of connections to the victim so far.
    pub fn dialled(&self) -> u64 {
        self.dialled.load(Ordering::Relaxed)
    }
}

fn listen(address: IpAddr, port: u16) -> Result<TcpListener> {
    TcpListener::bind((address, port)).with_context(|| format!("cannot listen at {address}, which Linux has by itself"))
}

/// Serves every connection on a thread of its own.
fn serve(listener: TcpListener, host: impl Fn(TcpStream) + Clone + Send + 'static) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let host = host.clone();
            thread::spawn(move || host(stream));
        }
    });
}

/// Sends a greeting and a reply to EHLO of the maximum length that is read, of characters that grow sixfold in JSON.
fn talk(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(&reply("220"))?;
    let mut commands = BufReader::new(stream.try_clone()?);
    commands.read_line(&mut String::new())?;
    stream.write_all(&reply("250"))
}

fn reply(code: &str) -> Vec<u8> {
    let line = format!("{code}-{}\r\n", "\u{1}".repeat(2000));
    format!("{}{code} ready\r\n", line.repeat(126)).into_bytes()
}
