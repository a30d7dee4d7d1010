//! Time and memory of programs that read a folder of reports.

use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{files::Set, parsing};

/// Command that makes this program read a folder with `mail-auth`.
pub const READ: &str = "--read-with-mail-auth";

/// Interval at which a program's memory is sampled.
const LOOK: Duration = Duration::from_millis(1);

/// Measures every set.
pub fn run(sets: &[Set], binary: &Path, parsedmarc: &Path, runs: usize) -> Result<()> {
    let folder = env::temp_dir().join(format!("mta-sts-bench-reports-{}", std::process::id()));
    println!("programs {runs} runs\n");
    println!("{:<20}{:>8}{:>22}{:>22}{:>24}{:>8}", "", "reports", "mta-sts", "mail-auth", "parsedmarc", "ratio");
    let result = sets.iter().enumerate().try_for_each(|(number, set)| {
        let folder = folder.join(number.to_string());
        write(set, &folder)?;
        println!("{}", row(set, &folder, binary, parsedmarc, runs)?);
        Ok(())
    });
    let _ = fs::remove_dir_all(&folder);
    println!();
    result
}

fn write(set: &Set, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for (name, content) in &set.files {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

fn row(set: &Set, folder: &Path, binary: &Path, parsedmarc: &Path, runs: usize) -> Result<String> {
    let this = env::current_exe()?;
    let mut taken = [const { Vec::new() }; 3];
    let mut most = [0.0_f64; 3];
    for _ in 0..runs {
        let mut ours = Command::new(binary);
        ours.args(["report", "--format", "json"]).arg(folder);
        let mut mail_auth = Command::new(&this);
        mail_auth.arg(READ).arg(folder);
        let mut theirs = Command::new(parsedmarc);
        theirs.arg("--offline").arg(folder);
        for (at, command) in [&mut ours, &mut mail_auth, &mut theirs].into_iter().enumerate() {
            let (time, memory) = measure(command)?;
            taken[at].push(time);
            most[at] = most[at].max(memory);
        }
    }
    let median = taken.map(|mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    let cell = |at: usize| format!("{:.0} ms {:.0} MiB", median[at] * 1e3, most[at]);
    let ratio = median[2] / median[0];
    Ok(format!("{:<20}{:>8}{:>22}{:>22}{:>24}{ratio:>8.0}", set.name, set.files.len(), cell(0), cell(1), cell(2)))
}

/// Returns the seconds until a program ends, and the peak MiB of it and its children (Linux only).
fn measure(command: &mut Command) -> Result<(f64, f64)> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start a program")?;
    let mut most = 0.0_f64;
    while child.try_wait()?.is_none() {
        most = most.max(memory(&child));
        thread::sleep(LOOK);
    }
    let seconds = start.elapsed().as_secs_f64();
    let status = child.wait()?;
    // Exit status 1 means that the reports contain failures.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("`{command:?}` ended with {status}");
    }
    Ok((seconds, most))
}

fn memory(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()).and_then(|kib| kib.parse::<f64>().ok());
    kib.unwrap_or_default() / 1024.0
}

/// Reads every file of a folder with `mail-auth`, and keeps the results in memory.
pub fn read_with_mail_auth(folder: &Path) -> Result<()> {
    let mut reports = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        reports.extend(parsing::read_with_mail_auth(&path.display().to_string(), &fs::read(&path)?));
    }
    println!("{}", reports.len());
    Ok(())
}
