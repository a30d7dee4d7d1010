//! A-labels of internationalised names (RFC 5890 §2.3.2.1), by Punycode (RFC 3492).
//!
//! Only for texts that are offered. What people type as a domain is converted by [`crate::Idna`], which knows all of Unicode.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

/// Letters that UTS 46 leaves as they are, in lower case: of these no other spelling exists. Scripts from right to left have rules of
/// their own (RFC 5893).
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

/// The beginning of an A-label.
const PREFIX: &str = "xn--";

/// A name in A-labels; `None` where it has letters that need more than a table of ranges.
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
    let may_stand = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || is_known(*c);
    letters.iter().all(may_stand).then(|| encoded(&letters)).flatten()
}

/// Parameters of Punycode (RFC 3492 §5).
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// The encoding procedure (RFC 3492 §6.3).
fn encoded(letters: &[char]) -> Option<String> {
    let mut label = PREFIX.to_owned();
    label.extend(letters.iter().filter(|c| c.is_ascii()));
    let basic = u32::try_from(label.len() - PREFIX.len()).ok()?;
    if basic > 0 {
        label.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while let Some(next) = letters.iter().map(|c| u32::from(*c)).filter(|c| *c >= n).min() {
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in letters.iter().map(|c| u32::from(*c)) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                push_number(&mut label, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                (delta, handled) = (0, handled + 1);
            }
        }
        (delta, n) = (delta.checked_add(1)?, n + 1);
    }
    Some(label)
}

/// A number as a generalized variable-length integer (RFC 3492 §3.3).
fn push_number(label: &mut String, number: u32, bias: u32) {
    let (mut rest, mut k) = (number, BASE);
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            label.push(digit(rest));
            return;
        }
        label.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

/// Letters for 0 to 25, digits for 26 to 35 (RFC 3492 §5).
fn digit(value: u32) -> char {
    char::from_digit((value + 10) % BASE, BASE).unwrap_or('a')
}

/// The bias after a delta (RFC 3492 §6.1).
fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
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
        fn the_tables_of_unicode_give_the_same(
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
            // A capital İ has no small letter of one character.
            prop_assert!(a_labels(&name).is_some() || name.contains('İ'), "{}", name);
            if let Some(found) = a_labels(&name) {
                prop_assert_eq!(Some(found), expected.ok().map(alloc::borrow::Cow::into_owned), "{}", name);
            }
        }
    }
}
