//! Splitting of the page's Wasm into two files: code for a first check, and deferred code (crate `web`, `deferred`).
//!
//! `wasm-split-cli` needs the linker's output before wasm-bindgen processes it, and Trunk has no hook there. So this
//! program stands in for wasm-bindgen, under its name and first in Trunk's PATH: it splits the module and runs the real
//! wasm-bindgen on the first part. The deferred part waits in the target folder until Trunk's last hook adds it to the
//! page.

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
    places, process,
    setup::{FLAGS, PageTools},
};

/// Environment variable with the path of the real wasm-bindgen. It also tells the hook that there is a deferred part.
const VARIABLE: &str = "MTA_STS_REAL_WASM_BINDGEN";

/// Module that loads the deferred part, as named by `wasm-split-cli`.
const LOADER: &str = "__wasm_split.js";

/// Trunk's name for the application.
const STEM: &str = "web";

/// File name of the first part, for wasm-bindgen.
const FIRST: &str = "web.wasm";

const SPLIT: &str = "--cfg split_page -Clink-arg=--emit-relocs";

/// Makes Trunk, started by this command, build the page in two files.
pub fn ask_for(trunk: &mut Command, tools: &PageTools) -> Result<()> {
    let real = tools.program(WASM_BINDGEN).context("wasm-bindgen is not where the set-up put it")?;
    let path = env::join_paths([kept_program::folder()?].into_iter().chain(env::split_paths(tools.path())))?;
    trunk.env(VARIABLE, real).env("PATH", path);
    split(trunk);
    Ok(())
}

/// Adds the flags that splitting needs to those of the command. Cargo would otherwise use the developer's own instead.
fn split(trunk: &mut Command) {
    let set = trunk.get_envs().find(|(name, _)| *name == FLAGS).and_then(|(_, value)| value?.to_str());
    let flags = set.map_or_else(|| SPLIT.to_owned(), |set| format!("{set} {SPLIT}"));
    trunk.env(FLAGS, flags).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
}

/// Returns whether this program was started as wasm-bindgen.
pub fn stands_in() -> bool {
    env::args_os().next().is_some_and(|program| Path::new(&program).file_stem().is_some_and(|it| it == WASM_BINDGEN))
}

/// Acts as wasm-bindgen: splits the module among the arguments, and runs the real program on its first part.
pub fn split_and_bind() -> Result<()> {
    let real = env::var_os(VARIABLE).with_context(|| format!("{VARIABLE} is not set: `cargo xtask page` sets it"))?;
    let mut real = Command::new(real);
    for argument in env::args_os().skip(1) {
        if Path::new(&argument).extension().is_some_and(|it| it == "wasm") {
            // The parts call each other through the function table, whose export wasm-bindgen would otherwise remove.
            real.arg("--keep-lld-exports").arg(first_part(&argument)?);
        } else {
            real.arg(argument);
        }
    }
    process::run(&mut real)
}

fn first_part(module: &OsString) -> Result<PathBuf> {
    let folder = places::split_off()?;
    let _ = fs::remove_dir_all(&folder);
    process::run(Command::new("wasm-split-cli").arg(module).arg(&folder).args(["--out-name", STEM]))?;
    Ok(folder.join(FIRST))
}

/// Adds the deferred part to the page's folder and returns the changed page. A page that was built in one file is
/// unchanged.
///
/// Every file name is a hash of all contents, since the files name one another. So a browser with cached files of an
/// older page never mixes versions.
pub fn insert_deferred_files(html: &str, base: &str, folder: &Path) -> Result<String> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(html.to_owned());
    }
    let rest = places::split_off()?;
    let script = the_script(html, base)?;
    let (main, loader) = (fs::read_to_string(folder.join(script))?, fs::read_to_string(rest.join(LOADER))?);
    let import = format!("from \"./{LOADER}\"");
    ensure!(main.contains(&import), "{script} does not load what was split off");
    let parts = parts(&rest)?;
    let contents = parts.iter().map(|(_, bytes)| bytes.as_slice());
    let version =
        content_hash([main.as_bytes(), loader.as_bytes()].into_iter().chain(contents).collect::<Vec<_>>().concat());
    let renamed =
        |name: &str| format!("{}-{version}.wasm", name.trim_start_matches("split_").trim_end_matches(".wasm"));
    let (new_script, new_loader) = (format!("{STEM}-{version}.js"), format!("deferred-{version}.js"));

    let mut loader = loader.replace(&format!("./{STEM}.js"), &format!("./{new_script}"));
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
fn the_script<'a>(html: &'a str, base: &str) -> Result<&'a str> {
    let start = format!("\"{base}{STEM}-");
    let address = html.split('"').find(|part| part.ends_with(".js") && format!("\"{part}").starts_with(&start));
    let address = address.context("index.html does not link the application")?;
    Ok(address.trim_start_matches(base))
}

/// Returns each part's file name, and the part as optimised by wasm-opt.
fn parts(rest: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let files = fs::read_dir(rest)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut parts = Vec::new();
    let is_part = |file: &&PathBuf| file.extension().is_some_and(|it| it == "wasm") && !file.ends_with(FIRST);
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
        split(&mut trunk);
        assert_eq!(set(&trunk, FLAGS), Some(Some(SPLIT)));
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            assert_eq!(set(&trunk, variable), Some(None), "{variable} is removed");
        }
    }

    #[test]
    fn flags_of_the_standard_library_stay_before_ours() {
        let mut trunk = Command::new("trunk");
        split(trunk.env(FLAGS, "--sysroot=/lean"));
        assert_eq!(set(&trunk, FLAGS), Some(Some(format!("--sysroot=/lean {SPLIT}").as_str())));
    }
}
