//! Splitting of the page's Wasm: code for a first check, and deferred code (crate `web`, `deferred`).
//!
//! `wasm-split-cli` needs the linker's output before wasm-bindgen processes it, and Trunk has no hook there. So this
//! program stands in for wasm-bindgen, under its name and first in Trunk's PATH: it splits the module and runs the real
//! wasm-bindgen on the first part. The deferred part waits in the target folder until Trunk's last hook adds it to the
//! page.

mod small_chunks;

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    kept_program::{self, WASM_BINDGEN},
    languages::content_hash,
    paths, process,
    setup::{FLAGS, PageTools},
};
use small_chunks::{Part, join_small_chunks};

/// Environment variable with the path of the real wasm-bindgen. It also tells the hook that there is a deferred part.
const REAL_BINDGEN_VAR: &str = "MTA_STS_REAL_WASM_BINDGEN";

/// Module that loads the deferred part, as named by `wasm-split-cli`.
const LOADER_FILE: &str = "__wasm_split.js";

/// Trunk's name for the application.
const APP_NAME: &str = "web";

/// File name of the first part, for wasm-bindgen.
const FIRST_PART: &str = "web.wasm";

const SPLIT_FLAGS: &str = "--cfg split_page -Clink-arg=--emit-relocs";

/// Makes Trunk, started by this command, build the page in two files.
pub fn enable(trunk: &mut Command, tools: &PageTools) -> Result<()> {
    let real = tools.program(WASM_BINDGEN).context("wasm-bindgen is not where the set-up put it")?;
    let path = env::join_paths([kept_program::folder()?].into_iter().chain(env::split_paths(tools.path())))?;
    trunk.env(REAL_BINDGEN_VAR, real).env("PATH", path);
    add_split_flags(trunk);
    Ok(())
}

/// Adds the flags that splitting needs to those of the command. Cargo would otherwise use the developer's own instead.
fn add_split_flags(trunk: &mut Command) {
    let set = trunk.get_envs().find(|(name, _)| *name == FLAGS).and_then(|(_, value)| value?.to_str());
    let flags = set.map_or_else(|| SPLIT_FLAGS.to_owned(), |set| format!("{set} {SPLIT_FLAGS}"));
    trunk.env(FLAGS, flags).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
}

/// Returns whether this program was started as wasm-bindgen.
pub fn is_wasm_bindgen() -> bool {
    env::args_os().next().is_some_and(|program| Path::new(&program).file_stem().is_some_and(|it| it == WASM_BINDGEN))
}

/// Acts as wasm-bindgen: splits the module among the arguments, and runs the real program on its first part.
pub fn split_and_bind() -> Result<()> {
    let real = env::var_os(REAL_BINDGEN_VAR)
        .with_context(|| format!("{REAL_BINDGEN_VAR} is not set: `cargo xtask page` sets it"))?;
    let mut real = Command::new(real);
    for argument in env::args_os().skip(1) {
        if Path::new(&argument).extension().is_some_and(|it| it == "wasm") {
            // The parts call each other through the function table, whose export wasm-bindgen would otherwise remove.
            real.arg("--keep-lld-exports").arg(split_module(&argument)?);
        } else {
            real.arg(argument);
        }
    }
    process::run(&mut real)
}

fn split_module(module: &OsString) -> Result<PathBuf> {
    let folder = paths::deferred_wasm()?;
    let _ = fs::remove_dir_all(&folder);
    process::run(Command::new("wasm-split-cli").arg(module).arg(&folder).args(["--out-name", APP_NAME]))?;
    Ok(folder.join(FIRST_PART))
}

/// Adds the deferred part to the page's folder and returns the changed page. A page that was built in one file is
/// unchanged.
///
/// Every file name is a hash of all contents, since the files name one another. So a browser with cached files of an
/// older page never mixes versions.
pub fn insert_deferred_files(html: &str, base: &str, folder: &Path) -> Result<String> {
    if env::var_os(REAL_BINDGEN_VAR).is_none() {
        return Ok(html.to_owned());
    }
    let rest = paths::deferred_wasm()?;
    let script = script_name(html, base)?;
    let (main, loader) = (fs::read_to_string(folder.join(script))?, fs::read_to_string(rest.join(LOADER_FILE))?);
    let import = format!("from \"./{LOADER_FILE}\"");
    ensure!(main.contains(&import), "{script} does not load what was split off");
    let (parts, loader) = join_small_chunks(parts(&rest)?, &loader, &rest)?;
    let contents = parts.iter().map(|(_, bytes)| bytes.as_slice());
    let version =
        content_hash([main.as_bytes(), loader.as_bytes()].into_iter().chain(contents).collect::<Vec<_>>().concat());
    let renamed =
        |name: &str| format!("{}-{version}.wasm", name.trim_start_matches("split_").trim_end_matches(".wasm"));
    let (new_script, new_loader) = (format!("{APP_NAME}-{version}.js"), format!("deferred-{version}.js"));

    let mut loader = loader.replace(&format!("./{APP_NAME}.js"), &format!("./{new_script}"));
    for (name, bytes) in &parts {
        loader = loader.replace(&format!("./{name}"), &format!("./{}", renamed(name)));
        fs::write(folder.join(renamed(name)), bytes)?;
    }
    let main = main.replace(&import, &format!("from \"./{new_loader}\""));
    fs::write(folder.join(&new_loader), &loader)?;
    fs::write(folder.join(&new_script), &main)?;
    fs::remove_file(folder.join(script))?;
    let html = html.replace(script, &new_script);
    ensure!(html.contains(WASM_ATTRIBUTE), "index.html does not name the application's Wasm");
    Ok(html.replacen(WASM_ATTRIBUTE, &format!(" data-loader=\"{base}{new_loader}\"{WASM_ATTRIBUTE}"), 1))
}

/// Attribute that Trunk.toml puts after the address of the application's script.
const WASM_ATTRIBUTE: &str = " data-wasm=";

/// Returns the file name of wasm-bindgen's script.
fn script_name<'a>(html: &'a str, base: &str) -> Result<&'a str> {
    let start = format!("\"{base}{APP_NAME}-");
    let address = html.split('"').find(|part| part.ends_with(".js") && format!("\"{part}").starts_with(&start));
    let address = address.context("index.html does not link the application")?;
    Ok(address.trim_start_matches(base))
}

/// Returns each part's file name, and the part as optimised by wasm-opt.
fn parts(rest: &Path) -> Result<Vec<Part>> {
    let files = fs::read_dir(rest)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut parts = Vec::new();
    let is_part = |file: &&PathBuf| file.extension().is_some_and(|it| it == "wasm") && !file.ends_with(FIRST_PART);
    for file in files.iter().filter(is_part) {
        let small = file.with_extension("opt");
        process::run(process::command("wasm-opt").arg("-Oz").arg(file).arg("-o").arg(&small))?;
        parts.push((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), fs::read(&small)?));
    }
    parts.sort();
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set<'a>(command: &'a Command, variable: &str) -> Option<Option<&'a str>> {
        let (_, value) = command.get_envs().find(|(name, _)| *name == variable)?;
        Some(value.map(|value| value.to_str().unwrap()))
    }

    #[test]
    fn flags_of_the_developer_do_not_take_the_place_of_ours() {
        let mut trunk = Command::new("trunk");
        trunk.env("RUSTFLAGS", "-Dwarnings").env("CARGO_ENCODED_RUSTFLAGS", "-Dwarnings");
        add_split_flags(&mut trunk);
        assert_eq!(set(&trunk, FLAGS), Some(Some(SPLIT_FLAGS)));
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            assert_eq!(set(&trunk, variable), Some(None), "{variable} is removed");
        }
    }

    #[test]
    fn flags_of_the_standard_library_stay_before_ours() {
        let mut trunk = Command::new("trunk");
        add_split_flags(trunk.env(FLAGS, "--sysroot=/lean"));
        assert_eq!(set(&trunk, FLAGS), Some(Some(format!("--sysroot=/lean {SPLIT_FLAGS}").as_str())));
    }
}
