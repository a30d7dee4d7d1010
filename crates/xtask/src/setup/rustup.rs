//! Installation of targets by rustup into the active toolchain, if its servers can be reached.

use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::announce;
use crate::process;

/// Time limit for rustup. Behind some firewalls it neither succeeds nor fails.
const LIMIT: Duration = Duration::from_secs(60);

/// Makes rustup add a target. Returns whether that succeeded.
pub fn add_target(name: &str) -> bool {
    if process::find_on_path("rustup").is_none() {
        return false;
    }
    announce(&format!("rustup target add {name}"), "seconds, at most 1 minute");
    let mut rustup = process::command("rustup");
    let added = within(rustup.args(["target", "add", name]).stdin(Stdio::null()), LIMIT);
    if !added {
        println!("set-up: rustup did not get {name}");
    }
    added
}

fn within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(100)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn a_command_gets_its_time_and_no_more() {
        let start = Instant::now();
        assert!(within(&mut shell("exit 0"), Duration::from_secs(30)));
        assert!(!within(&mut shell("exit 3"), Duration::from_secs(30)));
        assert!(!within(&mut shell("exec sleep 60"), Duration::from_millis(150)));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
