//! Programs that the flows start. They end when dropped, even after a panic.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// Time limit for a program to print where it listens.
const START: Duration = Duration::from_secs(30);

/// Running program. Dropping it kills it.
#[derive(Debug)]
pub struct Running(Child);

impl Running {
    /// Starts a program and reads its output until `find` matches a line.
    pub fn start<T>(command: &mut Command, find: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let name = command.get_program().to_string_lossy().into_owned();
        let mut running = Self(command.spawn().with_context(|| format!("cannot start {name}"))?);
        let (line, lines) = mpsc::channel();
        if let Some(out) = running.0.stdout.take() {
            drain(out, line.clone());
        }
        if let Some(err) = running.0.stderr.take() {
            drain(err, line);
        }
        let deadline = Instant::now() + START;
        let mut said = String::new();
        loop {
            match lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if let Some(found) = find(&line) {
                        return Ok((running, found));
                    }
                    said += &line;
                    said.push('\n');
                }
                Err(RecvTimeoutError::Disconnected) => bail!("{name} ended at once and said:\n{said}"),
                Err(RecvTimeoutError::Timeout) => bail!("{name} did not say where it listens, but:\n{said}"),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads all output of a program, so that it never blocks on a full pipe.
fn drain(output: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // The receiver is gone once the program is up.
            let _ = lines.send(line);
        }
    });
}

/// Returns the number after `mark` in a line.
pub fn port_after(line: &str, mark: &str) -> Option<u16> {
    let rest = &line[line.find(mark)? + mark.len()..];
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok().filter(|port| *port != 0)
}
