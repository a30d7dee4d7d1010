//! ASCII look-alikes typed by Japanese keyboards, word processors and mail programs.

use alloc::{borrow::Cow, string::String, vec::Vec};

/// Returns a text with ASCII look-alikes replaced: full-width letters, typographic quotation marks, dashes and blanks. Removes
/// invisible characters.
///
/// No sender reads a text this way. The result shows what was intended, not what is published.
#[must_use]
pub fn plain_text(text: &[u8]) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain: String = String::from_utf8_lossy(text).chars().filter_map(plain).collect();
    Cow::Owned(Vec::from(plain))
}

/// Returns the ASCII character for a look-alike; `None` for an invisible one.
pub(crate) fn plain(c: char) -> Option<char> {
    Some(match c {
        // Full-width forms have the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            return None;
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201b}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '「' | '」' | '『' | '』' => '"',
        '。' | '｡' => '.',
        '、' | '､' => ',',
        _ => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_become_ascii_and_other_text_is_kept() {
        for (text, plain) in [
            ("ｖ＝ＳＴＳｖ１；　ｉｄ＝２０２６～", "v=STSv1; id=2026~"),
            ("“v=STSv1;\u{a0}id=1”\u{200b}", "\"v=STSv1; id=1\""),
            ("\u{feff}mail–1.example\u{202e}", "mail-1.example"),
            ("「mx１。example」", "\"mx1.example\""),
            ("ä ｶ 値：", "ä ｶ 値:"),
            ("v=STSv1", "v=STSv1"),
        ] {
            assert_eq!(plain_text(text.as_bytes()), plain.as_bytes(), "{text}");
        }
        assert_eq!(plain_text(b"\xff="), "\u{fffd}=".as_bytes());
    }
}
