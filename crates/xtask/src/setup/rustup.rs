//! What rustup adds to the active toolchain, where its servers can be reached.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::announce;
use crate::process;

/// Behind some firewalls rustup neither succeeds nor fails, so it gets a minute.
const LIMIT: Duration = Duration::from_secs(60);

/// How long it is not asked again for what it did not get.
const PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// Has rustup add a `component` or a `target` of this name; tells whether it did.
pub fn add(what: &str, name: &str) -> bool {
    if process::on_path("rustup").is_none() {
        return false;
    }
    announce(&format!("rustup {what} add {name}"), "seconds, at most 1 minute");
    let mut rustup = process::command("rustup");
    let added = within(rustup.args([what, "add", name]).stdin(Stdio::null()), LIMIT);
    if !added {
        println!("set-up: rustup did not get {name}");
    }
    added
}

/// The same for what can be done without: after a failure, which the file `missed` remembers, it is tried again tomorrow.
pub fn add_daily(what: &str, name: &str, missed: &Path) -> bool {
    let added = !is_recent(missed) && add(what, name);
    if !added && !is_recent(missed) {
        // Without the file it is tried sooner.
        let _ = fs::write(missed, "");
    }
    added
}

fn is_recent(file: &Path) -> bool {
    let written = fs::metadata(file).and_then(|about| about.modified());
    written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age < PAUSE))
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

    #[test]
    fn a_failure_is_remembered_for_a_day() {
        let file = std::env::temp_dir().join(format!("mta-sts-missed-{}", std::process::id()));
        assert!(!is_recent(&file));
        fs::write(&file, "").unwrap();
        assert!(is_recent(&file));
        let two_days_ago = std::time::SystemTime::now() - 2 * PAUSE;
        fs::File::options().write(true).open(&file).unwrap().set_modified(two_days_ago).unwrap();
        assert!(!is_recent(&file));
        fs::remove_file(&file).unwrap();
    }
}
