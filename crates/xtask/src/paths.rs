//! Paths: the repository, its build output, and the cache with its tools.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// Returns the root of the repository. Cargo runs the xtask from anywhere inside it.
pub fn root() -> PathBuf {
    let this_crate = Path::new(env!("CARGO_MANIFEST_DIR"));
    this_crate.ancestors().nth(2).unwrap_or(this_crate).to_owned()
}

/// Returns the folder of the built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Returns cargo's target folder, wherever it is: this program runs from `TARGET/debug/xtask`.
pub fn target() -> Result<PathBuf> {
    let program = env::current_exe().context("cannot tell where this program is")?;
    Ok(program.ancestors().nth(2).context("this program is not in a cargo target folder")?.to_owned())
}

/// Returns the first part of the page's Wasm, as wasm-bindgen writes it for Trunk.
pub fn first_wasm() -> Result<PathBuf> {
    Ok(target()?.join("wasm-bindgen").join("release").join("web_bg.wasm"))
}

/// Returns the folder of the page's deferred Wasm until the page is assembled.
pub fn deferred_wasm() -> Result<PathBuf> {
    Ok(target()?.join("split-off"))
}

/// Returns the tools' folder: a cache of this project, shared by all its checkouts.
pub fn tools() -> Result<PathBuf> {
    let home = if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" };
    tools_from(&env_path("MTA_STS_TOOLS"), &env_path("XDG_CACHE_HOME"), &env_path(home))
}

fn tools_from(own: &Option<PathBuf>, cache: &Option<PathBuf>, home: &Option<PathBuf>) -> Result<PathBuf> {
    if let Some(tools) = own {
        return std::path::absolute(tools).context("MTA_STS_TOOLS is not a path");
    }
    // The XDG specification says to ignore relative paths.
    let cache = cache.clone().filter(|path| path.is_absolute()).or(home.as_ref().map(|home| home.join(".cache")));
    let cache = cache.context("neither HOME nor MTA_STS_TOOLS is set; set MTA_STS_TOOLS to a folder for the tools")?;
    Ok(cache.join("mta-sts-checker").join("tools"))
}

/// Returns the path in an environment variable, if it is set and not empty.
pub fn env_path(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Trunk.toml").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn tools_go_where_the_user_says_else_into_the_cache() {
        let path = |text: &str| Some(PathBuf::from(text));
        let tools = |own, cache, home| tools_from(&own, &cache, &home).unwrap();
        assert_eq!(tools(path("/own"), path("/cache"), path("/home")), Path::new("/own"));
        assert_eq!(tools(None, path("/cache"), path("/home")), Path::new("/cache/mta-sts-checker/tools"));
        assert_eq!(tools(None, path("relative"), path("/home")), Path::new("/home/.cache/mta-sts-checker/tools"));
        assert!(tools_from(&None, &None, &None).unwrap_err().to_string().contains("MTA_STS_TOOLS"));
    }
}
