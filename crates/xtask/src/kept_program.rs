//! Copies of this program that last for the whole run.
//!
//! A test run builds `xtask` again, and cargo then deletes the file that this run was started from. Trunk's hook and
//! the stand-in for wasm-bindgen start it later, so every command first links it to a folder of its own.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::paths;

/// Name under which this program stands in for wasm-bindgen (see `deferred`).
pub const WASM_BINDGEN: &str = "wasm-bindgen";

const XTASK: &str = "xtask";

/// Links this program into [`folder`] under both names. Call it before anything is built.
pub fn keep_program() -> Result<()> {
    let this = env::current_exe()?;
    fs::create_dir_all(folder()?)?;
    for name in [XTASK, WASM_BINDGEN] {
        let kept = path(name)?;
        put_program(&this, &kept, |this, kept| fs::hard_link(this, kept))
            .with_context(|| format!("cannot write {}", kept.display()))?;
    }
    Ok(())
}

/// Returns the folder that holds this program as `wasm-bindgen`, for the front of PATH.
pub fn folder() -> Result<PathBuf> {
    Ok(paths::target()?.join("kept"))
}

/// Returns this program as `xtask`, for Trunk's hook.
pub fn xtask() -> Result<PathBuf> {
    path(XTASK)
}

fn path(name: &str) -> Result<PathBuf> {
    Ok(folder()?.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// Links a program to another path, replacing any file there, or copies it if linking fails.
fn put_program(from: &Path, to: &Path, link: impl FnOnce(&Path, &Path) -> io::Result<()>) -> io::Result<()> {
    let _ = fs::remove_file(to);
    link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

#[cfg(test)]
mod tests {
    use std::{io::ErrorKind, process::Command};

    use super::*;

    #[test]
    fn a_program_is_copied_where_it_cannot_be_linked() {
        let folder = env::temp_dir().join(format!("mta-sts-kept-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (from, to) = (env::current_exe().unwrap(), folder.join("program"));
        fs::write(&to, "an older one").unwrap();

        put_program(&from, &to, |_, _| Err(ErrorKind::CrossesDevices.into())).unwrap();

        assert!(fs::read(&to).unwrap() == fs::read(&from).unwrap(), "the copy is whole");
        let listed = Command::new(&to).args(["--list", "--exact", "no such test"]).output().unwrap();
        assert!(listed.status.success(), "the copy runs");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_linked_program_outlives_the_file_it_was_started_from() {
        let folder = env::temp_dir().join(format!("mta-sts-outlives-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (started, kept) = (folder.join("started"), folder.join("kept"));
        fs::write(&started, "program").unwrap();

        put_program(&started, &kept, |started, kept| fs::hard_link(started, kept)).unwrap();
        fs::remove_file(&started).unwrap();

        assert_eq!(fs::read(&kept).unwrap(), b"program");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn where_neither_works_the_error_is_returned() {
        let error = put_program(Path::new("/no/such/program"), &env::temp_dir().join("mta-sts-nowhere"), |_, _| {
            Err(ErrorKind::CrossesDevices.into())
        });
        assert_eq!(error.unwrap_err().kind(), ErrorKind::NotFound);
    }
}
