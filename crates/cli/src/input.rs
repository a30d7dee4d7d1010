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

fn standard_input() -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    io::stdin().lock().read_to_end(&mut octets)?;
    Ok(octets)
}

/// The lines of a text without their ends, LF or CR LF.
pub(crate) fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    let whole = text.strip_suffix(b"\n").unwrap_or(text);
    if text.is_empty() {
        return Vec::new();
    }
    whole.split(|octet| *octet == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_lf_or_crlf_and_keep_every_other_octet() {
        assert_eq!(lines(b""), Vec::<Vec<u8>>::new());
        assert_eq!(lines(b"a"), [b"a"]);
        assert_eq!(lines(b"a\n"), [b"a"]);
        assert_eq!(lines(b"a\r\n\xff \n"), [b"a".to_vec(), b"\xff ".to_vec()]);
        assert_eq!(lines(b"\n"), [b""]);
    }
}
