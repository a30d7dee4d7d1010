//! Build of the page: Trunk builds it, and Trunk's hook calls `finish-page` here before the result is moved to `dist/`.

use std::{env, fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    base_path, compress, content_security, deferred, deferred_files, kept_program, languages,
    learn::{self, Site},
    offline, process,
    setup::{self, PageTools},
    styles,
};

/// Builds the page for release into `dist/`, and returns the tools used.
pub fn build_page() -> Result<PageTools> {
    let tools = setup::page_tools()?;
    println!("building the page into dist/ (about 1 minute at first, then seconds)");
    let mut trunk = tools.command("trunk");
    trunk.args(["build", "--release"]);
    // The hook runs this program directly: cargo would compile it again with the page's rustc.
    trunk.env("MTA_STS_XTASK", kept_program::xtask()?);
    deferred::enable(&mut trunk, &tools)?;
    // Trunk's own backtrace would hide the error.
    trunk.env("RUST_BACKTRACE", "0");
    // Trunk reads NO_COLOR=1 as an argument and refuses it.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    process::run(&mut trunk)?;
    Ok(tools)
}

/// Finishes the page in Trunk's staging folder. Trunk's hook runs this.
pub fn finish_page() -> Result<()> {
    let variable =
        |name| env::var(name).with_context(|| format!("{name} is not set: Trunk runs this command, as a hook"));
    let staging = variable("TRUNK_STAGING_DIR")?;
    let release = variable("TRUNK_PROFILE")? == "release";
    let (base, origin) = (variable("TRUNK_PUBLIC_URL")?, env::var(learn::ORIGIN).unwrap_or_default());
    finish_in(Path::new(&staging), Site { origin: &origin, base: &base }, release)
}

fn finish_in(staging: &Path, site: Site<'_>, release: bool) -> Result<()> {
    let base = site.base;
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let whole = release && !is_trunk_serve(&html);
    let html = if whole { deferred::insert_deferred_files(&html, base, staging)? } else { html };
    let mut html = languages::write_language_files(&base_path::prefix_addresses(&html, base), base, staging)?;
    if whole {
        html = styles::join_style_sheets(&html, base, staging)?;
    }
    html = deferred_files::write_deferred_files(&html, base, staging)?;
    fs::write(&index, &html)?;
    learn::write_pages(&html, site, staging)?;
    if whole {
        content_security::refuse_inline(&html)?;
        offline::write_service_worker(base, staging)?;
        compress::compress_folder(staging)?;
        learn::folders(staging).try_for_each(|page| compress::compress_folder(&page))?;
    }
    Ok(())
}

/// Returns whether `trunk serve` built the page, by its reload script. Such a build is not for release.
fn is_trunk_serve(html: &str) -> bool {
    html.contains("__TRUNK_ADDRESS__")
}
