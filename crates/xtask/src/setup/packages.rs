//! Debian packages on machines with apt, and advice for others.

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Once,
};

use anyhow::{Context, Result, bail};

use super::announce;
use crate::process;

/// Debian package, and a file that tells whether it is installed.
pub struct Package {
    /// Name for apt-get.
    pub name: &'static str,
    /// File that it installs.
    pub file: &'static str,
}

/// Installs the packages whose file is missing. `advice` is for machines without apt.
pub fn ensure(packages: &[Package], how_long: &str, advice: &str) -> Result<()> {
    let missing = packages.iter().filter(|package| !Path::new(package.file).exists());
    let names: Vec<&str> = missing.map(|package| package.name).collect();
    install(&names, how_long, advice)
}

/// Installs the programs that the shell does not find, from packages of the same names.
pub fn ensure_programs(programs: &[&str], how_long: &str, advice: &str) -> Result<()> {
    let missing: Vec<&str> =
        programs.iter().copied().filter(|program| process::find_on_path(program).is_none()).collect();
    install(&missing, how_long, advice)
}

/// Installs packages by name.
pub fn install(names: &[&str], how_long: &str, advice: &str) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get install --no-install-recommends {}", names.join(" "));
    if !available() {
        bail!("{advice}");
    }
    let Some(privilege) = privilege() else {
        bail!(
            "this needs Debian packages, and there is no sudo. As root, run\n  {by_hand}\nthen run this command again"
        );
    };
    announce(&format!("apt-get install {}", names.join(" ")), how_long);
    update(privilege);
    let mut apt = apt_get(privilege);
    // Its errors go to stderr. The rest is a long list of unpacked packages.
    apt.args(["install", "-y", "-qq", "--no-install-recommends"]).args(names).stdout(Stdio::null());
    process::run(&mut apt)
        .with_context(|| format!("could not install packages. Run this by hand to see why:\n  {by_hand}\nOr: {advice}"))
}

/// Returns whether this machine has apt.
pub fn available() -> bool {
    process::find_on_path("apt-get").is_some()
}

/// Updates the package lists, once per run: packages in old lists are often gone from the mirror. A failure is ignored,
/// since often only one list is unreachable, and not the one we need.
fn update(privilege: Privilege) {
    static UPDATED: Once = Once::new();
    UPDATED.call_once(|| {
        let mut apt = apt_get(privilege);
        if let Err(error) = process::run(apt.args(["update", "-qq"])) {
            println!("set-up: package lists may be old: {error:#}");
        }
    });
}

/// Way to become root.
#[derive(Clone, Copy)]
enum Privilege {
    Root,
    Sudo,
}

fn privilege() -> Option<Privilege> {
    let user = process::output(process::command("id").arg("-u")).unwrap_or_default();
    if user.trim() == "0" {
        return Some(Privilege::Root);
    }
    process::find_on_path("sudo").map(|_| Privilege::Sudo)
}

fn apt_get(privilege: Privilege) -> Command {
    let mut command = match privilege {
        Privilege::Root => process::command("env"),
        Privilege::Sudo => {
            let mut sudo = process::command("sudo");
            sudo.arg("env");
            sudo
        }
    };
    // sudo clears the environment, so the variable is set after it. Another apt may hold the lock for a while.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]);
    command
}
