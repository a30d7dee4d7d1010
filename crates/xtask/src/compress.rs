//! Compressed copies of the page's files, for servers that serve `.br` and `.gz` files.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

/// Extensions of compressible files: text and Wasm.
const EXTENSIONS: [&str; 6] = ["css", "html", "js", "svg", "txt", "wasm"];

/// Writes `name.br` and `name.gz` beside every file in the folder that is worth compressing.
pub fn compress_folder(folder: &Path) -> Result<()> {
    for file in compressible(folder)? {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        fs::write(with_extension(&file, "br"), brotli(&bytes)?)?;
        fs::write(with_extension(&file, "gz"), gzip(&bytes)?)?;
    }
    Ok(())
}

/// Returns the folder's compressible files, sorted by name.
pub fn compressible(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().and_then(|it| it.to_str()).is_some_and(|it| EXTENSIONS.contains(&it)));
    files.sort();
    Ok(files)
}

/// Appends an extension: `web.wasm` and `br` give `web.wasm.br`.
pub fn with_extension(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let (quality, window) = (11, 22);
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, quality, window);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_compressed_comes_back() {
        let text = "A policy host serves a policy. ".repeat(100).into_bytes();
        let (mut from_gzip, mut from_brotli) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&gzip(&text).unwrap()[..]).read_to_end(&mut from_gzip).unwrap();
        brotli::Decompressor::new(&brotli(&text).unwrap()[..], 4096).read_to_end(&mut from_brotli).unwrap();
        assert_eq!(from_gzip, text);
        assert_eq!(from_brotli, text);
    }

    #[test]
    fn the_copy_is_beside_its_file() {
        assert_eq!(with_extension(Path::new("dist/a.wasm"), "br"), Path::new("dist/a.wasm.br"));
    }
}
