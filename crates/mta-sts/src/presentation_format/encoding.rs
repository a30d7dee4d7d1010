//! Encodings of a pasted text, which are decoded before the text is read.
//!
//! A text is decoded only if the encoding is unmistakable: the version of a record appears in it, or every second octet is NUL.
//! Of a policy, the reader of policies counts the fields before and after.

mod base64;
mod characters;
mod hex;
mod references;
mod rich_text;
mod utf16;

use alloc::vec::Vec;

pub(super) use references::reference;

use super::Excerpt;
use crate::Span;

/// An encoding of a pasted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-16 (RFC 2781), as PowerShell redirects output.
    Utf16,
    /// The output of `xxd`, `hexdump`, `od` and `Format-Hex`, or hexadecimal digits alone.
    HexDump,
    /// The generic format of record data, `TYPE16 \# 3 026869` (RFC 3597 §5).
    GenericData,
    /// Quoted-printable (RFC 2045 §6.7), as in the source of a mail.
    QuotedPrintable,
    /// Percent-encoding (RFC 3986 §2.1), as in the body of a form.
    PercentEncoding,
    /// Character references of HTML, such as `&quot;`.
    CharacterReferences,
    /// Escapes of JSON and C, such as `\u003d` and `\x3d`.
    Escapes,
    /// Base64 (RFC 4648 §4), as in a Kubernetes Secret.
    Base64,
    /// Rich Text Format, as word processors put it on the clipboard.
    RichText,
}

impl Encoding {
    /// Returns the id that selects the message.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Utf16 => "utf-16",
            Self::HexDump => "hex-dump",
            Self::GenericData => "generic-data",
            Self::QuotedPrintable => "quoted-printable",
            Self::PercentEncoding => "percent-encoding",
            Self::CharacterReferences => "character-references",
            Self::Escapes => "escapes",
            Self::Base64 => "base64",
            Self::RichText => "rich-text",
        }
    }
}

/// An encoding that can be decoded, with an example of the record `v=STSv1; id=20260101000000Z;`.
pub(super) struct Decoder {
    pub encoding: Encoding,
    pub example: &'static [u8],
    /// Decodes a text, if it is in this encoding.
    pub decode: fn(&Excerpt, Wanted) -> Option<Excerpt>,
}

/// The text expected in an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Record,
    Policy,
}

impl Wanted {
    /// Whether a decoded text may be the one expected.
    fn is_in(self, text: &Excerpt) -> bool {
        match self {
            Self::Record => has_any(text, &["v=sts", "v=tls"]),
            Self::Policy => has_any(text, &["version:"]),
        }
    }
}

/// The encodings in the order of decoding.
pub(super) static DECODERS: [Decoder; 10] = [
    Decoder {
        encoding: Encoding::Utf16,
        example: b"v\x00=\x00S\x00T\x00S\x00v\x001\x00;\x00 \x00i\x00d\x00=\x002\x000\x002\x006\x000\x001\x000\x001\x000\x000\x000\x000\x000\x000\x00Z\x00;\x00",
        decode: utf16::decode,
    },
    Decoder {
        encoding: Encoding::RichText,
        example: b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}\n\\pard\\f0\\fs22 v=STSv1; id=20260101000000Z;\\par\n}",
        decode: rich_text::decode,
    },
    Decoder {
        encoding: Encoding::HexDump,
        example: b"00000000: 763d 5354 5376 313b 2069 643d 3230 3236  v=STSv1; id=2026\n00000010: 3031 3031 3030 3030 3030 5a3b            0101000000Z;\n",
        decode: hex::decode_dump,
    },
    Decoder {
        encoding: Encoding::HexDump,
        example: b"0000000   v   =   S   T   S   v   1   ;       i   d   =   2   0   2   6\n0000020   0   1   0   1   0   0   0   0   0   0   Z   ;  \\n\n0000035\n",
        decode: characters::decode,
    },
    Decoder {
        encoding: Encoding::GenericData,
        example: b"_mta-sts.example.com. 300 IN TYPE16 \\# 29 1C763D53545376313B2069643D32303236 303130313030303030305A3B",
        decode: hex::decode_generic_data,
    },
    Decoder {
        encoding: Encoding::QuotedPrintable,
        example: b"v=3DSTSv1; id=3D2026010=\n1000000Z;=0D=0A",
        decode: quoted_printable,
    },
    Decoder {
        encoding: Encoding::PercentEncoding,
        example: b"v%3DSTSv1%3B+id%3D20260101000000Z%3B",
        decode: percent_encoding,
    },
    Decoder {
        encoding: Encoding::CharacterReferences,
        example: b"&quot;v=STSv1&semi; id&#61;20260101000000Z;&quot;&#10;",
        decode: references::decode,
    },
    Decoder {
        encoding: Encoding::Escapes,
        example: b"v\\u003dSTSv1\\u003b id\\x3d20260101000000Z;",
        decode: escapes,
    },
    Decoder {
        encoding: Encoding::Base64,
        example: b"dj1TVFN2MTsgaWQ9MjAyNjAxMDEwMDAwMDBaOw==",
        decode: base64::decode,
    },
];

/// Decodes a text, and returns the encodings that it was in.
pub(super) fn decode(text: Excerpt) -> (Excerpt, Vec<Encoding>) {
    let (mut plain, mut found) = (text, Vec::new());
    for decoder in &DECODERS {
        if let Some(decoded) = (decoder.decode)(&plain, Wanted::Record) {
            plain = decoded;
            found.push(decoder.encoding);
        }
    }
    (plain, found)
}

/// Whether a text has one of these lower-case words.
fn has_any(text: &Excerpt, words: &[&str]) -> bool {
    let lower = text.lower_case();
    words.iter().any(|word| lower.contains(word))
}

/// Octets that a piece of encoded text stands for, and the length of that piece.
type Decoded = (Vec<u8>, usize);

/// Returns a text with every encoded piece decoded; `None` if there is none.
pub(super) fn with_decoded(text: &Excerpt, piece: impl Fn(&[u8]) -> Option<Decoded>) -> Option<Excerpt> {
    let octets = text.octets();
    let mut plain = text.empty_at(0);
    let (mut from, mut at) = (0, 0);
    while at < octets.len() {
        let Some((decoded, length)) = piece(&octets[at..]) else {
            at += 1;
            continue;
        };
        plain.append(&text.slice(from..at));
        decoded.into_iter().for_each(|octet| plain.push(octet, text, Span::new(at, at + length)));
        at += length;
        from = at;
    }
    (from > 0).then(|| {
        plain.append(&text.slice(from..octets.len()));
        plain
    })
}

/// Returns the octet of two hexadecimal digits.
pub(super) fn hex_octet(digits: &[u8]) -> Option<u8> {
    let digits = digits.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()
}

fn quoted_printable(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let piece = |rest: &[u8]| {
        let rest = rest.strip_prefix(b"=")?;
        let line_end = [&b"\r\n"[..], b"\n"].into_iter().find(|end| rest.starts_with(end));
        // Some programs show the line end, too.
        let shown = || rest.starts_with(b"0A\n").then(|| (Vec::from([b'\n']), 4));
        let octet = || Some((Vec::from([hex_octet(rest)?]), 3));
        line_end.map(|end| (Vec::new(), end.len() + 1)).or_else(shown).or_else(octet)
    };
    let may_be = wanted == Wanted::Policy || has_any(text, &["v=3dsts", "v=3dtls"]);
    may_be.then(|| with_decoded(text, piece)).flatten()
}

fn percent_encoding(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    // In the body of a form, a plus sign stands for a blank.
    let is_form = match wanted {
        Wanted::Record => has_any(text, &["%3b+"]),
        Wanted::Policy => !text.octets().contains(&b' '),
    };
    let piece = |rest: &[u8]| match rest {
        [b'%', digits @ ..] => Some((Vec::from([hex_octet(digits)?]), 3)),
        [b'+', ..] if is_form => Some((Vec::from([b' ']), 1)),
        _ => None,
    };
    let may_be = wanted == Wanted::Policy || has_any(text, &["v%3dsts", "v%3dtls", "%22v=sts", "%22v=tls"]);
    may_be.then(|| with_decoded(text, piece)).flatten()
}

/// Decodes `\u003d` and `\x3d` in a record. JSON keeps its escapes, which its own reader decodes.
fn escapes(text: &Excerpt, wanted: Wanted) -> Option<Excerpt> {
    let piece = |rest: &[u8]| {
        let (octet, length) = match rest {
            [b'\\', b'u', b'0', b'0', digits @ ..] => (hex_octet(digits)?, 6),
            [b'\\', b'x', digits @ ..] => (hex_octet(digits)?, 4),
            _ => return None,
        };
        (octet.is_ascii() && !b"\"\\".contains(&octet)).then(|| (Vec::from([octet]), length))
    };
    let is_json = matches!(text.octets().trim_ascii_start().first(), Some(b'{' | b'['));
    let marks = ["v\\u003dsts", "v\\u003dtls", "v\\x3dsts", "v\\x3dtls", "v=stsv1\\x3b", "v=stsv1\\u003b"];
    let may_be = wanted == Wanted::Record && !is_json && has_any(text, &marks);
    may_be.then(|| with_decoded(text, piece)).flatten()
}
