//! Names of report files (RFC 8460 §5.1): `submitter!policy-domain!begin!end[!unique-id].json[.gz]`.
//!
//! The content is authoritative (§5.6). Names are only hints.

use smol_str::SmolStr;

use crate::report::host_name;

/// Hints from a file name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileNameHints {
    /// The domain of the sender.
    pub submitter: Option<SmolStr>,
    /// The policy domain.
    pub domain: Option<SmolStr>,
}

/// Reads the last part of a path. On some systems, browsers replace `!` by `_`; such names give no hint.
pub(crate) fn read_hints(path: &str) -> FileNameHints {
    let name = memchr::memrchr2(b'/', b'\\', path.as_bytes()).map_or(path, |at| &path[at + 1..]);
    let mut marks = memchr::memchr_iter(b'!', name.as_bytes());
    match (marks.next(), marks.next(), marks.next()) {
        (Some(first), Some(second), Some(_)) => {
            let (submitter, domain) = (&name[..first], &name[first + 1..second]);
            FileNameHints { submitter: domain_name(submitter), domain: domain_name(domain) }
        }
        _ => FileNameHints::default(),
    }
}

/// Returns a name that contains a dot and only the characters of a host name.
pub(crate) fn domain_name(text: &str) -> Option<SmolStr> {
    let name = host_name(text);
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    (letters && memchr::memchr(b'.', name.as_bytes()).is_some() && name.len() <= 253).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valid_file_name_suggests_sender_and_domain() {
        for (name, submitter, domain) in [
            ("a.example!Kestrel.test!1767571200!1767657599!001.json.gz", Some("a.example"), Some("kestrel.test")),
            ("folder/a.example!kestrel.test!1!2.json", Some("a.example"), Some("kestrel.test")),
            ("report.json.gz", None, None),
            ("a!b!1!2", None, None),
            ("<b>.x!k.test!1!2", None, Some("k.test")),
        ] {
            let named = read_hints(name);
            assert_eq!((named.submitter.as_deref(), named.domain.as_deref()), (submitter, domain), "{name}");
        }
    }
}
