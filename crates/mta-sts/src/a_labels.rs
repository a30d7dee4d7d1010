//! A-labels of internationalised names (RFC 5890 §2.3.2.1) in suggested texts.
//!
//! Typed domains are converted by [`crate::Idna`], which covers all of Unicode. The page leaves its tables to the browser.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use idna::punycode;

/// Lower-case letters that UTS 46 leaves unchanged, so that no other spelling exists. Right-to-left scripts are excluded: they
/// have their own rules (RFC 5893).
const LETTERS: [(char, char); 17] = [
    ('ß', 'ö'),
    ('ø', 'ı'),
    ('ĵ', 'ľ'),
    ('ł', 'ň'),
    ('ŋ', 'ž'),
    ('ạ', 'ỹ'),
    ('ά', 'ώ'),
    ('а', 'џ'),
    ('ґ', 'ԯ'),
    ('々', '〇'),
    ('ぁ', 'ゖ'),
    ('ゝ', 'ゞ'),
    ('ァ', 'ヺ'),
    ('ー', 'ヾ'),
    ('㐀', '䶿'),
    ('一', '鿿'),
    ('가', '힣'),
];

/// The prefix of an A-label.
const PREFIX: &str = "xn--";

/// Returns a name in A-labels. Returns `None` for letters that need more than a table of ranges.
pub(crate) fn a_labels(name: &str) -> Option<String> {
    let labels: Option<Vec<String>> = name.split('.').map(a_label).collect();
    labels.map(|labels| labels.join("."))
}

fn a_label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let letters: Vec<char> = label.chars().flat_map(char::to_lowercase).collect();
    let is_known = |c: char| LETTERS.iter().any(|(first, last)| (*first..=*last).contains(&c));
    let is_allowed = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || is_known(*c);
    let encoded = letters.iter().all(is_allowed).then(|| punycode::encode(&letters)).flatten()?;
    Some([PREFIX, &encoded].concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_a_labels() {
        for (name, expected) in [
            ("例え.jp", Some("xn--r8jz45g.jp")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("BÜCHER.example", Some("xn--bcher-kva.example")),
            ("faß.example", Some("xn--fa-hia.example")),
            ("xn--r8jz45g.jp", Some("xn--r8jz45g.jp")),
            ("テスト.example", Some("xn--zckzah.example")),
            ("ﾃｽﾄ.example", None),
            ("שלום.example", None),
            ("a\u{301}.example", None),
        ] {
            assert_eq!(a_labels(name).as_deref(), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_result_agrees_with_the_unicode_tables(
            label in prop::collection::vec((0..LETTERS.len(), any::<prop::sample::Index>(), "[a-z0-9]{0,3}"), 1..8),
        ) {
            let letter = |(at, index, plain): &(usize, prop::sample::Index, String)| {
                let (first, last) = LETTERS[*at];
                let letters: Vec<char> = (first..=last).collect();
                alloc::format!("{}{plain}", letters[index.index(letters.len())])
            };
            let name: String = label.iter().map(letter).collect();
            let expected = idna::uts46::Uts46::new().to_ascii(
                name.as_bytes(),
                idna::AsciiDenyList::EMPTY,
                idna::uts46::Hyphens::Allow,
                idna::uts46::DnsLength::Ignore,
            );
            // A capital İ has no lower-case form of one character.
            prop_assert!(a_labels(&name).is_some() || name.contains('İ'), "{}", name);
            if let Some(found) = a_labels(&name) {
                prop_assert_eq!(Some(found), expected.ok().map(alloc::borrow::Cow::into_owned), "{}", name);
            }
        }
    }
}
