//! Identifies a file by its first bytes.

use std::ops::Range;

use memchr::memmem;

use crate::SkipReason;

/// The kind of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Gzip,
    Zip,
    Tar,
    /// Messages, each after a line that starts with `From ` (RFC 4155).
    Mailbox,
    Mail,
    /// A message of Apple Mail, between a line with its length and a property list.
    AppleMail(Range<usize>),
    Not(SkipReason),
}

/// The size of a tar header, in bytes.
const TAR_HEADER_BYTES: usize = 512;

/// Returns the kind of the content.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    match bytes {
        [] => Kind::Not(SkipReason::Empty),
        [0x1f, 0x8b, ..] => Kind::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Kind::Zip,
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'!', b'B', b'D', b'N', ..] | [0x78, 0x9f, 0x3e, 0x22, ..] => {
            Kind::Not(SkipReason::Outlook)
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Kind::Json,
        [b'{' | b'[', 0, ..] | [0, b'{' | b'[', ..] => Kind::Json,
        _ if is_tar(bytes) => Kind::Tar,
        _ => foreign_archive(bytes).map_or_else(|| text_kind(bytes), Kind::Not),
    }
}

/// First bytes of archives that are not unpacked here.
const FOREIGN_ARCHIVES: [(&[u8], SkipReason); 5] = [
    (b"\xfd7zXZ\0", SkipReason::Xz),
    (b"BZh", SkipReason::Bzip2),
    (b"\x28\xb5\x2f\xfd", SkipReason::Zstandard),
    (b"7z\xbc\xaf\x27\x1c", SkipReason::SevenZip),
    (b"Rar!\x1a\x07", SkipReason::Rar),
];

/// The first block of bzip2, or the end of an empty file, which follows the level.
const BZIP2_BLOCKS: [&[u8]; 2] = [b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"];

fn foreign_archive(bytes: &[u8]) -> Option<SkipReason> {
    let (_, why) = FOREIGN_ARCHIVES.into_iter().find(|(start, _)| bytes.starts_with(start))?;
    let is_it = why != SkipReason::Bzip2 || BZIP2_BLOCKS.iter().any(|block| bytes.get(4..10) == Some(*block));
    is_it.then_some(why)
}

fn text_kind(bytes: &[u8]) -> Kind {
    let bytes_from = |at: usize| &bytes[at..];
    let at = bytes.strip_prefix(b"\xef\xbb\xbf").map_or(0, |_| 3);
    let blanks = bytes_from(at).iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x1e).count();
    match bytes_from(at + blanks) {
        [] => Kind::Not(SkipReason::Empty),
        [b'{' | b'[', ..] => Kind::Json,
        [b'<', ..] if memmem::find(head(bytes), b"<feedback").is_some() => Kind::Not(SkipReason::Dmarc),
        rest if rest.starts_with(b"From ") => Kind::Mailbox,
        rest if is_header(rest) => Kind::Mail,
        _ => apple_mail(bytes).map_or(Kind::Not(SkipReason::UnknownContent), Kind::AppleMail),
    }
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(4096)]
}

/// Returns whether the bytes start with a line that is a header field.
fn is_header(bytes: &[u8]) -> bool {
    starts_with_field_name(bytes) && memchr::memchr(b'\n', bytes).is_some()
}

/// Returns whether the bytes start with the name of a header field, of letters, digits, `-` and `_` (RFC 5322 §3.6.8 allows
/// more), and a colon.
pub(super) fn starts_with_field_name(bytes: &[u8]) -> bool {
    let name =
        head(bytes).iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    name > 1 && name < 100 && bytes.get(name) == Some(&b':')
}

/// Returns the message in an `.emlx` file: digits and a line ending, then that many bytes of message.
fn apple_mail(bytes: &[u8]) -> Option<Range<usize>> {
    let line = memchr::memchr(b'\n', &bytes[..bytes.len().min(32)])?;
    let length: usize = std::str::from_utf8(&bytes[..line]).ok()?.trim().parse().ok()?;
    let start = line + 1;
    is_header(&bytes[start..]).then(|| start..bytes.len().min(start.saturating_add(length)))
}

/// Returns whether this is a tar header: by `ustar`, or by the checksum of older headers.
fn is_tar(bytes: &[u8]) -> bool {
    let Some(block) = bytes.get(..TAR_HEADER_BYTES) else { return false };
    if &block[257..262] == b"ustar" {
        return true;
    }
    let written = std::str::from_utf8(&block[148..156]).unwrap_or_default();
    let Ok(written) = u32::from_str_radix(written.trim_matches(['\0', ' ']), 8) else { return false };
    let counted = |(at, byte): (usize, &u8)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte });
    block[0] != 0 && block.iter().enumerate().map(counted).sum::<u32>() == written
}

/// File name extensions of reports and their containers.
const FILE_EXTENSIONS: [&str; 8] = [".json", ".gz", ".zip", ".tar", ".tgz", ".eml", ".emlx", ".mbox"];

/// Returns whether a name indicates a report.
pub(super) fn is_named_like_a_report(name: &str) -> bool {
    ends_with_any(name, &FILE_EXTENSIONS)
}

/// Returns whether a name indicates compressed content.
pub(super) fn is_named_like_an_archive(name: &str) -> bool {
    ends_with_any(name, &[".gz", ".zip", ".tgz"])
}

fn ends_with_any(name: &str, endings: &[&str]) -> bool {
    let ends_with = |ending: &&str| {
        let end = name.len().checked_sub(ending.len()).and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    endings.iter().any(ends_with)
}

/// Returns whether an operating system added this member to the archive. Such members contain no reports.
pub(super) fn is_system_file(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    path.starts_with("__MACOSX/") || name.starts_with("._") || matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        for (bytes, expected) in [
            (&b""[..], Kind::Not(SkipReason::Empty)),
            (b" \r\n", Kind::Not(SkipReason::Empty)),
            (b"\x1f\x8b\x08", Kind::Gzip),
            (b"PK\x03\x04", Kind::Zip),
            (b"\xef\xbb\xbf\r\n{}", Kind::Json),
            (b"\xff\xfe{\0", Kind::Json),
            (b"From - Sat Jan 10\nX: 1\n", Kind::Mailbox),
            (b"From: a@b.example\n\n", Kind::Mail),
            (b"12\nFrom: a\n\nb\n<?xml", Kind::AppleMail(3..15)),
            (b"<?xml version='1.0'?><feedback>", Kind::Not(SkipReason::Dmarc)),
            (b"\xfd7zXZ\0\0\x04", Kind::Not(SkipReason::Xz)),
            (b"BZh91AY&SY\x01", Kind::Not(SkipReason::Bzip2)),
            (b"BZhello to all", Kind::Not(SkipReason::UnknownContent)),
            (b"\x28\xb5\x2f\xfd\x24", Kind::Not(SkipReason::Zstandard)),
            (b"7z\xbc\xaf\x27\x1c\0\x04", Kind::Not(SkipReason::SevenZip)),
            (b"Rar!\x1a\x07\x01\0", Kind::Not(SkipReason::Rar)),
            (b"<html>", Kind::Not(SkipReason::UnknownContent)),
            (b"\xd0\xcf\x11\xe0\xa1", Kind::Not(SkipReason::Outlook)),
            (b"Hello, these are the reports", Kind::Not(SkipReason::UnknownContent)),
            (b"-: x\n", Kind::Not(SkipReason::UnknownContent)),
        ] {
            assert_eq!(kind(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
