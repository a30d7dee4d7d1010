//! Decodes bytes to text, and undoes the typography of word processors and mail programs.

use std::borrow::Cow;

/// Decodes bytes: UTF-8, or UTF-16 with a byte order mark. Invalid bytes become replacement characters.
pub(crate) fn decode_text(bytes: &[u8]) -> Cow<'_, str> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
    };
    match bytes {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// Restores one line as a mail server wrote it: straight quotes, plain hyphens and spaces, without invisible
/// characters, and without the quotation marks of replies.
pub(crate) fn normalise_line(line: &str) -> String {
    let plain: String = line.chars().filter_map(plain).collect();
    without_quote_marks(&plain).trim_end().to_owned()
}

fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{3001}' => ',',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        c if c.is_control() => return None,
        c => c,
    })
}

/// Removes the `>` and `|` of replies at any depth.
fn without_quote_marks(mut line: &str) -> &str {
    while let Some(rest) = line.trim_start().strip_prefix(['>', '|']) {
        line = rest;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_quotation_marks_are_undone() {
        for (typed, plain) in [
            ("MTA\u{2011}STS \u{2018}kestrel.test\u{2019}", "MTA-STS 'kestrel.test'"),
            ("> > | 550\u{a0}5.4.8", " 550 5.4.8"),
            ("\u{feff}\u{200b}a\u{202e}b\r", "ab"),
            ("受信者：ada@kestrel.test", "受信者:ada@kestrel.test"),
            ("    indented", "    indented"),
        ] {
            assert_eq!(normalise_line(typed), plain);
        }
        assert_eq!(decode_text(b"\xff\xfe4\x005\x000\x00"), "450");
        assert_eq!(decode_text(b"\xfe\xff\x004\x005"), "45");
        assert_eq!(decode_text(b"\xff\xfe4"), "");
    }
}
