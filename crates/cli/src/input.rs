//! Reading files and standard input, byte for byte, within a limit.

use std::{
    fs,
    io::{self, Read},
    path::Path,
    sync::OnceLock,
};

use crate::{failure::Failure, input_limits::Kind};

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// `--max-input`, in bytes, for every file that the process reads after its options.
static MAX_INPUT: OnceLock<Option<u64>> = OnceLock::new();

/// Replaces the limits of all kinds, if there is a number of bytes. Only the first call counts.
pub(crate) fn set_limit(max_input: Option<u64>) {
    MAX_INPUT.get_or_init(|| max_input);
}

fn max_input() -> Option<u64> {
    MAX_INPUT.get().copied().flatten()
}

/// A text from a file or standard input.
///
/// # Errors
///
/// [`Failure::Read`] and [`Failure::TooLarge`].
pub(crate) fn read_input(path: &Path) -> Result<Vec<u8>, Failure> {
    read_within(path, Kind::Text, max_input())
}

/// Stored evidence from a file or standard input. Fails as [`read`] does.
pub(crate) fn read_evidence(path: &Path) -> Result<Vec<u8>, Failure> {
    read_within(path, Kind::Evidence, max_input())
}

/// A list of domains from a file or standard input. Fails as [`read`] does.
pub(crate) fn read_list(path: &Path) -> Result<Vec<u8>, Failure> {
    read_within(path, Kind::List, max_input())
}

/// Results of an earlier run from a file or standard input. Fails as [`read`] does.
pub(crate) fn read_results(path: &Path) -> Result<Vec<u8>, Failure> {
    read_within(path, Kind::Results, max_input())
}

/// What is in a file or comes from standard input, if it is no larger than `max_input` or else the limit of its kind. At most one
/// byte beyond the limit is read.
pub(crate) fn read_within(path: &Path, kind: Kind, max_input: Option<u64>) -> Result<Vec<u8>, Failure> {
    let limit = max_input.unwrap_or(kind.default_limit());
    let bytes = read_prefix(path, limit.saturating_add(1))?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > limit { Err(Failure::TooLarge { path: path.to_owned(), kind, limit }) } else { Ok(bytes) }
}

/// Reads the first `limit` bytes of a file or of standard input.
pub(crate) fn read_at_most(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    read_prefix(path, u64::try_from(limit).unwrap_or(u64::MAX))
}

fn read_prefix(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let read = if path == Path::new(STANDARD_INPUT) {
        prefix(io::stdin().lock(), limit)
    } else {
        fs::File::open(path).and_then(|file| prefix(file, limit))
    };
    read.map_err(|error| Failure::Read { path: path.to_owned(), error })
}

fn prefix(source: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_file_is_read_one_byte_beyond_the_limit() {
        assert_eq!(prefix(io::repeat(b'a'), 11).unwrap().len(), 11);
        assert_eq!(prefix(&b"short"[..], u64::MAX).unwrap(), b"short");
    }
}
