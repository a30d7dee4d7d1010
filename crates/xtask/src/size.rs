//! Download size of the page.

mod crates;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{compress, page, paths};

/// Builds the page and prints its sizes, and the share of each crate.
pub fn run() -> Result<()> {
    let tools = page::build_page()?;
    print_file_sizes()?;
    crates::print_crate_sizes(&tools)?;
    check_limit()
}

/// Prints the sizes of the page in `dist/`. Fails if a first check needs more than the limit.
pub fn print_sizes() -> Result<()> {
    print_file_sizes()?;
    check_limit()
}

/// Prints the size of each file: uncompressed, with gzip and with brotli.
fn print_file_sizes() -> Result<()> {
    let files = compress::compressible(&paths::dist())?;
    let sizes = files.iter().map(|file| Sizes::measure(file)).collect::<Result<Vec<_>>>()?;
    println!("{:<28} {:>11} {:>11} {:>11}", "file", "raw", "gzip", "brotli");
    for (file, size) in files.iter().zip(&sizes) {
        println!("{}", size.row(&file.file_name().unwrap_or_default().to_string_lossy()));
    }
    println!("{}", Sizes::sum(&sizes.iter().collect::<Vec<_>>()).row("all"));
    Ok(())
}

/// Maximum Wasm for a first check, in bytes after brotli.
const LIMIT: u64 = 265_000;

fn check_limit() -> Result<()> {
    println!("\n{}", within_limit(Sizes::measure(&first_file(&paths::dist())?)?.brotli)?);
    Ok(())
}

fn within_limit(first: u64) -> Result<String> {
    let figure =
        format!("a first check needs {} bytes of Wasm after brotli; the limit is {}", grouped(first), grouped(LIMIT));
    ensure!(first <= LIMIT, "{figure}");
    Ok(figure)
}

/// Returns wasm-bindgen's module, which the page fetches before it can do anything.
fn first_file(dist: &Path) -> Result<PathBuf> {
    let first = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().ends_with("_bg.wasm"));
    wasm_in(dist)?.into_iter().find(first).with_context(|| format!("there is no Wasm in {}", dist.display()))
}

#[derive(Default)]
struct Sizes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Sizes {
    fn measure(file: &Path) -> Result<Self> {
        Ok(Self {
            raw: length(file.to_owned())?,
            gzip: length(compress::with_extension(file, "gz"))?,
            brotli: length(compress::with_extension(file, "br"))?,
        })
    }

    fn sum(parts: &[&Self]) -> Self {
        parts.iter().fold(Self::default(), |sum, part| Self {
            raw: sum.raw + part.raw,
            gzip: sum.gzip + part.gzip,
            brotli: sum.brotli + part.brotli,
        })
    }

    fn row(&self, name: &str) -> String {
        format!("{name:<28} {:>11} {:>11} {:>11}", grouped(self.raw), grouped(self.gzip), grouped(self.brotli))
    }
}

fn length(file: PathBuf) -> Result<u64> {
    Ok(fs::metadata(&file)
        .with_context(|| format!("{} is missing: was the page built for release?", file.display()))?
        .len())
}

/// Returns the Wasm modules in a folder.
fn wasm_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = compress::compressible(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    Ok(files)
}

/// Formats 1234567 as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_above_the_limit_fails() {
        assert!(within_limit(LIMIT).unwrap().contains("265,000"));
        assert!(within_limit(LIMIT + 1).unwrap_err().to_string().contains("265,001"));
    }

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
