//! Test steps, the quick ones first.

use std::process::Command;

use anyhow::{Result, anyhow};

use super::{
    count::{self, Counts},
    flows, webdriver,
};
use crate::{
    page, paths,
    process::{command, run},
    server,
    setup::{self, Browser, PageTools},
    size,
};

/// One step of the test run.
#[derive(Clone, Copy)]
pub struct Step {
    /// Name for `--only`.
    pub name: &'static str,
    /// Description for the log.
    pub about: &'static str,
    /// Runs the step and counts tests.
    pub run: fn(&mut SharedResources, &mut Counts) -> Result<()>,
}

/// All steps in order.
pub const STEPS: [Step; 10] = [
    Step { name: "fmt", about: "formatting", run: formatting },
    Step { name: "clippy", about: "lints, with warnings as errors", run: lints },
    Step {
        name: "beside",
        about: "the same of fuzz targets and benchmark, workspaces of their own",
        run: lint_other_workspaces,
    },
    Step { name: "unit", about: "unit, property and world tests, on this machine", run: native_tests },
    Step { name: "deploy", about: "the manifests in deploy/, by Kubernetes' own schema", run: manifests },
    Step { name: "docs", about: "documentation, with warnings as errors", run: documentation },
    Step { name: "wasm", about: "the page's own tests in headless Chromium", run: browser_tests },
    Step { name: "page", about: "release build of the page", run: release_page },
    Step { name: "flows", about: "whole flows in Chromium against the real server", run: flows },
    Step { name: "size", about: "what the page costs to download, and whether that is within its limit", run: sizes },
];

/// Resources shared by steps, each created on first use. If creating one fails, later steps that need it fail at once
/// and say so.
#[derive(Default)]
pub struct SharedResources {
    tools: Cached<PageTools>,
    browser: Cached<Browser>,
    page: Cached<PageTools>,
}

type Cached<T> = Option<Result<T, String>>;

/// Creates a resource on the first call and keeps the result.
fn get_or_make<'a, T>(cached: &'a mut Cached<T>, what: &str, make: impl FnOnce() -> Result<T>) -> Result<&'a T> {
    let first = cached.is_none();
    match cached.get_or_insert_with(|| make().map_err(|error| format!("{error:#}"))) {
        Ok(thing) => Ok(thing),
        Err(error) if first => Err(anyhow!("{error}")),
        Err(_) => Err(anyhow!("not run, since {what} failed before")),
    }
}

impl SharedResources {
    fn tools(&mut self) -> Result<&PageTools> {
        get_or_make(&mut self.tools, "set-up", setup::page_tools)
    }

    fn browser(&mut self) -> Result<&Browser> {
        get_or_make(&mut self.browser, "set-up of the browser", setup::browser)
    }

    fn page(&mut self) -> Result<&PageTools> {
        get_or_make(&mut self.page, "the page's build", page::build_page)
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(arguments);
    cargo
}

/// Optional features of the command line.
const ALL_FEATURES: &str = "--features=mta-sts-cli/parquet";

fn formatting(_: &mut SharedResources, _: &mut Counts) -> Result<()> {
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn lints(_: &mut SharedResources, _: &mut Counts) -> Result<()> {
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", ALL_FEATURES, "--", "-D", "warnings"]))
}

/// Lints workspaces outside the main one, in its target folder, to share crates and dependencies.
fn lint_other_workspaces(_: &mut SharedResources, _: &mut Counts) -> Result<()> {
    let target = paths::target()?;
    for manifest in ["fuzz/Cargo.toml", "bench/Cargo.toml"] {
        let mut cargo = cargo(&["clippy", "--locked", "--ignore-rust-version", "--manifest-path", manifest]);
        cargo.args(["--", "-D", "warnings"]).env("CARGO_TARGET_DIR", &target);
        // Nothing is linked here, so the fuzzer's own library need not be compiled, which would take a C++ compiler.
        run(cargo.env("CUSTOM_LIBFUZZER_PATH", target.join("libfuzzer.a")))?;
    }
    Ok(())
}

fn native_tests(_: &mut SharedResources, counts: &mut Counts) -> Result<()> {
    setup::servers()?;
    let (python, miniflare, actionlint) = (setup::python()?, setup::miniflare()?, setup::actionlint()?);
    let mut cargo = cargo(&["test", "--workspace", "--exclude", "e2e", ALL_FEATURES, "--no-fail-fast"]);
    cargo.env("MTA_STS_PYTHON", python).env("MTA_STS_MINIFLARE", miniflare).env("MTA_STS_ACTIONLINT", actionlint);
    count::run_and_count(&mut cargo, counts)
}

fn manifests(_: &mut SharedResources, _: &mut Counts) -> Result<()> {
    let mut validate = command(setup::kubernetes_validate()?);
    run(validate.args(["--strict", "--quiet"]).arg("deploy/kubernetes/scan.yaml"))
}

fn documentation(_: &mut SharedResources, _: &mut Counts) -> Result<()> {
    run(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Runs tests in a browser. Documentation examples run natively only, since they cannot use a browser.
fn browser_tests(resources: &mut SharedResources, counts: &mut Counts) -> Result<()> {
    let browser = resources.browser()?;
    let (driver, capabilities) = (browser.driver.clone(), webdriver::write_capabilities(browser)?);
    let mut cargo = resources.tools()?.command("cargo");
    cargo.args(["test", "--package", "web", "--tests", "--target", "wasm32-unknown-unknown", "--no-fail-fast"]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities).env("CHROMEDRIVER", driver);
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120").env("WASM_BINDGEN_USE_BROWSER", "1");
    count::run_and_count(&mut cargo, counts)
}

fn release_page(resources: &mut SharedResources, _: &mut Counts) -> Result<()> {
    resources.page().map(drop)
}

fn flows(resources: &mut SharedResources, counts: &mut Counts) -> Result<()> {
    resources.page()?;
    let server = server::build_server()?;
    let mut cargo = cargo(&["test", "--package", "e2e", "--no-fail-fast"]);
    flows::set_environment(&mut cargo, &server, resources.browser()?)?;
    count::run_and_count(&mut cargo, counts)
}

fn sizes(resources: &mut SharedResources, _: &mut Counts) -> Result<()> {
    resources.page()?;
    size::print_sizes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_built_once_and_its_failure_reported_once() {
        let mut good: Cached<u8> = None;
        assert_eq!(get_or_make(&mut good, "x", || Ok(1)).unwrap(), &1);
        assert_eq!(get_or_make(&mut good, "x", || Ok(2)).unwrap(), &1);

        let mut bad: Cached<u8> = None;
        assert_eq!(get_or_make(&mut bad, "x", || Err(anyhow!("no disk"))).unwrap_err().to_string(), "no disk");
        assert_eq!(get_or_make(&mut bad, "x", || Ok(1)).unwrap_err().to_string(), "not run, since x failed before");
    }
}
