//! Replaces characters that are invisible, or that change the appearance of others.

use std::fmt::Write;

/// Returns the text with symbols for control characters (`␀` to `␡`), and `<U+202E>` for format characters and unusual
/// spaces.
#[must_use]
pub fn make_visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('\u{2421}'),
            _ if is_invisible(c) => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// Returns whether a character is invisible: C1 controls, format characters (general category Cf), line and paragraph
/// separators, spaces other than U+0020, and fillers.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{1680}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{3000}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_made_visible() {
        for (text, shown) in [
            ("plain: *.example.test", "plain: *.example.test"),
            ("日本語 é 😀", "日本語 é 😀"),
            ("a\tb\r\n", "a␉b␍␊"),
            ("\0\u{7f}", "␀␡"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("evil\u{202e}txt", "evil<U+202E>txt"),
            ("\u{feff}version", "<U+FEFF>version"),
            ("zero\u{200b}width", "zero<U+200B>width"),
            ("no\u{a0}break", "no<U+00A0>break"),
            ("\u{2066}isolate\u{2069}", "<U+2066>isolate<U+2069>"),
            ("\u{85}", "<U+0085>"),
        ] {
            assert_eq!(make_visible(text), shown);
        }
    }
}
