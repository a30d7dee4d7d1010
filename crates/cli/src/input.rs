//! Reading files and standard input, octet for octet.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use crate::failure::Failure;

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What is in a file, or comes from standard input.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if path == Path::new(STANDARD_INPUT) { standard_input() } else { fs::read(path) };
    read.map_err(|error| Failure::Read { path: path.to_owned(), error })
}

/// The first so many bytes of a file or of standard input.
pub(crate) fn read_at_most(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let read = if path == Path::new(STANDARD_INPUT) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|error| Failure::Read { path: path.to_owned(), error })
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    io::stdin().lock().read_to_end(&mut octets)?;
    Ok(octets)
}
